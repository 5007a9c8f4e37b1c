/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-paper-table.h"

struct _TbPaperTable
{
  gatomicrefcount ref_count;
  TbPaperColumn *columns; /* (owned) (array length=n_columns): with texts of their own */
  guint n_columns;
  GPtrArray *rows; /* (owned) (element-type GStrv-like arrays of n_columns texts) */
  char **totals;   /* (owned) (nullable) (array length=n_columns) */
  gboolean dense;
};

/* Texts may be NULL, so that these are no GStrv. */
static char **
copy_cells (const char *const *cells, guint n_columns)
{
  char **copy = g_new0 (char *, n_columns);

  for (guint i = 0; i < n_columns; i++)
    copy[i] = g_strdup (cells[i]);
  return copy;
}

static void
free_cells (char **cells, guint n_columns)
{
  for (guint i = 0; cells != NULL && i < n_columns; i++)
    g_free (cells[i]);
  g_free (cells);
}

/**
 * tb_paper_table_new:
 * @columns: (array length=n_columns): the columns, copied
 *
 * Returns: (transfer full): a table without rows
 */
TbPaperTable *
tb_paper_table_new (const TbPaperColumn *columns, guint n_columns)
{
  TbPaperTable *self;

  g_return_val_if_fail (columns != NULL && n_columns > 0, NULL);

  self = g_new0 (TbPaperTable, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  self->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    {
      self->columns[i].heading = g_strdup (columns[i].heading);
      self->columns[i].group = g_strdup (columns[i].group);
    }
  self->rows = g_ptr_array_new ();

  return self;
}

TbPaperTable *
tb_paper_table_ref (TbPaperTable *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
tb_paper_table_unref (TbPaperTable *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_free ((char *)self->columns[i].heading);
      g_free ((char *)self->columns[i].group);
    }
  g_free (self->columns);
  for (guint i = 0; i < self->rows->len; i++)
    free_cells (g_ptr_array_index (self->rows, i), self->n_columns);
  g_ptr_array_unref (self->rows);
  free_cells (self->totals, self->n_columns);
  g_free (self);
}

/**
 * tb_paper_table_add_row:
 * @cells: a text for each column, copied; %NULL for an empty cell
 */
void
tb_paper_table_add_row (TbPaperTable *self, const char *const *cells)
{
  g_ptr_array_add (self->rows, copy_cells (cells, self->n_columns));
}

/**
 * tb_paper_table_take_row:
 * @cells: (transfer full): an array of a text for each column, each %NULL or owned
 */
void
tb_paper_table_take_row (TbPaperTable *self, char **cells)
{
  g_ptr_array_add (self->rows, cells);
}

/**
 * tb_paper_table_set_totals:
 * @cells: a text for each column, copied; %NULL for an empty cell
 *
 * Puts a last row below the others that sums them up.
 */
void
tb_paper_table_set_totals (TbPaperTable *self, const char *const *cells)
{
  free_cells (self->totals, self->n_columns);
  self->totals = copy_cells (cells, self->n_columns);
}

/**
 * tb_paper_table_set_dense:
 * @dense: whether texts stand close to the rules, so that very many narrow columns fit
 */
void
tb_paper_table_set_dense (TbPaperTable *self, gboolean dense)
{
  self->dense = dense;
}

guint
tb_paper_table_get_n_columns (TbPaperTable *self)
{
  return self->n_columns;
}

const TbPaperColumn *
tb_paper_table_get_column (TbPaperTable *self, guint column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);

  return &self->columns[column];
}

guint
tb_paper_table_get_n_rows (TbPaperTable *self)
{
  return self->rows->len;
}

/**
 * tb_paper_table_get_row:
 *
 * Returns: (transfer none): a text for each column; %NULL where a cell is empty
 */
const char *const *
tb_paper_table_get_row (TbPaperTable *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, NULL);

  return g_ptr_array_index (self->rows, row);
}

/**
 * tb_paper_table_get_totals:
 *
 * Returns: (transfer none) (nullable): the last row, if there is one
 */
const char *const *
tb_paper_table_get_totals (TbPaperTable *self)
{
  return (const char *const *)self->totals;
}

gboolean
tb_paper_table_is_dense (TbPaperTable *self)
{
  return self->dense;
}
