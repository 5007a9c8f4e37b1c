/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-commands.h"

#include <glib/gi18n.h>

/* Commands of one group stand together. Those without an action are bound where they belong. */
static const TbCommand commands[] = {
  { N_ ("Finding"), N_ ("Find anything"), "win.search", { "<Control>k" }, FALSE },
  { N_ ("Finding"), N_ ("Search this page"), "win.find", { "<Control>f" }, FALSE },

  { N_ ("Records"), N_ ("Add a record"), "win.add-here", { "<Control>n" }, FALSE },
  { N_ ("Records"), N_ ("Remove the selected record"), NULL, { "Delete" }, FALSE },
  { N_ ("Records"), N_ ("Copy the selected row"), NULL, { "<Control>c" }, FALSE },
  { N_ ("Records"), N_ ("Import copied cells"), NULL, { "<Control>v" }, FALSE },
  { N_ ("Records"), N_ ("Menu of the selected record"), NULL, { "<Shift>F10" }, FALSE },
  { N_ ("Records"), N_ ("Move a card of the board"), NULL, { "<Control><Shift>Right" }, FALSE },
  { N_ ("Records"), N_ ("Undo the last action"), "win.undo", { "<Control>z" }, TRUE },
  { N_ ("Records"), N_ ("Import a spreadsheet"), "win.import", { "<Control>i" }, TRUE },
  { N_ ("Records"), N_ ("History of everything"), "win.history-of-all", { "<Control>h" }, TRUE },
  { N_ ("Records"), N_ ("Plan a year of events"), "win.plan-year", { NULL }, TRUE },
  { N_ ("Records"), N_ ("Set up a tower"), "win.set-up", { NULL }, TRUE },

  { N_ ("Pages"), N_ ("Overview"), "win.show-page::overview", { "<Alt>1" }, FALSE },
  { N_ ("Pages"), N_ ("Enterprises"), "win.show-page::enterprises", { "<Alt>2" }, FALSE },
  { N_ ("Pages"), N_ ("Members"), "win.show-page::members", { "<Alt>3" }, FALSE },
  { N_ ("Pages"), N_ ("Organisations"), "win.show-page::organisations", { "<Alt>4" }, FALSE },
  { N_ ("Pages"), N_ ("Rooms"), "win.show-page::rooms", { "<Alt>5" }, FALSE },
  { N_ ("Pages"), N_ ("Events"), "win.show-page::events", { "<Alt>6" }, FALSE },
  { N_ ("Pages"), N_ ("Projects"), "win.show-page::projects", { "<Alt>7" }, FALSE },
  { N_ ("Pages"), N_ ("Review"), "win.show-page::review", { "<Alt>8" }, FALSE },

  { N_ ("Service"), N_ ("Sync now"), "win.sync-now", { "F5" }, TRUE },
  { N_ ("Service"), N_ ("How the sync stands"), "win.show-sync", { NULL }, TRUE },
  { N_ ("Service"), N_ ("Connect to a service"), "win.connect-service", { NULL }, TRUE },
  { N_ ("Service"),
    N_ ("Change the password of the service"),
    "win.change-password",
    { NULL },
    TRUE },
  { N_ ("Service"), N_ ("Disconnect from the service"), "win.disconnect-service", { NULL }, TRUE },
  { N_ ("Service"), N_ ("Write an exchange file"), "win.export-parcel", { NULL }, TRUE },
  { N_ ("Service"), N_ ("Read an exchange file"), "win.import-parcel", { NULL }, TRUE },

  { N_ ("General"), N_ ("Main menu"), "win.main-menu", { "F10" }, FALSE },
  { N_ ("General"), N_ ("Back the register up"), "win.back-up", { NULL }, TRUE },
  { N_ ("General"), N_ ("Restore a backup"), "win.restore", { NULL }, TRUE },
  { N_ ("General"), N_ ("Check the register"), "win.verify", { NULL }, TRUE },
  { N_ ("General"), N_ ("Preferences"), "app.preferences", { "<Control>comma" }, TRUE },
  { N_ ("General"), N_ ("Help"), "app.help", { "F1" }, TRUE },
  { N_ ("General"), N_ ("Keyboard shortcuts"), "app.shortcuts", { "<Control>question" }, TRUE },
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
    if (commands[i].action != NULL && commands[i].accels[0] != NULL)
      gtk_application_set_accels_for_action (application, commands[i].action,
                                             (const char *const *)commands[i].accels);
}
