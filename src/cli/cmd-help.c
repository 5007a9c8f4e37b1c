/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-command.h"

TbExit
tb_cmd_help (TbCli *cli, int argc, char **argv)
{
  char *arguments[] = { NULL, (char *)"--help", NULL };

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 0, 1))
    return TB_EXIT_USAGE;

  if (argc == 1)
    {
      tb_cli_print_help (cli);
      return TB_EXIT_DONE;
    }

  cli->command = tb_commands_find (argv[1]);
  if (cli->command == NULL)
    return tb_cli_fail_usage (cli, _ ("There is no command “%s”."), argv[1]);
  arguments[0] = (char *)cli->command->name;

  return cli->command->run (cli, 2, arguments);
}
