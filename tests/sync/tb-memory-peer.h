/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-memory-server.h"

G_BEGIN_DECLS

#define TB_TYPE_MEMORY_PEER (tb_memory_peer_get_type ())
G_DECLARE_FINAL_TYPE (TbMemoryPeer, tb_memory_peer, TB, MEMORY_PEER, GObject)

TbMemoryPeer *tb_memory_peer_new (TbMemoryServer *server) G_GNUC_WARN_UNUSED_RESULT;
void tb_memory_peer_set_page (TbMemoryPeer *self, guint n_rows);
void tb_memory_peer_set_stuck (TbMemoryPeer *self, gboolean is_stuck);
void tb_memory_peer_break_after (TbMemoryPeer *self, guint n_calls);
void tb_memory_peer_cancel_after (TbMemoryPeer *self, guint n_calls, GCancellable *cancellable);
void tb_memory_peer_mend (TbMemoryPeer *self);
guint tb_memory_peer_get_n_calls (TbMemoryPeer *self);

G_END_DECLS
