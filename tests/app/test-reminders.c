/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-bus-test.h"
#include "tb-project-test.h"
#include "tb-error.h"
#include "tb-reminders.h"
#include "tb-test.h"
#include "tb-ui-test.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define HOUR_US (G_TIME_SPAN_HOUR)

static const char portal_xml[]
    = "<node><interface name='org.freedesktop.portal.Background'>"
      "<method name='RequestBackground'><arg type='s' direction='in'/>"
      "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method></interface>"
      "</node>";

/* What the desktop of the test says, and what it heard. */
static struct
{
  gboolean background, autostart;
  GVariant *asked; /* (owned) (nullable) options of the last request for the background */
} desktop;

typedef struct
{
  GtkApplication *application; /* (not owned) the one of the process */
  GSettings *settings;         /* (owned) */
  TbClock *clock;              /* (owned) */
  TbReminders *reminders;      /* (owned) */
} Fixture;

/* The desktop */

static void
answer_background (GDBusConnection *connection, GVariant *parameters,
                   GDBusMethodInvocation *invocation)
{
  g_autofree char *sender = g_strdup (g_dbus_method_invocation_get_sender (invocation) + 1);
  g_autofree char *path = NULL;
  const char *token;
  GVariantBuilder results = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&desktop.asked, g_variant_unref);
  desktop.asked = g_variant_get_child_value (parameters, 1);
  g_assert_true (g_variant_lookup (desktop.asked, "handle_token", "&s", &token));
  path = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s",
                          g_strdelimit (sender, ".", '_'), token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));

  g_variant_builder_add (&results, "{sv}", "background",
                         g_variant_new_boolean (desktop.background));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (desktop.autostart));
  g_dbus_connection_emit_signal (
      connection, NULL, path, "org.freedesktop.portal.Request", "Response",
      g_variant_new ("(ua{sv})", desktop.background ? 0 : 1, &results), &error);
  g_assert_no_error (error);
}

static void
portal_called_cb (GDBusConnection *connection, const char *sender, const char *path,
                  const char *interface_name, const char *method, GVariant *parameters,
                  GDBusMethodInvocation *invocation, gpointer user_data)
{
  answer_background (connection, parameters, invocation);
}

static void
play_desktop (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = portal_called_cb };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (portal_xml, &error);

  g_assert_no_error (error);
  g_dbus_connection_register_object (tb_bus_test_get_desktop (), "/org/freedesktop/portal/desktop",
                                     info->interfaces[0], &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  tb_bus_test_play_notifications ();
}

/* The register */

/* Sunday 2026-11-22, ten o'clock: an event this afternoon, a claim due tomorrow. */
static void
fill_register (TbClock *clock)
{
  TbCoreTest test = { .clock = clock, .session = tb_bus_test_open_register (clock) };
  g_autofree char *branch = tb_project_test_dup_organisation (&test, "云杉支部", NULL);
  g_autoptr (TbRecord) event = tb_project_test_import (
      &test, "event", "kind", "ZT", "title", "主题党日", "organisation", branch, "state",
      "notified", "planned_on", "2026-11-22", "planned_from", "14:30", NULL);
  g_autoptr (TbRecord) project = tb_project_test_import (
      &test, "project", "title", "楼道照明", "initiator", branch, "state", "under_way", NULL);
  g_autoptr (TbRecord) claim = tb_project_test_import (
      &test, "claim", "project", tb_record_get_id (project), "claimant_kind", "team", "claimant",
      "先锋队", "state", "under_way", "due_on", "2026-11-23", NULL);

  tb_session_close (test.session);
  g_object_unref (test.session);
}

/* The fixture */

static void
set_up (Fixture *self, gconstpointer data)
{
  static GtkApplication *application;
  g_autoptr (TbRegisterReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  if (application == NULL)
    {
      application = GTK_APPLICATION (
          adw_application_new (TB_APPLICATION_ID ".Test", G_APPLICATION_DEFAULT_FLAGS));
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
      play_desktop ();
    }

  self->application = application;
  self->settings = g_settings_new (TB_APPLICATION_ID);
  self->clock = tb_test_clock_new ();
  fill_register (self->clock);
  reader = tb_register_reader_new (application, self->clock);
  self->reminders = tb_reminders_new (application, self->settings, reader);
  tb_bus_test_forget_notifications ();
  desktop.background = desktop.autostart = TRUE;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_settings_reset (self->settings, "reminders");
  g_settings_reset (self->settings, "reminded");
  g_settings_reset (self->settings, "quiet-from");
  g_settings_reset (self->settings, "quiet-until");
  g_object_unref (self->reminders);
  g_object_unref (self->settings);
  tb_clock_unref (self->clock);
  tb_bus_test_remove_register ();
}

static gssize
check (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gssize n;

  tb_reminders_check_async (self->reminders, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  n = tb_reminders_check_finish (self->reminders, result, &error);
  g_assert_no_error (error);

  return n;
}

static gboolean
is_on (Fixture *self)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (self->application), "reminders");

  g_assert_cmpint (g_variant_get_boolean (state), ==,
                   g_settings_get_boolean (self->settings, "reminders"));

  return g_variant_get_boolean (state);
}

