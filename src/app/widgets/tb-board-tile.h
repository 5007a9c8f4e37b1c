/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-board-card.h"

G_BEGIN_DECLS

#define TB_TYPE_BOARD_TILE (tb_board_tile_get_type ())
G_DECLARE_FINAL_TYPE (TbBoardTile, tb_board_tile, TB, BOARD_TILE, AdwBin)

G_END_DECLS
