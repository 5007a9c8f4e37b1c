/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-record.h"

G_BEGIN_DECLS

#define TB_TYPE_ATTENDANCE_ROW (tb_attendance_row_get_type ())
G_DECLARE_FINAL_TYPE (TbAttendanceRow, tb_attendance_row, TB, ATTENDANCE_ROW, GtkBox)

GtkWidget *tb_attendance_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_attendance_row_set_record (TbAttendanceRow *self, TbRecord *attendance);

G_END_DECLS
