/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sync-peer.h"

G_BEGIN_DECLS

/* Between documents of peers and the JSON that a service speaks. */

GBytes *tb_http_write_revisions (GPtrArray *revisions) G_GNUC_WARN_UNUSED_RESULT;
GBytes *tb_http_write_wanted (GPtrArray *wanted) G_GNUC_WARN_UNUSED_RESULT;
void tb_http_write_document (GString *text, const TbPeerDocument *document);

TbPeerInfo *tb_http_read_info (JsonNode *json, const char *database) G_GNUC_WARN_UNUSED_RESULT;
TbChangesPage *tb_http_read_changes (JsonNode *json, guint limit) G_GNUC_WARN_UNUSED_RESULT;
void tb_http_read_brought (JsonNode *json, GHashTable *documents);
GPtrArray *tb_http_read_documents (JsonNode *json) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_http_read_missing (JsonNode *json, GPtrArray *asked) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_http_read_refusals (JsonNode *json, GPtrArray *refusals);

G_END_DECLS
