/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-calendar.h"
#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-output.h"
#include "tb-type-organisation.h"

static void
print_result (TbCli *cli, const char *path, gint64 n_events)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, n_events);

      /* Translators: the number of events, then the file. */
      tb_output_line (ngettext ("Wrote %s event to “%s”.", "Wrote %s events to “%s”.", n_events),
                      count, path);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  tb_json_add_text (builder, "file", path);
  tb_json_add_int (builder, "events", n_events);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

TbExit
tb_cmd_calendar (TbCli *cli, int argc, char **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *organisation = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The file to write, .ics"),
      N_ ("FILE") },
    { "organisation", 0, 0, G_OPTION_ARG_FILENAME, &organisation,
      N_ ("Only of this organisation and those below it"), N_ ("NAME") },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *organisation_id = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_events;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  if (output == NULL)
    return tb_cli_fail_usage (cli, _ ("The file to write is missing: --output FILE"));

  /* What leaves the register is journalled, so that it must be writable. */
  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);
  if (organisation != NULL)
    {
      organisation_id = tb_cli_dup_id (cli, &tb_type_organisation, organisation, &error);
      if (organisation_id == NULL)
        return tb_cli_fail (cli, error);
    }

  file = g_file_new_for_path (output);
  n_events = tb_calendar_save (cli->session, organisation_id, file, cli->cancellable, &error);
  if (n_events < 0)
    return tb_cli_fail (cli, error);
  print_result (cli, output, n_events);

  return TB_EXIT_DONE;
}
