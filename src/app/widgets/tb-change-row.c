/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-change-row.h"

#include "tb-when.h"

#include <glib/gi18n.h>

/**
 * TbChangeRow:
 *
 * A change of a record: what was done, when and by whom; opened, the values before and after.
 * Sensitive values stay masked.
 */
struct _TbChangeRow
{
  AdwExpanderRow parent_instance;

  GtkImage *icon;
  GtkButton *undo_button;
};

static const struct
{
  const char *words; /* (translatable) with the record in the place of %s */
  const char *icon_name;
} presentations[] = {
  [TB_CHANGE_INSERT] = { N_ ("Added %s"), "list-add-symbolic" },
  [TB_CHANGE_UPDATE] = { N_ ("Changed %s"), "document-edit-symbolic" },
  [TB_CHANGE_REMOVE] = { N_ ("Removed %s"), "user-trash-symbolic" },
  [TB_CHANGE_RESTORE] = { N_ ("Brought back %s"), "edit-undo-symbolic" },
  [TB_CHANGE_REVEAL] = { N_ ("Revealed values of %s"), "view-reveal-symbolic" },
  [TB_CHANGE_EXPORT] = { N_ ("Exported %s"), "document-save-symbolic" },
};

G_DEFINE_FINAL_TYPE (TbChangeRow, tb_change_row, ADW_TYPE_EXPANDER_ROW)

static void
tb_change_row_class_init (TbChangeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-change-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbChangeRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TbChangeRow, undo_button);
}

static void
tb_change_row_init (TbChangeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_title (const TbHistoryChange *change)
{
  g_autofree char *object = NULL;

  if (change->type == NULL)
    object = g_strdup (_ ("the register"));
  else if (change->title != NULL)
    object = g_strdup_printf (_ ("%s “%s”"), _ (change->type->label), change->title);
  else
    object = g_strdup (_ (change->type->label));

  return g_strdup_printf (_ (presentations[change->entry->op].words), object);
}

static char *
dup_value (TbRecord *record, guint field)
{
  if (record == NULL || !tb_record_has (record, field))
    return g_strdup (_ ("nothing"));

  return tb_record_dup_display (record, field, TB_DISPLAY_MASKED);
}

static gboolean
is_changed (const TbHistoryChange *change, guint field)
{
  if (change->before != NULL && change->after != NULL)
    return !tb_record_field_equal (change->before, change->after, field);

  return tb_record_has (change->before != NULL ? change->before : change->after, field);
}

static void
add_field (TbChangeRow *self, const TbHistoryChange *change, guint index)
{
  const TbField *field = tb_record_type_get_field (change->type, index);
  g_autofree char *before = dup_value (change->before, index);
  g_autofree char *after = dup_value (change->after, index);
  g_autofree char *text = NULL;
  GtkWidget *row = adw_action_row_new ();

  if (change->before != NULL && change->after != NULL)
    /* Translators: a value before and after a change. */
    text = g_strdup_printf (_ ("%s → %s"), before, after);
  else
    text = g_strdup (change->after != NULL ? after : before);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (field->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_add_css_class (row, "property");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* Gives how many rows were added. */
static guint
add_fields (TbChangeRow *self, const TbHistoryChange *change)
{
  guint n_rows = 0;

  if (change->before == NULL && change->after == NULL)
    return 0;

  for (guint i = 0; i < change->type->n_fields; i++)
    if (!(change->type->fields[i].flags & TB_FIELD_HIDDEN) && is_changed (change, i))
      {
        add_field (self, change, i);
        n_rows++;
      }

  return n_rows;
}

static char *
dup_circumstances (const TbHistoryChange *change, TbClock *clock)
{
  g_autofree char *when = tb_when_dup_words (change->entry->at, clock);

  if (change->reason != NULL)
    /* Translators: when it was done, who did it, and why. */
    return g_strdup_printf (_ ("%s · %s · %s"), when, change->entry->actor, change->reason);

  return g_strdup_printf (_ ("%s · %s"), when, change->entry->actor);
}

/**
 * tb_change_row_new:
 * @change: a change
 * @can_undo: whether the batch it is part of can be taken back from here
 * @clock: says what time it is
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
tb_change_row_new (const TbHistoryChange *change, gboolean can_undo, TbClock *clock)
{
  TbChangeRow *self = g_object_new (TB_TYPE_CHANGE_ROW, NULL);
  g_autofree char *title = dup_title (change);
  g_autofree char *subtitle = dup_circumstances (change, clock);
  g_autofree char *undo = g_strdup_printf (_ ("Undo: %s"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_image_set_from_icon_name (self->icon, presentations[change->entry->op].icon_name);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), add_fields (self, change) > 0);

  gtk_widget_set_visible (GTK_WIDGET (self->undo_button), can_undo);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->undo_button), "s", change->entry->batch);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo_button), "win.undo-batch");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->undo_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  undo, -1);

  return GTK_WIDGET (self);
}
