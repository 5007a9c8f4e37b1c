/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-output.h"
#include "tb-query-options.h"

/* Rows of text that are aligned with one another. */
#define ROWS_A_BLOCK 200

typedef struct
{
  TbTextTable *table;   /* (owned) (nullable): text for people */
  JsonBuilder *builder; /* (owned) (nullable): or JSON */
  guint n_records;
} Listing;

static guint
count_columns (const TbRecordType *type)
{
  guint n = 1;

  for (guint i = 0; i < type->n_fields; i++)
    n += (type->fields[i].flags & TB_FIELD_LISTED) != 0;

  return n;
}

static void
add_headings (TbTextTable *table, const TbRecordType *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      if ((type->fields[i].flags & TB_FIELD_LISTED) != 0)
        tb_text_table_add (table, _ (type->fields[i].label));
    }
  tb_text_table_add (table, _ ("Identifier"));
}

static gboolean
print_text_cb (TbRecord *record, gpointer user_data, GError **error)
{
  Listing *listing = user_data;
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    {
      g_autofree char *shown = NULL;

      if ((type->fields[i].flags & TB_FIELD_LISTED) == 0)
        continue;
      shown = tb_record_dup_display (record, i, TB_DISPLAY_MASKED);
      tb_text_table_add (listing->table, shown);
    }
  tb_text_table_add (listing->table, tb_record_get_id (record));

  if (++listing->n_records % ROWS_A_BLOCK == 0)
    tb_text_table_print (listing->table);

  return TRUE;
}

static gboolean
print_json_cb (TbRecord *record, gpointer user_data, GError **error)
{
  Listing *listing = user_data;

  fputs (listing->n_records > 0 ? "," : "", stdout);
  tb_cli_build_record (listing->builder, record, TB_DISPLAY_MASKED);
  tb_output_json (listing->builder);
  listing->n_records++;

  return TRUE;
}

/* A list may be longer than memory: each record is written as it is read. */
static gboolean
print_json (TbCli *cli, TbQuery *query, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  Listing listing = { .builder = builder };

  printf ("{\"type\":\"%s\",\"records\":[\n", tb_query_get_record_type (query)->name);
  if (!tb_cli_each (cli, query, print_json_cb, &listing, error))
    return FALSE;
  printf ("],\"count\":%u}\n", listing.n_records);

  return TRUE;
}

static gboolean
print_text (TbCli *cli, TbQuery *query, GError **error)
{
  const TbRecordType *type = tb_query_get_record_type (query);
  g_autoptr (TbTextTable) table = tb_text_table_new (count_columns (type));
  Listing listing = { .table = table };

  add_headings (table, type);
  if (!tb_cli_each (cli, query, print_text_cb, &listing, error))
    return FALSE;
  if (listing.n_records > 0)
    tb_text_table_print (table);

  return TRUE;
}

TbExit
tb_cmd_list (TbCli *cli, int argc, char **argv)
{
  g_auto (TbQueryOptions) options = { 0 };
  const GOptionEntry entries[] = { TB_QUERY_OPTION_ENTRIES (options), G_OPTION_ENTRY_NULL };
  g_autoptr (TbQuery) query = NULL;
  g_autoptr (GError) error = NULL;
  const TbRecordType *type;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;

  type = tb_cli_find_type (argv[1], &error);
  if (type == NULL || tb_cli_open (cli, TB_OPEN_READ, &error) == NULL)
    return tb_cli_fail (cli, error);

  query = tb_query_options_build (&options, cli, type, &error);
  if (query == NULL)
    return tb_cli_fail (cli, error);
  if (!(cli->json ? print_json (cli, query, &error) : print_text (cli, query, &error)))
    return tb_cli_fail (cli, error);

  return TB_EXIT_DONE;
}
