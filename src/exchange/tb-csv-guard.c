/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-csv-guard.h"

#include "tb-date.h"

#include <string.h>

/*
 * Text that a spreadsheet program would not leave alone when it opens a .csv file is guarded:
 * written as the formula
 * ="…", which Excel, WPS and LibreOffice show as the text itself and keep when they save. That
 * concerns
 *  - what begins like a formula (= + - @), so that a name in a list can never be run as one, and
 *  - what looks like a number or a date but is not one: identity numbers lose their end, telephone
 * numbers their zero, room 12-01 becomes the first of December. A text in a formula can have 255
 * characters and no line end; beyond that a tab before the text does the same.
 */

#define MAX_FORMULA_TEXT 255
/* Excel shows longer numbers as 1.23E+11, and saves them so. */
#define MAX_SAFE_DIGITS 11

static gboolean
begins_like_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/* Digits, and what stands between them in numbers, dates and times. */
static gboolean
looks_like_number (const char *text)
{
  return g_ascii_isdigit (text[0]) && text[strspn (text, "0123456789.,-/:+eE ")] == '\0';
}

static gboolean
survives_as_number (const char *text)
{
  gsize n_digits = strspn (text, "0123456789");
  TbDate date;

  if (text[n_digits] == '\0')
    return n_digits <= MAX_SAFE_DIGITS && (text[0] != '0' || n_digits == 1);
  return tb_date_from_iso (text, &date) && tb_date_get_precision (date) == TB_DATE_PRECISION_DAY;
}

/**
 * tb_csv_guard_is_needed:
 * @text: the text of a cell
 *
 * Returns: whether a spreadsheet program would run it or change it
 */
gboolean
tb_csv_guard_is_needed (const char *text)
{
  return begins_like_formula (text) || (looks_like_number (text) && !survives_as_number (text));
}

/**
 * tb_csv_guard_append:
 * @out: where to write
 * @text: a text that needs a guard
 *
 * Writes @text so that it stays what it is. The quoting of the .csv format comes on top of it.
 */
void
tb_csv_guard_append (GString *out, const char *text)
{
  if (strpbrk (text, "\r\n") != NULL || g_utf8_strlen (text, -1) > MAX_FORMULA_TEXT)
    {
      g_string_append_c (out, '\t');
      g_string_append (out, text);
      return;
    }
  g_string_append (out, "=\"");
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

/* Undoubles the quotation marks of ="…" in place; FALSE, with nothing changed, where it is not one.
 */
static gboolean
strip_formula (char *text)
{
  gsize length = strlen (text);
  const char *end;
  char *out = text;

  if (length < 3 || text[0] != '=' || text[1] != '"' || text[length - 1] != '"')
    return FALSE;
  end = text + length - 1;
  for (const char *p = text + 2; p < end; p++)
    if (*p == '"' && (++p == end || *p != '"'))
      return FALSE;

  for (const char *p = text + 2; p < end; p++)
    {
      if (*p == '"')
        p++;
      *out++ = *p;
    }
  *out = '\0';
  return TRUE;
}

/**
 * tb_csv_guard_strip:
 * @text: the text of a cell as the file has it; may be changed
 *
 * Takes a guard off, whoever wrote it.
 *
 * Returns: (transfer none): the text meant, in the memory of @text
 */
char *
tb_csv_guard_strip (char *text)
{
  if (text[0] == '\t' && tb_csv_guard_is_needed (text + 1))
    return text + 1;
  strip_formula (text);
  return text;
}
