/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_PROJECT_PART (tb_project_part_get_type ())
G_DECLARE_FINAL_TYPE (TbProjectPart, tb_project_part, TB, PROJECT_PART, AdwBin)

G_END_DECLS
