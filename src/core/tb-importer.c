/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-importer.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-file-name.h"
#include "tb-import-mapping.h"
#include "tb-import-table.h"
#include "tb-importer-private.h"

G_DEFINE_FINAL_TYPE (TbImporter, tb_importer, G_TYPE_OBJECT)

/* The dry run, as it is asked of a database thread. */
typedef struct
{
  TbImporter *importer;
  TbProgressFunc progress;
  gpointer progress_data;
} Request;

/* A dry run is of a sheet, a header and a mapping; when one of them changes, it says nothing any
 * more. */
static void
forget_check (TbImporter *self)
{
  self->checked = FALSE;
  g_clear_pointer (&self->plan, tb_import_plan_free);
  g_clear_pointer (&self->row_reader, tb_import_row_reader_free);
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->matched, g_hash_table_unref);
  g_clear_pointer (&self->tenants, g_hash_table_unref);
  g_ptr_array_set_size (self->findings, 0);
  self->summary = (TbImportSummary){ 0 };
}

static void
list_rows (TbImporter *self)
{
  g_autoptr (GArray) rows = tb_import_table_list_rows (self->sheet, &self->header, self->mapping);

  forget_check (self);
  g_array_set_size (self->infos, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      TbImportRowInfo info = { .row = g_array_index (rows, guint, i) };

      g_array_append_val (self->infos, info);
    }
  self->summary.rows = self->infos->len;
}

static void
guess_mapping (TbImporter *self)
{
  g_clear_pointer (&self->mapping, g_array_unref);
  self->mapping = tb_import_mapping_guess (self->sheet, &self->header);
  list_rows (self);
}

/* What a sheet is guessed to be, or was the last time. A file whose headings nobody knows is taken
 * for a roster with the header on top, to be mapped by hand. */
static GArray *
guess (TbImportSheet *sheet, TbSession *session, TbImportHeader *header, GError **error)
{
  g_autoptr (GArray) mapping = NULL;
  const TbRecordType *remembered;

  if (!tb_import_guess (sheet, header))
    tb_import_guess_extent (sheet, tb_import_targets_get_types (NULL)[0], 0, header);
  mapping = tb_import_mapping_guess (sheet, header);

  remembered = tb_import_mapping_recall (mapping, header->type, session, error);
  if (remembered == NULL)
    return NULL;
  header->type = remembered;
  return g_steal_pointer (&mapping);
}

static gboolean
load_sheet (TbImporter *self, guint index, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbImportSheet) sheet
      = tb_import_sheet_load (self->reader, index, 0, cancellable, error);
  g_autoptr (GArray) mapping = NULL;
  TbImportHeader header;

  if (sheet == NULL)
    return FALSE;
  if (tb_import_sheet_get_n_rows (sheet) == 0)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                   _ ("There is nothing in the sheet. Choose another sheet or another file."));
      return FALSE;
    }
  mapping = guess (sheet, self->session, &header, error);
  if (mapping == NULL)
    return FALSE;

  g_clear_pointer (&self->sheet, tb_import_sheet_free);
  self->sheet = g_steal_pointer (&sheet);
  self->sheet_index = index;
  self->header = header;
  g_clear_pointer (&self->mapping, g_array_unref);
  self->mapping = g_steal_pointer (&mapping);
  list_rows (self);
  return TRUE;
}

/* The sheet that looks most like a table that can be imported. Hidden sheets only if there is no
 * other. */
static gboolean
choose_sheet (TbImporter *self, GCancellable *cancellable, guint *chosen, GError **error)
{
  guint n_sheets;
  const TbSheetInfo *sheets = tb_sheet_reader_get_sheets (self->reader, &n_sheets);
  gboolean found = FALSE;
  guint best = 0;

  *chosen = 0;
  for (guint i = 0; n_sheets > 1 && i < n_sheets; i++)
    {
      g_autoptr (TbImportSheet) head = NULL;
      TbImportHeader header;
      guint score;

      head = tb_import_sheet_load (self->reader, i, TB_IMPORT_HEAD_ROWS, cancellable, error);
      if (head == NULL)
        return FALSE;
      /* Whatever its headings are, a sheet with something in it is better than an empty one. */
      if (!found && tb_import_sheet_get_n_rows (head) > 0)
        {
          found = TRUE;
          *chosen = i;
        }
      if (!tb_import_guess (head, &header))
        continue;
      score = header.n_known * 2 - (sheets[i].hidden ? 1 : 0);
      if (score > best)
        {
          best = score;
          *chosen = i;
        }
    }
  return TRUE;
}

