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

static int
get_place (const TbMachine *self, const char *state)
{
  for (int i = 0; self->order[i] != NULL; i++)
    if (strcmp (self->order[i], state) == 0)
      return i;
  return -1;
}

/**
 * tb_machine_compare_states:
 * @self: a machine
 * @a: a state
 * @b: another
 *
 * Compares how far on in its life a record is. A state that this program does not know is before
 * all others.
 *
 * Returns: less than, equal to or greater than 0
 */
int
tb_machine_compare_states (const TbMachine *self, const char *a, const char *b)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (a != NULL && b != NULL, 0);

  return get_place (self, a) - get_place (self, b);
}

/**
 * tb_machine_leads:
 * @self: a machine
 * @from: a state
 * @to: a state
 *
 * Returns: whether transitions lead from @from to @to
 */
gboolean
tb_machine_leads (const TbMachine *self, const char *from, const char *to)
{
  g_autoptr (GPtrArray) reached = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  g_ptr_array_add (reached, (gpointer)from);
  for (guint i = 0; i < reached->len; i++)
    for (guint j = 0; j < self->n_transitions; j++)
      {
        const TbTransition *transition = &self->transitions[j];

        if (!tb_transition_starts_from (transition, g_ptr_array_index (reached, i)))
          continue;
        if (strcmp (transition->to, to) == 0)
          return TRUE;
        if (!g_ptr_array_find_with_equal_func (reached, transition->to, g_str_equal, NULL))
          g_ptr_array_add (reached, (gpointer)transition->to);
      }
  return FALSE;
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
