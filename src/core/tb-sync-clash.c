/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "tb-merge-leaves.h"
#include "tb-record-table.h"
#include "tb-revision.h"
#include "tb-sync-item.h"
#include "tb-unique.h"

/* The live record that has the values of @rule that @self is to have; %NULL for none. */
static gboolean
find_holder (TbSyncItem *self, TbConnection *connection, const TbUniqueRule *rule,
             TbRecord **holder, GError **error)
{
  const char *values[TB_UNIQUE_MAX_FIELDS];
  g_autoptr (GPtrArray) found = NULL;

  *holder = NULL;
  for (guint i = 0; i < rule->n_fields; i++)
    {
      if (!tb_record_has (self->after, rule->fields[i]))
        return TRUE;
      values[i] = tb_record_get_text (self->after, rule->fields[i]);
    }

  found
      = tb_record_table_find (connection, self->type, rule->fields, values, rule->n_fields, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; *holder == NULL && i < found->len; i++)
    if (strcmp (tb_record_get_id (g_ptr_array_index (found, i)), self->record_id) != 0)
      *holder = g_object_ref (g_ptr_array_index (found, i));
  return TRUE;
}

/*< private >
 * tb_sync_clash_find:
 * @clashes: (out): whether another live record has a value that only @self can have then
 */
gboolean
tb_sync_clash_find (TbSyncItem *self, TbConnection *connection, gboolean *clashes, GError **error)
{
  g_autoptr (GArray) rules = tb_unique_get_rules (self->type);

  *clashes = FALSE;
  if (tb_record_is_removed (self->after))
    return TRUE;

  for (guint i = 0; !*clashes && i < rules->len; i++)
    {
      g_autoptr (TbRecord) holder = NULL;

      if (!find_holder (self, connection, &g_array_index (rules, TbUniqueRule, i), &holder, error))
        return FALSE;
      *clashes = holder != NULL;
    }
  return TRUE;
}

/* What the entries say of a record. */
static gboolean
load_entry_holder (TbSyncItem *holder, TbConnection *connection, GError **error)
{
  const TbEntry *first;

  holder->entries = tb_sync_load_entries (connection, holder->record_id, error);
  if (holder->entries == NULL)
    return FALSE;
  holder->heads = tb_entry_find_heads (holder->entries);
  if (holder->heads->len == 0)
    return TRUE;

  first = g_ptr_array_index (holder->heads, 0);
  holder->document = tb_document_row_find (connection, first->id, error);
  holder->body = json_object_ref (first->body);
  return holder->document != NULL;
}

/* What the register shows of a record's own document. */
static gboolean
load_record_holder (TbSyncItem *holder, TbConnection *connection, GError **error)
{
  g_autofree char *id = tb_document_dup_id (holder->type->name, holder->record_id);
  g_autoptr (TbRevisionRow) row = NULL;

  holder->document = tb_document_row_find (connection, id, error);
  if (holder->document == NULL)
    return FALSE;
  if (holder->document->applied == 0)
    return TRUE;

  row = tb_revision_row_load (connection, holder->document->applied, error);
  if (row == NULL)
    return FALSE;
  holder->leaf = tb_sync_document_from_row (id, row);
  holder->body = json_object_ref (holder->leaf->body);
  return TRUE;
}

/* The record that has the value, as its documents tell of it; %NULL where they say something else
 * by now, and it will lose the value by itself. */
static gboolean
load_holder (TbSyncItem *self, TbConnection *connection, TbRecord *record, TbSyncItem **item,
             GError **error)
{
  g_autoptr (TbSyncItem) holder = g_new0 (TbSyncItem, 1);

  holder->type = self->type;
  holder->record_id = g_strdup (tb_record_get_id (record));
  holder->before = g_object_ref (record);
  if (!(self->document->record != NULL ? load_entry_holder (holder, connection, error)
                                       : load_record_holder (holder, connection, error)))
    return FALSE;

  if (holder->body != NULL && !holder->document->pending)
    *item = g_steal_pointer (&holder);
  return TRUE;
}

/* Takes the value from the holder for the moment: its own document, still to be written, says
 * another. What no record is without cannot be taken away; then the holder itself is. */
