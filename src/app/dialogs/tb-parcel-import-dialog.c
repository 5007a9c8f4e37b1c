/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-parcel-import-dialog.h"

#include "tb-error.h"
#include "tb-exchange-parcel.h"
#include "tb-file-name.h"
#include "tb-when.h"
#include "tb-work-meter.h"

#include <glib/gi18n.h>
#include <string.h>

/* A file and its passphrase need little room; what a stranger's file is needs more. */
#define QUESTION_HEIGHT 600

/**
 * TbParcelImportDialog:
 *
 * Reads an exchange file of another desk into the register: which file, its passphrase, and what
 * came. It is merged as what comes from a service is. The file of a desk that the register has
 * never heard of, and that may be of another tower, is shown first for what it is.
 */
struct _TbParcelImportDialog
{
  AdwDialog parent_instance;

  TbSession *session;        /* (owned) */
  GFile *file;               /* (owned) (nullable): once chosen */
  GCancellable *cancellable; /* (owned) (nullable): while reading */
  TbWorkMeter *meter;        /* (owned) */
  char *backup;              /* (owned) (nullable): of the register before a file was read */
  gboolean is_connected;     /* whether a service has what was read already */

  GtkStack *states;
  AdwActionRow *file_row;
  GtkWidget *choose_button;
  GtkEditable *passphrase_row;
  GtkWidget *fault;
  GtkLabel *fault_label;
  GtkWidget *read_button;
  GtkProgressBar *progress_bar;
  AdwPreferencesGroup *question_group;
  AdwActionRow *brought_row;
  AdwActionRow *own_row;
  GtkLabel *warning_label;
  GtkWidget *other_row;
  AdwStatusPage *done_status;
  GtkWidget *done_button;
  GtkWidget *take_back_button;
};

/* One file that is being read. */
typedef struct
{
  GFile *file;      /* (owned) */
  char *passphrase; /* (owned): wiped */
  gboolean is_welcome;
  TbWorkMeter *meter; /* (not owned): the dialog's, which waits for the work */
  TbParcelReceived received;
} Work;

G_DEFINE_FINAL_TYPE (TbParcelImportDialog, tb_parcel_import_dialog, ADW_TYPE_DIALOG)

static void
work_free (gpointer data)
{
  Work *self = data;

  g_object_unref (self->file);
  explicit_bzero (self->passphrase, strlen (self->passphrase));
  g_free (self->passphrase);
  tb_parcel_received_clear (&self->received);
  g_free (self);
}

