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

void tb_memory_server_put (TbMemoryServer *self, TbPeerDocument *leaf);
void tb_memory_server_restore (TbMemoryServer *self, TbMemoryServer *copy);
void tb_memory_server_forget (TbMemoryServer *self);
guint tb_memory_server_get_n_documents (TbMemoryServer *self);
guint tb_memory_server_get_start (TbMemoryServer *self);

/* What a line asks. Sequences are text that ends where the database was made anew. */
char *tb_memory_server_dup_seq (TbMemoryServer *self) G_GNUC_WARN_UNUSED_RESULT;
TbChangesPage *tb_memory_server_list_changes (TbMemoryServer *self, const char *since,
                                              guint limit) G_GNUC_WARN_UNUSED_RESULT;
void tb_memory_server_answer (TbMemoryServer *self, TbPeerRevision *wanted, GPtrArray *answers);
gboolean tb_memory_server_has (TbMemoryServer *self, TbPeerRevision *revision);
JsonObject *tb_memory_server_get_local (TbMemoryServer *self,
                                        const char *key) G_GNUC_WARN_UNUSED_RESULT;
void tb_memory_server_set_local (TbMemoryServer *self, const char *key, JsonObject *value);

G_END_DECLS
