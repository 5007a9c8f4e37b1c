/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-replicator.h"

G_BEGIN_DECLS

gboolean tb_replicator_pull (TbSyncPeer *peer, const TbReplicatorDesk *desk,
                             const TbReplicatorState *state, guint64 n_documents,
                             TbReplicatorStats *stats, GCancellable *cancellable, GError **error);

G_END_DECLS
