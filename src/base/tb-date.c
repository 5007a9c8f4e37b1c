/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-date.h"

/* What people type as a year. Outside of it a slip of the finger is likelier than a date: `850701`
 * is not the year 8507. */
#define TYPED_YEAR_MIN 1800
#define TYPED_YEAR_MAX 2199

/* Six digits are a year and a month only from here on: `190507` is likelier a day of 2019 with two
 * digits lost. */
#define COMPACT_MONTH_YEAR_MIN 1920

/* Longest text that can be a date, in characters, with a weekday and a time behind it. */
#define TYPED_LENGTH_MAX 48

static gboolean
is_leap_year (guint year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static guint
days_in_month (guint year, guint month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

/* Days since 0001-01-01, which is day 0. */
static gint64
date_to_day_number (TbDate date)
{
  guint years = date.year - 1;
  gint64 days = (gint64)years * 365 + years / 4 - years / 100 + years / 400;

  for (guint month = 1; month < date.month; month++)
    days += days_in_month (date.year, month);

  return days + date.day - 1;
}

static gboolean
date_from_day_number (gint64 days, TbDate *out)
{
  TbDate date = { .month = 1, .day = 1 };
  gint64 year;

  if (days < 0)
    return FALSE;

  /* The estimate is never late and at most one year early. */
  year = days * 400 / 146097 + 1;
  if (year > 9999)
    return FALSE;
  date.year = year;
  while (date.year < 9999 && date_to_day_number ((TbDate){ date.year + 1, 1, 1 }) <= days)
    date.year++;
  if (date_to_day_number (date) > days)
    date.year--;

  days -= date_to_day_number (date);
  if (days >= (is_leap_year (date.year) ? 366 : 365))
    return FALSE;
  while (days >= days_in_month (date.year, date.month))
    {
      days -= days_in_month (date.year, date.month);
      date.month++;
    }
  date.day = days + 1;
  *out = date;

  return TRUE;
}

/**
 * tb_date_get_precision:
 *
 * Returns: to what the date is known
 */
TbDatePrecision
tb_date_get_precision (TbDate date)
{
  if (date.year == 0)
    return TB_DATE_PRECISION_NONE;
  if (date.month == 0)
    return TB_DATE_PRECISION_YEAR;
  if (date.day == 0)
    return TB_DATE_PRECISION_MONTH;

  return TB_DATE_PRECISION_DAY;
}

/**
 * tb_date_is_valid:
 *
 * Whether there is such a day, month or year in the calendar. No date at all is not valid.
 */
gboolean
tb_date_is_valid (TbDate date)
{
  if (date.year == 0 || date.year > 9999)
    return FALSE;
  if (date.month == 0)
    return date.day == 0;
  if (date.month > 12)
    return FALSE;

  return date.day <= days_in_month (date.year, date.month);
}

/* ASCII of @text: full-width forms narrowed, the characters that stand between the parts of a date
 * made `-` or a space. FALSE where there is anything that no date has. */
static gboolean
flatten_typed (const char *text, char *out)
{
  static const char *const weekdays = "星期周礼拜一二三四五六日天";
  gboolean in_weekday = FALSE;
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n >= TYPED_LENGTH_MAX)
        return FALSE;
      if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xff01 - 0x21;

      if (c == 0x661f || c == 0x5468 || c == 0x793c) /* 星 周 礼 */
        in_weekday = TRUE;

      if (in_weekday && g_utf8_strchr (weekdays, -1, c) != NULL)
        out[n++] = ' ';
      else if (c == '-' || c == '/' || c == '.' || c == 0x3001 || c == 0x2014 || c == 0x2013
               || c == 0x2212 || c == 0x5e74 || c == 0x6708) /* 、 — – − 年 月 */
        out[n++] = '-';
      else if (c == 0x65e5 || c == 0x53f7 || c == 'T' || c == 'Z'
               || g_unichar_isspace (c)) /* 日 号 */
        out[n++] = ' ';
      else if (c == ':' || g_ascii_isdigit (c))
        out[n++] = c;
      else
        return FALSE;
    }
  out[n] = '\0';

  return TRUE;
}

