/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-application.h"
#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_REGISTER_READER (tb_register_reader_get_type ())
G_DECLARE_FINAL_TYPE (TbRegisterReader, tb_register_reader, TB, REGISTER_READER, GObject)

TbRegisterReader *tb_register_reader_new (GtkApplication *application,
                                          TbClock *clock) G_GNUC_WARN_UNUSED_RESULT;
TbClock *tb_register_reader_get_clock (TbRegisterReader *self);
void tb_register_reader_read_async (TbRegisterReader *self, TbReadFunc func, gpointer data,
                                    GDestroyNotify data_free, GDestroyNotify result_free,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gpointer tb_register_reader_read_finish (TbRegisterReader *self, GAsyncResult *result,
                                         GError **error);

G_END_DECLS
