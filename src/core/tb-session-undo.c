/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-session.h"

#include <glib/gi18n-lib.h>

#include "tb-batch-writer.h"
#include "tb-conflict.h"
#include "tb-error.h"
#include "tb-event-private.h"
#include "tb-record-table.h"
#include "tb-newer-rules.h"
#include "tb-reference-rules.h"
#include "tb-review-row.h"
#include "tb-session-private.h"
#include "tb-state-rules.h"
#include "tb-type-attendance.h"

/* Journal entries read at a time: an import of 100,000 rows is taken back without ever being in
 * memory. */
#define ENTRIES_AT_A_TIME 512

/* Batches looked through at first for the last one that can be taken back; more are read when none
 * is found. */
#define BATCHES_AT_FIRST 32

typedef struct
{
  TbSession *session; /* (not owned) */
  char *batch;        /* (owned) (nullable): %NULL for the last that can be taken back */
  gboolean own;       /* whether the last is one of this session */
} TbUndo;

static void
undo_free (TbUndo *self)
{
  g_free (self->batch);
  g_free (self);
}

/* Whether a batch of kind UNDO took back one that had itself taken something back, so that it did
 * again what had been undone, and whether that still stands. */
static gboolean
is_standing_redo (TbConnection *connection, const TbBatchInfo *info, gboolean *standing_redo,
                  GError **error)
{
  g_autofree char *undoes = g_strdup (info->undoes);
  gboolean redo = TRUE;
  gboolean standing = info->undone_by == NULL;

  while (undoes != NULL)
    {
      g_autoptr (TbBatchInfo) undone = tb_journal_get_batch (connection, undoes, error);

      if (undone == NULL)
        return FALSE;
      redo = !redo;
      if (undone->undoes == NULL)
        standing = standing && undone->undone_by == NULL;
      g_set_str (&undoes, undone->undoes);
    }

  *standing_redo = redo && standing;
  return TRUE;
}

/* Whether "Undo", said without naming an action, means this one. */
static gboolean
is_candidate (TbConnection *connection, const TbBatchInfo *info, gboolean *candidate,
              GError **error)
{
  switch (info->kind)
    {
    case TB_BATCH_ADD:
    case TB_BATCH_EDIT:
    case TB_BATCH_REMOVE:
    case TB_BATCH_IMPORT:
    case TB_BATCH_SAMPLE:
    case TB_BATCH_SETUP:
    case TB_BATCH_TRANSITION:
    case TB_BATCH_CORRECT:
    case TB_BATCH_INVITE:
    case TB_BATCH_SIGN_IN:
    case TB_BATCH_PLAN:
    case TB_BATCH_ATTACH:
    case TB_BATCH_RESOLVE:
      *candidate = info->undone_by == NULL;
      return TRUE;
    case TB_BATCH_UNDO:
      return is_standing_redo (connection, info, candidate, error);
    case TB_BATCH_REVEAL:
    case TB_BATCH_EXPORT:
    case TB_BATCH_SYNC:
    case TB_BATCH_ERASE:
    default:
      *candidate = FALSE;
      return TRUE;
    }
}

/* The last batch of those in @own that can be taken back, or %NULL with @error set. Sample data are
 * where a session begins rather than something done in it. */
static TbBatchInfo *
find_last_own (TbConnection *connection, GHashTable *own, GError **error)
{
  guint n_left = g_hash_table_size (own);

  for (guint limit = BATCHES_AT_FIRST, seen = 0; n_left > 0; limit *= 4)
    {
      g_autoptr (GPtrArray) batches = tb_journal_list_batches (connection, limit, error);

      if (batches == NULL)
        return NULL;

      for (; seen < batches->len && n_left > 0; seen++)
        {
          TbBatchInfo *info = g_ptr_array_index (batches, seen);
          gboolean candidate;

          if (!g_hash_table_contains (own, info->id))
            continue;
          n_left--;
          if (!is_candidate (connection, info, &candidate, error))
            return NULL;
          if (candidate && info->kind != TB_BATCH_SAMPLE)
            return tb_journal_get_batch (connection, info->id, error);
        }

      if (batches->len < limit)
        break;
    }

  g_set_error_literal (error, TB_ERROR, TB_ERROR_NOT_FOUND,
                       _ ("Nothing is left to undo since the register was opened."));
  return NULL;
}

