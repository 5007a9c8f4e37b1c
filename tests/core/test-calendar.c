/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-calendar-file.h"
#include "tb-calendar.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tb-core-test.h"
#include "tb-test.h"
#include "tb-transition.h"

static TbRecord *
add_event (TbCoreTest *test, const char *title, const char *on)
{
  g_autoptr (TbRecord) organisation
      = tb_core_test_add_record (test, "organisation", "name", title, "kind", "joint_branch", NULL);

  return tb_core_test_add_record (test, "event", "kind", "ZT", "title", title, "organisation",
                                  tb_record_get_id (organisation), "planned_on", on, "planned_from",
                                  "14:30", "planned_to", "16:00", "minutes", "不得外传", NULL);
}

static char *
dup_calendar (TbCoreTest *test)
{
  g_autoptr (GError) error = NULL;
  char *text = tb_calendar_dup_text (test->session, NULL, NULL, &error);

  g_assert_no_error (error);

  return text;
}

/* One name for ever, a greater number and the new day when it moved, cancelled where it was. */
static void
test_text (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (test, "十二月主题党日", "2026-12-05");
  g_autoptr (TbRecord) old = add_event (test, "去年的主题党日", "2025-01-05");
  g_autofree char *before = dup_calendar (test);
  g_autofree char *uid = g_strdup_printf ("UID:%s\r\n", tb_record_get_id (event));
  g_autofree char *after = NULL;
  g_autofree char *cancelled = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) moved = NULL;

  g_assert_nonnull (strstr (before, uid));
  g_assert_nonnull (strstr (before, "SEQUENCE:1\r\n"));
  g_assert_nonnull (strstr (before, "DTSTART;TZID=Asia/Shanghai:20261205T143000\r\n"));
  g_assert_nonnull (strstr (before, "STATUS:TENTATIVE\r\n"));
  g_assert_null (strstr (before, "去年"));
  g_assert_null (strstr (before, "不得外传"));

  tb_core_test_set (event, "planned_on", "2026-12-12");
  g_free (tb_session_transition (test->session, event, "move", "场地冲突", NULL, &error));
  g_assert_no_error (error);
  after = dup_calendar (test);
  g_assert_nonnull (strstr (after, uid));
  g_assert_nonnull (strstr (after, "SEQUENCE:2\r\n"));
  g_assert_nonnull (strstr (after, "DTSTART;TZID=Asia/Shanghai:20261212T143000\r\n"));

  moved = tb_core_test_reload (test, event);
  g_free (tb_session_transition (test->session, moved, "cancel", "停办", NULL, &error));
  g_assert_no_error (error);
  cancelled = dup_calendar (test);
  g_assert_nonnull (strstr (cancelled, "STATUS:CANCELLED\r\n"));
}

static void
failed_cb (TbCalendarFile *keeper, GError *error, guint *n_failures)
{
  (*n_failures)++;
}

static gboolean
holds (const char *path, const char *words)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, words) != NULL;
}

/* The file follows the register, also after it was closed and opened again; a failure is told once.
 */
static void
test_kept (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *dir = tb_test_dup_dir ();
  g_autofree char *folder = g_build_filename (dir, "calendar", NULL);
  g_autofree char *path = g_build_filename (folder, "events.ics", NULL);
  g_autoptr (TbCalendarFile) keeper = tb_calendar_file_new (test->session);
  g_autoptr (TbCalendarFile) next = NULL;
  guint n_failures = 0;

  g_signal_connect (keeper, "failed", G_CALLBACK (failed_cb), &n_failures);
  tb_test_wait_until (!tb_calendar_file_is_busy (keeper));
  g_assert_null (tb_calendar_file_get_path (keeper));

  /* There is no such folder yet. */
  tb_calendar_file_set_path (keeper, path);
  tb_test_wait_until (!tb_calendar_file_is_busy (keeper));
  g_assert_cmpuint (n_failures, ==, 1);
  g_object_unref (add_event (test, "十二月主题党日", "2026-12-05"));
  tb_test_wait_until (tb_calendar_file_is_busy (keeper));
  tb_test_wait_until (!tb_calendar_file_is_busy (keeper));
  g_assert_cmpuint (n_failures, ==, 1);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_object_unref (add_event (test, "一月主题党日", "2027-01-05"));
  tb_test_wait_until (holds (path, "一月主题党日"));
  g_assert_true (holds (path, "十二月主题党日"));

  tb_test_wait_until (!tb_calendar_file_is_busy (keeper));
  g_clear_object (&keeper);
  g_assert_cmpint (g_unlink (path), ==, 0);
  next = tb_calendar_file_new (test->session);
  tb_test_wait_until (holds (path, "一月主题党日"));
  g_assert_cmpstr (tb_calendar_file_get_path (next), ==, path);

  tb_calendar_file_set_path (next, NULL);
  tb_test_wait_until (!tb_calendar_file_is_busy (next));
  g_assert_cmpuint (n_failures, ==, 1);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/calendar/text", test_text);
  tb_core_test_add ("/calendar/kept", test_kept);

  return tb_test_run ();
}
