/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-sheet.h"

#include "tb-cell-reference.h"
#include "tb-error.h"
#include "tb-sheet-limits.h"
#include "tb-xlsx-cell.h"
#include "tb-xlsx-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const TbXlsxSheetContext *context; /* (not owned) */
  TbSheetRowFunc func;
  gpointer user_data;
  guint64 n_cells; /* handed out so far, the empty ones between others too */

  /* The row under way: cells[0…n_row_cells) are set, the others hold what an earlier row left. */
  guint row;
  gboolean row_hidden;
  gboolean in_row;
  GArray *cells; /* (owned): of TbCell */
  guint n_row_cells;
  guint next_column;
  gsize row_bytes;
  GStringChunk *texts; /* (owned): what @cells point to */

  /* The cell under way. */
  guint column;
  TbXlsxCellType type;
  guint style;
  GString *value; /* (owned) */
  gboolean in_cell;
  gboolean in_value;
  guint phonetic_depth;
} Sheet;

static void
fail_limit (TbXlsxXml *xml, const char *message)
{
  tb_xlsx_xml_fail (xml, g_error_new_literal (TB_ERROR, TB_ERROR_LIMIT, message));
}

static void
fail_beyond (TbXlsxXml *xml)
{
  fail_limit (
      xml,
      _ ("The sheet has cells beyond row 1,048,576 or column XFD, where no sheet can have any."));
}

static void
add_hidden_columns (Sheet *self, const char **attributes)
{
  GArray *hidden = self->context->hidden_columns;
  guint range[2];

  if (!tb_xlsx_xml_get_boolean (attributes, "hidden") || hidden->len >= 2 * TB_SHEET_MAX_COLUMNS
      || !tb_xlsx_xml_parse_number (tb_xlsx_xml_get_attribute (attributes, "min"),
                                    TB_SHEET_MAX_COLUMNS, &range[0])
      || !tb_xlsx_xml_parse_number (tb_xlsx_xml_get_attribute (attributes, "max"),
                                    TB_SHEET_MAX_COLUMNS, &range[1])
      || range[0] == 0)
    return;
  range[0]--;
  range[1]--;
  g_array_append_vals (hidden, range, 2);
}

static void
begin_row (Sheet *self, TbXlsxXml *xml, const char **attributes)
{
  const char *number = tb_xlsx_xml_get_attribute (attributes, "r");
  guint row = self->row + 1;

  if (number != NULL && !tb_xlsx_xml_parse_number (number, G_MAXINT, &row))
    tb_xlsx_xml_fail_damaged (xml);
  else if (row > TB_SHEET_MAX_ROWS)
    fail_beyond (xml);
  else if (row <= self->row)
    tb_xlsx_xml_fail_damaged (xml);

  self->row = row;
  self->row_hidden = tb_xlsx_xml_get_boolean (attributes, "hidden");
  self->in_row = TRUE;
  self->n_row_cells = 0;
  self->next_column = 0;
  self->row_bytes = 0;
}

static void
end_row (Sheet *self, TbXlsxXml *xml)
{
  TbCell *cells = (TbCell *)self->cells->data;

  self->in_row = FALSE;
  if (!tb_xlsx_merges_clear_covered (self->context->merges, self->row, cells, self->n_row_cells))
    {
      tb_xlsx_xml_fail (
          xml, g_error_new (
                   TB_ERROR, TB_ERROR_FILE,
                   _ ("The file is damaged: merged cells overlap in row %u. Open it in Excel or "
                      "WPS and save it again, or ask for a new copy."),
                   self->row));
      return;
    }
  while (self->n_row_cells > 0 && cells[self->n_row_cells - 1].kind == TB_CELL_EMPTY)
    self->n_row_cells--;
  if (self->n_row_cells > 0
      && !self->func (self->row, self->row_hidden, cells, self->n_row_cells, self->user_data))
    tb_xlsx_xml_stop (xml);
  if (self->row_bytes > 0)
    g_string_chunk_clear (self->texts);
}

/* Where the cell is: what it says, or right of the one before. */
static gboolean
find_column (Sheet *self, TbXlsxXml *xml, const char *reference)
{
  guint row;

  self->column = self->next_column;
  if (reference != NULL)
    switch (tb_cell_reference_parse (reference, NULL, &row, &self->column))
      {
      case TB_CELL_REFERENCE_OK:
        if (row == self->row)
          break;
        G_GNUC_FALLTHROUGH;
      case TB_CELL_REFERENCE_INVALID:
        tb_xlsx_xml_fail_damaged (xml);
        return FALSE;
      case TB_CELL_REFERENCE_BEYOND:
        self->column = TB_SHEET_MAX_COLUMNS;
        break;
      }
  if (self->column < TB_SHEET_MAX_COLUMNS)
    return TRUE;
  fail_beyond (xml);
  return FALSE;
}

