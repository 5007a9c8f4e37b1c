/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-error.h"
#include "tb-machine.h"
#include "tb-project-test.h"
#include "tb-test.h"
#include "tb-transition.h"
#include "tb-type-claim.h"
#include "tb-type-project.h"

/* Both machines walked at random through the session, with records added beside, and after every
 * step what must hold of projects and their claims. */

#define N_WALKS 8
#define N_STEPS 120

static GRand *dice; /* of the walk under way */

static const char *const claimants[] = { "甲队", "乙队", "丙队" };

static const char *
get_state (TbRecord *record)
{
  return tb_core_test_get (record, "state");
}

static gboolean
is_one_of (TbRecord *record, const char *const *states)
{
  return g_strv_contains (states, get_state (record));
}

static gboolean
chance (guint percent)
{
  return g_rand_int_range (dice, 0, 100) < (gint32)percent;
}

/* Mostly one that starts from the state, and mostly one that does not give up: a walk that ends
 * after three steps meets nothing. */
static const TbTransition *
pick_transition (const TbMachine *machine, const char *state)
{
  const TbTransition *transition;
  gboolean any = chance (15);

  for (guint i = 0; i < 200; i++)
    {
      guint index = (guint)g_rand_int_range (dice, 0, (gint32)machine->n_transitions);

      transition = &machine->transitions[index];
      if (any)
        break;
      if (tb_transition_starts_from (transition, state)
          && ((transition->flags & (TB_TRANSITION_NEEDS_REASON | TB_TRANSITION_TAKES_REASON)) == 0
              || chance (8)))
        break;
    }

  return transition;
}

static void
try_transition (TbCoreTest *test, TbRecord *record)
{
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (record));
  const TbTransition *transition = pick_transition (machine, get_state (record));
  g_autofree char *from = g_strdup (get_state (record));
  g_autofree char *before = tb_core_test_dump (test);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  batch = tb_session_transition (test->session, record, transition->verb,
                                 g_rand_boolean (dice) ? "缘由" : NULL, NULL, &error);
  if (batch != NULL)
    {
      g_autoptr (TbRecord) after = tb_core_test_reload (test, record);

      g_assert_true (tb_transition_starts_from (transition, from));
      g_assert_cmpstr (get_state (after), ==, transition->to);
      g_assert_cmpint (transition->flags & TB_TRANSITION_BY_CORE, ==, 0);
      g_test_message ("%s %s → %s", machine->type->name, from, transition->to);
    }
  else
    {
      g_autofree char *after = tb_core_test_dump (test);

      /* Refused in words, and nothing has changed. */
      g_assert_true (g_error_matches (error, TB_ERROR, TB_ERROR_CONFLICT)
                     || g_error_matches (error, TB_ERROR, TB_ERROR_INVALID));
      g_assert_cmpuint (strlen (error->message), >, 10);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
try_save (TbCoreTest *test, TbRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_save (test->session, record, NULL, &error);

  g_assert_true (batch != NULL || g_error_matches (error, TB_ERROR, TB_ERROR_CONFLICT)
                 || g_error_matches (error, TB_ERROR, TB_ERROR_INVALID));
}

/* What a walk through transitions alone would never meet. */
static void
add_something (TbCoreTest *test, TbRecord *project, TbRecord *claim)
{
  static const char *const results[] = { "passed", "rework", "failed" };
  g_autoptr (TbRecord) record = NULL;

  switch (g_rand_int_range (dice, 0, 4))
    {
    case 0:
      record = tb_core_test_new_record (
          "claim", "project", tb_record_get_id (project), "claimant_kind", "team", "claimant",
          claimants[g_rand_int_range (dice, 0, G_N_ELEMENTS (claimants))], NULL);
      break;
    case 1:
      record = tb_core_test_new_record ("acceptance", "claim", tb_record_get_id (claim), "on",
                                        "2026-11-20", "first_acceptor", "林晓雯", "second_acceptor",
                                        "陈志远", "result",
                                        results[g_rand_int_range (dice, 0, G_N_ELEMENTS (results))],
                                        "rework_due", "2026-12-10", NULL);
      break;
    case 2:
      record = tb_core_test_new_record ("evaluation", "project", tb_record_get_id (project),
                                        "claim", tb_record_get_id (claim), NULL);
      break;
    default:
      /* A state is never changed by saving. */
      record = g_object_ref (project);
      tb_core_test_set (record, "state",
                        g_str_equal (get_state (project), "draft") ? "archived" : "draft");
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *batch = tb_session_save (test->session, record, NULL, &error);

        g_assert_null (batch);
        g_assert_true (error->domain == TB_ERROR);
        return;
      }
    }

  try_save (test, record);
}

