/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-help-topic-row.h"

/**
 * TbHelpTopicRow:
 *
 * A page that another page of the help leads to, with what it is about.
 */
struct _TbHelpTopicRow
{
  AdwActionRow parent_instance;

  TbHelpPage *page; /* (owned) */

  GtkImage *icon;
};

G_DEFINE_FINAL_TYPE (TbHelpTopicRow, tb_help_topic_row, ADW_TYPE_ACTION_ROW)

static void
tb_help_topic_row_dispose (GObject *object)
{
  TbHelpTopicRow *self = TB_HELP_TOPIC_ROW (object);

  g_clear_object (&self->page);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_HELP_TOPIC_ROW);

  G_OBJECT_CLASS (tb_help_topic_row_parent_class)->dispose (object);
}

static void
tb_help_topic_row_class_init (TbHelpTopicRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_help_topic_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-help-topic-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbHelpTopicRow, icon);
}

static void
tb_help_topic_row_init (TbHelpTopicRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_help_topic_row_new:
 * @page: a page of the help
 *
 * Returns: (transfer floating): a row of a boxed list
 */
GtkWidget *
tb_help_topic_row_new (TbHelpPage *page)
{
  TbHelpTopicRow *self = g_object_new (TB_TYPE_HELP_TOPIC_ROW, NULL);

  self->page = g_object_ref (page);
  gtk_image_set_from_icon_name (self->icon, tb_help_page_get_icon_name (page));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), tb_help_page_get_title (page));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), tb_help_page_get_desc (page));

  return GTK_WIDGET (self);
}

/**
 * tb_help_topic_row_get_page:
 * @self: the row
 *
 * Returns: (transfer none): the page that it leads to
 */
TbHelpPage *
tb_help_topic_row_get_page (TbHelpTopicRow *self)
{
  return self->page;
}
