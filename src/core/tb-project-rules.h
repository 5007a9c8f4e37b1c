/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to core: what stands behind the transitions of projects (domain model §1.9). */

#include "tb-transition-rule.h"

G_BEGIN_DECLS

gboolean tb_project_guard_publish (const TbTransitionStep *step, GError **error);
gboolean tb_project_prepare_publish (const TbTransitionStep *step, GError **error);
gboolean tb_project_guard_start (const TbTransitionStep *step, GError **error);
gboolean tb_project_follow_start (const TbTransitionStep *step, GError **error);
gboolean tb_project_guard_finish (const TbTransitionStep *step, GError **error);
gboolean tb_project_guard_accept (const TbTransitionStep *step, GError **error);
gboolean tb_project_prepare_accept (const TbTransitionStep *step, GError **error);
gboolean tb_project_guard_evaluate (const TbTransitionStep *step, GError **error);
gboolean tb_project_guard_lapse (const TbTransitionStep *step, GError **error);
gboolean tb_project_prepare_republish (const TbTransitionStep *step, GError **error);
gboolean tb_project_guard_assign (const TbTransitionStep *step, GError **error);
gboolean tb_project_follow_assign (const TbTransitionStep *step, GError **error);
gboolean tb_project_guard_extend (const TbTransitionStep *step, GError **error);
gboolean tb_project_prepare_extend (const TbTransitionStep *step, GError **error);
gboolean tb_project_follow_extend (const TbTransitionStep *step, GError **error);
gboolean tb_project_prepare_terminate (const TbTransitionStep *step, GError **error);
gboolean tb_project_follow_terminate (const TbTransitionStep *step, GError **error);

G_END_DECLS
