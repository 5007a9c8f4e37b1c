/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-register-reader.h"

G_BEGIN_DECLS

#define TB_TYPE_REMINDERS (tb_reminders_get_type ())
G_DECLARE_FINAL_TYPE (TbReminders, tb_reminders, TB, REMINDERS, GObject)

TbReminders *tb_reminders_new (GtkApplication *application, GSettings *settings,
                               TbRegisterReader *reader) G_GNUC_WARN_UNUSED_RESULT;
void tb_reminders_check_async (TbReminders *self, GAsyncReadyCallback callback, gpointer user_data);
gssize tb_reminders_check_finish (TbReminders *self, GAsyncResult *result, GError **error);

G_END_DECLS
