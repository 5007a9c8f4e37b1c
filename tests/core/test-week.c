/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-project-test.h"
#include "tb-test.h"
#include "tb-week.h"

static gpointer
list_due (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbDate today = tb_clock_today (tb_connection_get_clock (connection));

  return tb_week_list_due (connection, today, GPOINTER_TO_UINT (data), error);
}

/* A line an item: day, time, title, note, late or not, type. */
static char *
dup_lines (TbCoreTest *test, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items
      = tb_session_read (test->session, list_due, GUINT_TO_POINTER (limit), NULL, &error);
  GString *lines = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const TbDueItem *item = g_ptr_array_index (items, i);

      g_string_append_printf (lines, "%s %s %s / %s%s %s\n", item->on,
                              item->time != NULL ? item->time : "-", item->title, item->note,
                              item->late ? " late" : "", item->type_name);
    }

  return g_string_free (lines, FALSE);
}

static void
add_event (TbCoreTest *test, const char *organisation, const char *title, const char *state,
           const char *planned_on, const char *planned_from)
{
  g_autoptr (TbRecord) record = tb_project_test_import (
      test, "event", "kind", "ZT", "title", title, "organisation", organisation, "state", state,
      "planned_on", planned_on, "planned_from", planned_from, NULL);
}

static void
add_milestone (TbCoreTest *test, const char *project, const char *title, const char *due_on,
               const char *done_on)
{
  g_autoptr (TbRecord) record
      = tb_project_test_import (test, "milestone", "project", project, "title", title, "due_on",
                                due_on, "done_on", done_on, NULL);
}

static void
add_claim (TbCoreTest *test, const char *project, const char *claimant, const char *state,
           const char *due_on, const char *rework_due)
{
  g_autoptr (TbRecord) record = tb_project_test_import (
      test, "claim", "project", project, "claimant_kind", "team", "claimant", claimant, "state",
      state, "due_on", due_on, "rework_due", rework_due, NULL);
}

/* Today is Sunday 2026-11-22; the list goes to Saturday 2026-11-28. */
static void
fill (TbCoreTest *test)
{
  g_autofree char *branch = tb_project_test_dup_organisation (test, "云杉支部", NULL);
  g_autoptr (TbRecord) project = tb_project_test_import (
      test, "project", "title", "楼道照明", "initiator", branch, "state", "under_way", NULL);
  g_autoptr (TbRecord) over = tb_project_test_import (
      test, "project", "title", "午间课堂", "initiator", branch, "state", "evaluated", NULL);
  const char *id = tb_record_get_id (project);

  add_event (test, branch, "主题党日", "notified", "2026-11-25", "14:30");
  add_event (test, branch, "支委会", "planned", "2026-11-25", "09:00");
  add_event (test, branch, "党课", "planned", "2026-11-18", NULL);
  add_event (test, branch, "已取消的", "cancelled", "2026-11-26", NULL);
  add_event (test, branch, "已开过的", "planned", "2026-09-18", NULL);
  add_event (test, branch, "下周的", "planned", "2026-11-29", NULL);

  add_milestone (test, id, "勘查", "2026-11-10", NULL);
  add_milestone (test, id, "设计", "2026-11-28", NULL);
  add_milestone (test, id, "已完成", "2026-11-20", "2026-11-19");
  add_milestone (test, tb_record_get_id (over), "旧的", "2026-11-20", NULL);

  add_claim (test, id, "先锋队", "under_way", "2026-11-24", NULL);
  add_claim (test, id, "青年队", "rework", "2026-11-01", "2026-11-27");
  add_claim (test, id, "已交的", "submitted", "2026-11-24", NULL);
  add_claim (test, id, "下月的", "under_way", "2026-12-24", NULL);
}

static void
test_due (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *lines = NULL;

  fill (test);
  lines = dup_lines (test, 100);

  g_assert_cmpstr (lines, ==,
                   "2026-11-10 - 勘查 / 楼道照明 late project\n"
                   "2026-11-18 - 党课 / 云杉支部 late event\n"
                   "2026-11-24 - 先锋队 / 楼道照明 claim\n"
                   "2026-11-25 09:00 支委会 / 云杉支部 event\n"
                   "2026-11-25 14:30 主题党日 / 云杉支部 event\n"
                   "2026-11-27 - 青年队 / 楼道照明 claim\n"
                   "2026-11-28 - 设计 / 楼道照明 project\n");
}

static void
test_limit (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *lines = NULL;

  fill (test);
  lines = dup_lines (test, 2);

  g_assert_cmpstr (lines, ==,
                   "2026-11-10 - 勘查 / 楼道照明 late project\n"
                   "2026-11-18 - 党课 / 云杉支部 late event\n");
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/core/week/due", test_due);
  tb_core_test_add ("/core/week/limit", test_limit);

  return tb_test_run ();
}
