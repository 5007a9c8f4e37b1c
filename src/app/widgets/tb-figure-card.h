/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TB_TYPE_FIGURE_CARD (tb_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (TbFigureCard, tb_figure_card, TB, FIGURE_CARD, GtkButton)

GtkWidget *tb_figure_card_new (const char *icon_name, const char *title) G_GNUC_WARN_UNUSED_RESULT;
void tb_figure_card_set_number (TbFigureCard *self, gint64 number, const char *note);

G_END_DECLS
