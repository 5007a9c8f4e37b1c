/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-work-calendar.h"

#include <string.h>

#include "tb-code-list.h"

/* Days that are not as their weekday says: what the State Council announces for a year in the
 * November before (domain model, working days). A branch adds the next year's as codes of its own.
 */
static const struct
{
  const char *list;
  TbDayKind kind;
} exceptions[] = {
  { "public-holiday", TB_DAY_HOLIDAY },
  { "shifted-working-day", TB_DAY_SHIFTED },
};

/* The label is the day and then what it is, since labels of a list differ. */
static const char *
get_name (const TbCodeItem *item)
{
  const char *label = tb_code_item_get_label (item);
  const char *space = strchr (label, ' ');

  return space != NULL ? space + 1 : label;
}

/**
 * tb_work_calendar_get:
 * @date: a date to the day
 * @name: (out) (nullable): the name of the holiday that the day is off, or worked, for; %NULL for
 * other days
 *
 * Says whether people work on a day. Of a year that was not announced only the weekdays are known.
 *
 * Returns: what kind of day it is
 */
TbDayKind
tb_work_calendar_get (TbDate date, const char **name)
{
  GDate day;
  char iso[TB_DATE_ISO_SIZE];

  g_return_val_if_fail (tb_date_get_precision (date) == TB_DATE_PRECISION_DAY, TB_DAY_WORKING);

  tb_date_to_iso (date, iso);
  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    {
      const TbCodeItem *item
          = tb_code_list_find_code (tb_code_lists_find (exceptions[i].list), iso);

      if (item == NULL || !item->enabled)
        continue;
      if (name != NULL)
        *name = get_name (item);
      return exceptions[i].kind;
    }

  if (name != NULL)
    *name = NULL;
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, date.day, (GDateMonth)date.month, date.year);
  return g_date_get_weekday (&day) >= G_DATE_SATURDAY ? TB_DAY_WEEKEND : TB_DAY_WORKING;
}
