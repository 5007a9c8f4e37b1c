/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-export-note.h"
#include "tb-file-name.h"
#include "tb-output-file.h"
#include "tb-report-private.h"
#include "tb-session-private.h"
#include "tb-sheet-writer.h"

struct _TbReport
{
  const TbReportKind *kind;
  char *name;          /* (owned) */
  char *reason;        /* (owned) (nullable): why protected values are in clear */
  TbPaper *paper;      /* (owned) */
  TbPaperTable *table; /* (owned) (nullable) */
  guint n_rows;
};

/* A report being asked for. */
typedef struct
{
  const TbReportKind *kind;
  char *id;           /* (owned) (nullable) */
  char *organisation; /* (owned) (nullable) */
  char *reason;       /* (owned) (nullable) */
  guint year;
  guint month;
  char *actor; /* (owned) */
  char *note;  /* (owned) */
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->id);
  g_free (self->organisation);
  g_free (self->reason);
  g_free (self->actor);
  g_free (self->note);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static gboolean
check_arguments (const TbReportKind *kind, const TbReportArguments *arguments, GError **error)
{
  if (arguments->month > 12 || arguments->year > 9999)
    g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                         _ ("There is no such month. Months are 1 to 12."));
  else if (arguments->month != 0 && arguments->year == 0 && kind->scope == TB_REPORT_OF_ALL)
    g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                         _ ("A month is of a year. Give the year too."));
  else if (arguments->month != 0 && kind->whole_year)
    g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                 _ ("“%s” is of a whole year. Leave the month out."), _ (kind->label));
  else if (arguments->id == NULL && kind->scope <= TB_REPORT_OF_CLAIM)
    g_set_error (error, TB_ERROR, TB_ERROR_INVALID, _ ("“%s” is about one record. Say which."),
                 _ (kind->label));
  else
    return tb_export_note_check_reason (arguments->reason, error);
  return FALSE;
}

static Request *
make_request (TbSession *session, const TbReportKind *kind, const TbReportArguments *arguments,
              GError **error)
{
  TbDate today = tb_clock_today (tb_session_get_clock (session));
  Request *request;

  if (!check_arguments (kind, arguments, error))
    return NULL;

  request = g_new0 (Request, 1);
  request->kind = kind;
  request->id = g_strdup (arguments->id);
  request->organisation = g_strdup (arguments->organisation);
  request->reason = g_strdup (arguments->reason);
  request->year = arguments->year;
  request->month = arguments->month;
  if (request->year == 0 && (kind->scope == TB_REPORT_OF_YEAR || kind->scope == TB_REPORT_OF_MONTH))
    request->year = today.year;
  if (request->month == 0 && kind->scope == TB_REPORT_OF_MONTH)
    request->month = today.month;
  request->actor = g_strdup (session->actor);
  request->note = tb_export_note_dup (session, arguments->reason);

  return request;
}

/* A TbReadFunc: on a reader's thread. A report is of one state of the register, whatever is written
 * meanwhile. */
static gpointer
build_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  TbClock *clock = tb_connection_get_clock (connection);
  g_autofree char *now = tb_clock_dup_instant (clock);
  TbReportContext context = {
    .connection = connection,
    .kind = request->kind,
    .id = request->id,
    .organisation = request->organisation,
    .year = request->year,
    .month = request->month,
    .today = tb_clock_today (clock),
    .display = request->reason != NULL ? TB_DISPLAY_REVEALED : TB_DISPLAY_MASKED,
  };
  TbReport *report;

  if (!tb_connection_begin_reading (connection, error))
    return NULL;
  report = request->kind->build (&context, error);
  tb_connection_rollback (connection);
  if (report == NULL)
    return NULL;

  report->reason = g_strdup (request->reason);
  tb_paper_set_author (report->paper, request->actor);
  tb_paper_set_made_at (report->paper, now);
  if (request->kind->has_watermark || request->reason != NULL)
    tb_paper_set_watermark (report->paper, request->note);

  return report;
}

