/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define TB_TYPE_BOARD_CARD (tb_board_card_get_type ())
G_DECLARE_FINAL_TYPE (TbBoardCard, tb_board_card, TB, BOARD_CARD, GObject)

const char *tb_board_card_get_id (TbBoardCard *self);
gboolean tb_board_card_equal (TbBoardCard *a, TbBoardCard *b);

G_END_DECLS
