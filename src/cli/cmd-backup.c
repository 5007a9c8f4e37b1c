/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-command.h"
#include "tb-error.h"
#include "tb-output.h"

static gboolean
has_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_file_test (folder, G_FILE_TEST_IS_DIR);
}

static void
print_result (TbCli *cli, const char *path, gint64 n_missing)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      tb_output_line (_ ("Wrote the backup “%s” and checked it."), path);
      return;
    }

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "file", path);
  tb_json_add_int (builder, "missing_files", n_missing);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

TbExit
tb_cmd_backup (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gint64 n_missing;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  if (tb_cli_open (cli, TB_OPEN_READ, &error) == NULL)
    return tb_cli_fail (cli, error);

  if (!has_folder (argv[1]))
    return tb_cli_refuse (cli, TB_EXIT_FILE, _ ("“%s” cannot be written: there is no such folder."),
                          argv[1]);
  if (!tb_session_backup (cli->session, argv[1], &n_missing, cli->cancellable, &error))
    {
      TbExit status = tb_cli_fail (cli, error);

      /* It is the copy that cannot be written, not the register. */
      return g_error_matches (error, TB_ERROR, TB_ERROR_READ_ONLY) ? TB_EXIT_FILE : status;
    }

  print_result (cli, argv[1], n_missing);
  if (n_missing > 0)
    return tb_cli_refuse (cli, TB_EXIT_FINDINGS,
                          ngettext ("%d file of the register is missing, and is not in the backup. "
                                    "“towerbranchctl verify” names it.",
                                    "%d files of the register are missing, and are not in the "
                                    "backup. “towerbranchctl verify” names them.",
                                    (gulong)n_missing),
                          (int)n_missing);

  return TB_EXIT_DONE;
}
