/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample.h"

#include "tb-code-list.h"
#include "tb-core-test.h"
#include "tb-error.h"
#include "tb-id.h"
#include "tb-test.h"
#include "tb-type-affiliation.h"
#include "tb-type-employment.h"
#include "tb-type-event.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"
#include "tb-type-post.h"
#include "tb-type-tenancy.h"

typedef struct
{
  const char *type_name;
  gint64 n;
} Count;

static gint64
count (TbCoreTest *test, const char *type_name)
{
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find (type_name));
  g_autoptr (GError) error = NULL;
  gint64 n = tb_session_count (test->session, query, NULL, &error);

  g_assert_no_error (error);
  return n;
}

static char *
fill (TbCoreTest *test, TbSampleScale scale, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  char *batch = tb_sample_fill (test->session, scale, seed, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return batch;
}

static void
test_tower (TbCoreTest *test, gconstpointer data)
{
  static const Count counts[]
      = { { "tower", 1 },       { "floor", 60 },   { "property_company", 1 },
          { "enterprise", 49 }, { "person", 146 }, { "organisation", 25 } };
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 1);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_test_message ("%s", counts[i].type_name);
      g_assert_cmpint (count (test, counts[i].type_name), ==, counts[i].n);
    }
  tb_core_test_assert_sound (test);
}

/* What is made up is as the rules want it: no fault and nothing doubtful in any record. */
static void
test_records_keep_the_rules (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 2);
  TbDate today = tb_clock_today (test->clock);
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (GPtrArray) records = tb_core_test_list (test, types[i]->name);

      for (guint j = 0; j < records->len; j++)
        {
          g_autoptr (TbFindings) findings = tb_findings_new ();
          g_autofree char *title = tb_record_dup_title (g_ptr_array_index (records, j));

          tb_record_type_check (g_ptr_array_index (records, j), today, findings);
          if (tb_findings_get_n (findings) > 0)
            g_error ("%s %s: %s", types[i]->name, title, tb_findings_get_worst (findings)->message);
          g_assert_cmpint (tb_record_get_source (g_ptr_array_index (records, j)), ==,
                           TB_SOURCE_SAMPLE);
        }
    }
}

static gboolean
is_reached (TbRecord *person, guint field, TbDate *last)
{
  TbDate date;

  if (!tb_record_has (person, field))
    return FALSE;
  g_assert_true (tb_date_from_iso (tb_record_get_text (person, field), &date));
  if (tb_date_get_precision (date) == TB_DATE_PRECISION_DAY)
    {
      g_assert_cmpint (tb_date_compare (*last, date), <=, 0);
      *last = date;
    }
  return TRUE;
}

/* A person has come as far as the category says and no further, one station after the other
 * (domain model §1.4). */
static void
test_persons_came_so_far (TbCoreTest *test, gconstpointer data)
{
  static const struct
  {
    const char *category;
    guint field;
  } stations[] = { { "applicant", TB_PERSON_APPLIED_ON },
                   { "activist", TB_PERSON_ACTIVIST_ON },
                   { "candidate", TB_PERSON_CANDIDATE_ON },
                   { "probationary", TB_PERSON_JOIN_ON },
                   { "full", TB_PERSON_FULL_ON } };
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 6);
  g_autoptr (GPtrArray) persons = tb_core_test_list (test, "person");

  for (guint i = 0; i < persons->len; i++)
    {
      TbRecord *person = g_ptr_array_index (persons, i);
      const char *category = tb_record_get_text (person, TB_PERSON_CATEGORY);
      TbDate last = { 0 };
      gboolean beyond = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (stations); j++)
        {
          gboolean reached = is_reached (person, stations[j].field, &last);

          g_assert_false (beyond && reached);
          if (g_str_equal (stations[j].category, category))
            {
              g_assert_true (reached);
              beyond = TRUE;
            }
        }
      g_assert_true (beyond);
    }
}

