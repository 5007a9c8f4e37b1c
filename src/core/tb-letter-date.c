/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-letter-date.h"

#include <glib/gi18n-lib.h>

/**
 * tb_letter_date_dup:
 * @date: a day, a month or a year
 *
 * How a date is written on paper and in a letter, which is not how tables on a screen have it
 * (GB/T 9704). Any thread.
 *
 * Returns: (transfer full): it; empty where there is none
 */
char *
tb_letter_date_dup (TbDate date)
{
  switch (tb_date_get_precision (date))
    {
    case TB_DATE_PRECISION_DAY:
      /* Translators: a day on paper: year, month, day. */
      return g_strdup_printf (C_ ("paper", "%u-%02u-%02u"), date.year, date.month, date.day);
    case TB_DATE_PRECISION_MONTH:
      /* Translators: a month on paper: year, month. */
      return g_strdup_printf (C_ ("paper", "%u-%02u"), date.year, date.month);
    case TB_DATE_PRECISION_YEAR:
      /* Translators: a year on paper. */
      return g_strdup_printf (C_ ("paper", "%u"), date.year);
    case TB_DATE_PRECISION_NONE:
    default:
      return g_strdup ("");
    }
}

/**
 * tb_letter_date_dup_field:
 * @record: a record
 * @field: index of a DATE field
 *
 * Returns: (transfer full) (nullable): the date as tb_letter_date_dup() has it; %NULL where there
 * is none
 */
char *
tb_letter_date_dup_field (TbRecord *record, guint field)
{
  TbDate date;

  if (!tb_record_has (record, field)
      || !tb_date_from_iso (tb_record_get_text (record, field), &date))
    return NULL;

  return tb_letter_date_dup (date);
}

/**
 * tb_letter_date_dup_lines:
 * @text: the cell of a table, of one date or several below each other, in ISO 8601
 *
 * Returns: (transfer full): the same as it is printed; lines that are no dates stay as they are
 */
char *
tb_letter_date_dup_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = lines[i];
      TbDate date;

      lines[i]
          = tb_date_from_iso (line, &date) ? tb_letter_date_dup (date) : g_steal_pointer (&line);
    }

  return g_strjoinv ("\n", lines);
}
