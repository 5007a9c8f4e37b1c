/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-reveal-dialog.h"

#include <glib/gi18n.h>

#include "tb-alert.h"
#include "tb-text.h"

struct _TbRevealDialog
{
  AdwAlertDialog parent_instance;

  TbSession *session; /* (owned) */
  TbRecord *record;   /* (owned) */
  guint field;        /* of @record, or TB_FIELD_NOT_FOUND */
  GtkWidget *parent;  /* (weak) (nullable): over which it is shown */

  GtkEditable *reason_row;
  AdwWrapBox *suggestions;
};

/* What it is needed for most days, one click away. */
static const char *const reasons[] = {
  N_ ("Checking the register with the member"),
  N_ ("Filling in a form"),
  N_ ("Telephoning the member"),
};

enum
{
  SIGNAL_REVEALED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbRevealDialog, tb_reveal_dialog, ADW_TYPE_ALERT_DIALOG)

static void
reason_changed_cb (TbRevealDialog *self)
{
  adw_alert_dialog_set_response_enabled (
      ADW_ALERT_DIALOG (self), "reveal",
      !tb_text_is_blank (gtk_editable_get_text (self->reason_row)));
}

static void
suggestion_clicked_cb (TbRevealDialog *self, GtkButton *button)
{
  gtk_editable_set_text (self->reason_row, gtk_button_get_label (button));
}

static void
revealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbRevealDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (tb_session_reveal_finish (TB_SESSION (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_REVEALED], 0, self->record, self->field);
  else if (self->parent != NULL)
    tb_alert_present (self->parent, _ ("Could Not Show the Details"), error);
}

static void
reveal (TbRevealDialog *self, const char *reason)
{
  tb_session_reveal_async (self->session, self->record, reason, NULL, revealed_cb,
                           g_object_ref (self));
}

static void
response_cb (TbRevealDialog *self, const char *response)
{
  if (g_str_equal (response, "reveal"))
    reveal (self, gtk_editable_get_text (self->reason_row));
}

static void
tb_reveal_dialog_finalize (GObject *object)
{
  TbRevealDialog *self = TB_REVEAL_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->record);
  g_clear_weak_pointer (&self->parent);

  G_OBJECT_CLASS (tb_reveal_dialog_parent_class)->finalize (object);
}

static void
tb_reveal_dialog_class_init (TbRevealDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_reveal_dialog_finalize;

  /**
   * TbRevealDialog::revealed:
   * @record: the record whose values may be shown
   * @field: the field that was asked for
   */
  signals[SIGNAL_REVEALED]
      = g_signal_new ("revealed", TB_TYPE_REVEAL_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, TB_TYPE_RECORD, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-reveal-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbRevealDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, TbRevealDialog, suggestions);
  gtk_widget_class_bind_template_callback (widget_class, reason_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, response_cb);
}

static void
tb_reveal_dialog_init (TbRevealDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (reasons[i]));

      gtk_widget_add_css_class (button, "pill");
      gtk_widget_add_css_class (button, "small");
      g_signal_connect_object (button, "clicked", G_CALLBACK (suggestion_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->suggestions, button);
    }
}

/**
 * tb_reveal_dialog_ask:
 * @parent: the widget over which the dialog is shown
 * @session: the register
 * @record: whose values are to be shown
 * @field: the field that is asked for; %TB_FIELD_NOT_FOUND where it is the whole record
 * @revealed: called, swapped, with @object, @record and @field when the values may be shown
 * @object: (type GObject): what @revealed is about; nothing is called once it is gone
 *
 * Has a look at masked values journalled, and asks for the reason where none was given within the
 * last five minutes.
 */
void
tb_reveal_dialog_ask (GtkWidget *parent, TbSession *session, TbRecord *record, guint field,
                      GCallback revealed, gpointer object)
{
  g_autoptr (TbRevealDialog) self = g_object_ref_sink (g_object_new (TB_TYPE_REVEAL_DIALOG, NULL));

  self->session = g_object_ref (session);
  self->record = g_object_ref (record);
  self->field = field;
  g_set_weak_pointer (&self->parent, parent);

  g_signal_connect_object (self, "revealed", revealed, object, G_CONNECT_SWAPPED);
  if (tb_session_needs_reason (session))
    adw_dialog_present (ADW_DIALOG (self), parent);
  else
    reveal (self, NULL);
}
