/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbExportDialog:
 *
 * Asks how the records of a query are written to a file, and writes them.
 *
 * Signals:
 *  - `exported (GFile *file, gint64 n)`
 */
#define TB_TYPE_EXPORT_DIALOG (tb_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbExportDialog, tb_export_dialog, TB, EXPORT_DIALOG, AdwDialog)

AdwDialog *tb_export_dialog_new (TbSession *session, TbQuery *query) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
