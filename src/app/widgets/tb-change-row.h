/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-history-data.h"

G_BEGIN_DECLS

#define TB_TYPE_CHANGE_ROW (tb_change_row_get_type ())
G_DECLARE_FINAL_TYPE (TbChangeRow, tb_change_row, TB, CHANGE_ROW, AdwExpanderRow)

GtkWidget *tb_change_row_new (const TbHistoryChange *change, gboolean can_undo,
                              TbClock *clock) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
