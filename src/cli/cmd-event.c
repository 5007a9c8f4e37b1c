/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-change.h"
#include "tb-cli-record.h"
#include "tb-code-list.h"
#include "tb-event-verbs.h"
#include "tb-event-matrix.h"
#include "tb-event.h"
#include "tb-output.h"
#include "tb-steps.h"
#include "tb-type-event-plan.h"
#include "tb-type-event.h"
#include "tb-type-organisation.h"
#include "tb-type-vote.h"

#define FIRST_YEAR 1921
#define LAST_YEAR 9990

/* A year and an organisation, as `matrix` and `figures` take them. */
typedef struct
{
  int year;
  char *organisation; /* (owned) (nullable): id */
} Scope;

static void
scope_clear (Scope *self)
{
  g_free (self->organisation);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scope, scope_clear)

static gboolean
parse_scope (TbCli *cli, int *argc, char ***argv, Scope *scope, TbExit *status)
{
  g_autofree char *organisation = NULL;
  const GOptionEntry entries[] = {
    { "year", 'y', 0, G_OPTION_ARG_INT, &scope->year, N_ ("Which year; this one if not given"),
      N_ ("YEAR") },
    { "organisation", 0, 0, G_OPTION_ARG_FILENAME, &organisation,
      N_ ("Only this organisation and those below it"), N_ ("ORGANISATION") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;

  scope->year = tb_clock_today (cli->clock).year;
  *status = TB_EXIT_USAGE;
  if (!tb_cli_parse (cli, entries, argc, argv, 0, 0))
    return FALSE;
  if (scope->year < FIRST_YEAR || scope->year > LAST_YEAR)
    {
      tb_cli_fail_usage (cli, _ ("“%d” is not a year."), scope->year);
      return FALSE;
    }

  if (tb_cli_open (cli, TB_OPEN_READ, &error) != NULL && organisation != NULL)
    scope->organisation = tb_cli_dup_id (cli, &tb_type_organisation, organisation, &error);
  if (error == NULL)
    return TRUE;

  *status = tb_cli_fail (cli, error);
  return FALSE;
}

static TbExit
run_plan_year (TbCli *cli, int argc, char **argv)
{
  g_autofree char *plan = NULL;
  const GOptionEntry entries[] = {
    { "plan", 0, 0, G_OPTION_ARG_FILENAME, &plan, N_ ("Only this recurring event"), N_ ("ID") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *batch = NULL;
  guint64 year;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  if (!g_ascii_string_to_unsigned (argv[1], 10, FIRST_YEAR, LAST_YEAR, &year, NULL))
    return tb_cli_fail_usage (cli, _ ("“%s” is not a year."), argv[1]);

  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);
  if (plan != NULL && (record = tb_cli_load (cli, &tb_type_event_plan, plan, &error)) == NULL)
    return tb_cli_fail (cli, error);

  batch = tb_event_make_year (cli->session, record != NULL ? tb_record_get_id (record) : NULL,
                              (int)year, cli->cancellable, &error);
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  if (!cli->json)
    {
      tb_output_line ("%s", *batch != '\0'
                                ? _ ("The events of the year have been planned.")
                                : _ ("All events of that year had been planned before."));
      return TB_EXIT_DONE;
    }
  json_builder_begin_object (builder);
  tb_json_add_int (builder, "year", (gint64)year);
  tb_json_add_batch (builder, batch);
  json_builder_end_object (builder);
  tb_output_json (builder);
  return TB_EXIT_DONE;
}

static TbExit
run_notice (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) event = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *notice = NULL;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  event = tb_steps_load (cli, TB_OPEN_READ, &tb_type_event, argv[1], &error);
  if (event == NULL)
    return tb_cli_fail (cli, error);

  notice = tb_event_dup_notice (event, NULL);
  if (!cli->json)
    {
      tb_output_line ("%s", notice);
      return TB_EXIT_DONE;
    }
  json_builder_begin_object (builder);
  tb_json_add_text (builder, "id", tb_record_get_id (event));
  tb_json_add_text (builder, "notice", notice);
  json_builder_end_object (builder);
  tb_output_json (builder);
  return TB_EXIT_DONE;
}

static TbExit
run_vote (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) event = NULL;
  g_autoptr (TbRecord) vote = NULL;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 2, -1))
    return TB_EXIT_USAGE;
  event = tb_steps_load (cli, TB_OPEN_WRITE, &tb_type_event, argv[1], &error);
  if (event == NULL)
    return tb_cli_fail (cli, error);
  vote = tb_event_new_vote (cli->session, tb_record_get_id (event), cli->cancellable, &error);
  if (vote == NULL)
    return tb_cli_fail (cli, error);

  return tb_change_save (cli, vote, argv + 2, _ ("Added."));
}

static TbExit
run_lock_vote (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) vote = NULL;
  g_autofree char *batch = NULL;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  vote = tb_steps_load (cli, TB_OPEN_WRITE, &tb_type_vote, argv[1], &error);
  if (vote == NULL)
    return tb_cli_fail (cli, error);
  batch = tb_event_lock_vote (cli->session, vote, cli->cancellable, &error);
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  tb_change_print (cli, vote, batch, _ ("Locked."));
  return TB_EXIT_DONE;
}

