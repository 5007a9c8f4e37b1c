/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-filter-bar.h"

#include "tb-filter-chip.h"

/**
 * TbFilterBar:
 *
 * The filters above a table: a chip for every field offered as a filter, chips for the filters that
 * another page asked for, and the incomplete records.
 *
 * Signals: `changed ()`: something else is filtered by.
 */
struct _TbFilterBar
{
  AdwBin parent_instance;

  TbSession *session;       /* (owned) (nullable) */
  const TbRecordType *type; /* (not owned) static */
  GPtrArray *chips;         /* (owned) (element-type TbFilterChip) */
  gboolean setting;         /* TRUE while filters are set by the program */

  AdwWrapBox *box;
  GtkToggleButton *incomplete_button;
  GtkButton *clear_button;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (TbFilterBar, tb_filter_bar, ADW_TYPE_BIN)

/* Of the references, those that people see in the table: a member's branch and employer. */
static gboolean
is_offered (const TbField *field)
{
  if (!(field->flags & TB_FIELD_FILTER))
    return FALSE;
  if (field->type == TB_FIELD_REFERENCE)
    return (field->flags & TB_FIELD_LISTED) != 0;

  return field->type == TB_FIELD_BOOLEAN || field->code_list != NULL;
}

static void
changed (TbFilterBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->clear_button), tb_filter_bar_is_active (self));
  if (!self->setting)
    g_signal_emit (self, changed_signal, 0);
}

/* A chip that is not always offered goes with its filter. */
static void
drop_spent_chips (TbFilterBar *self)
{
  for (guint i = self->chips->len; i > 0; i--)
    {
      TbFilterChip *chip = g_ptr_array_index (self->chips, i - 1);
      const TbField *field = tb_record_type_get_field (self->type, tb_filter_chip_get_field (chip));

      if (!tb_filter_chip_is_active (chip) && !is_offered (field))
        {
          adw_wrap_box_remove (self->box, GTK_WIDGET (chip));
          g_ptr_array_remove_index (self->chips, i - 1);
        }
    }
}

static void
chip_changed_cb (TbFilterBar *self)
{
  drop_spent_chips (self);
  changed (self);
}

static TbFilterChip *
add_chip (TbFilterBar *self, guint field)
{
  GtkWidget *chip = tb_filter_chip_new (self->session, self->type, field);

  adw_wrap_box_append (self->box, chip);
  adw_wrap_box_reorder_child_after (self->box, GTK_WIDGET (self->clear_button), chip);
  g_ptr_array_add (self->chips, g_object_ref (chip));
  g_signal_connect_object (chip, "changed", G_CALLBACK (chip_changed_cb), self, G_CONNECT_SWAPPED);

  return TB_FILTER_CHIP (chip);
}

static TbFilterChip *
ensure_chip (TbFilterBar *self, guint field)
{
  for (guint i = 0; i < self->chips->len; i++)
    if (tb_filter_chip_get_field (g_ptr_array_index (self->chips, i)) == field)
      return g_ptr_array_index (self->chips, i);

  return add_chip (self, field);
}

static void
incomplete_toggled_cb (TbFilterBar *self)
{
  changed (self);
}

static void
clear_cb (TbFilterBar *self)
{
  tb_filter_bar_clear (self);
  changed (self);
}

static void
tb_filter_bar_dispose (GObject *object)
{
  TbFilterBar *self = TB_FILTER_BAR (object);

  g_clear_pointer (&self->chips, g_ptr_array_unref);
  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_FILTER_BAR);

  G_OBJECT_CLASS (tb_filter_bar_parent_class)->dispose (object);
}

static void
tb_filter_bar_class_init (TbFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_filter_bar_dispose;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TbFilterBar, box);
  gtk_widget_class_bind_template_child (widget_class, TbFilterBar, incomplete_button);
  gtk_widget_class_bind_template_child (widget_class, TbFilterBar, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, incomplete_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
tb_filter_bar_init (TbFilterBar *self)
{
  self->chips = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/**
 * tb_filter_bar_set_type:
 * @self: a filter bar
 * @session: the register
 * @type: the record type filtered
 *
 * Makes the chips. Called once.
 */
void
tb_filter_bar_set_type (TbFilterBar *self, TbSession *session, const TbRecordType *type)
{
  g_return_if_fail (self->type == NULL);

  self->session = g_object_ref (session);
  self->type = type;
  for (guint i = 0; i < type->n_fields; i++)
    if (is_offered (tb_record_type_get_field (type, i)))
      add_chip (self, i);
}

/**
 * tb_filter_bar_clear:
 * @self: a filter bar
 *
 * Takes all filters away. Does not emit `changed`.
 */
void
tb_filter_bar_clear (TbFilterBar *self)
{
  self->setting = TRUE;
  for (guint i = 0; i < self->chips->len; i++)
    tb_filter_chip_clear (g_ptr_array_index (self->chips, i));
  drop_spent_chips (self);
  gtk_toggle_button_set_active (self->incomplete_button, FALSE);
  changed (self);
  self->setting = FALSE;
}

/**
 * tb_filter_bar_set_incomplete_only:
 * @self: a filter bar
 * @incomplete_only: whether only incomplete records are let through
 *
 * Does not emit `changed`.
 */
void
tb_filter_bar_set_incomplete_only (TbFilterBar *self, gboolean incomplete_only)
{
  self->setting = TRUE;
  gtk_toggle_button_set_active (self->incomplete_button, incomplete_only);
  self->setting = FALSE;
}

/**
 * tb_filter_bar_set_filter:
 * @self: a filter bar
 * @field: index of a field
 * @op: how to compare
 * @value: (nullable): with what
 *
 * Sets the filter by a field, whether or not that field is offered. Does not emit `changed`.
 */
void
tb_filter_bar_set_filter (TbFilterBar *self, guint field, TbQueryOp op, const char *value)
{
  self->setting = TRUE;
  tb_filter_chip_set (ensure_chip (self, field), op, value);
  changed (self);
  self->setting = FALSE;
}

/**
 * tb_filter_bar_is_active:
 * @self: a filter bar
 *
 * Returns: whether it keeps anything back
 */
gboolean
tb_filter_bar_is_active (TbFilterBar *self)
{
  for (guint i = 0; i < self->chips->len; i++)
    if (tb_filter_chip_is_active (g_ptr_array_index (self->chips, i)))
      return TRUE;

  return gtk_toggle_button_get_active (self->incomplete_button);
}

/**
 * tb_filter_bar_apply:
 * @self: a filter bar
 * @query: a query being built
 *
 * Adds the filters to the query.
 */
void
tb_filter_bar_apply (TbFilterBar *self, TbQuery *query)
{
  for (guint i = 0; i < self->chips->len; i++)
    tb_filter_chip_apply (g_ptr_array_index (self->chips, i), query);
  tb_query_set_incomplete_only (query, gtk_toggle_button_get_active (self->incomplete_button));
}
