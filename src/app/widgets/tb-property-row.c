/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-property-row.h"

#include <glib/gi18n.h>

/**
 * TbPropertyRow:
 *
 * One value of a record, to be read. A masked value has a button that reveals it (action
 * `detail.reveal` with the field), a reference leads to the record it points to.
 */
struct _TbPropertyRow
{
  AdwActionRow parent_instance;

  GtkButton *reveal_button;
  GtkImage *open_image;
};

G_DEFINE_FINAL_TYPE (TbPropertyRow, tb_property_row, ADW_TYPE_ACTION_ROW)

static void
tb_property_row_class_init (TbPropertyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-property-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbPropertyRow, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, TbPropertyRow, open_image);
}

static void
tb_property_row_init (TbPropertyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
offer_reveal (TbPropertyRow *self, TbRecord *record, guint field)
{
  const char *label
      = _ (tb_record_type_get_field (tb_record_get_record_type (record), field)->label);
  /* Translators: the name of a field whose value is masked. */
  g_autofree char *name = g_strdup_printf (_ ("Reveal %s"), label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->reveal_button), "u", field);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->reveal_button), "detail.reveal");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reveal_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->reveal_button), TRUE);
}

static void
lead_to_reference (TbPropertyRow *self, const TbField *field, const char *id)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (self), FALSE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "(ss)", field->target, id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.show-record");
  gtk_widget_set_visible (GTK_WIDGET (self->open_image), TRUE);
}

/**
 * tb_property_row_new:
 * @record: a record that has a value in @field
 * @field: index of the field
 * @display: whether a sensitive value is masked
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
tb_property_row_new (TbRecord *record, guint field, TbDisplay display)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  g_autofree char *shown = tb_record_dup_display (record, field, display);
  g_autofree char *clear = tb_record_dup_display (record, field, TB_DISPLAY_REVEALED);
  TbPropertyRow *self = g_object_new (TB_TYPE_PROPERTY_ROW, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ (description->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), shown);
  if (!g_str_equal (shown, clear))
    offer_reveal (self, record, field);
  else if (description->type == TB_FIELD_REFERENCE)
    lead_to_reference (self, description, tb_record_get_text (record, field));

  return GTK_WIDGET (self);
}

/**
 * tb_property_row_reveal:
 * @self: a row
 * @record: the record it was made for
 * @field: index of the field it was made for
 *
 * Shows the value in clear. Who pressed the button that is not needed any more stays at the row.
 */
void
tb_property_row_reveal (TbPropertyRow *self, TbRecord *record, guint field)
{
  g_autofree char *clear = tb_record_dup_display (record, field, TB_DISPLAY_REVEALED);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), clear);
  if (gtk_widget_has_focus (GTK_WIDGET (self->reveal_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->reveal_button), FALSE);
}

/**
 * tb_property_row_new_computed:
 * @computed: what is computed
 * @value: its value
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
tb_property_row_new_computed (const TbComputedField *computed, int value)
{
  g_autofree char *words = computed->dup_words (value);
  TbPropertyRow *self = g_object_new (TB_TYPE_PROPERTY_ROW, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ (computed->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);

  return GTK_WIDGET (self);
}
