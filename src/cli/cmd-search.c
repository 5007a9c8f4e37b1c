/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-command.h"
#include "tb-output.h"

#define DEFAULT_LIMIT 20

static void
print_json (GPtrArray *hits)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < hits->len; i++)
    {
      const TbSearchHit *hit = g_ptr_array_index (hits, i);

      json_builder_begin_object (builder);
      tb_json_add_text (builder, "type", hit->type->name);
      tb_json_add_text (builder, "id", hit->id);
      tb_json_add_text (builder, "title", hit->title);
      tb_json_add_text (builder, "subtitle", hit->subtitle);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  tb_output_json (builder);
}

static void
print_text (GPtrArray *hits)
{
  g_autoptr (TbTextTable) table = tb_text_table_new (4);

  for (guint i = 0; i < hits->len; i++)
    {
      const TbSearchHit *hit = g_ptr_array_index (hits, i);

      tb_text_table_add (table, hit->type->name);
      tb_text_table_add (table, hit->title);
      tb_text_table_add (table, hit->subtitle);
      tb_text_table_add (table, hit->id);
    }
  tb_text_table_print (table);
}

TbExit
tb_cmd_search (TbCli *cli, int argc, char **argv)
{
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), N_ ("N") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *typed = NULL;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, -1))
    return TB_EXIT_USAGE;
  if (limit <= 0)
    return tb_cli_fail_usage (cli, _ ("The limit must be 1 or more."));

  if (tb_cli_open (cli, TB_OPEN_READ, &error) == NULL)
    return tb_cli_fail (cli, error);
  typed = g_strjoinv (" ", argv + 1);
  hits = tb_session_search (cli->session, NULL, typed, limit, cli->cancellable, &error);
  if (hits == NULL)
    return tb_cli_fail (cli, error);

  if (cli->json)
    print_json (hits);
  else
    print_text (hits);
  if (hits->len == 0)
    return tb_cli_refuse (cli, TB_EXIT_FINDINGS, _ ("Nothing is found by “%s”."), typed);

  return TB_EXIT_DONE;
}
