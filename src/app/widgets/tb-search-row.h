/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TB_TYPE_SEARCH_ROW (tb_search_row_get_type ())
G_DECLARE_FINAL_TYPE (TbSearchRow, tb_search_row, TB, SEARCH_ROW, GtkListBoxRow)

GtkWidget *tb_search_row_new (const char *icon_name, const char *title, const char *subtitle,
                              const char *kind) G_GNUC_WARN_UNUSED_RESULT;
void tb_search_row_lead_to (TbSearchRow *self, const char *action, GVariant *target);
const char *tb_search_row_get_action (TbSearchRow *self);
GVariant *tb_search_row_get_target (TbSearchRow *self);

G_END_DECLS
