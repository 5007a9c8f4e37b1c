/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-priority.h"
#include "tb-sync-private.h"

/* The asynchronous twins. Most wait for a network or a keyring, and none is database work that
 * could not wait for its turn there, so each runs on a thread of its own. */

typedef struct _Call Call;

struct _Call
{
  gpointer (*func) (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error);
  GDestroyNotify result_free; /* (nullable) */
  TbSyncAccount *account;     /* (owned) (nullable) */
  TbCredentials *credentials; /* (owned) (nullable): the password only */
  gint64 number;
  TbSyncChoice choice;
  char *typed;             /* (owned) (nullable) */
  TbProgressFunc progress; /* (nullable): told on the caller's thread */
  gpointer progress_data;
  gboolean gives_way; /* whether it computes for long, while somebody works on in the window */
  GTask *task;        /* (not owned): this call */
  gpointer result;    /* (owned) (nullable): until it is given */
  GError *error;      /* (owned) (nullable): as result */
};

#define DONE GINT_TO_POINTER (TRUE)

static void
call_free (Call *self)
{
  tb_sync_account_free (self->account);
  g_clear_pointer (&self->credentials, tb_credentials_unref);
  g_free (self->typed);
  g_free (self);
}

/* On the thread that called. */
static gboolean
answer_cb (gpointer data)
{
  GTask *task = data;
  Call *call = g_task_get_task_data (task);

  if (call->error != NULL)
    g_task_return_error (task, g_steal_pointer (&call->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&call->result), call->result_free);
  return G_SOURCE_REMOVE;
}

/* Hands the call back with its answer, so that this thread is never the last to hold the sync. */
static gpointer
run_in_thread (gpointer data)
{
  GTask *task = data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GSource) source = g_idle_source_new ();

  if (call->gives_way)
    tb_priority_give_way ();
  call->result = call->func (g_task_get_source_object (task), call, g_task_get_cancellable (task),
                             &call->error);

  g_source_set_static_name (source, "tb_sync_call");
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, answer_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
  return NULL;
}

static void
start (TbSync *self, const Call *call, GCancellable *cancellable, GAsyncReadyCallback callback,
       gpointer user_data, gpointer source_tag)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Call *kept = g_memdup2 (call, sizeof *call);

  kept->task = task;
  g_task_set_source_tag (task, source_tag);
  /* What was done is done: a cancellation that comes too late must not hide it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, kept, (GDestroyNotify)call_free);
  g_thread_unref (g_thread_new ("tb-sync-call", run_in_thread, g_object_ref (task)));
}

static gpointer
finish (TbSync *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static TbCredentials *
keep_password (const char *password)
{
  return password != NULL ? tb_credentials_new ("", password) : NULL;
}

static const char *
get_password (const Call *call)
{
  return call->credentials != NULL ? tb_credentials_get_password (call->credentials) : NULL;
}

static gpointer
connect (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_connect (sync, call->account, get_password (call), cancellable, error);
}

static gpointer
set_up (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_set_up (sync, call->account, get_password (call), cancellable, error) ? DONE
                                                                                       : NULL;
}

static gpointer
disconnect (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_disconnect (sync, cancellable, error) ? DONE : NULL;
}

static gpointer
now (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_now (sync, cancellable, error) ? DONE : NULL;
}

static gpointer
get_status (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_get_status (sync, cancellable, error);
}

static gpointer
list_reviews (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_list_reviews (sync, call->number != 0, cancellable, error);
}

static gpointer
list_refused (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_list_refused (sync, cancellable, error);
}

static gpointer
list_held (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_list_held (sync, cancellable, error);
}

static gpointer
read_review (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_read_review (sync, call->number, cancellable, error);
}

static gpointer
resolve (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_resolve (sync, call->number, call->choice, call->typed, cancellable, error);
}

static gpointer
retry_refused (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_retry_refused (sync, call->number, cancellable, error) ? DONE : NULL;
}

/* How far a call is, on its way to the thread that made it. */
typedef struct
{
  GTask *task; /* (owned) */
  guint64 done;
  guint64 total;
} Telling;

static void
telling_free (Telling *self)
{
  g_object_unref (self->task);
  g_free (self);
}

