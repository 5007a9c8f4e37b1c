/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-importer.h"

#include "tb-import-match.h"
#include "tb-importer-private.h"
#include "tb-record-table.h"

/* What a person asks of a row after the dry run, to be done on a database thread. */
typedef struct
{
  TbImporter *importer;
  guint index;
  guint column;
  const char *text;
  TbRecord **present;
  TbRecord **future;
} Request;

static gpointer
correct_cb (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;

  return tb_import_check_correct (request->importer, connection, request->index, request->column,
                                  request->text, error)
             ? request
             : NULL;
}

/**
 * tb_importer_set_cell:
 * @index: index of a row
 * @column: index of a column
 * @text: what its cell should have held
 *
 * Corrects a cell. The row is checked again at once, and so are those that were refused for having
 * the same identity as it. Any thread but those of the database. Errors: those of the store.
 */
gboolean
tb_importer_set_cell (TbImporter *self, guint index, guint column, const char *text, GError **error)
{
  Request request = { .importer = self, .index = index, .column = column, .text = text };

  g_return_val_if_fail (self->checked, FALSE);
  g_return_val_if_fail (index < self->infos->len && column < self->mapping->len, FALSE);

  return tb_session_read (self->session, correct_cb, &request, NULL, error) != NULL;
}

/**
 * tb_importer_set_skipped:
 * @index: index of a row
 * @skipped: whether it is left out
 *
 * Any thread but those of the database.
 */
void
tb_importer_set_skipped (TbImporter *self, guint index, gboolean skipped)
{
  Request request = { .importer = self, .index = index, .column = G_MAXUINT };
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self->checked);

  tb_importer_get_info (self, index)->skipped = skipped != FALSE;
  if (tb_session_read (self->session, correct_cb, &request, NULL, &error) == NULL)
    g_warning ("Cannot check row %u again: %s", tb_importer_get_row_number (self, index),
               error->message);
}

static gpointer
candidates_cb (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  TbImporter *self = request->importer;
  TbImportRowInfo *info = tb_importer_get_info (self, request->index);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TbFindings) findings = tb_findings_new ();
  g_auto (TbImportRow) row = { 0 };
  gboolean certain;

  tb_import_row_reader_read (self->row_reader, info->row, &row, findings);
  if (!tb_import_row_resolve (&row, self->plan, connection, findings, error)
      || !tb_import_match_find (&row, connection, candidates, &certain, error))
    return NULL;
  return g_steal_pointer (&candidates);
}

/**
 * tb_importer_get_candidates:
 * @index: index of a row that is ambiguous
 *
 * Any thread but those of the database. Errors: those of the store.
 *
 * Returns: (transfer full) (element-type TbRecord): the records that the row may be about
 */
GPtrArray *
tb_importer_get_candidates (TbImporter *self, guint index, GError **error)
{
  Request request = { .importer = self, .index = index };

  g_return_val_if_fail (self->checked, NULL);

  return tb_session_read (self->session, candidates_cb, &request, NULL, error);
}

/**
 * tb_importer_choose:
 * @index: index of an ambiguous row
 * @id: (nullable): the record that it is about, or %NULL for a new one
 *
 * Any thread but those of the database.
 */
void
tb_importer_choose (TbImporter *self, guint index, const char *id)
{
  Request request = { .importer = self, .index = index, .column = G_MAXUINT };
  TbImportRowInfo *info = tb_importer_get_info (self, index);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) chosen = NULL;

  g_return_if_fail (self->checked);

  if (id != NULL)
    chosen = tb_session_load (self->session, self->header.type, id, NULL, &error);
  if (error == NULL)
    {
      info->chosen = TRUE;
      info->present = chosen != NULL ? tb_record_get_row (chosen) : 0;
      tb_session_read (self->session, correct_cb, &request, NULL, &error);
    }
  if (error != NULL)
    g_warning ("Cannot choose a record for row %u: %s", tb_importer_get_row_number (self, index),
               error->message);
}

static gpointer
difference_cb (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  TbImporter *self = request->importer;
  TbImportRowInfo *info = tb_importer_get_info (self, request->index);
  g_autoptr (TbFindings) findings = tb_findings_new ();
  g_auto (TbImportRow) row = { 0 };
  g_autoptr (GPtrArray) fetched = NULL;
  gboolean changed;

  tb_import_row_reader_read (self->row_reader, info->row, &row, findings);
  if (!tb_import_row_resolve (&row, self->plan, connection, findings, error))
    return NULL;
  *request->present = NULL;
  if (info->present != 0)
    {
      fetched = tb_record_table_fetch (connection, self->header.type, &info->present, 1, error);
      if (fetched == NULL)
        return NULL;
      if (fetched->len > 0)
        *request->present = g_object_ref (g_ptr_array_index (fetched, 0));
    }
  *request->future = *request->present != NULL
                         ? tb_import_match_merge (row.record, *request->present, &changed)
                         : g_object_ref (row.record);
  tb_record_type_derive (*request->future);
  return request;
}

/**
 * tb_importer_get_difference:
 * @index: index of a row
 * @present: (out) (transfer full) (nullable): the record as it is; %NULL where the row makes a new
 * one
 * @future: (out) (transfer full): as it will be
 *
 * Any thread but those of the database. Errors: those of the store.
 */
gboolean
tb_importer_get_difference (TbImporter *self, guint index, TbRecord **present, TbRecord **future,
                            GError **error)
{
  Request request = { .importer = self, .index = index, .present = present, .future = future };

  g_return_val_if_fail (self->checked, FALSE);

  return tb_session_read (self->session, difference_cb, &request, NULL, error) != NULL;
}
