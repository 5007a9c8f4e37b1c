/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-table-view.h"
#include "tb-test.h"
#include "tb-ui-test.h"
#include "tb-window-test.h"

/* The menu of a page: what it offers is there to be done. */

static gboolean
model_offers (GMenuModel *model, const char *label)
{
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      g_autofree char *found = NULL;

      if (section != NULL && model_offers (section, label))
        return TRUE;
      if (g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_LABEL, "s", &found)
          && g_str_equal (found, label))
        return TRUE;
    }

  return FALSE;
}

/* Whether the menu has an item, as it is when it is opened. */
static gboolean
page_offers (TbPage *page, const char *label)
{
  GtkMenuButton *button
      = GTK_MENU_BUTTON (tb_ui_test_get (GTK_WIDGET (page), GTK_TYPE_MENU_BUTTON, "More"));
  gboolean offered;

  gtk_menu_button_popup (button);
  offered = model_offers (gtk_menu_button_get_menu_model (button), label);
  gtk_menu_button_popdown (button);

  return offered;
}

/* Columns are chosen where there are any. */
static void
test_columns (TbWindowTest *self, gconstpointer data)
{
  TbPage *page = tb_window_test_show_page (self, "events");
  AdwToggleGroup *views
      = ADW_TOGGLE_GROUP (tb_ui_test_get (GTK_WIDGET (page), ADW_TYPE_TOGGLE_GROUP, NULL));

  g_assert_false (page_offers (page, "_Columns"));
  adw_toggle_group_set_active_name (views, "table");
  g_assert_true (page_offers (page, "_Columns"));
  adw_toggle_group_set_active_name (views, "view");
  g_assert_false (page_offers (page, "_Columns"));

  page = tb_window_test_show_page (self, "members");
  g_assert_true (page_offers (page, "_Columns"));
  g_object_set (tb_ui_test_get (GTK_WIDGET (page), TB_TYPE_TABLE_VIEW, NULL), "narrow", TRUE, NULL);
  g_assert_false (page_offers (page, "_Columns"));
}

/* The search is in the menu of every page that has one, and the cursor is then in it. */
static void
test_search (TbWindowTest *self, gconstpointer data)
{
  static const char *const names[] = { "members", "organisations" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      TbPage *page = tb_window_test_show_page (self, names[i]);
      GtkWidget *focus;

      g_assert_true (page_offers (page, "_Search"));
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.find", NULL);
      focus = gtk_window_get_focus (GTK_WINDOW (self->window));
      g_assert_nonnull (focus);
      g_assert_true (GTK_IS_SEARCH_ENTRY (gtk_widget_get_parent (focus)));
      g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (page)));
    }
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/page-menu/" name, TbWindowTest, NULL, tb_window_test_set_up, func,             \
              tb_window_test_tear_down)

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  ADD ("columns", test_columns);
  ADD ("search", test_search);

  return tb_test_run ();
}
