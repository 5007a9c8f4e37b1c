/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-transition-dialog.h"

#include <glib/gi18n.h>

#include "tb-dialog-focus.h"
#include "tb-form-fields.h"
#include "tb-form-section.h"
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

  AdwBanner *banner;
  GtkWidget *confirm_button;
  AdwPreferencesPage *page;
  TbFormSection *fields_section;
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
asks_values (const TbTransition *transition)
{
  return transition->asks != NULL && transition->asks[0] != NULL;
}

static void
changed_cb (TbTransitionDialog *self)
{
  g_autoptr (TbFindings) findings
      = tb_form_fields_check (self->record, tb_clock_today (tb_session_get_clock (self->session)));
  gboolean lacks_reason
      = (self->transition->flags & TB_TRANSITION_NEEDS_REASON) != 0
        && tb_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->reason_row)));

  adw_banner_set_revealed (self->banner, FALSE);
  /* Values that were there before are looked at, too: they are what is confirmed. */
  tb_form_section_show_findings (self->fields_section, findings, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "transition.confirm",
                                 !tb_form_section_has_faults (self->fields_section)
                                     && !lacks_reason);
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

  tb_form_section_bind (self->fields_section, self->session, self->record);
  for (guint i = 0; asks_values (self->transition) && self->transition->asks[i] != NULL; i++)
    tb_form_section_add_field (self->fields_section,
                               tb_record_type_find_field (type, self->transition->asks[i]));

  gtk_widget_set_visible (GTK_WIDGET (self->fields_section), asks_values (self->transition));
}

static void
tb_transition_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_TRANSITION_DIALOG);

  G_OBJECT_CLASS (tb_transition_dialog_parent_class)->dispose (object);
}

static void
tb_transition_dialog_finalize (GObject *object)
{
  TbTransitionDialog *self = TB_TRANSITION_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->record);

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

  g_type_ensure (TB_TYPE_FORM_SECTION);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-transition-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbTransitionDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, TbTransitionDialog, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, TbTransitionDialog, page);
  gtk_widget_class_bind_template_child (widget_class, TbTransitionDialog, fields_section);
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
  return asks_values (transition)
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
  tb_dialog_focus_begin (ADW_DIALOG (self), asks_values (transition)
                                                ? tb_form_section_get_first (self->fields_section)
                                                : GTK_WIDGET (self->reason_row));

  return ADW_DIALOG (self);
}