static void
tb_importer_finalize (GObject *object)
{
  TbImporter *self = TB_IMPORTER (object);

  forget_check (self);
  g_clear_pointer (&self->sheet, tb_import_sheet_free);
  g_clear_pointer (&self->mapping, g_array_unref);
  g_clear_object (&self->reader);
  g_clear_object (&self->session);
  g_free (self->file_name);
  g_array_unref (self->infos);
  g_ptr_array_unref (self->findings);

  G_OBJECT_CLASS (tb_importer_parent_class)->finalize (object);
}

static void
tb_importer_class_init (TbImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_importer_finalize;
}

static void
tb_importer_init (TbImporter *self)
{
  self->infos = g_array_new (FALSE, TRUE, sizeof (TbImportRowInfo));
  self->findings = g_ptr_array_new_with_free_func (tb_import_finding_free);
}

/**
 * tb_importer_new:
 * @session: the register to import into
 *
 * Returns: (transfer full): an import without a file
 */
TbImporter *
tb_importer_new (TbSession *session)
{
  TbImporter *self;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);

  self = g_object_new (TB_TYPE_IMPORTER, NULL);
  self->session = g_object_ref (session);
  return self;
}

/* Goes over to another file, if it can be read. */
static gboolean
take_reader (TbImporter *self, TbSheetReader *reader, const char *name, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (TbSheetReader) previous = g_steal_pointer (&self->reader);
  guint sheet;

  self->reader = reader;
  if (!choose_sheet (self, cancellable, &sheet, error)
      || !load_sheet (self, sheet, cancellable, error))
    {
      g_set_object (&self->reader, previous);
      return FALSE;
    }

  g_set_str (&self->file_name, name);
  return TRUE;
}

/**
 * tb_importer_open:
 * @self: an import
 * @file: .xlsx, .csv or .txt
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Opens a file and guesses which sheet is meant, where its header is, what its rows are and what
 * its columns mean. Columns are mapped as in the last import of a file with the same headings, if
 * there was one. Any thread but those of the database.
 *
 * Errors: those of tb_sheet_reader_open(), %TB_ERROR_FILE for an empty file, %TB_ERROR_LIMIT for
 * one that is too large.
 *
 * Returns: %FALSE with @error set; @self is then as it was
 */
