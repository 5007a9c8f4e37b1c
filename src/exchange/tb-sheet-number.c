/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sheet-number.h"

#include <math.h>
#include <string.h>

/* Spreadsheet programs keep this many digits of a number and make zeros of the others. */
#define MAX_DIGITS 15

/**
 * tb_sheet_number_parse:
 * @text: a text
 * @number: (out): the number it spells
 *
 * Unlike g_ascii_strtod() this takes no hexadecimal numbers and no “inf” or “nan”.
 *
 * Returns: whether all of @text is a number as spreadsheets write it, with a decimal point
 */
gboolean
tb_sheet_number_parse (const char *text, double *number)
{
  char *end;

  if (text[strspn (text, "0123456789+-.eE")] != '\0')
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*number);
}

/**
 * tb_sheet_number_is_exact:
 * @text: a text
 *
 * Returns: whether @text can be written to a spreadsheet as a number and none of its digits is lost
 */
gboolean
tb_sheet_number_is_exact (const char *text)
{
  double number;
  guint n_digits = 0;

  if (!tb_sheet_number_parse (text, &number))
    return FALSE;
  for (; *text != '\0'; text++)
    n_digits += g_ascii_isdigit (*text);
  return n_digits <= MAX_DIGITS;
}

/**
 * tb_sheet_number_round:
 * @text: a number as a file spells it
 * @number: the number
 * @buffer: room for another spelling
 *
 * Excel saves 67.4 as 67.400000000000006: the digits of a fraction beyond those that it shows are
 * no part of the value. Whole numbers and those with an exponent are left alone; the digits that
 * they have, or have lost, tell what they once were.
 *
 * Returns: (transfer none): @text, or a shorter spelling of it in @buffer
 */
const char *
tb_sheet_number_round (const char *text, double number, char buffer[TB_SHEET_NUMBER_SIZE])
{
  guint n_digits = 0;

  if (strchr (text, '.') == NULL || strpbrk (text, "eE") != NULL)
    return text;
  for (const char *p = text; *p != '\0'; p++)
    n_digits += g_ascii_isdigit (*p);
  if (n_digits <= MAX_DIGITS)
    return text;
  return g_ascii_formatd (buffer, TB_SHEET_NUMBER_SIZE, "%.15g", number);
}
