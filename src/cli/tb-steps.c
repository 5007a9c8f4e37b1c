/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-steps.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tb-change.h"
#include "tb-cli-record.h"
#include "tb-machine.h"
#include "tb-output.h"
#include "tb-transition.h"

/* "open-sign-in" is typed, `open_sign_in` is the name. */
static char *
dup_typed (const char *verb)
{
  return g_strdelimit (g_strdup (verb), "_", '-');
}

static char *
dup_verb (const char *typed)
{
  return g_strdelimit (g_strdup (typed), "-", '_');
}

static void
build_names (JsonBuilder *builder, const char *name, const char *const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

static void
build_offer (JsonBuilder *builder, const TbTransitionOffer *offer)
{
  json_builder_begin_object (builder);
  tb_json_add_text (builder, "verb", offer->transition->verb);
  tb_json_add_text (builder, "label", _ (offer->transition->label));
  tb_json_add_boolean (builder, "possible", offer->refusal == NULL);
  tb_json_add_text (builder, "refusal", offer->refusal);
  tb_json_add_boolean (builder, "needs_reason",
                       (offer->transition->flags & TB_TRANSITION_NEEDS_REASON) != 0);
  build_names (builder, "asks", offer->transition->asks);
  json_builder_end_object (builder);
}

static void
print_offers (TbCli *cli, TbRecord *record, GPtrArray *offers)
{
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (record));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (TbTextTable) table = tb_text_table_new (3);
  g_autofree char *title = tb_record_dup_title (record);
  g_autofree char *state
      = tb_record_dup_display (record, machine->state_field, TB_DISPLAY_REVEALED);

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "id", tb_record_get_id (record));
  tb_json_add_text (builder, "title", title);
  tb_json_add_text (builder, "state", tb_record_get_text (record, machine->state_field));
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < offers->len; i++)
    {
      const TbTransitionOffer *offer = g_ptr_array_index (offers, i);
      g_autofree char *typed = dup_typed (offer->transition->verb);

      build_offer (builder, offer);
      tb_text_table_add (table, typed);
      tb_text_table_add (table, _ (offer->transition->label));
      tb_text_table_add (table, offer->refusal != NULL ? offer->refusal : "");
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  if (cli->json)
    {
      tb_output_json (builder);
      return;
    }
  tb_output_line ("%s  %s  %s", title, state, tb_record_get_id (record));
  tb_text_table_print (table);
}

static TbExit
run_steps (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (GPtrArray) offers = NULL;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  record = tb_steps_load (cli, TB_OPEN_READ, cli->type, argv[1], &error);
  if (record == NULL)
    return tb_cli_fail (cli, error);
  offers = tb_session_list_transitions (cli->session, record, cli->cancellable, &error);
  if (offers == NULL)
    return tb_cli_fail (cli, error);

  print_offers (cli, record, offers);
  return TB_EXIT_DONE;
}

static gboolean
assign_all (TbCli *cli, TbRecord *record, char **assignments, GError **error)
{
  for (guint i = 0; assignments[i] != NULL; i++)
    {
      if (!tb_cli_assign (cli, record, assignments[i], error))
        return FALSE;
    }

  return TRUE;
}

/* What belongs to an event is corrected as the event is. */
static TbExit
run_correct (TbCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL;
  g_autofree char *approver = NULL;
  g_autofree char *of = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why it is corrected"), N_ ("TEXT") },
    { "approver", 0, 0, G_OPTION_ARG_FILENAME, &approver, N_ ("Who approved it"), N_ ("NAME") },
    { "type", 0, 0, G_OPTION_ARG_FILENAME, &of,
      N_ ("The kind of record, such as attendance, where it is one that belongs to it"),
      N_ ("TYPE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = NULL;
  g_autofree char *batch = NULL;
  const TbRecordType *type = cli->type;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 2, -1))
    return TB_EXIT_USAGE;
  if (of != NULL && (type = tb_cli_find_type (of, &error)) == NULL)
    return tb_cli_fail (cli, error);
  record = tb_steps_load (cli, TB_OPEN_WRITE, type, argv[1], &error);
  if (record == NULL || !assign_all (cli, record, argv + 2, &error))
    return tb_cli_fail (cli, error);
  batch = tb_session_correct (cli->session, record, reason, approver, cli->cancellable, &error);
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  tb_change_print (cli, record, batch, _ ("Corrected."));
  return TB_EXIT_DONE;
}

static TbExit
run_transition (TbCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why it is done"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *verb = dup_verb (argv[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = NULL;
  g_autofree char *batch = NULL;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, -1))
    return TB_EXIT_USAGE;
  record = tb_steps_load (cli, TB_OPEN_WRITE, cli->type, argv[1], &error);
  if (record == NULL || !assign_all (cli, record, argv + 2, &error))
    return tb_cli_fail (cli, error);
  if (argv[2] != NULL && tb_change_report (cli, record))
    return TB_EXIT_USAGE;
  batch = tb_session_transition (cli->session, record, verb, reason, cli->cancellable, &error);
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  return tb_steps_print (cli, cli->type, tb_record_get_id (record), batch);
}

/* What can be done with records of every type with states; the command's name comes before. */
static const TbCommand common_actions[] = {
  { "steps", N_ ("ID"), N_ ("Show what can be done now, and why the rest cannot"), run_steps },
  { "correct", N_ ("ID FIELD=VALUE…"), N_ ("Correct what is archived"), run_correct },
};

static const TbCommand *
find_action (const TbCommand *actions, guint n_actions, const char *verb)
{
  for (guint i = 0; i < n_actions; i++)
    {
      if (g_str_equal (actions[i].name, verb))
        return &actions[i];
    }

  return NULL;
}

