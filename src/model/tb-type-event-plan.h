/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbEventPlanField:
 *
 * Fields of a plan of events that come again: a theme day on a fixed day, a meeting a month, a
 * quarter or a year. A year’s events are made of it in one action.
 */
typedef enum
{
  TB_EVENT_PLAN_ORGANISATION,
  TB_EVENT_PLAN_KIND,
  TB_EVENT_PLAN_TITLE,
  TB_EVENT_PLAN_AUDIENCE,
  TB_EVENT_PLAN_GROUP,
  TB_EVENT_PLAN_RECURRENCE,
  TB_EVENT_PLAN_MONTH,
  TB_EVENT_PLAN_DAY,
  TB_EVENT_PLAN_TIME_FROM,
  TB_EVENT_PLAN_TIME_TO,
  TB_EVENT_PLAN_PLACE,
  TB_EVENT_PLAN_SINCE,
  TB_EVENT_PLAN_UNTIL,
  TB_EVENT_PLAN_REMARK,
  TB_EVENT_PLAN_INCOMPLETE,
  TB_EVENT_PLAN_N_FIELDS,
} TbEventPlanField;

extern const TbRecordType tb_type_event_plan;

G_END_DECLS
