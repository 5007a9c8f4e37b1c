/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-late-menu.h"

static void
create_cb (GtkMenuButton *button, gpointer user_data)
{
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (user_data));
  /* After it: a button with neither is insensitive, and loses the focus. */
  gtk_menu_button_set_create_popup_func (button, NULL, NULL, NULL);
}

/**
 * tb_late_menu_set:
 * @button: a button without a menu
 * @model: (transfer none): what the menu has; must live as long as the button
 *
 * Gives a button a menu whose widgets are made when it is opened for the first time. Every item is
 * a row of widgets, and a window that makes those of all its menus shows itself that much later.
 */
void
tb_late_menu_set (GtkMenuButton *button, GMenuModel *model)
{
  gtk_menu_button_set_create_popup_func (button, create_cb, model, NULL);
}