/* The transitions of the machine as actions; the summary is the label on a button. */
static gboolean
find_transition (const TbRecordType *type, const char *typed, TbCommand *action)
{
  g_autofree char *verb = dup_verb (typed);
  const TbTransition *transition = tb_machine_find_transition (tb_machine_find (type), verb);

  if (transition == NULL || (transition->flags & TB_TRANSITION_BY_CORE) != 0)
    return FALSE;

  *action = (TbCommand){ typed, N_ ("ID [FIELD=VALUE…]"), transition->label, run_transition };
  return TRUE;
}

static void
add_action (TbTextTable *table, const char *name, const char *arguments, const char *summary)
{
  g_autofree char *indented = g_strconcat ("  ", name, NULL);

  tb_text_table_add (table, indented);
  tb_text_table_add (table, arguments);
  tb_text_table_add (table, summary);
}

static void
add_actions (TbTextTable *table, const TbCommand *actions, guint n_actions)
{
  for (guint i = 0; i < n_actions; i++)
    add_action (table, actions[i].name, _ (actions[i].arguments), _ (actions[i].summary));
}

static TbExit
print_verbs (TbCli *cli, const TbRecordType *type, const TbCommand *actions, guint n_actions)
{
  const TbMachine *machine = tb_machine_find (type);
  g_autoptr (TbTextTable) table = tb_text_table_new (3);

  add_actions (table, actions, n_actions);
  for (guint i = 0; i < machine->n_transitions; i++)
    {
      g_autofree char *typed = dup_typed (machine->transitions[i].verb);

      if ((machine->transitions[i].flags & TB_TRANSITION_BY_CORE) == 0
          && find_action (actions, n_actions, typed) == NULL)
        add_action (table, typed, _ ("ID [FIELD=VALUE…]"), _ (machine->transitions[i].label));
    }
  add_actions (table, common_actions, G_N_ELEMENTS (common_actions));

  tb_output_line (_ ("Usage:"));
  tb_output_line ("  towerbranchctl %s %s", cli->command->name, _ (cli->command->arguments));
  tb_output_line ("\n%s\n", _ (cli->command->summary));
  tb_output_line (_ ("Verbs:"));
  tb_text_table_print (table);
  return TB_EXIT_DONE;
}

/**
 * tb_steps_load:
 * @typed: the identifier or the number of a record
 *
 * Opens the register and loads a record. Errors: those of tb_cli_open() and tb_cli_load().
 *
 * Returns: (transfer full) (nullable): the record
 */
TbRecord *
tb_steps_load (TbCli *cli, TbOpenMode mode, const TbRecordType *type, const char *typed,
               GError **error)
{
  if (tb_cli_open (cli, mode, error) == NULL)
    return NULL;

  return tb_cli_load (cli, type, typed, error);
}

/**
 * tb_steps_print:
 * @id: the record
 * @batch: the batch, or "" where nothing differed
 *
 * Says in which state a record is now.
 *
 * Returns: the exit status of the command
 */
TbExit
tb_steps_print (TbCli *cli, const TbRecordType *type, const char *id, const char *batch)
{
  const TbMachine *machine = tb_machine_find (type);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;

  record = tb_session_load (cli->session, type, id, cli->cancellable, &error);
  if (record == NULL)
    return tb_cli_fail (cli, error);

  title = tb_record_dup_title (record);
  state = tb_record_dup_display (record, machine->state_field, TB_DISPLAY_REVEALED);
  if (!cli->json)
    {
      if (*batch == '\0')
        tb_output_line (_ ("Nothing differs; nothing was written."));
      tb_output_line ("%s  %s  %s", tb_record_get_id (record), title, state);
      return TB_EXIT_DONE;
    }

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "type", type->name);
  tb_json_add_text (builder, "id", id);
  tb_json_add_text (builder, "title", title);
  tb_json_add_text (builder, "state", tb_record_get_text (record, machine->state_field));
  tb_json_add_batch (builder, batch);
  json_builder_end_object (builder);
  tb_output_json (builder);
  return TB_EXIT_DONE;
}

/**
 * tb_steps_run:
 * @type: a type with states
 * @actions: (array length=n_actions): what can be done with it beside the transitions of its
 * machine; the name of each is the verb
 * @argc: number of @argv
 * @argv: the command's name, the verb, and what follows
 *
 * Finds the verb and does it. Without a verb, or with `--help` in its place, it tells of all.
 *
 * Returns: the exit status of the command
 */
TbExit
tb_steps_run (TbCli *cli, const TbRecordType *type, const TbCommand *actions, guint n_actions,
              int argc, char **argv)
{
  const TbCommand *command = cli->command;
  const TbCommand *found;
  g_autofree char *name = NULL;
  TbCommand action;
  TbExit status;

  if (argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    return print_verbs (cli, type, actions, n_actions);
  if (argc < 2)
    return tb_cli_fail_usage (cli, _ ("An argument is missing: %s %s"), command->name,
                              _ (command->arguments));

  found = find_action (actions, n_actions, argv[1]);
  if (found == NULL)
    found = find_action (common_actions, G_N_ELEMENTS (common_actions), argv[1]);
  if (found != NULL)
    action = *found;
  else if (!find_transition (type, argv[1], &action))
    return tb_cli_fail_usage (cli, _ ("“%s” has no verb “%s”."), command->name, argv[1]);

  name = g_strdup_printf ("%s %s", command->name, action.name);
  action.name = name;
  cli->type = type;
  cli->command = &action;
  status = action.run (cli, argc - 1, argv + 1);
  cli->command = command;
  return status;
}