gboolean
tb_importer_open (TbImporter *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbSheetReader) reader = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (TB_IS_IMPORTER (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  reader = tb_sheet_reader_open (file, cancellable, error);
  if (reader == NULL)
    return FALSE;

  name = tb_file_name_dup_shown (file);
  return take_reader (self, g_steal_pointer (&reader), name, cancellable, error);
}

/**
 * tb_importer_open_cells:
 * @self: an import
 * @text: cells as spreadsheets copy them: a line a row, tabs between cells
 * @name: what the import is called in the journal, where a file has its name
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Does what tb_importer_open() does with cells that were copied out of a spreadsheet. Any thread
 * but those of the database.
 *
 * Errors: as for tb_importer_open()
 *
 * Returns: %FALSE with @error set; @self is then as it was
 */
gboolean
tb_importer_open_cells (TbImporter *self, const char *text, const char *name,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (TbSheetReader) reader = NULL;

  g_return_val_if_fail (TB_IS_IMPORTER (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  stream = g_memory_input_stream_new_from_data (g_strdup (text), -1, g_free);
  reader = tb_sheet_reader_open_stream (stream, name, cancellable, error);
  if (reader == NULL)
    return FALSE;

  return take_reader (self, g_steal_pointer (&reader), name, cancellable, error);
}

/**
 * tb_importer_get_n_sheets:
 * @self: an import with a file
 *
 * Returns: how many sheets the file has, at least 1; a text file is one sheet
 */
guint
tb_importer_get_n_sheets (TbImporter *self)
{
  guint n_sheets;

  tb_sheet_reader_get_sheets (self->reader, &n_sheets);
  return n_sheets;
}

/**
 * tb_importer_get_sheet_name:
 * @sheet: index of a sheet
 *
 * Returns: (nullable): its name, %NULL in a text file
 */
const char *
tb_importer_get_sheet_name (TbImporter *self, guint sheet)
{
  guint n_sheets;
  const TbSheetInfo *sheets = tb_sheet_reader_get_sheets (self->reader, &n_sheets);

  g_return_val_if_fail (sheet < n_sheets, NULL);
  return sheets[sheet].name;
}

/**
 * tb_importer_get_sheet:
 * @self: an import with a file
 *
 * Returns: index of the sheet that was guessed, or chosen by tb_importer_set_sheet()
 */
guint
tb_importer_get_sheet (TbImporter *self)
{
  return self->sheet_index;
}

/**
 * tb_importer_set_sheet:
 * @sheet: index of a sheet
 *
 * Reads another sheet and guesses anew. Threads and errors as for tb_importer_open().
 */
gboolean
tb_importer_set_sheet (TbImporter *self, guint sheet, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_IMPORTER (self), FALSE);
  g_return_val_if_fail (sheet < tb_importer_get_n_sheets (self), FALSE);

  return sheet == self->sheet_index || load_sheet (self, sheet, cancellable, error);
}

/**
 * tb_importer_get_encoding:
 *
 * Returns: (nullable): how a text file is encoded, such as `GB18030`; %NULL where the format says
 * it
 */
const char *
tb_importer_get_encoding (TbImporter *self)
{
  return tb_sheet_reader_get_encoding (self->reader);
}

/**
 * tb_importer_get_record_type:
 * @self: an import with a file
 *
 * Returns: (transfer none): what the rows are taken for: guessed, remembered from a file with the
 * same headings, or said by tb_importer_set_record_type()
 */
const TbRecordType *
tb_importer_get_record_type (TbImporter *self)
{
  return self->header.type;
}

/**
 * tb_importer_set_record_type:
 * @type: `person`, `enterprise` or `unit`
 *
 * Says what the rows are; the columns are mapped anew.
 */
void
tb_importer_set_record_type (TbImporter *self, const TbRecordType *type)
{
  if (type == self->header.type)
    return;
  tb_import_guess_extent (self->sheet, type, self->header.last, &self->header);
  guess_mapping (self);
}

/**
 * tb_importer_get_header_row:
 *
 * Returns: number of the header's last row, from 1
 */
guint
tb_importer_get_header_row (TbImporter *self)
{
  return tb_import_sheet_get_row_number (self->sheet, self->header.last);
}

/**
 * tb_importer_set_header_row:
 * @row: number of a row, from 1
 *
 * Says where the header is; the columns are mapped anew. Of a row that has nothing in it, the next
 * that has.
 */
void
tb_importer_set_header_row (TbImporter *self, guint row)
{
  guint n_rows = tb_import_sheet_get_n_rows (self->sheet);
  guint index = 0;

  while (index + 1 < n_rows && tb_import_sheet_get_row_number (self->sheet, index) < row)
    index++;
  tb_import_guess_extent (self->sheet, self->header.type, index, &self->header);
  guess_mapping (self);
}

/**
 * tb_importer_get_n_columns:
 * @self: an import with a file
 *
 * Returns: how many columns the sheet has, up to the last with something in it
 */
guint
tb_importer_get_n_columns (TbImporter *self)
{
  return self->mapping->len;
}

/**
 * tb_importer_get_column:
 * @column: index of a column
 *
 * Returns: (transfer none): what it means; valid until the sheet, the type or the header is changed
 */
const TbImportColumn *
tb_importer_get_column (TbImporter *self, guint column)
{
  g_return_val_if_fail (column < self->mapping->len, NULL);

  return &g_array_index (self->mapping, TbImportColumn, column);
}

/**
 * tb_importer_set_column:
 * @column: index of a column
 * @target: what it is imported as, or %TB_IMPORT_IGNORED
 *
 * Maps a column by hand. Another column that had @target loses it.
 */
void
tb_importer_set_column (TbImporter *self, guint column, guint target)
{
  g_return_if_fail (column < self->mapping->len);
  g_return_if_fail (target == TB_IMPORT_IGNORED || target < tb_importer_get_n_targets (self));

  for (guint i = 0; target != TB_IMPORT_IGNORED && i < self->mapping->len; i++)
    {
      TbImportColumn *other = &g_array_index (self->mapping, TbImportColumn, i);

      if (other->target == target)
        other->target = TB_IMPORT_IGNORED;
    }
  g_array_index (self->mapping, TbImportColumn, column).target = target;
  list_rows (self);
}

/**
 * tb_importer_get_n_targets:
 * @self: an import with a file
 *
 * Returns: how many things a column can be imported as; it depends on the record type
 */
guint
tb_importer_get_n_targets (TbImporter *self)
{
  guint n_targets;

  tb_import_targets_get (self->header.type, &n_targets);
  return n_targets;
}

/**
 * tb_importer_get_target_label:
 * @target: index of a target
 *
 * Returns: what people call it, translated
 */
const char *
tb_importer_get_target_label (TbImporter *self, guint target)
{
  guint n_targets;
  const TbImportTarget *targets = tb_import_targets_get (self->header.type, &n_targets);

  g_return_val_if_fail (target < n_targets, NULL);
  return _ (targets[target].label);
}

/**
 * tb_importer_get_target_name:
 * @target: index of a target
 *
 * Returns: its name in mapping files: the name of the field, or `tower`, `floor`, `tenant` …
 */
const char *
tb_importer_get_target_name (TbImporter *self, guint target)
{
  guint n_targets;
  const TbImportTarget *targets = tb_import_targets_get (self->header.type, &n_targets);

  g_return_val_if_fail (target < n_targets, NULL);
  return targets[target].name;
}

/* A table in which nothing says what a row is about cannot be imported. */
static gboolean
has_key_column (TbImporter *self, GError **error)
{
  static const char *const keys[] = { "name", "id_number", "credit_code", "room_no", "title" };
  const TbRecordType *type = self->header.type;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      guint target = tb_import_targets_find (type, keys[i]);

      for (guint j = 0; target != TB_IMPORT_IGNORED && j < self->mapping->len; j++)
        if (tb_importer_get_column (self, j)->target == target)
          return TRUE;
    }
  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("No column is imported as “%s”. Choose the column that holds it."),
               _ (type->fields[type->title_field].label));
  return FALSE;
}

