/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-query.h"
#include "tb-record.h"

G_BEGIN_DECLS

#define TB_TYPE_TABLE_COLUMNS (tb_table_columns_get_type ())
G_DECLARE_FINAL_TYPE (TbTableColumns, tb_table_columns, TB, TABLE_COLUMNS, GObject)

TbTableColumns *tb_table_columns_new (GtkColumnView *view, const TbRecordType *type,
                                      gboolean narrow) G_GNUC_WARN_UNUSED_RESULT;
void tb_table_columns_set_narrow (TbTableColumns *self, gboolean narrow);
GMenuModel *tb_table_columns_get_menu (TbTableColumns *self);
GActionGroup *tb_table_columns_get_actions (TbTableColumns *self);
guint tb_table_columns_get_field (TbTableColumns *self, GtkColumnViewColumn *column);
char *tb_table_columns_dup_row (TbTableColumns *self, TbRecord *record) G_GNUC_WARN_UNUSED_RESULT;
GtkColumnViewColumn *tb_table_columns_find (TbTableColumns *self, guint field);
void tb_table_columns_remember_order (TbTableColumns *self, TbQuery *query);
gboolean tb_table_columns_restore_order (TbQuery *query);
GtkColumnViewColumn *tb_table_columns_get_title (TbTableColumns *self);

G_END_DECLS
