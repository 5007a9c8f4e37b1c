/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-command.h"
#include "tb-output.h"
#include "tb-setup.h"
#include "tb-text.h"

static void
print_result (TbCli *cli, const char *batch)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      tb_output_line (_ ("Made the register “%s”."), tb_cli_get_database (cli));
      return;
    }

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "database", tb_cli_get_database (cli));
  tb_json_add_text (builder, "batch", batch);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

TbExit
tb_cmd_init (TbCli *cli, int argc, char **argv)
{
  g_autofree char *tower = NULL;
  int n_floors = 0, n_basements = 0;
  gboolean is_empty = FALSE;
  const GOptionEntry entries[] = {
    { "tower", 0, 0, G_OPTION_ARG_FILENAME, &tower, N_ ("Name of the tower"), N_ ("NAME") },
    { "floors", 0, 0, G_OPTION_ARG_INT, &n_floors, N_ ("Storeys above ground"), N_ ("N") },
    { "basements", 0, 0, G_OPTION_ARG_INT, &n_basements, N_ ("Storeys below ground"), N_ ("N") },
    { "empty", 0, 0, G_OPTION_ARG_NONE, &is_empty,
      N_ ("Nothing in it, for what another desk or a service has"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  TbSetup setup;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  if (is_empty && (tower != NULL || n_floors != 0 || n_basements != 0))
    return tb_cli_fail_usage (cli, _ ("A register with --empty has no tower of its own."));
  if (!is_empty && (tb_text_is_blank (tower) || !g_utf8_validate (tower, -1, NULL)))
    return tb_cli_fail_usage (cli, _ ("The name of the tower is missing: --tower NAME"));
  if (n_floors < 0 || n_floors > TB_SETUP_MAX_STOREYS || n_basements < 0
      || n_basements > TB_SETUP_MAX_STOREYS)
    return tb_cli_fail_usage (cli, _ ("A tower has 0 to %d storeys."), TB_SETUP_MAX_STOREYS);
  if (g_file_test (tb_cli_get_database (cli), G_FILE_TEST_EXISTS))
    return tb_cli_refuse (
        cli, TB_EXIT_DATABASE,
        _ ("There is a register already: “%s”. Choose another file with --database."),
        tb_cli_get_database (cli));

  if (tb_cli_open (cli, TB_OPEN_CREATE, &error) == NULL)
    return tb_cli_fail (cli, error);

  setup = (TbSetup){ .tower = tower, .storeys_above = n_floors, .storeys_below = n_basements };
  if (!is_empty)
    batch = tb_setup_run (cli->session, &setup, &error);
  if (error != NULL || g_cancellable_set_error_if_cancelled (cli->cancellable, &error))
    {
      tb_cli_discard (cli);
      return tb_cli_fail (cli, error);
    }

  print_result (cli, batch);

  return TB_EXIT_DONE;
}
