/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_CLAIM_ROW (tb_claim_row_get_type ())
G_DECLARE_FINAL_TYPE (TbClaimRow, tb_claim_row, TB, CLAIM_ROW, AdwExpanderRow)

GtkWidget *tb_claim_row_new (TbSession *session, TbRecord *claim) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
