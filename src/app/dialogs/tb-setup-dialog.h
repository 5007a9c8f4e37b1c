/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbSetupDialog:
 *
 * The short form with which a register begins: tower, floors, property company, branch.
 *
 * Signals:
 *  - `finished (const char *batch)`
 */
#define TB_TYPE_SETUP_DIALOG (tb_setup_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbSetupDialog, tb_setup_dialog, TB, SETUP_DIALOG, AdwDialog)

AdwDialog *tb_setup_dialog_new (TbSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
