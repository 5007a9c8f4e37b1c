/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-command.h"
#include "tb-error.h"
#include "tb-maintenance.h"
#include "tb-output.h"

static void
print_result (TbCli *cli, const char *backup, const char *kept_as, gint64 n_missing)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      tb_output_line (_ ("Put the backup “%s” in the place of “%s”."), backup,
                      tb_cli_get_database (cli));
      if (kept_as != NULL)
        tb_output_line (_ ("What was there is kept as “%s”."), kept_as);
      return;
    }

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "database", tb_cli_get_database (cli));
  tb_json_add_text (builder, "kept_as", kept_as);
  tb_json_add_int (builder, "missing_files", n_missing);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

TbExit
tb_cmd_restore (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept_as = NULL;
  gint64 n_missing;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;

  if (!tb_cli_make_folder (cli, &error)
      || g_cancellable_set_error_if_cancelled (cli->cancellable, &error))
    return tb_cli_fail (cli, error);

  /* The register changes places by one rename at the end: Ctrl+C finds it as it was or restored. */
  if (!tb_maintenance_restore (argv[1], tb_cli_get_database (cli), cli->clock, &kept_as, &n_missing,
                               &error))
    {
      TbExit status = tb_cli_fail (cli, error);

      /* It is the backup that cannot be used; the register was not touched. */
      return g_error_matches (error, TB_ERROR, TB_ERROR_DATABASE)
                     || g_error_matches (error, TB_ERROR, TB_ERROR_NEWER)
                 ? TB_EXIT_FILE
                 : status;
    }

  print_result (cli, argv[1], kept_as, n_missing);
  if (n_missing > 0)
    return tb_cli_refuse (
        cli, TB_EXIT_FINDINGS,
        ngettext ("%d file of the register was not in the backup. “towerbranchctl "
                  "verify” names it.",
                  "%d files of the register were not in the backup. "
                  "“towerbranchctl verify” names them.",
                  (gulong)n_missing),
        (int)n_missing);

  return TB_EXIT_DONE;
}
