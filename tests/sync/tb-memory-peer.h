/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sync-peer.h"

G_BEGIN_DECLS

/*
 * TbMemoryServer:
 *
 * A branch's database as CouchDB keeps it, in memory: a tree of revisions for each document, and a
 * place in the sequence of changes.
 */
typedef struct _TbMemoryServer TbMemoryServer;

TbMemoryServer *tb_memory_server_new (void) G_GNUC_WARN_UNUSED_RESULT;
TbMemoryServer *tb_memory_server_copy (TbMemoryServer *self) G_GNUC_WARN_UNUSED_RESULT;
void tb_memory_server_free (TbMemoryServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbMemoryServer, tb_memory_server_free)

void tb_memory_server_restore (TbMemoryServer *self, TbMemoryServer *copy);
void tb_memory_server_forget (TbMemoryServer *self);
guint tb_memory_server_get_n_documents (TbMemoryServer *self);

#define TB_TYPE_MEMORY_PEER (tb_memory_peer_get_type ())
G_DECLARE_FINAL_TYPE (TbMemoryPeer, tb_memory_peer, TB, MEMORY_PEER, GObject)

TbMemoryPeer *tb_memory_peer_new (TbMemoryServer *server) G_GNUC_WARN_UNUSED_RESULT;
void tb_memory_peer_break_after (TbMemoryPeer *self, guint n_calls);
void tb_memory_peer_mend (TbMemoryPeer *self);
guint tb_memory_peer_get_n_calls (TbMemoryPeer *self);

G_END_DECLS
