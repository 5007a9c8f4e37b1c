/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-machine.h"
#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_TRANSITION_DIALOG (tb_transition_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbTransitionDialog, tb_transition_dialog, TB, TRANSITION_DIALOG, AdwDialog)

gboolean tb_transition_dialog_is_needed (const TbTransition *transition);
AdwDialog *tb_transition_dialog_new (TbSession *session, TbRecord *record,
                                     const TbTransition *transition) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
