/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-command.h"

#include <glib/gi18n.h>

/* In the order in which a register is lived with. */
static const TbCommand commands[] = {
  { "init", "", N_ ("Make a new register"), tb_cmd_init },
  { "sample", "", N_ ("Fill an empty register with synthetic data"), tb_cmd_sample },
  { "types", "", N_ ("List the kinds of record"), tb_cmd_types },
  { "fields", N_ ("TYPE"), N_ ("List the fields of a kind of record"), tb_cmd_fields },
  { "list", N_ ("TYPE"), N_ ("List records"), tb_cmd_list },
  { "show", N_ ("TYPE ID"), N_ ("Show a record and those related to it"), tb_cmd_show },
  { "search", N_ ("TEXT…"), N_ ("Find records by characters, pinyin, initials or numbers"),
    tb_cmd_search },
  { "add", N_ ("TYPE FIELD=VALUE…"), N_ ("Add a record"), tb_cmd_add },
  { "set", N_ ("TYPE ID FIELD=VALUE…"), N_ ("Change a record"), tb_cmd_set },
  { "remove", N_ ("TYPE ID"), N_ ("Remove a record"), tb_cmd_remove },
  { "erase", N_ ("person ID"), N_ ("Erase the values of a person for good"), tb_cmd_erase },
  { "attach", N_ ("TYPE ID FILE…"), N_ ("Attach photos and files to a record"), tb_cmd_attach },
  { "detach", N_ ("ID"), N_ ("Remove a photo or file"), tb_cmd_detach },
  { "import", N_ ("FILE"), N_ ("Import a spreadsheet"), tb_cmd_import },
  { "export", N_ ("TYPE"), N_ ("Export records to a spreadsheet"), tb_cmd_export },
  { "event", N_ ("VERB …"), N_ ("Plan events, write down who came, take them to the archive"),
    tb_cmd_event },
  { "report", N_ ("NAME [ID]"), N_ ("Write a form, letter or ledger as PDF or spreadsheet"),
    tb_cmd_report },
  { "calendar", "", N_ ("Write the events as a calendar that others can subscribe to"),
    tb_cmd_calendar },
  { "project", N_ ("VERB …"), N_ ("Publish projects, follow them to the end, show their figures"),
    tb_cmd_project },
  { "claim", N_ ("VERB …"), N_ ("Confirm claims, accept and evaluate what came of them"),
    tb_cmd_claim },
  { "history", N_ ("[TYPE ID]"), N_ ("Show what was done, or what happened to a record"),
    tb_cmd_history },
  { "undo", N_ ("[BATCH]"), N_ ("Take back the last action, or the given one"), tb_cmd_undo },
  { "verify", "", N_ ("Check the register for damage"), tb_cmd_verify },
  { "backup", N_ ("FILE"), N_ ("Write a copy of the register and prove it"), tb_cmd_backup },
  { "restore", N_ ("FILE"), N_ ("Put a backup in the place of the register"), tb_cmd_restore },
  { "sync", N_ ("[--once|--watch] [--password-file FILE] | VERB …"),
    N_ ("Exchange changes with the service of the branch"), tb_cmd_sync },
  { "exchange", N_ ("VERB …"), N_ ("Exchange changes with a desk that shares no network, by files"),
    tb_cmd_exchange },
  { "service", N_ ("VERB …"), N_ ("Set up the service of a branch, or show how it is"),
    tb_cmd_service },
  { "help", N_ ("[COMMAND]"), N_ ("Explain a command"), tb_cmd_help },
};

/**
 * tb_commands_get:
 * @n_commands: (out): how many
 *
 * Returns: (transfer none) (array length=n_commands): all commands
 */
const TbCommand *
tb_commands_get (guint *n_commands)
{
  *n_commands = G_N_ELEMENTS (commands);

  return commands;
}

/**
 * tb_commands_find:
 * @name: what was typed
 *
 * Returns: (transfer none) (nullable): the command of that name
 */
const TbCommand *
tb_commands_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, name))
        return &commands[i];
    }

  return NULL;
}
