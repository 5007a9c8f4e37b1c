/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-session.h"

#include <glib/gi18n-lib.h>

#include "tb-erasure.h"
#include "tb-error.h"
#include "tb-local-codes.h"
#include "tb-session-private.h"

#define N_READERS 2

/* How often what comes in page by page is told: everything on the screen is read and laid out anew
 * each time, and a list that moves more often can hardly be read. */
#define RECEIVED_PAUSE_US G_USEC_PER_SEC

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbSession, tb_session, G_TYPE_OBJECT)

/* Under changed_mutex. */
static void
forget_changed_source (TbSession *self)
{
  if (self->changed_source != NULL)
    g_source_destroy (self->changed_source);
  g_clear_pointer (&self->changed_source, g_source_unref);
}

/* Tells of the types changed since the last time, all at once. */
static gboolean
emit_changed_cb (gpointer user_data)
{
  g_autoptr (TbSession) self = g_weak_ref_get (user_data);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  GHashTableIter iter;
  gpointer name;

  if (self == NULL)
    return G_SOURCE_REMOVE;

  g_mutex_lock (&self->changed_mutex);
  g_hash_table_iter_init (&iter, self->changed_types);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_strv_builder_add (builder, name);
      g_hash_table_iter_remove (&iter);
    }
  /* Another may have taken the place of the source that called. */
  forget_changed_source (self);
  self->changed_told_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->changed_mutex);

  names = g_strv_builder_end (builder);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, names);

  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (GWeakRef *ref)
{
  g_weak_ref_clear (ref);
  g_free (ref);
}

static GTask *
new_task (TbSession *self, gpointer data, GDestroyNotify data_free, GCancellable *cancellable,
          GAsyncReadyCallback callback, gpointer user_data, gpointer source_tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, data, data_free);
  /* What was committed stays committed: a cancellation that comes too late must not hide it. */
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

static TbSession *
new_session (const char *path, TbOpenMode mode, TbClock *clock, const char *actor)
{
  TbSession *self = g_object_new (TB_TYPE_SESSION, NULL);

  self->path = g_strdup (path);
  self->mode = mode;
  self->clock = tb_clock_ref (clock);
  self->actor = g_strdup (actor);
  self->context = g_main_context_ref_thread_default ();
  self->writer = tb_worker_new ("tb-writer", 1, path, mode, clock);
  self->readers = tb_worker_new ("tb-reader", N_READERS, path, TB_OPEN_READ, clock);

  return self;
}

static gboolean
may_write (TbSession *self, GError **error)
{
  if (self->mode != TB_OPEN_READ)
    return TRUE;

  g_set_error_literal (error, TB_ERROR, TB_ERROR_READ_ONLY,
                       _ ("The register was opened for reading only, so nothing can be changed. "
                          "Open it for writing first."));
  return FALSE;
}

/* The worker opens the database before it does its first work; making and migrating it happens
 * there. */
static gpointer
open_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const TbSession *self = data;

  return self->mode == TB_OPEN_READ || tb_erasure_clean_what_was_left (connection, error)
             ? tb_local_codes_read (connection, error)
             : NULL;
}

static void
tb_session_dispose (GObject *object)
{
  tb_session_close (TB_SESSION (object));

  G_OBJECT_CLASS (tb_session_parent_class)->dispose (object);
}

static void
tb_session_finalize (GObject *object)
{
  TbSession *self = TB_SESSION (object);

  g_clear_pointer (&self->readers, tb_worker_free);
  g_clear_pointer (&self->writer, tb_worker_free);
  g_clear_pointer (&self->own_batches, g_hash_table_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->changed_types, g_hash_table_unref);
  g_clear_pointer (&self->clock, tb_clock_unref);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->actor, g_free);
  g_clear_pointer (&self->path, g_free);
  g_mutex_clear (&self->changed_mutex);
  g_mutex_clear (&self->reason_mutex);

  G_OBJECT_CLASS (tb_session_parent_class)->finalize (object);
}

