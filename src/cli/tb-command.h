/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-cli.h"

G_BEGIN_DECLS

/**
 * TbCommand:
 * @name: what is typed
 * @arguments: (translatable): what follows the options, as in its help
 * @summary: (translatable): what it does, as in the list of commands
 * @run: does it; @argv begins with the command's name
 *
 * A command of the program. A new one is a file cmd-NAME.c and a row of the table in tb-command.c.
 */
struct _TbCommand
{
  const char *name;
  const char *arguments;
  const char *summary;
  TbExit (*run) (TbCli *cli, int argc, char **argv);
};

const TbCommand *tb_commands_get (guint *n_commands);
const TbCommand *tb_commands_find (const char *name);

TbExit tb_cmd_add (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_backup (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_event (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_calendar (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_project (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_claim (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_erase (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_exchange (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_export (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_fields (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_help (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_history (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_import (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_init (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_list (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_remove (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_attach (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_detach (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_report (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_restore (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_sample (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_search (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_service (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_set (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_show (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_sync (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_types (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_undo (TbCli *cli, int argc, char **argv);
TbExit tb_cmd_verify (TbCli *cli, int argc, char **argv);

G_END_DECLS
