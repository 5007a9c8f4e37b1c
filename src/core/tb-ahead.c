/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-ahead.h"

/* Things that change hands at once, so that neither thread waits for each one. */
#define CHUNK_THINGS 128

/* Chunks that lie ready at most. */
#define MAX_READY 8

struct _TbAhead
{
  TbAheadFunc make;
  gpointer data; /* (not owned) */
  GDestroyNotify free_thing;
  GThread *thread; /* (owned) */

  GMutex lock;
  GCond changed;
  GQueue ready;     /* (element-type GPtrArray): guarded by lock */
  GQueue used;      /* (element-type GPtrArray): guarded by lock */
  gboolean stopped; /* whether nobody wants any more; guarded by lock */
  gboolean ended;   /* whether there will be no more; guarded by lock */
  GError *error;    /* (owned) (nullable): why it ended too early; guarded by lock */

  GPtrArray *chunk; /* (owned) (nullable): being handed out */
  guint position;   /* in chunk */
};

/* Puts @chunk where it is taken from; waits while enough is there. Returns whether more is wanted.
 * What was used is freed here: memory that one thread takes and another gives back makes both wait
 * for each other. */
static gboolean
hand_over (TbAhead *self, GPtrArray *chunk)
{
  GPtrArray *used;
  gboolean wanted;

  g_mutex_lock (&self->lock);
  while (!self->stopped && g_queue_get_length (&self->ready) >= MAX_READY)
    g_cond_wait (&self->changed, &self->lock);
  g_queue_push_tail (&self->ready, chunk);
  wanted = !self->stopped;
  used = g_queue_pop_head (&self->used);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);

  g_clear_pointer (&used, g_ptr_array_unref);
  return wanted;
}

static void
end (TbAhead *self, GError *error)
{
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  self->error = error;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gpointer
ahead_main (gpointer data)
{
  TbAhead *self = data;
  g_autoptr (GPtrArray) chunk = g_ptr_array_new_full (CHUNK_THINGS, self->free_thing);
  g_autoptr (GError) error = NULL;
  gpointer thing;

  while ((thing = self->make (self->data, &error)) != NULL)
    {
      g_ptr_array_add (chunk, thing);
      if (chunk->len < CHUNK_THINGS)
        continue;
      if (!hand_over (self, g_steal_pointer (&chunk)))
        return NULL;
      chunk = g_ptr_array_new_full (CHUNK_THINGS, self->free_thing);
    }

  hand_over (self, g_steal_pointer (&chunk));
  end (self, g_steal_pointer (&error));
  return NULL;
}

/**
 * tb_ahead_new:
 * @name: of the thread, at most 15 letters
 * @make: makes the things
 * @data: what it is called with; it and what it leads to are the thread's until tb_ahead_free()
 * @free_thing: frees a thing, on either thread
 *
 * Begins to make things.
 *
 * Returns: (transfer full): what gives them
 */
TbAhead *
tb_ahead_new (const char *name, TbAheadFunc make, gpointer data, GDestroyNotify free_thing)
{
  TbAhead *self = g_new0 (TbAhead, 1);

  self->make = make;
  self->data = data;
  self->free_thing = free_thing;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->ready);
  g_queue_init (&self->used);
  self->thread = g_thread_new (name, ahead_main, self);
  return self;
}

/**
 * tb_ahead_free:
 * @self: (transfer full): what gives things
 *
 * Ends the thread, wherever that is. What was not taken is forgotten.
 */
void
tb_ahead_free (TbAhead *self)
{
  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  g_queue_clear_full (&self->ready, (GDestroyNotify)g_ptr_array_unref);
  g_queue_clear_full (&self->used, (GDestroyNotify)g_ptr_array_unref);
  g_clear_pointer (&self->chunk, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* The next chunk, for the one that was used; %NULL at the end. */
static GPtrArray *
exchange_chunk (TbAhead *self, GPtrArray *used, GError **error)
{
  GPtrArray *chunk;

  g_mutex_lock (&self->lock);
  if (used != NULL)
    g_queue_push_tail (&self->used, used);
  while (!self->ended && g_queue_is_empty (&self->ready))
    g_cond_wait (&self->changed, &self->lock);
  chunk = g_queue_pop_head (&self->ready);
  if (chunk == NULL && self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  return chunk;
}

/**
 * tb_ahead_next:
 *
 * Waits for the next thing. On one thread, another than that on which they are made.
 *
 * Errors: those of the function that makes them.
 *
 * Returns: (transfer none) (nullable): the thing, until the next call; %NULL at the end, or with
 * @error set
 */
gpointer
tb_ahead_next (TbAhead *self, GError **error)
{
  guint n_things;
  gpointer *things = tb_ahead_next_many (self, 1, &n_things, error);

  return things != NULL ? things[0] : NULL;
}

/**
 * tb_ahead_next_many:
 * @max: how many are wanted at most
 * @n_things: (out): how many there are
 *
 * As tb_ahead_next(), for several at once: as many as are wanted, or as lie
 * together.
 *
 * Returns: (transfer none) (nullable) (array length=n_things): one or more things, until the next
 * call; %NULL at the end, or with @error set
 */
gpointer *
tb_ahead_next_many (TbAhead *self, guint max, guint *n_things, GError **error)
{
  gpointer *things;

  *n_things = 0;
  while (self->chunk == NULL || self->position == self->chunk->len)
    {
      self->position = 0;
      self->chunk = exchange_chunk (self, g_steal_pointer (&self->chunk), error);
      if (self->chunk == NULL)
        return NULL;
    }
  things = self->chunk->pdata + self->position;
  *n_things = MIN (max, self->chunk->len - self->position);
  self->position += *n_things;
  return things;
}
