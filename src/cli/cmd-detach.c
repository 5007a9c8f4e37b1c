/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-change.h"
#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-type-attachment.h"

TbExit
tb_cmd_detach (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = NULL;
  g_autofree char *batch = NULL;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);

  record = tb_cli_load (cli, &tb_type_attachment, argv[1], &error);
  batch
      = record != NULL ? tb_session_remove (cli->session, record, cli->cancellable, &error) : NULL;
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  tb_change_print (cli, record, batch, _ ("Removed. “towerbranchctl undo” brings it back."));

  return TB_EXIT_DONE;
}
