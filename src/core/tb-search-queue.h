/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record.h"
#include "tb-search-index.h"

G_BEGIN_DECLS

/**
 * TbSearchQueue:
 *
 * Changes of records whose search terms are still to be written. The index likes to be written in
 * the order of its rows: one that goes backwards ends a segment, and a batch that hops between two
 * types, or is taken back from its end, would make thousands of them. So changes wait here and are
 * written sorted. On the writer's thread.
 */
typedef struct _TbSearchQueue TbSearchQueue;

TbSearchQueue *tb_search_queue_new (TbConnection *connection) G_GNUC_WARN_UNUSED_RESULT;
void tb_search_queue_free (TbSearchQueue *self);

gboolean tb_search_queue_push (TbSearchQueue *self, TbRecord *before, TbRecord *after,
                               GError **error);
gboolean tb_search_queue_flush (TbSearchQueue *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSearchQueue, tb_search_queue_free)

G_END_DECLS
