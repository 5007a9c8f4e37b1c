/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-report.h"

G_BEGIN_DECLS

/**
 * TbPrintDialog:
 *
 * Asks which year, month and organisation a ledger is to be of, and whether it is printed or saved.
 *
 * Signals:
 *  - `chosen (const char *extension)`: of the file that it is saved to; %NULL to print
 */
#define TB_TYPE_PRINT_DIALOG (tb_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbPrintDialog, tb_print_dialog, TB, PRINT_DIALOG, AdwDialog)

AdwDialog *tb_print_dialog_new (TbSession *session,
                                const TbReportKind *kind) G_GNUC_WARN_UNUSED_RESULT;
const TbReportKind *tb_print_dialog_get_kind (TbPrintDialog *self);
void tb_print_dialog_get_arguments (TbPrintDialog *self, TbReportArguments *arguments);

G_END_DECLS
