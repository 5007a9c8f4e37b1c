/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-reader.h"
#include "tb-xlsx-merges.h"
#include "tb-xlsx-shared-strings.h"
#include "tb-xlsx-styles.h"

G_BEGIN_DECLS

/**
 * TbXlsxSheetContext:
 * @strings: the workbook's shared texts
 * @styles: the workbook's cell formats
 * @merges: the sheet's merged areas, rewound
 * @date_1904: whether dates count from 1904
 * @hidden_columns: is filled with the sheet's hidden columns: pairs of guint, first and last index
 *
 * What is needed to understand the cells of a sheet.
 */
typedef struct
{
  TbXlsxSharedStrings *strings;
  TbXlsxStyles *styles;
  TbXlsxMerges *merges;
  gboolean date_1904;
  GArray *hidden_columns;
} TbXlsxSheetContext;

gboolean tb_xlsx_sheet_read (TbXlsxPackage *package, const char *part,
                             const TbXlsxSheetContext *context, TbSheetRowFunc func,
                             gpointer user_data, GCancellable *cancellable, GError **error);

G_END_DECLS
