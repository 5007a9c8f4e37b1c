/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-batch-writer.h"
#include "tb-error.h"
#include "tb-merge-leaves.h"
#include "tb-record-table.h"
#include "tb-review-row.h"
#include "tb-session-private.h"
#include "tb-sync-decision.h"
#include "tb-sync-item.h"
#include "tb-sync-private.h"

/* What somebody decides. */
typedef struct
{
  TbSession *session; /* (not owned) */
  gint64 number;
  TbSyncChoice choice;
  const char *typed; /* (nullable) */

  /* Found on the way. */
  TbReviewRow *review; /* (owned) */
  const TbRecordType *type;
  TbRecord *record; /* (owned): as it is */
  guint field;
  TbRevisionRow *foreign; /* (owned) (nullable): a version of the whole record */
} Resolving;

static void
resolving_clear (Resolving *self)
{
  g_clear_pointer (&self->review, tb_review_row_free);
  g_clear_object (&self->record);
  g_clear_pointer (&self->foreign, tb_revision_row_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Resolving, resolving_clear)

static gboolean
find_record (Resolving *self, TbConnection *connection, GError **error)
{
  g_autofree char *type_name = NULL;
  const char *key;
  const char *id;

  if (!tb_document_parse_id (self->review->id, &type_name, &key))
    key = "";
  self->type = type_name != NULL ? tb_record_types_find (type_name) : NULL;
  id = self->review->record != NULL ? self->review->record : key;
  if (self->type == NULL)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_NEWER,
                           _ ("This was written by a newer version of the program. Install that "
                              "version to decide about it."));
      return FALSE;
    }

  self->record = tb_record_table_load (connection, self->type, id, error);
  self->field = self->review->field != NULL
                    ? tb_record_type_find_field (self->type, self->review->field)
                    : TB_FIELD_NOT_FOUND;
  return self->record != NULL;
}

static gboolean
load (Resolving *self, TbConnection *connection, GError **error)
{
  self->review = tb_review_row_load (connection, self->number, error);
  if (self->review == NULL)
    return FALSE;
  if (strcmp (self->review->state, "open") != 0)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_CONFLICT,
                           _ ("This has been decided already. Look at the list again."));
      return FALSE;
    }
  if (strcmp (self->review->kind, "foreign") == 0)
    {
      self->foreign = tb_revision_row_load (connection,
                                            g_ascii_strtoll (self->review->other, NULL, 10), error);
      if (self->foreign == NULL)
        return FALSE;
    }
  return self->choice == TB_SYNC_KEEP || find_record (self, connection, error);
}

/* The record as the other version has it. */
static gboolean
take_foreign (Resolving *self, TbRecord *after, GError **error)
{
  g_autoptr (JsonObject) body = tb_sync_parse_body (self->foreign->body);

  return tb_document_apply (body, after, error);
}

static gboolean
take_value (Resolving *self, TbRecord *after, GError **error)
{
  g_autofree char *object = NULL;
  g_autoptr (TbRecord) other = NULL;

  if (self->review->other == NULL)
    {
      tb_record_clear (after, self->field);
      return TRUE;
    }

  object = g_strdup_printf ("{\"%s\":%s}", self->review->field, self->review->other);
  other = tb_record_new_from_json (self->type, object, error);
  if (other == NULL)
    return FALSE;
  if (!tb_record_has (other, self->field))
    tb_record_clear (after, self->field);
  else if (tb_field_is_text (&self->type->fields[self->field]))
    tb_record_set_text (after, self->field, tb_record_get_text (other, self->field));
  else
    tb_record_set_int (after, self->field, tb_record_get_int (other, self->field));
  return TRUE;
}

static gboolean
set_values (Resolving *self, TbRecord *after, GError **error)
{
  if (self->foreign == NULL && self->field == TB_FIELD_NOT_FOUND)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                           _ ("This version of the program does not know that field. Install a "
                              "newer one to decide about it."));
      return FALSE;
    }
  if (self->choice == TB_SYNC_WRITE)
    {
      if (self->foreign == NULL && self->typed != NULL)
        return tb_record_parse (after, self->field, self->typed, error);
      g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                           _ ("A third value can be written for a field only, not for a whole "
                              "record. Take one of the two, and change the record then."));
      return FALSE;
    }
  return self->foreign != NULL ? take_foreign (self, after, error)
                               : take_value (self, after, error);
}

/* The other version of a whole record goes no further. */
static gboolean
close_foreign (Resolving *self, TbConnection *connection, GError **error)
{
  g_autoptr (TbDocumentRow) document = NULL;
  g_autoptr (TbPeerDocument) leaf = NULL;
  g_autoptr (TbPeerDocument) tombstone = NULL;

  if (self->foreign == NULL || !self->foreign->leaf || self->review->record != NULL)
    return TRUE;
  document = tb_document_row_load (connection, self->foreign->document, error);
  if (document == NULL)
    return FALSE;
  leaf = tb_sync_document_from_row (document->id, self->foreign);
  tombstone = tb_merge_new_tombstone (leaf);
  return tb_sync_add_revision (connection, document, tombstone, 0, FALSE, NULL, error);
}

/* A value that is taken or written travels with its record. That nothing was to be changed, or that
 * a version of a whole record was looked at, does not. */
