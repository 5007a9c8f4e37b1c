/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sheet-reader.h"

#include "tb-csv-reader.h"
#include "tb-error.h"
#include "tb-file-kind.h"
#include "tb-file-name.h"
#include "tb-sheet-limits.h"
#include "tb-xlsx-reader.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *name; /* (owned): of the file, for messages */
} TbSheetReaderPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TbSheetReader, tb_sheet_reader, G_TYPE_OBJECT)

/* Says which file an error of the layers below is about; they know only its contents. */
static void
name_file (GError **error, const char *name)
{
  if (error != NULL && *error != NULL && (*error)->domain == TB_ERROR)
    g_prefix_error (error, _ ("“%s” cannot be read. "), name);
}

static gboolean
check_size (GInputStream *stream, GError **error)
{
  GSeekable *seekable = G_SEEKABLE (stream);

  if (!g_seekable_seek (seekable, 0, G_SEEK_END, NULL, error))
    return FALSE;
  if (g_seekable_tell (seekable) == 0)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_FILE, _ ("The file is empty."));
      return FALSE;
    }
  if (g_seekable_tell (seekable) > TB_SHEET_MAX_FILE_BYTES)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_LIMIT,
                           _ ("The file is larger than 256 MB. Divide it into several files."));
      return FALSE;
    }
  return g_seekable_seek (seekable, 0, G_SEEK_SET, NULL, error);
}

/* What to do with a file that is recognised but cannot be read, by its kind; NULL where it can. */
static const char *
get_advice (TbFileKind kind)
{
  switch (kind)
    {
    case TB_FILE_KIND_OLD_WORKBOOK:
      return _ ("It is a workbook of the old .xls format. Open it in Excel or WPS, save it as "
                ".xlsx, and import that "
                "file.");
    case TB_FILE_KIND_ENCRYPTED:
      return _ ("It is protected by a password. Open it in Excel or WPS, remove the password, save "
                "it, and import it "
                "again.");
    case TB_FILE_KIND_WEB_PAGE:
      return _ ("It is a web page or an XML document under a spreadsheet’s name. Open it in Excel "
                "or WPS, save it as "
                ".xlsx, and import that file.");
    case TB_FILE_KIND_OTHER:
      return _ ("It is not a spreadsheet. Choose an .xlsx, .csv or .txt file.");
    case TB_FILE_KIND_ZIP:
    case TB_FILE_KIND_TEXT:
      return NULL;
    }
  g_assert_not_reached ();
}

static TbSheetReader *
open_by_kind (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  TbFileKind kind;
  const char *advice;

  if (!check_size (stream, error) || !tb_file_kind_detect (stream, &kind, cancellable, error))
    return NULL;

  advice = get_advice (kind);
  if (advice != NULL)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_FILE, advice);
      return NULL;
    }
  return kind == TB_FILE_KIND_ZIP ? tb_xlsx_reader_new (stream, cancellable, error)
                                  : tb_csv_reader_new (stream, cancellable, error);
}

static gboolean
tb_sheet_reader_real_is_column_hidden (TbSheetReader *self, guint column)
{
  return FALSE;
}

static const char *
tb_sheet_reader_real_get_encoding (TbSheetReader *self)
{
  return NULL;
}

static void
tb_sheet_reader_finalize (GObject *object)
{
  TbSheetReaderPrivate *priv = tb_sheet_reader_get_instance_private (TB_SHEET_READER (object));

  g_free (priv->name);

  G_OBJECT_CLASS (tb_sheet_reader_parent_class)->finalize (object);
}

static void
tb_sheet_reader_class_init (TbSheetReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_sheet_reader_finalize;

  klass->is_column_hidden = tb_sheet_reader_real_is_column_hidden;
  klass->get_encoding = tb_sheet_reader_real_get_encoding;
}

static void
tb_sheet_reader_init (TbSheetReader *self)
{
}

/**
 * tb_sheet_reader_open:
 * @file: a file of any kind
 * @cancellable: (nullable):
 * @error: return location
 *
 * Opens a spreadsheet or text table. What it is, is told by its contents; its name does not matter.
 * The file may be replaced on disk while it is open: the reader keeps to the one that it opened.
 *
 * Errors: %TB_ERROR_FILE where the file cannot be opened, is damaged, encrypted, of an old format
 * or no spreadsheet at all, %TB_ERROR_LIMIT where it is beyond what is accepted,
 * %G_IO_ERROR_CANCELLED. Any thread.
 *
 * Returns: (transfer full): the reader, or %NULL
 */
