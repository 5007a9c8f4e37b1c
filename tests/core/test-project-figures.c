/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-project-figures.h"
#include "tb-project-test.h"
#include "tb-test.h"

/* Today is 2026-11-22. Every figure is worked out by hand from this register. */
typedef struct
{
  char *street;    /* (owned) */
  char *branch;    /* (owned): below the street */
  char *elsewhere; /* (owned) */
} Branches;

static void
branches_clear (Branches *self)
{
  g_free (self->street);
  g_free (self->branch);
  g_free (self->elsewhere);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Branches, branches_clear)

static char *
dup_project (TbCoreTest *test, const char *title, const char *initiator, const char *state,
             const char *published_on, const char *due_on)
{
  g_autoptr (TbRecord) record
      = tb_project_test_import (test, "project", "title", title, "initiator", initiator, "state",
                                state, "published_on", published_on, "due_on", due_on, NULL);

  return g_strdup (tb_record_get_id (record));
}

static void
add_claim (TbCoreTest *test, const char *project, const char *claimant, const char *state,
           const char *confirmed_on, const char *accepted_on)
{
  g_autoptr (TbRecord) record = tb_project_test_import (
      test, "claim", "project", project, "claimant_kind", "team", "claimant", claimant, "state",
      state, "confirmed_on", confirmed_on, "accepted_on", accepted_on, NULL);
}

static void
add_beneficiaries (TbCoreTest *test, const char *project, const char *kind, const char *count,
                   const char *on, const char *satisfaction, const char *sample)
{
  g_autoptr (TbRecord) record = tb_project_test_import (
      test, "beneficiary", "project", project, "kind", kind, "count", count, "on", on,
      "satisfaction", satisfaction, "sample_size", sample, NULL);
}

static Branches
fill (TbCoreTest *test)
{
  Branches branches = { 0 };
  g_autofree char *on_time = NULL, *late = NULL, *unclaimed = NULL, *overdue = NULL;
  g_autofree char *last_year = NULL, *terminated = NULL, *draft = NULL;

  branches.street = tb_project_test_dup_organisation (test, "云杉街道党工委", NULL);
  branches.branch = tb_project_test_dup_organisation (test, "云杉大厦联合党支部", branches.street);
  branches.elsewhere = tb_project_test_dup_organisation (test, "远山大厦联合党支部", NULL);

  on_time
      = dup_project (test, "楼道照明", branches.branch, "evaluated", "2026-03-10", "2026-06-30");
  add_claim (test, on_time, "先锋队", "evaluated", "2026-03-20", "2026-06-20");

  late = dup_project (test, "午间课堂", branches.branch, "accepted", "2026-04-01", "2026-07-31");
  add_claim (test, late, "先锋队", "accepted", "2026-04-08", "2026-08-15");
  add_claim (test, late, "青年队", "withdrawn", "2026-04-10", NULL);

  unclaimed
      = dup_project (test, "垃圾分类", branches.street, "published", "2026-05-05", "2026-12-31");
  add_claim (test, unclaimed, "青年队", "applied", NULL, NULL);

  overdue = dup_project (test, "敬老", branches.elsewhere, "under_way", "2026-05-06", "2026-09-01");
  add_claim (test, overdue, "敬老队", "under_way", "2026-05-20", NULL);

  last_year
      = dup_project (test, "冬日暖心", branches.elsewhere, "evaluated", "2025-12-01", "2026-02-01");
  add_claim (test, last_year, "敬老队", "evaluated", "2025-12-20", "2026-02-01");

  terminated
      = dup_project (test, "屋顶花园", branches.street, "terminated", "2026-06-01", "2026-08-01");
  add_claim (test, terminated, "花园队", "withdrawn", "2026-06-10", NULL);

  draft = dup_project (test, "充电桩", branches.branch, "draft", NULL, "2026-08-01");

  add_beneficiaries (test, on_time, "visits", "120", "2026-06-01", "4.50", "20");
  add_beneficiaries (test, late, "visits", "80", "2026-07-01", "4.00", "30");
  add_beneficiaries (test, late, "households", "15", "2026-07-01", NULL, NULL);
  add_beneficiaries (test, overdue, "firms", "7", "2026-08-01", "1.00", NULL);
  add_beneficiaries (test, last_year, "visits", "1000", "2025-12-24", "1.00", "500");
  add_beneficiaries (test, draft, "visits", "9", "2026-07-01", NULL, NULL);

  return branches;
}