/* Who has a post of a branch was a full member by then, or came into it at a by-election. */
static void
test_posts_are_of_full_members (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 1);
  g_autoptr (GPtrArray) posts = tb_core_test_list (test, "post");

  g_assert_cmpuint (posts->len, >, 0);
  for (guint i = 0; i < posts->len; i++)
    {
      TbRecord *post = g_ptr_array_index (posts, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (TbRecord) person = tb_session_load (
          test->session, &tb_type_person, tb_record_get_text (post, TB_POST_PERSON), NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (tb_record_get_text (person, TB_PERSON_FULL_ON), <=,
                       tb_record_get_text (post, TB_POST_SINCE));
    }
}

static void
test_persons_are_nobody (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 3);
  g_autoptr (GPtrArray) persons = tb_core_test_list (test, "person");
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_incomplete = 0;

  for (guint i = 0; i < persons->len; i++)
    {
      TbRecord *person = g_ptr_array_index (persons, i);
      const char *number = tb_record_get_text (person, TB_PERSON_ID_NUMBER);

      n_incomplete += tb_record_get_int (person, TB_PERSON_INCOMPLETE) > 0;
      if (number == NULL)
        continue;
      g_assert_true (g_str_has_prefix (number, "440399"));
      g_assert_true (g_hash_table_add (numbers, (gpointer)number));
    }
  g_assert_cmpuint (n_incomplete, >, 2);
  g_assert_cmpuint (n_incomplete, <, persons->len / 2);
}

static guint
count_with_both_dates (TbCoreTest *test, const TbRecordType *type)
{
  g_autoptr (GPtrArray) rows = tb_core_test_list (test, type->name);
  guint since = tb_record_type_find_field (type, "since");
  guint until = tb_record_type_find_field (type, "until");
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      TbRecord *row = g_ptr_array_index (rows, i);

      g_assert_true (tb_record_has (row, since));
      n += tb_record_has (row, until);
    }
  return n;
}

static void
test_histories_are_dated (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 4);

  g_assert_cmpuint (count_with_both_dates (test, &tb_type_employment), >, 0);
  g_assert_cmpuint (count_with_both_dates (test, &tb_type_affiliation), >, 0);
  g_assert_cmpuint (count_with_both_dates (test, &tb_type_tenancy), >, 0);
}

static void
test_branches_have_one_secretary (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 5);
  g_autoptr (GPtrArray) posts = tb_core_test_list (test, "post");
  g_autoptr (GHashTable) led = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < posts->len; i++)
    {
      TbRecord *post = g_ptr_array_index (posts, i);

      if (strcmp (tb_record_get_text (post, TB_POST_POST), "secretary") == 0)
        g_assert_true (
            g_hash_table_add (led, (gpointer)tb_record_get_text (post, TB_POST_ORGANISATION)));
    }
  g_assert_cmpuint (g_hash_table_size (led), >, 5);
}

/* Everything but the street's committee hangs below another organisation. */
static void
test_organisations_are_a_tree (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 6);
  g_autoptr (GPtrArray) organisations = tb_core_test_list (test, "organisation");
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_roots = 0;

  for (guint i = 0; i < organisations->len; i++)
    {
      TbRecord *organisation = g_ptr_array_index (organisations, i);

      n_roots += !tb_record_has (organisation, TB_ORGANISATION_PARENT);
      g_hash_table_add (kinds, (gpointer)tb_record_get_text (organisation, TB_ORGANISATION_KIND));
    }
  g_assert_cmpuint (n_roots, ==, 1);
  g_assert_cmpuint (g_hash_table_size (kinds), ==, 7);
}

static GHashTable *
count_states (TbCoreTest *test, const char *type_name)
{
  GHashTable *states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) records = tb_core_test_list (test, type_name);

  for (guint i = 0; i < records->len; i++)
    {
      char *state = g_strdup (tb_core_test_get (g_ptr_array_index (records, i), "state"));
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (states, state));

      g_hash_table_insert (states, state, GUINT_TO_POINTER (n + 1));
    }
  return states;
}

/* A year of meetings: most are archived, with what an archived one must have; some are to come. */
static void
test_events (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 10);
  g_autoptr (GPtrArray) events = tb_core_test_list (test, "event");
  g_autoptr (GHashTable) states = count_states (test, "event");
  guint n_late = 0;

  for (guint i = 0; i < events->len; i++)
    {
      TbRecord *event = g_ptr_array_index (events, i);
      const char *state = tb_core_test_get (event, "state");

      g_assert_nonnull (tb_core_test_get (event, "code"));
      n_late += tb_record_get_boolean (event, TB_EVENT_LATE);
      if (!g_str_equal (state, "archived"))
        continue;
      g_assert_nonnull (tb_core_test_get (event, "minutes"));
      g_assert_nonnull (tb_core_test_get (event, "held_to"));
      g_assert_cmpint (tb_record_get_int (event, TB_EVENT_PRESENT), >, 0);
    }
  g_assert_cmpuint (events->len, >, 200);
  g_assert_cmpuint (n_late, >, 0);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (states, "archived")), >,
                    events->len / 2);
  g_assert_true (g_hash_table_contains (states, "planned"));
  g_assert_true (g_hash_table_contains (states, "notified"));
  g_assert_true (g_hash_table_contains (states, "in_review"));
  g_assert_cmpint (count (test, "attendance"), >, events->len);
  g_assert_cmpint (count (test, "hour_entry"), >, 100);
  g_assert_cmpint (count (test, "vote"), >, 0);
}

