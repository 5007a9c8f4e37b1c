/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-file-store.h"
#include "tb-sync-peer.h"

G_BEGIN_DECLS

/* Bytes of a file in one document, which makes less than 512 kB of it; the last one has the rest.
 * Part of the format. */
#define TB_BLOB_CHUNK_SIZE (372 * 1024)

/**
 * TbBlobProgressFunc:
 * @n_done: how many bytes are there
 * @n_all: of how many
 *
 * Called between pieces, on the thread that fetches.
 */
typedef void (*TbBlobProgressFunc) (gint64 n_done, gint64 n_all, gpointer user_data);

char *tb_blob_dup_chunk_id (const char *sha256, guint n) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_blob_push (TbSyncPeer *files, TbFileStore *store, const char *sha256,
                       GCancellable *cancellable, GError **error);
gboolean tb_blob_fetch (TbSyncPeer *files, TbFileStore *store, const char *sha256,
                        TbBlobProgressFunc progress, gpointer user_data, GCancellable *cancellable,
                        GError **error);

G_END_DECLS
