/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-step-with.h"

#include <glib/gi18n.h>

#include "tb-cli-record.h"
#include "tb-steps.h"
#include "tb-transition.h"

static guint
require_field (const TbRecordType *type, const char *name)
{
  guint field = tb_record_type_find_field (type, name);

  g_assert (field != TB_FIELD_NOT_FOUND);
  return field;
}

static const TbStepRest *
find_rest (const TbStepRest *rests, guint n_rests, const char *verb)
{
  for (guint i = 0; i < n_rests; i++)
    if (g_str_equal (rests[i].verb, verb))
      return &rests[i];

  return NULL;
}

/* A new record that belongs to @owner, on the day of the step unless another is given. */
static TbRecord *
create_added (TbCli *cli, const TbStepRest *rest, TbRecord *owner, char **assignments,
              GError **error)
{
  const TbRecordType *type = tb_record_types_find (rest->added);
  const TbRecordType *owner_type = tb_record_get_record_type (owner);
  g_autoptr (TbRecord) added = tb_record_new (type);
  guint on = tb_record_type_find_field (type, "on");
  char today[TB_DATE_ISO_SIZE];

  tb_record_set_text (added, require_field (type, rest->link), tb_record_get_id (owner));
  if (rest->code != NULL)
    tb_record_set_text (added, require_field (type, "result"), rest->code);
  if (rest->parent != NULL)
    tb_record_set_text (added, require_field (type, rest->parent),
                        tb_record_get_text (owner, require_field (owner_type, rest->parent)));
  if (on != TB_FIELD_NOT_FOUND)
    tb_record_set_text (added, on, tb_date_to_iso (tb_clock_today (cli->clock), today));

  for (guint i = 0; assignments[i] != NULL; i++)
    if (!tb_cli_assign (cli, added, assignments[i], error))
      return NULL;

  return g_steal_pointer (&added);
}

/**
 * tb_step_with_run:
 * @type: the type of the record that takes the step
 * @rests: (array length=n_rests): what each of the verbs rests on
 * @argc: number of @argv
 * @argv: the verb, the record, and fields of the record to be added
 *
 * Adds what a step rests on and takes the step, as one batch.
 *
 * Returns: the exit status of the command
 */
TbExit
tb_step_with_run (TbCli *cli, const TbRecordType *type, const TbStepRest *rests, guint n_rests,
                  int argc, char **argv)
{
  g_autofree char *verb = g_strdelimit (g_strdup (argv[0]), "-", '_');
  const TbStepRest *rest = find_rest (rests, n_rests, verb);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (TbRecord) added = NULL;
  g_autofree char *batch = NULL;

  g_assert (rest != NULL);
  if (!tb_cli_parse (cli, NULL, &argc, &argv, 1, -1))
    return TB_EXIT_USAGE;

  record = tb_steps_load (cli, TB_OPEN_WRITE, type, argv[1], &error);
  if (record == NULL)
    return tb_cli_fail (cli, error);

  if (argv[2] == NULL)
    {
      batch = tb_session_transition (cli->session, record, verb, NULL, cli->cancellable, &error);
    }
  else
    {
      added = create_added (cli, rest, record, argv + 2, &error);
      if (added == NULL)
        return tb_cli_fail (cli, error);
      batch = tb_session_transition_with (cli->session, record, verb, NULL, added, cli->cancellable,
                                          &error);
    }
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  return tb_steps_print (cli, type, tb_record_get_id (record), batch);
}
