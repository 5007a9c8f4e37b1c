/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_RECORD_ROW (tb_record_row_get_type ())
G_DECLARE_FINAL_TYPE (TbRecordRow, tb_record_row, TB, RECORD_ROW, AdwActionRow)

GtkWidget *tb_record_row_new (const char *title, const char *subtitle) G_GNUC_WARN_UNUSED_RESULT;
void tb_record_row_lead_to (TbRecordRow *self, const char *action, GVariant *target);
void tb_record_row_set_icon (TbRecordRow *self, const char *icon_name);

G_END_DECLS