static void
tb_session_class_init (TbSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_session_dispose;
  object_class->finalize = tb_session_finalize;

  /**
   * TbSession::changed:
   * @type_names: names of the record types of which rows have changed
   *
   * After one or more commits, on the main context of the thread that opened the session.
   */
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", TB_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, G_TYPE_STRV | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
tb_session_init (TbSession *self)
{
  g_mutex_init (&self->changed_mutex);
  g_mutex_init (&self->reason_mutex);
  self->changed_types = g_hash_table_new (g_str_hash, g_str_equal);
  self->own_batches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/*< private >
 * tb_session_run_write:
 *
 * Does work on the writer's thread and waits for it. Refused with %TB_ERROR_READ_ONLY where the
 * register was opened for reading.
 */
gpointer
tb_session_run_write (TbSession *self, TbWorkerFunc func, gpointer data, GCancellable *cancellable,
                      GError **error)
{
  if (!may_write (self, error))
    return NULL;

  return tb_worker_run (self->writer, func, data, cancellable, error);
}

/*< private >
 * tb_session_run_write_async:
 *
 * The same without waiting. Everything that writes asynchronously goes through here.
 */
void
tb_session_run_write_async (TbSession *self, TbWorkerFunc func, gpointer data,
                            GDestroyNotify data_free, GDestroyNotify result_free,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data, gpointer source_tag)
{
  GTask *task = new_task (self, data, data_free, cancellable, callback, user_data, source_tag);
  g_autoptr (GError) error = NULL;

  if (!may_write (self, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  tb_worker_run_async (self->writer, task, func, result_free);
}

/* Under changed_mutex. */
static void
add_changed_types (TbSession *self, GHashTable *types)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, types);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (self->changed_types, name);
}

/* Under changed_mutex. */
static void
attach_changed_source (TbSession *self, guint delay_ms)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, self);
  self->changed_late = delay_ms > 0;
  self->changed_source
      = self->changed_late ? g_timeout_source_new (delay_ms) : g_idle_source_new ();
  g_source_set_static_name (self->changed_source, "tb_session_changed");
  g_source_set_priority (self->changed_source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->changed_source, emit_changed_cb, ref, (GDestroyNotify)weak_ref_free);
  g_source_attach (self->changed_source, self->context);
}

/* Until what was received may be told; 0 when it was quiet. Under changed_mutex. */
static guint
get_received_delay_ms (TbSession *self)
{
  const gint64 left_us = self->changed_told_us + RECEIVED_PAUSE_US - g_get_monotonic_time ();

  if (self->changed_told_us == 0 || left_us <= 0)
    return 0;
  return (guint)(left_us / 1000 + 1);
}

/* Has `changed` emitted on the session's context. On any thread. Types from several commits that
 * come before the context gets to it are told in one signal. */
static void
queue_changed (TbSession *self, GHashTable *types)
{
  if (g_hash_table_size (types) == 0)
    return;

  g_mutex_lock (&self->changed_mutex);
  add_changed_types (self, types);
  if (self->changed_source != NULL && self->changed_late)
    forget_changed_source (self);
  if (self->changed_source == NULL)
    attach_changed_source (self, 0);
  g_mutex_unlock (&self->changed_mutex);
}

/*< private >
 * tb_session_end_batch:
 * @writer: a batch in which everything has been written
 * @error: return location of an error
 *
 * Makes a batch of this session last, and has what it changed told. On the writer's thread.
 *
 * Errors: those of tb_batch_writer_commit().
 *
 * Returns: (transfer full): the batch; the empty string where nothing differed
 */
char *
tb_session_end_batch (TbSession *self, TbBatchWriter *writer, GError **error)
{
  char *batch = tb_batch_writer_commit (writer, error);

  if (batch != NULL)
    {
      g_hash_table_add (self->own_batches, g_strdup (batch));
      queue_changed (self, tb_batch_writer_get_changed_types (writer));
    }
  return batch;
}

/*< private >
 * tb_session_queue_received:
 * @types: (element-type utf8): set of names of record types; static strings
 *
 * Has `changed` emitted for what others wrote, which may come in a hail of commits: the first is
 * told at once, the others once a second. What is done here meanwhile is still told at once, with
 * them.
 */
void
tb_session_queue_received (TbSession *self, GHashTable *types)
{
  if (g_hash_table_size (types) == 0)
    return;

  g_mutex_lock (&self->changed_mutex);
  add_changed_types (self, types);
  if (self->changed_source == NULL)
    attach_changed_source (self, get_received_delay_ms (self));
  g_mutex_unlock (&self->changed_mutex);
}

/**
 * tb_session_open:
 * @path: the database
 * @mode: whether it is read, written or made
 * @clock: where the session takes time and date from
 * @actor: who works with it, as the journal will name them
 *
 * Opens a register. Errors: %TB_ERROR_DATABASE (missing, damaged, not one of ours),
 * %TB_ERROR_LOCKED, %TB_ERROR_NEWER, %TB_ERROR_READ_ONLY. On any thread; `changed` is emitted on
 * its main context.
 *
 * Returns: (transfer full): the session
 */
