/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-writer.h"

G_BEGIN_DECLS

/**
 * TbXlsxWriter:
 *
 * Writes .xlsx workbooks of one sheet, row by row: bold headings that stay in sight, a filter on
 * each, text columns that stay text when somebody types in them.
 */
#define TB_TYPE_XLSX_WRITER (tb_xlsx_writer_get_type ())
G_DECLARE_FINAL_TYPE (TbXlsxWriter, tb_xlsx_writer, TB, XLSX_WRITER, TbSheetWriter)

TbSheetWriter *tb_xlsx_writer_new (GFile *file, const char *sheet_name, const char *note,
                                   const TbSheetColumn *columns, guint n_columns,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