static guint
take_digits (const char **p, guint *n_digits)
{
  guint value = 0;

  *n_digits = 0;
  while (g_ascii_isdigit (**p) && *n_digits < 9)
    {
      value = value * 10 + (**p - '0');
      (*n_digits)++;
      (*p)++;
    }

  return value;
}

static void
skip_spaces (const char **p)
{
  while (**p == ' ')
    (*p)++;
}

/* A time of day behind the date, as programs write it, is left out. */
static gboolean
is_time_of_day (const char *p)
{
  guint n_colons = 0;

  for (; *p != '\0'; p++)
    {
      if (*p == ':')
        n_colons++;
      else if (*p == '-' && n_colons < 2) /* a fraction of a second */
        return FALSE;
    }

  return n_colons == 1 || n_colons == 2;
}

static gboolean
parse_parts (const char *p, guint year, TbDate *out)
{
  TbDate date = { .year = year };
  guint8 *parts[] = { &date.month, &date.day };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      guint n_digits, value;

      skip_spaces (&p);
      if (*p != '-')
        break;
      p++;
      skip_spaces (&p);
      if (*p == '\0') /* 2009年, 2009年7月 */
        break;
      value = take_digits (&p, &n_digits);
      if (n_digits == 0 || n_digits > 2 || value == 0)
        return FALSE;
      *parts[i] = value;
    }

  if (*p == ' ')
    {
      skip_spaces (&p);
      if (*p != '\0' && (date.day == 0 || !is_time_of_day (p)))
        return FALSE;
    }
  else if (*p != '\0')
    {
      return FALSE;
    }

  if (!tb_date_is_valid (date))
    return FALSE;
  *out = date;

  return TRUE;
}

static gboolean
parse_compact (guint value, guint n_digits, TbDate *out)
{
  TbDate date = { 0 };

  switch (n_digits)
    {
    case 4:
      date = (TbDate){ .year = value };
      break;
    case 5:
      return tb_date_from_serial (value, FALSE, out);
    case 6:
      date = (TbDate){ .year = value / 100, .month = value % 100 };
      if (date.month == 0 || date.year < COMPACT_MONTH_YEAR_MIN)
        return FALSE;
      break;
    case 8:
      date = (TbDate){ .year = value / 10000, .month = value / 100 % 100, .day = value % 100 };
      if (date.month == 0 || date.day == 0)
        return FALSE;
      break;
    default:
      return FALSE;
    }

  if (!tb_date_is_valid (date) || date.year < TYPED_YEAR_MIN || date.year > TYPED_YEAR_MAX)
    return FALSE;
  *out = date;

  return TRUE;
}

/**
 * tb_date_parse:
 * @text: (nullable): what somebody typed or a spreadsheet holds
 * @out: (out): the date, untouched where @text is none
 *
 * Reads the spellings that are found on rosters: `2019-07-01`, `2019/7/1`, `2019.07.01`, `2019.07`,
 * `2019年7月1日`, `2019年7月`, `20190701`, `201907`, `2019`, the serial number of a day as Excel
 * shows it in a cell formatted as a number (`43647`); in full-width digits too, with a weekday or a
 * time of day behind it. What is missing is not made up: the date has the precision of the text.
 *
 * A year of two digits is refused: it must be asked.
 *
 * Returns: whether it is a date
 */
gboolean
tb_date_parse (const char *text, TbDate *out)
{
  char flat[TYPED_LENGTH_MAX + 1];
  const char *p = flat;
  guint n_digits, value;

  g_return_val_if_fail (out != NULL, FALSE);

  if (text == NULL || !flatten_typed (text, flat))
    return FALSE;

  g_strstrip (flat);
  value = take_digits (&p, &n_digits);
  skip_spaces (&p);

  if (*p == '\0')
    return parse_compact (value, n_digits, out);
  if (n_digits == 8 && is_time_of_day (p))
    return parse_compact (value, n_digits, out);
  if (n_digits != 4 || value < TYPED_YEAR_MIN || value > TYPED_YEAR_MAX)
    return FALSE;

  return parse_parts (p, value, out);
}

