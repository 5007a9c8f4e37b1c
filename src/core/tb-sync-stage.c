/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-stage.h"

#include "tb-local-change.h"
#include "tb-maintenance.h"
#include "tb-merge-leaves.h"
#include "tb-record-table.h"
#include "tb-review-row.h"
#include "tb-sync-documents.h"

/* What was looked at, exported or erased, told of as documents of this type. */
#define REVEAL "reveal"

/* A piece of the journal becoming documents. */
typedef struct
{
  TbConnection *connection; /* (not owned) */
  TbDocumentScope *scope;   /* (owned) */
} Staging;

/* The revision that the local values build upon: the one that the register showed. What has come
 * since, and is not in the register yet, is merged with the new one. */
static gboolean
find_parent (Staging *self, const TbDocumentRow *document, TbPeerDocument **parent, GError **error)
{
  g_autoptr (TbRevisionRow) row = NULL;

  if (document->applied == 0)
    return TRUE;
  row = tb_revision_row_load (self->connection, document->applied, error);
  if (row == NULL)
    return FALSE;
  *parent = tb_sync_document_from_row (document->id, row);
  return TRUE;
}

/* A desk that has this very revision from elsewhere need not make it. */
static gboolean
add_leaf (Staging *self, TbDocumentRow *document, const TbPeerDocument *leaf, GError **error)
{
  gboolean known = FALSE;
  gboolean is_new = document->row == 0;
  gint64 before = document->applied;

  if (!is_new
      && !tb_revision_row_is_known (self->connection, document->id, leaf->rev, &known, error))
    return FALSE;
  if (known)
    return TRUE;

  if (!tb_sync_add_revision (self->connection, document, leaf, 0, FALSE, &document->applied, error))
    return FALSE;
  /* Beside others it is to be merged; that is done with what is to be written into the register. */
  document->pending = !is_new && (document->pending || before == 0);
  return tb_document_row_save (self->connection, document, error)
         && (is_new || tb_sync_settle_reviews (self->connection, document, leaf->body, error));
}

static gboolean
stage_record (Staging *self, TbRecord *record, const TbLocalChange *change, GError **error)
{
  g_autofree char *id = tb_document_dup_id (change->record_type, change->record_id);
  g_autoptr (TbDocumentRow) document = tb_document_row_find (self->connection, id, error);
  g_autoptr (TbPeerDocument) parent = NULL;
  g_autoptr (TbPeerDocument) leaf = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (document == NULL || !find_parent (self, document, &parent, error))
    return FALSE;
  /* Nothing changes here what a newer program wrote, and nothing it does not know is to be lost. */
  if (document->newer)
    return TRUE;

  body = tb_document_new (record, change->actor, change->at, self->scope,
                          parent != NULL ? parent->body : NULL);
  if (parent != NULL && tb_document_says_same (body, parent->body))
    return TRUE;

  leaf = parent != NULL ? tb_merge_new_child (parent, body) : tb_sync_new_first (id, body);
  return add_leaf (self, document, leaf, error);
}

/* Whether @entry only repeats what @head says. */
static gboolean
repeats (const TbEntry *entry, const TbEntry *head)
{
  g_autoptr (JsonObject) body = tb_document_copy (entry->body);
  JsonNode *superseded = json_object_get_member (head->body, TB_DOCUMENT_SUPERSEDES);

  if (superseded != NULL)
    json_object_set_member (body, TB_DOCUMENT_SUPERSEDES, json_node_copy (superseded));
  else
    json_object_remove_member (body, TB_DOCUMENT_SUPERSEDES);
  return tb_document_says_same (body, head->body);
}

static gboolean
stage_entry (Staging *self, TbRecord *record, const TbLocalChange *change, GError **error)
{
  g_autoptr (GPtrArray) entries = tb_sync_load_entries (self->connection, change->record_id, error);
  g_autoptr (GPtrArray) heads = NULL;
  g_autoptr (TbEntry) entry = NULL;

  if (entries == NULL)
    return FALSE;

  heads = tb_entry_find_heads (entries);
  entry = tb_entry_new_for_record (record, change->actor, change->at, self->scope, heads);
  if (heads->len > 0 && repeats (entry, g_ptr_array_index (heads, 0)))
    return TRUE;
  return tb_sync_add_entry (self->connection, entry, change->record_id, error);
}