/* The last batch that can be taken back, or %NULL with @error set. */
static TbBatchInfo *
find_last (TbConnection *connection, GError **error)
{
  for (guint limit = BATCHES_AT_FIRST, seen = 0;; limit *= 4)
    {
      g_autoptr (GPtrArray) batches = tb_journal_list_batches (connection, limit, error);

      if (batches == NULL)
        return NULL;

      for (; seen < batches->len; seen++)
        {
          TbBatchInfo *info = g_ptr_array_index (batches, seen);
          gboolean candidate;

          if (!is_candidate (connection, info, &candidate, error))
            return NULL;
          if (candidate)
            return tb_journal_get_batch (connection, info->id, error);
        }

      if (batches->len < limit)
        break;
    }

  g_set_error_literal (error, TB_ERROR, TB_ERROR_NOT_FOUND, _ ("There is nothing left to undo."));
  return NULL;
}

static TbBatchInfo *
find_batch (TbConnection *connection, const char *batch, GError **error)
{
  g_autoptr (TbBatchInfo) info = tb_journal_get_batch (connection, batch, error);

  if (info == NULL)
    return NULL;

  if (info->kind == TB_BATCH_REVEAL || info->kind == TB_BATCH_EXPORT)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                           _ ("This cannot be undone: what was looked at or exported stays in the "
                              "journal."));
      return NULL;
    }
  if (info->kind == TB_BATCH_SYNC)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                           _ ("This cannot be undone: it came from other desks. Change the records "
                              "instead, and the other desks will follow."));
      return NULL;
    }
  if (info->kind == TB_BATCH_ERASE)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                           _ ("This cannot be undone: what was erased is gone for good."));
      return NULL;
    }
  if (info->undone_by != NULL)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_CONFLICT, _ ("This has been undone already."));
      return NULL;
    }

  return g_steal_pointer (&info);
}

/* Whether two records of a type have the same values. Derived ones do not count: a newer program
 * may derive them otherwise. */
static gboolean
same_values (TbRecord *a, TbRecord *b)
{
  const TbRecordType *type = tb_record_get_record_type (a);

  for (guint field = 0; field < type->n_fields; field++)
    {
      if ((type->fields[field].flags & TB_FIELD_DERIVED) == 0
          && !tb_record_field_equal (a, b, field))
        return FALSE;
    }

  return TRUE;
}

/* Whether @present has the values of @json. Nearly always the text is the same, and nothing need be
 * parsed. */
static gboolean
has_values (TbRecord *present, const char *json, gboolean *same, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (TbRecord) left = NULL;

  tb_record_append_json (present, text);
  *same = g_str_equal (text->str, json);
  if (*same)
    return TRUE;

  left = tb_record_new_from_json (tb_record_get_record_type (present), json, error);
  if (left == NULL)
    return FALSE;

  *same = same_values (present, left);
  return TRUE;
}

/* The values before an entry, in the clothes of the present row. */
static TbRecord *
make_before (TbRecord *present, const char *json, GError **error)
{
  g_autoptr (TbRecord) before = NULL;

  before = tb_record_new_from_json (tb_record_get_record_type (present), json, error);
  if (before == NULL)
    return NULL;

  tb_record_set_id (before, tb_record_get_id (present));
  tb_record_set_row (before, tb_record_get_row (present));
  tb_record_set_version (before, tb_record_get_version (present));
  tb_record_set_source (before, tb_record_get_source (present));
  tb_record_set_stamps (before, tb_record_get_created_at (present),
                        tb_record_get_updated_at (present));
  tb_record_type_derive (before);

  return g_steal_pointer (&before);
}

