/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_HOURS_PART (tb_hours_part_get_type ())
G_DECLARE_FINAL_TYPE (TbHoursPart, tb_hours_part, TB, HOURS_PART, AdwBin)

G_END_DECLS
