/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-error.h"
#include "tb-file-store.h"
#include "tb-peer-row.h"
#include "tb-record-table.h"
#include "tb-refusal-words.h"
#include "tb-review-row.h"
#include "tb-session-private.h"
#include "tb-statement.h"
#include "tb-sync-device.h"
#include "tb-sync-file.h"
#include "tb-sync-item.h"
#include "tb-sync-private.h"
#include "tb-sync-stage.h"

/* More than anybody looks through. */
#define LIST_MAX 1000

/* The record that a document tells of. */
static gboolean
find_record (const char *document, const char *record, const TbRecordType **type, char **record_id)
{
  g_autofree char *type_name = NULL;
  const char *key;

  if (!tb_document_parse_id (document, &type_name, &key))
    return FALSE;
  *type = tb_record_types_find (type_name);
  *record_id = g_strdup (record != NULL ? record : key);
  return *type != NULL;
}

static char *
dup_title (TbRecord *record, const char *record_id)
{
  return record != NULL ? tb_record_dup_title (record) : g_strdup (record_id);
}

static gboolean
fill_reference (TbConnection *connection, TbRecord *record, guint index, GError **error)
{
  const TbField *field = &tb_record_get_record_type (record)->fields[index];
  g_autoptr (GError) local_error = NULL;
  g_autofree char *title = NULL;

  if (field->type != TB_FIELD_REFERENCE || !tb_record_has (record, index))
    return TRUE;
  title = tb_record_table_dup_title (connection, tb_record_types_find (field->target),
                                     tb_record_get_text (record, index), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  tb_record_set_reference_title (record, index, title);
  return TRUE;
}

/* A value as people read it. */
static gboolean
show_value (TbConnection *connection, const TbRecordType *type, guint index, const char *json,
            TbDisplay display, char **words, GError **error)
{
  g_autofree char *object = NULL;
  g_autoptr (TbRecord) record = NULL;

  if (json != NULL)
    {
      object = g_strdup_printf ("{\"%s\":%s}", type->fields[index].name, json);
      record = tb_record_new_from_json (type, object, NULL);
    }
  if (record == NULL)
    {
      *words = g_strdup (json != NULL ? json : "");
      return TRUE;
    }
  if (!fill_reference (connection, record, index, error))
    return FALSE;
  *words = tb_record_dup_display (record, index, display);
  if (*words == NULL)
    *words = g_strdup ("");
  return TRUE;
}

/* What a version of the whole record says otherwise: a line a field. */
static gboolean
show_difference (TbConnection *connection, TbRecord *present, TbRecord *other, TbDisplay display,
                 char **words, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (other);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < type->n_fields; i++)
    {
      g_autofree char *value = NULL;

      if (!tb_field_is_entered (&type->fields[i])
          || (present != NULL && tb_record_field_equal (present, other, i))
          || (present == NULL && !tb_record_has (other, i)))
        continue;
      if (!fill_reference (connection, other, i, error))
        return FALSE;
      value = tb_record_dup_display (other, i, display);
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: the name of a field, then its value */
      g_string_append_printf (text, _ ("%s: %s"), _ (type->fields[i].label),
                              value != NULL ? value : "");
    }
  *words = g_string_free_and_steal (g_steal_pointer (&text));
  return TRUE;
}

static gboolean
show_foreign (TbConnection *connection, const TbReviewRow *row, TbRecord *present,
              TbDisplay display, TbSyncReview *review, GError **error)
{
  g_autoptr (TbRevisionRow) revision = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (TbRecord) other = NULL;

  review->kept = g_strdup (review->title);
  revision = tb_revision_row_load (connection, g_ascii_strtoll (row->other, NULL, 10), error);
  if (revision == NULL)
    return FALSE;
  body = tb_sync_parse_body (revision->body);
  other = present != NULL ? tb_record_copy (present) : tb_record_new (review->type);
  tb_record_set_id (other, review->record_id);
  if (tb_document_apply (body, other, NULL))
    return show_difference (connection, present, other, display, &review->other, error);
  review->other = g_strdup (_ ("This version cannot be read."));
  return TRUE;
}

static guint
find_name (const char *const *names, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return 0;
}

static gboolean
show_review (TbConnection *connection, const TbReviewRow *row, TbDisplay display,
             TbSyncReview *review, GError **error)
{
  static const char *const kinds[] = { "field", "removed", "unique", "foreign", NULL };
  static const char *const states[] = { "open", "taken", "kept", "written", "elsewhere", NULL };
  g_autoptr (TbRecord) present = NULL;

  if (!tb_sync_load_record (connection, review->type, review->record_id, &present, error))
    return FALSE;

  review->number = row->row;
  review->kind = find_name (kinds, row->kind);
  review->state = find_name (states, row->state);
  review->title = dup_title (present, review->record_id);
  review->field = row->field != NULL ? tb_record_type_find_field (review->type, row->field)
                                     : TB_FIELD_NOT_FOUND;
  review->kept_by = g_strdup (row->kept_by);
  review->kept_at = g_strdup (row->kept_at);
  review->other_by = g_strdup (row->other_by);
  review->other_at = g_strdup (row->other_at);
  review->batch = g_strdup (row->batch);
  if (review->kind == TB_SYNC_REVIEW_FOREIGN)
    return show_foreign (connection, row, present, display, review, error);
  if (review->field == TB_FIELD_NOT_FOUND)
    {
      review->kept = g_strdup (row->kept != NULL ? row->kept : "");
      review->other = g_strdup (row->other != NULL ? row->other : "");
      return TRUE;
    }
  return show_value (connection, review->type, review->field, row->kept, display, &review->kept,
                     error)
         && show_value (connection, review->type, review->field, row->other, display,
                        &review->other, error);
}

