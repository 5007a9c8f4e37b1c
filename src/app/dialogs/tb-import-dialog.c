/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-import-dialog.h"

#include <glib/gi18n.h>

#include "tb-alert.h"
#include "tb-error.h"
#include "tb-import-columns-page.h"
#include "tb-import-review-page.h"
#include "tb-importer.h"
#include "tb-page-table.h"
#include "tb-work-meter.h"

struct _TbImportDialog
{
  AdwDialog parent_instance;

  TbSession *session;        /* (owned) */
  TbImporter *importer;      /* (owned) (nullable): once a file is chosen */
  GFile *file;               /* (owned) (nullable) */
  char *cells;               /* (owned) (nullable): what was pasted, in the place of a file */
  GCancellable *cancellable; /* (owned) (nullable): of the step under way */
  char *batch;               /* (owned) (nullable): once imported */
  TbWorkMeter *meter;        /* (owned): of the step under way */

  AdwNavigationView *navigation_view;
  AdwNavigationPage *busy_page;
  AdwNavigationPage *done_page;
  AdwStatusPage *choose_status;
  AdwStatusPage *busy_status;
  AdwStatusPage *done_status;
  GtkProgressBar *progress_bar;
  GtkWidget *save_errors_button;
  GtkWidget *undo_button;
};

enum
{
  SIGNAL_IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbImportDialog, tb_import_dialog, ADW_TYPE_DIALOG)

static void
begin_step (TbImportDialog *self, const char *title)
{
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  adw_status_page_set_title (self->busy_status, title);
  tb_work_meter_start (self->meter, self->progress_bar);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  adw_navigation_view_push (self->navigation_view, self->busy_page);
}

static void
end_step (TbImportDialog *self)
{
  tb_work_meter_stop (self->meter);
  g_clear_object (&self->cancellable);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  adw_navigation_view_pop (self->navigation_view);
}

