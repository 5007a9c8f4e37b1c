/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-cli-record.h"
#include "tb-output.h"
#include "tb-project-figures.h"
#include "tb-step-with.h"
#include "tb-steps.h"
#include "tb-type-organisation.h"
#include "tb-type-project.h"

static const TbStepRest rests[] = {
  { "assign", "claim", "project", NULL, NULL },
  { "evaluate", "evaluation", "project", NULL, NULL },
};

static TbExit
run_with (TbCli *cli, int argc, char **argv)
{
  return tb_step_with_run (cli, &tb_type_project, rests, G_N_ELEMENTS (rests), argc, argv);
}

static gpointer
read_figures (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree TbProjectFigures *figures = g_new0 (TbProjectFigures, 1);

  if (!tb_project_figures_read (connection, data, figures, error))
    return NULL;

  return g_steal_pointer (&figures);
}

static void
print_json (const TbProjectFigures *figures)
{
  const struct
  {
    const char *name;
    gint64 value;
  } values[] = {
    { "published", figures->published },
    { "claimed", figures->claimed },
    { "due", figures->due },
    { "on_time", figures->on_time },
    { "confirmed", figures->confirmed },
    { "withdrawn", figures->withdrawn },
    { "visits", figures->visits },
    { "households", figures->households },
    { "firms", figures->firms },
    { "sample", figures->sample },
    { "score_hundredths", figures->score },
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    tb_json_add_int (builder, values[i].name, values[i].value);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

static void
print_indicators (const TbProjectFigures *figures)
{
  guint n_indicators;
  const TbProjectIndicator *indicators = tb_project_indicators_get_all (&n_indicators);
  g_autoptr (TbTextTable) table = tb_text_table_new (3);

  for (guint i = 0; i < n_indicators; i++)
    {
      g_autofree char *value = indicators[i].dup_value (figures);

      tb_text_table_add (table, _ (indicators[i].label));
      tb_text_table_add (table, value);
      tb_text_table_add (table, _ (indicators[i].definition));
    }
  tb_text_table_print (table);
}

static TbExit
run_figures (TbCli *cli, int argc, char **argv)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *organisation = NULL;
  g_autofree char *id = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("First day of the period"), N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Last day of the period"), N_ ("DATE") },
    { "organisation", 0, 0, G_OPTION_ARG_FILENAME, &organisation,
      N_ ("Only this organisation and those below it"), N_ ("ORGANISATION") },
    G_OPTION_ENTRY_NULL,
  };
  TbProjectScope scope = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree TbProjectFigures *figures = NULL;
  TbDate date;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  if ((from != NULL && !tb_date_from_iso (from, &date))
      || (to != NULL && !tb_date_from_iso (to, &date)))
    return tb_cli_fail_usage (cli, _ ("A period is given by days such as 2026-01-01."));

  if (tb_cli_open (cli, TB_OPEN_READ, &error) == NULL)
    return tb_cli_fail (cli, error);
  if (organisation != NULL
      && (id = tb_cli_dup_id (cli, &tb_type_organisation, organisation, &error)) == NULL)
    return tb_cli_fail (cli, error);

  scope = (TbProjectScope){ from, to, id };
  figures = tb_session_read (cli->session, read_figures, &scope, cli->cancellable, &error);
  if (figures == NULL)
    return tb_cli_fail (cli, error);

  if (cli->json)
    print_json (figures);
  else
    print_indicators (figures);
  return TB_EXIT_DONE;
}

static const TbCommand actions[] = {
  { "figures", "", N_ ("Show the indicators of projects and claims"), run_figures },
  { "assign", N_ ("ID [FIELD=VALUE…]"), N_ ("Assign, with the fields of a claim"), run_with },
  { "evaluate", N_ ("ID [FIELD=VALUE…]"), N_ ("Evaluate, with the fields of an evaluation"),
    run_with },
};

TbExit
tb_cmd_project (TbCli *cli, int argc, char **argv)
{
  return tb_steps_run (cli, &tb_type_project, actions, G_N_ELEMENTS (actions), argc, argv);
}