/**
 * tb_report_build:
 * @session: a register
 * @kind: which report
 * @arguments: about what
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Reads what a report says. Numbers on it are those that the register keeps as they were then. Any
 * thread but those of the database.
 *
 * Errors: %TB_ERROR_NOT_FOUND where there is no such record, %TB_ERROR_INVALID for a blank reason
 * or an impossible month, and those of the store.
 *
 * Returns: (transfer full): it, or %NULL
 */
TbReport *
tb_report_build (TbSession *session, const TbReportKind *kind, const TbReportArguments *arguments,
                 GCancellable *cancellable, GError **error)
{
  g_autoptr (Request) request = NULL;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);

  request = make_request (session, kind, arguments, error);
  if (request == NULL)
    return NULL;

  return tb_session_read (session, build_in_reader, request, cancellable, error);
}

/**
 * tb_report_build_async:
 *
 * As tb_report_build(); finish with tb_report_build_finish().
 */
void
tb_report_build_async (TbSession *session, const TbReportKind *kind,
                       const TbReportArguments *arguments, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;
  Request *request;

  g_return_if_fail (TB_IS_SESSION (session));

  request = make_request (session, kind, arguments, &error);
  if (request == NULL)
    {
      g_task_report_error (session, callback, user_data, tb_report_build_async, error);
      return;
    }
  tb_session_read_async (session, build_in_reader, request, request_free,
                         (GDestroyNotify)tb_report_free, cancellable, callback, user_data);
}

/**
 * tb_report_build_finish:
 *
 * Returns: (transfer full): the report, or %NULL
 */
