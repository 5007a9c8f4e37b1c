/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-date.h"

G_BEGIN_DECLS

/**
 * TbDayKind:
 * @TB_DAY_WORKING: Monday to Friday
 * @TB_DAY_WEEKEND: Saturday or Sunday
 * @TB_DAY_HOLIDAY: a public holiday, or a day that is off because of one
 * @TB_DAY_SHIFTED: a day of a weekend on which people work instead
 *
 * Whether people work on a day.
 */
typedef enum
{
  TB_DAY_WORKING,
  TB_DAY_WEEKEND,
  TB_DAY_HOLIDAY,
  TB_DAY_SHIFTED,
} TbDayKind;

TbDayKind tb_work_calendar_get (TbDate date, const char **name);

G_END_DECLS
