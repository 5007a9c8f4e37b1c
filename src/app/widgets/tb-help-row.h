/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-help-page.h"

G_BEGIN_DECLS

#define TB_TYPE_HELP_ROW (tb_help_row_get_type ())
G_DECLARE_FINAL_TYPE (TbHelpRow, tb_help_row, TB, HELP_ROW, GtkListBoxRow)

GtkWidget *tb_help_row_new (TbHelpPage *page) G_GNUC_WARN_UNUSED_RESULT;
TbHelpPage *tb_help_row_get_page (TbHelpRow *self);

G_END_DECLS
