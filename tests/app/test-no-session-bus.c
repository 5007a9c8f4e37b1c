/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-bus-test.h"
#include "tb-notification.h"
#include "tb-project-test.h"
#include "tb-reminders.h"
#include "tb-test.h"
#include "tb-ui-test.h"

/* A desktop with no session bus, where GLib takes one for granted: whatever it complains of there
 * ends a test. */

static GtkApplication *
get_application (void)
{
  static GtkApplication *application;
  g_autoptr (GError) error = NULL;

  if (application == NULL)
    {
      application = GTK_APPLICATION (
          adw_application_new (TB_APPLICATION_ID ".Test", G_APPLICATION_DEFAULT_FLAGS));
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
      g_assert_null (g_application_get_dbus_connection (G_APPLICATION (application)));
    }

  return application;
}

static void
test_notification (void)
{
  GApplication *application = G_APPLICATION (get_application ());
  g_autoptr (GNotification) notification = g_notification_new ("主题党日");

  g_assert_false (tb_notification_can_be_shown (application));
  tb_notification_send (application, "event", notification);
  tb_notification_withdraw (application, "event");
}

/* Nothing counts as told that nobody was told. */
static void
test_reminders (void)
{
  g_autoptr (TbClock) clock = tb_test_clock_new ();
  g_autoptr (GSettings) settings = g_settings_new (TB_APPLICATION_ID);
  g_autoptr (TbRegisterReader) reader = tb_register_reader_new (get_application (), clock);
  g_autoptr (TbReminders) reminders = tb_reminders_new (get_application (), settings, reader);
  TbCoreTest test = { .clock = clock, .session = tb_bus_test_open_register (clock) };
  g_autofree char *branch = tb_project_test_dup_organisation (&test, "云杉支部", NULL);
  g_autoptr (TbRecord) event = tb_project_test_import (
      &test, "event", "kind", "ZT", "title", "主题党日", "organisation", branch, "state",
      "notified", "planned_on", "2026-11-22", "planned_from", "14:30", NULL);
  g_autoptr (GVariant) reminded = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *day;

  tb_session_close (test.session);
  g_object_unref (test.session);
  tb_reminders_check_async (reminders, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);

  g_assert_cmpint (tb_reminders_check_finish (reminders, result, &error), ==, 0);
  g_assert_no_error (error);
  reminded = g_settings_get_value (settings, "reminded");
  g_variant_get_child (reminded, 0, "&s", &day);
  g_assert_cmpstr (day, ==, "");
}

int
main (int argc, char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

  g_test_add_func ("/app/no-session-bus/notification", test_notification);
  g_test_add_func ("/app/no-session-bus/reminders", test_reminders);

  return tb_test_run ();
}
