/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-reader.h"
#include "tb-xlsx-package.h"

G_BEGIN_DECLS

/**
 * TbXlsxWorkbook:
 *
 * The table of contents of an .xlsx file: its worksheets and the parts where they, their texts and
 * styles are.
 */
typedef struct _TbXlsxWorkbook TbXlsxWorkbook;

TbXlsxWorkbook *tb_xlsx_workbook_load (TbXlsxPackage *package, GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_xlsx_workbook_free (TbXlsxWorkbook *self);
const TbSheetInfo *tb_xlsx_workbook_get_sheets (TbXlsxWorkbook *self, guint *n_sheets);
const char *tb_xlsx_workbook_get_sheet_part (TbXlsxWorkbook *self, guint sheet);
const char *tb_xlsx_workbook_get_shared_strings_part (TbXlsxWorkbook *self);
const char *tb_xlsx_workbook_get_styles_part (TbXlsxWorkbook *self);
gboolean tb_xlsx_workbook_get_date_1904 (TbXlsxWorkbook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbXlsxWorkbook, tb_xlsx_workbook_free)

G_END_DECLS
