/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-exporter.h"
#include "tb-output.h"
#include "tb-query-options.h"
#include "tb-text.h"

static void
print_result (TbCli *cli, const char *path, gint64 n_records)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, n_records);

      /* Translators: the number of records, then the file. */
      tb_output_line (
          ngettext ("Exported %s record to “%s”.", "Exported %s records to “%s”.", n_records),
          count, path);
      return;
    }

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "file", path);
  tb_json_add_int (builder, "records", n_records);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

TbExit
tb_cmd_export (TbCli *cli, int argc, char **argv)
{
  g_auto (TbQueryOptions) options = { 0 };
  g_autofree char *output = NULL;
  g_autofree char *reason = NULL;
  gboolean reveal = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The file to write, .xlsx or .csv"),
      N_ ("FILE") },
    TB_QUERY_OPTION_ENTRIES (options),
    { "reveal", 0, 0, G_OPTION_ARG_NONE, &reveal,
      N_ ("Write protected values in clear; this is journalled"), NULL },
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why they are written"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (TbQuery) query = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  const TbRecordType *type;
  TbExportOptions export_options;
  gint64 n_records;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  if (output == NULL)
    return tb_cli_fail_usage (cli, _ ("The file to write is missing: --output FILE"));
  if (reveal && tb_text_is_blank (reason))
    return tb_cli_fail_usage (cli,
                              _ ("Protected values are written only for a reason: --reason TEXT"));

  /* An export is journalled, so that the register must be writable. */
  type = tb_cli_find_type (argv[1], &error);
  if (type == NULL || tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);

  query = tb_query_options_build (&options, cli, type, &error);
  if (query == NULL)
    return tb_cli_fail (cli, error);

  file = g_file_new_for_path (output);
  export_options = (TbExportOptions){ .query = query, .reason = reveal ? reason : NULL };
  n_records = tb_exporter_write (cli->session, &export_options, file, NULL, NULL, cli->cancellable,
                                 &error);
  if (n_records < 0)
    return tb_cli_fail (cli, error);

  print_result (cli, output, n_records);

  return TB_EXIT_DONE;
}
