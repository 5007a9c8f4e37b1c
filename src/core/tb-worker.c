/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-worker.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-priority.h"

struct _TbWorker
{
  char *path; /* (owned) */
  TbOpenMode mode;
  TbClock *clock;     /* (owned) */
  GAsyncQueue *queue; /* (owned) (element-type TbJob) */
  GPtrArray *threads; /* (owned) (element-type GThread): joined and emptied by tb_worker_stop() */
  gboolean stopping;  /* under the queue's lock */
  GMutex done_mutex;  /* guards the done of every waited-for job */
  GCond done_cond;
};

/* A piece of work. With a task it belongs to whoever handles it, else to the stack of the thread
 * that waits for it. */
typedef struct
{
  TbWorkerFunc func;          /* %NULL tells one thread to end */
  gpointer data;              /* (not owned) */
  GCancellable *cancellable;  /* (not owned) (nullable) */
  GTask *task;                /* (owned) (nullable) */
  GDestroyNotify result_free; /* (nullable) */
  gpointer result;            /* (owned) (nullable) */
  GError *error;              /* (owned) (nullable) */
  gboolean done;              /* under the worker's done_mutex */
} TbJob;

static GPrivate current_worker;

static void
tb_job_free (TbJob *job)
{
  if (job->result != NULL && job->result_free != NULL)
    job->result_free (job->result);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_free (job);
}

static gboolean
deliver_cb (gpointer user_data)
{
  TbJob *job = user_data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->result_free);

  return G_SOURCE_REMOVE;
}

/* Hands a job back. The last reference to a task must not be dropped on the worker's thread: it may
 * be all that keeps the worker's owner alive, which would then stop, and wait for, its own thread.
 * So the whole job moves over to the task's context, and the task returns there. */
static void
finish_job (TbWorker *self, TbJob *job)
{
  if (job->task != NULL)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_static_name (source, "tb_worker_deliver");
      g_source_set_priority (source, g_task_get_priority (job->task));
      g_source_set_callback (source, deliver_cb, job, (GDestroyNotify)tb_job_free);
      g_source_attach (source, g_task_get_context (job->task));
      return;
    }

  g_mutex_lock (&self->done_mutex);
  job->done = TRUE;
  g_cond_broadcast (&self->done_cond);
  g_mutex_unlock (&self->done_mutex);
}

static gboolean
is_stopping (TbWorker *self)
{
  gboolean stopping;

  g_async_queue_lock (self->queue);
  stopping = self->stopping;
  g_async_queue_unlock (self->queue);

  return stopping;
}

/* The connection is opened by the first job that needs it, so that it belongs to this thread, and
 * opened again by the next one if that failed: a register that was locked may not be any more. */
static void
run_job (TbWorker *self, TbJob *job, TbConnection **connection)
{
  if (is_stopping (self))
    {
      g_set_error_literal (&job->error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           _ ("The register was closed before this could be done."));
      return;
    }

  if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error))
    return;

  if (*connection == NULL)
    *connection = tb_connection_open (self->path, self->mode, self->clock, &job->error);
  if (*connection == NULL)
    return;

  tb_connection_set_cancellable (*connection, job->cancellable);
  job->result = job->func (*connection, job->data, job->cancellable, &job->error);
  tb_connection_set_cancellable (*connection, NULL);
}

static gpointer
thread_main (gpointer data)
{
  TbWorker *self = data;
  TbConnection *connection = NULL;

  g_private_set (&current_worker, self);
  /* Readers answer to what is on the screen. */
  if (self->mode != TB_OPEN_READ)
    tb_priority_give_way ();

  for (;;)
    {
      TbJob *job = g_async_queue_pop (self->queue);

      if (job->func == NULL)
        {
          tb_job_free (job);
          break;
        }

      run_job (self, job, &connection);
      finish_job (self, job);
      if (connection != NULL)
        tb_connection_tidy (connection);
    }

  g_clear_pointer (&connection, tb_connection_close);
  return NULL;
}

/* Queues a job unless the worker has been stopped. Decided under the queue's lock, so that no job
 * can come after the last thread has gone and wait for ever. */
