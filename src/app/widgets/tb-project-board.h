/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_PROJECT_BOARD (tb_project_board_get_type ())
G_DECLARE_FINAL_TYPE (TbProjectBoard, tb_project_board, TB, PROJECT_BOARD, AdwBin)

G_END_DECLS
