/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-code-list.h"
#include "tb-core-test.h"
#include "tb-error.h"
#include "tb-test.h"

#define DAY G_TIME_SPAN_DAY

typedef struct
{
  TbCoreTest core;
  TbRecord *first;  /* (owned): an enterprise */
  TbRecord *second; /* (owned): another */
  TbRecord *person; /* (owned): works in the first; nobody knows since when */
} HistoryTest;

static void
set_up (HistoryTest *test, gconstpointer data)
{
  tb_core_test_set_up (&test->core, data);
  test->first = tb_core_test_add_record (&test->core, "enterprise", "name", "甲公司", NULL);
  test->second = tb_core_test_add_record (&test->core, "enterprise", "name", "乙公司", NULL);
  test->person = tb_core_test_add_record (&test->core, "person", "name", "张三", "job", "会计",
                                          "enterprise", tb_record_get_id (test->first), NULL);
}

static void
tear_down (HistoryTest *test, gconstpointer data)
{
  tb_core_test_assert_sound (&test->core);
  g_clear_object (&test->first);
  g_clear_object (&test->second);
  g_clear_object (&test->person);
  tb_core_test_tear_down (&test->core, data);
}

static void
move_to (HistoryTest *test, TbRecord *enterprise)
{
  tb_core_test_set (test->person, "enterprise",
                    enterprise != NULL ? tb_record_get_id (enterprise) : NULL);
  g_free (tb_core_test_save (&test->core, test->person));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* The employments as "since..until enterprise job", in order of time. */
static char *
describe_employments (HistoryTest *test)
{
  g_autoptr (GPtrArray) rows = tb_core_test_list (&test->core, "employment");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      TbRecord *row = g_ptr_array_index (rows, i);
      guint enterprise = tb_record_type_find_field (tb_record_get_record_type (row), "enterprise");
      const char *since = tb_core_test_get (row, "since");
      const char *until = tb_core_test_get (row, "until");
      const char *job = tb_core_test_get (row, "job");

      g_assert_cmpstr (tb_core_test_get (row, "person"), ==, tb_record_get_id (test->person));
      g_ptr_array_add (lines, g_strdup_printf ("%s..%s %s %s", since != NULL ? since : "",
                                               until != NULL ? until : "",
                                               tb_record_get_reference_title (row, enterprise),
                                               job != NULL ? job : "-"));
    }

  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (", ", (char **)lines->pdata);
}

#define assert_employments(test, expected)                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *described_ = describe_employments (test);                                     \
    g_assert_cmpstr (described_, ==, expected);                                                    \
  }                                                                                                \
  G_STMT_END

/* Where a new person works the person says; there is nothing else to be said yet. */
static void
test_first (HistoryTest *test, gconstpointer data)
{
  assert_employments (test, "");
}

/* Who rents a room is asked for itself, so the row is there from the start. */
static void
test_from_start (HistoryTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) tower
      = tb_core_test_add_record (&test->core, "tower", "name", "罗湖大厦", NULL);
  g_autoptr (TbRecord) floor = tb_core_test_add_record (
      &test->core, "floor", "tower", tb_record_get_id (tower), "label", "3", NULL);
  g_autoptr (TbRecord) unit = tb_core_test_add_record (
      &test->core, "unit", "floor", tb_record_get_id (floor), "room_no", "301", NULL);
  g_autoptr (TbRecord) tenant = tb_core_test_add_record (
      &test->core, "enterprise", "name", "丁公司", "office", tb_record_get_id (unit), NULL);
  g_autoptr (GPtrArray) rows = tb_core_test_list (&test->core, "tenancy");
  TbRecord *row = g_ptr_array_index (rows, 0);

  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (tb_core_test_get (row, "enterprise"), ==, tb_record_get_id (tenant));
  g_assert_cmpstr (tb_core_test_get (row, "unit"), ==, tb_record_get_id (unit));
  g_assert_null (tb_core_test_get (row, "since"));
  g_assert_null (tb_core_test_get (row, "until"));
}

