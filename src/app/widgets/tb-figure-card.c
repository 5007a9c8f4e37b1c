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

  char *title; /* (owned) */

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *number_label;
  GtkLabel *note_label;
};

G_DEFINE_FINAL_TYPE (TbFigureCard, tb_figure_card, GTK_TYPE_BUTTON)

static void
tb_figure_card_finalize (GObject *object)
{
  g_free (TB_FIGURE_CARD (object)->title);

  G_OBJECT_CLASS (tb_figure_card_parent_class)->finalize (object);
}

static void
tb_figure_card_class_init (TbFigureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_figure_card_finalize;

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
 *
 * Returns: (transfer floating): a card without a figure yet; where it leads to is its action
 */
GtkWidget *
tb_figure_card_new (const char *icon_name, const char *title)
{
  TbFigureCard *self = g_object_new (TB_TYPE_FIGURE_CARD, NULL);

  self->title = g_strdup (title);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->title_label, title);

  return GTK_WIDGET (self);
}

/**
 * tb_figure_card_set_number:
 * @self: a card
 * @number: how many there are
 * @note: (nullable): more about them
 */
void
tb_figure_card_set_number (TbFigureCard *self, gint64 number, const char *note)
{
  g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT, number);
  g_autofree char *name = note != NULL ? g_strdup_printf ("%s: %s; %s", self->title, text, note)
                                       : g_strdup_printf ("%s: %s", self->title, text);

  g_return_if_fail (TB_IS_FIGURE_CARD (self));

  gtk_label_set_label (self->number_label, text);
  gtk_label_set_label (self->note_label, note != NULL ? note : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
