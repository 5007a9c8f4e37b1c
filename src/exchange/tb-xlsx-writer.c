/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-writer.h"

#include "tb-error.h"
#include "tb-output-file.h"
#include "tb-sheet-limits.h"
#include "tb-sheet-number.h"
#include "tb-sheet-reader.h"
#include "tb-xlsx-escapes.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <xlsxwriter.h>

/* Excel's own limits. */
#define MAX_SHEET_NAME 31
#define FORBIDDEN_IN_SHEET_NAME "[]:*?/\\"
#define MAX_COLUMN_WIDTH 255

struct _TbXlsxWriter
{
  TbSheetWriter parent_instance;

  TbOutputFile *output;    /* (owned) */
  lxw_workbook *workbook;  /* (owned) (nullable): until it is closed */
  lxw_worksheet *sheet;    /* (not owned): the workbook's */
  lxw_format *text_format; /* (not owned): the workbook's */
  gboolean *number_flags;  /* (owned): by column */
  guint n_columns;
  guint header_row; /* from 0 */
  guint next_row;   /* from 0 */
  guint last_row;   /* from 1: the last one with something in it */
};

G_DEFINE_FINAL_TYPE (TbXlsxWriter, tb_xlsx_writer, TB_TYPE_SHEET_WRITER)

/* Texts in a workbook that is not yet finished grow with the sheet; /tmp may be in memory. */
static const char *
get_scratch_folder (void)
{
  const char *folder = g_get_user_cache_dir ();

  return g_mkdir_with_parents (folder, 0700) == 0 ? folder : g_get_tmp_dir ();
}

static char *
dup_sheet_name (const char *name)
{
  g_autofree char *cleaned = g_strdelimit (g_strdup (name), FORBIDDEN_IN_SHEET_NAME, '-');
  char *shortened
      = g_utf8_substring (cleaned, 0, MIN (MAX_SHEET_NAME, g_utf8_strlen (cleaned, -1)));

  /* Nor may it begin or end with an apostrophe. */
  return g_strdelimit (shortened, "'", '-');
}

static gboolean
check (TbXlsxWriter *self, lxw_error result, int error_number, GError **error)
{
  switch (result)
    {
    case LXW_NO_ERROR:
      return TRUE;

    case LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED:
      g_set_error (error, TB_ERROR, TB_ERROR_LIMIT,
                   _ ("Row %u has a text that is longer than a cell can hold."),
                   self->next_row + 1);
      return FALSE;

    case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
      g_set_error_literal (error, TB_ERROR, TB_ERROR_LIMIT,
                           _ ("There are more rows than a sheet can hold. Export fewer at a time, "
                              "or save as .csv."));
      return FALSE;

    default:
      tb_output_file_set_error (self->output, error_number != 0 ? error_number : EIO, error);
      return FALSE;
    }
}

static lxw_error
write_text (TbXlsxWriter *self, guint row, guint column, const char *text, lxw_format *format)
{
  g_autofree char *protected_text = tb_xlsx_escapes_protect (text);

  return worksheet_write_string (self->sheet, row, column,
                                 protected_text != NULL ? protected_text : text, format);
}

static lxw_error
write_cell (TbXlsxWriter *self, guint column, const char *text)
{
  double number;

  if (self->number_flags[column] && tb_sheet_number_is_exact (text)
      && tb_sheet_number_parse (text, &number))
    return worksheet_write_number (self->sheet, self->next_row, column, number, NULL);
  return write_text (self, self->next_row, column, text, self->text_format);
}

static lxw_error
write_note (TbXlsxWriter *self, const char *note)
{
  lxw_format *format = workbook_add_format (self->workbook);

  format_set_italic (format);
  return write_text (self, 0, 0, note, format);
}

static lxw_error
write_headings (TbXlsxWriter *self, const TbSheetColumn *columns)
{
  lxw_format *format = workbook_add_format (self->workbook);
  lxw_error result = LXW_NO_ERROR;

  format_set_bold (format);
  format_set_bottom (format, LXW_BORDER_THIN);
  for (guint i = 0; i < self->n_columns && result == LXW_NO_ERROR; i++)
    {
      worksheet_set_column (self->sheet, i, i, MIN (columns[i].width, MAX_COLUMN_WIDTH),
                            columns[i].is_number ? NULL : self->text_format);
      result = write_text (self, self->header_row, i, columns[i].heading, format);
    }
  return result;
}

