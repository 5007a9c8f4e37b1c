/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-renewal.h"

#include "tb-record-item-private.h"

/* Takes the items of the rows that change out of @items, each with where it is. */
static GPtrArray *
take_items (GArray *rows, GHashTable *items, const gint64 *new_rows, guint n_rows)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_rows; i++)
    {
      const gint64 row = g_array_index (rows, gint64, i);
      TbRecordItem *item = row != new_rows[i] ? g_hash_table_lookup (items, &row) : NULL;

      if (item != NULL)
        {
          g_hash_table_remove (items, &row);
          item->position = i;
          g_ptr_array_add (taken, g_object_ref (item));
        }
    }

  return taken;
}

/* An item of the same row may be held by somebody though its row has left the list: it lives on
 * without the list. */
static void
put_item (GHashTable *items, TbRecordPages *pages, TbRecordItem *item, gint64 row)
{
  TbRecordItem *other = g_hash_table_lookup (items, &row);
  g_autoptr (TbRecord) record = tb_record_pages_dup_cached (pages, row);

  if (other != NULL)
    {
      g_hash_table_remove (items, &row);
      other->owner = NULL;
    }
  tb_record_item_move (item, row, record);
  g_hash_table_insert (items, &item->row, item);
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
 *
 * Returns: (transfer full) (element-type TbRecordItem): the items that do, from the first on; each
 * is still to be told with tb_record_item_tell()
 */
GPtrArray *
tb_record_renewal_set_rows (GArray *rows, GHashTable *items, TbRecordPages *pages,
                            const gint64 *new_rows, guint n_rows)
{
  GPtrArray *renewed = take_items (rows, items, new_rows, n_rows);

  for (guint i = 0; i < n_rows; i++)
    g_array_index (rows, gint64, i) = new_rows[i];
  for (guint i = 0; i < renewed->len; i++)
    {
      TbRecordItem *item = g_ptr_array_index (renewed, i);

      put_item (items, pages, item, new_rows[item->position]);
    }

  return renewed;
}
