/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-feed.h"

#include "tb-batch-writer.h"
#include "tb-importer-private.h"

/* Records that change hands at once, so that neither thread waits for each one. */
#define CHUNK_RECORDS 128

/* Chunks that lie ready at most: a few megabytes. */
#define MAX_READY 8

struct _TbImportFeed
{
  TbImporter *importer; /* (not owned) */
  gint64 now;
  TbDate today;
  GThread *thread; /* (owned) */

  GMutex lock;
  GCond changed;
  GQueue ready;     /* (element-type GPtrArray): guarded by lock */
  GQueue used;      /* (element-type GPtrArray): guarded by lock */
  gboolean stopped; /* whether nobody wants any more; guarded by lock */
  gboolean ended;   /* whether there will be no more; guarded by lock */
  GError *error;    /* (owned) (nullable): why it ended too early; guarded by lock */

  GPtrArray *chunk; /* (owned) (nullable) (element-type TbPreparedRecord): being handed out */
  guint position;   /* in chunk */
};

static TbPreparedRecord *
prepare_row (TbImportFeed *self, guint row, GError **error)
{
  TbImporter *importer = self->importer;
  g_autoptr (TbFindings) findings = tb_findings_new ();
  g_auto (TbImportRow) read = { 0 };

  tb_import_row_reader_read (importer->row_reader, row, &read, findings);
  if (!tb_import_row_resolve (&read, importer->plan, NULL, findings, error))
    return NULL;
  return tb_batch_writer_prepare (g_steal_pointer (&read.record), self->now, self->today, error);
}

/* Puts @chunk where the writer takes it; waits while enough is there. Returns whether more is
 * wanted. What the writer has done with is freed here: memory that one thread takes and another
 * gives back makes both wait for each other. */
static gboolean
hand_over (TbImportFeed *self, GPtrArray *chunk)
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

static GPtrArray *
chunk_new (void)
{
  return g_ptr_array_new_full (CHUNK_RECORDS, (GDestroyNotify)tb_prepared_record_free);
}

static void
end (TbImportFeed *self, GError *error)
{
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  self->error = error;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gpointer
feed_main (gpointer data)
{
  TbImportFeed *self = data;
  g_autoptr (GPtrArray) chunk = chunk_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->importer->infos->len; i++)
    {
      const TbImportRowInfo *info = tb_importer_get_info (self->importer, i);
      TbPreparedRecord *prepared;

      /* Only rows that will be written are counted as users of what they name. */
      if (!info->counted)
        continue;
      prepared = prepare_row (self, info->row, &error);
      if (prepared == NULL)
        break;
      g_ptr_array_add (chunk, prepared);
      if (chunk->len == CHUNK_RECORDS)
        {
          if (!hand_over (self, g_steal_pointer (&chunk)))
            return NULL;
          chunk = chunk_new ();
        }
    }

  hand_over (self, g_steal_pointer (&chunk));
  end (self, g_steal_pointer (&error));
  return NULL;
}

/**
 * tb_import_feed_new:
 * @importer: an import whose rows were checked, and all make new records of a type without states
 *
 * Begins to make records.
 *
 * Returns: (transfer full): the feed
 */
TbImportFeed *
tb_import_feed_new (TbImporter *importer)
{
  TbImportFeed *self = g_new0 (TbImportFeed, 1);
  TbClock *clock = tb_session_get_clock (importer->session);

  self->importer = importer;
  self->now = tb_clock_now (clock);
  self->today = tb_clock_today (clock);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->ready);
  g_queue_init (&self->used);
  self->thread = g_thread_new ("tb-import-feed", feed_main, self);
  return self;
}

/**
 * tb_import_feed_free:
 * @self: (transfer full): a feed
 *
 * Ends its thread, wherever that is. What was not taken is forgotten.
 */
void
tb_import_feed_free (TbImportFeed *self)
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
exchange_chunk (TbImportFeed *self, GPtrArray *used, GError **error)
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
 * tb_import_feed_next:
 * Waits for the next record. On one thread.
 *
 * Errors: those of tb_batch_writer_prepare().
 *
 * Returns: (transfer none) (nullable): the record, until the next call; %NULL at the end, or with
 * @error set
 */
TbPreparedRecord *
tb_import_feed_next (TbImportFeed *self, GError **error)
{
  while (self->chunk == NULL || self->position == self->chunk->len)
    {
      self->position = 0;
      self->chunk = exchange_chunk (self, g_steal_pointer (&self->chunk), error);
      if (self->chunk == NULL)
        return NULL;
    }
  return g_ptr_array_index (self->chunk, self->position++);
}
