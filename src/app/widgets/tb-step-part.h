/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_STEP_PART (tb_step_part_get_type ())
G_DECLARE_FINAL_TYPE (TbStepPart, tb_step_part, TB, STEP_PART, AdwBin)

G_END_DECLS
