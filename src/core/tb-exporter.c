/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-exporter.h"

#include <glib/gi18n-lib.h>

#include "tb-export-note.h"
#include "tb-exporter-columns.h"
#include "tb-file-name.h"
#include "tb-record-table.h"

/* Bodies fetched at a time. */
#define PAGE 128

/* Rows between two reports of progress. */
#define PROGRESS_ROWS 1024

typedef struct
{
  TbQuery *query;             /* (not owned) */
  TbExporterColumns *columns; /* (not owned) */
  TbSheetWriter *writer;      /* (not owned) */
  TbProgressFunc progress;
  gpointer progress_data;
  gint64 n_written;
} Export;

static gboolean
append_rows (const gint64 *rows, guint n_rows, gpointer user_data)
{
  g_array_append_vals (user_data, rows, n_rows);
  return TRUE;
}

static gboolean
write_page (Export *self, TbConnection *connection, const gint64 *rows, guint n_rows,
            GError **error)
{
  g_autoptr (GPtrArray) records = tb_record_table_fetch (
      connection, tb_query_get_record_type (self->query), rows, n_rows, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      if (!tb_exporter_columns_write (self->columns, connection, g_ptr_array_index (records, i),
                                      self->writer, error))
        return FALSE;
      self->n_written++;
    }
  return TRUE;
}

static gboolean
write_pages (Export *self, TbConnection *connection, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!tb_record_table_query (connection, self->query, append_rows, rows, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i += PAGE)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (self->progress != NULL && i % PROGRESS_ROWS == 0)
        self->progress (i, rows->len, self->progress_data);
      if (!write_page (self, connection, &g_array_index (rows, gint64, i),
                       MIN (PAGE, rows->len - i), error))
        return FALSE;
    }
  return TRUE;
}

/* A TbReadFunc: on a reader's thread. The table is of one state of the register, whatever is
 * written meanwhile. */
static gpointer
write_all (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *self = data;
  gboolean written;

  if (!tb_connection_begin_reading (connection, error))
    return NULL;
  written = write_pages (self, connection, cancellable, error);
  tb_connection_rollback (connection);

  return written ? self : NULL;
}

/**
 * tb_exporter_write:
 * @session: a register
 * @options: what to write, and whether in clear
 * @file: .xlsx or .csv
 * @progress: (nullable): told how far it is, on a database thread
 * @cancellable: (nullable): to give up; no file is left then
 *
 * Writes records to a table with a line above it that says who, when and why. A few pages of
 * records are in memory at a time. The export is journalled before the file appears under its name.
 * Any thread but those of the database.
 *
 * Errors: %TB_ERROR_INVALID for a blank reason or another extension, those of the store and of
 * tb_sheet_writer_open(), %G_IO_ERROR_CANCELLED.
 *
 * Returns: how many records, or -1 with @error set
 */
gint64
tb_exporter_write (TbSession *session, const TbExportOptions *options, GFile *file,
                   TbProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                   GError **error)
{
  const TbRecordType *type = tb_query_get_record_type (options->query);
  TbDisplay display = options->reason != NULL ? TB_DISPLAY_REVEALED : TB_DISPLAY_MASKED;
  g_autoptr (TbExporterColumns) columns = NULL;
  g_autoptr (TbSheetWriter) writer = NULL;
  g_autofree char *note = NULL;
  g_autofree char *name = tb_file_name_dup_shown (file);
  const TbSheetColumn *sheet_columns;
  guint n_columns;
  Export export = { .query = options->query, .progress = progress, .progress_data = progress_data };

  g_return_val_if_fail (TB_IS_SESSION (session), -1);
  g_return_val_if_fail (G_IS_FILE (file), -1);

  if (!tb_export_note_check_reason (options->reason, error))
    return -1;

  note = tb_export_note_dup (session, options->reason);
  columns = tb_exporter_columns_new (type, options->fields, options->n_fields, display,
                                     tb_clock_today (tb_session_get_clock (session)));
  sheet_columns = tb_exporter_columns_get (columns, &n_columns);
  writer
      = tb_sheet_writer_open (file, _ (type->label_plural), note, sheet_columns, n_columns, error);
  if (writer == NULL)
    return -1;

  export.columns = columns;
  export.writer = writer;
  if (tb_session_read (session, write_all, &export, cancellable, error) == NULL
      || !tb_session_log_export (session, type, name, export.n_written,
                                 display == TB_DISPLAY_REVEALED, options->reason, error)
      || !tb_sheet_writer_close (writer, error))
    return -1;
  return export.n_written;
}

/* Arguments of tb_exporter_write(), kept while it runs on a thread of its own. */
typedef struct
{
  TbExportOptions options;
  GFile *file;
  TbProgressFunc progress;
  gpointer progress_data;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  tb_query_unref (request->options.query);
  g_free ((guint *)request->options.fields);
  g_free ((char *)request->options.reason);
  g_object_unref (request->file);
  g_free (request);
}

static void
run_request (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  gint64 n_written = tb_exporter_write (source, &request->options, request->file, request->progress,
                                        request->progress_data, cancellable, &error);

  if (n_written < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n_written);
}

/**
 * tb_exporter_write_async:
 *
 * As tb_exporter_write(), with an answer on the caller's main context.
 */
void
tb_exporter_write_async (TbSession *session, const TbExportOptions *options, GFile *file,
                         TbProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->options = (TbExportOptions){
    .query = tb_query_ref (options->query),
    .fields = g_memdup2 (options->fields, options->n_fields * sizeof (guint)),
    .n_fields = options->n_fields,
    .reason = g_strdup (options->reason),
  };
  request->file = g_object_ref (file);
  request->progress = progress;
  request->progress_data = progress_data;
  g_task_set_source_tag (task, tb_exporter_write_async);
  g_task_set_task_data (task, request, request_free);
  /* Once the file is there it is there, whatever was cancelled a moment later. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_request);
}

/**
 * tb_exporter_write_finish:
 *
 * Returns: how many records were written, or -1 with @error set
 */
gint64
tb_exporter_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