/* The record of an entry as it is now, provided that it is as the entry left it. */
static TbRecord *
load_as_left (TbBatchWriter *writer, const TbJournalEntry *entry, const TbRecordType *type,
              GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  gboolean removed = entry->op == TB_CHANGE_REMOVE;
  const char *left = removed ? entry->before : entry->after;
  g_autoptr (TbRecord) present = NULL;
  gboolean same = FALSE;

  present = tb_record_table_load (connection, type, entry->record_id, error);
  if (present == NULL)
    return NULL;

  if (left == NULL || (entry->op == TB_CHANGE_UPDATE && entry->before == NULL))
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_CONFLICT,
                           _ ("This cannot be undone: the values that were there before have been "
                              "erased for good."));
      return NULL;
    }
  if (!has_values (present, left, &same, error))
    return NULL;
  if (!same || tb_record_is_removed (present) != removed)
    {
      tb_conflict_set_cannot_undo (error, connection, present);
      return NULL;
    }
  if (!tb_newer_rules_check (connection, present, error))
    return NULL;

  return g_steal_pointer (&present);
}

/* Somebody signed in, the event was held, and now the signing in is taken back: the counts and
 * hours of the event were written by another batch, and follow. All else was written by this one.
 */
static gboolean
follow_attendance (TbBatchWriter *writer, TbRecord *present, TbRecord *before, GError **error)
{
  return tb_record_get_record_type (before) != &tb_type_attendance
         || tb_event_follow_attendance (writer, present, before, error);
}

static gboolean
undo_entry (TbBatchWriter *writer, const TbBatchInfo *info, const TbJournalEntry *entry,
            GError **error)
{
  const TbRecordType *type
      = entry->record_type != NULL ? tb_record_types_find (entry->record_type) : NULL;
  g_autoptr (TbRecord) present = NULL;
  g_autoptr (TbRecord) before = NULL;

  if (type == NULL)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_CONFLICT,
                           _ ("This cannot be undone: it changed records of a kind that this "
                              "version of the program does not know."));
      return FALSE;
    }

  present = load_as_left (writer, entry, type, error);
  if (present == NULL)
    return FALSE;

  switch (entry->op)
    {
    case TB_CHANGE_INSERT:
    case TB_CHANGE_RESTORE:
      return tb_state_rules_check_undo (writer, info->id, entry->op, present, NULL, error)
             && tb_reference_rules_check_unused (writer, present, TB_REFERENCES_ALL, error)
             && tb_batch_writer_write (writer, TB_CHANGE_REMOVE, present, NULL, error);
    case TB_CHANGE_UPDATE:
      before = make_before (present, entry->before, error);
      return before != NULL
             && tb_state_rules_check_undo (writer, info->id, entry->op, present, before, error)
             && tb_reference_rules_check (writer, present, before, error)
             && tb_batch_writer_write (writer, TB_CHANGE_UPDATE, present, before, error)
             && follow_attendance (writer, present, before, error);
    case TB_CHANGE_REMOVE:
      return tb_state_rules_check_undo (writer, info->id, entry->op, present, NULL, error)
             && tb_reference_rules_check (writer, NULL, present, error)
             && tb_batch_writer_write (writer, TB_CHANGE_RESTORE, NULL, present, error);
    case TB_CHANGE_REVEAL:
    case TB_CHANGE_EXPORT:
    case TB_CHANGE_ERASE:
    default:
      g_set_error_literal (error, TB_ERROR, TB_ERROR_CONFLICT,
                           _ ("This cannot be undone: what was looked at, exported or erased stays "
                              "so."));
      return FALSE;
    }
}

/* Takes back the entries of a batch from the last to the first. They were written in one
 * transaction, so their numbers follow one another. */
