/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbRevealDialog:
 *
 * Asks why masked values are to be shown, and has it journalled.
 *
 * Signals:
 *  - `revealed ()`: it was journalled; the values may be shown
 */
#define TB_TYPE_REVEAL_DIALOG (tb_reveal_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbRevealDialog, tb_reveal_dialog, TB, REVEAL_DIALOG, AdwAlertDialog)

void tb_reveal_dialog_ask (GtkWidget *parent, TbSession *session, TbRecord *record,
                           GCallback revealed, gpointer object);

G_END_DECLS
