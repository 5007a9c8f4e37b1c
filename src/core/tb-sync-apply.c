/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-apply.h"

#include <string.h>

#include "tb-canonical-json.h"
#include "tb-decision.h"
#include "tb-erase.h"
#include "tb-record-table.h"
#include "tb-statement.h"
#include "tb-sync-decision.h"
#include "tb-sync-item.h"
#include "tb-sync-stage.h"

/* Records that refer to each other in a ring come together; no ring of records is longer. */
#define MAX_TOGETHER 64

#define REVEAL "reveal"

/* What happens to what has come. */
typedef struct
{
  TbBatchWriter *writer;    /* (not owned) */
  TbConnection *connection; /* (not owned) */
  gint64 origin;
  gboolean is_settling; /* whether all that was to come has */
  GArray *touched;      /* (owned) (element-type gint64): documents, in the order of their types */
} Receiving;

/* Whether one of the revisions before @document is part of the history that this desk goes by. */
static gboolean
continues (const TbPeerDocument *document, GPtrArray *leaves)
{
  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);
      g_auto (GStrv) before = NULL;

      if (leaf->is_foreign)
        continue;
      if (g_strv_contains ((const char *const *)document->ancestry, leaf->rev))
        return TRUE;
      before = g_strsplit (leaf->ancestry != NULL ? leaf->ancestry : "", " ", -1);
      for (guint j = 0; before[j] != NULL; j++)
        if (*before[j] != '\0'
            && g_strv_contains ((const char *const *)document->ancestry, before[j]))
          return TRUE;
    }
  return FALSE;
}

static gboolean
has_own_leaf (GPtrArray *leaves)
{
  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);

      if (!leaf->is_foreign && !leaf->deleted)
        return TRUE;
    }
  return FALSE;
}

/* Anybody can write a history. One that continues nothing known here is believed only where it is
 * that of a record made twice, as by two copies of a register, whose first revisions meet. */
static gboolean
is_foreign (Receiving *self, const TbDocumentRow *row, const TbPeerDocument *document,
            gboolean *foreign, GError **error)
{
  g_autoptr (GPtrArray) leaves = tb_sync_load_leaves (self->connection, row, error);

  if (leaves == NULL)
    return FALSE;
  *foreign
      = has_own_leaf (leaves) && document->ancestry[1] != NULL && !continues (document, leaves);
  return TRUE;
}

static gboolean
is_genuine_entry (const TbPeerDocument *document)
{
  return !document->deleted && tb_entry_is_genuine (document->id, document->body);
}

/* Which protected fields travel is said by the service's administrator. */
static gboolean
receive_settings (Receiving *self, TbDocumentRow *row, const TbPeerDocument *document,
                  GError **error)
{
  g_autoptr (TbDocumentScope) before = tb_sync_load_scope (self->connection, error);
  g_autoptr (TbDocumentScope) after = NULL;

  if (before == NULL
      || !tb_sync_add_revision (self->connection, row, document, self->origin, FALSE, NULL, error))
    return FALSE;

  after = tb_sync_load_scope (self->connection, error);
  if (after == NULL)
    return FALSE;
  return tb_document_scope_equal (before, after) || tb_sync_stage_again (self->connection, error);
}

static gboolean
store_revision (Receiving *self, TbDocumentRow *row, const TbPeerDocument *document,
                const char *type_name, GError **error)
{
  gboolean is_entry = tb_document_kind (type_name) == TB_DOCUMENT_ENTRY;
  gboolean foreign = FALSE;
  gint64 seq;

  if (is_entry)
    {
      foreign = !is_genuine_entry (document);
      if (row->row == 0 && !foreign && tb_record_types_find (type_name) != NULL)
        row->record = g_strdup (tb_entry_get_record_id (document->body));
    }
  else if (row->row != 0 && !is_foreign (self, row, document, &foreign, error))
    {
      return FALSE;
    }

  if (!tb_sync_add_revision (self->connection, row, document, self->origin, foreign, &seq, error)
      || (foreign && !document->deleted
          && !tb_sync_keep_aside (self->connection, row, seq, document->body, error)))
    return FALSE;

  row->pending = TRUE;
  g_array_append_val (self->touched, row->row);
  return tb_document_row_save (self->connection, row, error);
}

