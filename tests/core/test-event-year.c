/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-batch-words.h"
#include "tb-error.h"
#include "tb-event-matrix.h"
#include "tb-event-month.h"
#include "tb-event-test.h"
#include "tb-event.h"
#include "tb-test.h"
#include "tb-type-event-plan.h"
#include "tb-type-event.h"

static TbRecord *
add_plan (TbEventTest *test, const char *kind, const char *recurrence, int day, int month)
{
  TbRecord *plan = tb_core_test_new_record (
      "event_plan", "organisation", tb_record_get_id (test->branch), "kind", kind, "title", kind,
      "recurrence", recurrence, "time_from", "19:00", "place", "三楼", NULL);

  if (day > 0)
    tb_record_set_int (plan, TB_EVENT_PLAN_DAY, day);
  if (month > 0)
    tb_record_set_int (plan, TB_EVENT_PLAN_MONTH, month);
  g_free (tb_core_test_save (&test->core, plan));
  return plan;
}

static char *
make_year (TbEventTest *test, TbRecord *plan, int year)
{
  g_autoptr (GError) error = NULL;
  char *batch = tb_event_make_year (
      test->core.session, plan != NULL ? tb_record_get_id (plan) : NULL, year, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (batch);
  return batch;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* The days of the events of a plan. */
static char *
describe_days (TbEventTest *test, TbRecord *plan)
{
  g_autoptr (GPtrArray) events = tb_core_test_list (&test->core, "event");
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (guint i = 0; i < events->len; i++)
    {
      TbRecord *event = g_ptr_array_index (events, i);

      if (g_strcmp0 (tb_core_test_get (event, "plan"), tb_record_get_id (plan)) == 0)
        g_ptr_array_add (lines, (gpointer)tb_core_test_get (event, "planned_on"));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv (" ", (char **)lines->pdata);
}

#define assert_days(test, plan, expected)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *days_ = describe_days (test, plan);                                           \
    g_assert_cmpstr (days_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

/* The fixed day stays the fixed day, unless a month does not have it. */
static void
test_monthly (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) plan = add_plan (test, "ZT", "monthly_day", 31, 0);

  g_free (make_year (test, plan, 2027));
  assert_days (test, plan,
               "2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31 2027-06-30 2027-07-31 "
               "2027-08-31 2027-09-30 2027-10-31 2027-11-30 2027-12-31");
}

static void
test_others (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) quarterly = add_plan (test, "DH", "quarterly", 20, 3);
  g_autoptr (TbRecord) yearly = add_plan (test, "SH", "yearly", 0, 12);
  g_autoptr (TbRecord) monthly = add_plan (test, "ZW", "monthly", 5, 0);

  tb_core_test_set (monthly, "since", "2027-10");
  tb_core_test_set (monthly, "until", "2027-11");
  g_free (tb_core_test_save (&test->core, monthly));
  g_free (make_year (test, NULL, 2027));
  assert_days (test, quarterly, "2027-03-20 2027-06-20 2027-09-20 2027-12-20");
  assert_days (test, yearly, "2027-12-15");
  assert_days (test, monthly, "2027-10-05 2027-11-05");
}

/* A period is made once, whatever became of its event; the year goes back as a whole. */
static void
test_once (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) plan = add_plan (test, "DK", "quarterly", 10, 0);
  g_autofree char *before = tb_core_test_dump (&test->core);
  g_autofree char *after = NULL;
  g_autofree char *batch = make_year (test, plan, 2027);
  g_autofree char *again = make_year (test, plan, 2027);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (again, ==, "");
  assert_days (test, plan, "2027-02-10 2027-05-10 2027-08-10 2027-11-10");
  g_free (tb_session_undo (test->core.session, batch, NULL, &error));
  g_assert_no_error (error);
  after = tb_core_test_dump (&test->core);
  g_assert_cmpstr (before, ==, after);

  g_clear_pointer (&batch, g_free);
  batch = make_year (test, plan, 2027);
  g_assert_cmpstr (batch, !=, "");
}

/* How many, since nobody counts them in a calendar. */
static void
test_words (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) plan = add_plan (test, "DK", "quarterly", 10, 0);
  g_autofree char *batch = make_year (test, NULL, 2027);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches = tb_session_get_batches (test->core.session, 1, NULL, &error);
  g_autofree char *words = NULL;

  g_assert_nonnull (plan);
  g_assert_no_error (error);
  g_assert_cmpstr (((const TbBatchInfo *)batches->pdata[0])->id, ==, batch);
  words = tb_batch_info_dup_words (batches->pdata[0]);
  g_assert_cmpstr (words, ==, "Planned 4 events: 2027");
}

