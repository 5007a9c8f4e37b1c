/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-item.h"

#include "tb-error.h"
#include "tb-record-number.h"
#include "tb-record-table.h"

/*< private >
 * tb_sync_item_free:
 * @self: (transfer full): a record that was to be written
 */
void
tb_sync_item_free (TbSyncItem *self)
{
  g_clear_pointer (&self->document, tb_document_row_free);
  g_clear_pointer (&self->leaf, tb_peer_document_free);
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->body, json_object_unref);
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_free (self->record_id);
  g_free (self);
}

/*< private >
 * tb_sync_load_record:
 * @record: (out) (transfer full) (nullable): the record, live or removed; %NULL where it is not
 * there
 */
gboolean
tb_sync_load_record (TbConnection *connection, const TbRecordType *type, const char *id,
                     TbRecord **record, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *record = tb_record_table_load (connection, type, id, &local_error);
  if (*record != NULL || g_error_matches (local_error, TB_ERROR, TB_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/*< private >
 * tb_sync_item_set_body:
 * @body: what is to stand in the register
 *
 * Fails with %TB_ERROR_INVALID where the register cannot hold that.
 */
gboolean
tb_sync_item_set_body (TbSyncItem *self, JsonObject *body, GError **error)
{
  g_autoptr (TbRecord) after = NULL;

  after = self->before != NULL ? tb_record_copy (self->before) : tb_record_new (self->type);
  tb_record_set_id (after, self->record_id);
  if (!tb_document_apply (body, after, error))
    return FALSE;

  tb_record_set_source (after, TB_SOURCE_SYNC);
  json_object_ref (body);
  g_clear_pointer (&self->body, json_object_unref);
  self->body = body;
  g_set_object (&self->after, after);
  return TRUE;
}

/* What the desk does not hold yet is not written while it is refused in words. */
static gboolean
prepare_record (TbSyncItem *self, TbConnection *connection, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (;;)
    {
      g_autoptr (TbRevisionRow) winner = NULL;
      g_autoptr (JsonObject) body = NULL;

      if (!tb_sync_merge_document (connection, self->document, &winner, error))
        return FALSE;
      if (winner == NULL || winner->seq == self->document->applied)
        return TRUE;

      g_clear_pointer (&self->leaf, tb_peer_document_free);
      self->leaf = tb_sync_document_from_row (self->document->id, winner);
      self->seq = winner->seq;
      self->document->newer = tb_document_is_newer (self->leaf->body);
      body = json_object_ref (self->leaf->body);
      if (tb_document_get_record_type (body) == self->type
          && tb_sync_item_set_body (self, body, &local_error))
        return TRUE;

      g_clear_error (&local_error);
      if (!tb_sync_keep_aside (connection, self->document, winner->seq, body, error))
        return FALSE;
      /* Alone it would be accepted again and again. */
      if (self->document->applied == 0)
        {
          g_clear_pointer (&self->leaf, tb_peer_document_free);
          return TRUE;
        }
    }
}

static gboolean
prepare_entry (TbSyncItem *self, TbConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) reviews
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_merge_review_free);
  const TbEntry *first;

  self->entries = tb_sync_load_entries (connection, self->record_id, error);
  if (self->entries == NULL)
    return FALSE;
  self->heads = tb_entry_find_heads (self->entries);
  if (self->heads->len == 0)
    return TRUE;

  tb_entry_compare_heads (self->heads, self->entries, reviews);
  first = g_ptr_array_index (self->heads, 0);
  self->document->newer = tb_document_is_newer (first->body);
  return tb_sync_add_reviews (connection, self->document, reviews, error)
         && tb_sync_item_set_body (self, first->body, error);
}

/*< private >
 * tb_sync_item_prepare:
 * @document: (transfer full): a document that is still to be written into the register
 *
 * Merges what is to be merged and makes the record of it.
 *
 * Returns: (transfer full) (nullable): the record to be written; %NULL without an error where the
 * register shows what the document says, or cannot hold it, and nothing is to be done any more
 */
TbSyncItem *
tb_sync_item_prepare (TbConnection *connection, TbDocumentRow *document, GError **error)
{
  g_autoptr (TbSyncItem) self = g_new0 (TbSyncItem, 1);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *type_name = NULL;
  const char *key = NULL;
  gboolean is_entry, prepared;

  self->document = document;
  if (!tb_document_parse_id (document->id, &type_name, &key))
    key = NULL;
  self->type = key != NULL ? tb_record_types_find (type_name) : NULL;
  if (self->type == NULL)
    {
      document->newer = key != NULL;
      document->pending = FALSE;
      tb_document_row_save (connection, document, error);
      return NULL;
    }

  is_entry = document->record != NULL;
  self->record_id = g_strdup (is_entry ? document->record : key);
  if (!tb_sync_load_record (connection, self->type, self->record_id, &self->before, error))
    return NULL;

  prepared = is_entry ? prepare_entry (self, connection, &local_error)
                      : prepare_record (self, connection, &local_error);
  if (!prepared && !g_error_matches (local_error, TB_ERROR, TB_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (prepared && self->after != NULL)
    return g_steal_pointer (&self);

  document->pending = FALSE;
  tb_document_row_save (connection, document, error);
  return NULL;
}

/* All at once: a removed record may have values that it cannot have while it is live, since others
 * have them. */
static gboolean
write_values (TbSyncItem *self, TbBatchWriter *writer, GError **error)
{
  gboolean removed = tb_record_is_removed (self->after);
  gboolean was_removed = tb_record_is_removed (self->before);

  if (tb_record_equal (self->before, self->after))
    return TRUE;
  if (removed)
    return tb_batch_writer_write (writer, TB_CHANGE_REMOVE, self->before, self->after, error);
  if (!was_removed)
    return tb_batch_writer_write (writer, TB_CHANGE_UPDATE, self->before, self->after, error);

  tb_record_set_row (self->after, tb_record_get_row (self->before));
  tb_record_set_version (self->after, tb_record_get_version (self->before));
  return tb_batch_writer_write (writer, TB_CHANGE_RESTORE, NULL, self->after, error);
}

static gboolean
add_record (TbSyncItem *self, TbBatchWriter *writer, GError **error)
{
  return tb_batch_writer_write (writer, TB_CHANGE_INSERT, NULL, self->after, error)
         && (!tb_record_is_removed (self->after)
             || tb_batch_writer_write (writer, TB_CHANGE_REMOVE, self->after, NULL, error));
}

/*< private >
 * tb_sync_item_write:
 *
 * Writes the record as its document says, in its author's name, and remembers that the register
 * shows it. What had to wait for it is looked at again.
 */
gboolean
tb_sync_item_write (TbSyncItem *self, TbBatchWriter *writer, GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  const char *by = tb_document_get_text (self->body, TB_DOCUMENT_BY);
  gboolean written;

  tb_batch_writer_set_actor (writer, by != NULL && *by != '\0' ? by : "sync");
  written = self->before != NULL ? write_values (self, writer, error)
                                 : add_record (self, writer, error);
  if (!written || !tb_record_number_pass (connection, self->after, error))
    return FALSE;

  self->document->applied = self->document->record == NULL ? self->seq : 0;
  self->document->pending = FALSE;
  return tb_document_row_save (connection, self->document, error)
         && tb_document_row_wait_no_more (connection, self->document->row, error)
         && tb_document_row_wake (connection, self->record_id, error)
         && tb_sync_settle_reviews (connection, self->document, self->body, error);
}

/*< private >
 * tb_sync_item_find_pending:
 * @document: (out) (transfer full) (nullable): the document of the record that is still to be
 * written into the register; %NULL where none has come
 */
gboolean
tb_sync_item_find_pending (TbConnection *connection, const TbRecordType *type,
                           const char *record_id, TbDocumentRow **document, GError **error)
{
  g_autofree char *id = tb_document_dup_id (type->name, record_id);
  g_autoptr (TbDocumentRow) own = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  *document = NULL;
  if (tb_document_kind (type->name) == TB_DOCUMENT_RECORD)
    {
      own = tb_document_row_find (connection, id, error);
      if (own == NULL)
        return FALSE;
      if (own->pending)
        *document = g_steal_pointer (&own);
      return TRUE;
    }

  entries = tb_document_row_list_of_record (connection, record_id, error);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; *document == NULL && i < entries->len; i++)
    if (((TbDocumentRow *)g_ptr_array_index (entries, i))->pending)
      *document = g_ptr_array_steal_index (entries, i);
  return TRUE;
}