/* A row that somebody wrote because the beginning is known is the one that goes on and ends. */
static void
test_known_beginning (HistoryTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) row = tb_core_test_add_record (
      &test->core, "employment", "person", tb_record_get_id (test->person), "enterprise",
      tb_record_get_id (test->first), "job", "会计", "since", "2020-05", NULL);

  tb_core_test_set (test->person, "job", "财务经理");
  g_free (tb_core_test_save (&test->core, test->person));
  assert_employments (test, "2020-05.. 甲公司 财务经理");

  move_to (test, test->second);
  assert_employments (test, "2020-05..2026-11-22 甲公司 财务经理, 2026-11-22.. 乙公司 财务经理");
}

/* The row of what was true until now is in the batch of the change, and goes with it. */
static void
test_undone (HistoryTest *test, gconstpointer data)
{
  g_autofree char *batch = NULL;
  g_autofree char *undo = NULL;
  g_autoptr (GError) error = NULL;

  tb_core_test_set (test->person, "enterprise", tb_record_get_id (test->second));
  batch = tb_core_test_save (&test->core, test->person);
  undo = tb_session_undo (test->core.session, batch, NULL, &error);
  g_assert_no_error (error);
  assert_employments (test, "");
}

static void
test_change (HistoryTest *test, gconstpointer data)
{
  move_to (test, test->second);
  assert_employments (test, "..2026-11-22 甲公司 会计, 2026-11-22.. 乙公司 会计");

  tb_clock_advance (test->core.clock, 3 * DAY);
  move_to (test, test->first);
  assert_employments (test, "..2026-11-22 甲公司 会计, 2026-11-22..2026-11-25 乙公司 会计, "
                            "2026-11-25.. 甲公司 会计");

  tb_clock_advance (test->core.clock, DAY);
  move_to (test, NULL);
  assert_employments (test, "..2026-11-22 甲公司 会计, 2026-11-22..2026-11-25 乙公司 会计, "
                            "2026-11-25..2026-11-26 甲公司 会计");
}

/* A second thought on the same day leaves no row that never was true for a day. */
static void
test_same_day (HistoryTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) third
      = tb_core_test_add_record (&test->core, "enterprise", "name", "丙公司", NULL);

  move_to (test, test->second);
  move_to (test, third);
  assert_employments (test, "..2026-11-22 甲公司 会计, 2026-11-22.. 丙公司 会计");
  move_to (test, NULL);
  assert_employments (test, "..2026-11-22 甲公司 会计");
}

/* Put back on the same day, it is as if nothing had happened. */
static void
test_same_day_back (HistoryTest *test, gconstpointer data)
{
  move_to (test, test->second);
  move_to (test, test->first);
  assert_employments (test, ".. 甲公司 会计");
}

/* A new job in the same enterprise is no new employment. */
static void
test_carried (HistoryTest *test, gconstpointer data)
{
  tb_core_test_set (test->person, "job", "财务经理");
  g_free (tb_core_test_save (&test->core, test->person));
  assert_employments (test, "");

  move_to (test, test->second);
  tb_core_test_set (test->person, "job", NULL);
  g_free (tb_core_test_save (&test->core, test->person));
  assert_employments (test, "..2026-11-22 甲公司 财务经理, 2026-11-22.. 乙公司 -");
}

/* What has nothing to do with the history leaves it alone. */
static void
test_other_field (HistoryTest *test, gconstpointer data)
{
  g_autofree char *batch = NULL;
  g_autoptr (GPtrArray) batches = NULL;

  tb_core_test_set (test->person, "mobile", "13800000001");
  batch = tb_core_test_save (&test->core, test->person);
  batches = tb_session_get_batches (test->core.session, 1, NULL, NULL);
  g_assert_cmpint (((TbBatchInfo *)g_ptr_array_index (batches, 0))->n_changes, ==, 1);
  assert_employments (test, "");
}

