/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TB_TYPE_TABLE_TEXT (tb_table_text_get_type ())
G_DECLARE_FINAL_TYPE (TbTableText, tb_table_text, TB, TABLE_TEXT, GObject)

TbTableText *tb_table_text_new (GtkWidget *view) G_GNUC_WARN_UNUSED_RESULT;
int tb_table_text_get_line_height (TbTableText *self);
void tb_table_text_draw_line (TbTableText *self, GtkSnapshot *snapshot, const char *text, int width,
                              float y, const GdkRGBA *color);

G_END_DECLS
