/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-background-portal.h"

#include <glib/gi18n.h>

/* The portal through which a desktop lets programs run without a window:
 * org.freedesktop.portal.Background. Its answer is a signal of a request object, whose path is
 * known beforehand so that the answer cannot be missed. */

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Background"
#define REQUEST_INTERFACE "org.freedesktop.portal.Request"
#define REQUEST_PATH "/org/freedesktop/portal/desktop/request/"

/* The first number of an answer. */
#define RESPONSE_OK 0

typedef struct
{
  GDBusConnection *connection; /* (owned) */
  gboolean autostart;
  guint subscription; /* 0 once there is an answer */
} Request;

static void
stop_listening (Request *request)
{
  if (request->subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->subscription);
  request->subscription = 0;
}

static void
request_free (Request *request)
{
  stop_listening (request);
  g_object_unref (request->connection);
  g_free (request);
}

/* The first answer counts: the call may be stopped after the request was answered. */
static void
answer (GTask *task, TbBackgroundAnswer answered)
{
  Request *request = g_task_get_task_data (task);

  if (request->subscription == 0)
    return;

  stop_listening (request);
  g_task_return_int (task, answered);
}

static void
response_cb (GDBusConnection *connection, const char *sender, const char *path,
             const char *interface_name, const char *signal_name, GVariant *parameters,
             gpointer user_data)
{
  GTask *task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  gboolean background = FALSE, autostart = FALSE;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &background);
  g_variant_lookup (results, "autostart", "b", &autostart);

  if (response != RESPONSE_OK || !background)
    answer (task, TB_BACKGROUND_DENIED);
  else
    answer (task,
            request->autostart && !autostart ? TB_BACKGROUND_NOT_STARTED : TB_BACKGROUND_GRANTED);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (handle == NULL)
    {
      g_debug ("No portal for the background: %s", error->message);
      answer (task, TB_BACKGROUND_ABSENT);
    }
}

static GVariant *
make_parameters (Request *request, const char *token)
{
  static const char *const command[] = { "towerbranch", "--gapplication-service", NULL };
  g_auto (GVariantBuilder) options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("Reminders of events and due work")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (request->autostart));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));

  return g_variant_new ("(sa{sv})", "", &options);
}

/**
 * tb_background_portal_request_async:
 * @connection: the session bus
 * @autostart: whether the program wants to be started at login, as a service
 * @cancellable: (nullable): stops the asking
 * @callback: called on this main context
 * @user_data: for @callback
 *
 * Asks the desktop whether the program may run without a window.
 */
void
tb_background_portal_request_async (GDBusConnection *connection, gboolean autostart,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *token = g_strdup_printf ("towerbranch%u", g_random_int ());
  /* The part of the path that names the asker: its unique name, without the colon. */
  g_autofree char *asker = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);
  g_autofree char *path
      = g_strconcat (REQUEST_PATH, g_strdelimit (asker, ".", '_'), "/", token, NULL);
  Request *request = g_new0 (Request, 1);

  request->connection = g_object_ref (connection);
  request->autostart = autostart;
  g_task_set_task_data (task, request, (GDestroyNotify)request_free);
  g_task_set_source_tag (task, tb_background_portal_request_async);

  request->subscription = g_dbus_connection_signal_subscribe (
      connection, PORTAL_NAME, REQUEST_INTERFACE, "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      response_cb, g_object_ref (task), g_object_unref);
  g_dbus_connection_call (connection, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE,
                          "RequestBackground", make_parameters (request, token),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, cancellable,
                          called_cb, g_steal_pointer (&task));
}

/**
 * tb_background_portal_request_finish:
 * @result: what the callback was given
 *
 * Returns: the desktop's answer; that nobody was there also where the asking was stopped
 */
TbBackgroundAnswer
tb_background_portal_request_finish (GAsyncResult *result)
{
  gssize answered = g_task_propagate_int (G_TASK (result), NULL);

  return answered < 0 ? TB_BACKGROUND_ABSENT : (TbBackgroundAnswer)answered;
}