/**
 * tb_date_from_iso:
 * @iso: (nullable): `2009-07-01`, `2009-07` or `2009`
 * @out: (out): the date, untouched where @iso is none
 *
 * Reads what tb_date_to_iso() wrote and nothing else.
 */
gboolean
tb_date_from_iso (const char *iso, TbDate *out)
{
  TbDate date = { 0 };
  gsize length;

  g_return_val_if_fail (out != NULL, FALSE);

  if (iso == NULL)
    return FALSE;

  length = strnlen (iso, TB_DATE_ISO_SIZE);
  if (length != 4 && length != 7 && length != 10)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (i == 4 || i == 7 ? iso[i] != '-' : !g_ascii_isdigit (iso[i]))
        return FALSE;
    }

  date.year = (iso[0] - '0') * 1000 + (iso[1] - '0') * 100 + (iso[2] - '0') * 10 + (iso[3] - '0');
  if (length >= 7)
    {
      date.month = (iso[5] - '0') * 10 + (iso[6] - '0');
      if (date.month == 0)
        return FALSE;
    }
  if (length == 10)
    {
      date.day = (iso[8] - '0') * 10 + (iso[9] - '0');
      if (date.day == 0)
        return FALSE;
    }

  if (!tb_date_is_valid (date))
    return FALSE;
  *out = date;

  return TRUE;
}

/**
 * tb_date_from_serial:
 * @serial: the number a spreadsheet keeps for a day; a time of day in the fraction is left out
 * @from_1904: whether the workbook counts from 1904, as those of old Macintoshes do
 * @out: (out): the date, untouched where there is none
 *
 * The 1900 system counts a 29 February 1900 that never was; it is refused, and the days before it
 * are read as Excel shows them.
 */
gboolean
tb_date_from_serial (double serial, gboolean from_1904, TbDate *out)
{
  gint64 day;

  g_return_val_if_fail (out != NULL, FALSE);

  if (!(serial >= 0.0 && serial < 3000000.0))
    return FALSE;

  day = (gint64)serial;
  if (from_1904)
    return date_from_day_number (date_to_day_number ((TbDate){ 1904, 1, 1 }) + day, out);

  if (day == 0 || day == 60)
    return FALSE;
  if (day > 60)
    day--;

  return date_from_day_number (date_to_day_number ((TbDate){ 1900, 1, 1 }) + day - 1, out);
}

/**
 * tb_date_to_iso:
 * @buffer: (out caller-allocates): room for the text
 *
 * Writes the date as it is stored: `2009-07-01`, `2009-07` or `2009` by its precision, or an empty
 * text where there is no date.
 *
 * Returns: (transfer none): @buffer
 */
const char *
tb_date_to_iso (TbDate date, char buffer[TB_DATE_ISO_SIZE])
{
  char *p = buffer;

  if (date.year != 0)
    {
      *p++ = '0' + date.year / 1000 % 10;
      *p++ = '0' + date.year / 100 % 10;
      *p++ = '0' + date.year / 10 % 10;
      *p++ = '0' + date.year % 10;
    }
  if (date.year != 0 && date.month != 0)
    {
      *p++ = '-';
      *p++ = '0' + date.month / 10 % 10;
      *p++ = '0' + date.month % 10;
    }
  if (date.year != 0 && date.month != 0 && date.day != 0)
    {
      *p++ = '-';
      *p++ = '0' + date.day / 10 % 10;
      *p++ = '0' + date.day % 10;
    }
  *p = '\0';

  return buffer;
}

/**
 * tb_date_dup_display:
 *
 * The date as people read it in tables and forms, which is the same in every language; empty where
 * there is none.
 *
 * Returns: (transfer full)
 */
