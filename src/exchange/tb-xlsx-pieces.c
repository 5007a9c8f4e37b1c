/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-pieces.h"

/* Pieces that wait at most; libarchive's have 256 kB. */
#define MAX_WAITING 8

/* What the thread that unpacks and the one that reads share. */
typedef struct
{
  TbXlsxPieceFunc next; /* the thread's */
  gpointer source;      /* (not owned): the thread's */

  GMutex lock;
  GCond changed;
  GQueue waiting;   /* (element-type GBytes): guarded by lock */
  gboolean stopped; /* whether nobody wants any more; guarded by lock */
  gboolean ended;   /* whether there will be no more; guarded by lock */
  GError *error;    /* (owned) (nullable): why it ended too early; guarded by lock */
} Ahead;

/* Returns whether more is wanted. */
static gboolean
put (Ahead *self, const void *data, gsize length)
{
  GBytes *piece = g_bytes_new (data, length);
  gboolean wanted;

  g_mutex_lock (&self->lock);
  while (!self->stopped && g_queue_get_length (&self->waiting) >= MAX_WAITING)
    g_cond_wait (&self->changed, &self->lock);
  g_queue_push_tail (&self->waiting, piece);
  wanted = !self->stopped;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  return wanted;
}

static gpointer
unpack_main (gpointer data)
{
  Ahead *self = data;
  GError *error = NULL;
  const void *piece;
  gsize length;

  while (self->next (self->source, &piece, &length, &error) && length > 0)
    if (!put (self, piece, length))
      break;

  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  self->error = error;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* The next piece; NULL at the end, or with @error set. */
static GBytes *
take (Ahead *self, GError **error)
{
  GBytes *piece;

  g_mutex_lock (&self->lock);
  while (!self->ended && g_queue_is_empty (&self->waiting))
    g_cond_wait (&self->changed, &self->lock);
  piece = g_queue_pop_head (&self->waiting);
  if (piece == NULL && self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  return piece;
}

static gboolean
pass_all (Ahead *self, TbXlsxPartFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean done = FALSE;

  while (!done)
    {
      g_autoptr (GBytes) piece = take (self, &local_error);
      const char *data;
      gsize length;

      if (piece == NULL)
        break;
      data = g_bytes_get_data (piece, &length);
      if (!func (data, length, &done, user_data, error))
        return FALSE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/*
 * tb_xlsx_pieces_pass:
 * @next: unpacks the next piece
 * @source: for @next
 * @func: what reads it
 * @user_data: for @func
 * @error: return location
 *
 * Passes a part on, piece by piece. Errors: those of both functions.
 *
 * Returns: %FALSE with @error set
 */
gboolean
tb_xlsx_pieces_pass (TbXlsxPieceFunc next, gpointer source, TbXlsxPartFunc func, gpointer user_data,
                     GError **error)
{
  gboolean done = FALSE;

  while (!done)
    {
      const void *data;
      gsize length;

      if (!next (source, &data, &length, error))
        return FALSE;
      if (length == 0)
        break;
      if (!func (data, length, &done, user_data, error))
        return FALSE;
    }
  return TRUE;
}

/*
 * tb_xlsx_pieces_pass_ahead:
 *
 * As tb_xlsx_pieces_pass(), with @next on a thread of its own, some pieces ahead of @func, which is
 * called on this one.
 */
gboolean
tb_xlsx_pieces_pass_ahead (TbXlsxPieceFunc next, gpointer source, TbXlsxPartFunc func,
                           gpointer user_data, GError **error)
{
  Ahead self = { .next = next, .source = source };
  GThread *thread;
  gboolean passed;

  g_mutex_init (&self.lock);
  g_cond_init (&self.changed);
  g_queue_init (&self.waiting);
  thread = g_thread_new ("tb-xlsx-unpack", unpack_main, &self);

  passed = pass_all (&self, func, user_data, error);

  g_mutex_lock (&self.lock);
  self.stopped = TRUE;
  g_cond_signal (&self.changed);
  g_mutex_unlock (&self.lock);
  g_thread_join (thread);
  g_queue_clear_full (&self.waiting, (GDestroyNotify)g_bytes_unref);
  g_clear_error (&self.error);
  g_mutex_clear (&self.lock);
  g_cond_clear (&self.changed);
  return passed;
}
