/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-day-words.h"

#include <glib/gi18n.h>

/* Dates as people say them. Tables and forms show the ISO date; headings and screen readers have
 * these. */

/* A Monday, to name the days of the week by. */
static const TbDate some_monday = { 2024, 1, 1 };

static char *
dup_formatted (TbDate date, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (date.year, date.month, date.day, 12, 0, 0);

  return time != NULL ? g_date_time_format (time, format) : tb_date_dup_display (date);
}

/**
 * tb_day_words_dup_day:
 * @date: a date, to the day
 *
 * Returns: (transfer full): the date with its day of the week, as read aloud
 */
char *
tb_day_words_dup_day (TbDate date)
{
  /* Translators: a date for g_date_time_format(), as in: Wednesday 18 November 2026. */
  return dup_formatted (date, _ ("%A %-d %B %Y"));
}

/**
 * tb_day_words_dup_month:
 * @date: any day of the month
 *
 * Returns: (transfer full): the month and its year, as a heading
 */
char *
tb_day_words_dup_month (TbDate date)
{
  /* Translators: a month for g_date_time_format(), as in: November 2026. */
  return dup_formatted (date, _ ("%B %Y"));
}

/**
 * tb_day_words_dup_weekday:
 * @weekday: 0 for Monday to 6 for Sunday
 *
 * Returns: (transfer full): the day of the week, as short as it is written above a calendar
 */
char *
tb_day_words_dup_weekday (guint weekday)
{
  return dup_formatted (tb_date_add_days (some_monday, (int)weekday), "%a");
}

/**
 * tb_day_words_get_weekday:
 * @date: a date, to the day
 *
 * Returns: 0 for Monday to 6 for Sunday
 */
guint
tb_day_words_get_weekday (TbDate date)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, date.day, (GDateMonth)date.month, date.year);

  return (guint)g_date_get_weekday (&day) - 1;
}
