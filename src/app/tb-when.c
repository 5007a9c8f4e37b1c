/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-when.h"

#include <glib/gi18n.h>

/**
 * tb_when_dup_words:
 * @instant: a UTC instant, ISO 8601
 * @clock: says what time it is
 *
 * Says when something happened as people do: the farther away, the less exact.
 *
 * Returns: (transfer full): translated words; empty where @instant is none
 */
char *
tb_when_dup_words (const char *instant, TbClock *clock)
{
  g_autoptr (GDateTime) utc = instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL) : NULL;
  g_autoptr (GDateTime) then = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autoptr (GDateTime) now
      = g_date_time_new_from_unix_local (tb_clock_now (clock) / G_USEC_PER_SEC);
  TbDate today = tb_clock_today (clock);
  TbDate yesterday = tb_date_add_days (today, -1);
  TbDate day;
  gint64 minutes;

  if (then == NULL)
    return g_strdup ("");

  minutes = g_date_time_difference (now, then) / G_TIME_SPAN_MINUTE;
  if (minutes >= 0 && minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes >= 0 && minutes < 60)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong)minutes),
                            (int)minutes);

  day = (TbDate){ (guint16)g_date_time_get_year (then), (guint8)g_date_time_get_month (then),
                  (guint8)g_date_time_get_day_of_month (then) };
  if (tb_date_compare (day, today) == 0)
    /* Translators: a time of today, for g_date_time_format(). */
    return g_date_time_format (then, _ ("today %H:%M"));
  if (tb_date_compare (day, yesterday) == 0)
    /* Translators: a time of yesterday, for g_date_time_format(). */
    return g_date_time_format (then, _ ("yesterday %H:%M"));
  if (day.year == today.year)
    /* Translators: a day of this year and a time, for g_date_time_format(). */
    return g_date_time_format (then, _ ("%e %B, %H:%M"));

  /* Translators: a day and a time, for g_date_time_format(). */
  return g_date_time_format (then, _ ("%e %B %Y, %H:%M"));
}
