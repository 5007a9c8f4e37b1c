/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_CLAIM_DIALOG (tb_claim_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbClaimDialog, tb_claim_dialog, TB, CLAIM_DIALOG, AdwDialog)

AdwDialog *tb_claim_dialog_new (TbSession *session, TbRecord *claim) G_GNUC_WARN_UNUSED_RESULT;
AdwDialog *tb_claim_dialog_new_for_assignment (TbSession *session, TbRecord *claim,
                                               TbRecord *project) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