static gpointer
read_figures (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbProjectFigures *figures = g_new0 (TbProjectFigures, 1);

  if (tb_project_figures_read (connection, data, figures, error))
    return figures;

  g_free (figures);
  return NULL;
}

static TbProjectFigures
get_figures (TbCoreTest *test, const char *from, const char *to, const char *organisation)
{
  TbProjectScope scope = { from, to, organisation };
  g_autoptr (GError) error = NULL;
  g_autofree TbProjectFigures *figures
      = tb_session_read (test->session, read_figures, &scope, NULL, &error);

  g_assert_no_error (error);
  return *figures;
}

static void
assert_indicators (const TbProjectFigures *figures, const char *const *values)
{
  guint n_indicators;
  const TbProjectIndicator *indicators = tb_project_indicators_get_all (&n_indicators);

  g_assert_cmpuint (g_strv_length ((GStrv)values), ==, n_indicators);
  for (guint i = 0; i < n_indicators; i++)
    {
      g_autofree char *value = indicators[i].dup_value (figures);

      g_test_message ("%s", indicators[i].name);
      g_assert_cmpstr (value, ==, values[i]);
      g_assert_nonnull (indicators[i].definition);
    }
}

static void
test_year (TbCoreTest *test, gconstpointer data)
{
  g_auto (Branches) branches = fill (test);
  TbProjectFigures figures = get_figures (test, "2026-01-01", "2026-12-31", NULL);

  g_assert_cmpint (figures.published, ==, 5);
  g_assert_cmpint (figures.claimed, ==, 4);
  g_assert_cmpint (figures.due, ==, 4);
  g_assert_cmpint (figures.on_time, ==, 2);
  g_assert_cmpint (figures.confirmed, ==, 4);
  g_assert_cmpint (figures.withdrawn, ==, 1);
  g_assert_cmpint (figures.visits, ==, 200);
  g_assert_cmpint (figures.households, ==, 15);
  g_assert_cmpint (figures.firms, ==, 7);
  g_assert_cmpint (figures.sample, ==, 50);
  /* (4.50 × 20 + 4.00 × 30) / 50 */
  assert_indicators (&figures,
                     (const char *const[]){ "80.0%", "50.0%", "25.0%", "200", "4.20", NULL });
}

/* An organisation stands for itself and what is below it. */
static void
test_organisation (TbCoreTest *test, gconstpointer data)
{
  g_auto (Branches) branches = fill (test);
  TbProjectFigures street = get_figures (test, "2026-01-01", "2026-12-31", branches.street);
  TbProjectFigures branch = get_figures (test, "2026-01-01", "2026-12-31", branches.branch);

  assert_indicators (&street,
                     (const char *const[]){ "75.0%", "50.0%", "33.3%", "200", "4.20", NULL });
  assert_indicators (&branch,
                     (const char *const[]){ "100.0%", "50.0%", "33.3%", "200", "4.20", NULL });
}

/* A period is read to the end of its last month; without one, everything counts. */
static void
test_period (TbCoreTest *test, gconstpointer data)
{
  g_auto (Branches) branches = fill (test);
  TbProjectFigures may = get_figures (test, "2026-05", "2026-05", NULL);
  TbProjectFigures all = get_figures (test, NULL, NULL, NULL);

  g_assert_cmpint (may.published, ==, 2);
  g_assert_cmpint (may.claimed, ==, 1);
  g_assert_cmpint (may.due, ==, 0);
  g_assert_cmpint (all.published, ==, 6);
  g_assert_cmpint (all.confirmed, ==, 5);
  g_assert_cmpint (all.visits, ==, 1200);
}

/* Nothing is not nought. */
static void
test_nothing (TbCoreTest *test, gconstpointer data)
{
  TbProjectFigures figures = get_figures (test, "2026-01-01", "2026-12-31", NULL);

  assert_indicators (&figures, (const char *const[]){ "—", "—", "—", "0", "—", NULL });
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/core/project-figures/year", test_year);
  tb_core_test_add ("/core/project-figures/organisation", test_organisation);
  tb_core_test_add ("/core/project-figures/period", test_period);
  tb_core_test_add ("/core/project-figures/nothing", test_nothing);

  return tb_test_run ();
}
