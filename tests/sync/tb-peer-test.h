/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sync-peer.h"
#include "tb-test.h"

G_BEGIN_DECLS

/* Documents as desks make them, and what a peer makes of them. */

TbPeerDocument *tb_peer_test_person (guint n) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_peer_test_documents (TbPeerDocument *first,
                                   ...) G_GNUC_WARN_UNUSED_RESULT G_GNUC_NULL_TERMINATED;
GPtrArray *tb_peer_test_persons (guint begin, guint end) G_GNUC_WARN_UNUSED_RESULT;

void tb_peer_test_put (TbSyncPeer *peer, GPtrArray *documents);
TbPeerDocument *tb_peer_test_get (TbSyncPeer *peer, const char *id,
                                  const char *rev) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *tb_peer_test_pull_ids (TbSyncPeer *peer, guint limit) G_GNUC_WARN_UNUSED_RESULT;
char *tb_peer_test_dup_body (const TbPeerDocument *document) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