static void
switch_to (Fixture *self, gboolean on)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->application), "reminders",
                                      g_variant_new_boolean (on));
}

/* Tests */

static void
test_told (Fixture *self, gconstpointer data)
{
  g_autoptr (GVariant) event = NULL;
  g_autoptr (GVariant) claim = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GVariant) buttons = NULL;
  g_autofree char *claim_text = NULL;
  const char *title, *body, *action, *type, *id;

  g_assert_cmpint (check (self), ==, 2);
  event = tb_bus_test_wait_for_notification (0);
  g_assert_true (g_variant_lookup (event, "title", "&s", &title));
  g_assert_true (g_variant_lookup (event, "body", "&s", &body));
  g_assert_true (g_variant_lookup (event, "default-action", "&s", &action));
  target = g_variant_lookup_value (event, "default-action-target", G_VARIANT_TYPE ("(ss)"));
  g_assert_nonnull (target);
  g_assert_cmpstr (title, ==, "主题党日");
  g_assert_cmpstr (body, ==, "Today, 14:30");
  g_assert_cmpstr (action, ==, "app.show-record");
  g_variant_get (target, "(&s&s)", &type, &id);
  g_assert_cmpstr (type, ==, "event");
  buttons = g_variant_lookup_value (event, "buttons", G_VARIANT_TYPE ("aa{sv}"));
  g_assert_cmpuint (g_variant_n_children (buttons), ==, 1);

  /* Nothing says who claimed. */
  claim = tb_bus_test_wait_for_notification (1);
  claim_text = g_variant_print (claim, FALSE);
  g_assert_nonnull (strstr (claim_text, "楼道照明"));
  g_assert_null (strstr (claim_text, "先锋队"));
}

static void
test_once_a_day (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (check (self), ==, 2);
  g_assert_cmpint (check (self), ==, 0);
  tb_clock_advance (self->clock, HOUR_US);
  g_assert_cmpint (check (self), ==, 0);

  /* The next day the claim is due, and the event that was not held is late. */
  tb_clock_advance (self->clock, 23 * HOUR_US);
  g_assert_cmpint (check (self), ==, 2);
}

static void
test_quiet_hours (Fixture *self, gconstpointer data)
{
  g_settings_set_int (self->settings, "quiet-from", 20);
  g_settings_set_int (self->settings, "quiet-until", 12);
  g_assert_cmpint (check (self), ==, 0);

  tb_clock_advance (self->clock, 2 * HOUR_US);
  g_assert_cmpint (check (self), ==, 2);
}

static void
test_no_register (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_bus_test_remove_register ();
  tb_reminders_check_async (self->reminders, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);

  g_assert_cmpint (tb_reminders_check_finish (self->reminders, result, &error), ==, -1);
  g_assert_error (error, TB_ERROR, TB_ERROR_NOT_FOUND);
}

/* Must come before the portal is there. */
static void
test_portal_absent (Fixture *self, gconstpointer data)
{
  g_assert_false (is_on (self));
  switch_to (self, TRUE);
  tb_test_wait_until (is_on (self));

  /* Switched on, it looks at once. */
  tb_test_wait_until (tb_bus_test_count_notifications () == 2);
}

static void
test_portal_grants (Fixture *self, gconstpointer data)
{
  g_autofree const char **command = NULL;
  gboolean autostart = FALSE;

  tb_bus_test_own_name (PORTAL_NAME);
  switch_to (self, TRUE);
  tb_test_wait_until (is_on (self));
  g_assert_true (g_variant_lookup (desktop.asked, "autostart", "b", &autostart));
  g_assert_true (autostart);
  g_assert_true (g_variant_lookup (desktop.asked, "commandline", "^a&s", &command));
  g_assert_cmpstr (command[1], ==, "--gapplication-service");
  tb_test_wait_until (tb_bus_test_count_notifications () == 2);

  /* And not to be started any more. */
  g_clear_pointer (&desktop.asked, g_variant_unref);
  switch_to (self, FALSE);
  g_assert_false (is_on (self));
  tb_test_wait_until (desktop.asked != NULL);
  g_assert_true (g_variant_lookup (desktop.asked, "autostart", "b", &autostart));
  g_assert_false (autostart);
}

static void
test_portal_denies (Fixture *self, gconstpointer data)
{
  desktop.background = FALSE;
  g_clear_pointer (&desktop.asked, g_variant_unref);
  switch_to (self, TRUE);
  tb_test_wait_until (desktop.asked != NULL);
  /* The answer was sent before this was asked. */
  g_variant_unref (tb_bus_test_call (TB_APPLICATION_ID ".Test", "/", "org.freedesktop.DBus.Peer",
                                     "Ping", NULL, "()"));

  g_assert_false (is_on (self));
  g_assert_cmpuint (tb_bus_test_count_notifications (), ==, 0);
}

#define add(name, func) g_test_add ("/app/reminders/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  tb_bus_test_init ();
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

  add ("told", test_told);
  add ("once-a-day", test_once_a_day);
  add ("quiet-hours", test_quiet_hours);
  add ("no-register", test_no_register);
  add ("portal-absent", test_portal_absent);
  add ("portal-grants", test_portal_grants);
  add ("portal-denies", test_portal_denies);

  return tb_test_run ();
}
