/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TB_TYPE_SEALED_READER (tb_sealed_reader_get_type ())
/**
 * TbSealedReader:
 *
 * A stream of what was put into a sealed file. Its end is reported only when the file's
 * authenticated end was reached; until then whoever reads may hold the beginning of a file that was
 * cut, though never a changed one. One thread at a time.
 */
G_DECLARE_FINAL_TYPE (TbSealedReader, tb_sealed_reader, TB, SEALED_READER, GInputStream)

GInputStream *tb_sealed_reader_open (GFile *file, const char *passphrase, GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
GInputStream *tb_sealed_reader_new (GInputStream *source, const char *name, const char *passphrase,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
