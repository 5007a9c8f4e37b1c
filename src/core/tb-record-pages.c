/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-pages.h"

#include "tb-record-item-private.h"
#include "tb-record-table.h"

#define PAGE_ROWS 128

/* Pages kept after they have been shown: some screens up and down. */
#define CACHED_PAGES 16

/* As many as there are readers; what waits longer can still be reordered or dropped here. */
#define MAX_IN_FLIGHT 2

/* A page being fetched. It is the reader's until it is answered; from then on it is the main
 * thread's, even before its task comes round. */
typedef struct
{
  TbRecordPages *pages; /* (not owned) (nullable): cleared when the pages go away */
  const TbRecordType *type;
  guint generation;
  guint start;
  gint64 rows[PAGE_ROWS];
  guint n_rows;
  gboolean urgent;    /* whether somebody shows one of the rows empty */
  gboolean answered;  /* under `answers` */
  GPtrArray *records; /* (owned) (nullable) (element-type TbRecord): as answered */
  gboolean taken;     /* whether the items have been filled from it */
} TbPageFetch;

/* Held for a moment by readers that have an answer, and by a frame that waits for one. */
static GMutex answers;
static GCond answer_came;

struct _TbRecordPages
{
  TbSession *session; /* (owned) */
  const TbRecordType *type;
  GArray *rows;      /* (owned) (element-type gint64): the list's */
  GHashTable *items; /* (owned): the list's: row to item */
  TbRecordPagesFailed failed;
  gpointer user_data;
  GCancellable *cancellable; /* (owned) */
  guint generation;          /* answers of an older one come too late */
  GQueue wanted;             /* (element-type guint): starts of pages, what was wanted last first */
  GPtrArray *in_flight;      /* (element-type TbPageFetch) (not owned): by their tasks */
  GQueue cache;              /* (element-type GPtrArray of TbRecord): the newest first */
  GHashTable *cached; /* (owned) (element-type TbRecord) (not owned): row to what is cached */
};

static void fetch_wanted (TbRecordPages *self);

static gpointer
fetch_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbPageFetch *fetch = data;
  GPtrArray *records
      = tb_record_table_fetch (connection, fetch->type, fetch->rows, fetch->n_rows, error);

  g_mutex_lock (&answers);
  fetch->records = records != NULL ? g_ptr_array_ref (records) : NULL;
  fetch->answered = TRUE;
  g_cond_broadcast (&answer_came);
  g_mutex_unlock (&answers);

  return records;
}

static void
page_fetch_free (gpointer data)
{
  TbPageFetch *self = data;

  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

static void
forget_page (TbRecordPages *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      TbRecord *record = g_ptr_array_index (records, i);
      gpointer row = GSIZE_TO_POINTER (tb_record_get_row (record));

      /* A newer page may have the row too. */
      if (g_hash_table_lookup (self->cached, row) == record)
        g_hash_table_remove (self->cached, row);
    }
  g_ptr_array_unref (records);
}

static void
remember_page (TbRecordPages *self, GPtrArray *records)
{
  g_queue_push_head (&self->cache, g_ptr_array_ref (records));
  for (guint i = 0; i < records->len; i++)
    {
      TbRecord *record = g_ptr_array_index (records, i);

      g_hash_table_insert (self->cached, GSIZE_TO_POINTER (tb_record_get_row (record)), record);
    }

  while (g_queue_get_length (&self->cache) > CACHED_PAGES)
    forget_page (self, g_queue_pop_tail (&self->cache));
}

static void
forget_pages (TbRecordPages *self)
{
  g_hash_table_remove_all (self->cached);
  g_queue_clear_full (&self->cache, (GDestroyNotify)g_ptr_array_unref);
}

static void
fill_items (TbRecordPages *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      TbRecord *record = g_ptr_array_index (records, i);
      gint64 row = tb_record_get_row (record);
      TbRecordItem *item = g_hash_table_lookup (self->items, &row);

      if (item != NULL)
        {
          g_autoptr (TbRecordItem) held = g_object_ref (item);

          tb_record_item_set_record (held, record);
        }
    }
}

