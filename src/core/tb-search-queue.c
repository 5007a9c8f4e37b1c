/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-search-queue.h"

/* Long enough that sorting pays, short enough to be a few megabytes of records. */
#define MAX_WAITING 1024

typedef struct
{
  TbRecord *before; /* (owned) (nullable) */
  TbRecord *after;  /* (owned) */
  guint number;     /* in the order in which they came */
} TbWaiting;

struct _TbSearchQueue
{
  TbConnection *connection; /* (not owned) */
  GArray *waiting;          /* (owned) (element-type TbWaiting) */
};

static void
waiting_clear (TbWaiting *waiting)
{
  g_clear_object (&waiting->before);
  g_clear_object (&waiting->after);
}

/* In the order of the index: by type, then by row. Changes of the same record stay in the order in
 * which they came. */
static int
compare_waiting (gconstpointer a, gconstpointer b)
{
  const TbWaiting *one = a;
  const TbWaiting *other = b;
  guint one_type = tb_record_get_record_type (one->after)->number;
  guint other_type = tb_record_get_record_type (other->after)->number;
  gint64 one_row = tb_record_get_row (one->after);
  gint64 other_row = tb_record_get_row (other->after);

  if (one_type != other_type)
    return one_type < other_type ? -1 : 1;
  if (one_row != other_row)
    return one_row < other_row ? -1 : 1;
  return one->number < other->number ? -1 : 1;
}

TbSearchQueue *
tb_search_queue_new (TbConnection *connection)
{
  TbSearchQueue *self = g_new0 (TbSearchQueue, 1);

  self->connection = connection;
  self->waiting = g_array_new (FALSE, FALSE, sizeof (TbWaiting));
  g_array_set_clear_func (self->waiting, (GDestroyNotify)waiting_clear);

  return self;
}

/* What waits is forgotten. */
void
tb_search_queue_free (TbSearchQueue *self)
{
  g_array_unref (self->waiting);
  g_free (self);
}

/**
 * tb_search_queue_push:
 * @before: (nullable): the record as it was
 * @after: the record as it was just written; neither may be changed any more
 *
 * Has the search terms of a record brought up to date, at the latest by tb_search_queue_flush().
 * Errors: those of tb_search_index_put(), also of changes that waited.
 */
gboolean
tb_search_queue_push (TbSearchQueue *self, TbRecord *before, TbRecord *after, GError **error)
{
  TbWaiting waiting = {
    .before = before != NULL ? g_object_ref (before) : NULL,
    .after = g_object_ref (after),
    .number = self->waiting->len,
  };

  g_array_append_val (self->waiting, waiting);

  return self->waiting->len < MAX_WAITING || tb_search_queue_flush (self, error);
}

/**
 * tb_search_queue_flush:
 *
 * Writes what waits. To be called before the transaction ends.
 */
gboolean
tb_search_queue_flush (TbSearchQueue *self, GError **error)
{
  gboolean written = TRUE;

  g_array_sort (self->waiting, compare_waiting);
  for (guint i = 0; written && i < self->waiting->len; i++)
    {
      const TbWaiting *waiting = &g_array_index (self->waiting, TbWaiting, i);

      written = tb_search_index_put (self->connection, waiting->before, waiting->after, error);
    }
  g_array_set_size (self->waiting, 0);

  return written;
}
