/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-export-dialog.h"

#include <glib/gi18n.h>

#include "tb-alert.h"
#include "tb-exporter.h"
#include "tb-record-table.h"
#include "tb-text.h"
#include "tb-work-meter.h"

struct _TbExportDialog
{
  AdwDialog parent_instance;

  TbSession *session;        /* (owned) */
  TbQuery *query;            /* (owned) */
  GFile *file;               /* (owned) (nullable): once chosen */
  GCancellable *cancellable; /* (owned) (nullable): while writing */
  TbWorkMeter *meter;        /* (owned) */

  AdwActionRow *count_row;
  AdwComboRow *format_row;
  AdwSwitchRow *reveal_row;
  GtkEditable *reason_row;
  GtkWidget *page;
  GtkWidget *export_button;
  GtkProgressBar *progress_bar;
};

/* In the order of the list of formats. */
static const char *const extensions[] = { "xlsx", "csv" };

enum
{
  SIGNAL_EXPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbExportDialog, tb_export_dialog, ADW_TYPE_DIALOG)

static const char *
get_reason (TbExportDialog *self)
{
  return adw_switch_row_get_active (self->reveal_row) ? gtk_editable_get_text (self->reason_row)
                                                      : NULL;
}

static void
update_cb (TbExportDialog *self)
{
  const char *reason = get_reason (self);

  gtk_widget_set_sensitive (self->export_button,
                            self->cancellable == NULL
                                && (reason == NULL || !tb_text_is_blank (reason)));
}

static void
set_writing (TbExportDialog *self, gboolean writing)
{
  tb_work_meter_stop (self->meter);
  g_clear_object (&self->cancellable);
  if (writing)
    {
      self->cancellable = g_cancellable_new ();
      tb_work_meter_start (self->meter, self->progress_bar);
    }

  adw_dialog_set_can_close (ADW_DIALOG (self), !writing);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), writing);
  gtk_widget_set_sensitive (self->page, !writing);
  update_cb (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n_written = tb_exporter_write_finish (result, &error);

  set_writing (self, FALSE);
  if (n_written < 0)
    {
      tb_alert_present (GTK_WIDGET (self), _ ("Could Not Export"), error);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_EXPORTED], 0, self->file, n_written);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  TbExportOptions options = { .query = self->query, .reason = get_reason (self) };

  g_clear_object (&self->file);
  self->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (self->file == NULL)
    {
      tb_alert_present (GTK_WIDGET (self), _ ("Could Not Export"), error);
      return;
    }

  set_writing (self, TRUE);
  tb_exporter_write_async (self->session, &options, self->file, tb_work_meter_note, self->meter,
                           self->cancellable, written_cb, g_object_ref (self));
}

static void
export_cb (TbExportDialog *self)
{
  const TbRecordType *type = tb_query_get_record_type (self->query);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = g_strdup_printf (
      "%s.%s", _ (type->label_plural), extensions[adw_combo_row_get_selected (self->format_row)]);

  gtk_file_dialog_set_title (dialog, _ ("Export"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        file_chosen_cb, g_object_ref (self));
}

/* While writing, closing is the wish to stop it. */
static void
close_attempt_cb (TbExportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
cancel_cb (TbExportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static gpointer
count_func (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *count = g_new (gint64, 1);

  *count = tb_record_table_count (connection, data, error);
  if (*count < 0)
    g_clear_pointer (&count, g_free);
  return count;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbExportDialog) self = user_data;
  g_autofree gint64 *count = tb_session_read_finish (TB_SESSION (source), result, NULL);
  g_autofree char *text = NULL;

  if (count == NULL)
    return;

  text = g_strdup_printf ("%" G_GINT64_FORMAT, *count);
  adw_action_row_set_subtitle (self->count_row, text);
}

static void
tb_export_dialog_dispose (GObject *object)
{
  TbExportDialog *self = TB_EXPORT_DIALOG (object);

  tb_work_meter_stop (self->meter);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_EXPORT_DIALOG);

  G_OBJECT_CLASS (tb_export_dialog_parent_class)->dispose (object);
}

static void
tb_export_dialog_finalize (GObject *object)
{
  TbExportDialog *self = TB_EXPORT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->query, tb_query_unref);
  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->meter, tb_work_meter_free);

  G_OBJECT_CLASS (tb_export_dialog_parent_class)->finalize (object);
}

static void
tb_export_dialog_class_init (TbExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_export_dialog_dispose;
  object_class->finalize = tb_export_dialog_finalize;

  /**
   * TbExportDialog::exported:
   * @file: what was written
   * @n: how many records are in it
   */
  signals[SIGNAL_EXPORTED]
      = g_signal_new ("exported", TB_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbExportDialog, count_row);
  gtk_widget_class_bind_template_child (widget_class, TbExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, TbExportDialog, reveal_row);
  gtk_widget_class_bind_template_child (widget_class, TbExportDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, TbExportDialog, page);
  gtk_widget_class_bind_template_child (widget_class, TbExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, TbExportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
tb_export_dialog_init (TbExportDialog *self)
{
  self->meter = tb_work_meter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_export_dialog_new:
 * @session: the register
 * @query: which records, in which order
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_export_dialog_new (TbSession *session, TbQuery *query)
{
  TbExportDialog *self = g_object_new (TB_TYPE_EXPORT_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->query = tb_query_ref (query);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->count_row),
                                 _ (tb_query_get_record_type (query)->label_plural));
  tb_session_read_async (session, count_func, tb_query_ref (query), (GDestroyNotify)tb_query_unref,
                         g_free, NULL, counted_cb, g_object_ref (self));

  return ADW_DIALOG (self);
}
