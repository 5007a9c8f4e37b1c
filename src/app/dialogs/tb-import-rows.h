/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-importer.h"

G_BEGIN_DECLS

/**
 * TbImportShow:
 * @TB_IMPORT_SHOW_PROBLEMS: rows with errors or warnings, and those for which a person must choose
 * @TB_IMPORT_SHOW_CHANGED: rows that change a record in the register
 * @TB_IMPORT_SHOW_NEW: rows that add one
 * @TB_IMPORT_SHOW_ALL: every row
 *
 * Which rows of an import are listed.
 */
typedef enum
{
  TB_IMPORT_SHOW_PROBLEMS,
  TB_IMPORT_SHOW_CHANGED,
  TB_IMPORT_SHOW_NEW,
  TB_IMPORT_SHOW_ALL,
} TbImportShow;

#define TB_TYPE_IMPORT_ROW (tb_import_row_get_type ())

/**
 * TbImportRow:
 *
 * One row of an import, by its index in the importer.
 */
G_DECLARE_FINAL_TYPE (TbImportRow, tb_import_row, TB, IMPORT_ROW, GObject)

guint tb_import_row_get_index (TbImportRow *self);

#define TB_TYPE_IMPORT_ROWS (tb_import_rows_get_type ())

/**
 * TbImportRows:
 *
 * A list model of #TbImportRow: an array of indexes; objects are made only for the rows on screen.
 */
G_DECLARE_FINAL_TYPE (TbImportRows, tb_import_rows, TB, IMPORT_ROWS, GObject)

TbImportRows *tb_import_rows_new (TbImporter *importer) G_GNUC_WARN_UNUSED_RESULT;
void tb_import_rows_refresh (TbImportRows *self, TbImportShow show);

G_END_DECLS
