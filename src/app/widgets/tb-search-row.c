/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-search-row.h"

/**
 * TbSearchRow:
 *
 * Something that was found, and the action that leads to it.
 */
struct _TbSearchRow
{
  GtkListBoxRow parent_instance;

  char *action;     /* (owned) */
  GVariant *target; /* (owned) (nullable) */

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  GtkLabel *kind_label;
};

G_DEFINE_FINAL_TYPE (TbSearchRow, tb_search_row, GTK_TYPE_LIST_BOX_ROW)

static void
tb_search_row_finalize (GObject *object)
{
  TbSearchRow *self = TB_SEARCH_ROW (object);

  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);

  G_OBJECT_CLASS (tb_search_row_parent_class)->finalize (object);
}

static void
tb_search_row_class_init (TbSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_search_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSearchRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TbSearchRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbSearchRow, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, TbSearchRow, kind_label);
}

static void
tb_search_row_init (TbSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_search_row_new:
 * @icon_name: a symbolic icon
 * @title: what it is called
 * @subtitle: (nullable): what tells it apart
 * @kind: what kind of thing it is
 *
 * Returns: (transfer floating): a row that leads nowhere yet
 */
GtkWidget *
tb_search_row_new (const char *icon_name, const char *title, const char *subtitle, const char *kind)
{
  TbSearchRow *self = g_object_new (TB_TYPE_SEARCH_ROW, NULL);
  gboolean has_subtitle = subtitle != NULL && *subtitle != '\0';
  g_autofree char *name = NULL;

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->subtitle_label, has_subtitle ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), has_subtitle);
  gtk_label_set_label (self->kind_label, kind);
  /* A row is not named by what is in it. */
  name = g_strjoin (" · ", title, kind, has_subtitle ? subtitle : NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}

/**
 * tb_search_row_lead_to:
 * @self: a row
 * @action: name of an action
 * @target: (nullable): its parameter; a floating reference is taken
 *
 * Says what activating the row does.
 */
void
tb_search_row_lead_to (TbSearchRow *self, const char *action, GVariant *target)
{
  g_set_str (&self->action, action);
  g_clear_pointer (&self->target, g_variant_unref);
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
}

/**
 * tb_search_row_get_action:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): name of the action
 */
const char *
tb_search_row_get_action (TbSearchRow *self)
{
  return self->action;
}

/**
 * tb_search_row_get_target:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the action's parameter
 */
GVariant *
tb_search_row_get_target (TbSearchRow *self)
{
  return self->target;
}
