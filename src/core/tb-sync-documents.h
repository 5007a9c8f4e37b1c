/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-document-row.h"
#include "tb-document-scope.h"
#include "tb-document.h"
#include "tb-entry.h"
#include "tb-revision-row.h"
#include "tb-sync-peer.h"

G_BEGIN_DECLS

/* Between what the store keeps of documents and what is merged and exchanged. On the thread of the
 * connection. */

JsonObject *tb_sync_parse_body (const char *text) G_GNUC_WARN_UNUSED_RESULT;
TbPeerDocument *tb_sync_document_from_row (const char *id,
                                           const TbRevisionRow *row) G_GNUC_WARN_UNUSED_RESULT;
TbPeerDocument *tb_sync_document_take_row (const char *id,
                                           TbRevisionRow *row) G_GNUC_WARN_UNUSED_RESULT;

gboolean tb_sync_add_revision (TbConnection *connection, TbDocumentRow *document,
                               const TbPeerDocument *revision, gint64 origin, gboolean is_foreign,
                               gint64 *seq, GError **error);
TbPeerDocument *tb_sync_new_first (const char *id, JsonObject *body) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sync_add_entry (TbConnection *connection, const TbEntry *entry, const char *record,
                            GError **error);
GPtrArray *tb_sync_load_leaves (TbConnection *connection, const TbDocumentRow *document,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_sync_load_entries (TbConnection *connection, const char *record,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbDocumentScope *tb_sync_load_scope (TbConnection *connection,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sync_add_reviews (TbConnection *connection, const TbDocumentRow *document,
                              GPtrArray *reviews, GError **error);
gboolean tb_sync_settle_reviews (TbConnection *connection, const TbDocumentRow *document,
                                 JsonObject *body, GError **error);

G_END_DECLS
