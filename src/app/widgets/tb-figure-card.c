/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-figure-card.h"

/**
 * TbFigureCard:
 *
 * A figure that leads to what it counts.
 */
struct _TbFigureCard
{
  GtkButton parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *number_label;
  GtkLabel *note_label;
};

G_DEFINE_FINAL_TYPE (TbFigureCard, tb_figure_card, GTK_TYPE_BUTTON)

static void
tb_figure_card_class_init (TbFigureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-figure-card.ui");
  gtk_widget_class_bind_template_child (widget_class, TbFigureCard, icon);
  gtk_widget_class_bind_template_child (widget_class, TbFigureCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbFigureCard, number_label);
  gtk_widget_class_bind_template_child (widget_class, TbFigureCard, note_label);
}

static void
tb_figure_card_init (TbFigureCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_figure_card_new:
 * @icon_name: a symbolic icon
 * @title: what is counted
 * @number: how many there are
 * @note: (nullable): more about them
 *
 * Returns: (transfer floating): the card; where it leads to is its action
 */
GtkWidget *
tb_figure_card_new (const char *icon_name, const char *title, gint64 number, const char *note)
{
  TbFigureCard *self = g_object_new (TB_TYPE_FIGURE_CARD, NULL);
  g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT, number);
  g_autofree char *name = note != NULL ? g_strdup_printf ("%s: %s; %s", title, text, note)
                                       : g_strdup_printf ("%s: %s", title, text);

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->number_label, text);
  gtk_label_set_label (self->note_label, note != NULL ? note : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}
