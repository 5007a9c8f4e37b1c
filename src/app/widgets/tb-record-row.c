/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-row.h"

/**
 * TbRecordRow:
 *
 * A row of a boxed list that may lead somewhere: a record, a filtered page.
 */
struct _TbRecordRow
{
  AdwActionRow parent_instance;

  GtkWidget *icon; /* (not owned) (nullable): a child */
};

G_DEFINE_FINAL_TYPE (TbRecordRow, tb_record_row, ADW_TYPE_ACTION_ROW)

static void
tb_record_row_class_init (TbRecordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-record-row.ui");
}

static void
tb_record_row_init (TbRecordRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_record_row_new:
 * @title: what the row is called
 * @subtitle: (nullable): what stands below
 *
 * Returns: (transfer floating): a row that leads nowhere yet
 */
GtkWidget *
tb_record_row_new (const char *title, const char *subtitle)
{
  return g_object_new (TB_TYPE_RECORD_ROW, "title", title, "subtitle", subtitle, NULL);
}

/**
 * tb_record_row_lead_to:
 * @self: a row
 * @action: name of an action
 * @target: its parameter; a floating reference is taken
 *
 * Makes the row activate the action.
 */
void
tb_record_row_lead_to (TbRecordRow *self, const char *action, GVariant *target)
{
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), action);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

/**
 * tb_record_row_set_icon:
 * @self: a row
 * @icon_name: a symbolic icon
 *
 * Puts an icon before the title, in the place of the one that is there.
 */
void
tb_record_row_set_icon (TbRecordRow *self, const char *icon_name)
{
  if (self->icon == NULL)
    {
      self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->icon);
    }
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
}