static gboolean
undo_entries (TbBatchWriter *writer, const TbBatchInfo *info, GCancellable *cancellable,
              GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  g_autoptr (GPtrArray) head = tb_journal_list_batch (connection, info->id, 0, 1, error);
  gint64 before_first;

  if (head == NULL)
    return FALSE;
  if (head->len == 0)
    return TRUE;

  before_first = ((const TbJournalEntry *)g_ptr_array_index (head, 0))->seq - 1;
  for (gint64 left = info->n_changes; left > 0; left -= ENTRIES_AT_A_TIME)
    {
      gint64 skipped = MAX (left - ENTRIES_AT_A_TIME, 0);
      g_autoptr (GPtrArray) entries = NULL;

      entries = tb_journal_list_batch (connection, info->id, before_first + skipped, left - skipped,
                                       error);
      if (entries == NULL)
        return FALSE;

      for (guint i = entries->len; i > 0; i--)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error)
              || !undo_entry (writer, info, g_ptr_array_index (entries, i - 1), error))
            return FALSE;
        }
    }

  return TRUE;
}

static gpointer
undo_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbUndo *self = data;
  g_autoptr (TbBatchInfo) info = NULL;
  g_autoptr (TbBatchWriter) writer = NULL;
  const TbRecordType *type = NULL;

  if (self->batch != NULL)
    info = find_batch (connection, self->batch, error);
  else if (self->own)
    info = find_last_own (connection, self->session->own_batches, error);
  else
    info = find_last (connection, error);
  if (info == NULL)
    return NULL;

  if (info->record_type != NULL)
    type = tb_record_types_find (info->record_type);
  writer = tb_batch_writer_begin (connection, self->session->actor, TB_BATCH_UNDO, type,
                                  info->subject, info->id, error);
  if (writer == NULL || !undo_entries (writer, info, cancellable, error))
    return NULL;

  if (info->kind == TB_BATCH_RESOLVE && !tb_review_row_reopen (connection, info->id, error))
    return NULL;

  return tb_session_end_batch (self->session, writer, error);
}

/**
 * tb_session_undo:
 * @batch: (nullable): the batch to take back; %NULL for the last one that changed records and still
 * stands. Naming a batch that was itself an undo does again what it took back.
 *
 * Takes a batch back as a whole: every record is set to what it was before, by a batch of its own,
 * which is journalled like any other. On any thread but the writer's.
 *
 * Errors: %TB_ERROR_NOT_FOUND where there is nothing to undo, %TB_ERROR_CONFLICT where a record was
 * changed again after that batch or other records have come to refer to it (naming it),
 * %TB_ERROR_INVALID where a batch changed nothing that could be taken back, and those of the store.
 *
 * Returns: (transfer full): the batch that undid it
 */
char *
tb_session_undo (TbSession *self, const char *batch, GCancellable *cancellable, GError **error)
{
  TbUndo undo = { .session = self, .batch = (char *)batch };

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);

  return tb_session_run_write (self, undo_in_writer, &undo, cancellable, error);
}

/**
 * tb_session_undo_async:
 *
 * As tb_session_undo(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_session_undo_async (TbSession *self, const char *batch, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  TbUndo *undo = NULL;

  g_return_if_fail (TB_IS_SESSION (self));

  undo = g_new0 (TbUndo, 1);
  undo->session = self;
  undo->batch = g_strdup (batch);
  tb_session_run_write_async (self, undo_in_writer, undo, (GDestroyNotify)undo_free, g_free,
                              cancellable, callback, user_data, tb_session_undo_async);
}

/**
 * tb_session_undo_own_async:
 *
 * As tb_session_undo_async() with no batch named, but of what was done through this session alone:
 * for a key that is pressed many times in a row, which must not reach the import of last week.
 * Finish with tb_session_commit_finish().
 */
void
tb_session_undo_own_async (TbSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  TbUndo *undo = NULL;

  g_return_if_fail (TB_IS_SESSION (self));

  undo = g_new0 (TbUndo, 1);
  undo->session = self;
  undo->own = TRUE;
  tb_session_run_write_async (self, undo_in_writer, undo, (GDestroyNotify)undo_free, g_free,
                              cancellable, callback, user_data, tb_session_undo_own_async);
}
