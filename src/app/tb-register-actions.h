/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-window.h"

G_BEGIN_DECLS

void tb_register_actions_reopen (TbWindow *window);
void tb_register_actions_open_read_only (TbWindow *window);
void tb_register_actions_open_for_writing (TbWindow *window);
void tb_register_actions_open_other (TbWindow *window);
void tb_register_actions_restore (TbWindow *window);
void tb_register_actions_restore_file (TbWindow *window, const char *backup);

void tb_register_actions_fill_sample_async (TbSession *session, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean tb_register_actions_fill_sample_finish (GAsyncResult *result, GError **error);

G_END_DECLS
