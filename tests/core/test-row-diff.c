/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-row-diff.h"
#include "tb-test.h"

static GArray *
new_rows (const char *text)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (; *text != '\0'; text++)
    {
      gint64 row = *text;

      g_array_append_val (rows, row);
    }

  return rows;
}

static GArray *
diff (GArray *from, GArray *to)
{
  return tb_row_diff ((const gint64 *)from->data, from->len, (const gint64 *)to->data, to->len);
}

/* Applies the hunks as the documentation says, from the last to the first. */
static void
assert_leads_to (GArray *from, GArray *to, GArray *hunks)
{
  g_autoptr (GArray) rows = g_array_copy (from);

  for (guint i = hunks->len; i > 0; i--)
    {
      const TbRowHunk *hunk = &g_array_index (hunks, TbRowHunk, i - 1);

      g_assert_cmpuint (hunk->n_old + hunk->n_new, >, 0);
      g_assert_cmpuint (hunk->old_start + hunk->n_old, <=, rows->len);
      if (hunk->n_old > 0)
        g_array_remove_range (rows, hunk->old_start, hunk->n_old);
      if (hunk->n_new > 0)
        g_array_insert_vals (rows, hunk->old_start, &g_array_index (to, gint64, hunk->new_start),
                             hunk->n_new);
    }

  g_assert_cmpmem (rows->data, rows->len * sizeof (gint64), to->data, to->len * sizeof (gint64));
}

typedef struct
{
  const char *from;
  const char *to;
  const char *hunks; /* old start, removed, added; apart by blanks */
} Vector;

static const Vector vectors[] = {
  { "", "", "" },
  { "abc", "abc", "" },
  { "", "abc", "0-0+3" },
  { "abc", "", "0-3+0" },
  { "abcdef", "abdef", "2-1+0" },
  { "abdef", "abcdef", "2-0+1" },
  /* a row moves down, and up */
  { "abcdef", "bcdaef", "0-1+0 4-0+1" },
  { "abcdef", "eabcdf", "0-0+1 4-1+0" },
  /* neighbours change places */
  { "abcdef", "abdcef", "2-1+0 4-0+1" },
  /* several rows come and go */
  { "abcdefgh", "xabdefyh", "0-0+1 2-1+0 6-1+1" },
  { "abc", "xyz", "0-3+3" },
};

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GArray) from = new_rows (vectors[i].from);
      g_autoptr (GArray) to = new_rows (vectors[i].to);
      g_autoptr (GArray) hunks = diff (from, to);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < hunks->len; j++)
        {
          const TbRowHunk *hunk = &g_array_index (hunks, TbRowHunk, j);

          g_string_append_printf (text, "%s%u-%u+%u", j > 0 ? " " : "", hunk->old_start,
                                  hunk->n_old, hunk->n_new);
        }

      g_test_message ("%s to %s", vectors[i].from, vectors[i].to);
      g_assert_cmpstr (text->str, ==, vectors[i].hunks);
      assert_leads_to (from, to, hunks);
    }
}

static void
shuffle (GRand *random, GArray *rows)
{
  for (guint i = rows->len; i > 1; i--)
    {
      guint other = g_rand_int_range (random, 0, i);
      gint64 row = g_array_index (rows, gint64, i - 1);

      g_array_index (rows, gint64, i - 1) = g_array_index (rows, gint64, other);
      g_array_index (rows, gint64, other) = row;
    }
}

/* Makes some random changes: removals, additions, moves. */
static void
disturb (GRand *random, GArray *rows, guint n_changes, gint64 *next_row)
{
  for (guint i = 0; i < n_changes; i++)
    {
      guint at = rows->len > 0 ? (guint)g_rand_int_range (random, 0, rows->len) : 0;
      guint to;
      gint64 row;

      switch (rows->len > 0 ? g_rand_int_range (random, 0, 3) : 0)
        {
        case 0:
          row = (*next_row)++;
          g_array_insert_val (rows, at, row);
          break;
        case 1:
          g_array_remove_index (rows, at);
          break;
        default:
          row = g_array_index (rows, gint64, at);
          g_array_remove_index (rows, at);
          to = g_rand_int_range (random, 0, rows->len + 1);
          g_array_insert_val (rows, to, row);
          break;
        }
    }
}

/* Whatever happened to a list, the hunks lead from the one to the other; few changes make few
 * hunks. */
static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) to = NULL;
      g_autoptr (GArray) hunks = NULL;
      guint n_rows = g_rand_int_range (random, 0, 600);
      guint n_changes = g_rand_int_range (random, 0, 12);
      gint64 next_row = 1;

      while (from->len < n_rows)
        {
          g_array_append_val (from, next_row);
          next_row++;
        }
      shuffle (random, from);

      to = g_array_copy (from);
      if (round % 20 == 0)
        shuffle (random, to);
      else
        disturb (random, to, n_changes, &next_row);

      hunks = diff (from, to);
      assert_leads_to (from, to, hunks);
    }
}

/* A name corrected among 500,000 moves one row, however far. */
static void
test_far_move (void)
{
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) to = NULL;
  g_autoptr (GArray) hunks = NULL;
  gint64 moved;

  for (gint64 row = 1; row <= 500000; row++)
    g_array_append_val (from, row);
  to = g_array_copy (from);
  moved = g_array_index (to, gint64, 499990);
  g_array_remove_index (to, 499990);
  g_array_insert_val (to, 7, moved);

  hunks = diff (from, to);
  g_assert_cmpuint (hunks->len, ==, 2);
  assert_leads_to (from, to, hunks);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/row-diff/vectors", test_vectors);
  g_test_add_func ("/row-diff/random", test_random);
  g_test_add_func ("/row-diff/far-move", test_far_move);

  return tb_test_run ();
}
