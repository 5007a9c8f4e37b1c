/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbPaperGrid:
 *
 * The ruled cells of a form: rows of labels and values that span one or more of its columns.
 */
typedef struct _TbPaperGrid TbPaperGrid;

TbPaperGrid *tb_paper_grid_new (const double *widths, guint n_columns) G_GNUC_WARN_UNUSED_RESULT;
void tb_paper_grid_free (TbPaperGrid *self);

void tb_paper_grid_begin_row (TbPaperGrid *self, guint min_lines);
void tb_paper_grid_add_label (TbPaperGrid *self, const char *text, guint span);
void tb_paper_grid_add_value (TbPaperGrid *self, const char *text, guint span);
void tb_paper_grid_add_prose (TbPaperGrid *self, const char *text, guint span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPaperGrid, tb_paper_grid_free)

G_END_DECLS
