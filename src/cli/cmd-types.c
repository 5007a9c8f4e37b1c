/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-command.h"
#include "tb-output.h"

static void
print_json (const TbRecordType *const *types, guint n_types)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < n_types; i++)
    {
      json_builder_begin_object (builder);
      tb_json_add_text (builder, "name", types[i]->name);
      tb_json_add_text (builder, "label", _ (types[i]->label));
      tb_json_add_int (builder, "fields", types[i]->n_fields);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  tb_output_json (builder);
}

TbExit
tb_cmd_types (TbCli *cli, int argc, char **argv)
{
  const TbRecordType *const *types;
  g_autoptr (TbTextTable) table = NULL;
  guint n_types;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;

  types = tb_record_types_get_all (&n_types);
  if (cli->json)
    {
      print_json (types, n_types);
      return TB_EXIT_DONE;
    }

  table = tb_text_table_new (2);
  for (guint i = 0; i < n_types; i++)
    {
      tb_text_table_add (table, types[i]->name);
      tb_text_table_add (table, _ (types[i]->label));
    }
  tb_text_table_print (table);

  return TB_EXIT_DONE;
}
