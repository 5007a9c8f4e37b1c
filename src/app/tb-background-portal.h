/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbBackgroundAnswer:
 * @TB_BACKGROUND_DENIED: the program may not run without a window
 * @TB_BACKGROUND_GRANTED: it may, and is started at login where that was asked
 * @TB_BACKGROUND_NOT_STARTED: it may, but is not started at login
 * @TB_BACKGROUND_ABSENT: nobody is there to be asked; a program outside a sandbox may run all the
 * same
 *
 * What the desktop says to a program that wants to go on without a window.
 */
typedef enum
{
  TB_BACKGROUND_DENIED,
  TB_BACKGROUND_GRANTED,
  TB_BACKGROUND_NOT_STARTED,
  TB_BACKGROUND_ABSENT,
} TbBackgroundAnswer;

void tb_background_portal_request_async (GDBusConnection *connection, gboolean autostart,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
TbBackgroundAnswer tb_background_portal_request_finish (GAsyncResult *result);

G_END_DECLS
