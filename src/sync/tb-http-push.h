/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-http-client.h"
#include "tb-sync-peer.h"

G_BEGIN_DECLS

/* The most documents and bytes of one request. */
#define TB_HTTP_BATCH_DOCUMENTS 500
#define TB_HTTP_BATCH_BYTES (2 * 1024 * 1024)

/**
 * TbHttpBatch:
 * @n_documents: how many documents a request has at most now
 * @n_bytes: how many bytes
 *
 * How much a service is sent at once: halved when that was too much, and raised slowly again.
 */
typedef struct
{
  guint n_documents;
  gsize n_bytes;
} TbHttpBatch;

gboolean tb_http_push (TbHttpClient *client, const char *path, TbHttpBatch *batch,
                       GPtrArray *documents, GPtrArray *refusals, GCancellable *cancellable,
                       GError **error);

G_END_DECLS
