/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-review-verbs.h"

#include <glib/gi18n.h>

#include "tb-history.h"
#include "tb-output.h"
#include "tb-sync.h"

/* Reviews can be looked at and decided where the service has been forgotten, or files came. */
static TbSync *
open_sync (TbCli *cli, TbExit *status)
{
  g_autoptr (GError) error = NULL;

  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) != NULL)
    return tb_sync_new (cli->session);
  *status = tb_cli_fail (cli, error);
  return NULL;
}

static const char *const kind_names[] = {
  [TB_SYNC_REVIEW_FIELD] = "field",
  [TB_SYNC_REVIEW_REMOVED] = "removed",
  [TB_SYNC_REVIEW_UNIQUE] = "unique",
  [TB_SYNC_REVIEW_FOREIGN] = "foreign",
};

static const char *const state_names[] = {
  [TB_SYNC_REVIEW_OPEN] = "open",           [TB_SYNC_REVIEW_TAKEN] = "taken",
  [TB_SYNC_REVIEW_KEPT] = "kept",           [TB_SYNC_REVIEW_WRITTEN] = "written",
  [TB_SYNC_REVIEW_ELSEWHERE] = "elsewhere",
};

static void
build_review (JsonBuilder *builder, const TbSyncReview *review)
{
  const TbField *field = review->field != TB_FIELD_NOT_FOUND
                             ? tb_record_type_get_field (review->type, review->field)
                             : NULL;

  json_builder_begin_object (builder);
  tb_json_add_int (builder, "number", review->number);
  tb_json_add_text (builder, "kind", kind_names[review->kind]);
  tb_json_add_text (builder, "state", state_names[review->state]);
  tb_json_add_text (builder, "type", review->type->name);
  tb_json_add_text (builder, "id", review->record_id);
  tb_json_add_text (builder, "title", review->title);
  tb_json_add_text (builder, "field", field != NULL ? field->name : NULL);
  tb_json_add_text (builder, "kept", review->kept);
  tb_json_add_text (builder, "kept_by", review->kept_by);
  tb_json_add_text (builder, "kept_at", review->kept_at);
  tb_json_add_text (builder, "other", review->other);
  tb_json_add_text (builder, "other_by", review->other_by);
  tb_json_add_text (builder, "other_at", review->other_at);
  json_builder_end_object (builder);
}

/* A value, and who wrote it when. */
static char *
dup_value (const char *value, const char *by, const char *at)
{
  g_autofree char *when = tb_history_dup_local_time (at);

  if (by == NULL)
    return g_strdup (*value != '\0' ? value : "–");
  return g_strdup_printf ("%s (%s, %s)", *value != '\0' ? value : "–", by,
                          when != NULL ? when : "–");
}

static const char *
get_state_words (TbSyncReviewState state)
{
  switch (state)
    {
    case TB_SYNC_REVIEW_TAKEN:
      return _ ("the other was taken");
    case TB_SYNC_REVIEW_KEPT:
      return _ ("kept");
    case TB_SYNC_REVIEW_WRITTEN:
      return _ ("another was written");
    case TB_SYNC_REVIEW_ELSEWHERE:
      return _ ("changed since");
    case TB_SYNC_REVIEW_OPEN:
    default:
      return _ ("open");
    }
}

static void
add_review (TbTextTable *table, const TbSyncReview *review)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, review->number);
  g_autofree char *kept = dup_value (review->kept, review->kept_by, review->kept_at);
  g_autofree char *other = dup_value (review->other, review->other_by, review->other_at);

  tb_text_table_add (table, number);
  tb_text_table_add (table, review->title);
  tb_text_table_add (table, review->field != TB_FIELD_NOT_FOUND
                                ? _ (tb_record_type_get_field (review->type, review->field)->label)
                                : _ ("The whole record"));
  tb_text_table_add (table, kept);
  tb_text_table_add (table, other);
  tb_text_table_add (table, get_state_words (review->state));
}

static void
add_review_headings (TbTextTable *table)
{
  tb_text_table_add (table, _ ("No."));
  tb_text_table_add (table, _ ("Record"));
  tb_text_table_add (table, _ ("Field"));
  tb_text_table_add (table, _ ("Stands now"));
  tb_text_table_add (table, _ ("The other value"));
  tb_text_table_add (table, _ ("State"));
}

/**
 * tb_sync_action_review:
 *
 * Lists the values that were not taken when changes of two desks came together.
 */
