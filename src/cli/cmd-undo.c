/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-command.h"
#include "tb-output.h"

TbExit
tb_cmd_undo (TbCli *cli, int argc, char **argv)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 0, 1))
    return TB_EXIT_USAGE;
  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);

  batch = tb_session_undo (cli->session, argc > 1 ? argv[1] : NULL, cli->cancellable, &error);
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  if (!cli->json)
    {
      tb_output_line (_ ("Taken back. “towerbranchctl undo %s” does it again."), batch);
      return TB_EXIT_DONE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  tb_json_add_text (builder, "batch", batch);
  json_builder_end_object (builder);
  tb_output_json (builder);

  return TB_EXIT_DONE;
}