/* Makes room for the cell, with empty ones up to it. */
static gboolean
reach_column (Sheet *self, TbXlsxXml *xml)
{
  const TbCell empty = { .kind = TB_CELL_EMPTY, .text = "" };
  guint n = self->column + 1;

  if (n <= self->n_row_cells)
    return TRUE;
  self->n_cells += n - self->n_row_cells;
  if (self->n_cells > TB_SHEET_MAX_CELLS)
    {
      fail_limit (
          xml,
          _ ("The sheet is larger than can be imported at once. Divide it into several files."));
      return FALSE;
    }
  if (n > self->cells->len)
    g_array_set_size (self->cells, n);
  for (guint i = self->n_row_cells; i < n; i++)
    g_array_index (self->cells, TbCell, i) = empty;
  self->n_row_cells = n;
  return TRUE;
}

static void
begin_cell (Sheet *self, TbXlsxXml *xml, const char **attributes)
{
  const char *reference = NULL;
  const char *type = NULL;
  const char *style = NULL;

  for (guint i = 0; attributes[i] != NULL; i += 2)
    if (strcmp (attributes[i], "r") == 0)
      reference = attributes[i + 1];
    else if (strcmp (attributes[i], "t") == 0)
      type = attributes[i + 1];
    else if (strcmp (attributes[i], "s") == 0)
      style = attributes[i + 1];

  if (!find_column (self, xml, reference))
    return;
  self->next_column = self->column + 1;
  self->type = tb_xlsx_cell_type_from_attribute (type);
  if (!tb_xlsx_xml_parse_number (style, G_MAXINT, &self->style))
    self->style = 0;
  g_string_truncate (self->value, 0);
  self->in_cell = TRUE;
}

static void
end_cell (Sheet *self, TbXlsxXml *xml)
{
  self->in_cell = FALSE;
  /* Formatted cells without a value are common, often to the end of the row. */
  if (self->value->len == 0 || !reach_column (self, xml))
    return;

  self->row_bytes += self->value->len;
  if (self->row_bytes > TB_SHEET_MAX_ROW_BYTES)
    {
      fail_limit (xml, _ ("A row of the sheet holds more text than can be imported."));
      return;
    }
  if (!tb_xlsx_cell_decode (self->context, self->type, self->style, self->value, self->texts,
                            &g_array_index (self->cells, TbCell, self->column)))
    tb_xlsx_xml_fail_damaged (xml);
}

/* Where a value stands: in v, for inline text in the t of is or of a run in it. */
static gboolean
is_value_element (Sheet *self, const char *name)
{
  if (self->type == TB_XLSX_CELL_INLINE)
    return strcmp (name, "t") == 0 && self->phonetic_depth == 0;
  return strcmp (name, "v") == 0;
}

static void
start_element (TbXlsxXml *xml, const char *name, const char **attributes, gpointer user_data)
{
  Sheet *self = user_data;

  if (self->in_cell)
    {
      if (strcmp (name, "rPh") == 0)
        self->phonetic_depth++;
      self->in_value = is_value_element (self, name);
    }
  else if (self->in_row)
    {
      if (strcmp (name, "c") == 0)
        begin_cell (self, xml, attributes);
    }
  else if (strcmp (name, "row") == 0)
    begin_row (self, xml, attributes);
  else if (strcmp (name, "col") == 0)
    add_hidden_columns (self, attributes);
}

static void
end_element (TbXlsxXml *xml, const char *name, gpointer user_data)
{
  Sheet *self = user_data;

  if (self->in_cell)
    {
      self->in_value = FALSE;
      if (strcmp (name, "rPh") == 0)
        self->phonetic_depth--;
      else if (strcmp (name, "c") == 0)
        end_cell (self, xml);
    }
  else if (self->in_row && strcmp (name, "row") == 0)
    end_row (self, xml);
}

static void
append_text (TbXlsxXml *xml, const char *text, gsize length, gpointer user_data)
{
  Sheet *self = user_data;

  if (!self->in_value)
    return;
  if (self->value->len + length > TB_SHEET_MAX_CELL_BYTES)
    fail_limit (xml, _ ("A cell of the sheet holds more text than Excel allows."));
  else
    g_string_append_len (self->value, text, length);
}

/**
 * tb_xlsx_sheet_read:
 * @package: a package
 * @part: its part with the worksheet
 * @context: what is needed to understand its cells
 * @func: (scope call): called for each row
 * @user_data: for @func
 * @cancellable: (nullable):
 * @error: return location
 *
 * Reads a worksheet as a stream. Errors: those of tb_xlsx_xml_parse(); %TB_ERROR_FILE where cells
 * make no sense; %TB_ERROR_LIMIT where they are beyond what a sheet can have.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_xlsx_sheet_read (TbXlsxPackage *package, const char *part, const TbXlsxSheetContext *context,
                    TbSheetRowFunc func, gpointer user_data, GCancellable *cancellable,
                    GError **error)
{
  static const TbXlsxXmlHandlers handlers = { start_element, end_element, append_text, "row" };
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (TbCell));
  g_autoptr (GString) value = g_string_new (NULL);
  Sheet self = {
    .context = context,
    .func = func,
    .user_data = user_data,
    .cells = cells,
    .value = value,
    .texts = g_string_chunk_new (4096),
  };
  gboolean ok;

  ok = tb_xlsx_xml_parse (package, part, &handlers, &self, cancellable, error);
  g_string_chunk_free (self.texts);
  return ok;
}
