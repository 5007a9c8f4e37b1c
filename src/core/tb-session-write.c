/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-session.h"

#include <glib/gi18n-lib.h>

#include "tb-batch-writer.h"
#include "tb-error.h"
#include "tb-session-private.h"

/* How often a long batch says how far it is. */
#define PROGRESS_INTERVAL_US (250 * G_TIME_SPAN_MILLISECOND)

/* Changes between two looks at the clock. */
#define PROGRESS_STRIDE 64

/* A batch to be committed. */
typedef struct
{
  TbSession *session; /* (not owned): held by whoever waits, or by the task */
  TbBatchKind kind;
  const TbRecordType *type; /* (nullable) */
  char *subject;            /* (owned) (nullable) */
  TbChangeSource source;
  gpointer source_data;       /* (owned) if there is a source_free */
  GDestroyNotify source_free; /* (nullable) */
  guint64 expected;
  TbProgressFunc progress; /* (nullable) */
  gpointer progress_data;  /* (not owned) */
} TbCommit;

/* One record to be saved or removed. The writer works on a copy: the caller's record stays on the
 * caller's thread. */
typedef struct
{
  TbSession *session; /* (not owned) */
  TbRecord *record;   /* (owned): the caller's; only touched on the caller's thread */
  TbRecord *copy;     /* (owned) */
  TbChangeOp op;
} TbSave;

static void
commit_free (TbCommit *self)
{
  if (self->source_free != NULL)
    self->source_free (self->source_data);
  g_free (self->subject);
  g_free (self);
}

static void
save_clear (TbSave *self)
{
  g_clear_object (&self->record);
  g_clear_object (&self->copy);
}

static void
save_free (TbSave *self)
{
  save_clear (self);
  g_free (self);
}

static void
tell_progress (TbCommit *self, guint64 done, guint n_new, gint64 *last_told)
{
  gint64 now;

  if (self->progress == NULL || done / PROGRESS_STRIDE == (done - n_new) / PROGRESS_STRIDE)
    return;

  now = g_get_monotonic_time ();
  if (now - *last_told < PROGRESS_INTERVAL_US)
    return;

  *last_told = now;
  self->progress (done, self->expected, self->progress_data);
}

/* The next change of the source; %FALSE at the end, or with @error set. */
static gboolean
next_change (TbCommit *self, TbConnection *connection, TbChange *change, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *change = (TbChange){ 0 };
  if (self->source (connection, change, self->source_data, &local_error))
    {
      g_assert ((change->record != NULL) != (change->prepared != NULL));
      return TRUE;
    }

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
apply_all (TbCommit *self, TbBatchWriter *writer, GCancellable *cancellable, GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  g_autoptr (GError) local_error = NULL;
  gint64 last_told = g_get_monotonic_time ();
  guint64 done = 0;
  TbChange change;

  while (next_change (self, connection, &change, &local_error))
    {
      g_autoptr (TbRecord) record = g_steal_pointer (&change.record);
      guint n_new;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || (change.prepared != NULL ? !tb_batch_writer_apply_prepared (writer, change.prepared,
                                                                         change.n_prepared, error)
                                      : !tb_batch_writer_apply (writer, change.op, record, error)))
        return FALSE;

      n_new = change.prepared != NULL ? change.n_prepared : 1;
      done += n_new;
      tell_progress (self, done, n_new, &last_told);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* However little there was, it has been done to the end. */
  if (self->progress != NULL)
    self->progress (done, self->expected, self->progress_data);
  return TRUE;
}

static gpointer
commit_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                  GError **error)
{
  TbCommit *self = data;
  g_autoptr (TbBatchWriter) writer = NULL;

  writer = tb_batch_writer_begin (connection, self->session->actor, self->kind, self->type,
                                  self->subject, NULL, error);
  if (writer == NULL || !apply_all (self, writer, cancellable, error))
    return NULL;

  return tb_session_end_batch (self->session, writer, error);
}