TbSession *
tb_session_open (const char *path, TbOpenMode mode, TbClock *clock, const char *actor,
                 GError **error)
{
  g_autoptr (TbSession) self = NULL;
  g_autoptr (GPtrArray) codes = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (clock != NULL, NULL);
  g_return_val_if_fail (actor != NULL, NULL);

  self = new_session (path, mode, clock, actor);
  codes = tb_worker_run (self->writer, open_in_writer, self, NULL, error);
  if (codes == NULL)
    return NULL;

  tb_local_codes_apply (codes);
  return g_steal_pointer (&self);
}

/**
 * tb_session_open_async:
 *
 * As tb_session_open(), without waiting for the migration of an old register. Finish with
 * tb_session_open_finish().
 */
void
tb_session_open_async (const char *path, TbOpenMode mode, TbClock *clock, const char *actor,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TbSession *self = NULL;
  GTask *task = NULL;

  g_return_if_fail (path != NULL);
  g_return_if_fail (clock != NULL);
  g_return_if_fail (actor != NULL);

  self = new_session (path, mode, clock, actor);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, tb_session_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  tb_worker_run_async (self->writer, task, open_in_writer, (GDestroyNotify)g_ptr_array_unref);
}

/**
 * tb_session_open_finish:
 *
 * Returns: (transfer full): the session; %NULL with the errors of tb_session_open()
 */
TbSession *
tb_session_open_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) codes = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  codes = g_task_propagate_pointer (G_TASK (result), error);
  if (codes == NULL)
    return NULL;

  tb_local_codes_apply (codes);
  return g_object_ref (g_task_get_task_data (G_TASK (result)));
}

/**
 * tb_session_close:
 *
 * Closes the register: finishes what is running, answers what is queued with %G_IO_ERROR_CANCELLED,
 * and waits for the database threads to end. Does nothing when it is closed already. Not on a
 * database thread.
 */
void
tb_session_close (TbSession *self)
{
  g_return_if_fail (TB_IS_SESSION (self));

  if (self->readers != NULL)
    tb_worker_stop (self->readers);
  if (self->writer != NULL)
    tb_worker_stop (self->writer);

  g_mutex_lock (&self->changed_mutex);
  forget_changed_source (self);
  g_mutex_unlock (&self->changed_mutex);
}

/**
 * tb_session_get_path:
 *
 * Returns: (transfer none): the path the register was opened by
 */
const char *
tb_session_get_path (TbSession *self)
{
  g_return_val_if_fail (TB_IS_SESSION (self), NULL);

  return self->path;
}

/**
 * tb_session_get_clock:
 *
 * Returns: (transfer none): the clock of the session
 */
TbClock *
tb_session_get_clock (TbSession *self)
{
  g_return_val_if_fail (TB_IS_SESSION (self), NULL);

  return self->clock;
}

/**
 * tb_session_read:
 * @func: what to do with a connection for reading
 * @data: (nullable): handed to @func
 *
 * Runs @func on a reader's thread and waits for it. Errors: those of @func; %G_IO_ERROR_CANCELLED.
 * On any thread but a reader's.
 *
 * Returns: (transfer full) (nullable): what @func returned
 */
gpointer
tb_session_read (TbSession *self, TbReadFunc func, gpointer data, GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  return tb_worker_run (self->readers, func, data, cancellable, error);
}

/**
 * tb_session_read_async:
 * @data: (nullable): handed to @func
 * @data_free: (nullable): frees @data, on the caller's thread
 * @result_free: (nullable): frees a result that nobody took
 *
 * Runs @func on a reader's thread; @callback is called on the main context of the calling thread.
 * Finish with tb_session_read_finish(). Errors as with tb_session_read().
 */
void
tb_session_read_async (TbSession *self, TbReadFunc func, gpointer data, GDestroyNotify data_free,
                       GDestroyNotify result_free, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (func != NULL);

  task = new_task (self, data, data_free, cancellable, callback, user_data, tb_session_read_async);
  /* Two readers do not answer in the order in which they were asked: an answer that is no longer
   * wanted would come after the one that took its place. */
  g_task_set_check_cancellable (task, TRUE);
  tb_worker_run_async (self->readers, task, func, result_free);
}

/**
 * tb_session_read_finish:
 *
 * Returns: (transfer full) (nullable): the result, of the kind that the function asked for gives
 */
gpointer
tb_session_read_finish (TbSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