static void
take_page (TbRecordPages *self, TbPageFetch *fetch)
{
  if (fetch->taken)
    return;

  fetch->taken = TRUE;
  remember_page (self, fetch->records);
  fill_items (self, fetch->records);
}

static void
page_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbPageFetch *fetch = g_task_get_task_data (G_TASK (result));
  TbRecordPages *self = fetch->pages;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  records = tb_session_read_finish (TB_SESSION (source), result, &error);
  if (self == NULL)
    return;

  g_ptr_array_remove_fast (self->in_flight, fetch);
  if (fetch->generation == self->generation)
    {
      if (records != NULL)
        take_page (self, fetch);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        self->failed (error, self->user_data);
    }

  fetch_wanted (self);
}

static gboolean
is_in_flight (TbRecordPages *self, guint start)
{
  for (guint i = 0; i < self->in_flight->len; i++)
    {
      const TbPageFetch *fetch = g_ptr_array_index (self->in_flight, i);

      if (fetch->start == start && fetch->generation == self->generation && !fetch->taken)
        return TRUE;
    }

  return FALSE;
}

static guint
count_under_way (TbRecordPages *self)
{
  guint n = 0;

  for (guint i = 0; i < self->in_flight->len; i++)
    n += !((const TbPageFetch *)g_ptr_array_index (self->in_flight, i))->taken;

  return n;
}

/* Fills in which rows a page has now. Gives whether anybody still waits for one of them. */
static gboolean
fill_page (TbRecordPages *self, TbPageFetch *fetch)
{
  gboolean awaited = FALSE;

  for (guint i = fetch->start; i < self->rows->len && fetch->n_rows < PAGE_ROWS; i++)
    {
      gint64 row = g_array_index (self->rows, gint64, i);
      const TbRecordItem *item = g_hash_table_lookup (self->items, &row);

      /* One that is still to come. */
      if (row < 0)
        continue;
      awaited = awaited || (item != NULL && (item->record == NULL || item->stale));
      fetch->urgent = fetch->urgent || (item != NULL && item->record == NULL);
      fetch->rows[fetch->n_rows++] = row;
    }

  return awaited;
}

static void
fetch_wanted (TbRecordPages *self)
{
  while (count_under_way (self) < MAX_IN_FLIGHT && !g_queue_is_empty (&self->wanted))
    {
      TbPageFetch *fetch = g_new0 (TbPageFetch, 1);

      fetch->pages = self;
      fetch->type = self->type;
      fetch->generation = self->generation;
      fetch->start = GPOINTER_TO_UINT (g_queue_pop_head (&self->wanted));

      if (!fill_page (self, fetch) || is_in_flight (self, fetch->start))
        {
          g_free (fetch);
          continue;
        }

      g_ptr_array_add (self->in_flight, fetch);
      tb_session_read_async (self->session, fetch_in_reader, fetch, page_fetch_free,
                             (GDestroyNotify)g_ptr_array_unref, self->cancellable, page_fetched_cb,
                             NULL);
    }
}

/* Where an item is now. Rows move seldom, so it is nearly always where it was. */
static gboolean
find_position (TbRecordPages *self, TbRecordItem *item)
{
  if (item->position < self->rows->len
      && g_array_index (self->rows, gint64, item->position) == item->row)
    return TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (g_array_index (self->rows, gint64, i) == item->row)
        {
          item->position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * tb_record_pages_new:
 * @session: an open session
 * @rows: (element-type gint64): the rows of the list, which change under way
 * @items: the items of the list that somebody holds, by row
 * @failed: told when a page could not be fetched
 * @user_data: for @failed
 *
 * Returns: (transfer full): pages of which none is fetched yet; a type is to be set first
 */
TbRecordPages *
tb_record_pages_new (TbSession *session, GArray *rows, GHashTable *items,
                     TbRecordPagesFailed failed, gpointer user_data)
{
  TbRecordPages *self = g_new0 (TbRecordPages, 1);

  self->session = g_object_ref (session);
  self->rows = g_array_ref (rows);
  self->items = g_hash_table_ref (items);
  self->failed = failed;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->in_flight = g_ptr_array_new ();
  g_queue_init (&self->wanted);
  g_queue_init (&self->cache);
  self->cached = g_hash_table_new (NULL, NULL);

  return self;
}

/**
 * tb_record_pages_free:
 * @self: (transfer full): pages
 *
 * What is still under way is given up, and tells nobody.
 */
void
tb_record_pages_free (TbRecordPages *self)
{
  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < self->in_flight->len; i++)
    ((TbPageFetch *)g_ptr_array_index (self->in_flight, i))->pages = NULL;

  g_queue_clear (&self->wanted);
  forget_pages (self);
  g_hash_table_unref (self->cached);
  g_ptr_array_unref (self->in_flight);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->items);
  g_array_unref (self->rows);
  g_object_unref (self->session);
  g_free (self);
}