static const char *const cell_names[] = {
  [TB_MATRIX_NOT_DUE] = "not_due",
  [TB_MATRIX_HELD] = "held",
  [TB_MATRIX_MADE_UP] = "made_up",
  [TB_MATRIX_MISSED] = "missed",
};

static void
build_matrix (JsonBuilder *builder, const TbEventMatrix *matrix)
{
  guint n_columns;
  const TbMatrixColumn *columns = tb_event_matrix_get_columns (&n_columns);

  json_builder_begin_object (builder);
  tb_json_add_int (builder, "year", matrix->year);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < matrix->rows->len; i++)
    {
      const TbMatrixRow *row = g_ptr_array_index (matrix->rows, i);

      json_builder_begin_object (builder);
      tb_json_add_text (builder, "organisation", row->organisation);
      tb_json_add_text (builder, "title", row->title);
      json_builder_set_member_name (builder, "cells");
      json_builder_begin_array (builder);
      for (guint j = 0; j < n_columns; j++)
        {
          json_builder_begin_object (builder);
          tb_json_add_text (builder, "kind", columns[j].kind);
          tb_json_add_text (builder, "period", columns[j].period);
          tb_json_add_text (builder, "cell", cell_names[row->cells[j]]);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* All marks of a kind of event stand in one column; a dot where nothing is due. */
static void
add_marks (TbTextTable *table, const TbMatrixRow *row)
{
  guint n_columns;
  const TbMatrixColumn *columns = tb_event_matrix_get_columns (&n_columns);
  g_autoptr (GString) marks = g_string_new (NULL);

  for (guint i = 0; i < n_columns; i++)
    {
      const char *mark = tb_matrix_cell_get_mark (row->cells[i]);

      g_string_append (marks, *mark != '\0' ? mark : "·");
      if (i + 1 == n_columns || !g_str_equal (columns[i + 1].kind, columns[i].kind))
        {
          tb_text_table_add (table, marks->str);
          g_string_truncate (marks, 0);
        }
    }
}

static guint
count_kinds (void)
{
  guint n_columns;
  const TbMatrixColumn *columns = tb_event_matrix_get_columns (&n_columns);
  guint n_kinds = 1;

  for (guint i = 1; i < n_columns; i++)
    n_kinds += !g_str_equal (columns[i].kind, columns[i - 1].kind);

  return n_kinds;
}

static void
print_matrix (const TbEventMatrix *matrix)
{
  const TbCodeList *kinds = tb_code_lists_find ("meeting-kind");
  g_autoptr (TbTextTable) table = tb_text_table_new (count_kinds () + 1);
  guint n_columns;
  const TbMatrixColumn *columns = tb_event_matrix_get_columns (&n_columns);

  tb_text_table_add (table, "");
  for (guint i = 0; i < n_columns; i++)
    {
      if (i == 0 || !g_str_equal (columns[i].kind, columns[i - 1].kind))
        tb_text_table_add (
            table, tb_code_item_get_label (tb_code_list_find_code (kinds, columns[i].kind)));
    }
  for (guint i = 0; i < matrix->rows->len; i++)
    {
      const TbMatrixRow *row = g_ptr_array_index (matrix->rows, i);

      tb_text_table_add (table, row->title);
      add_marks (table, row);
    }
  tb_text_table_print (table);
}

static TbExit
run_matrix (TbCli *cli, int argc, char **argv)
{
  g_auto (Scope) scope = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbEventMatrix) matrix = NULL;
  TbExit status;

  if (!parse_scope (cli, &argc, &argv, &scope, &status))
    return status;
  matrix = tb_event_matrix_new (cli->session, scope.year, scope.organisation, cli->cancellable,
                                &error);
  if (matrix == NULL)
    return tb_cli_fail (cli, error);

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      build_matrix (builder, matrix);
      tb_output_json (builder);
    }
  else
    print_matrix (matrix);
  return TB_EXIT_DONE;
}

/* In the order in which an event is lived through; its transitions come after. */
static const TbCommand actions[] = {
  { "plan-year", N_ ("YEAR"), N_ ("Plan a year's recurring events"), run_plan_year },
  { "matrix", "", N_ ("Show which branch held what in a year"), run_matrix },
  { "notice", N_ ("ID"), N_ ("Write the notice"), run_notice },
  { "invite", N_ ("ID [PERSON…]"), N_ ("Put those on the list who are to come"),
    tb_event_action_invite },
  { "sign-in", N_ ("ID PERSON"), N_ ("Write down that somebody came"), tb_event_action_sign_in },
  { "take-back", N_ ("ID PERSON"), N_ ("Write down that somebody did not come after all"),
    tb_event_action_take_back },
  { "excuse", N_ ("ID PERSON"), N_ ("Write down that somebody has leave"), tb_event_action_excuse },
  { "exempt", N_ ("ID PERSON"), N_ ("Do not count somebody as expected"), tb_event_action_exempt },
  { "make-up", N_ ("ID PERSON"), N_ ("Write down that somebody made it up"),
    tb_event_action_make_up },
  { "vote", N_ ("ID FIELD=VALUE…"), N_ ("Add a vote, with who may vote and came counted"),
    run_vote },
  { "lock-vote", N_ ("VOTE"), N_ ("Close a vote that was counted"), run_lock_vote },
};

TbExit
tb_cmd_event (TbCli *cli, int argc, char **argv)
{
  return tb_steps_run (cli, &tb_type_event, actions, G_N_ELEMENTS (actions), argc, argv);
}
