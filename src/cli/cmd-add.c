/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-change.h"
#include "tb-cli-record.h"
#include "tb-command.h"

TbExit
tb_cmd_add (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = NULL;
  const TbRecordType *type;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 2, -1))
    return TB_EXIT_USAGE;

  type = tb_cli_find_type (argv[1], &error);
  if (type == NULL || tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);

  record = tb_record_new (type);

  return tb_change_save (cli, record, argv + 2, _ ("Added."));
}
