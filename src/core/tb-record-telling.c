/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-telling.h"

#include "tb-record-item-private.h"
#include "tb-row-diff.h"

/* Where nobody who draws sets the pace: for how long is told at a time, a part of a frame, and how
 * long it is until more is told, most of one. */
#define TELLING_US 2500
#define TELLING_PAUSE_MS 10

struct _TbRecordTelling
{
  GObject *list; /* (not owned): it owns this */
  const TbRecordTellingFunctions *functions;
  GArray *rows;   /* (owned) (element-type gint64): the list's */
  GArray *coming; /* (owned) (nullable): the rows that are being told, from the last hunk on */
  GArray *hunks;  /* (owned) (nullable) (element-type TbRowHunk): those still to be told */
  GQueue items; /* (owned) (element-type TbRecordItem): that stand for others, from the first on */
  guint source; /* that tells them where no view sets the pace, or 0 */
  gboolean by_rows; /* whether rows are told one by one where a view has widgets for them */
};

/* Whether a view makes or takes away widgets for each row that is told. */
static gboolean
is_told_by_rows (TbRecordTelling *self, const TbRowHunk *hunk)
{
  return self->by_rows && self->rows->len <= TB_RECORD_VIEW_ROWS
         && hunk->old_start < TB_RECORD_VIEW_ROWS && (hunk->n_old == 0 || hunk->n_new == 0)
         && hunk->n_old + hunk->n_new > 1;
}

/* Takes the last hunk, or one row of it: the first that is added, the last that is removed. */
static TbRowHunk
take_hunk (TbRecordTelling *self)
{
  TbRowHunk *last = &g_array_index (self->hunks, TbRowHunk, self->hunks->len - 1);
  TbRowHunk hunk = *last;

  if (!is_told_by_rows (self, last))
    {
      g_array_set_size (self->hunks, self->hunks->len - 1);
    }
  else if (hunk.n_new > 0)
    {
      hunk.n_new = 1;
      last->old_start++;
      last->new_start++;
      last->n_new--;
    }
  else
    {
      hunk.n_old = 1;
      hunk.old_start += --last->n_old;
    }
  return hunk;
}

/* From the first to the last would move the places of those still to come. */
static void
tell_place (TbRecordTelling *self)
{
  g_autoptr (GArray) coming = NULL;
  TbRowHunk hunk;

  if (self->hunks == NULL || self->hunks->len == 0)
    return;

  coming = g_array_ref (self->coming);
  hunk = take_hunk (self);
  self->functions->replace (self->list, hunk.old_start, hunk.n_old,
                            (const gint64 *)coming->data + hunk.new_start, hunk.n_new);
}

static void
tell_item (TbRecordTelling *self)
{
  g_autoptr (TbRecordItem) item = g_queue_pop_head (&self->items);

  if (item != NULL)
    tb_record_item_tell (item);
}

static gboolean
has_more (TbRecordTelling *self)
{
  return self->hunks != NULL && (self->hunks->len > 0 || self->items.length > 0);
}

/* How many there are is told once. */
static gboolean
tell_some (TbRecordTelling *self)
{
  g_autoptr (GObject) list = g_object_ref (self->list);
  const gint64 end_us = g_get_monotonic_time () + TELLING_US;
  gboolean more = TRUE;

  g_object_freeze_notify (list);
  while (more && g_get_monotonic_time () < end_us)
    more = tb_record_telling_tell (self);
  g_object_thaw_notify (list);

  return more;
}

static gboolean
tell_cb (gpointer user_data)
{
  TbRecordTelling *self = user_data;

  if (!self->functions->pace (self->list))
    return tell_some (self);

  self->source = 0;
  return G_SOURCE_REMOVE;
}

/*
 * tb_record_telling_new:
 * @list: the list that owns this
 * @rows: (element-type gint64): what it shows
 * @functions: what it does; static
 */
TbRecordTelling *
tb_record_telling_new (GObject *list, GArray *rows, const TbRecordTellingFunctions *functions)
{
  TbRecordTelling *self = g_new0 (TbRecordTelling, 1);

  self->list = list;
  self->functions = functions;
  self->rows = g_array_ref (rows);
  g_queue_init (&self->items);

  return self;
}

void
tb_record_telling_free (TbRecordTelling *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_queue_clear_full (&self->items, g_object_unref);
  g_clear_pointer (&self->hunks, g_array_unref);
  g_clear_pointer (&self->coming, g_array_unref);
  g_array_unref (self->rows);
  g_free (self);
}

/*
 * tb_record_telling_start:
 * @coming: (element-type gint64): what the list is to show
 * @by_rows: whether rows are told one by one where a view has widgets for them
 *
 * Finds out what is to be told, and begins to tell it. A view may come to be drawn only when there
 * is something to draw: where none sets the pace yet, the next place is told at once.
 */
void
tb_record_telling_start (TbRecordTelling *self, GArray *coming, gboolean by_rows)
{
  g_assert (self->hunks == NULL);

  self->by_rows = by_rows;
  self->coming = g_array_ref (coming);
  self->hunks = tb_row_diff ((const gint64 *)self->rows->data, self->rows->len,
                             (const gint64 *)coming->data, coming->len);

  if (has_more (self) && self->functions->pace (self->list))
    return;
  if (tb_record_telling_tell (self))
    self->source
        = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, TELLING_PAUSE_MS, tell_cb, self, NULL);
}

/*
 * tb_record_telling_take_items:
 * @items: (transfer full) (element-type TbRecordItem): that stand for other records, from the first
 *   on
 *
 * Has them say so beside the places of the change that begins next.
 */
void
tb_record_telling_take_items (TbRecordTelling *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    g_queue_push_tail (&self->items, g_object_ref (g_ptr_array_index (items, i)));
  g_ptr_array_unref (items);
}

gboolean
tb_record_telling_is_under_way (TbRecordTelling *self)
{
  return self->hunks != NULL;
}

/* (transfer none) (nullable): what the list shows when all is told, while it is being told. */
GArray *
tb_record_telling_get_coming (TbRecordTelling *self)
{
  return self->coming;
}

/*
 * tb_record_telling_tell:
 *
 * Tells the next place and the next item. What is shown between is some of both lists. Whoever is
 * told may stop it.
 *
 * Returns: whether there is more to tell
 */
gboolean
tb_record_telling_tell (TbRecordTelling *self)
{
  g_autoptr (GObject) list = g_object_ref (self->list);

  if (self->hunks == NULL)
    return FALSE;

  g_object_freeze_notify (list);
  tell_item (self);
  tell_place (self);
  g_object_thaw_notify (list);
  if (has_more (self))
    return TRUE;
  if (self->hunks == NULL)
    return FALSE;

  tb_record_telling_stop (self);
  self->functions->told (list);
  return FALSE;
}

/*
 * tb_record_telling_tell_items:
 *
 * Tells at once what items stand for.
 */
void
tb_record_telling_tell_items (TbRecordTelling *self)
{
  while (self->items.length > 0)
    tell_item (self);
}

/*
 * tb_record_telling_stop:
 *
 * Leaves untold what the list does not show yet. What its items stand for it does.
 */
void
tb_record_telling_stop (TbRecordTelling *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->hunks, g_array_unref);
  g_clear_pointer (&self->coming, g_array_unref);
  tb_record_telling_tell_items (self);
}
