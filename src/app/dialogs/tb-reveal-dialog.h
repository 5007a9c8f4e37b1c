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
 *  - `revealed (TbRecord *record, guint field)`: it was journalled; the values of this record may
 * be shown, of which the field was asked for
 */
#define TB_TYPE_REVEAL_DIALOG (tb_reveal_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbRevealDialog, tb_reveal_dialog, TB, REVEAL_DIALOG, AdwAlertDialog)

void tb_reveal_dialog_ask (GtkWidget *parent, TbSession *session, TbRecord *record, guint field,
                           GCallback revealed, gpointer object);

G_END_DECLS
