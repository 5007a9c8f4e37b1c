/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean tb_notification_can_be_shown (GApplication *application);
void tb_notification_send (GApplication *application, const char *id, GNotification *notification);
void tb_notification_withdraw (GApplication *application, const char *id);

G_END_DECLS