static gpointer
save_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  static const TbBatchKind kinds[] = {
    [TB_CHANGE_INSERT] = TB_BATCH_ADD,
    [TB_CHANGE_UPDATE] = TB_BATCH_EDIT,
    [TB_CHANGE_REMOVE] = TB_BATCH_REMOVE,
  };
  TbSave *self = data;
  g_autofree char *title = tb_record_dup_title (self->copy);
  g_autoptr (TbBatchWriter) writer = NULL;

  writer = tb_batch_writer_begin (connection, self->session->actor, kinds[self->op],
                                  tb_record_get_record_type (self->copy), title, NULL, error);
  if (writer == NULL || !tb_batch_writer_apply (writer, self->op, self->copy, error))
    return NULL;

  return tb_session_end_batch (self->session, writer, error);
}

static TbSave
save_init (TbSession *self, TbRecord *record, TbChangeOp op)
{
  return (TbSave){
    .session = self,
    .record = g_object_ref (record),
    .copy = tb_record_copy (record),
    .op = op,
  };
}

static TbChangeOp
get_save_op (TbRecord *record)
{
  return tb_record_get_version (record) == 0 ? TB_CHANGE_INSERT : TB_CHANGE_UPDATE;
}

/* What was filled in while it was written, such as the number of an event. */
static void
take_over_filled_in (TbRecord *record, TbRecord *stored)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint field = 0; field < type->n_fields; field++)
    {
      if (tb_record_has (record, field) || !tb_record_has (stored, field))
        continue;
      if (tb_field_is_text (&type->fields[field]))
        tb_record_set_text (record, field, tb_record_get_text (stored, field));
      else
        tb_record_set_int (record, field, tb_record_get_int (stored, field));
    }
}

/* Gives the caller's record what the store gave the copy, so that it can be changed and saved
 * again. */
static void
save_take_over (TbSave *self)
{
  tb_record_set_id (self->record, tb_record_get_id (self->copy));
  tb_record_set_row (self->record, tb_record_get_row (self->copy));
  tb_record_set_version (self->record, tb_record_get_version (self->copy));
  tb_record_set_stamps (self->record, tb_record_get_created_at (self->copy),
                        tb_record_get_updated_at (self->copy));
  take_over_filled_in (self->record, self->copy);
  tb_record_type_derive (self->record);
}

static void
start_save (TbSession *self, TbRecord *record, TbChangeOp op, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data, gpointer source_tag)
{
  TbSave save = save_init (self, record, op);

  tb_session_run_write_async (self, save_in_writer, g_memdup2 (&save, sizeof save),
                              (GDestroyNotify)save_free, g_free, cancellable, callback, user_data,
                              source_tag);
}

/**
 * tb_session_commit:
 * @kind: what the batch is
 * @type: (nullable): the type it is mainly about
 * @subject: (nullable): what it is about: the name of a file, the title of a record
 * @source: gives the changes, on the writer's thread
 * @source_data: handed to @source
 * @expected: how many changes there will be, for @progress; 0 where that is not known
 * @progress: (nullable): told how far it is, on the writer's thread
 *
 * Writes many changes as one batch: all of them, with their history rows, search terms and journal
 * entries, or none. Each change is checked as by tb_session_save(). What is written is durable when
 * this returns. On any thread but the writer's.
 *
 * Errors: %TB_ERROR_INVALID, %TB_ERROR_NOT_FOUND, %TB_ERROR_CONFLICT, %TB_ERROR_FULL,
 * %TB_ERROR_LOCKED, %TB_ERROR_READ_ONLY, those of @source, %G_IO_ERROR_CANCELLED. After any of them
 * the register is as before.
 *
 * Returns: (transfer full): the batch; the empty string where nothing differed, so that nothing was
 * written
 */
char *
tb_session_commit (TbSession *self, TbBatchKind kind, const TbRecordType *type, const char *subject,
                   TbChangeSource source, gpointer source_data, guint64 expected,
                   TbProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                   GError **error)
{
  TbCommit commit = {
    .session = self,
    .kind = kind,
    .type = type,
    .subject = (char *)subject,
    .source = source,
    .source_data = source_data,
    .expected = expected,
    .progress = progress,
    .progress_data = progress_data,
  };

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (source != NULL, NULL);

  return tb_session_run_write (self, commit_in_writer, &commit, cancellable, error);
}

