/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbTextEncoding:
 * @name: as iconv knows it: `UTF-8`, `GB18030`, `UTF-16LE` or `UTF-16BE`; static
 * @mark_bytes: length of the byte order mark at the start of the file; 0 where it has none
 */
typedef struct
{
  const char *name;
  guint mark_bytes;
} TbTextEncoding;

/**
 * TbTextFunc:
 * @text: the next piece of the text, whole characters of UTF-8
 * @length: its bytes
 * @done: (out): set to %TRUE to read no further
 *
 * Returns: %FALSE on error
 */
typedef gboolean (*TbTextFunc) (const char *text, gsize length, gboolean *done, gpointer user_data,
                                GError **error);

gboolean tb_text_decoder_detect (GInputStream *stream, TbTextEncoding *encoding,
                                 GCancellable *cancellable, GError **error);
gboolean tb_text_decoder_decode (GInputStream *stream, const TbTextEncoding *encoding,
                                 TbTextFunc func, gpointer user_data, GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