static void
cancel_cb (TbImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* Closing while something is under way is the wish to stop it. */
static void
close_attempt_cb (TbImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* Steps, run on a thread of the importer's choice. Each answers non-NULL for "done". */

static gpointer
open_step (TbImporter *importer, gpointer data, GCancellable *cancellable, GError **error)
{
  TbImportDialog *self = data;
  gboolean opened
      = self->cells != NULL
            ? tb_importer_open_cells (importer, self->cells, _ ("pasted cells"), cancellable, error)
            : tb_importer_open (importer, self->file, cancellable, error);

  return opened ? importer : NULL;
}

static gpointer
check_step (TbImporter *importer, gpointer data, GCancellable *cancellable, GError **error)
{
  return tb_importer_check (importer, tb_work_meter_note, data, cancellable, error) ? importer
                                                                                    : NULL;
}

static gpointer
commit_step (TbImporter *importer, gpointer data, GCancellable *cancellable, GError **error)
{
  return tb_importer_commit (importer, tb_work_meter_note, data, cancellable, error);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbImportDialog) self = user_data;
  TbImporter *importer = TB_IMPORTER (source);
  const TbImportSummary *summary = tb_importer_get_summary (importer);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  self->batch = tb_importer_run_finish (importer, result, &error);
  end_step (self);
  if (self->batch == NULL)
    {
      tb_alert_present (GTK_WIDGET (self), _ ("Could Not Import"), error);
      return;
    }

  words = tb_import_summary_dup_words (summary);
  adw_status_page_set_description (self->done_status, words);
  gtk_widget_set_visible (self->save_errors_button, summary->errors + summary->skipped > 0);
  adw_navigation_view_push (self->navigation_view, self->done_page);
  g_signal_emit (self, signals[SIGNAL_IMPORTED], 0, self->batch);
}

static void
import_cb (TbImportDialog *self)
{
  begin_step (self, _ ("Importing…"));
  tb_importer_run_async (self->importer, commit_step, self->meter, NULL, g_free, self->cancellable,
                         committed_cb, g_object_ref (self));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  AdwNavigationPage *page;

  if (tb_importer_run_finish (TB_IMPORTER (source), result, &error) == NULL)
    {
      end_step (self);
      tb_alert_present (GTK_WIDGET (self), _ ("Could Not Check the Rows"), error);
      return;
    }

  end_step (self);
  page = tb_import_review_page_new (self->importer);
  g_signal_connect_object (page, "import", G_CALLBACK (import_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation_view, page);
}

static void
next_cb (TbImportDialog *self)
{
  begin_step (self, _ ("Checking Rows…"));
  tb_importer_run_async (self->importer, check_step, self->meter, NULL, NULL, self->cancellable,
                         checked_cb, g_object_ref (self));
}

/* A sheet is read in one go; the columns page stands still for that moment. */
static void
sheet_chosen_cb (TbImportDialog *self, guint sheet, TbImportColumnsPage *page)
{
  g_autoptr (GError) error = NULL;

  if (!tb_importer_set_sheet (self->importer, sheet, NULL, &error))
    tb_alert_present (GTK_WIDGET (self), _ ("Could Not Read the Sheet"), error);
  tb_import_columns_page_refresh (page);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  AdwNavigationPage *page;

  if (tb_importer_run_finish (TB_IMPORTER (source), result, &error) == NULL)
    {
      end_step (self);
      tb_alert_present (GTK_WIDGET (self), _ ("Could Not Read the File"), error);
      return;
    }

  end_step (self);
  page = tb_import_columns_page_new (self->importer);
  g_signal_connect_object (page, "sheet-chosen", G_CALLBACK (sheet_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "next", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation_view, page);
}

static void
open_source (TbImportDialog *self, const char *title)
{
  g_clear_object (&self->importer);
  self->importer = tb_importer_new (self->session);

  begin_step (self, title);
  tb_importer_run_async (self->importer, open_step, self, NULL, NULL, self->cancellable, opened_cb,
                         g_object_ref (self));
}

static void
open_file (TbImportDialog *self, GFile *file)
{
  g_set_object (&self->file, file);
  g_clear_pointer (&self->cells, g_free);
  open_source (self, _ ("Reading the File…"));
}

/* Any other text would be taken for a sheet of one cell. */
static gboolean
has_cells (const char *text)
{
  return text != NULL && strpbrk (text, "\t\n") != NULL;
}

static void
cells_pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbImportDialog) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  /* A file may have been dropped meanwhile. */
  if (g_strcmp0 (adw_navigation_view_get_visible_page_tag (self->navigation_view), "choose") != 0)
    return;

  if (!has_cells (text))
    {
      g_autoptr (GError) error = g_error_new_literal (
          TB_ERROR, TB_ERROR_INVALID,
          _ ("There are no cells in the clipboard. Copy the rows in the spreadsheet together with "
             "their headings, and paste them again."));

      tb_alert_present (GTK_WIDGET (self), _ ("Nothing to Paste"), error);
      return;
    }

  g_set_str (&self->cells, text);
  open_source (self, _ ("Reading the Cells…"));
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tb_import_dialog_paste (TB_IMPORT_DIALOG (widget));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    open_file (self, file);
  else
    tb_alert_present (GTK_WIDGET (self), _ ("Could Not Choose a File"), error);
}

static void
choose_file_cb (TbImportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _ ("Spreadsheets and text tables"));
  gtk_file_filter_add_suffix (tables, "xlsx");
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_filter_add_suffix (tables, "txt");
  /* Opened too, so that the reader can say what to do with it. */
  gtk_file_filter_add_suffix (tables, "xls");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, tables);
  g_list_store_append (filters, all);

  gtk_file_dialog_set_title (dialog, _ ("Choose a Spreadsheet"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        file_chosen_cb, g_object_ref (self));
}

static gboolean
dropped_cb (TbImportDialog *self, const GValue *value)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  gboolean accepted = files != NULL && self->cancellable == NULL;

  if (accepted)
    open_file (self, files->data);
  g_slist_free (files);
  return accepted;
}

