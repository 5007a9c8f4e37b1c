/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-record-list.h"
#include "tb-table-text.h"

G_BEGIN_DECLS

#define TB_TYPE_TABLE_CELL (tb_table_cell_get_type ())
G_DECLARE_FINAL_TYPE (TbTableCell, tb_table_cell, TB, TABLE_CELL, GtkWidget)

GtkWidget *tb_table_cell_new (TbTableText *text, guint field,
                              gboolean summary) G_GNUC_WARN_UNUSED_RESULT;
void tb_table_cell_set_item (TbTableCell *self, TbRecordItem *item);
TbRecordItem *tb_table_cell_get_item (TbTableCell *self);

G_END_DECLS
