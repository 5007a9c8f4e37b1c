/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-batch-words.h"
#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-history.h"
#include "tb-output.h"

#define DEFAULT_LIMIT 50

static void
build_batch (JsonBuilder *builder, const TbBatchInfo *info, const char *words)
{
  json_builder_begin_object (builder);
  tb_json_add_text (builder, "batch", info->id);
  tb_json_add_text (builder, "at", info->at);
  tb_json_add_text (builder, "actor", info->actor);
  tb_json_add_text (builder, "words", words);
  tb_json_add_text (builder, "type", info->record_type);
  tb_json_add_int (builder, "changes", info->n_changes);
  tb_json_add_boolean (builder, "can_undo", tb_batch_info_can_undo (info));
  tb_json_add_text (builder, "undone_by", info->undone_by);
  tb_json_add_text (builder, "undoes", info->undoes);
  json_builder_end_object (builder);
}

static TbExit
print_batches (TbCli *cli, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches
      = tb_session_get_batches (cli->session, limit, cli->cancellable, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (TbTextTable) table = tb_text_table_new (5);

  if (batches == NULL)
    return tb_cli_fail (cli, error);

  json_builder_begin_array (builder);
  for (guint i = 0; i < batches->len; i++)
    {
      const TbBatchInfo *info = g_ptr_array_index (batches, i);
      g_autofree char *words = tb_batch_info_dup_words (info);
      g_autofree char *changes = g_strdup_printf ("%" G_GINT64_FORMAT, info->n_changes);
      g_autofree char *shown = info->undone_by != NULL
                                   ? g_strdup_printf (_ ("%s (taken back)"), words)
                                   : g_strdup (words);
      g_autofree char *at = tb_history_dup_local_time (info->at);

      build_batch (builder, info, words);
      tb_text_table_add (table, at);
      tb_text_table_add (table, info->actor);
      tb_text_table_add (table, changes);
      tb_text_table_add (table, info->id);
      tb_text_table_add (table, shown);
    }
  json_builder_end_array (builder);

  tb_output_list (cli->json, builder, table);

  return TB_EXIT_DONE;
}

static TbExit
print_record (TbCli *cli, const TbRecordType *type, const char *id, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries
      = tb_session_get_history (cli->session, type, id, limit, cli->cancellable, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (entries == NULL)
    return tb_cli_fail (cli, error);
  if (entries->len == 0)
    return tb_cli_refuse (cli, TB_EXIT_FINDINGS, _ ("There is no “%s” of the kind “%s”."), id,
                          type->name);

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const TbJournalEntry *entry = g_ptr_array_index (entries, i);

      if (cli->json)
        tb_history_build_entry (cli, builder, type, entry);
      else
        tb_history_print_entry (cli, type, entry);
    }
  json_builder_end_array (builder);
  if (cli->json)
    tb_output_json (builder);

  return TB_EXIT_DONE;
}

TbExit
tb_cmd_history (TbCli *cli, int argc, char **argv)
{
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), N_ ("N") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  const TbRecordType *type = NULL;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 0, 2))
    return TB_EXIT_USAGE;
  if (argc == 2)
    return tb_cli_fail_usage (cli, _ ("The identifier of the record is missing."));
  if (limit <= 0)
    return tb_cli_fail_usage (cli, _ ("The limit must be 1 or more."));

  if (argc > 1 && (type = tb_cli_find_type (argv[1], &error)) == NULL)
    return tb_cli_fail (cli, error);
  if (tb_cli_open (cli, TB_OPEN_READ, &error) == NULL)
    return tb_cli_fail (cli, error);

  return type != NULL ? print_record (cli, type, argv[2], limit) : print_batches (cli, limit);
}
