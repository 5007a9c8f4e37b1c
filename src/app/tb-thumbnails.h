/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GdkTexture *tb_thumbnails_find (const char *key, int size);
void tb_thumbnails_load_async (GFile *file, const char *key, int size, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *tb_thumbnails_load_finish (GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