/* What holds whatever was done. */
static void
check_sound (TbCoreTest *test, TbRecord *project)
{
  static const char *const holding[]
      = { "confirmed", "under_way", "submitted", "rework", "accepted", "evaluated", NULL };
  static const char *const done[] = { "accepted", "evaluated", "archived", NULL };
  static const char *const asking[] = { "applied", "checked", NULL };
  static const char *const idle[] = { "draft", "review", "unclaimed", NULL };
  g_autoptr (GPtrArray) claims = tb_core_test_list (test, "claim");
  gint64 places = tb_record_get_int (project, TB_PROJECT_MAX_CLAIMANTS);
  gint64 n_holding = 0, n_asking = 0;

  for (guint i = 0; i < claims->len; i++)
    {
      TbRecord *claim = g_ptr_array_index (claims, i);

      n_holding += is_one_of (claim, holding);
      n_asking += is_one_of (claim, asking);
      g_assert_cmpint (is_one_of (claim, holding)
                           && tb_core_test_get (claim, "confirmed_on") == NULL,
                       ==, FALSE);
      if (is_one_of (project, done))
        g_assert_true (
            !is_one_of (claim, holding)
            || is_one_of (claim, (const char *const[]){ "accepted", "evaluated", NULL }));
    }

  g_assert_cmpint (n_holding, <=, places);
  if (is_one_of (project, idle))
    g_assert_cmpint (n_holding, ==, 0);
  if (is_one_of (project, done))
    g_assert_cmpint (n_holding, >, 0);
  if (g_str_equal (get_state (project), "published"))
    g_assert_cmpint (n_holding, <, places);
  if (g_str_equal (get_state (project), "terminated"))
    g_assert_cmpint (n_asking, ==, 0);
  g_assert_cmpint (tb_record_get_int (project, TB_PROJECT_EXTENSIONS), <=, 2);
}

static TbRecord *
pick_claim (TbCoreTest *test)
{
  g_autoptr (GPtrArray) claims = tb_core_test_list (test, "claim");

  return g_object_ref (
      g_ptr_array_index (claims, (guint)g_rand_int_range (dice, 0, (gint32)claims->len)));
}

static void
test_walk (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "joint", "2");
  g_autoptr (TbRecord) first = tb_project_test_add_claim (test, draft, claimants[0]);
  guint32 seed = (guint32)g_test_rand_int () + GPOINTER_TO_UINT (data);

  g_test_message ("seed %u", seed);
  dice = g_rand_new_with_seed (seed);
  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autoptr (TbRecord) project = tb_core_test_reload (test, draft);
      g_autoptr (TbRecord) claim = pick_claim (test);
      g_autoptr (TbRecord) after = NULL;

      switch (g_rand_int_range (dice, 0, 5))
        {
        case 0:
        case 1:
          try_transition (test, project);
          break;
        case 2:
        case 3:
          try_transition (test, claim);
          break;
        default:
          add_something (test, project, claim);
          break;
        }

      after = tb_core_test_reload (test, draft);
      check_sound (test, after);
    }

  tb_core_test_assert_sound (test);
  g_clear_pointer (&dice, g_rand_free);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  for (guint i = 0; i < N_WALKS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/project-walk/%u", i + 1);

      g_test_add (path, TbCoreTest, GUINT_TO_POINTER (i), tb_core_test_set_up, test_walk,
                  tb_core_test_tear_down);
    }

  return tb_test_run ();
}
