/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-correct-dialog.h"

#include "tb-field-row.h"
#include "tb-text.h"
#include "tb-transition.h"

#include <glib/gi18n.h>

struct _TbCorrectDialog
{
  AdwDialog parent_instance;

  TbSession *session; /* (owned) */
  TbRecord *original; /* (owned): as it was read */
  TbRecord *record;   /* (owned): as it is to be */
  GArray *fields;     /* (owned) (element-type guint): those offered, in the order of the combo */
  GtkWidget *row;     /* (not owned) (nullable): of the field chosen */

  AdwBanner *banner;
  GtkWidget *save_button;
  AdwComboRow *field_row;
  AdwPreferencesGroup *value_group;
  AdwActionRow *before_row;
  GtkEditable *reason_row;
  GtkEditable *approver_row;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbCorrectDialog, tb_correct_dialog, ADW_TYPE_DIALOG)

static guint
get_field (TbCorrectDialog *self)
{
  return g_array_index (self->fields, guint, adw_combo_row_get_selected (self->field_row));
}

static void
update (TbCorrectDialog *self)
{
  gboolean fine = self->row != NULL && tb_field_row_get_fault (TB_FIELD_ROW (self->row)) == NULL;

  gtk_widget_set_sensitive (self->save_button,
                            fine && !tb_record_equal (self->original, self->record)
                                && !tb_text_is_blank (gtk_editable_get_text (self->reason_row))
                                && !tb_text_is_blank (gtk_editable_get_text (self->approver_row)));
}

/* One field at a time, so that the earlier value and the reason stand by it. */
static void
field_chosen_cb (TbCorrectDialog *self)
{
  guint field;
  g_autofree char *before = NULL;

  if (self->fields->len == 0)
    return;
  if (self->row != NULL)
    adw_preferences_group_remove (self->value_group, self->row);

  field = get_field (self);
  g_clear_object (&self->record);
  self->record = tb_record_copy (self->original);
  before = tb_record_dup_display (self->original, field, TB_DISPLAY_MASKED);
  adw_action_row_set_subtitle (self->before_row, *before != '\0' ? before : "—");
  self->row = tb_field_row_new (self->session, self->record, field);
  g_signal_connect_object (self->row, "changed-by-user", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->value_group, self->row);
  update (self);
}

static void
corrected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbCorrectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (batch == NULL)
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
      update (self);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_SAVED], 0, batch);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
save_cb (TbCorrectDialog *self)
{
  gtk_widget_set_sensitive (self->save_button, FALSE);
  tb_session_correct_async (self->session, self->record, gtk_editable_get_text (self->reason_row),
                            gtk_editable_get_text (self->approver_row), NULL, corrected_cb,
                            g_object_ref (self));
}

static void
cancel_cb (TbCorrectDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
tb_correct_dialog_dispose (GObject *object)
{
  TbCorrectDialog *self = TB_CORRECT_DIALOG (object);

  self->row = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_CORRECT_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->original);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (tb_correct_dialog_parent_class)->dispose (object);
}

static void
tb_correct_dialog_finalize (GObject *object)
{
  g_array_unref (TB_CORRECT_DIALOG (object)->fields);

  G_OBJECT_CLASS (tb_correct_dialog_parent_class)->finalize (object);
}

static void
tb_correct_dialog_class_init (TbCorrectDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_correct_dialog_dispose;
  object_class->finalize = tb_correct_dialog_finalize;

  /**
   * TbCorrectDialog::saved:
   * @batch: the batch of the correction
   */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", TB_TYPE_CORRECT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-correct-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbCorrectDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, TbCorrectDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, TbCorrectDialog, field_row);
  gtk_widget_class_bind_template_child (widget_class, TbCorrectDialog, value_group);
  gtk_widget_class_bind_template_child (widget_class, TbCorrectDialog, before_row);
  gtk_widget_class_bind_template_child (widget_class, TbCorrectDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, TbCorrectDialog, approver_row);
  gtk_widget_class_bind_template_callback (widget_class, field_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
tb_correct_dialog_init (TbCorrectDialog *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What people enter; the number and what steps set is not theirs to correct. */
static void
fill_fields (TbCorrectDialog *self)
{
  const TbRecordType *type = tb_record_get_record_type (self->original);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = tb_record_type_get_field (type, i);

      if (!tb_field_is_in_form (field) || (field->flags & TB_FIELD_NUMBERED) != 0)
        continue;
      gtk_string_list_append (labels, _ (field->label));
      g_array_append_val (self->fields, i);
    }
  adw_combo_row_set_model (self->field_row, G_LIST_MODEL (labels));
}

/**
 * tb_correct_dialog_new:
 * @session: the register
 * @record: a locked record, as last read
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_correct_dialog_new (TbSession *session, TbRecord *record)
{
  TbCorrectDialog *self = g_object_new (TB_TYPE_CORRECT_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->original = g_object_ref (record);
  self->record = tb_record_copy (record);
  fill_fields (self);
  field_chosen_cb (self);

  return ADW_DIALOG (self);
}