static gboolean
lend (TbRecord *holder, const TbUniqueRule *rule, TbBatchWriter *writer, GError **error)
{
  g_autoptr (TbRecord) after = NULL;

  if (rule->removes)
    return tb_batch_writer_write (writer, TB_CHANGE_REMOVE, holder, NULL, error);

  after = tb_record_copy (holder);
  for (guint i = 0; i < rule->n_fields; i++)
    tb_record_clear (after, rule->fields[i]);
  tb_record_type_derive (after);
  return tb_batch_writer_write (writer, TB_CHANGE_UPDATE, holder, after, error);
}

static gboolean
yield_entry (TbSyncItem *self, TbConnection *connection, GError **error)
{
  g_autoptr (TbEntry) removal = tb_entry_new_removal (self->heads);
  g_autoptr (TbDocumentRow) document = tb_document_row_find (connection, removal->id, error);
  g_autoptr (TbPeerDocument) leaf = g_new0 (TbPeerDocument, 1);

  if (document == NULL || !tb_sync_item_set_body (self, removal->body, error))
    return FALSE;
  if (document->row != 0)
    return TRUE;

  leaf->id = g_strdup (removal->id);
  leaf->rev = tb_revision_new (FALSE, NULL, removal->body);
  leaf->ancestry = g_new0 (char *, 2);
  leaf->ancestry[0] = g_strdup (leaf->rev);
  leaf->body = json_object_ref (removal->body);
  document->record = g_strdup (self->record_id);
  return tb_sync_add_revision (connection, document, leaf, 0, FALSE, NULL, error);
}

static gboolean
yield_record (TbSyncItem *self, TbConnection *connection, JsonObject *body, GError **error)
{
  g_autoptr (TbPeerDocument) child = tb_merge_new_child (self->leaf, body);

  if (!tb_sync_add_revision (connection, self->document, child, 0, FALSE, &self->seq, error)
      || !tb_sync_item_set_body (self, body, error))
    return FALSE;
  g_clear_pointer (&self->leaf, tb_peer_document_free);
  self->leaf = g_steal_pointer (&child);
  return TRUE;
}

/* Every desk decides alike: by the ids of the two records. */
static gboolean
decide (TbSyncItem *self, TbSyncItem *holder, const TbUniqueRule *rule, TbBatchWriter *writer,
        GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  gboolean self_keeps
      = tb_unique_choose_keeper (self->record_id, holder->record_id) == self->record_id;
  TbSyncItem *keeper = self_keeps ? self : holder;
  TbSyncItem *yielding = self_keeps ? holder : self;
  g_autoptr (GPtrArray) reviews
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_merge_review_free);
  g_autoptr (JsonObject) body = tb_unique_yield (rule, yielding->body, keeper->body, reviews);

  if (!(yielding->heads != NULL ? yield_entry (yielding, connection, error)
                                : yield_record (yielding, connection, body, error))
      || !tb_sync_add_reviews (connection, rule->removes ? keeper->document : yielding->document,
                               reviews, error))
    return FALSE;
  return yielding == self || tb_sync_item_write (yielding, writer, error);
}

/*< private >
 * tb_sync_clash_resolve:
 *
 * Sees to it that @self can be written: of two records with one value of which there can be only
 * one, the smaller id keeps it, and the other's value goes to review.
 */
gboolean
tb_sync_clash_resolve (TbSyncItem *self, TbBatchWriter *writer, GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  g_autoptr (GArray) rules = tb_unique_get_rules (self->type);

  for (guint i = 0; i < rules->len && !tb_record_is_removed (self->after); i++)
    {
      const TbUniqueRule *rule = &g_array_index (rules, TbUniqueRule, i);
      g_autoptr (TbRecord) holder = NULL;
      g_autoptr (TbSyncItem) other = NULL;

      if (!find_holder (self, connection, rule, &holder, error))
        return FALSE;
      if (holder == NULL)
        continue;
      if (!load_holder (self, connection, holder, &other, error))
        return FALSE;
      if (!(other != NULL ? decide (self, other, rule, writer, error)
                          : lend (holder, rule, writer, error)))
        return FALSE;
    }
  return TRUE;
}
