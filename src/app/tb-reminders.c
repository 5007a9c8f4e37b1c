/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-reminders.h"

#include "tb-background-portal.h"
#include "tb-notification.h"
#include "tb-reminder.h"
#include "tb-window.h"

#include <glib/gi18n.h>

/**
 * TbReminders:
 *
 * Reminds of events and due work by notifications, also while no window is open: as long as the
 * setting `reminders` is on, the application is held. The action `app.reminders` switches it, after
 * the desktop was asked; every thing is told once a day and never in the quiet hours.
 */
struct _TbReminders
{
  GObject parent_instance;

  GtkApplication *application; /* (not owned): it owns this */
  GSettings *settings;         /* (owned) */
  TbRegisterReader *reader;    /* (owned) */
  GSimpleAction *action;       /* (owned) */
  GCancellable *cancellable;   /* (owned) of everything asked for */
  guint timer;                 /* 0 while off */
};

/* What is asked of the register, and until when it holds. */
typedef struct
{
  TbDate today;
  int minute;
  GStrv told; /* (owned) */
} Asked;

#define CHECK_INTERVAL_S (5 * 60)
#define MINUTES_OF_HOUR 60

G_DEFINE_FINAL_TYPE (TbReminders, tb_reminders, G_TYPE_OBJECT)

static void
asked_free (Asked *asked)
{
  g_strfreev (asked->told);
  g_free (asked);
}

/* Telling */

static char *
dup_today (TbReminders *self)
{
  char iso[TB_DATE_ISO_SIZE];

  return g_strdup (
      tb_date_to_iso (tb_clock_today (tb_register_reader_get_clock (self->reader)), iso));
}

/* What was told today already. */
static GStrv
dup_told (TbReminders *self)
{
  g_autoptr (GVariant) reminded = g_settings_get_value (self->settings, "reminded");
  g_autofree char *today = dup_today (self);
  g_auto (GStrv) told = NULL;
  const char *day;

  g_variant_get (reminded, "(&s^as)", &day, &told);

  return g_str_equal (day, today) ? g_steal_pointer (&told) : g_new0 (char *, 1);
}

static void
tell (TbReminders *self, const TbReminder *reminder)
{
  g_autoptr (GNotification) notification = g_notification_new (reminder->title);
  const char *action = reminder->type_name != NULL ? "app.show-record" : "app.show-page";
  g_autoptr (GVariant) target = g_variant_ref_sink (
      reminder->type_name != NULL ? g_variant_new ("(ss)", reminder->type_name, reminder->id)
                                  : g_variant_new_string ("overview"));

  g_notification_set_body (notification, reminder->body);
  g_notification_set_default_action_and_target_value (notification, action, target);
  g_notification_add_button_with_target_value (notification, _ ("Show"), action, target);
  tb_notification_send (G_APPLICATION (self->application), reminder->keys[0], notification);
}

static gssize
tell_all (TbReminders *self, GPtrArray *reminders)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) told = dup_told (self);
  g_autofree char *today = dup_today (self);
  g_auto (GStrv) keys = NULL;

  g_strv_builder_addv (builder, (const char **)told);
  for (guint i = 0; i < reminders->len; i++)
    {
      const TbReminder *reminder = g_ptr_array_index (reminders, i);

      tell (self, reminder);
      g_strv_builder_addv (builder, (const char **)reminder->keys);
    }
  keys = g_strv_builder_end (builder);
  if (reminders->len > 0)
    g_settings_set (self->settings, "reminded", "(s^as)", today, keys);

  return reminders->len;
}

/* Asking the register */

static gpointer
list_reminders (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;

  return tb_reminder_list (connection, asked->today, asked->minute,
                           (const char *const *)asked->told, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) reminders
      = tb_register_reader_read_finish (TB_REGISTER_READER (source), result, &error);

  if (reminders == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, tell_all (g_task_get_source_object (task), reminders));
}

/* Whoever looks at the window has the overview. */
static gboolean
is_looked_at (TbReminders *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);

  return window != NULL && gtk_window_is_active (window);
}

static gboolean
is_quiet (TbReminders *self, int minute)
{
  return tb_reminder_is_quiet (
      minute, g_settings_get_int (self->settings, "quiet-from") * MINUTES_OF_HOUR,
      g_settings_get_int (self->settings, "quiet-until") * MINUTES_OF_HOUR);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* A register that cannot be read says so in the window; here the next time may do better. */
  if (tb_reminders_check_finish (TB_REMINDERS (source), result, &error) < 0)
    g_debug ("No reminders: %s", error->message);
}

static gboolean
timer_cb (gpointer user_data)
{
  tb_reminders_check_async (user_data, checked_cb, NULL);

  return G_SOURCE_CONTINUE;
}

/* On and off */

