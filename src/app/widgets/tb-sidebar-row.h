/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-page.h"

G_BEGIN_DECLS

#define TB_TYPE_SIDEBAR_ROW (tb_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (TbSidebarRow, tb_sidebar_row, TB, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget *tb_sidebar_row_new (const TbPageInfo *info) G_GNUC_WARN_UNUSED_RESULT;
const TbPageInfo *tb_sidebar_row_get_info (TbSidebarRow *self);
void tb_sidebar_row_set_count (TbSidebarRow *self, gint64 count);

G_END_DECLS
