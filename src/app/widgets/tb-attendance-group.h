/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_ATTENDANCE_GROUP (tb_attendance_group_get_type ())
G_DECLARE_FINAL_TYPE (TbAttendanceGroup, tb_attendance_group, TB, ATTENDANCE_GROUP,
                      AdwPreferencesGroup)

void tb_attendance_group_set_event (TbAttendanceGroup *self, TbSession *session, TbRecord *event);

G_END_DECLS