static char *
dup_membership (const char *person, const char *organisation)
{
  return g_strdup_printf ("%s %s", person, organisation);
}

/* When each came into a branch, and into any at all. */
static GHashTable *
list_joined (TbCoreTest *test)
{
  g_autoptr (GPtrArray) affiliations = tb_core_test_list (test, "affiliation");
  GHashTable *joined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < affiliations->len; i++)
    {
      TbRecord *affiliation = g_ptr_array_index (affiliations, i);
      const char *person = tb_core_test_get (affiliation, "person");
      const char *since = tb_core_test_get (affiliation, "since");
      const char *first = g_hash_table_lookup (joined, person);

      g_hash_table_insert (joined,
                           dup_membership (person, tb_core_test_get (affiliation, "organisation")),
                           g_strdup (since));
      if (first == NULL || strcmp (since, first) < 0)
        g_hash_table_insert (joined, g_strdup (person), g_strdup (since));
    }

  return joined;
}

/* Nobody is at an event of a branch that they had not joined by then, nor leads it. */
static void
test_nobody_comes_before_joining (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 10);
  g_autoptr (GHashTable) joined = list_joined (test);
  g_autoptr (GPtrArray) events = tb_core_test_list (test, "event");
  g_autoptr (GPtrArray) rows = tb_core_test_list (test, "attendance");
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      TbRecord *event = g_ptr_array_index (events, i);
      const char *host = tb_core_test_get (event, "host");
      g_autofree char *membership = dup_membership (host, tb_core_test_get (event, "organisation"));
      const char *since = g_hash_table_lookup (joined, membership);

      g_hash_table_insert (by_id, (gpointer)tb_record_get_id (event), event);
      if (since == NULL)
        since = g_hash_table_lookup (joined, host);
      g_assert_cmpstr (since, <=, tb_core_test_get (event, "planned_on"));
    }

  for (guint i = 0; i < rows->len; i++)
    {
      TbRecord *row = g_ptr_array_index (rows, i);
      TbRecord *event = g_hash_table_lookup (by_id, tb_core_test_get (row, "event"));
      const char *person = tb_core_test_get (row, "person");
      g_autofree char *membership
          = dup_membership (person, tb_core_test_get (event, "organisation"));
      const char *since = g_hash_table_lookup (joined, membership);

      if (since == NULL)
        since = g_hash_table_lookup (joined, person);
      g_assert_cmpstr (since, <=, tb_core_test_get (event, "planned_on"));
    }
}

/* There is a project in every column of the board. */
static void
test_projects (TbCoreTest *test, gconstpointer data)
{
  static const char *const types[]
      = { "claim", "milestone", "progress_report", "beneficiary", "acceptance", "evaluation" };
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 11);
  g_autoptr (GHashTable) states = count_states (test, "project");

  g_assert_cmpint (count (test, "project"), ==, 20);
  g_assert_cmpuint (g_hash_table_size (states), ==,
                    tb_code_list_get_n_items (tb_code_lists_find ("project-state")));
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_cmpint (count (test, types[i]), >, 5);
}

static char *
dup_all_json (TbCoreTest *test, const char *type_name)
{
  g_autoptr (GPtrArray) records = tb_core_test_list (test, type_name);
  GString *json = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    tb_record_append_json (g_ptr_array_index (records, i), json);
  return g_string_free_and_steal (json);
}

/* The register of the same seed, as one text. */
static char *
dup_sample (guint32 seed)
{
  static const char *const types[]
      = { "tower", "unit",       "enterprise", "organisation", "person",  "post",
          "event", "attendance", "vote",       "claim",        "project", "evaluation" };
  g_autofree char *path = g_strdup_printf ("seed-%u-%u.db", seed, (guint)g_random_int ());
  TbCoreTest test = { .clock = tb_test_clock_new (), .path = tb_test_dup_path (path) };
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  GString *all = g_string_new (NULL);

  test.session = tb_session_open (test.path, TB_OPEN_CREATE, test.clock, "tester", &error);
  g_assert_no_error (error);
  batch = fill (&test, TB_SAMPLE_TOWER, seed);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *json = dup_all_json (&test, types[i]);

      g_string_append (all, json);
    }
  tb_core_test_tear_down (&test, NULL);
  return g_string_free_and_steal (all);
}