/**
 * tb_record_pages_set_record_type:
 * @type: of the records of the list
 *
 * Forgets all pages where the list shows records of another type.
 */
void
tb_record_pages_set_record_type (TbRecordPages *self, const TbRecordType *type)
{
  if (self->type == type)
    return;

  self->type = type;
  tb_record_pages_reset (self);
}

/**
 * tb_record_pages_reset:
 *
 * Forgets all pages, kept and under way: the records have changed.
 */
void
tb_record_pages_reset (TbRecordPages *self)
{
  self->generation++;
  g_queue_clear (&self->wanted);
  forget_pages (self);
}

/**
 * tb_record_pages_want:
 * @item: an item of the list that is looked at
 *
 * Has the page of @item fetched. It is filled in when it comes; if it has no place in the list any
 * more, never.
 */
void
tb_record_pages_want (TbRecordPages *self, TbRecordItem *item)
{
  guint start;

  if (item->row < 0 || !find_position (self, item))
    return;

  start = item->position - item->position % PAGE_ROWS;
  if (is_in_flight (self, start))
    return;

  if (g_queue_peek_head (&self->wanted) != GUINT_TO_POINTER (start)
      || g_queue_is_empty (&self->wanted))
    {
      g_queue_remove (&self->wanted, GUINT_TO_POINTER (start));
      g_queue_push_head (&self->wanted, GUINT_TO_POINTER (start));
    }
  fetch_wanted (self);
}

/* A fetch under way that is answered and not taken yet; waits for one until @until. */
static TbPageFetch *
find_answered (TbRecordPages *self, gint64 until)
{
  TbPageFetch *found = NULL;
  gboolean more = TRUE;

  g_mutex_lock (&answers);
  while (found == NULL && more)
    {
      gboolean under_way = FALSE;

      for (guint i = 0; i < self->in_flight->len && found == NULL; i++)
        {
          TbPageFetch *fetch = g_ptr_array_index (self->in_flight, i);

          if (fetch->generation != self->generation || fetch->taken)
            continue;
          if (fetch->answered && fetch->records != NULL)
            found = fetch;
          under_way = under_way || (fetch->urgent && !fetch->answered);
        }
      more = found == NULL && under_way && g_cond_wait_until (&answer_came, &answers, until);
    }
  g_mutex_unlock (&answers);

  return found;
}

/**
 * tb_record_pages_settle:
 * @until: (monotonic time, µs): how long to wait
 *
 * Fills in the pages under way that are answered by then, waiting for them: a frame that shows
 * other rows then shows them filled, not empty and filled a frame later. Where all rows are filled,
 * and only read again, there is nothing to wait for.
 */
void
tb_record_pages_settle (TbRecordPages *self, gint64 until)
{
  TbPageFetch *fetch;

  while ((fetch = find_answered (self, until)) != NULL)
    {
      take_page (self, fetch);
      fetch_wanted (self);
    }
}

/**
 * tb_record_pages_dup_cached:
 * @row: a row of the list
 *
 * Returns: (transfer full) (nullable): its record, where that was fetched not long ago
 */
TbRecord *
tb_record_pages_dup_cached (TbRecordPages *self, gint64 row)
{
  TbRecord *record = g_hash_table_lookup (self->cached, GSIZE_TO_POINTER (row));

  return record != NULL ? g_object_ref (record) : NULL;
}
