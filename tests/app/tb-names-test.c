/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-names-test.h"

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  if (GTK_IS_INSCRIPTION (widget) && gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;

  return FALSE;
}

static gboolean
is_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY)
         || gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER)
         || (tooltip != NULL && *tooltip != '\0') || has_text (widget);
}

/* The parts that GTK makes menu buttons and spin buttons of are named by the whole. */
static gboolean
needs_name (GtkWidget *widget)
{
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_SPIN_BUTTON) != NULL)
    return FALSE;
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) != NULL
      && !GTK_IS_MENU_BUTTON (widget))
    return FALSE;

  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_SEARCH_ENTRY (widget)
         || GTK_IS_DROP_DOWN (widget) || GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_COLUMN_VIEW (widget)
         || GTK_IS_LIST_VIEW (widget) || GTK_IS_SWITCH (widget);
}

static char *
dup_place (GtkWidget *widget)
{
  GString *place = g_string_new (NULL);

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    g_string_append_printf (place, " in %s", G_OBJECT_TYPE_NAME (widget));

  return g_string_free (place, FALSE);
}

/**
 * tb_names_test_check:
 * @widget: what is on the screen
 *
 * Fails the test for every widget below @widget that can be used and has no name for those who do
 * not see the screen, and says where it is.
 */
void
tb_names_test_check (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return;

  /* A column view has a list view of its own inside, which nobody meets. */
  if (needs_name (widget) && !GTK_IS_COLUMN_VIEW (gtk_widget_get_parent (widget))
      && !is_named (widget))
    {
      g_autofree char *place = dup_place (widget);

      g_test_message ("without a name:%s", place);
      g_test_fail ();
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tb_names_test_check (child);
}
