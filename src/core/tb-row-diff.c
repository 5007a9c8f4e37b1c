/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-row-diff.h"

/* How far to look for where two lists meet again after a row that moved. */
#define LOOK_AHEAD 128

/* With more hunks than that the lists have little in common, and one change is cheaper than many. A
 * second of an exchange adds some thousand rows here and there. */
#define MAX_HUNKS 8192

/* Row numbers are small and dense. Above that a set of them as bits would not be small. */
#define MAX_ROW (G_GINT64_CONSTANT (1) << 28)

/* A set of row numbers. Those of rows that are blank are below 0, and in no set. */
typedef struct
{
  guint64 *words; /* (owned) */
  gint64 max;
} RowSet;

static void
row_set_clear (RowSet *set)
{
  g_clear_pointer (&set->words, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RowSet, row_set_clear)

/* Leaves the set without words where the numbers are too large for it. */
static void
row_set_fill (RowSet *set, const gint64 *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    set->max = MAX (set->max, rows[i]);
  if (set->max >= MAX_ROW)
    return;

  set->words = g_new0 (guint64, set->max / 64 + 1);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i] >= 0)
      set->words[rows[i] / 64] |= G_GUINT64_CONSTANT (1) << (rows[i] % 64);
}

static gboolean
row_set_contains (const RowSet *set, gint64 row)
{
  return row >= 0 && row <= set->max && ((set->words[row / 64] >> (row % 64)) & 1) != 0;
}

/* Finds the nearest place after @old_at and @new_at where both lists have the same row, along
 * either list. */
static gboolean
find_meeting (const gint64 *old_rows, guint n_old, const gint64 *new_rows, guint n_new,
              guint *old_at, guint *new_at)
{
  for (guint ahead = 1; ahead <= LOOK_AHEAD; ahead++)
    {
      if (*old_at + ahead < n_old && old_rows[*old_at + ahead] == new_rows[*new_at])
        {
          *old_at += ahead;
          return TRUE;
        }
      if (*new_at + ahead < n_new && new_rows[*new_at + ahead] == old_rows[*old_at])
        {
          *new_at += ahead;
          return TRUE;
        }
    }

  return FALSE;
}

/* Walks both lists at once. What is in only one of them was removed or added; a row that is in
 * both, but not here, has moved: it is removed where it was and added where it is. Gives up where
 * the lists have little in common. */
static gboolean
find_hunks (const gint64 *old_rows, guint n_old, const gint64 *new_rows, guint n_new, GArray *hunks)
{
  g_auto (RowSet) old_set = { 0 };
  g_auto (RowSet) new_set = { 0 };
  guint old_at = 0;
  guint new_at = 0;

  row_set_fill (&old_set, old_rows, n_old);
  row_set_fill (&new_set, new_rows, n_new);
  if (old_set.words == NULL || new_set.words == NULL)
    return FALSE;

  while (old_at < n_old || new_at < n_new)
    {
      TbRowHunk hunk = { .old_start = old_at, .new_start = new_at };

      if (old_at < n_old && new_at < n_new && old_rows[old_at] == new_rows[new_at])
        {
          old_at++;
          new_at++;
          continue;
        }

      while (old_at < n_old && !row_set_contains (&new_set, old_rows[old_at]))
        old_at++;
      while (new_at < n_new && !row_set_contains (&old_set, new_rows[new_at]))
        new_at++;

      if (old_at == n_old || new_at == n_new)
        {
          old_at = n_old;
          new_at = n_new;
        }
      else if (old_rows[old_at] != new_rows[new_at]
               && !find_meeting (old_rows, n_old, new_rows, n_new, &old_at, &new_at))
        {
          return FALSE;
        }

      hunk.n_old = old_at - hunk.old_start;
      hunk.n_new = new_at - hunk.new_start;
      g_array_append_val (hunks, hunk);
      if (hunks->len > MAX_HUNKS)
        return FALSE;
    }

  return TRUE;
}

/**
 * tb_row_diff:
 * @old_rows: (array length=n_old): row numbers, each once
 * @new_rows: (array length=n_new): row numbers, each once
 *
 * What must be replaced in one list of row numbers to make another, in few places: a removed, an
 * added and a moved row are found as such. Where the lists have little in common, everything
 * between what they begin and end with is one hunk.
 *
 * To apply the hunks one by one, begin with the last: the places of the others stay what they are.
 *
 * Returns: (transfer full) (element-type TbRowHunk): the hunks from first to last
 */
GArray *
tb_row_diff (const gint64 *old_rows, guint n_old, const gint64 *new_rows, guint n_new)
{
  g_autoptr (GArray) hunks = g_array_new (FALSE, FALSE, sizeof (TbRowHunk));
  guint n_same = 0;
  guint n_tail = 0;

  while (n_same < n_old && n_same < n_new && old_rows[n_same] == new_rows[n_same])
    n_same++;
  while (n_tail < n_old - n_same && n_tail < n_new - n_same
         && old_rows[n_old - 1 - n_tail] == new_rows[n_new - 1 - n_tail])
    n_tail++;

  n_old -= n_same + n_tail;
  n_new -= n_same + n_tail;
  if (n_old == 0 && n_new == 0)
    return g_steal_pointer (&hunks);

  if (n_old == 0 || n_new == 0
      || !find_hunks (old_rows + n_same, n_old, new_rows + n_same, n_new, hunks))
    {
      TbRowHunk all = { .n_old = n_old, .n_new = n_new };

      g_array_set_size (hunks, 0);
      g_array_append_val (hunks, all);
    }

  for (guint i = 0; i < hunks->len; i++)
    {
      g_array_index (hunks, TbRowHunk, i).old_start += n_same;
      g_array_index (hunks, TbRowHunk, i).new_start += n_same;
    }

  return g_steal_pointer (&hunks);
}
