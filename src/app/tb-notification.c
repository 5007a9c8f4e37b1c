/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-notification.h"

/**
 * tb_notification_can_be_shown:
 * @application: the application, registered
 *
 * Returns: whether there is a session bus, without which nobody would show a notification
 */
gboolean
tb_notification_can_be_shown (GApplication *application)
{
  return g_application_get_dbus_connection (application) != NULL;
}

/**
 * tb_notification_send:
 * @application: the application, registered
 * @id: takes the place of what was sent under the same one
 * @notification: what to show, which is given the program's icon
 *
 * As g_application_send_notification(), which takes a session bus for granted; with none, nothing
 * happens.
 */
void
tb_notification_send (GApplication *application, const char *id, GNotification *notification)
{
  g_autoptr (GIcon) icon = g_themed_icon_new (TB_APPLICATION_ID);

  if (!tb_notification_can_be_shown (application))
    return;

  g_notification_set_icon (notification, icon);
  g_application_send_notification (application, id, notification);
}

/**
 * tb_notification_withdraw:
 * @application: the application, registered
 * @id: what it was sent under
 *
 * Takes back what is shown, if anything is.
 */
void
tb_notification_withdraw (GApplication *application, const char *id)
{
  if (tb_notification_can_be_shown (application))
    g_application_withdraw_notification (application, id);
}