/* Formal and activity branch are two histories in one table. */
static void
test_kinds (HistoryTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) formal
      = tb_core_test_add_record (&test->core, "organisation", "name", "第一党支部", NULL);
  g_autoptr (TbRecord) activity
      = tb_core_test_add_record (&test->core, "organisation", "name", "楼宇联合党支部", NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) ended = NULL;
  guint n_open = 0;

  tb_core_test_set (test->person, "formal_org", tb_record_get_id (formal));
  tb_core_test_set (test->person, "activity_org", tb_record_get_id (activity));
  g_free (tb_core_test_save (&test->core, test->person));
  rows = tb_core_test_list (&test->core, "affiliation");
  g_assert_cmpuint (rows->len, ==, 2);

  tb_clock_advance (test->core.clock, DAY);
  tb_core_test_set (test->person, "activity_org", NULL);
  g_free (tb_core_test_save (&test->core, test->person));
  ended = tb_core_test_list (&test->core, "affiliation");
  g_assert_cmpuint (ended->len, ==, 2);
  for (guint i = 0; i < ended->len; i++)
    {
      TbRecord *row = g_ptr_array_index (ended, i);
      const char *until = tb_core_test_get (row, "until");

      if (g_str_equal (tb_core_test_get (row, "kind"), "activity"))
        {
          g_assert_cmpstr (tb_core_test_get (row, "organisation"), ==, tb_record_get_id (activity));
          g_assert_cmpstr (until, ==, "2026-11-23");
          continue;
        }
      g_assert_cmpstr (tb_core_test_get (row, "kind"), ==, "formal");
      g_assert_null (until);
      n_open++;
    }
  g_assert_cmpuint (n_open, ==, 1);
}

/* A code can have a history as well as a reference. */
static void
test_code (HistoryTest *test, gconstpointer data)
{
  const TbRecordType *type = tb_record_get_record_type (test->first);
  guint field = tb_record_type_find_field (type, "coverage");
  const TbCodeList *list = tb_code_lists_find (tb_record_type_get_field (type, field)->code_list);
  const char *before = tb_code_list_get_item (list, 0)->code;
  const char *after = tb_code_list_get_item (list, 1)->code;
  g_autoptr (GPtrArray) rows = NULL;

  tb_core_test_set (test->first, "coverage", before);
  g_free (tb_core_test_save (&test->core, test->first));
  tb_clock_advance (test->core.clock, DAY);
  tb_core_test_set (test->first, "coverage", after);
  g_free (tb_core_test_save (&test->core, test->first));

  rows = tb_core_test_list (&test->core, "coverage");
  g_assert_cmpuint (rows->len, ==, 2);
  for (guint i = 0; i < rows->len; i++)
    {
      TbRecord *row = g_ptr_array_index (rows, i);
      gboolean ended = tb_core_test_get (row, "until") != NULL;

      g_assert_cmpstr (tb_core_test_get (row, "coverage"), ==, ended ? before : after);
      g_assert_cmpstr (tb_core_test_get (row, "since"), ==, ended ? "2026-11-22" : "2026-11-23");
    }
}

/* The past may name what is gone; the present may not. */
static void
test_past_enterprise (HistoryTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *undo = NULL;

  tb_clock_advance (test->core.clock, DAY);
  move_to (test, test->second);
  batch = tb_session_remove (test->core.session, test->first, NULL, &error);
  g_assert_no_error (error);
  assert_employments (test, "..2026-11-23 甲公司 会计, 2026-11-23.. 乙公司 会计");

  g_assert_null (tb_session_remove (test->core.session, test->second, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_clear_error (&error);

  undo = tb_session_undo (test->core.session, NULL, NULL, &error);
  g_assert_no_error (error);
}

#define history_test_add(path, func) g_test_add (path, HistoryTest, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  history_test_add ("/history-rules/first", test_first);
  history_test_add ("/history-rules/from-start", test_from_start);
  history_test_add ("/history-rules/known-beginning", test_known_beginning);
  history_test_add ("/history-rules/undone", test_undone);
  history_test_add ("/history-rules/change", test_change);
  history_test_add ("/history-rules/same-day", test_same_day);
  history_test_add ("/history-rules/same-day-back", test_same_day_back);
  history_test_add ("/history-rules/carried", test_carried);
  history_test_add ("/history-rules/other-field", test_other_field);
  history_test_add ("/history-rules/kinds", test_kinds);
  history_test_add ("/history-rules/code", test_code);
  history_test_add ("/history-rules/past-enterprise", test_past_enterprise);

  return tb_test_run ();
}
