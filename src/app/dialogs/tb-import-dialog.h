/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbImportDialog:
 *
 * The import assistant: choose a file → columns → checked rows → import → done, each step a page.
 *
 * Signals:
 *  - `imported (const char *batch)`: the rows are in the register
 */
#define TB_TYPE_IMPORT_DIALOG (tb_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbImportDialog, tb_import_dialog, TB, IMPORT_DIALOG, AdwDialog)

AdwDialog *tb_import_dialog_new (TbSession *session, GFile *file) G_GNUC_WARN_UNUSED_RESULT;
void tb_import_dialog_paste (TbImportDialog *self);

G_END_DECLS
