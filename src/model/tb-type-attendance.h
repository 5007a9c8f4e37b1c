/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbAttendanceField:
 *
 * Who was to come to an event, and came. Name and workplace are kept as they were; `can_vote` too.
 */
typedef enum
{
  TB_ATTENDANCE_EVENT,
  TB_ATTENDANCE_PERSON,
  TB_ATTENDANCE_NAME,
  TB_ATTENDANCE_WORKPLACE,
  TB_ATTENDANCE_ROLE,
  TB_ATTENDANCE_STATE,
  TB_ATTENDANCE_LEAVE_KIND,
  TB_ATTENDANCE_LEAVE_REASON,
  TB_ATTENDANCE_SIGNED_AT,
  TB_ATTENDANCE_SIGNED_BY,
  TB_ATTENDANCE_CAN_VOTE,
  TB_ATTENDANCE_EXEMPT,
  TB_ATTENDANCE_MADE_UP_ON,
  TB_ATTENDANCE_MADE_UP_FORM,
  TB_ATTENDANCE_REMARK,
  TB_ATTENDANCE_INCOMPLETE,
  TB_ATTENDANCE_N_FIELDS,
} TbAttendanceField;

extern const TbRecordType tb_type_attendance;

G_END_DECLS
