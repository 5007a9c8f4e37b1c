/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-masked-field-row.h"

#include <glib/gi18n.h>

#include "tb-reveal-dialog.h"

struct _TbMaskedFieldRow
{
  AdwActionRow parent_instance;

  TbSession *session; /* (owned) */
  TbRecord *record;   /* (owned) */
  guint field;        /* of @record */
};

enum
{
  SIGNAL_REVEALED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbMaskedFieldRow, tb_masked_field_row, ADW_TYPE_ACTION_ROW)

static void
revealed_cb (TbMaskedFieldRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REVEALED], 0);
}

static void
reveal_cb (TbMaskedFieldRow *self)
{
  tb_reveal_dialog_ask (GTK_WIDGET (self), self->session, self->record, self->field,
                        G_CALLBACK (revealed_cb), self);
}

static void
tb_masked_field_row_finalize (GObject *object)
{
  TbMaskedFieldRow *self = TB_MASKED_FIELD_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (tb_masked_field_row_parent_class)->finalize (object);
}

static void
tb_masked_field_row_class_init (TbMaskedFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_masked_field_row_finalize;

  /**
   * TbMaskedFieldRow::revealed:
   */
  signals[SIGNAL_REVEALED] = g_signal_new ("revealed", TB_TYPE_MASKED_FIELD_ROW, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-masked-field-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, reveal_cb);
}

static void
tb_masked_field_row_init (TbMaskedFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_masked_field_row_new:
 * @session: the register
 * @record: the record being edited
 * @field: index of the field
 *
 * Returns: (transfer floating): the row, with the masked value
 */
GtkWidget *
tb_masked_field_row_new (TbSession *session, TbRecord *record, guint field)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  g_autofree char *masked = tb_record_dup_display (record, field, TB_DISPLAY_MASKED);
  TbMaskedFieldRow *self = g_object_new (TB_TYPE_MASKED_FIELD_ROW, "use-markup", FALSE, "title",
                                         _ (description->label), "subtitle", masked, NULL);

  self->session = g_object_ref (session);
  self->record = g_object_ref (record);
  self->field = field;

  return GTK_WIDGET (self);
}