static gpointer
list_reviews_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) rows
      = tb_review_row_list (connection, GPOINTER_TO_INT (data), LIST_MAX, error);
  g_autoptr (GPtrArray) reviews
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_sync_review_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const TbReviewRow *row = g_ptr_array_index (rows, i);
      g_autoptr (TbSyncReview) review = g_new0 (TbSyncReview, 1);

      if (!find_record (row->id, row->record, &review->type, &review->record_id))
        continue;
      if (!show_review (connection, row, TB_DISPLAY_MASKED, review, error))
        return NULL;
      g_ptr_array_add (reviews, g_steal_pointer (&review));
    }
  return g_steal_pointer (&reviews);
}

static gpointer
read_review_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                       GError **error)
{
  const gint64 *number = data;
  g_autoptr (TbReviewRow) row = tb_review_row_load (connection, *number, error);
  g_autoptr (TbSyncReview) review = g_new0 (TbSyncReview, 1);

  if (row == NULL)
    return NULL;
  if (!find_record (row->id, row->record, &review->type, &review->record_id))
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_NOT_FOUND,
                           _ ("This version of the program does not know records of that kind. "
                              "Install a newer one."));
      return NULL;
    }
  return show_review (connection, row, TB_DISPLAY_REVEALED, review, error)
             ? g_steal_pointer (&review)
             : NULL;
}

/* What the service said, in words for people, or, where it said nothing, what its reason means. */
static char *
dup_reason (const TbRefusedRow *row)
{
  if (*row->reason != '\0')
    return tb_refusal_words_dup (row->reason);
  if (strcmp (row->code, "forbidden") == 0 || strcmp (row->code, "unauthorized") == 0)
    return g_strdup (_ ("The service does not let this user write it."));
  if (strcmp (row->code, "too_large") == 0 || strcmp (row->code, "document_too_large") == 0)
    return g_strdup (_ ("It is larger than the service takes."));
  return g_strdup (_ ("The service does not take it, and does not say why."));
}

static gpointer
list_refused_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) rows = tb_refused_row_list (connection, error);
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_sync_refused_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const TbRefusedRow *row = g_ptr_array_index (rows, i);
      g_autoptr (TbRecord) present = NULL;
      TbSyncRefused *refused;

      if (!row->is_present)
        continue;
      refused = g_new0 (TbSyncRefused, 1);
      g_ptr_array_add (list, refused);
      refused->number = row->row;
      refused->code = g_strdup (row->code);
      refused->reason = dup_reason (row);
      refused->at = g_strdup (row->at);
      if (find_record (row->id, row->record, &refused->type, &refused->record_id))
        {
          if (!tb_sync_load_record (connection, refused->type, refused->record_id, &present, error))
            return NULL;
          refused->title = dup_title (present, refused->record_id);
        }
      else
        {
          g_clear_pointer (&refused->record_id, g_free);
          refused->title = g_strdup (row->id);
        }
    }
  return g_steal_pointer (&list);
}

/* By what field the document that waits refers to the record that has not come. */
static gboolean
find_target_type (TbConnection *connection, const TbWaitingRow *row, TbSyncHeld *held,
                  GError **error)
{
  g_autoptr (TbDocumentRow) document = tb_document_row_find (connection, row->id, error);
  g_autoptr (GPtrArray) leaves
      = document != NULL ? tb_sync_load_leaves (connection, document, error) : NULL;

  if (leaves == NULL)
    return FALSE;
  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);
      g_autoptr (JsonObject) body = tb_sync_parse_body (leaf->body);

      for (guint j = 0; held->target_type == NULL && j < held->type->n_fields; j++)
        {
          const TbField *field = &held->type->fields[j];

          if (field->type == TB_FIELD_REFERENCE
              && g_strcmp0 (tb_document_get_text (body, field->name), row->target) == 0)
            held->target_type = tb_record_types_find (field->target);
        }
    }
  return TRUE;
}

static gpointer
list_held_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) rows = tb_waiting_row_list (connection, LIST_MAX, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_sync_held_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const TbWaitingRow *row = g_ptr_array_index (rows, i);
      g_autoptr (TbSyncHeld) held = g_new0 (TbSyncHeld, 1);

      if (!find_record (row->id, row->record, &held->type, &held->record_id))
        continue;
      if (!find_target_type (connection, row, held, error))
        return NULL;
      held->target_id = g_strdup (row->target);
      g_ptr_array_add (list, g_steal_pointer (&held));
    }
  return g_steal_pointer (&list);
}

