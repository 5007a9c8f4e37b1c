/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-importer.h"

G_BEGIN_DECLS

/**
 * TbImportRowPage:
 *
 * One row of an import: what is wrong with it, cell by cell, corrected in place; what it changes in
 * the register; which record it is about where several fit. What was typed is kept, too, when the
 * page is left.
 *
 * Signals: `next ()`: the row that follows is to be shown
 */
#define TB_TYPE_IMPORT_ROW_PAGE (tb_import_row_page_get_type ())
G_DECLARE_FINAL_TYPE (TbImportRowPage, tb_import_row_page, TB, IMPORT_ROW_PAGE, AdwNavigationPage)

AdwNavigationPage *tb_import_row_page_new (TbImporter *importer,
                                           guint index) G_GNUC_WARN_UNUSED_RESULT;
guint tb_import_row_page_get_index (TbImportRowPage *self);
void tb_import_row_page_set_has_next (TbImportRowPage *self, gboolean has_next);

G_END_DECLS
