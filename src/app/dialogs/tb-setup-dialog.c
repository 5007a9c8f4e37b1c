/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-setup-dialog.h"

#include "tb-dialog-focus.h"
#include "tb-setup.h"
#include "tb-text.h"

struct _TbSetupDialog
{
  AdwDialog parent_instance;

  TbSession *session; /* (owned) */

  AdwBanner *banner;
  AdwPreferencesPage *page;
  GtkEditable *tower_row;
  AdwSpinRow *above_row;
  AdwSpinRow *below_row;
  GtkEditable *company_row;
  GtkEditable *branch_row;
  GtkWidget *set_up_button;
};

enum
{
  SIGNAL_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbSetupDialog, tb_setup_dialog, ADW_TYPE_DIALOG)

static void
update_cb (TbSetupDialog *self)
{
  gtk_widget_set_sensitive (self->set_up_button,
                            !tb_text_is_blank (gtk_editable_get_text (self->tower_row)));
}

static const char *
get_optional (GtkEditable *row)
{
  const char *text = gtk_editable_get_text (row);

  return tb_text_is_blank (text) ? NULL : text;
}

static void
set_up_finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSetupDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), TRUE);
  update_cb (self);
  if (batch == NULL)
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_FINISHED], 0, batch);
  adw_dialog_force_close (ADW_DIALOG (self));
}

/* The writer may be busy with an import. */
static void
set_up_cb (TbSetupDialog *self)
{
  TbSetup setup = {
    .tower = gtk_editable_get_text (self->tower_row),
    .storeys_above = (guint)adw_spin_row_get_value (self->above_row),
    .storeys_below = (guint)adw_spin_row_get_value (self->below_row),
    .property_company = get_optional (self->company_row),
    .branch = get_optional (self->branch_row),
  };

  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), FALSE);
  gtk_widget_set_sensitive (self->set_up_button, FALSE);
  tb_setup_run_async (self->session, &setup, NULL, set_up_finished_cb, g_object_ref (self));
}

static void
cancel_cb (TbSetupDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
tb_setup_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_SETUP_DIALOG);

  G_OBJECT_CLASS (tb_setup_dialog_parent_class)->dispose (object);
}

static void
tb_setup_dialog_finalize (GObject *object)
{
  TbSetupDialog *self = TB_SETUP_DIALOG (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (tb_setup_dialog_parent_class)->finalize (object);
}

static void
tb_setup_dialog_class_init (TbSetupDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_setup_dialog_dispose;
  object_class->finalize = tb_setup_dialog_finalize;

  /**
   * TbSetupDialog::finished:
   * @batch: the batch that can be taken back
   */
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", TB_TYPE_SETUP_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-setup-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSetupDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, TbSetupDialog, page);
  gtk_widget_class_bind_template_child (widget_class, TbSetupDialog, tower_row);
  gtk_widget_class_bind_template_child (widget_class, TbSetupDialog, above_row);
  gtk_widget_class_bind_template_child (widget_class, TbSetupDialog, below_row);
  gtk_widget_class_bind_template_child (widget_class, TbSetupDialog, company_row);
  gtk_widget_class_bind_template_child (widget_class, TbSetupDialog, branch_row);
  gtk_widget_class_bind_template_child (widget_class, TbSetupDialog, set_up_button);
  gtk_widget_class_bind_template_callback (widget_class, set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
tb_setup_dialog_init (TbSetupDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tb_dialog_focus_begin (ADW_DIALOG (self), GTK_WIDGET (self->tower_row));
}

/**
 * tb_setup_dialog_new:
 * @session: the register
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_setup_dialog_new (TbSession *session)
{
  TbSetupDialog *self = g_object_new (TB_TYPE_SETUP_DIALOG, NULL);

  self->session = g_object_ref (session);

  return ADW_DIALOG (self);
}
