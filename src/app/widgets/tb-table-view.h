/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-record-list.h"

G_BEGIN_DECLS

#define TB_TYPE_TABLE_VIEW (tb_table_view_get_type ())
G_DECLARE_FINAL_TYPE (TbTableView, tb_table_view, TB, TABLE_VIEW, AdwBin)

void tb_table_view_set_list (TbTableView *self, TbRecordList *list);
gboolean tb_table_view_get_narrow (TbTableView *self);
GMenuModel *tb_table_view_get_columns_menu (TbTableView *self);
GActionGroup *tb_table_view_get_columns (TbTableView *self);

TbRecord *tb_table_view_get_selected (TbTableView *self);
gboolean tb_table_view_select_row (TbTableView *self, gint64 row);
void tb_table_view_select_nearest (TbTableView *self);
void tb_table_view_unselect (TbTableView *self);
void tb_table_view_focus (TbTableView *self);

G_END_DECLS