/* That something was looked at or erased, by whom and why; never what was there. */
static gboolean
stage_note (Staging *self, const TbLocalChange *change, GError **error)
{
  JsonObject *body = json_object_new ();
  g_autoptr (TbEntry) entry = NULL;

  json_object_set_string_member (body, TB_DOCUMENT_TYPE, REVEAL);
  json_object_set_int_member (body, TB_DOCUMENT_SCHEMA_MEMBER, TB_DOCUMENT_SCHEMA);
  json_object_set_string_member (body, TB_DOCUMENT_BY, change->actor);
  json_object_set_string_member (body, TB_DOCUMENT_AT, change->at);
  json_object_set_string_member (body, "what",
                                 change->op == TB_CHANGE_REVEAL   ? "reveal"
                                 : change->op == TB_CHANGE_EXPORT ? "export"
                                                                  : "erase");
  if (change->record_type != NULL)
    json_object_set_string_member (body, "of", change->record_type);
  if (change->record_id != NULL)
    json_object_set_string_member (body, TB_DOCUMENT_RECORD_MEMBER, change->record_id);
  json_object_set_object_member (body, "note", tb_sync_parse_body (change->after));

  entry = tb_entry_new (body);
  return tb_sync_add_entry (self->connection, entry, NULL, error);
}

static gboolean
stage_change (Staging *self, const TbLocalChange *change, GError **error)
{
  const TbRecordType *type
      = change->record_type != NULL ? tb_record_types_find (change->record_type) : NULL;
  g_autoptr (TbRecord) record = NULL;

  switch (change->op)
    {
    case TB_CHANGE_INSERT:
    case TB_CHANGE_UPDATE:
    case TB_CHANGE_REMOVE:
    case TB_CHANGE_RESTORE:
      break;
    case TB_CHANGE_REVEAL:
    case TB_CHANGE_EXPORT:
    case TB_CHANGE_ERASE:
      return stage_note (self, change, error);
    default:
      return TRUE;
    }

  if (type == NULL)
    return TRUE;
  record = tb_record_table_load (self->connection, type, change->record_id, error);
  if (record == NULL)
    return FALSE;
  return tb_document_kind (type->name) == TB_DOCUMENT_ENTRY
             ? stage_entry (self, record, change, error)
             : stage_record (self, record, change, error);
}

static gboolean
get_staged (TbConnection *connection, gint64 *seq, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = tb_setting_get (connection, TB_SYNC_STAGED, &local_error);

  *seq = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
set_staged (TbConnection *connection, gint64 seq, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seq);

  return tb_setting_set (connection, TB_SYNC_STAGED, text, error);
}

/*< private >
 * tb_sync_stage:
 * @connection: a connection in a transaction
 * @limit: how many entries of the journal are read at most
 * @more: (out): whether there are more
 *
 * Makes documents of what was changed on this desk since it was last done: of each record one
 * revision that follows the one that the register showed, and of each fact an entry.
 */
gboolean
tb_sync_stage (TbConnection *connection, guint limit, gboolean *more, GError **error)
{
  Staging staging = { .connection = connection };
  g_autoptr (TbDocumentScope) scope = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  gint64 staged, last;

  *more = FALSE;
  if (!get_staged (connection, &staged, error))
    return FALSE;
  changes = tb_local_change_list (connection, staged, limit, &last, error);
  if (changes == NULL)
    return FALSE;
  if (last == staged)
    return TRUE;

  scope = tb_sync_load_scope (connection, error);
  if (scope == NULL)
    return FALSE;
  staging.scope = scope;
  for (guint i = 0; i < changes->len; i++)
    if (!stage_change (&staging, g_ptr_array_index (changes, i), error))
      return FALSE;

  *more = last - staged >= limit;
  return set_staged (connection, last, error);
}

/*< private >
 * tb_sync_stage_again:
 * @connection: a connection in a transaction
 *
 * Has everything looked through anew, since other fields may travel now. What says the same as
 * before stays as it is.
 */
gboolean
tb_sync_stage_again (TbConnection *connection, GError **error)
{
  return set_staged (connection, 0, error);
}

/*< private >
 * tb_sync_count_unstaged:
 * @count: (out): how many entries of the journal are no documents yet
 */
gboolean
tb_sync_count_unstaged (TbConnection *connection, gint64 *count, GError **error)
{
  gint64 staged;

  return get_staged (connection, &staged, error)
         && tb_local_change_count (connection, staged, count, error);
}
