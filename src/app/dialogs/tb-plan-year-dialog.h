/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbPlanYearDialog:
 *
 * The recurring events, and what they make of a year: seen before it is made, made in one action,
 * taken back in one.
 *
 * Signals:
 *  - `saved (const char *batch)`
 */
#define TB_TYPE_PLAN_YEAR_DIALOG (tb_plan_year_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbPlanYearDialog, tb_plan_year_dialog, TB, PLAN_YEAR_DIALOG, AdwDialog)

AdwDialog *tb_plan_year_dialog_new (TbSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
