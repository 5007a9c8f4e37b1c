/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TB_PAPER_ALIGN_START,
  TB_PAPER_ALIGN_CENTRE,
  TB_PAPER_ALIGN_END,
} TbPaperAlign;

/**
 * TbPaperColumn:
 * @heading: what stands above the column
 * @group: (nullable): what stands above it and its neighbours of the same group
 * @width: its part of the width, beside that of the others; about how many characters it holds
 * @align: where its texts stand
 * @is_number: whether a spreadsheet holds its cells as numbers
 * @dup_printed: (nullable): makes of a cell what stands on paper, where that is not what a
 *   spreadsheet holds, such as a date
 */
typedef struct
{
  const char *heading;
  const char *group;
  double width;
  TbPaperAlign align;
  gboolean is_number;
  char *(*dup_printed) (const char *cell);
} TbPaperColumn;

/**
 * TbPaperTable:
 *
 * A table as data: its columns, rows of texts, and a row of totals. What is printed and what is
 * written to a spreadsheet come from the same table.
 */
typedef struct _TbPaperTable TbPaperTable;

TbPaperTable *tb_paper_table_new (const TbPaperColumn *columns,
                                  guint n_columns) G_GNUC_WARN_UNUSED_RESULT;
TbPaperTable *tb_paper_table_ref (TbPaperTable *self);
void tb_paper_table_unref (TbPaperTable *self);

void tb_paper_table_add_row (TbPaperTable *self, const char *const *cells);
void tb_paper_table_take_row (TbPaperTable *self, char **cells);
void tb_paper_table_set_totals (TbPaperTable *self, const char *const *cells);
void tb_paper_table_set_dense (TbPaperTable *self, gboolean dense);

guint tb_paper_table_get_n_columns (TbPaperTable *self);
const TbPaperColumn *tb_paper_table_get_column (TbPaperTable *self, guint column);
guint tb_paper_table_get_n_rows (TbPaperTable *self);
const char *const *tb_paper_table_get_row (TbPaperTable *self, guint row);
const char *const *tb_paper_table_get_totals (TbPaperTable *self);
gboolean tb_paper_table_is_dense (TbPaperTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPaperTable, tb_paper_table_unref)

G_END_DECLS
