/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-importer.h"

G_BEGIN_DECLS

/**
 * TbImportRowCell:
 *
 * One row of an import in the list of checked rows: what becomes of it, or what is wrong with it.
 */
#define TB_TYPE_IMPORT_ROW_CELL (tb_import_row_cell_get_type ())
G_DECLARE_FINAL_TYPE (TbImportRowCell, tb_import_row_cell, TB, IMPORT_ROW_CELL, GtkBox)

GtkWidget *tb_import_row_cell_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_import_row_cell_show (TbImportRowCell *self, TbImporter *importer, guint index);
char *tb_import_row_dup_title (TbImporter *importer, guint index) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
