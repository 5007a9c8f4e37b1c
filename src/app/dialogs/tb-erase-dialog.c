/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-erase-dialog.h"

#include <glib/gi18n.h>

#include "tb-alert.h"
#include "tb-session-erase.h"
#include "tb-text.h"

struct _TbEraseDialog
{
  AdwAlertDialog parent_instance;

  TbSession *session; /* (owned) */
  TbRecord *person;   /* (owned) */
  GtkWidget *parent;  /* (weak) (nullable): over which what went wrong is shown */

  AdwComboRow *ground_row;
  GtkEditable *reason_row;
};

enum
{
  SIGNAL_ERASED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbEraseDialog, tb_erase_dialog, ADW_TYPE_ALERT_DIALOG)

static void
reason_changed_cb (TbEraseDialog *self)
{
  adw_alert_dialog_set_response_enabled (
      ADW_ALERT_DIALOG (self), "erase",
      !tb_text_is_blank (gtk_editable_get_text (self->reason_row)));
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbEraseDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (batch != NULL)
    g_signal_emit (self, signals[SIGNAL_ERASED], 0);
  else if (self->parent != NULL)
    tb_alert_present (self->parent, _ ("Not Erased"), error);
}

/* The dialog is closed by then. */
static void
response_cb (TbEraseDialog *self, const char *response)
{
  guint n_grounds;
  const TbErasureGround *grounds = tb_erasure_grounds_get_all (&n_grounds);

  if (g_str_equal (response, "erase"))
    tb_session_erase_async (
        self->session, self->person, &grounds[adw_combo_row_get_selected (self->ground_row)],
        gtk_editable_get_text (self->reason_row), NULL, erased_cb, g_object_ref (self));
}

static void
tb_erase_dialog_map (GtkWidget *widget)
{
  TbEraseDialog *self = TB_ERASE_DIALOG (widget);

  g_set_weak_pointer (&self->parent, GTK_WIDGET (gtk_widget_get_root (widget)));

  GTK_WIDGET_CLASS (tb_erase_dialog_parent_class)->map (widget);
}

static void
tb_erase_dialog_finalize (GObject *object)
{
  TbEraseDialog *self = TB_ERASE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->person);
  g_clear_weak_pointer (&self->parent);

  G_OBJECT_CLASS (tb_erase_dialog_parent_class)->finalize (object);
}

static void
tb_erase_dialog_class_init (TbEraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_erase_dialog_finalize;
  widget_class->map = tb_erase_dialog_map;

  /**
   * TbEraseDialog::erased:
   */
  signals[SIGNAL_ERASED] = g_signal_new ("erased", TB_TYPE_ERASE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-erase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbEraseDialog, ground_row);
  gtk_widget_class_bind_template_child (widget_class, TbEraseDialog, reason_row);
  gtk_widget_class_bind_template_callback (widget_class, reason_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, response_cb);
}

static void
tb_erase_dialog_init (TbEraseDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint n_grounds;
  const TbErasureGround *grounds = tb_erasure_grounds_get_all (&n_grounds);

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < n_grounds; i++)
    gtk_string_list_append (labels, _ (grounds[i].label));
  adw_combo_row_set_model (self->ground_row, G_LIST_MODEL (labels));
}

/**
 * tb_erase_dialog_new:
 * @session: the register
 * @person: whose values are to be erased
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_erase_dialog_new (TbSession *session, TbRecord *person)
{
  TbEraseDialog *self = g_object_new (TB_TYPE_ERASE_DIALOG, NULL);
  g_autofree char *warning = tb_erasure_dup_warning (person);

  self->session = g_object_ref (session);
  self->person = g_object_ref (person);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), warning);

  return ADW_DIALOG (self);
}