TbExit
tb_sync_action_review (TbCli *cli, int argc, char **argv)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 'a', 0, G_OPTION_ARG_NONE, &all, N_ ("Also those that were decided"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (TbSync) sync = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (TbTextTable) table = tb_text_table_new (6);
  g_autoptr (GError) error = NULL;
  TbExit status;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  sync = open_sync (cli, &status);
  if (sync == NULL)
    return status;
  reviews = tb_sync_list_reviews (sync, !all, cli->cancellable, &error);
  if (reviews == NULL)
    return tb_cli_fail (cli, error);

  json_builder_begin_array (builder);
  if (reviews->len > 0)
    add_review_headings (table);
  for (guint i = 0; i < reviews->len; i++)
    {
      build_review (builder, g_ptr_array_index (reviews, i));
      add_review (table, g_ptr_array_index (reviews, i));
    }
  json_builder_end_array (builder);
  tb_output_list (cli->json, builder, table);
  return TB_EXIT_DONE;
}

static gboolean
parse_choice (const char *typed, TbSyncChoice *choice)
{
  static const char *const names[]
      = { [TB_SYNC_TAKE] = "take", [TB_SYNC_KEEP] = "keep", [TB_SYNC_WRITE] = "write" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], typed))
      {
        *choice = (TbSyncChoice)i;
        return TRUE;
      }
  return FALSE;
}

/**
 * tb_sync_action_resolve:
 *
 * Decides about a value: takes it, keeps the present one, or writes a third.
 */
TbExit
tb_sync_action_resolve (TbCli *cli, int argc, char **argv)
{
  g_autoptr (TbSync) sync = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;
  TbSyncChoice choice;
  guint64 number;
  TbExit status;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 2, 3))
    return TB_EXIT_USAGE;
  if (!g_ascii_string_to_unsigned (argv[1], 10, 1, G_MAXINT64, &number, NULL))
    return tb_cli_fail_usage (cli, _ ("“%s” is not a number of “sync review”."), argv[1]);
  if (!parse_choice (argv[2], &choice) || (choice == TB_SYNC_WRITE) != (argc == 4))
    return tb_cli_fail_usage (cli, _ ("Say “take”, “keep”, or “write” and a value."));
  sync = open_sync (cli, &status);
  if (sync == NULL)
    return status;
  batch = tb_sync_resolve (sync, (gint64)number, choice, argc == 4 ? argv[3] : NULL,
                           cli->cancellable, &error);
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  if (!cli->json)
    {
      tb_output_line (_ ("Decided."));
      return TB_EXIT_DONE;
    }
  json_builder_begin_object (builder);
  tb_json_add_int (builder, "number", (gint64)number);
  tb_json_add_batch (builder, batch);
  json_builder_end_object (builder);
  tb_output_json (builder);
  return TB_EXIT_DONE;
}

static void
build_refused (JsonBuilder *builder, const TbSyncRefused *refused)
{
  json_builder_begin_object (builder);
  tb_json_add_int (builder, "number", refused->number);
  tb_json_add_text (builder, "type", refused->type != NULL ? refused->type->name : NULL);
  tb_json_add_text (builder, "id", refused->record_id);
  tb_json_add_text (builder, "title", refused->title);
  tb_json_add_text (builder, "code", refused->code);
  tb_json_add_text (builder, "reason", refused->reason);
  tb_json_add_text (builder, "at", refused->at);
  json_builder_end_object (builder);
}

static void
add_refused (TbTextTable *table, const TbSyncRefused *refused)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, refused->number);
  g_autofree char *at = tb_history_dup_local_time (refused->at);

  tb_text_table_add (table, number);
  tb_text_table_add (table, refused->title);
  tb_text_table_add (table, at);
  tb_text_table_add (table, refused->reason);
}

/**
 * tb_sync_action_refused:
 *
 * Lists what the service does not take; with `--retry` it is offered again with the next exchange.
 */
TbExit
tb_sync_action_refused (TbCli *cli, int argc, char **argv)
{
  gboolean retries = FALSE;
  const GOptionEntry entries[] = {
    { "retry", 0, 0, G_OPTION_ARG_NONE, &retries, N_ ("Offer all of it again"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (TbSync) sync = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (TbTextTable) table = tb_text_table_new (4);
  g_autoptr (GError) error = NULL;
  TbExit status;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  sync = open_sync (cli, &status);
  if (sync == NULL)
    return status;
  if (retries && !tb_sync_retry_refused (sync, 0, cli->cancellable, &error))
    return tb_cli_fail (cli, error);
  list = tb_sync_list_refused (sync, cli->cancellable, &error);
  if (list == NULL)
    return tb_cli_fail (cli, error);

  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    {
      build_refused (builder, g_ptr_array_index (list, i));
      add_refused (table, g_ptr_array_index (list, i));
    }
  json_builder_end_array (builder);
  tb_output_list (cli->json, builder, table);
  return TB_EXIT_DONE;
}
