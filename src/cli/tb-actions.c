/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-actions.h"

#include <glib/gi18n.h>

#include "tb-output.h"

static TbExit
print_verbs (TbCli *cli, const TbCommand *actions, guint n_actions)
{
  g_autoptr (TbTextTable) table = tb_text_table_new (3);

  for (guint i = 0; i < n_actions; i++)
    {
      g_autofree char *indented = g_strconcat ("  ", actions[i].name, NULL);

      /* What it does without a verb is in the command's own lines. */
      if (*actions[i].name == '\0')
        continue;
      tb_text_table_add (table, indented);
      tb_text_table_add (table, *actions[i].arguments != '\0' ? _ (actions[i].arguments) : "");
      tb_text_table_add (table, _ (actions[i].summary));
    }
  tb_output_line (_ ("Usage:"));
  tb_output_line ("  towerbranchctl %s %s", cli->command->name, _ (cli->command->arguments));
  tb_output_line ("\n%s\n", _ (cli->command->summary));
  tb_output_line (_ ("Verbs:"));
  tb_text_table_print (table);
  return TB_EXIT_DONE;
}

/**
 * tb_actions_run:
 * @actions: (array length=n_actions): what the command can do; the name of each is the verb. One of
 * an empty name is what it does without a verb
 * @argc: number of @argv
 * @argv: the command's name, the verb, and what follows
 *
 * Finds the verb of a command and does it. With `--help` in its place, it tells of all.
 *
 * Returns: the exit status of the command
 */
TbExit
tb_actions_run (TbCli *cli, const TbCommand *actions, guint n_actions, int argc, char **argv)
{
  const TbCommand *command = cli->command;
  g_autofree char *name = NULL;
  TbCommand action;
  TbExit status;

  if (argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    return print_verbs (cli, actions, n_actions);

  for (guint i = 0; i < n_actions; i++)
    {
      gboolean is_bare = *actions[i].name == '\0';

      if (is_bare ? argc > 1 && *argv[1] != '-'
                  : argc < 2 || !g_str_equal (actions[i].name, argv[1]))
        continue;
      name = is_bare ? g_strdup (command->name)
                     : g_strdup_printf ("%s %s", command->name, actions[i].name);
      action = actions[i];
      action.name = name;
      cli->command = &action;
      status = is_bare ? action.run (cli, argc, argv) : action.run (cli, argc - 1, argv + 1);
      cli->command = command;
      return status;
    }

  if (argc < 2)
    return tb_cli_fail_usage (cli, _ ("An argument is missing: %s %s"), command->name,
                              _ (command->arguments));
  return tb_cli_fail_usage (cli, _ ("“%s” has no verb “%s”."), command->name, argv[1]);
}