/* Stores what has come and is not known; what it means for the register comes after. */
static gboolean
store_document (Receiving *self, const TbPeerDocument *document, GError **error)
{
  g_autoptr (TbDocumentRow) row = NULL;
  g_autofree char *type_name = NULL;
  gboolean known;

  if (document->error != NULL || document->ancestry == NULL || document->ancestry[0] == NULL)
    return TRUE;
  if (!tb_revision_row_is_known (self->connection, document->id, document->rev, &known, error))
    return FALSE;
  if (known)
    return TRUE;

  row = tb_document_row_find (self->connection, document->id, error);
  if (row == NULL)
    return FALSE;
  if (strcmp (document->id, TB_DOCUMENT_SETTINGS) == 0)
    return receive_settings (self, row, document, error);
  /* Design documents and the like are the service's own. */
  if (!tb_document_parse_id (document->id, &type_name, NULL))
    return TRUE;
  return store_revision (self, row, document, type_name, error);
}

/* What was erased elsewhere is erased here; that somebody looked at something is for whoever reads
 * the journal. */
static gboolean
take_over_note (Receiving *self, JsonObject *body, const char *note, GError **error)
{
  const char *what = tb_document_get_text (body, "what");
  const char *of = tb_document_get_text (body, "of");
  const char *id = tb_entry_get_record_id (body);

  if (g_strcmp0 (what, "erase") == 0 && of != NULL && id != NULL)
    return tb_erase_as_told (self->writer, of, id, note, error);
  return tb_batch_writer_note (
      self->writer, g_strcmp0 (what, "export") == 0 ? TB_CHANGE_EXPORT : TB_CHANGE_REVEAL, of, id,
      note, error);
}

static gboolean
write_note (Receiving *self, TbDocumentRow *row, GError **error)
{
  g_autoptr (GPtrArray) leaves = tb_sync_load_leaves (self->connection, row, error);
  const TbRevisionRow *leaf;
  g_autoptr (JsonObject) body = NULL;
  JsonNode *note;
  g_autoptr (GString) text = g_string_new (NULL);
  const char *by;

  if (leaves == NULL)
    return FALSE;
  row->pending = FALSE;
  leaf = leaves->len > 0 ? g_ptr_array_index (leaves, 0) : NULL;
  if (leaf == NULL || leaf->is_foreign || leaf->body == NULL)
    return tb_document_row_save (self->connection, row, error);

  body = tb_sync_parse_body (leaf->body);
  by = tb_document_get_text (body, TB_DOCUMENT_BY);
  note = json_object_get_member (body, "note");
  if (note != NULL)
    tb_canonical_json_append (note, text);
  else
    g_string_append (text, "{}");

  tb_batch_writer_set_actor (self->writer, by != NULL && *by != '\0' ? by : "sync");
  return take_over_note (self, body, text->str, error)
         && tb_document_row_save (self->connection, row, error);
}

static gboolean
is_among (GPtrArray *items, const char *record_id)
{
  for (guint i = 0; i < items->len; i++)
    if (strcmp (((TbSyncItem *)g_ptr_array_index (items, i))->record_id, record_id) == 0)
      return TRUE;
  return FALSE;
}

/* Adds to @items what @item refers to and is not in the register; where that has not come, @missing
 * is set. */