TbSheetReader *
tb_sheet_reader_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  name = tb_file_name_dup_shown (file);
  stream = g_file_read (file, cancellable, &local_error);
  if (stream == NULL)
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, TB_ERROR, TB_ERROR_FILE, _ ("“%s” cannot be opened: %s"), name,
                     local_error->message);
      return NULL;
    }
  return tb_sheet_reader_open_stream (G_INPUT_STREAM (stream), name, cancellable, error);
}

/**
 * tb_sheet_reader_open_stream:
 * @stream: the bytes; must be seekable; the reader keeps it and nobody else may use it
 * @name: the name that error messages give the file
 * @cancellable: (nullable):
 * @error: return location
 *
 * The same for bytes that are already open, or in memory. Errors and threads as
 * tb_sheet_reader_open().
 *
 * Returns: (transfer full): the reader, or %NULL
 */
TbSheetReader *
tb_sheet_reader_open_stream (GInputStream *stream, const char *name, GCancellable *cancellable,
                             GError **error)
{
  TbSheetReader *self;
  TbSheetReaderPrivate *priv;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!G_IS_SEEKABLE (stream) || !g_seekable_can_seek (G_SEEKABLE (stream)))
    {
      g_set_error (
          error, TB_ERROR, TB_ERROR_FILE,
          _ ("“%s” is in a place that cannot be read at random. Copy it to this computer first."),
          name);
      return NULL;
    }
  self = open_by_kind (stream, cancellable, error);
  if (self == NULL)
    {
      name_file (error, name);
      return NULL;
    }
  priv = tb_sheet_reader_get_instance_private (self);
  priv->name = g_strdup (name);
  return self;
}

/**
 * tb_sheet_reader_get_sheets:
 * @self: a reader
 * @n_sheets: (out): how many
 *
 * Returns: (transfer none) (array length=n_sheets): the worksheets in the order of their tabs, at
 * least one
 */
const TbSheetInfo *
tb_sheet_reader_get_sheets (TbSheetReader *self, guint *n_sheets)
{
  g_return_val_if_fail (TB_IS_SHEET_READER (self), NULL);
  g_return_val_if_fail (n_sheets != NULL, NULL);

  return TB_SHEET_READER_GET_CLASS (self)->get_sheets (self, n_sheets);
}

/**
 * tb_sheet_reader_get_encoding:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): the character encoding that was recognised in a text file
 * (`UTF-8`, `GB18030`, `UTF-16LE`, `UTF-16BE`); %NULL for .xlsx
 */
const char *
tb_sheet_reader_get_encoding (TbSheetReader *self)
{
  g_return_val_if_fail (TB_IS_SHEET_READER (self), NULL);

  return TB_SHEET_READER_GET_CLASS (self)->get_encoding (self);
}

/**
 * tb_sheet_reader_is_column_hidden:
 * @self: a reader
 * @column: index of the column, from 0
 *
 * May be asked from the first call of the row callback on.
 *
 * Returns: whether the spreadsheet program hides the column of the sheet that was read last
 */
gboolean
tb_sheet_reader_is_column_hidden (TbSheetReader *self, guint column)
{
  g_return_val_if_fail (TB_IS_SHEET_READER (self), FALSE);

  return TB_SHEET_READER_GET_CLASS (self)->is_column_hidden (self, column);
}

/**
 * tb_sheet_reader_read:
 * @self: a reader
 * @sheet: index in tb_sheet_reader_get_sheets()
 * @func: (scope call): called for each row; must not use @self but for
 * tb_sheet_reader_is_column_hidden()
 * @user_data: for @func
 * @cancellable: (nullable):
 * @error: return location
 *
 * Reads a sheet from its first row on, as a stream: only one row is in memory. May be called again.
 * Rows that were handed out before an error was found are not to be trusted.
 *
 * Errors: %TB_ERROR_FILE, %TB_ERROR_LIMIT and %G_IO_ERROR_CANCELLED, as tb_sheet_reader_open().
 *
 * Returns: %FALSE on error
 */
gboolean
tb_sheet_reader_read (TbSheetReader *self, guint sheet, TbSheetRowFunc func, gpointer user_data,
                      GCancellable *cancellable, GError **error)
{
  TbSheetReaderPrivate *priv;

  g_return_val_if_fail (TB_IS_SHEET_READER (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  if (TB_SHEET_READER_GET_CLASS (self)->read (self, sheet, func, user_data, cancellable, error))
    return TRUE;
  priv = tb_sheet_reader_get_instance_private (self);
  name_file (error, priv->name);
  return FALSE;
}