static gboolean
queue_job (TbWorker *self, TbJob *job)
{
  gboolean stopping;

  g_assert (!tb_worker_is_current (self));

  g_async_queue_lock (self->queue);
  stopping = self->stopping;
  if (!stopping)
    g_async_queue_push_unlocked (self->queue, job);
  g_async_queue_unlock (self->queue);

  if (stopping)
    g_set_error_literal (&job->error, TB_ERROR, TB_ERROR_DATABASE,
                         _ ("The register has been closed. Open it again to go on."));

  return !stopping;
}

/**
 * tb_worker_new:
 * @name: name of the threads in a debugger; at most 15 bytes
 * @n_threads: how many threads
 * @path: the database
 * @mode: how each thread opens it
 * @clock: the clock handed to the connections
 *
 * Starts the threads. The database is opened by the first work done on each; that it cannot be is
 * the error of that work.
 */
TbWorker *
tb_worker_new (const char *name, guint n_threads, const char *path, TbOpenMode mode, TbClock *clock)
{
  TbWorker *self = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (n_threads > 0, NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  self = g_new0 (TbWorker, 1);
  self->path = g_strdup (path);
  self->mode = mode;
  self->clock = tb_clock_ref (clock);
  self->queue = g_async_queue_new ();
  g_mutex_init (&self->done_mutex);
  g_cond_init (&self->done_cond);

  self->threads = g_ptr_array_new ();
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (self->threads, g_thread_new (name, thread_main, self));

  return self;
}

/**
 * tb_worker_stop:
 *
 * Ends the threads: what is running is finished, what is queued is answered with
 * %G_IO_ERROR_CANCELLED, what comes later with %TB_ERROR_DATABASE. Returns when all connections are
 * closed. May be called again. Not thread-safe against itself.
 */
void
tb_worker_stop (TbWorker *self)
{
  g_return_if_fail (self != NULL);
  g_assert (!tb_worker_is_current (self));

  g_async_queue_lock (self->queue);
  self->stopping = TRUE;
  for (guint i = 0; i < self->threads->len; i++)
    g_async_queue_push_unlocked (self->queue, g_new0 (TbJob, 1));
  g_async_queue_unlock (self->queue);

  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_set_size (self->threads, 0);
}

/**
 * tb_worker_free:
 *
 * Stops the worker and frees it. Nobody may be using it.
 */
void
tb_worker_free (TbWorker *self)
{
  tb_worker_stop (self);

  g_ptr_array_unref (self->threads);
  g_async_queue_unref (self->queue);
  g_mutex_clear (&self->done_mutex);
  g_cond_clear (&self->done_cond);
  tb_clock_unref (self->clock);
  g_free (self->path);
  g_free (self);
}

/**
 * tb_worker_run:
 * @func: what to do
 * @data: handed to @func
 *
 * Does work on one of the threads and waits for it. Errors: those of @func and of opening the
 * database; %G_IO_ERROR_CANCELLED where @cancellable was cancelled before it began.
 *
 * Returns: (transfer full) (nullable): what @func returned
 */
gpointer
tb_worker_run (TbWorker *self, TbWorkerFunc func, gpointer data, GCancellable *cancellable,
               GError **error)
{
  TbJob job = { .func = func, .data = data, .cancellable = cancellable };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  if (queue_job (self, &job))
    {
      g_mutex_lock (&self->done_mutex);
      while (!job.done)
        g_cond_wait (&self->done_cond, &self->done_mutex);
      g_mutex_unlock (&self->done_mutex);
    }

  if (job.error != NULL)
    {
      g_assert (job.result == NULL);
      g_propagate_error (error, job.error);
    }
  return job.result;
}

/**
 * tb_worker_run_async:
 * @task: (transfer full): answered on its own context with what @func returns; its task data is
 * handed to @func, and it must not be touched until then
 * @func: what to do
 * @result_free: (nullable): frees a result that nobody took
 *
 * Does work on one of the threads without waiting for it. Errors as with tb_worker_run().
 */
void
tb_worker_run_async (TbWorker *self, GTask *task, TbWorkerFunc func, GDestroyNotify result_free)
{
  TbJob *job = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  job = g_new0 (TbJob, 1);
  job->func = func;
  job->data = g_task_get_task_data (task);
  job->cancellable = g_task_get_cancellable (task);
  job->task = task;
  job->result_free = result_free;

  if (!queue_job (self, job))
    finish_job (self, job);
}

/**
 * tb_worker_is_current:
 *
 * Whether the calling thread is one of this worker's.
 */
gboolean
tb_worker_is_current (TbWorker *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_private_get (&current_worker) == self;
}
