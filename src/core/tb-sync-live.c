/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-priority.h"
#include "tb-session-private.h"
#include "tb-sync-private.h"
#include "tb-sync-stage.h"

/* How long the service is asked to wait for something new. */
#define WAIT_SECONDS 60

/* A service that is being looked after does not wait, and says at once that nothing is new. It is
 * not asked more often than that. */
#define SHORTEST_WAIT_US (5 * G_TIME_SPAN_SECOND)

/* After a change here, for those that follow it at once. */
#define DEBOUNCE_US (2 * G_TIME_SPAN_SECOND)

/* Between tries while the service cannot be reached: doubled each time. */
#define FIRST_DELAY_SECONDS 5
#define LAST_DELAY_SECONDS (15 * 60)

/* The thread that exchanges as things happen. */
typedef struct
{
  TbSync *sync;     /* (not owned): waits for the thread before it goes */
  TbSyncLink link;  /* empty until an exchange is begun */
  guint n_failures; /* since the last success */
} Live;

/* Takes notice of what the thread was asked for; gives what is to be answered then. */
static guint
begin_exchange (TbSync *sync, GCancellable **cancellable)
{
  guint n_asked;

  g_mutex_lock (&sync->mutex);
  n_asked = sync->n_asked;
  sync->is_touched = FALSE;
  g_set_object (cancellable, sync->exchanging);
  g_mutex_unlock (&sync->mutex);
  return n_asked;
}

static void
answer (TbSync *sync, guint n_asked, const GError *error)
{
  g_mutex_lock (&sync->mutex);
  sync->n_answered = n_asked;
  g_clear_error (&sync->answer);
  sync->answer = error != NULL ? g_error_copy (error) : NULL;
  g_cond_broadcast (&sync->cond);
  g_mutex_unlock (&sync->mutex);
}

/* Doubled with each failure, never the same for all desks, and never sooner than the service
 * asks. */
static guint
choose_delay (Live *self)
{
  guint shift = MIN (self->n_failures, 8);
  guint seconds = MIN (FIRST_DELAY_SECONDS << shift, LAST_DELAY_SECONDS);
  guint asked = self->link.peer != NULL ? tb_sync_peer_get_retry_after (self->link.peer) : 0;

  return MAX ((guint)g_random_int_range (seconds / 2 + 1, (int)seconds + 1), asked);
}

static gboolean
is_stopping (TbSync *sync)
{
  gboolean stopping;

  g_mutex_lock (&sync->mutex);
  stopping = sync->is_stopping;
  g_mutex_unlock (&sync->mutex);
  return stopping;
}

typedef enum
{
  ASKED,
  ASKED_OR_CHANGED,
} Wake;

/* Until something is asked for, or changed here where that wakes it, or @us have passed; for ever
 * with a negative number. Gives whether the thread is to go on. */
static gboolean
sleep_until (TbSync *sync, Wake wake, gint64 us)
{
  gint64 end = us >= 0 ? g_get_monotonic_time () + us : 0;
  gboolean go_on;

  g_mutex_lock (&sync->mutex);
  while (!sync->is_stopping && sync->n_asked == sync->n_answered
         && (wake == ASKED || !sync->is_touched))
    {
      if (us < 0)
        g_cond_wait (&sync->cond, &sync->mutex);
      else if (!g_cond_wait_until (&sync->cond, &sync->mutex, end))
        break;
    }
  go_on = !sync->is_stopping;
  g_mutex_unlock (&sync->mutex);
  return go_on;
}

static gpointer
count_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *count = data;

  return tb_sync_count_unstaged (connection, count, error) ? data : NULL;
}

/* What came from elsewhere changes records, too, and is nothing to be told. */
static gboolean
has_something_to_tell (TbSync *sync)
{
  gint64 count = 0;

  return tb_session_read (sync->session, count_in_reader, &count, NULL, NULL) == NULL || count > 0;
}

