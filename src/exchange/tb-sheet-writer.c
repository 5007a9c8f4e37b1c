/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sheet-writer.h"

#include "tb-csv-writer.h"
#include "tb-error.h"
#include "tb-file-name.h"
#include "tb-sheet-limits.h"
#include "tb-xlsx-writer.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  guint n_columns;
  gboolean is_finished; /* closed, or failed: no more can be done with it */
} TbSheetWriterPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TbSheetWriter, tb_sheet_writer, G_TYPE_OBJECT)

typedef struct
{
  const char *extension;
  TbSheetWriter *(*open) (GFile *file, const char *sheet_name, const char *note,
                          const TbSheetColumn *columns, guint n_columns, GError **error);
} Format;

static const Format formats[] = {
  { ".xlsx", tb_xlsx_writer_new },
  { ".csv", tb_csv_writer_new },
};

static const Format *
find_format (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].extension))
      return &formats[i];
  return NULL;
}

static void
tb_sheet_writer_class_init (TbSheetWriterClass *klass)
{
}

static void
tb_sheet_writer_init (TbSheetWriter *self)
{
}

/**
 * tb_sheet_writer_open:
 * @file: where to; its extension decides on the format, .xlsx or .csv
 * @sheet_name: the name of the sheet, where the format has one; shortened and cleaned to what Excel
 * allows
 * @note: (nullable): a line above the table, such as who exported it, when and why
 * @columns: the columns
 * @n_columns: how many, at least one
 * @error: return location
 *
 * Begins a table with its note and headings. Errors: %TB_ERROR_INVALID where the extension is
 * neither, %TB_ERROR_READ_ONLY, %TB_ERROR_FULL, %TB_ERROR_FILE. Any thread.
 *
 * Returns: (transfer full): the writer, or %NULL
 */
TbSheetWriter *
tb_sheet_writer_open (GFile *file, const char *sheet_name, const char *note,
                      const TbSheetColumn *columns, guint n_columns, GError **error)
{
  const Format *format;
  TbSheetWriter *self;
  TbSheetWriterPrivate *priv;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (sheet_name != NULL, NULL);
  g_return_val_if_fail (columns != NULL && n_columns > 0 && n_columns <= TB_SHEET_MAX_COLUMNS,
                        NULL);

  format = find_format (file);
  if (format == NULL)
    {
      g_autofree char *name = tb_file_name_dup_shown (file);

      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("“%s” cannot be saved: tables are saved as .xlsx or .csv. Choose a name that "
                      "ends with one of "
                      "them."),
                   name);
      return NULL;
    }
  self = format->open (file, sheet_name, note, columns, n_columns, error);
  if (self == NULL)
    return NULL;
  priv = tb_sheet_writer_get_instance_private (self);
  priv->n_columns = n_columns;
  return self;
}

/**
 * tb_sheet_writer_add_row:
 * @self: a writer
 * @cells: (array length=n_cells): the texts of the cells, in UTF-8; %NULL or empty for none
 * @n_cells: how many, not more than there are columns
 * @error: return location
 *
 * Errors: %TB_ERROR_LIMIT where the format has no room for the row or a cell, else as
 * tb_sheet_writer_open(). After an error the writer can only be let go of.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_sheet_writer_add_row (TbSheetWriter *self, const char *const *cells, guint n_cells,
                         GError **error)
{
  TbSheetWriterPrivate *priv = tb_sheet_writer_get_instance_private (self);

  g_return_val_if_fail (TB_IS_SHEET_WRITER (self), FALSE);
  g_return_val_if_fail (!priv->is_finished, FALSE);
  g_return_val_if_fail (n_cells <= priv->n_columns, FALSE);

  if (TB_SHEET_WRITER_GET_CLASS (self)->add_row (self, cells, n_cells, error))
    return TRUE;
  priv->is_finished = TRUE;
  return FALSE;
}

/**
 * tb_sheet_writer_close:
 * @self: a writer
 * @error: return location, as tb_sheet_writer_open()
 *
 * Finishes the table and puts the file in its place. A writer that is let go of without this leaves
 * nothing behind.
 *
 * Returns: %FALSE on error; then an old file of that name is as it was
 */
gboolean
tb_sheet_writer_close (TbSheetWriter *self, GError **error)
{
  TbSheetWriterPrivate *priv = tb_sheet_writer_get_instance_private (self);

  g_return_val_if_fail (TB_IS_SHEET_WRITER (self), FALSE);
  g_return_val_if_fail (!priv->is_finished, FALSE);

  priv->is_finished = TRUE;
  return TB_SHEET_WRITER_GET_CLASS (self)->close (self, error);
}
