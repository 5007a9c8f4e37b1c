/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-xlsx-sheet.h"

G_BEGIN_DECLS

/**
 * TbXlsxCellType:
 *
 * How a cell's value is written, by its `t` attribute.
 */
typedef enum
{
  TB_XLSX_CELL_NUMBER,
  TB_XLSX_CELL_SHARED,
  TB_XLSX_CELL_INLINE,
  TB_XLSX_CELL_TEXT,
  TB_XLSX_CELL_BOOLEAN,
  TB_XLSX_CELL_ERROR,
  TB_XLSX_CELL_DATE,
} TbXlsxCellType;

TbXlsxCellType tb_xlsx_cell_type_from_attribute (const char *t);
gboolean tb_xlsx_cell_decode (const TbXlsxSheetContext *context, TbXlsxCellType type, guint style,
                              GString *value, GStringChunk *texts, TbCell *cell);

G_END_DECLS
