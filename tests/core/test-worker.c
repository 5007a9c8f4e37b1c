/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-error.h"
#include "tb-test.h"
#include "tb-worker.h"

typedef struct
{
  TbClock *clock;   /* (owned) */
  TbWorker *worker; /* (owned) (nullable) */
} WorkerTest;

/* A place where threads meet. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  guint n_arrived;
  gboolean open;
} Gate;

static void
set_up (WorkerTest *test, gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path ("registry.db");

  test->clock = tb_test_clock_new ();
  test->worker
      = tb_worker_new ("tb-test", GPOINTER_TO_UINT (data), path, TB_OPEN_CREATE, test->clock);
}

static void
tear_down (WorkerTest *test, gconstpointer data)
{
  g_clear_pointer (&test->worker, tb_worker_free);
  g_clear_pointer (&test->clock, tb_clock_unref);
}

/* Says that it has arrived, and waits until the gate is opened. */
static gpointer
wait_at_gate (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  gate->n_arrived++;
  g_cond_broadcast (&gate->cond);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);

  return connection;
}

static void
wait_for_arrivals (Gate *gate, guint n_arrived)
{
  g_mutex_lock (&gate->mutex);
  while (gate->n_arrived < n_arrived)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

static gpointer
give_thread (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_nonnull (connection);
  return g_thread_self ();
}

static gpointer
fail (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID, "As was asked for.");
  return NULL;
}

static gpointer
never_run (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_not_reached ();
}

static GTask *
start (TbWorker *worker, TbWorkerFunc func, gpointer data, GCancellable *cancellable,
       GAsyncResult **result)
{
  GTask *task = g_task_new (NULL, cancellable, tb_test_store_result, result);

  g_task_set_task_data (task, data, NULL);
  tb_worker_run_async (worker, g_object_ref (task), func, NULL);

  return task;
}

static void
test_sync (WorkerTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer first = tb_worker_run (test->worker, give_thread, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (first != g_thread_self ());
  g_assert_true (tb_worker_run (test->worker, give_thread, NULL, NULL, &error) == first);
  g_assert_false (tb_worker_is_current (test->worker));

  g_assert_null (tb_worker_run (test->worker, fail, NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
}

static void
test_async (WorkerTest *test, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) failure = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = start (test->worker, give_thread, NULL, NULL, &result);
  g_autoptr (GTask) failing = start (test->worker, fail, NULL, NULL, &failure);

  tb_test_wait_until (result != NULL && failure != NULL);
  g_assert_nonnull (g_task_propagate_pointer (G_TASK (result), &error));
  g_assert_no_error (error);
  g_assert_null (g_task_propagate_pointer (G_TASK (failure), &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
}

/* Both threads are at work at once, each with a connection of its own. */
static void
test_two_threads (WorkerTest *test, gconstpointer data)
{
  Gate gate = { 0 };
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GTask) first_task = start (test->worker, wait_at_gate, &gate, NULL, &first);
  g_autoptr (GTask) second_task = start (test->worker, wait_at_gate, &gate, NULL, &second);

  wait_for_arrivals (&gate, 2);
  open_gate (&gate);
  tb_test_wait_until (first != NULL && second != NULL);
  g_assert_true (g_task_propagate_pointer (G_TASK (first), NULL)
                 != g_task_propagate_pointer (G_TASK (second), NULL));
}

/* What was cancelled while it was queued is not begun. */
static void
test_cancel_queued (WorkerTest *test, gconstpointer data)
{
  Gate gate = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (GAsyncResult) queued = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = start (test->worker, wait_at_gate, &gate, NULL, &running);
  g_autoptr (GTask) queued_task = start (test->worker, never_run, NULL, cancellable, &queued);

  wait_for_arrivals (&gate, 1);
  g_cancellable_cancel (cancellable);
  open_gate (&gate);
  tb_test_wait_until (running != NULL && queued != NULL);
  g_assert_null (g_task_propagate_pointer (G_TASK (queued), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_nonnull (g_task_propagate_pointer (G_TASK (running), NULL));
}

typedef struct
{
  guint n_refused;   /* answered that the worker is stopping */
  guint n_cancelled; /* answered by its stopping */
} Answers;

static void
count_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answers *answers = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (g_task_propagate_pointer (G_TASK (result), &error));
  if (g_error_matches (error, TB_ERROR, TB_ERROR_DATABASE))
    answers->n_refused++;
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      answers->n_cancelled++;
    }
}

static gpointer
stop_worker (gpointer data)
{
  tb_worker_stop (data);
  return NULL;
}

/* Stopping finishes what runs, answers what is queued, and refuses what comes later. */
static void
test_stop (WorkerTest *test, gconstpointer data)
{
  Gate gate = { 0 };
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (GAsyncResult) queued = NULL;
  Answers answers = { 0 };
  guint n_late = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = start (test->worker, wait_at_gate, &gate, NULL, &running);
  g_autoptr (GTask) queued_task = start (test->worker, never_run, NULL, NULL, &queued);
  GThread *stopper = NULL;

  wait_for_arrivals (&gate, 1);
  stopper = g_thread_new ("stopper", stop_worker, test->worker);

  /* Once it is stopping, work is refused at once; until then it is queued, and answered when it
   * stops. The gate stays shut until it is. */
  while (answers.n_refused == 0)
    {
      tb_worker_run_async (test->worker, g_task_new (NULL, NULL, count_answer_cb, &answers),
                           never_run, NULL);
      n_late++;
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_thread_yield ();
    }
  open_gate (&gate);
  g_thread_join (stopper);

  tb_test_wait_until (running != NULL && queued != NULL
                      && answers.n_refused + answers.n_cancelled == n_late);
  g_assert_nonnull (g_task_propagate_pointer (G_TASK (running), &error));
  g_assert_no_error (error);
  g_assert_null (g_task_propagate_pointer (G_TASK (queued), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_null (tb_worker_run (test->worker, never_run, NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_DATABASE);
}

/* That the database cannot be opened is the error of the work. */
static void
test_cannot_open (void)
{
  g_autoptr (TbClock) clock = tb_test_clock_new ();
  g_autofree char *path = tb_test_dup_path ("missing.db");
  g_autoptr (TbWorker) worker = tb_worker_new ("tb-test", 1, path, TB_OPEN_WRITE, clock);
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_worker_run (worker, never_run, NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_DATABASE);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add ("/worker/sync", WorkerTest, GUINT_TO_POINTER (1), set_up, test_sync, tear_down);
  g_test_add ("/worker/async", WorkerTest, GUINT_TO_POINTER (1), set_up, test_async, tear_down);
  g_test_add ("/worker/two-threads", WorkerTest, GUINT_TO_POINTER (2), set_up, test_two_threads,
              tear_down);
  g_test_add ("/worker/cancel-queued", WorkerTest, GUINT_TO_POINTER (1), set_up, test_cancel_queued,
              tear_down);
  g_test_add ("/worker/stop", WorkerTest, GUINT_TO_POINTER (1), set_up, test_stop, tear_down);
  g_test_add_func ("/worker/cannot-open", test_cannot_open);

  return tb_test_run ();
}
