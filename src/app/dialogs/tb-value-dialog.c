/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-value-dialog.h"

#include "tb-field-row.h"
#include "tb-record-type.h"

#include <glib/gi18n.h>

struct _TbValueDialog
{
  AdwDialog parent_instance;

  gint64 number;    /* of the difference */
  guint field;      /* index of the field */
  TbRecord *record; /* (owned): holds the value while it is typed, and nothing else */
  TbFieldRow *row;  /* (not owned): in @group */

  AdwPreferencesGroup *group;
  AdwActionRow *kept_row;
  AdwActionRow *other_row;
  GtkWidget *write_button;
};

enum
{
  SIGNAL_WRITTEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbValueDialog, tb_value_dialog, ADW_TYPE_DIALOG)

static void
update (TbValueDialog *self)
{
  /* That a value is to go is said in the record's own form, not by forgetting to type. */
  gtk_widget_set_sensitive (self->write_button, tb_record_has (self->record, self->field)
                                                    && tb_field_row_get_fault (self->row) == NULL);
}

static void
write_cb (TbValueDialog *self)
{
  g_autofree char *typed = tb_record_dup_editable (self->record, self->field);

  g_signal_emit (self, signals[SIGNAL_WRITTEN], 0, self->number, typed);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel_cb (TbValueDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
tb_value_dialog_dispose (GObject *object)
{
  TbValueDialog *self = TB_VALUE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_VALUE_DIALOG);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (tb_value_dialog_parent_class)->dispose (object);
}

static void
tb_value_dialog_class_init (TbValueDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_value_dialog_dispose;

  /**
   * TbValueDialog::written:
   * @number: number of the difference
   * @typed: the value, as tb_record_parse() reads it
   */
  signals[SIGNAL_WRITTEN]
      = g_signal_new ("written", TB_TYPE_VALUE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-value-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbValueDialog, group);
  gtk_widget_class_bind_template_child (widget_class, TbValueDialog, kept_row);
  gtk_widget_class_bind_template_child (widget_class, TbValueDialog, other_row);
  gtk_widget_class_bind_template_child (widget_class, TbValueDialog, write_button);
  gtk_widget_class_bind_template_callback (widget_class, write_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
tb_value_dialog_init (TbValueDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
get_value (const char *value)
{
  return value != NULL && *value != '\0' ? value : _ ("Empty");
}

/**
 * tb_value_dialog_new:
 * @session: where references are looked up
 * @review: a difference about a field
 *
 * The form begins empty: a protected value is not shown by the back door.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_value_dialog_new (TbSession *session, const TbSyncReview *review)
{
  TbValueDialog *self = g_object_new (TB_TYPE_VALUE_DIALOG, NULL);
  GtkWidget *row;

  self->number = review->number;
  self->field = review->field;
  self->record = tb_record_new (review->type);
  row = tb_field_row_new (session, self->record, review->field);
  self->row = TB_FIELD_ROW (row);
  adw_preferences_group_add (self->group, row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kept_row), get_value (review->kept));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->other_row), get_value (review->other));
  adw_dialog_set_focus (ADW_DIALOG (self), row);
  g_signal_connect_object (row, "changed-by-user", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return ADW_DIALOG (self);
}
