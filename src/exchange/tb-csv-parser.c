/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-csv-parser.h"

#include "tb-csv-guard.h"
#include "tb-error.h"
#include "tb-sheet-limits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  AT_START,    /* of a cell */
  PLAIN,       /* in a cell that did not begin with a quotation mark; those in it are text */
  QUOTED,      /* between quotation marks */
  AFTER_QUOTE, /* after a mark in a quoted cell: its end, or the first of two that stand for one */
} State;

struct _TbCsvParser
{
  TbSheetRowFunc func;
  gpointer user_data;
  char delimiter;

  State state;
  gboolean after_return; /* whether a line end was just taken that a line feed may complete */
  gboolean stopped;
  guint row;
  guint line;       /* in the file; rows may have several */
  guint quote_line; /* where the last quoted cell began */
  GString *texts;   /* (owned): of the cells of the row, each with its end */
  GArray *offsets;  /* (owned): gsize: where each begins in @texts */
  GArray *cells;    /* (owned): of TbCell: the row as it is handed out */
};

static gboolean
set_limit_error (TbCsvParser *self, GError **error, const char *format)
{
  g_autofree char *message = g_strdup_printf (format, self->line);

  g_set_error_literal (error, TB_ERROR, TB_ERROR_LIMIT, message);
  return FALSE;
}

static void
begin_row (TbCsvParser *self)
{
  gsize zero = 0;

  g_string_truncate (self->texts, 0);
  g_array_set_size (self->offsets, 0);
  g_array_append_val (self->offsets, zero);
  self->state = AT_START;
  self->row++;
}

static gboolean
end_cell (TbCsvParser *self, GError **error)
{
  gsize offset;

  g_string_append_c (self->texts, '\0');
  offset = self->texts->len;
  if (self->offsets->len >= TB_SHEET_MAX_COLUMNS)
    return set_limit_error (self, error, _ ("Line %u has more columns than a sheet can have."));
  if (offset > TB_SHEET_MAX_ROW_BYTES)
    return set_limit_error (self, error, _ ("Line %u holds more text than can be imported."));
  g_array_append_val (self->offsets, offset);
  self->state = AT_START;
  return TRUE;
}

static gboolean
end_row (TbCsvParser *self, GError **error)
{
  g_string_append_c (self->texts, '\0');
  if (self->row > TB_SHEET_MAX_ROWS)
    return set_limit_error (
        self, error, _ ("Line %u is beyond the last row that a sheet can have. Divide the file."));

  g_array_set_size (self->cells, self->offsets->len);
  for (guint i = 0; i < self->offsets->len; i++)
    {
      char *text = self->texts->str + g_array_index (self->offsets, gsize, i);
      TbCell cell = { .text = tb_csv_guard_strip (text) };

      cell.kind = cell.text[0] != '\0' ? TB_CELL_TEXT : TB_CELL_EMPTY;
      g_array_index (self->cells, TbCell, i) = cell;
    }
  self->stopped = !self->func (self->row, FALSE, (const TbCell *)self->cells->data,
                               self->cells->len, self->user_data);
  begin_row (self);
  return TRUE;
}

/* The length of what can be taken over as it is: all up to the next character that may mean
 * something. */
static gsize
span_plain (TbCsvParser *self, const char *text, gsize length)
{
  gsize n;

  for (n = 0; n < length; n++)
    if (text[n] == '"' || text[n] == '\n' || text[n] == '\r' || text[n] == '\0'
        || (text[n] == self->delimiter && self->state != QUOTED))
      break;
  return n;
}

static gboolean
append_text (TbCsvParser *self, const char *text, gsize length, GError **error)
{
  gsize cell_offset = g_array_index (self->offsets, gsize, self->offsets->len - 1);

  if (self->texts->len - cell_offset + length > TB_SHEET_MAX_CELL_BYTES)
    {
      if (self->state != QUOTED)
        return set_limit_error (self, error,
                                _ ("A cell in line %u holds more text than Excel allows."));
      g_set_error (error, TB_ERROR, TB_ERROR_LIMIT,
                   _ ("A cell that begins with a quotation mark in line %u holds more text than "
                      "Excel allows; its closing "
                      "mark may be missing."),
                   self->quote_line);
      return FALSE;
    }
  g_string_append_len (self->texts, text, length);
  return TRUE;
}