static void
test_seed_decides (void)
{
  g_autofree char *first = dup_sample (7);
  g_autofree char *again = dup_sample (7);
  g_autofree char *other = dup_sample (8);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
}

/* The ids of records in @json. */
static GHashTable *
find_ids (const char *json)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) pattern
      = g_regex_new ("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (pattern, json, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      char *id = g_match_info_fetch (match, 0);

      g_assert_true (tb_id_is_valid (id));
      g_hash_table_add (ids, id);
    }
  return g_steal_pointer (&ids);
}

/* Two towers that are filled on one day are two: an exchange would take records of one id for one.
 */
static void
test_seeds_share_no_record (void)
{
  g_autofree char *first = dup_sample (7);
  g_autofree char *other = dup_sample (8);
  g_autofree char *last = dup_sample (G_MAXUINT32);
  g_autoptr (GHashTable) first_ids = find_ids (first);
  g_autoptr (GHashTable) other_ids = find_ids (other);
  g_autoptr (GHashTable) last_ids = find_ids (last);
  GHashTableIter iter;
  gpointer id;

  g_assert_cmpuint (g_hash_table_size (other_ids), >, 500);
  g_hash_table_iter_init (&iter, first_ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_assert_false (g_hash_table_contains (other_ids, id));
      g_assert_false (g_hash_table_contains (last_ids, id));
    }
}

static void
test_not_into_a_used_register (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "李雷", NULL);
  g_autoptr (GError) error = NULL;
  char *batch = tb_sample_fill (test->session, TB_SAMPLE_TOWER, 1, NULL, NULL, NULL, &error);

  g_assert_null (batch);
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_assert_cmpint (count (test, "person"), ==, 1);
  g_assert_cmpint (count (test, "tower"), ==, 0);
}

static void
test_cancelled (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  char *batch;

  g_cancellable_cancel (cancellable);
  batch = tb_sample_fill (test->session, TB_SAMPLE_TOWER, 1, NULL, NULL, cancellable, &error);
  g_assert_null (batch);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count (test, "tower"), ==, 0);
}

static void
test_undone (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch = fill (test, TB_SAMPLE_TOWER, 9);
  g_autoptr (GError) error = NULL;
  g_autofree char *undo = tb_session_undo (test->session, batch, NULL, &error);
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  g_assert_no_error (error);
  for (guint i = 0; i < n_types; i++)
    g_assert_cmpint (count (test, types[i]->name), ==, 0);
  tb_core_test_assert_sound (test);
}

static void
test_district (TbCoreTest *test, gconstpointer data)
{
  static const Count counts[] = { { "tower", 41 },
                                  { "enterprise", 3290 },
                                  { "person", 6000 },
                                  { "organisation", 830 },
                                  { "project", 292 } };
  g_autofree char *batch = fill (test, TB_SAMPLE_DISTRICT, 1);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpint (count (test, counts[i].type_name), ==, counts[i].n);
  g_assert_cmpint (count (test, "event"), >, 15000);
  g_assert_cmpint (count (test, "attendance"), >, 100000);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/sample/tower", test_tower);
  tb_core_test_add ("/sample/rules", test_records_keep_the_rules);
  tb_core_test_add ("/sample/persons", test_persons_are_nobody);
  tb_core_test_add ("/sample/persons-came-so-far", test_persons_came_so_far);
  tb_core_test_add ("/sample/posts", test_posts_are_of_full_members);
  tb_core_test_add ("/sample/histories", test_histories_are_dated);
  tb_core_test_add ("/sample/secretaries", test_branches_have_one_secretary);
  tb_core_test_add ("/sample/tree", test_organisations_are_a_tree);
  tb_core_test_add ("/sample/events", test_events);
  tb_core_test_add ("/sample/nobody-comes-before-joining", test_nobody_comes_before_joining);
  tb_core_test_add ("/sample/projects", test_projects);
  g_test_add_func ("/sample/seed", test_seed_decides);
  g_test_add_func ("/sample/seeds-share-no-record", test_seeds_share_no_record);
  tb_core_test_add ("/sample/used-register", test_not_into_a_used_register);
  tb_core_test_add ("/sample/cancelled", test_cancelled);
  tb_core_test_add ("/sample/undone", test_undone);
  tb_core_test_add ("/sample/district", test_district);

  return tb_test_run ();
}
