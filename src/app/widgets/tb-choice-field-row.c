/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-choice-field-row.h"

#include <glib/gi18n.h>

#include "tb-code-list.h"
#include "tb-field-row.h"

/* From this many items on, a search entry stands above them. */
#define SEARCH_FROM 12

struct _TbChoiceFieldRow
{
  AdwComboRow parent_instance;

  TbRecord *record; /* (owned) (nullable): NULL until bound */
  guint field;
  GPtrArray *
      values; /* (owned) (element-type utf8): what each position stands for; NULL for «not known» */
};

static void field_row_iface_init (TbFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbChoiceFieldRow, tb_choice_field_row, ADW_TYPE_COMBO_ROW,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_FIELD_ROW, field_row_iface_init))

static void
selected_cb (TbChoiceFieldRow *self)
{
  guint position = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  const char *value;

  if (self->record == NULL || position >= self->values->len)
    return;

  value = g_ptr_array_index (self->values, position);
  if (value == NULL)
    tb_record_clear (self->record, self->field);
  else if (tb_record_type_get_field (tb_record_get_record_type (self->record), self->field)->type
           == TB_FIELD_BOOLEAN)
    tb_record_set_int (self->record, self->field, value[0] == '1');
  else
    tb_record_set_text (self->record, self->field, value);
  tb_field_row_emit_changed (TB_FIELD_ROW (self));
}

static void
add_choice (TbChoiceFieldRow *self, GtkStringList *labels, const char *value, const char *label)
{
  g_ptr_array_add (self->values, g_strdup (value));
  gtk_string_list_append (labels, label);
}

static guint
find_choice (TbChoiceFieldRow *self, const char *value)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (self->values, i), value) == 0)
        return i;
    }
  return 0;
}

/* A disabled item is offered only to the record that has it already. */
static void
add_code_choices (TbChoiceFieldRow *self, GtkStringList *labels, const TbCodeList *list,
                  const char *present)
{
  for (guint i = 0; i < tb_code_list_get_n_items (list); i++)
    {
      const TbCodeItem *item = tb_code_list_get_item (list, i);

      if (item->enabled || g_strcmp0 (item->code, present) == 0)
        add_choice (self, labels, item->code, tb_code_item_get_label (item));
    }
}

static void
tb_choice_field_row_bind (TbFieldRow *row, TbSession *session, TbRecord *record, guint field)
{
  TbChoiceFieldRow *self = TB_CHOICE_FIELD_ROW (row);
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const char *present = NULL;

  add_choice (self, labels, NULL, "—");
  if (description->type == TB_FIELD_BOOLEAN)
    {
      add_choice (self, labels, "1", _ ("Yes"));
      add_choice (self, labels, "0", _ ("No"));
      if (tb_record_has (record, field))
        present = tb_record_get_boolean (record, field) ? "1" : "0";
    }
  else
    {
      present = tb_record_get_text (record, field);
      add_code_choices (self, labels, tb_code_lists_find (description->code_list), present);
    }

  adw_combo_row_set_enable_search (ADW_COMBO_ROW (self), self->values->len > SEARCH_FROM);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), find_choice (self, present));

  /* Last, so that setting the present value is not taken for a change. */
  self->record = g_object_ref (record);
  self->field = field;
}

static const char *
tb_choice_field_row_get_fault (TbFieldRow *row)
{
  return NULL;
}

static void
field_row_iface_init (TbFieldRowInterface *iface)
{
  iface->bind = tb_choice_field_row_bind;
  iface->get_fault = tb_choice_field_row_get_fault;
}

static void
tb_choice_field_row_finalize (GObject *object)
{
  TbChoiceFieldRow *self = TB_CHOICE_FIELD_ROW (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->values, g_ptr_array_unref);

  G_OBJECT_CLASS (tb_choice_field_row_parent_class)->finalize (object);
}

static void
tb_choice_field_row_class_init (TbChoiceFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_choice_field_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-choice-field-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
tb_choice_field_row_init (TbChoiceFieldRow *self)
{
  self->values = g_ptr_array_new_null_terminated (8, g_free, FALSE);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_expression (
      ADW_COMBO_ROW (self), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
}
