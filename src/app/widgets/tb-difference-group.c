/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-difference-group.h"

#include "tb-record-type.h"

#include <glib/gi18n.h>

/**
 * TbDifferenceGroup:
 *
 * All differences of one record, below its title.
 */
struct _TbDifferenceGroup
{
  AdwPreferencesGroup parent_instance;

  char *record_id; /* (owned) */
  GPtrArray *rows; /* (element-type TbDifferenceRow) (owned), whose elements the group holds */

  GtkButton *show_button;
};

G_DEFINE_FINAL_TYPE (TbDifferenceGroup, tb_difference_group, ADW_TYPE_PREFERENCES_GROUP)

static void
tb_difference_group_finalize (GObject *object)
{
  TbDifferenceGroup *self = TB_DIFFERENCE_GROUP (object);

  g_free (self->record_id);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (tb_difference_group_parent_class)->finalize (object);
}

static void
tb_difference_group_class_init (TbDifferenceGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_difference_group_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-difference-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TbDifferenceGroup, show_button);
}

static void
tb_difference_group_init (TbDifferenceGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_difference_group_new:
 * @first: a difference of the record
 *
 * Returns: (transfer floating): a group without rows
 */
GtkWidget *
tb_difference_group_new (const TbSyncReview *first)
{
  TbDifferenceGroup *self = g_object_new (TB_TYPE_DIFFERENCE_GROUP, NULL);
  g_autofree char *title = g_markup_escape_text (first->title, -1);
  g_autofree char *name = g_strdup_printf (_ ("Show “%s”"), first->title);

  self->record_id = g_strdup (first->record_id);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _ (first->type->label));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->show_button), "(ss)", first->type->name,
                                    first->record_id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->show_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);

  return GTK_WIDGET (self);
}

/**
 * tb_difference_group_has:
 * @self: a group
 * @review: a difference
 *
 * Returns: whether the difference is one of the group's record
 */
gboolean
tb_difference_group_has (TbDifferenceGroup *self, const TbSyncReview *review)
{
  return g_str_equal (self->record_id, review->record_id);
}

/**
 * tb_difference_group_add:
 * @self: a group
 * @review: a difference of its record
 * @clock: says what time it is
 *
 * Adds a row.
 */
void
tb_difference_group_add (TbDifferenceGroup *self, const TbSyncReview *review, TbClock *clock)
{
  GtkWidget *row = tb_difference_row_new (review, clock);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/**
 * tb_difference_group_find:
 * @self: a group
 * @number: number of a difference
 *
 * Returns: (transfer none) (nullable): its row, where the group has it
 */
TbDifferenceRow *
tb_difference_group_find (TbDifferenceGroup *self, gint64 number)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (tb_difference_row_get_number (g_ptr_array_index (self->rows, i)) == number)
      return g_ptr_array_index (self->rows, i);

  return NULL;
}
