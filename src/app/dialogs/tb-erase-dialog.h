/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbEraseDialog:
 *
 * Says what goes and what stays when the values of a person are erased, asks on what ground and
 * why, and has it done.
 *
 * Signals:
 *  - `erased ()`: the values are gone
 */
#define TB_TYPE_ERASE_DIALOG (tb_erase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbEraseDialog, tb_erase_dialog, TB, ERASE_DIALOG, AdwAlertDialog)

AdwDialog *tb_erase_dialog_new (TbSession *session, TbRecord *person) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
