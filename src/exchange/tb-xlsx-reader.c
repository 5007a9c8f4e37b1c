/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-reader.h"

#include "tb-xlsx-merges.h"
#include "tb-xlsx-package.h"
#include "tb-xlsx-shared-strings.h"
#include "tb-xlsx-sheet.h"
#include "tb-xlsx-styles.h"
#include "tb-xlsx-workbook.h"

struct _TbXlsxReader
{
  TbSheetReader parent_instance;

  TbXlsxPackage *package;       /* (owned) */
  TbXlsxWorkbook *workbook;     /* (owned) */
  TbXlsxStyles *styles;         /* (owned) (nullable): from the first read on */
  TbXlsxSharedStrings *strings; /* (owned) (nullable): from the first read on */
  GHashTable *merges;     /* (owned): sheet → TbXlsxMerges (owned), of the sheets read so far */
  GArray *hidden_columns; /* (owned): pairs of guint, of the sheet read last */
};

G_DEFINE_FINAL_TYPE (TbXlsxReader, tb_xlsx_reader, TB_TYPE_SHEET_READER)

static gboolean
load_shared_parts (TbXlsxReader *self, GCancellable *cancellable, GError **error)
{
  if (self->styles == NULL)
    self->styles = tb_xlsx_styles_load (
        self->package, tb_xlsx_workbook_get_styles_part (self->workbook), cancellable, error);
  if (self->styles != NULL && self->strings == NULL)
    self->strings = tb_xlsx_shared_strings_load (
        self->package, tb_xlsx_workbook_get_shared_strings_part (self->workbook), cancellable,
        error);
  return self->strings != NULL;
}

static TbXlsxMerges *
get_merges (TbXlsxReader *self, guint sheet, GCancellable *cancellable, GError **error)
{
  TbXlsxMerges *merges = g_hash_table_lookup (self->merges, GUINT_TO_POINTER (sheet));

  if (merges == NULL)
    {
      merges = tb_xlsx_merges_load (self->package,
                                    tb_xlsx_workbook_get_sheet_part (self->workbook, sheet),
                                    cancellable, error);
      if (merges != NULL)
        g_hash_table_insert (self->merges, GUINT_TO_POINTER (sheet), merges);
    }
  return merges;
}

static const TbSheetInfo *
tb_xlsx_reader_get_sheets (TbSheetReader *reader, guint *n_sheets)
{
  return tb_xlsx_workbook_get_sheets (TB_XLSX_READER (reader)->workbook, n_sheets);
}

static gboolean
tb_xlsx_reader_is_column_hidden (TbSheetReader *reader, guint column)
{
  GArray *hidden = TB_XLSX_READER (reader)->hidden_columns;

  for (guint i = 0; i + 1 < hidden->len; i += 2)
    if (column >= g_array_index (hidden, guint, i)
        && column <= g_array_index (hidden, guint, i + 1))
      return TRUE;
  return FALSE;
}

static gboolean
tb_xlsx_reader_read (TbSheetReader *reader, guint sheet, TbSheetRowFunc func, gpointer user_data,
                     GCancellable *cancellable, GError **error)
{
  TbXlsxReader *self = TB_XLSX_READER (reader);
  TbXlsxSheetContext context;
  guint n_sheets;

  tb_xlsx_workbook_get_sheets (self->workbook, &n_sheets);
  g_return_val_if_fail (sheet < n_sheets, FALSE);

  g_array_set_size (self->hidden_columns, 0);
  if (!load_shared_parts (self, cancellable, error))
    return FALSE;
  context = (TbXlsxSheetContext){
    .strings = self->strings,
    .styles = self->styles,
    .merges = get_merges (self, sheet, cancellable, error),
    .date_1904 = tb_xlsx_workbook_get_date_1904 (self->workbook),
    .hidden_columns = self->hidden_columns,
  };
  if (context.merges == NULL)
    return FALSE;
  tb_xlsx_merges_rewind (context.merges);
  return tb_xlsx_sheet_read (self->package, tb_xlsx_workbook_get_sheet_part (self->workbook, sheet),
                             &context, func, user_data, cancellable, error);
}

static void
tb_xlsx_reader_finalize (GObject *object)
{
  TbXlsxReader *self = TB_XLSX_READER (object);

  g_clear_pointer (&self->strings, tb_xlsx_shared_strings_free);
  g_clear_pointer (&self->styles, tb_xlsx_styles_free);
  g_clear_pointer (&self->workbook, tb_xlsx_workbook_free);
  g_clear_pointer (&self->package, tb_xlsx_package_free);
  g_hash_table_unref (self->merges);
  g_array_unref (self->hidden_columns);

  G_OBJECT_CLASS (tb_xlsx_reader_parent_class)->finalize (object);
}

static void
tb_xlsx_reader_class_init (TbXlsxReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  TbSheetReaderClass *reader_class = TB_SHEET_READER_CLASS (klass);

  object_class->finalize = tb_xlsx_reader_finalize;

  reader_class->get_sheets = tb_xlsx_reader_get_sheets;
  reader_class->is_column_hidden = tb_xlsx_reader_is_column_hidden;
  reader_class->read = tb_xlsx_reader_read;
}

static void
tb_xlsx_reader_init (TbXlsxReader *self)
{
  self->hidden_columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->merges = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)tb_xlsx_merges_free);
}

/**
 * tb_xlsx_reader_new:
 * @stream: a seekable stream over a zip archive; kept
 * @cancellable: (nullable):
 * @error: return location
 *
 * Opens a workbook: its table of contents is read now, its texts and styles with the first sheet.
 * Errors: %TB_ERROR_FILE where it is damaged, encrypted or not a workbook, %TB_ERROR_LIMIT,
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the reader, or %NULL
 */
TbSheetReader *
tb_xlsx_reader_new (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbXlsxReader) self = g_object_new (TB_TYPE_XLSX_READER, NULL);

  self->package = tb_xlsx_package_open (stream, cancellable, error);
  if (self->package == NULL)
    return NULL;
  self->workbook = tb_xlsx_workbook_load (self->package, cancellable, error);
  if (self->workbook == NULL)
    return NULL;
  return TB_SHEET_READER (g_steal_pointer (&self));
}