static gboolean
begin_sheet (TbXlsxWriter *self, const char *sheet_name, const char *note,
             const TbSheetColumn *columns, GError **error)
{
  g_autofree char *name = dup_sheet_name (sheet_name);
  lxw_workbook_options options
      = { .constant_memory = LXW_TRUE, .tmpdir = (char *)get_scratch_folder () };
  lxw_error result = LXW_NO_ERROR;

  errno = 0;
  self->workbook = workbook_new_opt (tb_output_file_get_path (self->output), &options);
  self->sheet = self->workbook != NULL ? workbook_add_worksheet (self->workbook, name) : NULL;
  if (self->sheet == NULL)
    return check (self, LXW_ERROR_CREATING_TMPFILE, errno, error);

  self->text_format = workbook_add_format (self->workbook);
  format_set_num_format (self->text_format, "@");
  if (note != NULL)
    result = write_note (self, note);
  self->header_row = note != NULL ? 1 : 0;
  self->next_row = self->header_row + 1;
  self->last_row = self->next_row;
  if (result == LXW_NO_ERROR)
    result = write_headings (self, columns);
  worksheet_freeze_panes (self->sheet, self->next_row, 0);
  worksheet_ignore_errors (self->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
  return check (self, result, errno, error);
}

static gboolean
remember_row (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  *(guint *)user_data = row;
  return TRUE;
}

/*
 * libxlsxwriter does not notice when its scratch file can hold no more, and would put a sheet that
 * breaks off into the workbook. So the workbook is read once before it takes the place of an older
 * one.
 */
static gboolean
check_whole (TbXlsxWriter *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (tb_output_file_get_path (self->output));
  g_autoptr (TbSheetReader) reader = tb_sheet_reader_open (file, NULL, NULL);
  guint last_row = 0;

  if (reader != NULL && tb_sheet_reader_read (reader, 0, remember_row, &last_row, NULL, NULL)
      && last_row == self->last_row)
    return TRUE;
  tb_output_file_set_error (self->output, ENOSPC, error);
  return FALSE;
}

static gboolean
tb_xlsx_writer_add_row (TbSheetWriter *writer, const char *const *cells, guint n_cells,
                        GError **error)
{
  TbXlsxWriter *self = TB_XLSX_WRITER (writer);
  lxw_error result = LXW_NO_ERROR;

  if (self->next_row >= TB_SHEET_MAX_ROWS)
    return check (self, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE, 0, error);

  errno = 0;
  for (guint i = 0; i < n_cells && result == LXW_NO_ERROR; i++)
    if (cells[i] != NULL && cells[i][0] != '\0')
      {
        result = write_cell (self, i, cells[i]);
        self->last_row = self->next_row + 1;
      }
  if (!check (self, result, errno, error))
    return FALSE;
  self->next_row++;
  return TRUE;
}

static gboolean
tb_xlsx_writer_close (TbSheetWriter *writer, GError **error)
{
  TbXlsxWriter *self = TB_XLSX_WRITER (writer);
  lxw_error result;

  worksheet_autofilter (self->sheet, self->header_row, 0,
                        MAX (self->header_row, self->next_row - 1), self->n_columns - 1);
  errno = 0;
  result = workbook_close (g_steal_pointer (&self->workbook));
  return check (self, result, errno, error) && check_whole (self, error)
         && tb_output_file_commit (self->output, error);
}

static void
tb_xlsx_writer_finalize (GObject *object)
{
  TbXlsxWriter *self = TB_XLSX_WRITER (object);

  g_clear_pointer (&self->workbook, lxw_workbook_free);
  g_clear_pointer (&self->output, tb_output_file_free);
  g_free (self->number_flags);

  G_OBJECT_CLASS (tb_xlsx_writer_parent_class)->finalize (object);
}

static void
tb_xlsx_writer_class_init (TbXlsxWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  TbSheetWriterClass *writer_class = TB_SHEET_WRITER_CLASS (klass);

  object_class->finalize = tb_xlsx_writer_finalize;

  writer_class->add_row = tb_xlsx_writer_add_row;
  writer_class->close = tb_xlsx_writer_close;
}

static void
tb_xlsx_writer_init (TbXlsxWriter *self)
{
}

/**
 * tb_xlsx_writer_new:
 * @file: where to
 * @sheet_name: the name of the sheet
 * @note: (nullable): a line above the table
 * @columns: the columns
 * @n_columns: how many
 * @error: return location, as tb_sheet_writer_open()
 *
 * Returns: (transfer full): the writer, or %NULL
 */
TbSheetWriter *
tb_xlsx_writer_new (GFile *file, const char *sheet_name, const char *note,
                    const TbSheetColumn *columns, guint n_columns, GError **error)
{
  g_autoptr (TbXlsxWriter) self = g_object_new (TB_TYPE_XLSX_WRITER, NULL);

  self->output = tb_output_file_open (file, error);
  if (self->output == NULL)
    return NULL;
  self->n_columns = n_columns;
  self->number_flags = g_new (gboolean, n_columns);
  for (guint i = 0; i < n_columns; i++)
    self->number_flags[i] = columns[i].is_number;
  if (!begin_sheet (self, sheet_name, note, columns, error))
    return NULL;
  return TB_SHEET_WRITER (g_steal_pointer (&self));
}
