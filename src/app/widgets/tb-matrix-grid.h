/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-event-matrix.h"

G_BEGIN_DECLS

/**
 * TbMatrixGrid:
 *
 * The yearly matrix: which branch held what, and when. It draws itself, for a district has some two
 * thousand cells. One cell has the cursor; arrows move it, Enter or a click opens it.
 *
 * Signals:
 *  - `cell-opened (guint row, guint column)`
 */
#define TB_TYPE_MATRIX_GRID (tb_matrix_grid_get_type ())
G_DECLARE_FINAL_TYPE (TbMatrixGrid, tb_matrix_grid, TB, MATRIX_GRID, GtkWidget)

void tb_matrix_grid_take_matrix (TbMatrixGrid *self, TbEventMatrix *matrix);
TbEventMatrix *tb_matrix_grid_get_matrix (TbMatrixGrid *self);

G_END_DECLS
