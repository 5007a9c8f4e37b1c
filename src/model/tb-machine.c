/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-machines.h"

#include "tb-record.h"

static const TbMachine *const machines[] = {
  &tb_machine_event,
  &tb_machine_project,
  &tb_machine_claim,
};

/**
 * tb_machine_find:
 * @type: a type of records
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable): the states of its records; %NULL where they have none
 */
const TbMachine *
tb_machine_find (const TbRecordType *type)
{
  g_return_val_if_fail (type != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (machines); i++)
    if (machines[i]->type == type)
      return machines[i];
  return NULL;
}

/**
 * tb_machine_find_transition:
 * @self: a machine
 * @verb: what is to be done
 *
 * Returns: (transfer none) (nullable): the transition of that verb
 */
const TbTransition *
tb_machine_find_transition (const TbMachine *self, const char *verb)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (verb != NULL, NULL);

  for (guint i = 0; i < self->n_transitions; i++)
    if (strcmp (self->transitions[i].verb, verb) == 0)
      return &self->transitions[i];
  return NULL;
}

/**
 * tb_machine_is_locked_state:
 * @self: a machine
 * @state: (nullable): a state
 *
 * Returns: whether a record in @state is changed by corrections only
 */
gboolean
tb_machine_is_locked_state (const TbMachine *self, const char *state)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return state != NULL && g_strv_contains (self->locked_states, state);
}

/**
 * tb_machine_is_locked:
 * @record: a record of any type
 *
 * Returns: whether @record is in a state in which it is changed by corrections only; %FALSE for
 * types that have no machine
 */
gboolean
tb_machine_is_locked (TbRecord *record)
{
  const TbMachine *machine;

  g_return_val_if_fail (TB_IS_RECORD (record), FALSE);

  machine = tb_machine_find (tb_record_get_record_type (record));
  return machine != NULL
         && tb_machine_is_locked_state (machine, tb_record_get_text (record, machine->state_field));
}

/**
 * tb_transition_starts_from:
 * @self: a transition
 * @state: (nullable): a state
 *
 * Returns: whether it leads on from @state
 */
gboolean
tb_transition_starts_from (const TbTransition *self, const char *state)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return state != NULL && g_strv_contains (self->from, state);
}
