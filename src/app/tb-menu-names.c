/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-menu-names.h"

/* The item of a menu, which is a type of GTK's own. */
#define ITEM_TYPE_NAME "GtkModelButton"

static GtkLabel *
find_label (GtkWidget *item)
{
  for (GtkWidget *child = gtk_widget_get_first_child (item); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      return GTK_LABEL (child);

  return NULL;
}

static void
name_items (GtkWidget *widget)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), ITEM_TYPE_NAME))
    {
      GtkLabel *label = find_label (widget);

      if (label == NULL)
        return;

      gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      gtk_label_get_text (label), -1);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

static gboolean
shown_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (GTK_IS_POPOVER_MENU (widget))
    name_items (widget);

  return G_SOURCE_CONTINUE;
}

/**
 * tb_menu_names_install:
 *
 * Gives the items of every menu their accessible names, as it is shown. GTK 4.18 says that a label
 * names the item, but hides that label from assistive technology, so that a screen reader is told
 * nothing. Menus are made by menu buttons, lists and windows, so that there is no other one place.
 */
void
tb_menu_names_install (void)
{
  GTypeClass *klass = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("show", GTK_TYPE_WIDGET), 0, shown_cb, NULL, NULL);
  g_type_class_unref (klass);
}
