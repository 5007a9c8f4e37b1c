/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-machine.h"

#include "tb-code-list.h"
#include "tb-record.h"
#include "tb-test.h"

static const char *const with_states[] = { "event", "project", "claim" };

static const TbMachine *
get_machine (const char *name)
{
  const TbMachine *machine = tb_machine_find (tb_record_types_find (name));

  g_assert_nonnull (machine);
  return machine;
}

static const TbCodeList *
get_states (const TbMachine *machine)
{
  return tb_code_lists_find (machine->type->fields[machine->state_field].code_list);
}

static void
assert_is_state (const TbMachine *machine, const char *state)
{
  g_test_message ("%s: %s", machine->type->name, state);
  g_assert_nonnull (tb_code_list_find_code (get_states (machine), state));
}

static void
assert_transition_is_sound (const TbMachine *machine, const TbTransition *transition)
{
  g_assert_true (tb_machine_find_transition (machine, transition->verb) == transition);
  g_assert_nonnull (transition->label);
  assert_is_state (machine, transition->to);
  g_assert_nonnull (transition->from[0]);
  for (guint i = 0; transition->from[i] != NULL; i++)
    {
      assert_is_state (machine, transition->from[i]);
      g_assert_true (tb_transition_starts_from (transition, transition->from[i]));
    }
  for (guint i = 0; transition->asks != NULL && transition->asks[i] != NULL; i++)
    g_assert_cmpuint (tb_record_type_find_field (machine->type, transition->asks[i]), !=,
                      TB_FIELD_NOT_FOUND);

  /* What ends in a locked state is final, and nothing leads out of it. */
  g_assert_cmpint (tb_machine_is_locked_state (machine, transition->to), ==,
                   (transition->flags & TB_TRANSITION_FINAL) != 0);
  for (guint i = 0; transition->from[i] != NULL; i++)
    g_assert_false (tb_machine_is_locked_state (machine, transition->from[i]));
}

static void
test_machines_are_sound (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (with_states); i++)
    {
      const TbMachine *machine = get_machine (with_states[i]);

      g_assert_cmpuint (machine->type->fields[machine->state_field].flags & TB_FIELD_STATE, !=, 0);
      assert_is_state (machine, machine->initial);
      for (guint j = 0; j < machine->n_transitions; j++)
        assert_transition_is_sound (machine, &machine->transitions[j]);
    }
}

/* A merge of two desks' work asks which state is further on; every state must have its place. */
static void
test_order (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (with_states); i++)
    {
      const TbMachine *machine = get_machine (with_states[i]);
      const char *const *order = machine->order;

      g_assert_cmpuint (g_strv_length ((GStrv)order), ==,
                        tb_code_list_get_n_items (get_states (machine)));
      g_assert_cmpstr (order[0], ==, machine->initial);
      for (guint j = 0; order[j] != NULL; j++)
        {
          assert_is_state (machine, order[j]);
          g_assert_cmpint (tb_machine_compare_states (machine, order[j], order[j]), ==, 0);
          if (j == 0)
            continue;
          g_assert_cmpint (tb_machine_compare_states (machine, order[j - 1], order[j]), <, 0);
          g_assert_cmpint (tb_machine_compare_states (machine, order[j], order[j - 1]), >, 0);
          g_assert_true (tb_machine_leads (machine, machine->initial, order[j]));
        }
      g_assert_cmpint (tb_machine_compare_states (machine, order[0], "of_a_newer_program"), >, 0);
    }
}

static void
test_leads (void)
{
  const TbMachine *machine = get_machine ("event");

  g_assert_true (tb_machine_leads (machine, "planned", "archived"));
  g_assert_true (tb_machine_leads (machine, "in_review", "held"));
  g_assert_false (tb_machine_leads (machine, "held", "cancelled"));
  g_assert_false (tb_machine_leads (machine, "cancelled", "held"));
  g_assert_false (tb_machine_leads (machine, "archived", "in_review"));
}

/* Fields that say a state belong to a machine, and no others. */
static void
test_state_fields (void)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      const TbMachine *machine = tb_machine_find (types[i]);

      for (guint j = 0; j < types[i]->n_fields; j++)
        g_assert_cmpint ((types[i]->fields[j].flags & TB_FIELD_STATE) != 0, ==,
                         machine != NULL && machine->state_field == j);
    }
}

/* Every state of the list is met on some way from the first one. */
static void
test_every_state_is_reached (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (with_states); i++)
    {
      const TbMachine *machine = get_machine (with_states[i]);
      const TbCodeList *states = get_states (machine);
      g_autoptr (GHashTable) reached = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_before;

      g_hash_table_add (reached, (gpointer)machine->initial);
      do
        {
          n_before = g_hash_table_size (reached);
          for (guint j = 0; j < machine->n_transitions; j++)
            for (guint k = 0; machine->transitions[j].from[k] != NULL; k++)
              if (g_hash_table_contains (reached, machine->transitions[j].from[k]))
                g_hash_table_add (reached, (gpointer)machine->transitions[j].to);
        }
      while (g_hash_table_size (reached) > n_before);

      g_assert_cmpuint (n_before, ==, tb_code_list_get_n_items (states));
    }
}

static void
test_first_state (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (with_states); i++)
    {
      const TbMachine *machine = get_machine (with_states[i]);
      g_autoptr (TbRecord) record = tb_record_new (machine->type);

      tb_record_type_derive (record);
      g_assert_cmpstr (tb_record_get_text (record, machine->state_field), ==, machine->initial);

      /* A state that was imported stays. */
      tb_record_set_text (record, machine->state_field, machine->transitions[0].to);
      tb_record_type_derive (record);
      g_assert_cmpstr (tb_record_get_text (record, machine->state_field), ==,
                       machine->transitions[0].to);
    }
}

static void
test_unknown (void)
{
  const TbMachine *machine = get_machine ("event");

  g_assert_null (tb_machine_find (tb_record_types_find ("person")));
  g_assert_null (tb_machine_find_transition (machine, "no_such_verb"));
  g_assert_false (tb_machine_is_locked_state (machine, NULL));
  g_assert_false (tb_transition_starts_from (&machine->transitions[0], NULL));
  g_assert_false (
      tb_transition_starts_from (tb_machine_find_transition (machine, "archive"), "planned"));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/model/machine/sound", test_machines_are_sound);
  g_test_add_func ("/model/machine/state-fields", test_state_fields);
  g_test_add_func ("/model/machine/reached", test_every_state_is_reached);
  g_test_add_func ("/model/machine/first-state", test_first_state);
  g_test_add_func ("/model/machine/order", test_order);
  g_test_add_func ("/model/machine/leads", test_leads);
  g_test_add_func ("/model/machine/unknown", test_unknown);

  return tb_test_run ();
}
