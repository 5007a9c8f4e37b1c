/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-menu-names.h"
#include "tb-test.h"
#include "tb-ui-test.h"

static guint
count_named_items (GtkWidget *widget, const char *name)
{
  guint n = g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton")
                    && !gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                                          GTK_ACCESSIBLE_RELATION_LABELLED_BY)
                    && gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                           GTK_ACCESSIBLE_PROPERTY_LABEL, name)
                           == NULL
                ? 1
                : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_named_items (child, name);

  return n;
}

/* Items and those of a menu below have the names that are read there, without the mnemonic. */
static void
test_items (void)
{
  GtkWindow *window = tb_ui_test_window_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) below = g_menu_new ();
  GtkWidget *popover;

  g_menu_append (below, "_Name", "win.name");
  g_menu_append (menu, "_Export…", "win.export");
  g_menu_append_submenu (menu, "_Columns", G_MENU_MODEL (below));
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (popover, adw_window_get_content (ADW_WINDOW (window)));
  gtk_popover_popup (GTK_POPOVER (popover));

  g_assert_cmpuint (count_named_items (popover, "Export…"), ==, 1);
  g_assert_cmpuint (count_named_items (popover, "Columns"), >=, 1);
  g_assert_cmpuint (count_named_items (popover, "Name"), ==, 1);

  gtk_widget_unparent (popover);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

  tb_menu_names_install ();
  g_test_add_func ("/app/menu-names/items", test_items);

  return tb_test_run ();
}
