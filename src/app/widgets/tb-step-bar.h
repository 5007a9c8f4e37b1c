/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_STEP_BAR (tb_step_bar_get_type ())
G_DECLARE_FINAL_TYPE (TbStepBar, tb_step_bar, TB, STEP_BAR, AdwBin)

void tb_step_bar_set_record (TbStepBar *self, TbSession *session, TbRecord *record);

G_END_DECLS
