/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbVerifyDialog:
 *
 * Checks the register while it is shown, and says what was found. Closing it stops the check.
 */
#define TB_TYPE_VERIFY_DIALOG (tb_verify_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbVerifyDialog, tb_verify_dialog, TB, VERIFY_DIALOG, AdwDialog)

AdwDialog *tb_verify_dialog_new (TbSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
