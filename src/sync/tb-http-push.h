/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-http-client.h"
#include "tb-sync-peer.h"

G_BEGIN_DECLS

/* The most documents and bytes of one request. */
#define TB_HTTP_BATCH_DOCUMENTS 500
#define TB_HTTP_BATCH_BYTES (2 * 1024 * 1024)

/* Less than that is not worth a request of its own. */
#define TB_HTTP_BATCH_BYTES_MIN (16 * 1024)

/**
 * TbHttpBatch:
 * @n_documents: how many documents a request has at most now
 * @n_bytes: how many bytes
 * @is_limited: whether the service has said that more bytes are too many
 *
 * How much a service is sent at once: half, when that was too much or took too long, and slowly
 * more again; but a limit that a service has is not tried again and again.
 */
typedef struct
{
  guint n_documents;
  gsize n_bytes;
  gboolean is_limited;
} TbHttpBatch;

gboolean tb_http_push (TbHttpClient *client, const char *path, TbHttpBatch *batch,
                       GPtrArray *documents, GPtrArray *refusals, GCancellable *cancellable,
                       GError **error);

G_END_DECLS