static gpointer
check_cb (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;

  return tb_import_check_all (request->importer, connection, request->progress,
                              request->progress_data, cancellable, error)
             ? request
             : NULL;
}

/**
 * tb_importer_check:
 * @progress: (nullable): told how far it is
 *
 * The dry run: every row is parsed, checked and matched with the register, which is not changed.
 * Choices made by a person in an earlier dry run are forgotten. Any thread but those of the
 * database.
 *
 * Errors: %TB_ERROR_INVALID if no column says what the rows are about, those of the store,
 * %G_IO_ERROR_CANCELLED.
 */
gboolean
tb_importer_check (TbImporter *self, TbProgressFunc progress, gpointer progress_data,
                   GCancellable *cancellable, GError **error)
{
  Request request = { .importer = self, .progress = progress, .progress_data = progress_data };

  g_return_val_if_fail (self->sheet != NULL, FALSE);

  if (!has_key_column (self, error))
    return FALSE;
  /* Until a row was corrected or chosen, the list is as it was made with the mapping. */
  if (self->checked || self->infos->len == 0)
    list_rows (self);
  self->plan = tb_import_plan_new (tb_clock_now (tb_session_get_clock (self->session)));
  self->row_reader = tb_import_row_reader_new (self->sheet, self->header.type, self->mapping);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->matched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->tenants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->checked = tb_session_read (self->session, check_cb, &request, cancellable, error) != NULL;
  if (!self->checked)
    list_rows (self);
  return self->checked;
}
