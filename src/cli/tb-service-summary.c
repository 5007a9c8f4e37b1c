/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-service-summary.h"

#include <glib/gi18n.h>

#include "tb-district-summary.h"
#include "tb-output.h"
#include "tb-service-account.h"
#include "tb-service-design.h"
#include "tb-service-setup.h"

static void
add_figures (TbTextTable *table, const char *group, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *path = group != NULL ? g_strjoin (".", group, name, NULL) : g_strdup (name);
      g_autofree char *number = NULL;

      if (JSON_NODE_HOLDS_OBJECT (node))
        {
          add_figures (table, path, json_node_get_object (node));
          continue;
        }
      if (group == NULL)
        continue;
      number = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
      tb_text_table_add (table, path);
      tb_text_table_add (table, number);
    }
}

static void
print_summary (TbCli *cli, JsonObject *summary)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (TbTextTable) table = tb_text_table_new (2);
  JsonNode *node;

  if (cli->json)
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_set_object (node, summary);
      json_builder_add_value (builder, node);
      tb_output_json (builder);
      return;
    }
  tb_output_line ("%s", json_object_get_string_member (summary, "_id"));
  add_figures (table, NULL, summary);
  tb_text_table_print (table);
}

/* The month before today's, where none is given: that is the last one that is over. */
static gboolean
parse_month (TbCli *cli, const char *typed, int *year, int *month)
{
  TbDate today = tb_clock_today (cli->clock);
  TbDate date;

  if (typed == NULL)
    {
      *year = today.month > 1 ? today.year : today.year - 1;
      *month = today.month > 1 ? today.month - 1 : 12;
      return TRUE;
    }
  if (!tb_date_from_iso (typed, &date) || date.month == 0 || date.day != 0)
    {
      tb_cli_fail_usage (cli, _ ("“%s” is not a month: 2026-11."), typed);
      return FALSE;
    }
  *year = date.year;
  *month = date.month;
  return TRUE;
}

static TbExit
send_summary (TbCli *cli, const char *url, const TbServiceAccount *account, JsonObject *summary)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbHttpClient) client = tb_service_account_new_client (cli, url, account, &error);
  g_autofree char *id = tb_http_escape (json_object_get_string_member (summary, "_id"));
  g_autofree char *path = g_strconcat (TB_SERVICE_DISTRICT "/", id, NULL);
  TbServiceOutcome outcome;

  if (client == NULL
      || !tb_service_put_document (client, path, summary, &outcome, cli->cancellable, &error))
    return tb_cli_fail (cli, error);
  if (!cli->json)
    tb_output_line (_ ("The district has these figures now."));
  return TB_EXIT_DONE;
}

/**
 * tb_service_action_summary:
 *
 * A branch’s month in figures: shown, and given to the district’s database where an address is
 * given.
 */
TbExit
tb_service_action_summary (TbCli *cli, int argc, char **argv)
{
  g_auto (TbServiceAccount) account = { 0 };
  g_autofree char *typed = NULL;
  const GOptionEntry entries[] = {
    TB_SERVICE_ACCOUNT_OPTIONS (account),
    { "month", 0, 0, G_OPTION_ARG_FILENAME, &typed,
      N_ ("Which month; the last one that is over if not given"), N_ ("MONTH") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) summary = NULL;
  int year;
  int month;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 0, 1))
    return TB_EXIT_USAGE;
  if (argc < 2)
    g_set_str (&account.name, "");
  if (!tb_service_account_check (cli, &account) || !parse_month (cli, typed, &year, &month))
    return TB_EXIT_USAGE;
  if (tb_cli_open (cli, TB_OPEN_READ, &error) == NULL)
    return tb_cli_fail (cli, error);
  summary = tb_district_summary_new (cli->session, account.branch, year, month, cli->cancellable,
                                     &error);
  if (summary == NULL)
    return tb_cli_fail (cli, error);

  print_summary (cli, summary);
  return argc < 2 ? TB_EXIT_DONE : send_summary (cli, argv[1], &account, summary);
}