static gboolean
is_woken (TbSync *sync, gboolean *is_asked)
{
  gboolean is_touched;

  g_mutex_lock (&sync->mutex);
  *is_asked = sync->n_asked != sync->n_answered || sync->is_stopping;
  is_touched = sync->is_touched;
  g_mutex_unlock (&sync->mutex);
  return *is_asked || is_touched;
}

/* Waits for the service to have something new, and not for shorter than it should where it has not.
 * What is changed here, or asked for, ends it. */
static gboolean
wait_for_service (Live *self, gboolean *changed, GCancellable *cancellable, GError **error)
{
  gint64 begin = g_get_monotonic_time ();
  gint64 left;

  if (!tb_replicator_wait (self->link.replicator, WAIT_SECONDS, changed, cancellable, error))
    return FALSE;
  left = begin + SHORTEST_WAIT_US - g_get_monotonic_time ();
  if (!*changed && left > 0)
    sleep_until (self->sync, ASKED_OR_CHANGED, left);
  return TRUE;
}

/* Waits for something to do. Fails where the service is gone. */
static gboolean
wait_for_something (Live *self, GError **error)
{
  TbSync *sync = self->sync;

  for (;;)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) local_error = NULL;
      gboolean changed = FALSE, is_asked, waited;

      g_mutex_lock (&sync->mutex);
      g_set_object (&sync->waiting, cancellable);
      g_mutex_unlock (&sync->mutex);

      if (!is_woken (sync, &is_asked))
        {
          waited = wait_for_service (self, &changed, cancellable, &local_error);
          if (!waited && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
        }

      if (changed)
        return TRUE;
      if (!is_woken (sync, &is_asked))
        continue;
      if (is_asked || !sleep_until (sync, ASKED, DEBOUNCE_US))
        return TRUE;

      g_mutex_lock (&sync->mutex);
      is_asked = sync->n_asked != sync->n_answered || sync->is_retrying;
      sync->is_touched = FALSE;
      sync->is_retrying = FALSE;
      g_mutex_unlock (&sync->mutex);
      if (is_asked || has_something_to_tell (sync))
        return TRUE;
      tb_sync_recount (sync);
    }
}

/* One exchange; gives whether all went well. */
static gboolean
exchange_once (Live *self, GError **error)
{
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GError) local_error = NULL;
  guint n_asked = begin_exchange (self->sync, &cancellable);
  gboolean done;

  done = (self->link.replicator != NULL
          || tb_sync_link_open (&self->link, self->sync, cancellable, &local_error))
         && tb_sync_exchange (self->sync, &self->link, cancellable, &local_error);
  answer (self->sync, n_asked, local_error);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return done;
}

/* Until it is tried again, or a person has done something. */
static gboolean
rest (Live *self, const GError *error)
{
  TbSyncState state = tb_sync_state_of_error (error);
  guint seconds = choose_delay (self);

  self->n_failures++;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return sleep_until (self->sync, ASKED, 0);

  tb_sync_publish_failure (self->sync, error);
  tb_sync_recount (self->sync);
  if (state == TB_SYNC_WAITING)
    return sleep_until (self->sync, ASKED, (gint64)seconds * G_USEC_PER_SEC);

  /* Whatever a person does, the password or the account may be another one then. */
  tb_sync_link_clear (&self->link);
  return sleep_until (self->sync, ASKED, -1);
}

/*< private >
 * tb_sync_live:
 * @data: a #TbSync, which waits for the thread to end
 *
 * The thread that exchanges as things happen.
 */
gpointer
tb_sync_live (gpointer data)
{
  Live self = { .sync = data };
  g_autoptr (GMainContext) context = g_main_context_new ();
  gboolean go_on = TRUE;

  tb_priority_give_way ();
  g_main_context_push_thread_default (context);
  while (go_on)
    {
      g_autoptr (GError) error = NULL;

      if (exchange_once (&self, &error))
        {
          self.n_failures = 0;
          if (wait_for_something (&self, &error))
            {
              go_on = !is_stopping (self.sync);
              continue;
            }
        }
      go_on = rest (&self, error);
    }

  tb_sync_link_clear (&self.link);
  g_main_context_pop_thread_default (context);
  return NULL;
}
