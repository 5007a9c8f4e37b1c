/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-board-card.h"

G_BEGIN_DECLS

#define TB_TYPE_BOARD_COLUMN (tb_board_column_get_type ())
G_DECLARE_FINAL_TYPE (TbBoardColumn, tb_board_column, TB, BOARD_COLUMN, AdwBin)

GtkWidget *tb_board_column_new (const char *title) G_GNUC_WARN_UNUSED_RESULT;

void tb_board_column_set_cards (TbBoardColumn *self, GPtrArray *cards, gint64 n_all);
GListModel *tb_board_column_get_cards (TbBoardColumn *self);
TbBoardCard *tb_board_column_get_selected (TbBoardColumn *self);
gboolean tb_board_column_select (TbBoardColumn *self, const char *id);
void tb_board_column_focus (TbBoardColumn *self);

G_END_DECLS
