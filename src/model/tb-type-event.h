/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbEventField:
 *
 * Fields of an event of organisation life. `state` is changed by transitions only (see #TbMachine);
 * `on` is the day it was held or, before that, is planned for. Times of day are civil time of the
 * place, `14:30`.
 */
typedef enum
{
  TB_EVENT_CODE,
  TB_EVENT_KIND,
  TB_EVENT_TITLE,
  TB_EVENT_TITLE_KEY,
  TB_EVENT_ORGANISATION,
  TB_EVENT_TOWER,
  TB_EVENT_STATE,
  TB_EVENT_ON,
  TB_EVENT_PLANNED_ON,
  TB_EVENT_PLANNED_FROM,
  TB_EVENT_PLANNED_TO,
  TB_EVENT_PLACE,
  TB_EVENT_HELD_ON,
  TB_EVENT_HELD_FROM,
  TB_EVENT_HELD_TO,
  TB_EVENT_HOST,
  TB_EVENT_RECORDER,
  TB_EVENT_SPEAKER,
  TB_EVENT_GUEST_SPEAKER,
  TB_EVENT_AUDIENCE,
  TB_EVENT_GROUP,
  TB_EVENT_AGENDA,
  TB_EVENT_NOTICE,
  TB_EVENT_NOTIFIED_ON,
  TB_EVENT_MINUTES,
  TB_EVENT_NEXT_STEPS,
  TB_EVENT_EXPECTED,
  TB_EVENT_PRESENT,
  TB_EVENT_EXCUSED,
  TB_EVENT_STUDY_HOURS,
  TB_EVENT_VOLUNTEER_HOURS,
  TB_EVENT_COST,
  TB_EVENT_RECORDED_ON,
  TB_EVENT_LATE,
  TB_EVENT_PLAN,
  TB_EVENT_PLAN_PERIOD,
  TB_EVENT_MOVED_FROM,
  TB_EVENT_STATE_REASON,
  TB_EVENT_ARCHIVED_ON,
  TB_EVENT_REMARK,
  TB_EVENT_INCOMPLETE,
  TB_EVENT_N_FIELDS,
} TbEventField;

extern const TbRecordType tb_type_event;

G_END_DECLS