static gboolean
take_line_end (TbCsvParser *self, char c, GError **error)
{
  gboolean completes_return = c == '\n' && self->after_return;
  gboolean ok = TRUE;

  self->after_return = c == '\r';
  if (self->state == QUOTED)
    ok = append_text (self, &c, 1, error);
  else if (!completes_return)
    ok = end_row (self, error);
  if (!completes_return)
    self->line++;
  return ok;
}

/* A character that span_plain() stopped at. */
static gboolean
take_special (TbCsvParser *self, char c, GError **error)
{
  if (c == '\n' || c == '\r')
    return take_line_end (self, c, error);
  self->after_return = FALSE;

  if (c == '\0')
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                   _ ("Line %u has a zero byte, which no text has. The file is damaged, or it is "
                      "not a text table."),
                   self->line);
      return FALSE;
    }
  if (c == self->delimiter && self->state != QUOTED)
    return end_cell (self, error);

  switch (self->state)
    {
    case AT_START:
      self->state = QUOTED;
      self->quote_line = self->line;
      return TRUE;
    case QUOTED:
      self->state = AFTER_QUOTE;
      return TRUE;
    case AFTER_QUOTE:
      self->state = QUOTED;
      return append_text (self, &c, 1, error);
    case PLAIN:
      return append_text (self, &c, 1, error);
    }
  g_assert_not_reached ();
}

/**
 * tb_csv_parser_new:
 * @delimiter: the character between cells
 * @func: (scope notified): is called for each row, also for blank ones, with all its cells; text or
 * empty
 * @user_data: for @func
 *
 * Returns: (transfer full): a parser
 */
TbCsvParser *
tb_csv_parser_new (char delimiter, TbSheetRowFunc func, gpointer user_data)
{
  TbCsvParser *self = g_new0 (TbCsvParser, 1);

  self->delimiter = delimiter;
  self->func = func;
  self->user_data = user_data;
  self->line = 1;
  self->texts = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->cells = g_array_new (FALSE, FALSE, sizeof (TbCell));
  begin_row (self);
  return self;
}

void
tb_csv_parser_free (TbCsvParser *self)
{
  g_string_free (self->texts, TRUE);
  g_array_unref (self->offsets);
  g_array_unref (self->cells);
  g_free (self);
}

/**
 * tb_csv_parser_feed:
 * @self: a parser
 * @text: the next piece of the text, in UTF-8
 * @length: its bytes
 * @error: return location
 *
 * Rows end with CR, LF or both. A cell may be quoted; inside, line ends and delimiters are text and
 * two marks stand for one. Marks elsewhere are text, as Excel takes them. Guards (see
 * tb-csv-guard.c) are taken off.
 *
 * Errors: %TB_ERROR_FILE for a zero byte; %TB_ERROR_LIMIT, naming the line, where cells, columns or
 * rows are more than a sheet can have.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_csv_parser_feed (TbCsvParser *self, const char *text, gsize length, GError **error)
{
  while (length > 0 && !self->stopped)
    {
      gsize n = span_plain (self, text, length);

      if (n > 0)
        {
          self->after_return = FALSE;
          if (self->state == AT_START || self->state == AFTER_QUOTE)
            self->state = PLAIN;
          if (!append_text (self, text, n, error))
            return FALSE;
        }
      else
        {
          n = 1;
          if (!take_special (self, *text, error))
            return FALSE;
        }
      text += n;
      length -= n;
    }
  return TRUE;
}

/**
 * tb_csv_parser_finish:
 * @self: a parser that was fed all of its text
 * @error: return location
 *
 * Hands out a last row that has no line end. Errors: as tb_csv_parser_feed(); %TB_ERROR_FILE where
 * a quotation mark was never closed.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_csv_parser_finish (TbCsvParser *self, GError **error)
{
  if (self->stopped)
    return TRUE;
  if (self->state == QUOTED)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                   _ ("A cell begins with a quotation mark in line %u that is never closed. Close "
                      "it, or remove it."),
                   self->quote_line);
      return FALSE;
    }
  if (self->state == AT_START && self->offsets->len == 1)
    return TRUE;
  return end_row (self, error);
}

/**
 * tb_csv_parser_is_stopped:
 * @self: a parser
 *
 * Returns: whether the row callback has asked for no more
 */
gboolean
tb_csv_parser_is_stopped (TbCsvParser *self)
{
  return self->stopped;
}
