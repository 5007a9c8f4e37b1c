/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-transition-dialog.h"

#include <glib/gi18n.h>

#include "tb-dialog-focus.h"
#include "tb-field-row.h"
#include "tb-text.h"
#include "tb-transition.h"

/**
 * TbTransitionDialog:
 *
 * What is asked before a record takes a step: the values that belong to the step, and the reason.
 * What the register refuses is said in the dialog, so that it can be mended.
 *
 * Actions: `transition.confirm`, `transition.cancel`.
 */
struct _TbTransitionDialog
{
  AdwDialog parent_instance;

  TbSession *session;             /* (owned) */
  TbRecord *record;               /* (owned): a copy, with what is typed */
  const TbTransition *transition; /* (not owned) static */
  GPtrArray *rows;                /* (owned) (element-type TbFieldRow) not owned: children */

  AdwBanner *banner;
  GtkWidget *confirm_button;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *fields_group;
  AdwPreferencesGroup *reason_group;
  AdwEntryRow *reason_row;
};

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbTransitionDialog, tb_transition_dialog, ADW_TYPE_DIALOG)

static gboolean
has_faults (TbTransitionDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (tb_field_row_get_fault (g_ptr_array_index (self->rows, i)) != NULL)
      return TRUE;

  return FALSE;
}

static void
changed_cb (TbTransitionDialog *self)
{
  gboolean lacks_reason
      = (self->transition->flags & TB_TRANSITION_NEEDS_REASON) != 0
        && tb_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->reason_row)));

  adw_banner_set_revealed (self->banner, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transition.confirm",
                                 !has_faults (self) && !lacks_reason);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbTransitionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->page), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transition.confirm", TRUE);
  if (batch == NULL)
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_DONE], 0, batch);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
confirm_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbTransitionDialog *self = TB_TRANSITION_DIALOG (widget);
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason_row));

  /* An entry must give the focus up before it goes grey. */
  gtk_root_set_focus (gtk_widget_get_root (widget), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), FALSE);
  gtk_widget_action_set_enabled (widget, "transition.confirm", FALSE);
  tb_session_transition_async (self->session, self->record, self->transition->verb,
                               *reason != '\0' ? reason : NULL, NULL, done_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
add_fields (TbTransitionDialog *self)
{
  const TbRecordType *type = tb_record_get_record_type (self->record);

  for (guint i = 0; self->transition->asks != NULL && self->transition->asks[i] != NULL; i++)
    {
      guint field = tb_record_type_find_field (type, self->transition->asks[i]);
      GtkWidget *row = tb_field_row_new (self->session, self->record, field);

      g_signal_connect_object (row, "changed-by-user", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->fields_group, row);
      g_ptr_array_add (self->rows, row);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->fields_group), self->rows->len > 0);
}

static void
tb_transition_dialog_dispose (GObject *object)
{
  TbTransitionDialog *self = TB_TRANSITION_DIALOG (object);

  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_TRANSITION_DIALOG);

  G_OBJECT_CLASS (tb_transition_dialog_parent_class)->dispose (object);
}

static void
tb_transition_dialog_finalize (GObject *object)
{
  TbTransitionDialog *self = TB_TRANSITION_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->record);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (tb_transition_dialog_parent_class)->finalize (object);
}

static void
tb_transition_dialog_class_init (TbTransitionDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_transition_dialog_dispose;
  object_class->finalize = tb_transition_dialog_finalize;

  /**
   * TbTransitionDialog::done:
   * @batch: the batch that can be taken back
   */
  signals[SIGNAL_DONE] = g_signal_new ("done", TB_TYPE_TRANSITION_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-transition-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbTransitionDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, TbTransitionDialog, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, TbTransitionDialog, page);
  gtk_widget_class_bind_template_child (widget_class, TbTransitionDialog, fields_group);
  gtk_widget_class_bind_template_child (widget_class, TbTransitionDialog, reason_group);
  gtk_widget_class_bind_template_child (widget_class, TbTransitionDialog, reason_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  gtk_widget_class_install_action (widget_class, "transition.confirm", NULL, confirm_action);
  gtk_widget_class_install_action (widget_class, "transition.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "transition.confirm", NULL);
}

static void
tb_transition_dialog_init (TbTransitionDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_transition_dialog_is_needed:
 * @transition: a step
 *
 * Returns: whether anything is asked before it is taken
 */
gboolean
tb_transition_dialog_is_needed (const TbTransition *transition)
{
  return (transition->asks != NULL && transition->asks[0] != NULL)
         || (transition->flags & (TB_TRANSITION_NEEDS_REASON | TB_TRANSITION_TAKES_REASON)) != 0;
}

/**
 * tb_transition_dialog_new:
 * @session: the register
 * @record: the record, as last read; it is copied
 * @transition: the step
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_transition_dialog_new (TbSession *session, TbRecord *record, const TbTransition *transition)
{
  TbTransitionDialog *self = g_object_new (TB_TYPE_TRANSITION_DIALOG, NULL);
  g_autofree char *title = tb_record_dup_title (record);

  self->session = g_object_ref (session);
  self->record = tb_record_copy (record);
  self->transition = transition;

  adw_dialog_set_title (ADW_DIALOG (self), _ (transition->label));
  gtk_button_set_label (GTK_BUTTON (self->confirm_button), _ (transition->label));
  adw_preferences_page_set_description (self->page, title);
  gtk_widget_set_visible (
      GTK_WIDGET (self->reason_group),
      (transition->flags & (TB_TRANSITION_NEEDS_REASON | TB_TRANSITION_TAKES_REASON)) != 0);
  add_fields (self);
  changed_cb (self);
  tb_dialog_focus_begin (ADW_DIALOG (self), self->rows->len > 0 ? g_ptr_array_index (self->rows, 0)
                                                                : GTK_WIDGET (self->reason_row));

  return ADW_DIALOG (self);
}