static gboolean
told_cb (gpointer data)
{
  const Telling *telling = data;
  const Call *call = g_task_get_task_data (telling->task);

  /* Whoever has the answer asks no more. */
  if (!g_task_get_completed (telling->task))
    call->progress (telling->done, telling->total, call->progress_data);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  const Call *call = data;
  Telling *telling = g_new0 (Telling, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  telling->task = g_object_ref (call->task);
  telling->done = done;
  telling->total = total;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, told_cb, telling, (GDestroyNotify)telling_free);
  g_source_attach (source, g_task_get_context (call->task));
}

static gpointer
fetch_file (TbSync *sync, const Call *call, GCancellable *cancellable, GError **error)
{
  return tb_sync_fetch_file (sync, call->typed, call->progress != NULL ? progress_cb : NULL,
                             (gpointer)call, cancellable, error)
             ? DONE
             : NULL;
}

/**
 * tb_sync_connect_async:
 *
 * As tb_sync_connect(), without waiting. Finish with tb_sync_connect_finish().
 */
void
tb_sync_connect_async (TbSync *self, const TbSyncAccount *account, const char *password,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Call call = { .func = connect, .result_free = (GDestroyNotify)tb_sync_offer_free };

  g_return_if_fail (TB_IS_SYNC (self));
  g_return_if_fail (account != NULL && password != NULL);

  call.account = tb_sync_account_copy (account);
  call.credentials = keep_password (password);
  start (self, &call, cancellable, callback, user_data, tb_sync_connect_async);
}

/**
 * tb_sync_connect_finish:
 *
 * Returns: (transfer full): as tb_sync_connect()
 */
TbSyncOffer *
tb_sync_connect_finish (TbSync *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * tb_sync_set_up_async:
 *
 * As tb_sync_set_up(), without waiting. Finish with tb_sync_set_up_finish().
 */
void
tb_sync_set_up_async (TbSync *self, const TbSyncAccount *account, const char *password,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Call call = { .func = set_up };

  g_return_if_fail (TB_IS_SYNC (self));
  g_return_if_fail (account != NULL);

  call.account = tb_sync_account_copy (account);
  call.credentials = keep_password (password);
  start (self, &call, cancellable, callback, user_data, tb_sync_set_up_async);
}

/**
 * tb_sync_set_up_finish:
 *
 * Returns: as tb_sync_set_up()
 */
gboolean
tb_sync_set_up_finish (TbSync *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error) != NULL;
}

/**
 * tb_sync_disconnect_async:
 *
 * As tb_sync_disconnect(), without waiting. Finish with tb_sync_disconnect_finish().
 */
void
tb_sync_disconnect_async (TbSync *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Call call = { .func = disconnect };

  g_return_if_fail (TB_IS_SYNC (self));

  start (self, &call, cancellable, callback, user_data, tb_sync_disconnect_async);
}

/**
 * tb_sync_disconnect_finish:
 *
 * Returns: as tb_sync_disconnect()
 */
gboolean
tb_sync_disconnect_finish (TbSync *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error) != NULL;
}

/**
 * tb_sync_now_async:
 *
 * As tb_sync_now(), without waiting. Finish with tb_sync_now_finish().
 */
void
tb_sync_now_async (TbSync *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  Call call = { .func = now, .gives_way = TRUE };

  g_return_if_fail (TB_IS_SYNC (self));

  start (self, &call, cancellable, callback, user_data, tb_sync_now_async);
}

/**
 * tb_sync_now_finish:
 *
 * Returns: as tb_sync_now()
 */
gboolean
tb_sync_now_finish (TbSync *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error) != NULL;
}

/**
 * tb_sync_get_status_async:
 *
 * As tb_sync_get_status(), without waiting. Finish with tb_sync_get_status_finish().
 */
void
tb_sync_get_status_async (TbSync *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Call call = { .func = get_status, .result_free = (GDestroyNotify)tb_sync_status_free };

  g_return_if_fail (TB_IS_SYNC (self));

  start (self, &call, cancellable, callback, user_data, tb_sync_get_status_async);
}

/**
 * tb_sync_get_status_finish:
 *
 * Returns: (transfer full): as tb_sync_get_status()
 */
