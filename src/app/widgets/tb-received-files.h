/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-new-file.h"

G_BEGIN_DECLS

/* What can be dropped or pasted where files are attached. */
const GType *tb_received_files_get_types (gsize *n_types);

void tb_received_files_read_async (const GValue *value, const char *picture_name,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
void tb_received_files_paste_async (GdkClipboard *clipboard, const char *picture_name,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *tb_received_files_finish (GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
