/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walks the states of events at random: whatever is tried, no state is reached that the machine
 * does not lead to, what is refused says why and changes nothing, and what is accepted is one batch
 * that can be taken back and done again unless it is final. The seed is printed with a failure;
 * give it with --seed.
 */
#include "tb-error.h"
#include "tb-event-test.h"
#include "tb-event.h"
#include "tb-machine.h"
#include "tb-test.h"
#include "tb-type-event.h"
#include "tb-type-vote.h"

#define N_WALKS 16
#define N_STEPS 16

static gboolean
is_likely (int percent)
{
  return g_test_rand_int_range (0, 100) < percent;
}

/* Mostly one that starts from the state, and seldom one that gives up: a walk that ends after three
 * steps meets nothing. */
static const TbTransition *
pick_transition (const TbMachine *machine, const char *state)
{
  const TbTransition *transition = NULL;
  gboolean any = is_likely (25);

  for (guint i = 0; i < 100; i++)
    {
      transition = &machine->transitions[g_test_rand_int_range (0, (int)machine->n_transitions)];
      if (any
          || (tb_transition_starts_from (transition, state)
              && ((transition->flags & TB_TRANSITION_NEEDS_REASON) == 0 || is_likely (10))))
        break;
    }

  return transition;
}

/* Most often what is asked for, sometimes nothing. */
static void
answer (TbRecord *record, const TbTransition *transition)
{
  static const struct
  {
    const char *field;
    const char *value;
  } answers[] = {
    { "notice", "请准时参加。" }, { "held_on", "2026-11-22" },   { "held_from", "10:30" },
    { "held_to", "12:00" },       { "minutes", "学习了报告。" }, { "planned_on", "2026-11-23" },
    { "planned_from", "09:30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      if (transition->asks != NULL && g_strv_contains (transition->asks, answers[i].field)
          && is_likely (85))
        tb_core_test_set (record, answers[i].field, answers[i].value);
    }
}

static TbRecord *
pick_person (TbEventTest *test)
{
  TbRecord *const people[] = { test->secretary,    test->committee, test->member,
                               test->probationary, test->visitor,   test->activist };

  return people[g_test_rand_int_range (0, G_N_ELEMENTS (people))];
}

/* Other things that people do to an event in between. None of them may change its state. */
static void
do_something_else (TbEventTest *test)
{
  TbSession *session = test->core.session;
  const char *id = tb_record_get_id (test->event);
  const char *person = tb_record_get_id (pick_person (test));
  g_autofree char *state = g_strdup (tb_core_test_get (test->event, "state"));
  g_autofree char *batch = NULL;
  g_autoptr (TbRecord) vote = NULL;
  g_autoptr (GError) error = NULL;

  switch (g_test_rand_int_range (0, 7))
    {
    case 0:
      batch = tb_event_invite (session, id, NULL, &error);
      break;
    case 1:
    case 2:
      batch = tb_event_sign_in (session, id, person, TB_SIGN_IN_LIST, NULL, &error);
      break;
    case 3:
      batch = tb_event_take_back_sign_in (session, id, person, NULL, &error);
      break;
    case 4:
      batch = tb_event_excuse (session, id, person, "sick", NULL, NULL, &error);
      break;
    case 5:
      batch = tb_event_make_up (session, id, person, "2026-11-22", NULL, NULL, &error);
      break;
    default:
      vote = tb_event_new_vote (session, id, NULL, &error);
      g_assert_no_error (error);
      tb_core_test_set (vote, "topic", "决议");
      tb_core_test_set (vote, "kind", "ordinary");
      tb_record_set_int (vote, TB_VOTE_VOTES_FOR, tb_record_get_int (vote, TB_VOTE_PRESENT));
      batch = tb_session_save (session, vote, NULL, &error);
      if (batch != NULL && is_likely (60))
        {
          g_free (batch);
          batch = tb_event_lock_vote (session, vote, NULL, &error);
        }
      break;
    }

  if (batch == NULL)
    {
      g_assert_true (error->domain == TB_ERROR);
      g_assert_cmpstr (error->message, !=, "");
    }
  tb_event_test_reload (test);
  tb_event_test_assert (test, "state", state);
}

/* What the list says of a transition: offered, offered but refused, not offered. */
static gboolean
is_offered (TbEventTest *test, const TbTransition *transition, gboolean *refused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers
      = tb_session_list_transitions (test->core.session, test->event, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < offers->len; i++)
    {
      const TbTransitionOffer *offer = g_ptr_array_index (offers, i);

      g_assert_true (offer->refusal == NULL || *offer->refusal != '\0');
      if (offer->transition == transition)
        {
          *refused = offer->refusal != NULL;
          return TRUE;
        }
    }

  return FALSE;
}

/* Back to what it was, and there again. */
static void
check_undo (TbEventTest *test, const char *batch, const char *before, const char *after)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = tb_session_undo (test->core.session, batch, NULL, &error);
  g_autofree char *redone = NULL;
  g_autofree char *dump = NULL;

  g_assert_no_error (error);
  dump = tb_core_test_dump (&test->core);
  g_assert_cmpstr (dump, ==, before);

  redone = tb_session_undo (test->core.session, undone, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&dump, g_free);
  dump = tb_core_test_dump (&test->core);
  g_assert_cmpstr (dump, ==, after);
  tb_event_test_reload (test);
}

static void
check_final (TbEventTest *test, const char *batch)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_session_undo (test->core.session, batch, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
}

static void
step (TbEventTest *test, const TbMachine *machine)
{
  g_autofree char *from = g_strdup (tb_core_test_get (test->event, "state"));
  const TbTransition *transition = pick_transition (machine, from);
  g_autofree char *before = tb_core_test_dump (&test->core);
  g_autofree char *after = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;
  gboolean refused = FALSE;
  gboolean offered = is_offered (test, transition, &refused);

  answer (test->event, transition);
  batch = tb_session_transition (test->core.session, test->event, transition->verb,
                                 is_likely (80) ? "有原因" : NULL, NULL, &error);
  tb_event_test_reload (test);
  after = tb_core_test_dump (&test->core);
  g_assert_cmpint (offered, ==, tb_transition_starts_from (transition, from));

  if (batch == NULL)
    {
      g_assert_true (error->domain == TB_ERROR);
      g_assert_true (g_str_has_suffix (error->message, ".") || strstr (error->message, ")"));
      g_assert_cmpstr (before, ==, after);
      return;
    }

  g_assert_true (offered && !refused);
  tb_event_test_assert (test, "state", transition->to);
  if ((transition->flags & TB_TRANSITION_FINAL) != 0)
    check_final (test, batch);
  else
    check_undo (test, batch, before, after);
}

static void
add_event (TbEventTest *test)
{
  static const char *const kinds[] = { "ZT", "DH", "ZW", "JN" };

  g_clear_object (&test->event);
  test->event = tb_core_test_add_record (
      &test->core, "event", "kind", kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))], "title",
      "活动", "organisation", tb_record_get_id (test->branch), "planned_on", "2026-11-22",
      "planned_from", is_likely (80) ? "10:30" : "18:00", NULL);
}

static void
test_walk (TbEventTest *test, gconstpointer data)
{
  const TbMachine *machine = tb_machine_find (&tb_type_event);

  for (guint walk = 0; walk < N_WALKS; walk++)
    {
      add_event (test);
      for (guint i = 0; i < N_STEPS; i++)
        {
          step (test, machine);
          do_something_else (test);
        }
      g_test_message ("walk %u ended as %s", walk, tb_core_test_get (test->event, "state"));
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  tb_event_test_add ("/event/walk", test_walk);

  return tb_test_run ();
}
