/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-cell-reference.h"

#include "tb-sheet-limits.h"

/**
 * tb_cell_reference_parse:
 * @text: a reference such as `AB12`
 * @end: (out) (optional): where it ends; where %NULL, @text must hold nothing else
 * @row: (out): number of the row, from 1
 * @column: (out): index of the column, from 0
 *
 * Returns: whether it is one, and within the limits of a sheet
 */
TbCellReferenceResult
tb_cell_reference_parse (const char *text, const char **end, guint *row, guint *column)
{
  guint letters = 0;
  guint number = 0;

  for (; g_ascii_isalpha (*text); text++)
    if (letters <= TB_SHEET_MAX_COLUMNS)
      letters = letters * 26 + (g_ascii_toupper (*text) - 'A' + 1);
  if (letters == 0 || !g_ascii_isdigit (*text))
    return TB_CELL_REFERENCE_INVALID;

  for (; g_ascii_isdigit (*text); text++)
    if (number <= TB_SHEET_MAX_ROWS)
      number = number * 10 + (*text - '0');
  if (end != NULL)
    *end = text;
  else if (*text != '\0')
    return TB_CELL_REFERENCE_INVALID;
  if (number == 0)
    return TB_CELL_REFERENCE_INVALID;
  if (letters > TB_SHEET_MAX_COLUMNS || number > TB_SHEET_MAX_ROWS)
    return TB_CELL_REFERENCE_BEYOND;

  *row = number;
  *column = letters - 1;
  return TB_CELL_REFERENCE_OK;
}