char *
tb_date_dup_display (TbDate date)
{
  char buffer[TB_DATE_ISO_SIZE];

  return g_strdup (tb_date_to_iso (date, buffer));
}

/**
 * tb_date_compare:
 *
 * Orders dates by time; no date comes first, then of the same year or month the less precise.
 *
 * Returns: less than, equal to or greater than 0
 */
int
tb_date_compare (TbDate a, TbDate b)
{
  if (a.year != b.year)
    return a.year < b.year ? -1 : 1;
  if (a.month != b.month)
    return a.month < b.month ? -1 : 1;
  if (a.day != b.day)
    return a.day < b.day ? -1 : 1;

  return 0;
}

/**
 * tb_date_is_certainly_before:
 * @a: a date
 * @b: another
 *
 * Whether @a lies before @b whatever day they stand for: `2009-07` is not certainly before
 * `2009-07-15`. A rule that needs a day and has only a month cannot judge (domain model §1.0).
 *
 * Returns: whether it does; %FALSE where either is no date
 */
gboolean
tb_date_is_certainly_before (TbDate a, TbDate b)
{
  if (a.year == 0 || b.year == 0)
    return FALSE;
  if (a.year != b.year || a.month == 0 || b.month == 0)
    return a.year < b.year;
  if (a.month != b.month || a.day == 0 || b.day == 0)
    return a.month < b.month;
  return a.day < b.day;
}

/**
 * tb_date_add_months:
 * @months: how many, or back if negative
 *
 * The same day @months later, or the last day of that month where it is shorter (domain model
 * §2.0): a period of a month that begins on 31 January ends on 28 February. The precision stays; of
 * a date known only to the year, whole years are added.
 *
 * Returns: the date, or no date where it would lie outside the years 1 to 9999
 */
TbDate
tb_date_add_months (TbDate date, int months)
{
  gint64 count;

  if (date.year == 0)
    return date;
  if (date.month == 0)
    {
      count = date.year + months / 12;
      return (TbDate){ .year = count >= 1 && count <= 9999 ? count : 0 };
    }

  count = (gint64)date.year * 12 + date.month - 1 + months;
  if (count < 12 || count >= 10000 * 12)
    return (TbDate){ 0 };

  date.year = count / 12;
  date.month = count % 12 + 1;
  if (date.day != 0)
    date.day = MIN (date.day, days_in_month (date.year, date.month));

  return date;
}

/**
 * tb_date_add_days:
 * @days: how many, or back if negative
 *
 * Returns: the date, or no date where @date is not known to the day or the result would lie outside
 * the years 1 to 9999
 */
TbDate
tb_date_add_days (TbDate date, int days)
{
  TbDate result;

  if (tb_date_get_precision (date) != TB_DATE_PRECISION_DAY
      || !date_from_day_number (date_to_day_number (date) + days, &result))
    return (TbDate){ 0 };

  return result;
}

/**
 * tb_date_years_between:
 * @from: a birthday, or the day of becoming a full member, from which standing in the Party counts
 * (Rules on the Admission of Party Members, Art. 33)
 * @to: usually today
 *
 * Counts whole years, as an age is counted. What one of the dates does not know of month and day is
 * taken as reached. The anniversary of 29 February is the 28th in common years.
 *
 * Returns: the years; 0 where @to lies before @from or one of them is no date
 */
int
tb_date_years_between (TbDate from, TbDate to)
{
  int years;
  guint from_day;

  if (from.year == 0 || to.year == 0 || to.year <= from.year)
    return 0;

  years = to.year - from.year;
  if (from.month == 0 || to.month == 0 || from.month < to.month)
    return years;
  if (from.month > to.month)
    return years - 1;
  if (from.day == 0 || to.day == 0)
    return years;

  from_day = MIN (from.day, days_in_month (to.year, from.month));

  return from_day <= to.day ? years : years - 1;
}
