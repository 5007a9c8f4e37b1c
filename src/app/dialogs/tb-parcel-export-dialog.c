/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-parcel-export-dialog.h"

#include "tb-exchange-parcel.h"
#include "tb-text.h"
#include "tb-work-meter.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * TbParcelExportDialog:
 *
 * Writes an exchange file for a desk that no network reaches: for whom, with which passphrase, and
 * how much. It offers the desks that files were written for, or came from, the latest first.
 *
 * Actions: `parcel.choose-desk (s)`: writes for the desk of that name.
 */
struct _TbParcelExportDialog
{
  AdwDialog parent_instance;

  TbSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while writing */
  TbWorkMeter *meter;        /* (owned) */

  GtkStack *states;
  GtkEditable *recipient_row;
  GtkMenuButton *desks_button;
  GtkEditable *passphrase_row;
  GtkEditable *again_row;
  AdwPreferencesGroup *passphrase_group;
  AdwSwitchRow *full_row;
  AdwSwitchRow *files_row;
  GtkWidget *fault;
  GtkLabel *fault_label;
  GtkWidget *save_button;
  GtkProgressBar *progress_bar;
  AdwStatusPage *done_status;
};

/* One file that is being written. */
typedef struct
{
  GFile *file;      /* (owned) */
  char *recipient;  /* (owned) */
  char *passphrase; /* (owned): wiped */
  gboolean is_full;
  gboolean with_files;
  TbWorkMeter *meter; /* (not owned): the dialog's, which waits for the work */
  TbParcelSent sent;
} Work;

#define MIN_CHARS 8
#define GOOD_CHARS 14

G_DEFINE_FINAL_TYPE (TbParcelExportDialog, tb_parcel_export_dialog, ADW_TYPE_DIALOG)

static void
work_free (gpointer data)
{
  Work *self = data;

  g_object_unref (self->file);
  g_free (self->recipient);
  explicit_bzero (self->passphrase, strlen (self->passphrase));
  g_free (self->passphrase);
  g_free (self);
}

/* What can be said of a passphrase without a list of all that were ever guessed. */
static const char *
get_hint (const char *passphrase, const char *again)
{
  glong n_chars = g_utf8_strlen (passphrase, -1);

  if (n_chars == 0)
    return _ ("Whoever has the file and the passphrase can read everything in it.");
  if (n_chars < MIN_CHARS)
    return _ ("Too short: 8 characters are the least.");
  if (*again != '\0' && !g_str_equal (passphrase, again))
    return _ ("The two are not the same.");
  if (n_chars < GOOD_CHARS)
    return _ ("Fair. Several words together are better, and easier to remember.");
  return _ ("Good.");
}

