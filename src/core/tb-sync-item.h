/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-batch-writer.h"
#include "tb-sync-documents.h"

G_BEGIN_DECLS

/**
 * TbSyncItem:
 * @document: (owned): the document; of an entry, the one that counts
 * @type: the kind of record
 * @record_id: (owned): the record
 * @leaf: (owned) (nullable): of a record's document, its present revision
 * @seq: its number
 * @heads: (owned) (nullable) (element-type TbEntry): of an entry, those that count, the best first
 * @entries: (owned) (nullable) (element-type TbEntry): of an entry, all that tell of the record
 * @body: (owned): what is to stand in the register
 * @before: (owned) (nullable): the record as it is
 * @after: (owned): the record as it is to be
 *
 * A record that is to become what a document says.
 */
typedef struct
{
  TbDocumentRow *document;
  const TbRecordType *type;
  char *record_id;
  TbPeerDocument *leaf;
  gint64 seq;
  GPtrArray *heads;
  GPtrArray *entries;
  JsonObject *body;
  TbRecord *before;
  TbRecord *after;
} TbSyncItem;

void tb_sync_item_free (TbSyncItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSyncItem, tb_sync_item_free)

/* %NULL without an error where nothing is to be written. */
TbSyncItem *tb_sync_item_prepare (TbConnection *connection, TbDocumentRow *document,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sync_item_set_body (TbSyncItem *self, JsonObject *body, GError **error);
gboolean tb_sync_item_write (TbSyncItem *self, TbBatchWriter *writer, GError **error);
/* The document of a record that has come and is not in the register. */
gboolean tb_sync_item_find_pending (TbConnection *connection, const TbRecordType *type,
                                    const char *record_id, TbDocumentRow **document,
                                    GError **error);
gboolean tb_sync_load_record (TbConnection *connection, const TbRecordType *type, const char *id,
                              TbRecord **record, GError **error);

/* Two records with one value of which there can be only one. */
gboolean tb_sync_clash_find (TbSyncItem *self, TbConnection *connection, gboolean *clashes,
                             GError **error);
gboolean tb_sync_clash_resolve (TbSyncItem *self, TbBatchWriter *writer, GError **error);

/* Makes one leaf of several. */
gboolean tb_sync_merge_document (TbConnection *connection, TbDocumentRow *document,
                                 TbRevisionRow **winner, GError **error);
gboolean tb_sync_keep_aside (TbConnection *connection, const TbDocumentRow *document, gint64 seq,
                             JsonObject *body, GError **error);

G_END_DECLS