TbSyncStatus *
tb_sync_get_status_finish (TbSync *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * tb_sync_list_reviews_async:
 *
 * As tb_sync_list_reviews(), without waiting. Finish with tb_sync_list_finish().
 */
void
tb_sync_list_reviews_async (TbSync *self, gboolean only_open, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  Call call = {
    .func = list_reviews,
    .result_free = (GDestroyNotify)g_ptr_array_unref,
    .number = only_open,
  };

  g_return_if_fail (TB_IS_SYNC (self));

  start (self, &call, cancellable, callback, user_data, tb_sync_list_reviews_async);
}

/**
 * tb_sync_list_refused_async:
 *
 * As tb_sync_list_refused(), without waiting. Finish with tb_sync_list_finish().
 */
void
tb_sync_list_refused_async (TbSync *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Call call = { .func = list_refused, .result_free = (GDestroyNotify)g_ptr_array_unref };

  g_return_if_fail (TB_IS_SYNC (self));

  start (self, &call, cancellable, callback, user_data, tb_sync_list_refused_async);
}

/**
 * tb_sync_list_held_async:
 *
 * As tb_sync_list_held(), without waiting. Finish with tb_sync_list_finish().
 */
void
tb_sync_list_held_async (TbSync *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Call call = { .func = list_held, .result_free = (GDestroyNotify)g_ptr_array_unref };

  g_return_if_fail (TB_IS_SYNC (self));

  start (self, &call, cancellable, callback, user_data, tb_sync_list_held_async);
}

/**
 * tb_sync_list_finish:
 *
 * Returns: (transfer full): the list that was asked for
 */
GPtrArray *
tb_sync_list_finish (TbSync *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * tb_sync_read_review_async:
 *
 * As tb_sync_read_review(), without waiting. Finish with tb_sync_read_review_finish().
 */
void
tb_sync_read_review_async (TbSync *self, gint64 number, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  Call call = {
    .func = read_review,
    .result_free = (GDestroyNotify)tb_sync_review_free,
    .number = number,
  };

  g_return_if_fail (TB_IS_SYNC (self));

  start (self, &call, cancellable, callback, user_data, tb_sync_read_review_async);
}

/**
 * tb_sync_read_review_finish:
 *
 * Returns: (transfer full): as tb_sync_read_review()
 */
TbSyncReview *
tb_sync_read_review_finish (TbSync *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * tb_sync_resolve_async:
 *
 * As tb_sync_resolve(), without waiting. Finish with tb_sync_resolve_finish().
 */
void
tb_sync_resolve_async (TbSync *self, gint64 number, TbSyncChoice choice, const char *typed,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Call call = {
    .func = resolve,
    .result_free = g_free,
    .number = number,
    .choice = choice,
  };

  g_return_if_fail (TB_IS_SYNC (self));

  call.typed = g_strdup (typed);
  start (self, &call, cancellable, callback, user_data, tb_sync_resolve_async);
}

/**
 * tb_sync_resolve_finish:
 *
 * Returns: (transfer full): as tb_sync_resolve()
 */
char *
tb_sync_resolve_finish (TbSync *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * tb_sync_retry_refused_async:
 *
 * As tb_sync_retry_refused(), without waiting. Finish with tb_sync_retry_refused_finish().
 */
void
tb_sync_retry_refused_async (TbSync *self, gint64 number, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  Call call = { .func = retry_refused, .number = number };

  g_return_if_fail (TB_IS_SYNC (self));

  start (self, &call, cancellable, callback, user_data, tb_sync_retry_refused_async);
}

/**
 * tb_sync_retry_refused_finish:
 *
 * Returns: as tb_sync_retry_refused()
 */
gboolean
tb_sync_retry_refused_finish (TbSync *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error) != NULL;
}

/**
 * tb_sync_fetch_file_async:
 * @progress: (nullable): told how many bytes are there, on the calling thread, and not after
 * @callback
 * @progress_data: for @progress
 *
 * As tb_sync_fetch_file(), without waiting. Finish with tb_sync_fetch_file_finish().
 */
void
tb_sync_fetch_file_async (TbSync *self, const char *sha256, TbProgressFunc progress,
                          gpointer progress_data, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  Call call = { .func = fetch_file, .progress = progress, .progress_data = progress_data };

  g_return_if_fail (TB_IS_SYNC (self));
  g_return_if_fail (sha256 != NULL);

  call.typed = g_strdup (sha256);
  start (self, &call, cancellable, callback, user_data, tb_sync_fetch_file_async);
}

/**
 * tb_sync_fetch_file_finish:
 *
 * Returns: as tb_sync_fetch_file()
 */
gboolean
tb_sync_fetch_file_finish (TbSync *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error) != NULL;
}
