/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbCorrectDialog:
 *
 * How a record that is locked is corrected: one field, its new value, why, and who approved it. The
 * earlier value stays visible.
 *
 * Signals:
 *  - `saved (const char *batch)`
 */
#define TB_TYPE_CORRECT_DIALOG (tb_correct_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbCorrectDialog, tb_correct_dialog, TB, CORRECT_DIALOG, AdwDialog)

AdwDialog *tb_correct_dialog_new (TbSession *session, TbRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
