/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-commands.h"

#include <glib/gi18n.h>

static const TbCommand commands[] = {
  { N_ ("General"), N_ ("Find anything"), "win.search", { "<Control>k" }, FALSE },
  { N_ ("General"), N_ ("Undo the last action"), "win.undo", { "<Control>z" }, TRUE },
  { N_ ("General"), N_ ("Keyboard shortcuts"), "app.shortcuts", { "<Control>question" }, TRUE },
  { N_ ("General"), N_ ("Main menu"), "win.main-menu", { "F10" }, FALSE },
  { N_ ("General"), N_ ("Close the window"), "window.close", { "<Control>w" }, FALSE },
  { N_ ("General"), N_ ("Quit"), "app.quit", { "<Control>q" }, TRUE },
};

/**
 * tb_commands_get_all:
 * @n_commands: (out): how many there are
 *
 * Returns: (transfer none): the table of commands
 */
const TbCommand *
tb_commands_get_all (guint *n_commands)
{
  *n_commands = G_N_ELEMENTS (commands);
  return commands;
}

/**
 * tb_commands_install:
 * @application: the application
 *
 * Gives every command of the table its keys.
 */
void
tb_commands_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_application_set_accels_for_action (application, commands[i].action,
                                           (const char *const *)commands[i].accels);
}
