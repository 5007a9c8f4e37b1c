/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-importer.h"

G_BEGIN_DECLS

/**
 * TbImportColumnsPage:
 *
 * Second page of the import assistant: what was recognised in the file, and which column is what.
 *
 * Signals:
 *  - `sheet-chosen (guint sheet)`: another sheet is to be read; tb_import_columns_page_refresh()
 * when it is
 *  - `next ()`: the rows are to be checked
 */
#define TB_TYPE_IMPORT_COLUMNS_PAGE (tb_import_columns_page_get_type ())
G_DECLARE_FINAL_TYPE (TbImportColumnsPage, tb_import_columns_page, TB, IMPORT_COLUMNS_PAGE,
                      AdwNavigationPage)

AdwNavigationPage *tb_import_columns_page_new (TbImporter *importer) G_GNUC_WARN_UNUSED_RESULT;
void tb_import_columns_page_refresh (TbImportColumnsPage *self);

G_END_DECLS