static gboolean
gather_reference (Receiving *self, const TbRecordType *type, const char *target, GPtrArray *items,
                  gboolean *missing, GError **error)
{
  g_autoptr (TbDocumentRow) document = NULL;
  TbSyncItem *item;
  GError *local_error = NULL;
  gboolean has;

  if (is_among (items, target))
    return TRUE;
  if (!tb_record_table_has (self->connection, type, target, &has, error))
    return FALSE;
  if (has)
    return TRUE;
  if (!tb_sync_item_find_pending (self->connection, type, target, &document, error))
    return FALSE;

  *missing = TRUE;
  if (document == NULL || items->len >= MAX_TOGETHER)
    return TRUE;
  item = tb_sync_item_prepare (self->connection, g_steal_pointer (&document), &local_error);
  if (item != NULL)
    {
      g_ptr_array_add (items, item);
      *missing = FALSE;
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static gboolean
gather_references (Receiving *self, const TbSyncItem *item, GPtrArray *items, gboolean *missing,
                   GError **error)
{
  for (guint i = 0; i < item->type->n_fields; i++)
    {
      const TbField *field = &item->type->fields[i];
      const TbRecordType *target;

      if (field->type != TB_FIELD_REFERENCE || !tb_record_has (item->after, i))
        continue;
      target = tb_record_types_find (field->target);
      if (!gather_reference (self, target, tb_record_get_text (item->after, i), items, missing,
                             error))
        return FALSE;
    }
  return TRUE;
}

/* Remembers what @item waits for. */
static gboolean
wait_for_references (Receiving *self, const TbSyncItem *item, GError **error)
{
  if (!tb_document_row_wait_no_more (self->connection, item->document->row, error))
    return FALSE;
  for (guint i = 0; i < item->type->n_fields; i++)
    {
      const TbField *field = &item->type->fields[i];
      gboolean has;

      if (field->type != TB_FIELD_REFERENCE || !tb_record_has (item->after, i))
        continue;
      if (!tb_record_table_has (self->connection, tb_record_types_find (field->target),
                                tb_record_get_text (item->after, i), &has, error)
          || (!has
              && !tb_document_row_wait (self->connection, item->document->row,
                                        tb_record_get_text (item->after, i), error)))
        return FALSE;
    }
  item->document->pending = TRUE;
  return tb_document_row_save (self->connection, item->document, error);
}

/* While more may come, a record that has a value now may be about to lose it. */
static gboolean
must_wait (Receiving *self, GPtrArray *items, gboolean *wait, GError **error)
{
  *wait = FALSE;
  for (guint i = 0; !self->is_settling && !*wait && i < items->len; i++)
    if (!tb_sync_clash_find (g_ptr_array_index (items, i), self->connection, wait, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_item (Receiving *self, TbSyncItem *item, gboolean is_alone, GError **error)
{
  /* Those before it may have taken a value from it. */
  if (!is_alone)
    {
      g_clear_object (&item->before);
      if (!tb_sync_load_record (self->connection, item->type, item->record_id, &item->before,
                                error))
        return FALSE;
    }
  return tb_sync_clash_resolve (item, self->writer, error)
         && tb_sync_item_write (item, self->writer, error);
}

/* Writes @item together with what it refers to and has come, or has it wait. */
static gboolean
apply_item (Receiving *self, TbSyncItem *item, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_sync_item_free);
  gboolean missing = FALSE, wait;

  g_ptr_array_add (items, item);
  for (guint i = 0; !missing && i < items->len; i++)
    if (!gather_references (self, g_ptr_array_index (items, i), items, &missing, error))
      return FALSE;
  if (missing)
    return wait_for_references (self, item, error);

  if (!must_wait (self, items, &wait, error))
    return FALSE;
  /* What is referred to comes first, as far as it does not refer back. */
  for (guint i = items->len; !wait && i > 0; i--)
    if (!write_item (self, g_ptr_array_index (items, i - 1), items->len == 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
apply_record (Receiving *self, TbDocumentRow *row, GError **error)
{
  TbSyncItem *item;
  GError *local_error = NULL;

  item = tb_sync_item_prepare (self->connection, row, &local_error);
  if (item != NULL)
    return apply_item (self, item, error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static gboolean
apply_document (Receiving *self, gint64 number, GError **error)
{
  g_autoptr (TbDocumentRow) row = tb_document_row_load (self->connection, number, error);
  g_autofree char *type_name = NULL;
  g_autofree char *record_id = NULL;
  const char *key;

  if (row == NULL)
    return FALSE;
  if (!row->pending)
    return TRUE;
  if (g_str_has_prefix (row->id, REVEAL ":"))
    return write_note (self, row, error);
  if (g_str_has_prefix (row->id, TB_DECISION ":"))
    return tb_sync_decision_apply (self->connection, row, error);

  if (tb_document_parse_id (row->id, &type_name, &key))
    record_id = g_strdup (row->record != NULL ? row->record : key);
  return apply_record (self, g_steal_pointer (&row), error)
         && (record_id == NULL || tb_erase_again (self->writer, type_name, record_id, error));
}

static guint
get_rank (const TbPeerDocument *document)
{
  const TbRecordType *const *types;
  g_autofree char *type_name = NULL;
  guint n_types;

  types = tb_record_types_get_all (&n_types);
  if (tb_document_parse_id (document->id, &type_name, NULL))
    for (guint i = 0; i < n_types; i++)
      if (strcmp (types[i]->name, type_name) == 0)
        return i;
  return n_types;
}

static int
compare_documents (gconstpointer a, gconstpointer b)
{
  return (int)get_rank (*(const TbPeerDocument *const *)a)
         - (int)get_rank (*(const TbPeerDocument *const *)b);
}

/* References are looked at here, and may point forward until everything stands. */
static gboolean
begin (Receiving *self, TbBatchWriter *writer, GError **error)
{
  self->writer = writer;
  self->connection = tb_batch_writer_get_connection (writer);
  return tb_connection_run (self->connection, "PRAGMA defer_foreign_keys = ON", error);
}

/*< private >
 * tb_sync_receive:
 * @documents: (element-type TbPeerDocument): what a peer gave; sorted here
 * @origin: number of the peer
 *
 * Takes over what is not known: it is kept, merged with what this desk has, and written into the
 * register, or made to wait for what it refers to.
 */
gboolean
tb_sync_receive (TbBatchWriter *writer, GPtrArray *documents, gint64 origin, GError **error)
{
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  Receiving self = { .origin = origin, .touched = touched };

  if (!begin (&self, writer, error))
    return FALSE;

  g_ptr_array_sort (documents, compare_documents);
  for (guint i = 0; i < documents->len; i++)
    if (!store_document (&self, g_ptr_array_index (documents, i), error))
      return FALSE;
  for (guint i = 0; i < touched->len; i++)
    if (!apply_document (&self, g_array_index (touched, gint64, i), error))
      return FALSE;
  return TRUE;
}

/*< private >
 * tb_sync_receive_unreadable:
 *
 * As tb_sync_receive(), for documents that the register cannot hold: they are kept, and a person
 * may look at them.
 */
gboolean
tb_sync_receive_unreadable (TbBatchWriter *writer, GPtrArray *documents, gint64 origin,
                            GError **error)
{
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  Receiving self = { .origin = origin, .touched = touched };

  if (!begin (&self, writer, error))
    return FALSE;

  for (guint i = 0; i < documents->len; i++)
    {
      const TbPeerDocument *document = g_ptr_array_index (documents, i);
      g_autoptr (TbDocumentRow) row = NULL;
      gboolean known;
      gint64 seq;

      if (document->error != NULL || document->ancestry == NULL)
        continue;
      if (!tb_revision_row_is_known (self.connection, document->id, document->rev, &known, error))
        return FALSE;
      row = known ? NULL : tb_document_row_find (self.connection, document->id, error);
      if (!known
          && (row == NULL
              || !tb_sync_add_revision (self.connection, row, document, origin, TRUE, &seq, error)
              || !tb_sync_keep_aside (self.connection, row, seq, document->body, error)))
        return FALSE;
    }
  return TRUE;
}

/*< private >
 * tb_sync_settle:
 * @limit: how many documents are looked at at most
 * @more: (out): whether others may be written now
 *
 * Writes into the register what had to wait and need not any more, and decides between records that
 * claim one value.
 */
gboolean
tb_sync_settle (TbBatchWriter *writer, guint limit, gboolean *more, GError **error)
{
  Receiving self = { .is_settling = TRUE };
  g_autoptr (GArray) rows = NULL;

  if (!begin (&self, writer, error))
    return FALSE;
  rows = tb_document_row_list_pending (self.connection, 0, limit, error);
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    if (!apply_document (&self, g_array_index (rows, gint64, i), error))
      return FALSE;
  *more = rows->len > 0;
  return TRUE;
}
