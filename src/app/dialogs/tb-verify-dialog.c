/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-verify-dialog.h"

struct _TbVerifyDialog
{
  AdwDialog parent_instance;

  GCancellable *cancellable; /* (owned) */

  GtkStack *stack;
  AdwPreferencesGroup *faults_group;
  AdwPreferencesGroup *remarks_group;
  AdwStatusPage *error_page;
};

G_DEFINE_FINAL_TYPE (TbVerifyDialog, tb_verify_dialog, ADW_TYPE_DIALOG)

static gpointer
verify (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return tb_maintenance_verify (connection, error);
}

static void
show_faults (TbVerifyDialog *self, GPtrArray *faults)
{
  gboolean has_remarks = FALSE;

  for (guint i = 0; i < faults->len; i++)
    {
      const TbFault *fault = g_ptr_array_index (faults, i);

      has_remarks = has_remarks || fault->harmless;
      adw_preferences_group_add (fault->harmless ? self->remarks_group : self->faults_group,
                                 g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                               fault->message, "subtitle", fault->where, NULL));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->faults_group), tb_faults_has_damage (faults));
  gtk_widget_set_visible (GTK_WIDGET (self->remarks_group), has_remarks);
  gtk_stack_set_visible_child_name (self->stack, faults->len == 0 ? "sound" : "faults");
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbVerifyDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (faults != NULL)
    show_faults (self, faults);
  else
    {
      adw_status_page_set_description (self->error_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "error");
    }
}

/* What was found is of the register that goes. */
static void
restore_clicked_cb (TbVerifyDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
tb_verify_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (TB_VERIFY_DIALOG (dialog)->cancellable);
}

static void
tb_verify_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_VERIFY_DIALOG);

  G_OBJECT_CLASS (tb_verify_dialog_parent_class)->dispose (object);
}

static void
tb_verify_dialog_finalize (GObject *object)
{
  g_clear_object (&TB_VERIFY_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (tb_verify_dialog_parent_class)->finalize (object);
}

static void
tb_verify_dialog_class_init (TbVerifyDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_verify_dialog_dispose;
  object_class->finalize = tb_verify_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = tb_verify_dialog_closed;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-verify-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbVerifyDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TbVerifyDialog, faults_group);
  gtk_widget_class_bind_template_child (widget_class, TbVerifyDialog, remarks_group);
  gtk_widget_class_bind_template_child (widget_class, TbVerifyDialog, error_page);
  gtk_widget_class_bind_template_callback (widget_class, restore_clicked_cb);
}

static void
tb_verify_dialog_init (TbVerifyDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_verify_dialog_new:
 * @session: the register
 *
 * Starts the check on one of the session's reader threads.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_verify_dialog_new (TbSession *session)
{
  TbVerifyDialog *self = g_object_new (TB_TYPE_VERIFY_DIALOG, NULL);

  tb_session_read_async (session, verify, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
                         self->cancellable, verified_cb, g_object_ref (self));

  return ADW_DIALOG (self);
}
