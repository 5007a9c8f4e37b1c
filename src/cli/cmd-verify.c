/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-command.h"
#include "tb-output.h"

static void
print_json (GPtrArray *faults)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  tb_json_add_boolean (builder, "ok", !tb_faults_has_damage (faults));
  json_builder_set_member_name (builder, "faults");
  json_builder_begin_array (builder);
  for (guint i = 0; i < faults->len; i++)
    {
      const TbFault *fault = g_ptr_array_index (faults, i);

      json_builder_begin_object (builder);
      tb_json_add_text (builder, "where", fault->where);
      tb_json_add_boolean (builder, "harmless", fault->harmless);
      tb_json_add_text (builder, "message", fault->message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  tb_output_json (builder);
}

static void
print_text (GPtrArray *faults)
{
  g_autoptr (TbTextTable) table = tb_text_table_new (2);

  if (!tb_faults_has_damage (faults))
    tb_output_line ("%s", _ ("The register is sound."));

  for (guint i = 0; i < faults->len; i++)
    {
      const TbFault *fault = g_ptr_array_index (faults, i);

      tb_text_table_add (table, fault->where);
      tb_text_table_add (table, fault->message);
    }
  tb_text_table_print (table);
}

TbExit
tb_cmd_verify (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  if (tb_cli_open (cli, TB_OPEN_READ, &error) == NULL)
    return tb_cli_fail (cli, error);

  faults = tb_session_verify (cli->session, cli->cancellable, &error);
  if (faults == NULL)
    return tb_cli_fail (cli, error);

  if (cli->json)
    print_json (faults);
  else
    print_text (faults);
  if (tb_faults_has_damage (faults))
    return tb_cli_refuse (
        cli, TB_EXIT_FINDINGS,
        _ ("The register is damaged. Keep the file and put the last backup in its place with "
           "“towerbranchctl restore”."));

  return TB_EXIT_DONE;
}
