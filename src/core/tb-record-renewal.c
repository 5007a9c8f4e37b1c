/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-renewal.h"

#include "tb-record-item-private.h"

/* Items that stand for other rows than they did, with where they are. */
typedef struct
{
  TbRecordItem *item; /* (owned) */
  guint position;
} Renewed;

static void
renewed_clear (gpointer data)
{
  g_object_unref (((Renewed *)data)->item);
}

/* Takes the items of the rows that change out of @items. */
static GArray *
take_items (GArray *rows, GHashTable *items, const gint64 *new_rows, guint n_rows)
{
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (Renewed));

  g_array_set_clear_func (taken, renewed_clear);
  for (guint i = 0; i < n_rows; i++)
    {
      const gint64 row = g_array_index (rows, gint64, i);
      TbRecordItem *item = row != new_rows[i] ? g_hash_table_lookup (items, &row) : NULL;

      if (item != NULL)
        {
          g_hash_table_remove (items, &row);
          g_array_append_val (taken, ((Renewed){ g_object_ref (item), i }));
        }
    }

  return taken;
}

/* An item of the same row may be held by somebody though its row has left the list: it lives on
 * without the list. */
static void
put_item (GHashTable *items, TbRecordPages *pages, const Renewed *renewed, gint64 row)
{
  TbRecordItem *other = g_hash_table_lookup (items, &row);
  g_autoptr (TbRecord) record = tb_record_pages_dup_cached (pages, row);

  if (other != NULL)
    {
      g_hash_table_remove (items, &row);
      other->owner = NULL;
    }
  tb_record_item_move (renewed->item, row, renewed->position, record);
  g_hash_table_insert (items, &renewed->item->row, renewed->item);
}

/*
 * tb_record_renewal_set_rows:
 * @rows: (element-type gint64): of a list, at least @n_rows of them
 * @items: the list's: row to item
 * @pages: the list's
 * @new_rows: (array length=n_rows): what its first rows are to be; none of them further back
 *
 * Lets the first items of a list stand for other rows, in their places. A view takes widgets away
 * and makes new ones where it is told of rows removed and added, which for a screenful of them is
 * longer than a frame; this it need not be told.
 */
void
tb_record_renewal_set_rows (GArray *rows, GHashTable *items, TbRecordPages *pages,
                            const gint64 *new_rows, guint n_rows)
{
  g_autoptr (GArray) renewed = take_items (rows, items, new_rows, n_rows);

  for (guint i = 0; i < n_rows; i++)
    g_array_index (rows, gint64, i) = new_rows[i];
  for (guint i = 0; i < renewed->len; i++)
    {
      const Renewed *one = &g_array_index (renewed, Renewed, i);

      put_item (items, pages, one, new_rows[one->position]);
    }

  /* Only now, when all is in place for whoever looks. */
  for (guint i = 0; i < renewed->len; i++)
    tb_record_item_tell (g_array_index (renewed, Renewed, i).item);
}