TbReport *
tb_report_build_finish (TbSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

TbReport *
tb_report_new (const TbReportContext *context, TbPaper *paper, TbPaperTable *table,
               const char *name, guint n_rows)
{
  TbReport *self = g_new0 (TbReport, 1);

  self->kind = context->kind;
  self->name = g_strdup (name);
  self->paper = paper;
  self->table = table != NULL ? tb_paper_table_ref (table) : NULL;
  self->n_rows = n_rows;

  return self;
}

void
tb_report_free (TbReport *self)
{
  g_free (self->name);
  g_free (self->reason);
  tb_paper_free (self->paper);
  g_clear_pointer (&self->table, tb_paper_table_unref);
  g_free (self);
}

/**
 * tb_report_get_name:
 *
 * Returns: (transfer none): what a file with it would be called, without an extension
 */
const char *
tb_report_get_name (TbReport *self)
{
  return self->name;
}

/**
 * tb_report_get_paper:
 *
 * Returns: (transfer none): its pages
 */
TbPaper *
tb_report_get_paper (TbReport *self)
{
  return self->paper;
}

/**
 * tb_report_get_table:
 *
 * Returns: (transfer none) (nullable): what a spreadsheet with it holds
 */
TbPaperTable *
tb_report_get_table (TbReport *self)
{
  return self->table;
}

static gboolean
log_taken_out (TbReport *self, TbSession *session, const char *file_name, GError **error)
{
  return tb_session_log_export (session, tb_record_types_find (self->kind->type_name), file_name,
                                self->n_rows, self->reason != NULL, self->reason, error);
}

static gboolean
write_bytes (const char *data, gsize length, gpointer user_data, GError **error)
{
  return tb_output_file_write (user_data, data, length, error);
}

static gboolean
save_pdf (TbReport *self, TbSession *session, GFile *file, const char *file_name, GError **error)
{
  g_autoptr (TbOutputFile) output = tb_output_file_open (file, error);

  return output != NULL && tb_paper_write_pdf (self->paper, write_bytes, output, error)
         && log_taken_out (self, session, file_name, error)
         && tb_output_file_commit (output, error);
}

/* A heading as a spreadsheet has it: groups are not above it, but before it. */
static char *
dup_heading (const TbPaperColumn *column)
{
  if (column->group == NULL || g_str_equal (column->group, column->heading))
    return g_strdup (column->heading);

  return g_strdup_printf ("%s %s", column->group, column->heading);
}

static TbSheetColumn *
make_sheet_columns (TbPaperTable *table, GPtrArray *headings)
{
  guint n_columns = tb_paper_table_get_n_columns (table);
  TbSheetColumn *columns = g_new0 (TbSheetColumn, n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      const TbPaperColumn *column = tb_paper_table_get_column (table, i);

      g_ptr_array_add (headings, dup_heading (column));
      columns[i].heading = g_ptr_array_index (headings, i);
      columns[i].width = MAX ((guint)(column->width * 1.6), 6);
      columns[i].is_number = column->is_number;
    }

  return columns;
}

static gboolean
write_rows (TbPaperTable *table, TbSheetWriter *writer, GError **error)
{
  guint n_columns = tb_paper_table_get_n_columns (table);
  const char *const *totals = tb_paper_table_get_totals (table);

  for (guint i = 0; i < tb_paper_table_get_n_rows (table); i++)
    if (!tb_sheet_writer_add_row (writer, tb_paper_table_get_row (table, i), n_columns, error))
      return FALSE;

  return totals == NULL || tb_sheet_writer_add_row (writer, totals, n_columns, error);
}

static gboolean
save_sheet (TbReport *self, TbSession *session, GFile *file, const char *file_name, GError **error)
{
  g_autoptr (GPtrArray) headings = g_ptr_array_new_with_free_func (g_free);
  g_autofree TbSheetColumn *columns = make_sheet_columns (self->table, headings);
  g_autofree char *note = tb_export_note_dup (session, self->reason);
  g_autofree char *line = g_strdup_printf ("%s · %s", self->name, note);
  g_autoptr (TbSheetWriter) writer
      = tb_sheet_writer_open (file, _ (self->kind->label), line, columns,
                              tb_paper_table_get_n_columns (self->table), error);

  return writer != NULL && write_rows (self->table, writer, error)
         && log_taken_out (self, session, file_name, error)
         && tb_sheet_writer_close (writer, error);
}

/**
 * tb_report_save:
 * @session: the register that it is of
 * @file: where to: .pdf, or .xlsx or .csv where the report has a table
 * @cancellable: (nullable): to give up; no file is left then
 * @error: return location
 *
 * Saves a report. That it left the register is journalled before the file appears under its name.
 * Any thread but those of the database.
 *
 * Errors: %TB_ERROR_INVALID for another extension, those of the store and of writing a file.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_report_save (TbReport *self, TbSession *session, GFile *file, GCancellable *cancellable,
                GError **error)
{
  g_autofree char *file_name = tb_file_name_dup_shown (file);
  g_autofree char *lower = g_ascii_strdown (file_name, -1);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_str_has_suffix (lower, ".pdf"))
    return save_pdf (self, session, file, file_name, error);
  if (self->table != NULL)
    return save_sheet (self, session, file, file_name, error);

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("“%s” cannot be saved: this report is saved as .pdf. Choose a name that ends "
                  "with it."),
               file_name);
  return FALSE;
}

/**
 * tb_report_log_print:
 *
 * Journals that a report was printed. Any thread but those of the database.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_report_log_print (TbReport *self, TbSession *session, GError **error)
{
  return log_taken_out (self, session, self->name, error);
}

/* Arguments of tb_report_save(), kept while it runs on a thread of its own. */
typedef struct
{
  TbReport *report; /* (not owned) */
  GFile *file;      /* (owned) */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->file);
  g_free (saving);
}

static void
run_saving (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  if (tb_report_save (saving->report, source, saving->file, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * tb_report_save_async:
 *
 * As tb_report_save(), on a thread of its own; finish with tb_report_save_finish(). The report must
 * stay, and not be used, until then.
 */
void
tb_report_save_async (TbReport *self, TbSession *session, GFile *file, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);

  saving->report = self;
  saving->file = g_object_ref (file);
  g_task_set_source_tag (task, tb_report_save_async);
  g_task_set_task_data (task, saving, saving_free);
  /* Once the file is there it is there, whatever was cancelled a moment later. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_saving);
}

gboolean
tb_report_save_finish (TbSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
