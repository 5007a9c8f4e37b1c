/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-table.h"

#include <string.h>

#include "tb-import-cell.h"
#include "tb-import-mapping.h"
#include "tb-text.h"

/* The first cell of a row of sums. */
static const char *const total_words[]
    = { "合计", "总计", "小计", "共计", "累计", "总数", "本页合计", "本页小计", "合计人数", NULL };

/* What begins the lines that are signed below a table, before a colon. */
static const char *const signature_words[]
    = { "填表人",   "审核人",   "填报人",     "制表人", "填表日期", "填报日期", "制表日期",
        "填报单位", "填表单位", "单位负责人", "负责人", "审批人",   "经办人",   "联系人",
        "填表时间", "填报时间", "注",         "备注",   "说明",     "填表说明", NULL };

static const char *
get_first_text (TbImportSheet *sheet, guint row)
{
  guint n_columns = tb_import_sheet_get_n_columns (sheet);

  for (guint column = 0; column < n_columns; column++)
    {
      const char *text = tb_import_sheet_get_text (sheet, row, column);

      if (!tb_text_is_blank (text))
        return text;
    }
  return "";
}

static gboolean
is_total (const char *text)
{
  g_autofree char *folded = NULL;

  /* No word is longer than four characters, and spaces may stand between them. Most lines begin
   * with their number. */
  if (g_ascii_isdigit (*text) || strlen (text) > 32)
    return FALSE;
  folded = tb_text_fold_heading (text);
  return g_strv_contains (total_words, folded);
}

static gboolean
is_signature (const char *text)
{
  const char *colon = strstr (text, "：");
  g_autofree char *before = NULL;
  g_autofree char *folded = NULL;

  if (colon == NULL)
    colon = strchr (text, ':');
  if (colon == NULL || colon - text > 32)
    return FALSE;
  before = g_strndup (text, colon - text);
  folded = tb_text_fold_heading (before);
  return g_strv_contains (signature_words, folded);
}

/* A header repeated at the top of a printed page. */
static gboolean
repeats_header (TbImportSheet *sheet, guint header, guint row)
{
  guint n_columns = tb_import_sheet_get_n_columns (sheet);
  guint n_same = 0;

  for (guint column = 0; column < n_columns; column++)
    {
      const char *text = tb_import_sheet_get_text (sheet, row, column);

      if (!g_str_equal (text, tb_import_sheet_get_text (sheet, header, column)))
        return FALSE;
      n_same += *text != '\0';
    }
  return n_same > 1;
}

/* Blank lines of a form have a serial number and nothing else. */
static gboolean
has_something (TbImportSheet *sheet, GArray *mapping, guint row)
{
  for (guint column = 0; column < mapping->len; column++)
    {
      if (g_array_index (mapping, TbImportColumn, column).target != TB_IMPORT_IGNORED
          && !tb_import_cell_is_empty (tb_import_sheet_get_kind (sheet, row, column),
                                       tb_import_sheet_get_text (sheet, row, column)))
        return TRUE;
    }
  return FALSE;
}

/**
 * tb_import_table_list_rows:
 * @sheet: a sheet
 * @header: where its table begins
 * @mapping: (element-type TbImportColumn): what its columns mean
 *
 * Lists the rows that hold records. Left out are blank rows, sums, repeated headers, and the lines
 * that are signed below a table. Hidden rows are records like others. Any thread.
 *
 * Returns: (transfer full) (element-type guint): indexes of rows of @sheet
 */
GArray *
tb_import_table_list_rows (TbImportSheet *sheet, const TbImportHeader *header, GArray *mapping)
{
  guint n_rows = tb_import_sheet_get_n_rows (sheet);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint row = header->last + 1; row < n_rows; row++)
    {
      const char *first = get_first_text (sheet, row);

      if (has_something (sheet, mapping, row) && !is_total (first) && !is_signature (first)
          && !repeats_header (sheet, header->last, row))
        g_array_append_val (rows, row);
    }
  return rows;
}
