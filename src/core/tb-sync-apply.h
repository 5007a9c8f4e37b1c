/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-batch-writer.h"

G_BEGIN_DECLS

/* On the writer's thread, within a batch of tb_batch_writer_begin_sync(). */

gboolean tb_sync_receive (TbBatchWriter *writer, GPtrArray *documents, gint64 origin,
                          GError **error);
gboolean tb_sync_receive_unreadable (TbBatchWriter *writer, GPtrArray *documents, gint64 origin,
                                     GError **error);
gboolean tb_sync_settle (TbBatchWriter *writer, guint limit, gboolean *more, GError **error);

G_END_DECLS
