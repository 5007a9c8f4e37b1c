/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-help-row.h"

/**
 * TbHelpRow:
 *
 * A page in the list beside the help.
 */
struct _TbHelpRow
{
  GtkListBoxRow parent_instance;

  TbHelpPage *page; /* (owned) */

  GtkImage *icon;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (TbHelpRow, tb_help_row, GTK_TYPE_LIST_BOX_ROW)

static void
tb_help_row_dispose (GObject *object)
{
  TbHelpRow *self = TB_HELP_ROW (object);

  g_clear_object (&self->page);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_HELP_ROW);

  G_OBJECT_CLASS (tb_help_row_parent_class)->dispose (object);
}

static void
tb_help_row_class_init (TbHelpRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_help_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-help-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbHelpRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TbHelpRow, label);
}

static void
tb_help_row_init (TbHelpRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_help_row_new:
 * @page: a page of the help
 *
 * Returns: (transfer floating): a row with its icon and title
 */
GtkWidget *
tb_help_row_new (TbHelpPage *page)
{
  TbHelpRow *self = g_object_new (TB_TYPE_HELP_ROW, NULL);

  self->page = g_object_ref (page);
  gtk_image_set_from_icon_name (self->icon, tb_help_page_get_icon_name (page));
  gtk_label_set_markup (self->label, tb_help_page_get_title (page));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->label, NULL, -1);

  return GTK_WIDGET (self);
}

/**
 * tb_help_row_get_page:
 * @self: the row
 *
 * Returns: (transfer none): the page that it leads to
 */
TbHelpPage *
tb_help_row_get_page (TbHelpRow *self)
{
  return self->page;
}
