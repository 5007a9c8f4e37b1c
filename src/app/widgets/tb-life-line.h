/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-record.h"

G_BEGIN_DECLS

#define TB_TYPE_LIFE_LINE (tb_life_line_get_type ())
G_DECLARE_FINAL_TYPE (TbLifeLine, tb_life_line, TB, LIFE_LINE, GtkWidget)

gboolean tb_life_line_is_for (TbRecord *record);
void tb_life_line_set_record (TbLifeLine *self, TbRecord *record);

G_END_DECLS