/* What was imported is what is looked at next. */
static void
done_cb (TbImportDialog *self)
{
  const TbRecordType *type = tb_importer_get_record_type (self->importer);
  const TbPageInfo *page = tb_page_table_find_type (type->name);

  if (page != NULL && gtk_widget_get_visible (self->undo_button))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", page->name);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *undo = tb_session_commit_finish (TB_SESSION (source), result, &error);

  gtk_widget_set_sensitive (self->undo_button, TRUE);
  if (undo == NULL)
    {
      tb_alert_present (GTK_WIDGET (self), _ ("Could Not Undo the Import"), error);
      return;
    }

  adw_status_page_set_title (self->done_status, _ ("Import Undone"));
  adw_status_page_set_icon_name (self->done_status, "edit-undo-symbolic");
  adw_status_page_set_description (self->done_status, _ ("The register is as it was before."));
  gtk_widget_set_visible (self->undo_button, FALSE);
}

static void
undo_cb (TbImportDialog *self)
{
  gtk_widget_set_sensitive (self->undo_button, FALSE);
  tb_session_undo_async (self->session, self->batch, NULL, undone_cb, g_object_ref (self));
}

static void
errors_file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file == NULL || !tb_importer_save_errors (self->importer, file, &error))
    tb_alert_present (GTK_WIDGET (self), _ ("Could Not Save the Rows"), error);
}

static void
save_errors_cb (TbImportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Save Rows Left Out"));
  gtk_file_dialog_set_initial_name (dialog, _ ("Rows left out.xlsx"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        errors_file_chosen_cb, g_object_ref (self));
}

static void
tb_import_dialog_dispose (GObject *object)
{
  TbImportDialog *self = TB_IMPORT_DIALOG (object);

  tb_work_meter_stop (self->meter);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (tb_import_dialog_parent_class)->dispose (object);
}

static void
tb_import_dialog_finalize (GObject *object)
{
  TbImportDialog *self = TB_IMPORT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->importer);
  g_clear_object (&self->file);
  g_clear_pointer (&self->cells, g_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->batch, g_free);
  g_clear_pointer (&self->meter, tb_work_meter_free);

  G_OBJECT_CLASS (tb_import_dialog_parent_class)->finalize (object);
}

static void
tb_import_dialog_class_init (TbImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_import_dialog_dispose;
  object_class->finalize = tb_import_dialog_finalize;

  /**
   * TbImportDialog::imported:
   * @batch: the batch that can be taken back
   */
  signals[SIGNAL_IMPORTED] = g_signal_new ("imported", TB_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbImportDialog, navigation_view);
  gtk_widget_class_bind_template_child (widget_class, TbImportDialog, busy_page);
  gtk_widget_class_bind_template_child (widget_class, TbImportDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, TbImportDialog, choose_status);
  gtk_widget_class_bind_template_child (widget_class, TbImportDialog, busy_status);
  gtk_widget_class_bind_template_child (widget_class, TbImportDialog, done_status);
  gtk_widget_class_bind_template_child (widget_class, TbImportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TbImportDialog, save_errors_button);
  gtk_widget_class_bind_template_child (widget_class, TbImportDialog, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_errors_cb);

  gtk_widget_class_install_action (widget_class, "import.paste", NULL, paste_action);
}

static void
tb_import_dialog_init (TbImportDialog *self)
{
  GtkDropTarget *drop_target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->meter = tb_work_meter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (drop_target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->choose_status), GTK_EVENT_CONTROLLER (drop_target));
}

/**
 * tb_import_dialog_new:
 * @session: the register
 * @file: (nullable): the file to begin with; asked for where %NULL
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_import_dialog_new (TbSession *session, GFile *file)
{
  TbImportDialog *self = g_object_new (TB_TYPE_IMPORT_DIALOG, NULL);

  self->session = g_object_ref (session);
  if (file != NULL)
    open_file (self, file);

  return ADW_DIALOG (self);
}

/**
 * tb_import_dialog_paste:
 * @self: an import for which no file has been chosen yet; presented
 *
 * Imports the cells in the clipboard in the place of a file.
 */
void
tb_import_dialog_paste (TbImportDialog *self)
{
  g_return_if_fail (TB_IS_IMPORT_DIALOG (self));

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL,
                                 cells_pasted_cb, g_object_ref (self));
}
