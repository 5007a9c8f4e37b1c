/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-sync-private.h"

/* The thread that exchanges as things happen, as others see it: they start and stop it, wake it and
 * ask it. What it does itself is tb_sync_live(). */

/* Ends the wait for the service. */
static void
wake_locked (TbSync *self)
{
  if (self->waiting != NULL)
    g_cancellable_cancel (self->waiting);
  g_cond_broadcast (&self->cond);
}

/*< private >
 * tb_sync_note_change:
 *
 * Something may have been changed here. On any thread.
 */
void
tb_sync_note_change (TbSync *self)
{
  g_mutex_lock (&self->mutex);
  self->is_touched = TRUE;
  wake_locked (self);
  g_mutex_unlock (&self->mutex);
}

/*< private >
 * tb_sync_offer_again:
 *
 * Something that was offered before is to be offered again. On any thread.
 */
void
tb_sync_offer_again (TbSync *self)
{
  g_mutex_lock (&self->mutex);
  self->is_touched = TRUE;
  self->is_retrying = TRUE;
  wake_locked (self);
  g_mutex_unlock (&self->mutex);
}

/*< private >
 * tb_sync_thread_start:
 *
 * Begins to exchange as things happen. On the session's thread.
 */
void
tb_sync_thread_start (TbSync *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopping = FALSE;
  self->is_live = TRUE;
  g_clear_object (&self->exchanging);
  self->exchanging = g_cancellable_new ();
  g_mutex_unlock (&self->mutex);
  self->thread = g_thread_new ("tb-sync", tb_sync_live, self);
}

/*< private >
 * tb_sync_thread_stop:
 *
 * Ends what tb_sync_thread_start() began, and waits for it. Who asked for an exchange is told that
 * it was stopped. On the session's thread.
 */
void
tb_sync_thread_stop (TbSync *self)
{
  if (self->thread == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  g_cancellable_cancel (self->exchanging);
  wake_locked (self);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->thread));

  g_mutex_lock (&self->mutex);
  self->is_live = FALSE;
  self->n_answered = self->n_asked;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static void
give_up_cb (GCancellable *cancellable, TbSync *self)
{
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* Has the thread exchange, and waits for it. */
static gboolean
ask_locked (TbSync *self, GCancellable *cancellable, GError **error)
{
  guint number = ++self->n_asked;

  wake_locked (self);
  while (self->n_answered < number && self->is_live && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cond, &self->mutex);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!self->is_live && self->answer == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           _ ("The exchange with the service was stopped."));
      return FALSE;
    }
  if (self->answer != NULL)
    {
      g_propagate_error (error, g_error_copy (self->answer));
      return FALSE;
    }
  return TRUE;
}

/* Waits until nobody else is exchanging. */
static gboolean
take_turn_locked (TbSync *self, GCancellable *cancellable, GError **error)
{
  while (self->is_exchanging && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cond, &self->mutex);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  self->is_exchanging = TRUE;
  return TRUE;
}

/*< private >
 * tb_sync_thread_ask:
 * @done: (out): where it was answered, whether everything was exchanged
 * @cancellable: (nullable): to give up
 * @error: return location of an error, where @done is %FALSE
 *
 * Has the thread exchange, and waits for it. Where there is none, waits until nobody else is
 * exchanging; the caller does it then, and says with tb_sync_thread_end_turn() that it has. On any
 * thread but that one.
 *
 * Returns: whether it was answered, by the thread or because it was given up; the caller exchanges
 * otherwise
 */
gboolean
tb_sync_thread_ask (TbSync *self, gboolean *done, GCancellable *cancellable, GError **error)
{
  gulong handler = cancellable != NULL
                       ? g_cancellable_connect (cancellable, G_CALLBACK (give_up_cb), self, NULL)
                       : 0;
  gboolean has_turn = FALSE;

  *done = FALSE;
  g_mutex_lock (&self->mutex);
  if (self->is_live)
    *done = ask_locked (self, cancellable, error);
  else
    has_turn = take_turn_locked (self, cancellable, error);
  g_mutex_unlock (&self->mutex);
  g_cancellable_disconnect (cancellable, handler);
  return !has_turn;
}

/*< private >
 * tb_sync_thread_end_turn:
 *
 * Lets others exchange; see tb_sync_thread_ask().
 */
void
tb_sync_thread_end_turn (TbSync *self)
{
  g_mutex_lock (&self->mutex);
  self->is_exchanging = FALSE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}
