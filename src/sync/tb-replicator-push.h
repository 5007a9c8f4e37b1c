/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-replicator.h"

G_BEGIN_DECLS

gboolean tb_replicator_push (TbSyncPeer *peer, const TbReplicatorDesk *desk, gboolean *uncertain,
                             TbReplicatorStats *stats, GCancellable *cancellable, GError **error);

G_END_DECLS