static TbRecord *
import_held (TbEventTest *test, const char *kind, const char *organisation, const char *held_on,
             const char *recorded_on, const char *period)
{
  TbRecord *event = tb_core_test_new_record (
      "event", "kind", kind, "title", kind, "organisation", organisation, "planned_on", held_on,
      "held_on", held_on, "recorded_on", recorded_on, "plan_period", period, "state", "held", NULL);

  tb_record_set_int (event, TB_EVENT_EXPECTED, 10);
  tb_record_set_int (event, TB_EVENT_PRESENT, 8);
  return event;
}

typedef struct
{
  TbRecord *next; /* (owned) (nullable) */
} Held;

static gboolean
give_held (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  Held *held = data;

  if (held->next == NULL)
    return FALSE;
  *change = (TbChange){ TB_CHANGE_INSERT, g_steal_pointer (&held->next) };
  return TRUE;
}

static void
add_held (TbEventTest *test, const char *kind, TbRecord *organisation, const char *held_on,
          const char *recorded_on, const char *period)
{
  Held held
      = { import_held (test, kind, tb_record_get_id (organisation), held_on, recorded_on, period) };
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_session_commit (test->core.session, TB_BATCH_IMPORT, &tb_type_event, "台账", give_held,
                           &held, 1, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
}

/* A row as a string: what each column of a kind says. */
static char *
describe_row (TbEventTest *test, int year, const char *kind)
{
  static const char marks[] = "-v+x";
  g_autoptr (GError) error = NULL;
  g_autoptr (TbEventMatrix) matrix
      = tb_event_matrix_new (test->core.session, year, NULL, NULL, &error);
  GString *text = g_string_new (NULL);
  const TbMatrixRow *row;
  guint n_columns;
  const TbMatrixColumn *columns = tb_event_matrix_get_columns (&n_columns);

  g_assert_no_error (error);
  g_assert_cmpuint (matrix->rows->len, ==, 1);
  row = g_ptr_array_index (matrix->rows, 0);
  g_assert_cmpstr (row->title, ==, "罗湖商务大厦联合党支部");
  for (guint i = 0; i < n_columns; i++)
    {
      if (g_str_equal (columns[i].kind, kind))
        g_string_append_c (text, marks[row->cells[i]]);
    }

  return g_string_free_and_steal (text);
}

#define assert_row(test, year, kind, expected)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *row_ = describe_row (test, year, kind);                                       \
    g_assert_cmpstr (row_, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

/* It is 22 November 2026: months and quarters up to October and the third are over. */
static void
test_matrix (TbEventTest *test, gconstpointer data)
{
  assert_row (test, 2026, "ZT", "xxxxxxxxxx--");
  assert_row (test, 2026, "ZW", "xxxxxxxxxx--");
  assert_row (test, 2026, "XZ", "------------");
  assert_row (test, 2026, "DH", "xxx-");
  assert_row (test, 2026, "SH", "-");
  assert_row (test, 2025, "PY", "x");
  assert_row (test, 2027, "ZT", "------------");

  add_held (test, "ZT", test->branch, "2026-01-15", "2026-01-16", NULL);
  /* Entered late. */
  add_held (test, "ZT", test->branch, "2026-02-15", "2026-03-20", NULL);
  /* Planned for March and held in April. */
  add_held (test, "ZT", test->branch, "2026-04-02", "2026-04-02", "2026-03");
  /* Late, and once more in time. */
  add_held (test, "ZT", test->branch, "2026-05-01", "2026-06-01", NULL);
  add_held (test, "ZT", test->branch, "2026-05-20", "2026-05-20", NULL);
  add_held (test, "ZT", test->branch, "2026-11-20", "2026-11-20", NULL);
  assert_row (test, 2026, "ZT", "v++xvxxxxxv-");

  add_held (test, "DH", test->branch, "2026-03-31", "2026-04-01", NULL);
  add_held (test, "DH", test->branch, "2026-07-01", "2026-07-01", "2026-Q2");
  assert_row (test, 2026, "DH", "v+x-");
  add_held (test, "SH", test->branch, "2026-01-20", "2026-01-20", "2025");
  assert_row (test, 2025, "SH", "+");
  assert_row (test, 2026, "SH", "-");
}

/* Every group meets, or the month is open. */
static void
test_groups (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) first
      = tb_core_test_add_record (&test->core, "organisation", "name", "第一党小组", "kind", "group",
                                 "parent", tb_record_get_id (test->branch), NULL);
  g_autoptr (TbRecord) second
      = tb_core_test_add_record (&test->core, "organisation", "name", "第二党小组", "kind", "group",
                                 "parent", tb_record_get_id (test->branch), NULL);

  assert_row (test, 2026, "XZ", "xxxxxxxxxx--");
  add_held (test, "XZ", first, "2026-01-15", "2026-01-15", NULL);
  add_held (test, "XZ", first, "2026-01-25", "2026-01-25", NULL);
  add_held (test, "XZ", first, "2026-02-15", "2026-02-15", NULL);
  add_held (test, "XZ", second, "2026-02-16", "2026-02-16", NULL);
  assert_row (test, 2026, "XZ", "xvxxxxxxxx--");
}

static void
test_cells (TbEventTest *test, gconstpointer data)
{
  guint n_columns;
  const TbMatrixColumn *columns = tb_event_matrix_get_columns (&n_columns);
  g_autofree char *month = tb_event_matrix_column_dup_title (&columns[2]);
  g_autofree char *quarter = tb_event_matrix_column_dup_title (&columns[36]);

  g_assert_cmpuint (n_columns, ==, 46);
  g_assert_cmpstr (month, ==, "3");
  g_assert_cmpstr (quarter, ==, "Q1");
  g_assert_cmpstr (tb_matrix_cell_get_mark (TB_MATRIX_HELD), ==, "✓");
  g_assert_cmpstr (tb_matrix_cell_get_mark (TB_MATRIX_NOT_DUE), ==, "");
  g_assert_cmpstr (tb_matrix_cell_get_words (TB_MATRIX_MISSED), ==, "Missed");
}

/* "day time title" of a span of days. */
static char *
describe_month (TbEventTest *test, const char *organisation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events
      = tb_event_month_list (test->core.session, (TbDate){ 2026, 11, 1 }, (TbDate){ 2026, 11, 30 },
                             organisation, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < events->len; i++)
    {
      const TbMonthEvent *event = g_ptr_array_index (events, i);

      g_string_append_printf (text, "%s%s %s %s", i > 0 ? ", " : "", event->on,
                              event->from != NULL ? event->from : "-", event->title);
    }

  return g_string_free_and_steal (text);
}

static void
test_month (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) elsewhere = tb_core_test_add_record (&test->core, "organisation", "name",
                                                            "别的支部", "kind", "branch", NULL);
  g_autofree char *all = NULL;
  g_autofree char *own = NULL;

  add_held (test, "DK", elsewhere, "2026-11-01", "2026-11-01", NULL);
  add_held (test, "DK", elsewhere, "2026-10-31", "2026-10-31", NULL);
  all = describe_month (test, NULL);
  own = describe_month (test, tb_record_get_id (test->branch));
  g_assert_cmpstr (all, ==, "2026-11-01 - DK, 2026-11-22 10:30 学习二十大精神");
  g_assert_cmpstr (own, ==, "2026-11-22 10:30 学习二十大精神");
}

