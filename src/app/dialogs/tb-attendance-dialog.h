/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbAttendanceDialog:
 *
 * The list of an event: everybody who was invited or came, and for each what can be entered: came,
 * late, on leave, absent, not counted, made up. It follows the register while it is open.
 */
#define TB_TYPE_ATTENDANCE_DIALOG (tb_attendance_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbAttendanceDialog, tb_attendance_dialog, TB, ATTENDANCE_DIALOG, AdwDialog)

AdwDialog *tb_attendance_dialog_new (TbSession *session,
                                     const char *event_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