static gboolean
count (TbConnection *connection, const char *sql, gint64 *number, GError **error)
{
  return tb_connection_read_int (connection, sql, number, error);
}

/* Files that were added here and are here: what is lost cannot wait to be sent. */
static gboolean
count_files (TbConnection *connection, const TbPeerRow *peer, gint64 *number, GError **error)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_connection_get_path (connection));
  g_autoptr (GPtrArray) files = tb_sync_file_list_own_untold (connection, peer->row, error);

  if (files == NULL)
    return FALSE;
  *number = 0;
  for (guint i = 0; i < files->len; i++)
    if (tb_file_store_has (store, files->pdata[i]))
      (*number)++;
  return TRUE;
}

/* Changes of this desk that the service has not: leaves to be offered, what is no leaf yet, and
 * files. */
static gboolean
count_waiting (TbConnection *connection, const TbPeerRow *peer, gint64 *number, GError **error)
{
  gint64 n_unstaged, n_files;

  if (!tb_revision_row_count_offers (connection, peer->row, peer->offered, number, error)
      || !tb_sync_count_unstaged (connection, &n_unstaged, error)
      || !count_files (connection, peer, &n_files, error))
    return FALSE;
  *number += n_unstaged + n_files;
  return TRUE;
}

static gpointer
read_status_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                       GError **error)
{
  const TbSyncAccount *account = data;
  g_autoptr (TbSyncStatus) status = g_new0 (TbSyncStatus, 1);
  g_autoptr (TbDocumentScope) scope = tb_sync_load_scope (connection, error);
  g_autoptr (TbPeerRow) peer = NULL;
  g_autofree char *name = NULL;

  if (scope == NULL
      || !count (connection, "SELECT count(*) FROM sync_review WHERE state = 'open'",
                 &status->n_review, error)
      || !tb_refused_row_count (connection, &status->n_refused, error)
      || !count (connection, "SELECT count(DISTINCT document) FROM sync_waiting", &status->n_held,
                 error))
    return NULL;

  status->device = tb_sync_device_peek (connection);
  status->shared = tb_sync_list_protected (scope, TRUE);
  status->withheld = tb_sync_list_protected (scope, FALSE);
  if (account == NULL)
    return g_steal_pointer (&status);

  name = tb_sync_account_dup_peer_name (account);
  peer = tb_peer_row_load (connection, name, error);
  if (peer == NULL || !count_waiting (connection, peer, &status->n_waiting, error))
    return NULL;
  status->account = tb_sync_account_copy (account);
  status->last_success = g_steal_pointer (&peer->succeeded_at);
  status->last_failure = g_steal_pointer (&peer->failed_at);
  status->failure = g_steal_pointer (&peer->failure);
  return g_steal_pointer (&status);
}

/**
 * tb_sync_get_status:
 * @self: a register's exchange
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * On any thread but the session's database threads. Errors: those of the store.
 *
 * Returns: (transfer full): how things stand, as the register remembers it
 */
TbSyncStatus *
tb_sync_get_status (TbSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbSyncAccount) account = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (TB_IS_SYNC (self), NULL);

  account = tb_sync_load_account (self->session, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return tb_session_read (self->session, read_status_in_reader, account, cancellable, error);
}

/**
 * tb_sync_list_reviews:
 * @self: a register's exchange
 * @only_open: whether those that were decided are left out
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * On any thread but the session's database threads. Errors: those of the store.
 *
 * Returns: (transfer full) (element-type TbSyncReview): the values that were not taken, the latest
 * first
 */
GPtrArray *
tb_sync_list_reviews (TbSync *self, gboolean only_open, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC (self), NULL);

  return tb_session_read (self->session, list_reviews_in_reader, GINT_TO_POINTER (only_open),
                          cancellable, error);
}

/**
 * tb_sync_read_review:
 * @self: a register's exchange
 * @number: number of a difference
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Both values of a difference in full. Whoever shows them has journalled the look before: see
 * tb_session_reveal(). On any thread but the session's database threads.
 *
 * Errors: %TB_ERROR_NOT_FOUND and those of the store.
 *
 * Returns: (transfer full): the difference
 */
TbSyncReview *
tb_sync_read_review (TbSync *self, gint64 number, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC (self), NULL);

  return tb_session_read (self->session, read_review_in_reader, &number, cancellable, error);
}

/**
 * tb_sync_list_refused:
 * @self: a register's exchange
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * On any thread but the session's database threads. Errors: those of the store.
 *
 * Returns: (transfer full) (element-type TbSyncRefused): what the service does not take, the latest
 * first
 */
GPtrArray *
tb_sync_list_refused (TbSync *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC (self), NULL);

  return tb_session_read (self->session, list_refused_in_reader, NULL, cancellable, error);
}

/**
 * tb_sync_list_held:
 * @self: a register's exchange
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * On any thread but the session's database threads. Errors: those of the store.
 *
 * Returns: (transfer full) (element-type TbSyncHeld): what has come and waits for a record that has
 * not
 */
GPtrArray *
tb_sync_list_held (TbSync *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC (self), NULL);

  return tb_session_read (self->session, list_held_in_reader, NULL, cancellable, error);
}
