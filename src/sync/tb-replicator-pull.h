/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-replicator.h"

G_BEGIN_DECLS

/* Has the peer and the desk note that what was read up to now is certain. */
typedef gboolean (*TbReplicatorConfirm) (gpointer data, GCancellable *cancellable, GError **error);

gboolean tb_replicator_pull (TbSyncPeer *peer, const TbReplicatorDesk *desk,
                             TbReplicatorState *state, guint64 n_documents,
                             TbReplicatorConfirm confirm, gpointer data, TbReplicatorStats *stats,
                             GCancellable *cancellable, GError **error);

G_END_DECLS