static void
update_cb (TbParcelImportDialog *self)
{
  gtk_widget_set_sensitive (self->read_button,
                            self->file != NULL
                                && *gtk_editable_get_text (self->passphrase_row) != '\0');
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (tb_parcel_import (source, work->file, work->passphrase, work->is_welcome, &work->received,
                        tb_work_meter_note, work->meter, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_done (TbParcelImportDialog *self, const TbParcelReceived *received)
{
  int n_new = (int)received->n_new;
  g_autofree char *when
      = tb_when_dup_words (received->made_at, tb_session_get_clock (self->session));
  /* Translators: the name of a desk, and when its file was made. */
  g_autofree char *origin = g_strdup_printf (_ ("From “%s”, %s."), received->sender, when);
  g_autofree char *changes
      = n_new > 0
            ? g_strdup_printf (
                  ngettext ("%d change was new.", "%d changes were new.", (gulong)n_new), n_new)
            : g_strdup (_ ("Nothing in it was new."));
  g_autoptr (GString) words = g_string_new (origin);

  g_string_append_printf (words, "\n%s", changes);
  if (received->has_gap && received->is_for_another)
    g_string_append_printf (words, "\n%s",
                            _ ("It was made for another desk: what that one has already is not in "
                               "it. Ask for a file for this desk."));
  else if (received->has_gap)
    g_string_append_printf (words, "\n%s",
                            _ ("A file made before this one is missing. Write a file for that "
                               "desk; its next one brings what is missing."));
  if (received->backup != NULL)
    {
      g_autofree char *name = g_filename_display_basename (received->backup);

      g_string_append_c (words, '\n');
      /* Translators: %s is the name of a file */
      g_string_append_printf (words, _ ("The register as it was before is kept as “%s”."), name);
      g_set_str (&self->backup, received->backup);
    }
  adw_status_page_set_description (self->done_status, words->str);
  gtk_widget_set_visible (self->take_back_button, self->backup != NULL && !self->is_connected);
  gtk_stack_set_visible_child_name (self->states, "done");
  gtk_widget_grab_focus (self->done_button);
}

/* What was found, of whom. */
static char *
dup_holding (gint64 n_records, const char *about)
{
  g_autofree char *count
      = g_strdup_printf (ngettext ("%d record", "%d records", (gulong)n_records), (int)n_records);

  /* Translators: a number of records, and the name of the branch or tower that they are of. */
  return about != NULL ? g_strdup_printf (_ ("%s of “%s”"), count, about)
                       : g_steal_pointer (&count);
}

static void
show_question (TbParcelImportDialog *self, const TbParcelStranger *stranger)
{
  g_autofree char *when
      = tb_when_dup_words (stranger->made_at, tb_session_get_clock (self->session));
  /* Translators: the name of a desk, and when its file was made. */
  g_autofree char *description = g_strdup_printf (
      _ ("This file was made by “%s”, %s. The register has never heard of that desk."),
      stranger->sender, when);
  g_autofree char *brought = dup_holding (stranger->n_records, stranger->about);
  g_autofree char *own = dup_holding (stranger->n_own, stranger->own_about);
  g_autofree char *warning = tb_parcel_stranger_dup_warning (stranger);

  self->is_connected = stranger->is_connected;
  adw_preferences_group_set_description (self->question_group, description);
  adw_action_row_set_subtitle (self->brought_row, brought);
  adw_action_row_set_subtitle (self->own_row, own);
  gtk_label_set_label (self->warning_label, warning);
  adw_dialog_set_content_height (ADW_DIALOG (self), QUESTION_HEIGHT);
  gtk_stack_set_visible_child_name (self->states, "question");
  gtk_widget_grab_focus (self->other_row);
}

/* With the focus on what mends it. */
static void
show_fault (TbParcelImportDialog *self, const GError *error)
{
  gboolean is_file = g_error_matches (error, TB_ERROR, TB_ERROR_FILE);

  gtk_label_set_label (self->fault_label, error->message);
  gtk_widget_set_visible (self->fault, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->fault_label), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_widget_grab_focus (is_file ? self->choose_button : GTK_WIDGET (self->passphrase_row));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbParcelImportDialog) self = user_data;
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  tb_work_meter_stop (self->meter);
  g_clear_object (&self->cancellable);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (done)
    {
      show_done (self, &work->received);
      return;
    }
  if (work->received.stranger != NULL)
    {
      show_question (self, work->received.stranger);
      return;
    }

  gtk_stack_set_visible_child_name (self->states, "form");
  gtk_widget_set_visible (self->read_button, TRUE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
  else
    show_fault (self, error);
}

static void
begin_reading (TbParcelImportDialog *self, gboolean is_welcome)
{
  g_autoptr (GTask) task = NULL;
  Work *work = g_new0 (Work, 1);

  work->file = g_object_ref (self->file);
  work->passphrase = g_strdup (gtk_editable_get_text (self->passphrase_row));
  work->is_welcome = is_welcome;
  work->meter = self->meter;

  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->fault, FALSE);
  gtk_widget_set_visible (self->read_button, FALSE);
  gtk_stack_set_visible_child_name (self->states, "work");
  tb_work_meter_start (self->meter, self->progress_bar);
  /* The meter is the dialog's, and must be there until the end. */
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  task = g_task_new (self->session, self->cancellable, read_cb, g_object_ref (self));
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, read_thread);
}

static void
read_file_cb (TbParcelImportDialog *self)
{
  if (gtk_widget_get_sensitive (self->read_button))
    begin_reading (self, FALSE);
}

static void
read_all_the_same_cb (TbParcelImportDialog *self)
{
  begin_reading (self, TRUE);
}

static void
choose_other_cb (TbParcelImportDialog *self)
{
  gtk_stack_set_visible_child_name (self->states, "form");
  gtk_widget_set_visible (self->read_button, TRUE);
  gtk_widget_grab_focus (self->choose_button);
}

/* The window closes the register for that, and this dialog goes first. */
static void
take_back_cb (TbParcelImportDialog *self)
{
  g_autoptr (GtkWidget) window
      = g_object_ref (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
  g_autofree char *backup = g_strdup (self->backup);

  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, "win.restore-file", "s", backup);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbParcelImportDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    tb_parcel_import_dialog_set_file (self, file);
}

static void
choose_cb (TbParcelImportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Exchange files"));
  gtk_file_filter_add_suffix (filter, "tbx");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _ ("Read an Exchange File"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

static void
stop_cb (TbParcelImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
close_cb (TbParcelImportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
tb_parcel_import_dialog_dispose (GObject *object)
{
  TbParcelImportDialog *self = TB_PARCEL_IMPORT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->file);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_PARCEL_IMPORT_DIALOG);

  G_OBJECT_CLASS (tb_parcel_import_dialog_parent_class)->dispose (object);
}

static void
tb_parcel_import_dialog_finalize (GObject *object)
{
  TbParcelImportDialog *self = TB_PARCEL_IMPORT_DIALOG (object);

  g_clear_pointer (&self->meter, tb_work_meter_free);
  g_free (self->backup);

  G_OBJECT_CLASS (tb_parcel_import_dialog_parent_class)->finalize (object);
}

static void
tb_parcel_import_dialog_class_init (TbParcelImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_parcel_import_dialog_dispose;
  object_class->finalize = tb_parcel_import_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-parcel-import-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TbParcelImportDialog, child)
  BIND (states);
  BIND (file_row);
  BIND (choose_button);
  BIND (passphrase_row);
  BIND (fault);
  BIND (fault_label);
  BIND (read_button);
  BIND (progress_bar);
  BIND (question_group);
  BIND (brought_row);
  BIND (own_row);
  BIND (warning_label);
  BIND (other_row);
  BIND (done_status);
  BIND (done_button);
  BIND (take_back_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_other_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_all_the_same_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
tb_parcel_import_dialog_init (TbParcelImportDialog *self)
{
  self->meter = tb_work_meter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update_cb (self);
}

/**
 * tb_parcel_import_dialog_new:
 * @session: the register
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_parcel_import_dialog_new (TbSession *session)
{
  TbParcelImportDialog *self = g_object_new (TB_TYPE_PARCEL_IMPORT_DIALOG, NULL);

  self->session = g_object_ref (session);

  return ADW_DIALOG (self);
}

/**
 * tb_parcel_import_dialog_set_file:
 * @self: the dialog
 * @file: the file to be read
 *
 * Takes the place of choosing one.
 */
void
tb_parcel_import_dialog_set_file (TbParcelImportDialog *self, GFile *file)
{
  g_autofree char *name = tb_file_name_dup_shown (file);

  g_set_object (&self->file, file);
  adw_action_row_set_subtitle (self->file_row, name);
  gtk_widget_set_visible (self->fault, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_row));
  update_cb (self);
}