static void
test_figures (TbEventTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree TbEventFigures *figures = NULL;

  add_held (test, "ZT", test->branch, "2026-01-15", "2026-01-16", NULL);
  add_held (test, "ZT", test->branch, "2026-02-15", "2026-03-20", NULL);
  tb_record_set_int (test->event, TB_EVENT_STUDY_HOURS, 150);
  g_free (tb_core_test_save (&test->core, test->event));
  tb_event_test_hold (test);

  figures = tb_event_figures_new (test->core.session, 2026, tb_record_get_id (test->branch), NULL,
                                  &error);
  g_assert_no_error (error);
  g_assert_cmpint (figures->n_held, ==, 3);
  g_assert_cmpint (figures->n_late, ==, 1);
  g_assert_cmpint (figures->n_planned, ==, 0);
  g_assert_cmpint (figures->n_expected, ==, 25);
  g_assert_cmpint (figures->n_present, ==, 18);
  g_assert_cmpint (figures->study_hours, ==, 300);
  g_assert_cmpint (figures->volunteer_hours, ==, 0);
}

static void
test_async (TbEventTest *test, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TbEventMatrix) matrix = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  tb_event_matrix_new_async (test->core.session, 2026, tb_record_get_id (test->branch), NULL,
                             tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  matrix = tb_session_read_finish (test->core.session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (matrix->rows->len, ==, 1);
  g_clear_object (&result);

  tb_event_month_list_async (test->core.session, (TbDate){ 2026, 11, 1 }, (TbDate){ 2026, 11, 30 },
                             NULL, NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  events = tb_session_read_finish (test->core.session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  tb_event_test_add ("/event-year/monthly", test_monthly);
  tb_event_test_add ("/event-year/others", test_others);
  tb_event_test_add ("/event-year/once", test_once);
  tb_event_test_add ("/event-year/words", test_words);
  tb_event_test_add ("/event-year/matrix", test_matrix);
  tb_event_test_add ("/event-year/groups", test_groups);
  tb_event_test_add ("/event-year/cells", test_cells);
  tb_event_test_add ("/event-year/month", test_month);
  tb_event_test_add ("/event-year/figures", test_figures);
  tb_event_test_add ("/event-year/async", test_async);

  return tb_test_run ();
}
