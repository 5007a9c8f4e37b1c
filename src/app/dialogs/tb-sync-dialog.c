/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-dialog.h"

#include "tb-dialog-focus.h"
#include "tb-held-page.h"
#include "tb-refused-page.h"
#include "tb-sync-words.h"
#include "tb-when.h"

#include <glib/gi18n.h>

/**
 * TbSyncDialog:
 *
 * How the exchange with the service stands: when it last succeeded, what is wrong and what to do,
 * what waits and what was refused; from here it is begun, stopped, and its lists are opened.
 */
struct _TbSyncDialog
{
  AdwDialog parent_instance;

  TbSync *sync;              /* (owned) */
  GSettings *settings;       /* (owned) */
  GCancellable *cancellable; /* (owned): of reading the status */

  AdwNavigationView *navigation;
  GtkWidget *message_group;
  GtkLabel *message_label;
  GtkWidget *password_button;
  GtkProgressBar *progress_bar;
  AdwActionRow *success_row;
  AdwActionRow *waiting_row;
  AdwActionRow *refused_row;
  AdwActionRow *held_row;
  AdwActionRow *review_row;
  AdwActionRow *service_row;
  AdwActionRow *branch_row;
  AdwActionRow *name_row;
  GtkWidget *automatic_row;
  GtkWidget *sync_button;
  GtkWidget *stop_button;
};

G_DEFINE_FINAL_TYPE (TbSyncDialog, tb_sync_dialog, ADW_TYPE_DIALOG)

static void
set_count (AdwActionRow *row, gint64 count, const char *none)
{
  g_autofree char *text
      = count > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, count) : g_strdup (none);

  adw_action_row_set_subtitle (row, text);
}

static void
tell (TbSyncDialog *self)
{
  const TbSyncAccount *account = tb_sync_get_account (self->sync);
  TbSyncState state = tb_sync_get_state (self->sync);
  const char *message = tb_sync_get_message (self->sync);
  const char *success = tb_sync_get_last_success (self->sync);
  guint n_review = tb_sync_get_n_review (self->sync);
  g_autofree char *exact = tb_sync_words_dup_exact (success);
  g_autofree char *when
      = tb_when_dup_words (success, tb_session_get_clock (tb_sync_get_session (self->sync)));
  g_autofree char *both = success != NULL ? g_strdup_printf (_ ("%s · %s"), when, exact) : NULL;

  if (account == NULL)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }

  gtk_widget_set_visible (self->message_group, message != NULL);
  gtk_label_set_label (self->message_label, message != NULL ? message : "");
  gtk_widget_set_visible (self->password_button, tb_sync_needs_password (self->sync));
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), state == TB_SYNC_SYNCING);
  if (tb_sync_get_progress (self->sync) >= 0)
    gtk_progress_bar_set_fraction (self->progress_bar, tb_sync_get_progress (self->sync));
  else if (state == TB_SYNC_SYNCING)
    gtk_progress_bar_pulse (self->progress_bar);

  adw_action_row_set_subtitle (self->success_row, both != NULL ? both : exact);
  set_count (self->waiting_row, tb_sync_get_n_waiting (self->sync), _ ("Nothing"));
  set_count (self->refused_row, tb_sync_get_n_refused (self->sync), _ ("Nothing"));
  set_count (self->review_row, n_review, _ ("Nothing"));
  adw_action_row_set_subtitle (self->service_row, account->url);
  adw_action_row_set_subtitle (self->branch_row, account->branch);
  adw_action_row_set_subtitle (self->name_row, account->user);

  gtk_widget_set_visible (self->sync_button, state != TB_SYNC_SYNCING);
  gtk_widget_set_visible (self->stop_button, state == TB_SYNC_SYNCING);
}

static void
status_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSyncDialog) self = user_data;
  g_autoptr (TbSyncStatus) status = tb_sync_get_status_finish (TB_SYNC (source), result, NULL);

  /* Without it the dialog still says everything but this. */
  if (status == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->held_row), status->n_held > 0);
  set_count (self->held_row, status->n_held, "");
}

static void
read_status (TbSyncDialog *self)
{
  tb_sync_get_status_async (self->sync, self->cancellable, status_read_cb, g_object_ref (self));
}

static void
show_refused_cb (TbSyncDialog *self)
{
  adw_navigation_view_push (self->navigation, tb_refused_page_new (self->sync));
}

static void
show_held_cb (TbSyncDialog *self)
{
  adw_navigation_view_push (self->navigation, tb_held_page_new (self->sync));
}

static void
show_review_cb (TbSyncDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "review");
  adw_dialog_close (ADW_DIALOG (self));
}

/* What was begun by hand ends; what goes on by itself is started again where that is wished. */
static void
stop_cb (TbSyncDialog *self)
{
  tb_sync_pause (self->sync);
  g_settings_set_boolean (self->settings, "sync-automatically", FALSE);
}

static void
tb_sync_dialog_dispose (GObject *object)
{
  TbSyncDialog *self = TB_SYNC_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sync);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_SYNC_DIALOG);

  G_OBJECT_CLASS (tb_sync_dialog_parent_class)->dispose (object);
}

static void
tb_sync_dialog_class_init (TbSyncDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_sync_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-sync-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, message_group);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, message_label);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, password_button);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, success_row);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, refused_row);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, held_row);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, review_row);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, service_row);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, branch_row);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, automatic_row);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, sync_button);
  gtk_widget_class_bind_template_child (widget_class, TbSyncDialog, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, show_refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_held_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_review_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
tb_sync_dialog_init (TbSyncDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tb_dialog_focus_begin (ADW_DIALOG (self), self->sync_button);
}

/**
 * tb_sync_dialog_new:
 * @sync: the exchange of a register that has a service
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_sync_dialog_new (TbSync *sync)
{
  TbSyncDialog *self = g_object_new (TB_TYPE_SYNC_DIALOG, NULL);

  self->sync = g_object_ref (sync);
  self->settings = g_settings_new (TB_APPLICATION_ID);
  self->cancellable = g_cancellable_new ();
  g_settings_bind (self->settings, "sync-automatically", self->automatic_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (sync, "notify", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::last-success", G_CALLBACK (read_status), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (self), self->sync_button);
  tell (self);
  read_status (self);

  return ADW_DIALOG (self);
}
