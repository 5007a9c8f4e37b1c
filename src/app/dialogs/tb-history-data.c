/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-history-data.h"

#include "tb-error.h"
#include "tb-record-table.h"

#include <json-glib/json-glib.h>

typedef struct
{
  const TbRecordType *type; /* (nullable) static; NULL for a batch */
  char *id;                 /* (owned) of the record, or of the batch */
  guint limit;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->id);
  g_free (self);
}

/**
 * tb_history_change_free:
 * @self: (transfer full): a change
 */
void
tb_history_change_free (TbHistoryChange *self)
{
  g_clear_pointer (&self->entry, tb_journal_entry_free);
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

/* The titles of what @record refers to, as they are now. One that cannot be found keeps its id. */
static gboolean
fill_references (TbConnection *connection, TbRecord *record, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = tb_record_type_get_field (type, i);
      g_autofree char *title = NULL;
      g_autoptr (GError) title_error = NULL;

      if (field->type != TB_FIELD_REFERENCE || !tb_record_has (record, i))
        continue;

      title = tb_record_table_dup_title (connection, tb_record_types_find (field->target),
                                         tb_record_get_text (record, i), &title_error);
      if (title_error != NULL && !g_error_matches (title_error, TB_ERROR, TB_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&title_error));
          return FALSE;
        }
      tb_record_set_reference_title (record, i, title);
    }

  return TRUE;
}

static gboolean
parse_record (TbConnection *connection, const TbRecordType *type, const char *json,
              TbRecord **record, GError **error)
{
  if (json == NULL)
    return TRUE;

  *record = tb_record_new_from_json (type, json, error);

  return *record != NULL && fill_references (connection, *record, error);
}

/* What a look or an export notes beside the change. */
static char *
dup_reason (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  return g_strdup (
      json_object_get_string_member_with_default (json_node_get_object (node), "reason", NULL));
}

static gboolean
is_note (const TbJournalEntry *entry)
{
  return entry->op == TB_CHANGE_REVEAL || entry->op == TB_CHANGE_EXPORT;
}

/* Takes @entry. */
static TbHistoryChange *
make_change (TbConnection *connection, TbJournalEntry *entry, GError **error)
{
  g_autoptr (TbHistoryChange) change = g_new0 (TbHistoryChange, 1);

  change->entry = entry;
  change->type = entry->record_type != NULL ? tb_record_types_find (entry->record_type) : NULL;
  if (change->type == NULL)
    return g_steal_pointer (&change);

  if (is_note (entry))
    {
      change->reason = dup_reason (entry->after);
    }
  else if (!parse_record (connection, change->type, entry->before, &change->before, error)
           || !parse_record (connection, change->type, entry->after, &change->after, error))
    {
      return NULL;
    }

  if (change->after != NULL || change->before != NULL)
    change->title = tb_record_dup_title (change->after != NULL ? change->after : change->before);

  return g_steal_pointer (&change);
}

/* Runs on a reader thread. */
static gpointer
read_changes (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) changes
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_history_change_free);

  if (request->type != NULL)
    entries = tb_journal_list (connection, request->type, request->id, 0, request->limit, error);
  else
    entries = tb_journal_list_batch (connection, request->id, 0, request->limit, error);
  if (entries == NULL)
    return NULL;

  while (entries->len > 0)
    {
      TbHistoryChange *change
          = make_change (connection, g_ptr_array_steal_index (entries, 0), error);

      if (change == NULL)
        return NULL;
      g_ptr_array_add (changes, change);
    }

  return g_steal_pointer (&changes);
}

static void
read_async (TbSession *session, Request *request, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  tb_session_read_async (session, read_changes, request, request_free,
                         (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * tb_history_read_record_async:
 * @session: the register
 * @type: a record type
 * @id: id of a record
 * @limit: how many changes at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the changes of a record, the newest first.
 */
void
tb_history_read_record_async (TbSession *session, const TbRecordType *type, const char *id,
                              guint limit, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  request->type = type;
  request->id = g_strdup (id);
  request->limit = limit;
  read_async (session, request, cancellable, callback, user_data);
}

/**
 * tb_history_read_batch_async:
 * @session: the register
 * @batch: id of a batch
 * @limit: how many changes at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the changes of a batch, in the order they were made.
 */
void
tb_history_read_batch_async (TbSession *session, const char *batch, guint limit,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  request->id = g_strdup (batch);
  request->limit = limit;
  read_async (session, request, cancellable, callback, user_data);
}
