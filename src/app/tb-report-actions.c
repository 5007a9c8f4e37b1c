/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-actions.h"

#include "tb-file-name.h"
#include "tb-print-dialog.h"
#include "tb-report-print.h"

#include <glib/gi18n.h>

/* What the window does with reports: a report of one record is printed or saved at once; of a
 * ledger it is asked first for which year and which organisation. */

/* One report on its way to a printer or a file. */
typedef struct
{
  TbWindow *window;         /* (owned) */
  TbSession *session;       /* (owned) */
  const TbReportKind *kind; /* (not owned) */
  char *id;                 /* (owned) (nullable) */
  char *organisation;       /* (owned) (nullable) */
  char *reason;             /* (owned) (nullable) */
  guint year;
  guint month;
  const char *extension; /* (nullable): NULL to print */
  TbReport *report;      /* (owned) (nullable): once it is read */
  GFile *file;           /* (owned) (nullable): once it is chosen */
} Job;

static void
job_free (Job *self)
{
  g_clear_pointer (&self->report, tb_report_free);
  g_clear_object (&self->file);
  g_clear_object (&self->session);
  g_clear_object (&self->window);
  g_free (self->id);
  g_free (self->organisation);
  g_free (self->reason);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (TbWindow *window, const TbReportKind *kind, const TbReportArguments *arguments,
         const char *extension)
{
  Job *self = g_new0 (Job, 1);

  self->window = g_object_ref (window);
  self->session = g_object_ref (tb_window_get_session (window));
  self->kind = kind;
  self->id = g_strdup (arguments->id);
  self->organisation = g_strdup (arguments->organisation);
  self->reason = g_strdup (arguments->reason);
  self->year = arguments->year;
  self->month = arguments->month;
  self->extension = extension;

  return self;
}

/* Printing */

static void
log_print_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (tb_report_log_print (job->report, job->session, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
print_logged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    tb_window_report_error (TB_WINDOW (source), _ ("Printing Not Written to the Journal"), error);
}

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (TbWindow) window = g_object_ref (job->window);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      tb_window_report_error (window, _ ("Could Not Print"), error);
      return;
    }
  if (result != GTK_PRINT_OPERATION_RESULT_APPLY)
    return;

  task = g_task_new (window, NULL, print_logged_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&job), (GDestroyNotify)job_free);
  g_task_run_in_thread (task, log_print_thread);
}

static void
print_report (Job *job)
{
  g_autoptr (GtkPrintOperation) operation = tb_report_print_new (job->report);
  GtkWindow *window = GTK_WINDOW (job->window);

  g_signal_connect (operation, "done", G_CALLBACK (printed_cb), job);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}

/* Saving */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = tb_file_name_dup_shown (job->file);
  g_autofree char *title = NULL;

  if (!tb_report_save_finish (TB_SESSION (source), result, &error))
    {
      tb_window_report_error (job->window, _ ("Could Not Save"), error);
      return;
    }
  title = g_strdup_printf (_ ("Saved as “%s”"), name);
  tb_window_toast (job->window, title);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;

  job->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (job->file == NULL)
    return;
  tb_report_save_async (job->report, job->session, job->file, NULL, saved_cb, job);
  g_steal_pointer (&job);
}

static void
save_report (Job *job)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name
      = g_strdup_printf ("%s.%s", tb_report_get_name (job->report), job->extension);

  /* Titles may have what file names may not. */
  g_strdelimit (name, "/\\", '-');
  gtk_file_dialog_set_title (dialog, _ (job->kind->label));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (job->window), NULL, file_chosen_cb, job);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;

  job->report = tb_report_build_finish (TB_SESSION (source), result, &error);
  if (job->report == NULL)
    {
      tb_window_report_error (job->window,
                              job->extension == NULL ? _ ("Could Not Print") : _ ("Could Not Save"),
                              error);
      return;
    }
  if (job->extension == NULL)
    print_report (g_steal_pointer (&job));
  else
    save_report (g_steal_pointer (&job));
}

static void
start (TbWindow *window, const TbReportKind *kind, const TbReportArguments *arguments,
       const char *extension)
{
  Job *job = job_new (window, kind, arguments, extension);

  tb_report_build_async (job->session, kind, arguments, NULL, built_cb, job);
}

static void
chosen_cb (TbPrintDialog *dialog, const char *extension, TbWindow *window)
{
  TbReportArguments arguments;

  tb_print_dialog_get_arguments (dialog, &arguments);
  start (window, tb_print_dialog_get_kind (dialog), &arguments, extension);
}

/* A report of one record needs to be asked nothing. */
static void
ask_or_start (TbWindow *window, const char *name, const char *id, const char *extension)
{
  const TbReportKind *kind = tb_report_kinds_find (name);
  const TbReportArguments arguments = { .id = id };
  AdwDialog *dialog;

  g_return_if_fail (kind != NULL);

  if (kind->scope <= TB_REPORT_OF_CLAIM)
    {
      start (window, kind, &arguments, extension);
      return;
    }
  dialog = tb_print_dialog_new (tb_window_get_session (window), kind);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), window, 0);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

/**
 * tb_report_actions_print:
 * @window: a window with an open register
 * @name: the name of a kind of report
 * @id: the record that it is about; empty for a ledger
 *
 * Prints a report, with the desktop's own dialog.
 */
void
tb_report_actions_print (TbWindow *window, const char *name, const char *id)
{
  ask_or_start (window, name, id, NULL);
}

/**
 * tb_report_actions_save:
 * @window: a window with an open register
 * @name: the name of a kind of report
 * @id: the record that it is about; empty for a ledger
 *
 * Saves a report as PDF, or where it is a ledger as what is chosen.
 */
void
tb_report_actions_save (TbWindow *window, const char *name, const char *id)
{
  ask_or_start (window, name, id, "pdf");
}