static void
update (TbReminders *self)
{
  gboolean on = g_settings_get_boolean (self->settings, "reminders");

  g_simple_action_set_state (self->action, g_variant_new_boolean (on));
  if (on == (self->timer != 0))
    return;

  if (on)
    {
      g_application_hold (G_APPLICATION (self->application));
      self->timer = g_timeout_add_seconds (CHECK_INTERVAL_S, timer_cb, self);
      tb_reminders_check_async (self, checked_cb, NULL);
    }
  else
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      g_application_release (G_APPLICATION (self->application));
    }
}

static void
say (TbReminders *self, const char *sentence)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);

  if (TB_IS_WINDOW (window))
    tb_window_toast (TB_WINDOW (window), sentence);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbReminders) self = user_data;
  TbBackgroundAnswer answer = tb_background_portal_request_finish (result);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  g_settings_set_boolean (self->settings, "reminders", answer != TB_BACKGROUND_DENIED);
  if (answer == TB_BACKGROUND_DENIED)
    say (self, _ ("The desktop does not let the program run in the background"));
  else if (answer != TB_BACKGROUND_GRANTED)
    say (self, _ ("Reminders come once the program was opened after login"));
}

static void
change_state_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  TbReminders *self = user_data;
  GDBusConnection *connection
      = g_application_get_dbus_connection (G_APPLICATION (self->application));
  gboolean on = g_variant_get_boolean (value);

  if (!on)
    g_settings_set_boolean (self->settings, "reminders", FALSE);
  if (connection == NULL)
    {
      g_settings_set_boolean (self->settings, "reminders", on);
      return;
    }

  /* Also when it goes off: the desktop is not to start the program any more. */
  tb_background_portal_request_async (connection, on, self->cancellable, on ? asked_cb : NULL,
                                      on ? g_object_ref (self) : NULL);
}

/* Overrides */

static void
tb_reminders_dispose (GObject *object)
{
  TbReminders *self = TB_REMINDERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_object (&self->settings);
  g_clear_object (&self->reader);
  if (self->action != NULL)
    g_signal_handlers_disconnect_by_data (self->action, self);
  g_clear_object (&self->action);

  G_OBJECT_CLASS (tb_reminders_parent_class)->dispose (object);
}

static void
tb_reminders_finalize (GObject *object)
{
  g_object_unref (TB_REMINDERS (object)->cancellable);

  G_OBJECT_CLASS (tb_reminders_parent_class)->finalize (object);
}

static void
tb_reminders_class_init (TbRemindersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_reminders_dispose;
  G_OBJECT_CLASS (klass)->finalize = tb_reminders_finalize;
}

static void
tb_reminders_init (TbReminders *self)
{
  self->cancellable = g_cancellable_new ();
}

/* Public functions */

/**
 * tb_reminders_new:
 * @application: the application, registered, which outlives the reminders
 * @settings: the program's settings
 * @reader: reads the register; its clock says what day it is
 *
 * Adds the action `reminders` to the application, and begins where the setting says so.
 *
 * Returns: (transfer full): the reminders
 */
TbReminders *
tb_reminders_new (GtkApplication *application, GSettings *settings, TbRegisterReader *reader)
{
  TbReminders *self = g_object_new (TB_TYPE_REMINDERS, NULL);

  self->application = application;
  self->settings = g_object_ref (settings);
  self->reader = g_object_ref (reader);
  self->action = g_simple_action_new_stateful ("reminders", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect (self->action, "change-state", G_CALLBACK (change_state_cb), self);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (self->action));
  g_signal_connect_swapped (settings, "changed::reminders", G_CALLBACK (update), self);
  update (self);

  return self;
}

/**
 * tb_reminders_check_async:
 * @self: the reminders
 * @callback: (nullable): called on this main context
 * @user_data: for @callback
 *
 * Tells what is to be told now. Goes by itself every few minutes while reminders are on.
 *
 * Errors: those of tb_register_reader_read_async().
 */
void
tb_reminders_check_async (TbReminders *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);

  g_task_set_source_tag (task, tb_reminders_check_async);
  tb_clock_get_local (tb_register_reader_get_clock (self->reader), &asked->today, &asked->minute);
  if (is_quiet (self, asked->minute) || is_looked_at (self)
      || !tb_notification_can_be_shown (G_APPLICATION (self->application)))
    {
      asked_free (asked);
      g_task_return_int (task, 0);
      return;
    }

  asked->told = dup_told (self);
  tb_register_reader_read_async (self->reader, list_reminders, asked, (GDestroyNotify)asked_free,
                                 (GDestroyNotify)g_ptr_array_unref, self->cancellable, listed_cb,
                                 g_steal_pointer (&task));
}

/**
 * tb_reminders_check_finish:
 * @self: the reminders
 * @result: what the callback was given
 * @error: where to put what went wrong
 *
 * Returns: how many notifications were sent; -1 with @error
 */
gssize
tb_reminders_check_finish (TbReminders *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
