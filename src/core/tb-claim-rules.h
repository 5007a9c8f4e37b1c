/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to core: what stands behind the transitions of claims (domain model §1.9). */

#include "tb-transition-rule.h"

G_BEGIN_DECLS

gboolean tb_claim_guard_check (const TbTransitionStep *step, GError **error);
gboolean tb_claim_guard_confirm (const TbTransitionStep *step, GError **error);
gboolean tb_claim_prepare_confirm (const TbTransitionStep *step, GError **error);
gboolean tb_claim_follow_confirm (const TbTransitionStep *step, GError **error);
gboolean tb_claim_guard_start (const TbTransitionStep *step, GError **error);
gboolean tb_claim_prepare_start (const TbTransitionStep *step, GError **error);
gboolean tb_claim_guard_submit (const TbTransitionStep *step, GError **error);
gboolean tb_claim_prepare_submit (const TbTransitionStep *step, GError **error);
gboolean tb_claim_guard_accept (const TbTransitionStep *step, GError **error);
gboolean tb_claim_prepare_accept (const TbTransitionStep *step, GError **error);
gboolean tb_claim_guard_send_back (const TbTransitionStep *step, GError **error);
gboolean tb_claim_prepare_send_back (const TbTransitionStep *step, GError **error);
gboolean tb_claim_guard_fail (const TbTransitionStep *step, GError **error);
gboolean tb_claim_guard_evaluate (const TbTransitionStep *step, GError **error);
gboolean tb_claim_prepare_withdraw (const TbTransitionStep *step, GError **error);
gboolean tb_claim_follow_withdraw (const TbTransitionStep *step, GError **error);

G_END_DECLS
