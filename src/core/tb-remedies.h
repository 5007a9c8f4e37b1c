/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to core: what is to be done first where a transition is refused. */

#include "tb-transition-rule.h"

G_BEGIN_DECLS

gboolean tb_remedy_publish (const TbTransitionStep *step, TbRemedy *remedy, GError **error);
gboolean tb_remedy_start_project (const TbTransitionStep *step, TbRemedy *remedy, GError **error);
gboolean tb_remedy_finish (const TbTransitionStep *step, TbRemedy *remedy, GError **error);
gboolean tb_remedy_accept_project (const TbTransitionStep *step, TbRemedy *remedy, GError **error);
gboolean tb_remedy_work_on_claim (const TbTransitionStep *step, TbRemedy *remedy, GError **error);
gboolean tb_remedy_open_sign_in (const TbTransitionStep *step, TbRemedy *remedy, GError **error);
gboolean tb_remedy_hold (const TbTransitionStep *step, TbRemedy *remedy, GError **error);
gboolean tb_remedy_archive (const TbTransitionStep *step, TbRemedy *remedy, GError **error);

G_END_DECLS
