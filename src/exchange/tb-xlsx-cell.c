/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-cell.h"

#include "tb-sheet-number.h"
#include "tb-xlsx-escapes.h"
#include "tb-xlsx-xml.h"

#include <string.h>

/* Serial 1 is 1 January 1900; below it are times of day. The 1904 system begins with 0. */
#define FIRST_SERIAL_1900 1.0

typedef struct
{
  const char *attribute;
  TbXlsxCellType type;
} TypeName;

static const TypeName type_names[] = {
  { "s", TB_XLSX_CELL_SHARED }, { "inlineStr", TB_XLSX_CELL_INLINE }, { "str", TB_XLSX_CELL_TEXT },
  { "n", TB_XLSX_CELL_NUMBER }, { "b", TB_XLSX_CELL_BOOLEAN },        { "e", TB_XLSX_CELL_ERROR },
  { "d", TB_XLSX_CELL_DATE },
};

static void
set_text (TbCell *cell, TbCellKind kind, const char *text)
{
  cell->kind = *text != '\0' ? kind : TB_CELL_EMPTY;
  cell->text = text;
}

/* “2009-07-01” as a date whose format shows only year and month was entered as a month: the day is
 * Excel's. */
static TbDate
reduce_precision (TbDate date, TbDatePrecision precision)
{
  if (precision == TB_DATE_PRECISION_MONTH && date.day == 1)
    date.day = 0;
  else if (precision == TB_DATE_PRECISION_YEAR && date.day == 1 && date.month == 1)
    date.day = date.month = 0;
  return date;
}

static void
set_date (TbCell *cell, TbDate date, double serial, GStringChunk *texts)
{
  char iso[TB_DATE_ISO_SIZE];

  cell->kind = TB_CELL_DATE;
  cell->text = g_string_chunk_insert (texts, tb_date_to_iso (date, iso));
  cell->number = serial;
}

static void
decode_number (const TbXlsxSheetContext *context, guint style, GString *value, GStringChunk *texts,
               TbCell *cell)
{
  TbDatePrecision precision = tb_xlsx_styles_get_date_precision (context->styles, style);
  const char *text = g_strstrip (value->str);
  char rounded[TB_SHEET_NUMBER_SIZE];
  TbDate date;

  if (!tb_sheet_number_parse (text, &cell->number))
    {
      cell->number = 0;
      set_text (cell, TB_CELL_TEXT, g_string_chunk_insert (texts, text));
    }
  else if (precision != TB_DATE_PRECISION_NONE
           && (context->date_1904 || cell->number >= FIRST_SERIAL_1900)
           && tb_date_from_serial (cell->number, context->date_1904, &date))
    set_date (cell, reduce_precision (date, precision), cell->number, texts);
  else
    set_text (cell, TB_CELL_NUMBER,
              g_string_chunk_insert (texts, tb_sheet_number_round (text, cell->number, rounded)));
}

/* The strict variant spells dates out: 2009-07-01T00:00:00. */
static void
decode_iso_date (GString *value, GStringChunk *texts, TbCell *cell)
{
  g_autofree char *day = g_strndup (value->str, TB_DATE_ISO_SIZE - 1);
  GDate first;
  GDate last;
  TbDate date;

  if (!tb_date_from_iso (day, &date) || date.day == 0)
    {
      set_text (cell, TB_CELL_TEXT, g_string_chunk_insert (texts, value->str));
      return;
    }
  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first, 30, G_DATE_DECEMBER, 1899);
  g_date_set_dmy (&last, date.day, date.month, date.year);
  set_date (cell, date, g_date_days_between (&first, &last), texts);
}

/**
 * tb_xlsx_cell_type_from_attribute:
 * @t: (nullable): the `t` attribute
 *
 * Returns: what it means; a number where there is none, or one that is unknown
 */
TbXlsxCellType
tb_xlsx_cell_type_from_attribute (const char *t)
{
  if (t != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
      if (strcmp (t, type_names[i].attribute) == 0)
        return type_names[i].type;
  return TB_XLSX_CELL_NUMBER;
}

/**
 * tb_xlsx_cell_decode:
 * @context: the workbook and sheet around
 * @type: how the value is written
 * @style: the cell's style
 * @value: the value as the XML has it; is used up
 * @texts: where texts are kept that @cell is given
 * @cell: (out caller-allocates): the cell
 *
 * Returns: %FALSE where the value cannot be: a shared text that does not exist
 */
gboolean
tb_xlsx_cell_decode (const TbXlsxSheetContext *context, TbXlsxCellType type, guint style,
                     GString *value, GStringChunk *texts, TbCell *cell)
{
  *cell = (TbCell){ .kind = TB_CELL_EMPTY, .text = "" };
  if (value->len == 0)
    return TRUE;

  switch (type)
    {
    case TB_XLSX_CELL_SHARED:
      {
        const char *text = NULL;
        guint index;

        if (tb_xlsx_xml_parse_number (g_strstrip (value->str), G_MAXINT, &index))
          text = tb_xlsx_shared_strings_get (context->strings, index);
        if (text == NULL)
          return FALSE;
        set_text (cell, TB_CELL_TEXT, text);
        cell->shared = index + 1;
        return TRUE;
      }

    case TB_XLSX_CELL_INLINE:
    case TB_XLSX_CELL_TEXT:
      g_string_truncate (value, tb_xlsx_escapes_decode (value->str, value->len));
      set_text (cell, TB_CELL_TEXT, g_string_chunk_insert_len (texts, value->str, value->len));
      return TRUE;

    case TB_XLSX_CELL_BOOLEAN:
      cell->kind = TB_CELL_BOOLEAN;
      g_strstrip (value->str);
      cell->number = strcmp (value->str, "1") == 0 || strcmp (value->str, "true") == 0;
      cell->text = cell->number != 0 ? "TRUE" : "FALSE";
      return TRUE;

    case TB_XLSX_CELL_ERROR:
      set_text (cell, TB_CELL_ERROR, g_string_chunk_insert (texts, g_strstrip (value->str)));
      return TRUE;

    case TB_XLSX_CELL_DATE:
      decode_iso_date (value, texts, cell);
      return TRUE;

    case TB_XLSX_CELL_NUMBER:
      decode_number (context, style, value, texts, cell);
      return TRUE;
    }
  g_assert_not_reached ();
}
