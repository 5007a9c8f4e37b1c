/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-reader.h"

G_BEGIN_DECLS

/**
 * TbImportSheet:
 *
 * The cells of one sheet, held compactly: equal texts are kept once, a cell is five bytes. Rows
 * that have nothing in them are not kept. One thread at a time.
 */
typedef struct _TbImportSheet TbImportSheet;

TbImportSheet *tb_import_sheet_load (TbSheetReader *reader, guint sheet, guint max_rows,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_import_sheet_free (TbImportSheet *self);

guint tb_import_sheet_get_n_rows (TbImportSheet *self);
guint tb_import_sheet_get_n_columns (TbImportSheet *self);
guint tb_import_sheet_get_row_number (TbImportSheet *self, guint row);
gboolean tb_import_sheet_is_row_hidden (TbImportSheet *self, guint row);
gboolean tb_import_sheet_is_column_hidden (TbImportSheet *self, guint column);

TbCellKind tb_import_sheet_get_kind (TbImportSheet *self, guint row, guint column);
const char *tb_import_sheet_get_text (TbImportSheet *self, guint row, guint column);
guint32 tb_import_sheet_get_text_id (TbImportSheet *self, guint row, guint column);
void tb_import_sheet_set_text (TbImportSheet *self, guint row, guint column, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbImportSheet, tb_import_sheet_free)

G_END_DECLS
