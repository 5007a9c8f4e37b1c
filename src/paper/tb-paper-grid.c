/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-paper-private.h"

static void
cell_clear (gpointer data)
{
  TbPaperGridCell *cell = data;

  g_free (cell->text);
}

static void
row_free (gpointer data)
{
  TbPaperGridRow *row = data;

  g_array_unref (row->cells);
  g_free (row);
}

/**
 * tb_paper_grid_new:
 * @widths: (array length=n_columns): the columns' parts of the width
 *
 * Returns: (transfer full): a grid without rows
 */
TbPaperGrid *
tb_paper_grid_new (const double *widths, guint n_columns)
{
  TbPaperGrid *self;

  g_return_val_if_fail (widths != NULL && n_columns > 0, NULL);

  self = g_new0 (TbPaperGrid, 1);
  self->widths = g_memdup2 (widths, n_columns * sizeof *widths);
  self->n_columns = n_columns;
  self->rows = g_ptr_array_new_with_free_func (row_free);

  return self;
}

void
tb_paper_grid_free (TbPaperGrid *self)
{
  g_free (self->widths);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * tb_paper_grid_begin_row:
 * @min_lines: how many lines high it is at least
 *
 * Begins a row; the cells added next stand in it from left to right, and their spans make up the
 * number of columns.
 */
void
tb_paper_grid_begin_row (TbPaperGrid *self, guint min_lines)
{
  TbPaperGridRow *row = g_new0 (TbPaperGridRow, 1);

  row->cells = g_array_new (FALSE, TRUE, sizeof (TbPaperGridCell));
  g_array_set_clear_func (row->cells, cell_clear);
  row->min_lines = MAX (min_lines, 1);
  g_ptr_array_add (self->rows, row);
}

static void
add_cell (TbPaperGrid *self, const char *text, guint span, TbPaperType type, gboolean is_prose)
{
  TbPaperGridCell cell = { g_strdup (text), span, type, is_prose };
  TbPaperGridRow *row;

  g_return_if_fail (self->rows->len > 0);
  g_return_if_fail (span > 0 && span <= self->n_columns);

  row = g_ptr_array_index (self->rows, self->rows->len - 1);
  g_array_append_val (row->cells, cell);
}

/**
 * tb_paper_grid_add_label:
 * @text: what the next value is
 * @span: how many columns it takes
 */
void
tb_paper_grid_add_label (TbPaperGrid *self, const char *text, guint span)
{
  add_cell (self, text, span, TB_PAPER_TYPE_HEAD, FALSE);
}

/**
 * tb_paper_grid_add_value:
 * @text: (nullable): a short text, in the middle of its cell; %NULL to be filled in by hand
 * @span: how many columns it takes
 */
void
tb_paper_grid_add_value (TbPaperGrid *self, const char *text, guint span)
{
  add_cell (self, text, span, TB_PAPER_TYPE_CELL, FALSE);
}

/**
 * tb_paper_grid_add_prose:
 * @text: (nullable): a long text, from the top of its cell; goes on on the next page where it must
 * @span: how many columns it takes
 */
void
tb_paper_grid_add_prose (TbPaperGrid *self, const char *text, guint span)
{
  add_cell (self, text, span, TB_PAPER_TYPE_CELL, TRUE);
}