/**
 * tb_session_commit_async:
 * @source_free: (nullable): frees @source_data, on the caller's thread
 *
 * As tb_session_commit(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_session_commit_async (TbSession *self, TbBatchKind kind, const TbRecordType *type,
                         const char *subject, TbChangeSource source, gpointer source_data,
                         GDestroyNotify source_free, guint64 expected, TbProgressFunc progress,
                         gpointer progress_data, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  TbCommit *commit = NULL;

  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (source != NULL);

  commit = g_new0 (TbCommit, 1);
  commit->session = self;
  commit->kind = kind;
  commit->type = type;
  commit->subject = g_strdup (subject);
  commit->source = source;
  commit->source_data = source_data;
  commit->source_free = source_free;
  commit->expected = expected;
  commit->progress = progress;
  commit->progress_data = progress_data;

  tb_session_run_write_async (self, commit_in_writer, commit, (GDestroyNotify)commit_free, g_free,
                              cancellable, callback, user_data, tb_session_commit_async);
}

/**
 * tb_session_commit_finish:
 *
 * Ends tb_session_commit_async(), tb_session_save_async(), tb_session_remove_async() and
 * tb_session_undo_async().
 *
 * Returns: (transfer full): the batch, as the synchronous function gives it
 */
char *
tb_session_commit_finish (TbSession *self, GAsyncResult *result, GError **error)
{
  char *batch = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  batch = g_task_propagate_pointer (G_TASK (result), error);
  if (batch != NULL && g_async_result_is_tagged (result, tb_session_save_async))
    save_take_over (g_task_get_task_data (G_TASK (result)));

  return batch;
}

/**
 * tb_session_save:
 * @record: a new record (of version 0), or one that was loaded and then changed
 *
 * Writes one record as a batch of its own. Its type's rules are checked, what it refers to must not
 * have been removed, its version must be the present one, and the history of its values is kept.
 * Afterwards @record has the id, the version and the derived values that were stored, and may be
 * changed and saved again. On any thread but the writer's.
 *
 * Errors: %TB_ERROR_INVALID where a rule refuses it, %TB_ERROR_NOT_FOUND, %TB_ERROR_CONFLICT, and
 * those of the store.
 *
 * Returns: (transfer full): the batch; the empty string where nothing differed, so that nothing was
 * written
 */
char *
tb_session_save (TbSession *self, TbRecord *record, GCancellable *cancellable, GError **error)
{
  TbSave save;
  char *batch = NULL;

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (TB_IS_RECORD (record), NULL);

  save = save_init (self, record, get_save_op (record));
  batch = tb_session_run_write (self, save_in_writer, &save, cancellable, error);
  if (batch != NULL)
    save_take_over (&save);
  save_clear (&save);

  return batch;
}

/**
 * tb_session_save_async:
 *
 * As tb_session_save(), without waiting; @record may not be changed meanwhile. Finish with
 * tb_session_commit_finish().
 */
void
tb_session_save_async (TbSession *self, TbRecord *record, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (TB_IS_RECORD (record));

  start_save (self, record, get_save_op (record), cancellable, callback, user_data,
              tb_session_save_async);
}

/**
 * tb_session_remove:
 * @record: a record as it was loaded
 *
 * Removes a record, softly, with the rows that are its history. Refused with %TB_ERROR_CONFLICT
 * where other live records refer to it, saying how many, and where it was changed meanwhile. On any
 * thread but the writer's.
 *
 * Returns: (transfer full): the batch
 */
char *
tb_session_remove (TbSession *self, TbRecord *record, GCancellable *cancellable, GError **error)
{
  TbSave save;
  char *batch = NULL;

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (TB_IS_RECORD (record), NULL);
  g_return_val_if_fail (tb_record_get_version (record) > 0, NULL);

  save = save_init (self, record, TB_CHANGE_REMOVE);
  batch = tb_session_run_write (self, save_in_writer, &save, cancellable, error);
  save_clear (&save);

  return batch;
}

/**
 * tb_session_remove_async:
 *
 * As tb_session_remove(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_session_remove_async (TbSession *self, TbRecord *record, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (TB_IS_RECORD (record));
  g_return_if_fail (tb_record_get_version (record) > 0);

  start_save (self, record, TB_CHANGE_REMOVE, cancellable, callback, user_data,
              tb_session_remove_async);
}