static void
update_cb (TbParcelExportDialog *self)
{
  const char *passphrase = gtk_editable_get_text (self->passphrase_row);
  const char *again = gtk_editable_get_text (self->again_row);

  adw_preferences_group_set_description (self->passphrase_group, get_hint (passphrase, again));
  gtk_widget_set_sensitive (self->save_button,
                            !tb_text_is_blank (gtk_editable_get_text (self->recipient_row))
                                && g_utf8_strlen (passphrase, -1) >= MIN_CHARS
                                && g_str_equal (passphrase, again));
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  const TbParcelWish wish = {
    .recipient = work->recipient,
    .passphrase = work->passphrase,
    .is_full = work->is_full,
    .with_files = work->with_files,
  };
  GError *error = NULL;

  if (tb_parcel_export (source, work->file, &wish, &work->sent, tb_work_meter_note, work->meter,
                        cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_done (TbParcelExportDialog *self, const Work *work)
{
  int n_documents = (int)work->sent.n_documents;
  g_autofree char *records
      = g_strdup_printf (ngettext ("%d change was written for “%s”.",
                                   "%d changes were written for “%s”.", (gulong)n_documents),
                         n_documents, work->recipient);
  g_autofree char *words = g_strdup_printf (
      "%s\n%s", records, _ ("Tell the passphrase by another way than the one the file goes."));

  adw_status_page_set_description (self->done_status, words);
  gtk_stack_set_visible_child_name (self->states, "done");
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbParcelExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean written = g_task_propagate_boolean (G_TASK (result), &error);

  tb_work_meter_stop (self->meter);
  g_clear_object (&self->cancellable);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (written)
    {
      show_done (self, g_task_get_task_data (G_TASK (result)));
      return;
    }

  gtk_stack_set_visible_child_name (self->states, "form");
  gtk_widget_set_visible (self->save_button, TRUE);
  gtk_label_set_label (self->fault_label, error->message);
  gtk_widget_set_visible (self->fault, !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbParcelExportDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    tb_parcel_export_dialog_write (self, file);
}

static void
save_cb (TbParcelExportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *recipient = g_strdup (gtk_editable_get_text (self->recipient_row));
  g_autofree char *name = NULL;

  g_strdelimit (g_strstrip (recipient), G_DIR_SEPARATOR_S, '-');
  name = g_strconcat (recipient, ".tbx", NULL);
  gtk_file_dialog_set_title (dialog, _ ("Write an Exchange File"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

static void
stop_cb (TbParcelExportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
close_cb (TbParcelExportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* A file goes on from the last one for the desk of that name, so that names are to be chosen rather
 * than remembered. */

static const char *
get_last_at (const TbExchangeDesk *desk)
{
  return g_strcmp0 (desk->sent_at, desk->received_at) > 0 ? desk->sent_at : desk->received_at;
}

static int
compare_latest_first (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (get_last_at (*(const TbExchangeDesk *const *)b),
                    get_last_at (*(const TbExchangeDesk *const *)a));
}

static void
desks_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbParcelExportDialog) self = user_data;
  g_autoptr (GPtrArray) desks = tb_parcel_list_desks_finish (TB_SESSION (source), result, NULL);
  g_autoptr (GMenu) menu = g_menu_new ();

  /* Any name can still be typed, and what is wrong with the register is said when it is read. */
  if (desks == NULL || desks->len == 0 || self->session == NULL)
    return;

  g_ptr_array_sort (desks, compare_latest_first);
  for (guint i = 0; i < desks->len; i++)
    {
      const TbExchangeDesk *desk = g_ptr_array_index (desks, i);
      g_autoptr (GString) label = g_string_new (desk->name);
      g_autoptr (GMenuItem) item = NULL;

      g_string_replace (label, "_", "__", 0);
      item = g_menu_item_new (label->str, NULL);
      g_menu_item_set_action_and_target (item, "parcel.choose-desk", "s", desk->name);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->desks_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->desks_button), TRUE);
}

static void
choose_desk (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbParcelExportDialog *self = TB_PARCEL_EXPORT_DIALOG (widget);

  gtk_editable_set_text (self->recipient_row, g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
}

static void
tb_parcel_export_dialog_dispose (GObject *object)
{
  TbParcelExportDialog *self = TB_PARCEL_EXPORT_DIALOG (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_PARCEL_EXPORT_DIALOG);

  G_OBJECT_CLASS (tb_parcel_export_dialog_parent_class)->dispose (object);
}

static void
tb_parcel_export_dialog_finalize (GObject *object)
{
  TbParcelExportDialog *self = TB_PARCEL_EXPORT_DIALOG (object);

  g_clear_pointer (&self->meter, tb_work_meter_free);

  G_OBJECT_CLASS (tb_parcel_export_dialog_parent_class)->finalize (object);
}

static void
tb_parcel_export_dialog_class_init (TbParcelExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_parcel_export_dialog_dispose;
  object_class->finalize = tb_parcel_export_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-parcel-export-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TbParcelExportDialog, child)
  BIND (states);
  BIND (recipient_row);
  BIND (desks_button);
  BIND (passphrase_row);
  BIND (again_row);
  BIND (passphrase_group);
  BIND (full_row);
  BIND (files_row);
  BIND (fault);
  BIND (fault_label);
  BIND (save_button);
  BIND (progress_bar);
  BIND (done_status);
#undef BIND
  gtk_widget_class_install_action (widget_class, "parcel.choose-desk", "s", choose_desk);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
tb_parcel_export_dialog_init (TbParcelExportDialog *self)
{
  self->meter = tb_work_meter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->recipient_row));
  update_cb (self);
}

/**
 * tb_parcel_export_dialog_new:
 * @session: the register
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_parcel_export_dialog_new (TbSession *session)
{
  TbParcelExportDialog *self = g_object_new (TB_TYPE_PARCEL_EXPORT_DIALOG, NULL);

  self->session = g_object_ref (session);
  tb_parcel_list_desks_async (session, NULL, desks_listed_cb, g_object_ref (self));

  return ADW_DIALOG (self);
}

/**
 * tb_parcel_export_dialog_write:
 * @self: the dialog, filled in
 * @file: where to
 *
 * Writes the file. Takes the place of choosing one.
 */
void
tb_parcel_export_dialog_write (TbParcelExportDialog *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  Work *work = NULL;

  g_return_if_fail (TB_IS_PARCEL_EXPORT_DIALOG (self));
  g_return_if_fail (self->cancellable == NULL);

  work = g_new0 (Work, 1);
  work->file = g_object_ref (file);
  work->recipient = g_strstrip (g_strdup (gtk_editable_get_text (self->recipient_row)));
  work->passphrase = g_strdup (gtk_editable_get_text (self->passphrase_row));
  work->is_full = adw_switch_row_get_active (self->full_row);
  work->with_files = adw_switch_row_get_active (self->files_row);
  work->meter = self->meter;

  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->fault, FALSE);
  gtk_widget_set_visible (self->save_button, FALSE);
  gtk_stack_set_visible_child_name (self->states, "work");
  tb_work_meter_start (self->meter, self->progress_bar);
  /* The meter is the dialog's, and must be there until the end. */
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  task = g_task_new (self->session, self->cancellable, written_cb, g_object_ref (self));
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, write_thread);
}
