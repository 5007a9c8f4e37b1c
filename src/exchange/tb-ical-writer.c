/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-ical-writer.h"

#include <string.h>

/* A line has at most so many bytes before its end (RFC 5545 §3.1). */
#define MAX_LINE 75

#define TIME_ZONE "Asia/Shanghai"
#define MINUTES_A_DAY (24 * 60)

struct _TbIcalWriter
{
  GString *text; /* (owned) */
};

/* Writes a line, folded where it is too long: never inside a character. */
static void
add_line (TbIcalWriter *self, const char *line)
{
  gsize n_bytes = 0;

  for (const char *at = line; *at != '\0';)
    {
      gsize n = g_utf8_next_char (at) - at;

      if (n_bytes + n > MAX_LINE)
        {
          g_string_append (self->text, "\r\n ");
          n_bytes = 1;
        }
      g_string_append_len (self->text, at, n);
      n_bytes += n;
      at += n;
    }
  g_string_append (self->text, "\r\n");
}

static void
add_value (TbIcalWriter *self, const char *name, const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s:%s", name, value);

  add_line (self, line);
}

/* Text as a value: what has a meaning there is escaped, what may not stand there is left out
 * (§3.3.11).
 */
static void
add_text (TbIcalWriter *self, const char *name, const char *text)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autofree char *valid = NULL;

  if (text == NULL || *text == '\0')
    return;
  valid = g_utf8_make_valid (text, -1);
  for (const char *at = valid; *at != '\0'; at++)
    {
      if (*at == '\n')
        g_string_append (value, "\\n");
      else if (strchr ("\\;,", *at) != NULL)
        g_string_append_printf (value, "\\%c", *at);
      else if ((guchar)*at >= ' ' && *at != 0x7f)
        g_string_append_c (value, *at);
      else if (*at == '\t')
        g_string_append_c (value, ' ');
    }
  add_value (self, name, value->str);
}

/* A name as a parameter: between quotes, which it cannot have itself (§3.2). */
static void
add_organiser (TbIcalWriter *self, const char *name)
{
  g_autofree char *valid = NULL;
  g_autofree char *line = NULL;

  if (name == NULL || *name == '\0')
    return;
  valid = g_utf8_make_valid (name, -1);
  for (char *at = valid; *at != '\0'; at++)
    if (*at == '"' || (guchar)*at < ' ' || *at == 0x7f)
      *at = '\'';
  /* Nobody's address is given away; something must stand in its place. */
  line = g_strdup_printf ("ORGANIZER;CN=\"%s\":invalid:nomail", valid);
  add_line (self, line);
}

/* An instant in UTC as the format has it: 2026-11-22T02:00:00.123Z becomes 20261122T020000Z. */
static void
add_instant (TbIcalWriter *self, const char *name, const char *instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (instant, NULL);
  g_autoptr (GDateTime) utc = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (time != NULL);

  utc = g_date_time_to_utc (time);
  text = g_date_time_format (utc, "%Y%m%dT%H%M%SZ");
  add_value (self, name, text);
}

static void
add_day (TbIcalWriter *self, const char *name, TbDate day)
{
  g_autofree char *line
      = g_strdup_printf ("%s;VALUE=DATE:%04u%02u%02u", name, day.year, day.month, day.day);

  add_line (self, line);
}

static void
add_time (TbIcalWriter *self, const char *name, TbDate day, int minutes)
{
  g_autofree char *line
      = g_strdup_printf ("%s;TZID=" TIME_ZONE ":%04u%02u%02uT%02d%02d00", name, day.year, day.month,
                         day.day, minutes / 60, minutes % 60);

  add_line (self, line);
}

static void
add_when (TbIcalWriter *self, const TbIcalEvent *event)
{
  if (event->from == TB_ICAL_NO_TIME)
    {
      add_day (self, "DTSTART", event->on);
      add_day (self, "DTEND", tb_date_add_days (event->on, 1));
      return;
    }
  add_time (self, "DTSTART", event->on, event->from);
  if (event->to == TB_ICAL_NO_TIME || event->to == event->from)
    return;
  add_time (self, "DTEND", event->to < event->from ? tb_date_add_days (event->on, 1) : event->on,
            event->to);
}

/**
 * tb_ical_writer_new:
 * @name: what the calendar is called where it is subscribed to
 *
 * Begins a calendar. China has had one time the whole year round since 1992, so that the definition
 * of the time zone is short.
 *
 * Returns: (transfer full): a calendar without events
 */
TbIcalWriter *
tb_ical_writer_new (const char *name)
{
  TbIcalWriter *self = g_new0 (TbIcalWriter, 1);

  self->text = g_string_new (NULL);
  add_line (self, "BEGIN:VCALENDAR");
  add_line (self, "VERSION:2.0");
  add_line (self, "PRODID:-//Tower Branch//Tower Branch//ZH");
  add_line (self, "CALSCALE:GREGORIAN");
  add_line (self, "METHOD:PUBLISH");
  add_text (self, "NAME", name);
  add_text (self, "X-WR-CALNAME", name);
  add_line (self, "X-WR-TIMEZONE:" TIME_ZONE);
  add_line (self, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
  add_line (self, "BEGIN:VTIMEZONE");
  add_line (self, "TZID:" TIME_ZONE);
  add_line (self, "BEGIN:STANDARD");
  add_line (self, "DTSTART:19920101T000000");
  add_line (self, "TZOFFSETFROM:+0800");
  add_line (self, "TZOFFSETTO:+0800");
  add_line (self, "TZNAME:CST");
  add_line (self, "END:STANDARD");
  add_line (self, "END:VTIMEZONE");

  return self;
}

void
tb_ical_writer_free (TbIcalWriter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * tb_ical_writer_add:
 * @event: an event; its day is known to the day
 */
void
tb_ical_writer_add (TbIcalWriter *self, const TbIcalEvent *event)
{
  static const char *const statuses[] = { "TENTATIVE", "CONFIRMED", "CANCELLED" };
  g_autofree char *sequence = g_strdup_printf ("%u", event->sequence);

  g_return_if_fail (tb_date_get_precision (event->on) == TB_DATE_PRECISION_DAY);
  g_return_if_fail (event->from < MINUTES_A_DAY && event->to <= MINUTES_A_DAY);

  add_line (self, "BEGIN:VEVENT");
  add_text (self, "UID", event->uid);
  add_instant (self, "DTSTAMP", event->changed_at);
  add_instant (self, "LAST-MODIFIED", event->changed_at);
  add_value (self, "SEQUENCE", sequence);
  add_when (self, event);
  add_text (self, "SUMMARY", event->summary);
  add_text (self, "LOCATION", event->location);
  add_text (self, "DESCRIPTION", event->description);
  add_text (self, "CATEGORIES", event->category);
  add_organiser (self, event->organiser);
  add_value (self, "STATUS", statuses[event->status]);
  add_line (self, "END:VEVENT");
}

/**
 * tb_ical_writer_dup_text:
 *
 * Returns: (transfer full): the whole calendar, as a file has it
 */
char *
tb_ical_writer_dup_text (TbIcalWriter *self)
{
  return g_strconcat (self->text->str, "END:VCALENDAR\r\n", NULL);
}
