/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The largest file that is kept: 50 MB. */
#define TB_FILE_STORE_MAX_SIZE (G_GINT64_CONSTANT (50) * 1024 * 1024)

/* Bytes of a digest as text, with the end. */
#define TB_SHA256_TEXT_SIZE 65

/* Files of which no row tells are let be for a day: whoever put them may be about to write it. */
#define TB_FILE_STORE_GRACE_US G_TIME_SPAN_DAY

/**
 * TbStoredFile:
 * @sha256: the digest of its content, as 64 small hexadecimal digits: its name in the store
 * @size: in bytes
 */
typedef struct
{
  char sha256[TB_SHA256_TEXT_SIZE];
  gint64 size;
} TbStoredFile;

/**
 * TbFileStore:
 *
 * The files that belong to a register, in the folder `<register>.files` beside it, each under the
 * digest of its content (`ab/abcdef…`), so that the same content is kept once and damage shows.
 * Files are never changed. Immutable; safe on every thread and among processes.
 */
typedef struct _TbFileStore TbFileStore;

TbFileStore *tb_file_store_new (const char *database) G_GNUC_WARN_UNUSED_RESULT;
void tb_file_store_free (TbFileStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbFileStore, tb_file_store_free)

const char *tb_file_store_get_folder (TbFileStore *self);
gboolean tb_file_store_put (TbFileStore *self, GInputStream *stream, const char *name,
                            TbStoredFile *stored, GCancellable *cancellable, GError **error);
char *tb_file_store_dup_path (TbFileStore *self, const char *sha256) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_file_store_has (TbFileStore *self, const char *sha256);
GInputStream *tb_file_store_open (TbFileStore *self, const char *sha256,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A file whose digest is known before it is there, and that comes in pieces, some of them another
 * day. */
gint64 tb_file_store_get_part_size (TbFileStore *self, const char *sha256);
gboolean tb_file_store_write_part (TbFileStore *self, const char *sha256, gint64 offset,
                                   const guchar *data, gsize length, GError **error);
gboolean tb_file_store_finish_part (TbFileStore *self, const char *sha256,
                                    GCancellable *cancellable, GError **error);

gboolean tb_sha256_is_valid (const char *text);

G_END_DECLS