static gboolean
tell_others (Resolving *self, TbConnection *connection, GError **error)
{
  return (self->choice != TB_SYNC_KEEP && self->foreign == NULL)
         || tb_sync_decision_add (connection, self->review, self->session->actor, error);
}

static gboolean
decide (Resolving *self, TbConnection *connection, const char *batch, GError **error)
{
  static const char *const states[] = {
    [TB_SYNC_TAKE] = "taken",
    [TB_SYNC_KEEP] = "kept",
    [TB_SYNC_WRITE] = "written",
  };

  return tb_review_row_decide (connection, self->number, states[self->choice], batch, error)
         && tell_others (self, connection, error) && close_foreign (self, connection, error);
}

/* Nothing changes in the register. */
static char *
decide_alone (Resolving *self, TbConnection *connection, GError **error)
{
  if (!tb_connection_begin (connection, error))
    return NULL;
  if (!decide (self, connection, NULL, error))
    {
      tb_connection_rollback (connection);
      return NULL;
    }
  return tb_connection_commit (connection, error) ? g_strdup ("") : NULL;
}

/* People decide: also about what a state or a lock would keep from being edited, since two desks
 * have changed it already. */
static TbPermit
get_permit (Resolving *self)
{
  gboolean is_state
      = self->foreign != NULL || (self->type->fields[self->field].flags & TB_FIELD_STATE) != 0;

  return is_state ? TB_PERMIT_TRANSITION : TB_PERMIT_CORRECTION;
}

static gboolean
restore (Resolving *self, TbBatchWriter *writer, GError **error)
{
  return !tb_record_is_removed (self->record)
         || tb_batch_writer_write (writer, TB_CHANGE_RESTORE, NULL, self->record, error);
}

static char *
write_batch (Resolving *self, TbConnection *connection, GError **error)
{
  g_autofree char *title = tb_record_dup_title (self->record);
  g_autoptr (TbBatchWriter) writer = tb_batch_writer_begin (
      connection, self->session->actor, TB_BATCH_RESOLVE, self->type, title, NULL, error);
  g_autoptr (TbRecord) after = NULL;

  if (writer == NULL || !restore (self, writer, error))
    return NULL;
  after = tb_record_copy (self->record);
  if (!set_values (self, after, error))
    return NULL;
  tb_record_set_removed (after, FALSE);
  if (!tb_batch_writer_apply_permitted (writer, TB_CHANGE_UPDATE, after, get_permit (self), error)
      || !decide (self, connection, tb_batch_writer_get_batch (writer), error))
    return NULL;

  return tb_session_end_batch (self->session, writer, error);
}

static gpointer
resolve_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  Resolving *self = data;
  g_autofree char *batch = NULL;

  if (!load (self, connection, error))
    return NULL;
  if (self->choice == TB_SYNC_KEEP)
    return decide_alone (self, connection, error);

  batch = write_batch (self, connection, error);
  /* The record had that value already, so that there was nothing to be done. */
  if (batch != NULL && *batch == '\0')
    return decide_alone (self, connection, error);
  return g_steal_pointer (&batch);
}

/**
 * tb_sync_resolve:
 * @self: a register's exchange
 * @number: which value, of #TbSyncReview
 * @choice: what becomes of it
 * @typed: (nullable): with %TB_SYNC_WRITE, the third value as people type it
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Decides between two values. To take or write one is a change of the record like any other, which
 * can be undone; the decision is then open again. On any thread but the session's database threads.
 *
 * Errors: %TB_ERROR_NOT_FOUND, %TB_ERROR_CONFLICT where it has been decided already,
 * %TB_ERROR_INVALID for what cannot be written, and those of the store.
 *
 * Returns: (transfer full): the batch; the empty string where nothing had to be changed
 */
char *
tb_sync_resolve (TbSync *self, gint64 number, TbSyncChoice choice, const char *typed,
                 GCancellable *cancellable, GError **error)
{
  g_auto (Resolving) resolving = { .number = number, .choice = choice, .typed = typed };
  char *batch;

  g_return_val_if_fail (TB_IS_SYNC (self), NULL);

  resolving.session = self->session;
  batch = tb_session_run_write (self->session, resolve_in_writer, &resolving, cancellable, error);
  if (batch != NULL)
    tb_sync_recount (self);
  return batch;
}

static gpointer
retry_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *number = data;

  if (!tb_connection_begin (connection, error))
    return NULL;
  if (!tb_refused_row_retry (connection, *number, error))
    {
      tb_connection_rollback (connection);
      return NULL;
    }
  return tb_connection_commit (connection, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

/**
 * tb_sync_retry_refused:
 * @self: a register's exchange
 * @number: what was refused, of #TbSyncRefused; 0 for everything
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Has the next exchange offer it again. On any thread but the session's database threads. Errors:
 * those of the store.
 *
 * Returns: whether it will be offered
 */
gboolean
tb_sync_retry_refused (TbSync *self, gint64 number, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC (self), FALSE);

  if (tb_session_run_write (self->session, retry_in_writer, &number, cancellable, error) == NULL)
    return FALSE;
  tb_sync_offer_again (self);
  tb_sync_recount (self);
  return TRUE;
}
