/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-project-test.h"
#include "tb-reminder.h"
#include "tb-test.h"

#define TEN_O_CLOCK (10 * 60)
#define FOUR_O_CLOCK (16 * 60)

typedef struct
{
  int minute;
  const char *const *told;
} Asked;

static gpointer
list (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbDate today = tb_clock_today (tb_connection_get_clock (connection));
  const Asked *asked = data;

  return tb_reminder_list (connection, today, asked->minute, asked->told, error);
}

static GPtrArray *
get_reminders (TbCoreTest *test, int minute, const char *const *told)
{
  g_autoptr (GError) error = NULL;
  Asked asked = { minute, told };
  GPtrArray *reminders = tb_session_read (test->session, list, &asked, NULL, &error);

  g_assert_no_error (error);

  return reminders;
}

/* A line a reminder: what is opened, title, body. */
static char *
dup_lines (TbCoreTest *test, int minute, const char *const *told)
{
  g_autoptr (GPtrArray) reminders = get_reminders (test, minute, told);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < reminders->len; i++)
    {
      const TbReminder *reminder = g_ptr_array_index (reminders, i);

      g_string_append_printf (lines, "%s / %s / %s\n",
                              reminder->type_name != NULL ? reminder->type_name : "-",
                              reminder->title, reminder->body);
    }

  return g_string_free (lines, FALSE);
}

static char *
add_event (TbCoreTest *test, const char *title, const char *planned_on, const char *planned_from,
           const char *held_on)
{
  g_autofree char *branch = tb_project_test_dup_organisation (test, title, NULL);
  g_autoptr (TbRecord) record
      = tb_project_test_import (test, "event", "kind", "ZT", "title", title, "organisation", branch,
                                "state", held_on != NULL ? "held" : "notified", "planned_on",
                                planned_on, "planned_from", planned_from, "held_on", held_on, NULL);

  return g_strdup (tb_record_get_id (record));
}

static char *
add_project (TbCoreTest *test, const char *title)
{
  g_autofree char *branch = tb_project_test_dup_organisation (test, title, NULL);
  g_autoptr (TbRecord) record = tb_project_test_import (
      test, "project", "title", title, "initiator", branch, "state", "under_way", NULL);

  return g_strdup (tb_record_get_id (record));
}

static void
add_claim (TbCoreTest *test, const char *project, const char *due_on)
{
  g_autoptr (TbRecord) record
      = tb_project_test_import (test, "claim", "project", project, "claimant_kind", "team",
                                "claimant", "先锋队", "state", "under_way", "due_on", due_on, NULL);
}

/* Today is Sunday 2026-11-22. */
static void
test_today_and_tomorrow (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *today = add_event (test, "主题党日", "2026-11-22", "14:30", NULL);
  g_autofree char *tomorrow = add_event (test, "支委会", "2026-11-23", NULL, NULL);
  g_autofree char *later = add_event (test, "党课", "2026-11-24", NULL, NULL);
  g_autofree char *held = add_event (test, "已开过的", "2026-11-22", NULL, "2026-11-22");
  g_autofree char *project = add_project (test, "楼道照明");
  g_autofree char *lines = NULL;

  add_claim (test, project, "2026-11-23");
  lines = dup_lines (test, TEN_O_CLOCK, NULL);

  g_assert_cmpstr (lines, ==,
                   "event / 主题党日 / Today, 14:30\n"
                   "event / 支委会 / Tomorrow\n"
                   "claim / 楼道照明 / A claim is due tomorrow\n");
}

static void
test_over_by_its_hour (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *event = add_event (test, "主题党日", "2026-11-22", "14:30", NULL);
  g_autofree char *before = dup_lines (test, TEN_O_CLOCK, NULL);
  g_autofree char *after = dup_lines (test, FOUR_O_CLOCK, NULL);

  g_assert_cmpstr (before, ==, "event / 主题党日 / Today, 14:30\n");
  g_assert_cmpstr (after, ==, "");
}

static void
test_told_once (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *event = add_event (test, "主题党日", "2026-11-22", NULL, NULL);
  g_autofree char *other = add_event (test, "支委会", "2026-11-22", NULL, NULL);
  g_autofree char *key = g_strconcat ("event:", event, NULL);
  const char *const told[] = { key, NULL };
  g_autofree char *lines = dup_lines (test, TEN_O_CLOCK, told);

  g_assert_cmpstr (lines, ==, "event / 支委会 / Today\n");
}

static void
test_many_in_one (TbCoreTest *test, gconstpointer data)
{
  static const char *const titles[] = { "一", "二", "三", "四" };
  g_autoptr (GPtrArray) reminders = NULL;
  g_autofree char *lines = NULL;
  const TbReminder *reminder;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_free (add_event (test, titles[i], "2026-11-23", NULL, NULL));
  reminders = get_reminders (test, TEN_O_CLOCK, NULL);

  g_assert_cmpuint (reminders->len, ==, 1);
  reminder = g_ptr_array_index (reminders, 0);
  g_assert_cmpuint (g_strv_length (reminder->keys), ==, G_N_ELEMENTS (titles));
  g_assert_cmpstr (reminder->title, ==, "4 things are due today or tomorrow");
  lines = dup_lines (test, TEN_O_CLOCK, (const char *const *)reminder->keys);
  g_assert_cmpstr (lines, ==, "");
}

static void
test_late_once_a_day (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *event = add_event (test, "党课", "2026-11-18", NULL, NULL);
  g_autofree char *held = add_event (test, "已开过的", "2026-11-18", NULL, "2026-11-18");
  g_autofree char *project = add_project (test, "楼道照明");
  static const char *const told[] = { "late", NULL };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  add_claim (test, project, "2026-11-01");
  first = dup_lines (test, TEN_O_CLOCK, NULL);
  second = dup_lines (test, TEN_O_CLOCK, told);

  g_assert_cmpstr (first, ==, "- / 2 things were not done in time / The overview lists them.\n");
  g_assert_cmpstr (second, ==, "");
}

static void
test_quiet (void)
{
  g_assert_true (tb_reminder_is_quiet (20 * 60, 20 * 60, 8 * 60));
  g_assert_true (tb_reminder_is_quiet (0, 20 * 60, 8 * 60));
  g_assert_true (tb_reminder_is_quiet (8 * 60 - 1, 20 * 60, 8 * 60));
  g_assert_false (tb_reminder_is_quiet (8 * 60, 20 * 60, 8 * 60));
  g_assert_false (tb_reminder_is_quiet (20 * 60 - 1, 20 * 60, 8 * 60));
  g_assert_true (tb_reminder_is_quiet (13 * 60, 12 * 60, 14 * 60));
  g_assert_false (tb_reminder_is_quiet (14 * 60, 12 * 60, 14 * 60));
  g_assert_false (tb_reminder_is_quiet (9 * 60, 9 * 60, 9 * 60));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/core/reminder/today-and-tomorrow", test_today_and_tomorrow);
  tb_core_test_add ("/core/reminder/over-by-its-hour", test_over_by_its_hour);
  tb_core_test_add ("/core/reminder/told-once", test_told_once);
  tb_core_test_add ("/core/reminder/many-in-one", test_many_in_one);
  tb_core_test_add ("/core/reminder/late-once-a-day", test_late_once_a_day);
  g_test_add_func ("/core/reminder/quiet", test_quiet);

  return tb_test_run ();
}
