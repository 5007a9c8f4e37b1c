/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-event.h"

#include "tb-error.h"
#include "tb-event-test.h"
#include "tb-test.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"
#include "tb-type-hour-entry.h"
#include "tb-type-vote.h"

static const char *
get_id (TbEventTest *test)
{
  return tb_record_get_id (test->event);
}

static void
set_event_int (TbEventTest *test, guint field, gint64 value)
{
  tb_event_test_reload (test);
  tb_record_set_int (test->event, field, value);
  g_free (tb_core_test_save (&test->core, test->event));
}

static char *
invite (TbEventTest *test)
{
  g_autoptr (GError) error = NULL;
  char *batch = tb_event_invite (test->core.session, get_id (test), NULL, &error);

  g_assert_no_error (error);
  return batch;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* "name role state" of all rows, with a mark for those who may vote. */
static char *
describe (TbEventTest *test)
{
  g_autoptr (GPtrArray) rows = tb_core_test_list (&test->core, "attendance");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      TbRecord *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (
          lines, g_strdup_printf ("%s %s %s%s", tb_core_test_get (row, "name"),
                                  tb_core_test_get (row, "role"), tb_core_test_get (row, "state"),
                                  tb_record_get_boolean (row, TB_ATTENDANCE_CAN_VOTE) ? "*" : ""));
    }

  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (", ", (char **)lines->pdata);
}

#define assert_list(test, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *list_ = describe (test);                                                      \
    g_assert_cmpstr (list_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
assert_audience (TbEventTest *test, const char *audience, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  tb_core_test_set (test->event, "audience", audience);
  g_free (tb_core_test_save (&test->core, test->event));
  batch = invite (test);
  assert_list (test, expected);
  if (*batch != '\0')
    g_free (tb_session_undo (test->core.session, batch, NULL, &error));
  g_assert_no_error (error);
}

/* Who is expected by each rule, and who of them may vote (domain model §1.4). */
static void
test_audience (TbEventTest *test, gconstpointer data)
{
  const char *members = "仇雪 expected invited*, 区家明 expected invited, 单丹 expected invited*, "
                        "曾伟 expected invited*, 朴成 expected invited";

  assert_audience (test, NULL, members);
  assert_audience (test, "members", members);
  assert_audience (test, "voters",
                   "仇雪 expected invited*, 单丹 expected invited*, 曾伟 expected invited*");
  assert_audience (test, "committee", "单丹 expected invited*, 曾伟 expected invited*");
  assert_audience (test, "secretaries", "曾伟 expected invited*");
  assert_audience (test, "members_activists",
                   "仇雪 expected invited*, 区家明 expected invited, 单丹 expected invited*, "
                   "曾伟 expected invited*, 朴成 expected invited, 解放 observer invited");
  assert_audience (test, "open", "");
  assert_audience (test, "chosen", "");

  /* On probation within the Party: may come, but not vote. Suspended: neither. */
  tb_core_test_set (test->member, "rights", "probation_in_party");
  g_free (tb_core_test_save (&test->core, test->member));
  tb_core_test_set (test->committee, "party_status", "suspended");
  g_free (tb_core_test_save (&test->core, test->committee));
  assert_audience (test, "members",
                   "仇雪 expected invited, 区家明 expected invited, 曾伟 expected invited*, "
                   "朴成 expected invited");
  assert_audience (test, "voters", "曾伟 expected invited*");
}

/* Groups below a branch are of it, and vote in it. */
static void
test_group (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) group
      = tb_core_test_add_record (&test->core, "organisation", "name", "第一党小组", "kind", "group",
                                 "parent", tb_record_get_id (test->branch), NULL);

  tb_core_test_set (test->member, "group_org", tb_record_get_id (group));
  g_free (tb_core_test_save (&test->core, test->member));
  tb_core_test_set (test->event, "group", tb_record_get_id (group));
  assert_audience (test, "group", "仇雪 expected invited*");
}

/* Made again, the list follows the register, but not where somebody has answered. */
static void
test_invite_again (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) newcomer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;
  g_autofree char *excused = NULL;

  g_free (invite (test));
  tb_event_test_sign_in (test, test->member);
  excused = tb_event_excuse (test->core.session, get_id (test), tb_record_get_id (test->committee),
                             "official", "出差", NULL, &error);
  g_assert_no_error (error);
  newcomer = tb_core_test_add_record (&test->core, "person", "name", "查宁", "category", "full",
                                      "formal_org", tb_record_get_id (test->branch), NULL);
  tb_core_test_set (test->member, "category", "former");
  g_free (tb_core_test_save (&test->core, test->member));
  tb_core_test_set (test->visitor, "activity_org", NULL);
  g_free (tb_core_test_save (&test->core, test->visitor));

  g_free (invite (test));
  assert_list (test, "仇雪 expected present*, 单丹 expected excused*, 曾伟 expected invited*, "
                     "朴成 expected invited, 查宁 expected invited*");
  again = invite (test);
  g_assert_cmpstr (again, ==, "");
}

static void
test_chosen (TbEventTest *test, gconstpointer data)
{
  const char *ids[] = { tb_record_get_id (test->activist), tb_record_get_id (test->member), NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_event_invite_persons (test->core.session, get_id (test), ids, "guest", NULL, &error);

  g_assert_no_error (error);
  assert_list (test, "仇雪 guest invited, 解放 guest invited");
  g_clear_pointer (&batch, g_free);
  batch = tb_event_invite_persons (test->core.session, get_id (test), ids, NULL, NULL, &error);
  g_assert_cmpstr (batch, ==, "");

  /* Guests stay when the list is made by the rule. */
  g_free (invite (test));
  assert_list (test, "仇雪 guest invited*, 区家明 expected invited, 单丹 expected invited*, "
                     "曾伟 expected invited*, 朴成 expected invited, 解放 guest invited");
}

/* Signed in once, and not twice; with the time only while it is the time. */
static void
test_sign_in (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  tb_event_test_sign_in (test, test->member);
  row = tb_event_test_get_row (test, test->member);
  g_assert_cmpstr (tb_core_test_get (row, "state"), ==, "present");
  g_assert_cmpstr (tb_core_test_get (row, "signed_by"), ==, "list");
  g_assert_cmpstr (tb_core_test_get (row, "signed_at"), ==, "2026-11-22T02:00:00.000Z");
  batch = tb_event_sign_in (test->core.session, get_id (test), tb_record_get_id (test->member),
                            TB_SIGN_IN_SELF, NULL, &error);
  g_assert_cmpstr (batch, ==, "");

  /* Somebody who was not expected. */
  tb_event_test_sign_in (test, test->activist);
  g_clear_object (&row);
  row = tb_event_test_get_row (test, test->activist);
  g_assert_cmpstr (tb_core_test_get (row, "role"), ==, "public");

  g_clear_pointer (&batch, g_free);
  batch = tb_event_take_back_sign_in (test->core.session, get_id (test),
                                      tb_record_get_id (test->member), NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&row);
  row = tb_event_test_get_row (test, test->member);
  g_assert_cmpstr (tb_core_test_get (row, "state"), ==, "invited");
  g_assert_null (tb_core_test_get (row, "signed_at"));
}

/* Who was forgotten on the list is expected all the same; who is not a member does not vote. */
static void
test_walk_in (TbEventTest *test, gconstpointer data)
{
  tb_event_test_sign_in (test, test->member);
  tb_event_test_sign_in (test, test->activist);
  assert_list (test, "仇雪 expected present*, 解放 public present");

  tb_core_test_set (test->event, "kind", "ZW");
  g_free (tb_core_test_save (&test->core, test->event));
  tb_event_test_sign_in (test, test->probationary);
  tb_event_test_sign_in (test, test->secretary);
  assert_list (test, "仇雪 expected present*, 曾伟 expected present*, 朴成 observer present, "
                     "解放 public present");
}

static void
test_not_on_list (TbEventTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_event_excuse (test->core.session, get_id (test),
                                  tb_record_get_id (test->member), "sick", NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (tb_event_sign_in (test->core.session, get_id (test),
                                   "019a0000-0000-7000-8000-000000000009", TB_SIGN_IN_LIST, NULL,
                                   &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_free (tb_event_test_do (test, "cancel", "停电", NULL));
  g_assert_null (tb_event_sign_in (test->core.session, get_id (test),
                                   tb_record_get_id (test->member), TB_SIGN_IN_LIST, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
}

static TbEventSignInResult
by_phone (TbEventTest *test, const char *name, const char *last4)
{
  g_autoptr (GError) error = NULL;
  TbEventSignInResult result
      = tb_event_sign_in_by_phone (test->core.session, get_id (test), name, last4, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
test_phone (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) row = NULL;

  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  g_assert_cmpint (by_phone (test, "仇雪", "0003"), ==, TB_EVENT_SIGN_IN_CLOSED);
  g_free (tb_event_test_do (test, "open_sign_in", NULL, NULL));

  g_assert_cmpint (by_phone (test, "仇雪", "0004"), ==, TB_EVENT_SIGN_IN_NOT_FOUND);
  g_assert_cmpint (by_phone (test, "仇", "0003"), ==, TB_EVENT_SIGN_IN_NOT_FOUND);
  g_assert_cmpint (by_phone (test, "仇雪", "003"), ==, TB_EVENT_SIGN_IN_NOT_FOUND);
  g_assert_cmpint (by_phone (test, "仇雪", "%003"), ==, TB_EVENT_SIGN_IN_NOT_FOUND);
  g_assert_cmpint (by_phone (test, "", "0003"), ==, TB_EVENT_SIGN_IN_NOT_FOUND);
  /* Not on the list, and the event is not open to all. */
  g_assert_cmpint (by_phone (test, "解放", "0006"), ==, TB_EVENT_SIGN_IN_NOT_FOUND);

  g_assert_cmpint (by_phone (test, " 仇　雪 ", "０００３"), ==, TB_EVENT_SIGN_IN_DONE);
  g_assert_cmpint (by_phone (test, "仇雪", "0003"), ==, TB_EVENT_SIGN_IN_ALREADY);
  row = tb_event_test_get_row (test, test->member);
  g_assert_cmpstr (tb_core_test_get (row, "signed_by"), ==, "phone");

  g_free (tb_event_test_do (test, "close_sign_in", NULL, NULL));
  g_assert_cmpint (by_phone (test, "曾伟", "0001"), ==, TB_EVENT_SIGN_IN_CLOSED);
}

static void
assert_state (TbEventTest *test, TbRecord *person, const char *state)
{
  g_autoptr (TbRecord) row = tb_event_test_get_row (test, person);

  g_assert_cmpstr (tb_core_test_get (row, "state"), ==, state);
}

/* Whoever signs in themselves is late from ten minutes after the beginning on; who ticks a list
 * knows better. */
static void
test_comes_late (TbEventTest *test, gconstpointer data)
{
  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  g_free (tb_event_test_do (test, "open_sign_in", NULL, NULL));

  tb_clock_advance (test->core.clock, 39 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (by_phone (test, "仇雪", "0003"), ==, TB_EVENT_SIGN_IN_DONE);
  tb_clock_advance (test->core.clock, G_TIME_SPAN_MINUTE);
  g_assert_cmpint (by_phone (test, "曾伟", "0001"), ==, TB_EVENT_SIGN_IN_DONE);
  tb_event_test_sign_in (test, test->committee);

  assert_state (test, test->member, "present");
  assert_state (test, test->secretary, "late");
  assert_state (test, test->committee, "present");
}

/* Without a time at which it begins nobody can be late. */
static void
test_late_without_beginning (TbEventTest *test, gconstpointer data)
{
  g_autofree char *batch = NULL;

  tb_core_test_set (test->event, "planned_from", NULL);
  batch = tb_core_test_save (&test->core, test->event);
  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  g_free (tb_event_test_do (test, "open_sign_in", NULL, NULL));
  tb_clock_advance (test->core.clock, 5 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (by_phone (test, "曾伟", "0001"), ==, TB_EVENT_SIGN_IN_DONE);
  assert_state (test, test->secretary, "present");
}

static void
test_phone_ambiguous (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) twin = tb_core_test_add_record (
      &test->core, "person", "name", "仇雪", "category", "full", "formal_org",
      tb_record_get_id (test->branch), "mobile", "13900000003", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  g_free (tb_event_test_do (test, "open_sign_in", NULL, NULL));
  g_assert_cmpint (by_phone (test, "仇雪", "0003"), ==, TB_EVENT_SIGN_IN_AMBIGUOUS);

  tb_event_sign_in_by_phone_async (test->core.session, get_id (test), "曾伟", "0001", NULL,
                                   tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  g_assert_cmpint (tb_event_sign_in_by_phone_finish (test->core.session, result, &error), ==,
                   TB_EVENT_SIGN_IN_DONE);
  g_assert_no_error (error);
}

/* Whoever is in the register may sign in to what is open to all. */
static void
test_phone_open (TbEventTest *test, gconstpointer data)
{
  tb_core_test_set (test->event, "audience", "open");
  g_free (tb_core_test_save (&test->core, test->event));
  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  g_free (tb_event_test_do (test, "open_sign_in", NULL, NULL));

  g_assert_cmpint (by_phone (test, "解放", "0006"), ==, TB_EVENT_SIGN_IN_DONE);
  assert_list (test, "解放 public present");
  g_assert_cmpint (by_phone (test, "解放", "0006"), ==, TB_EVENT_SIGN_IN_ALREADY);
}

/* "person hours" of the ledger, summed. */
static gint64
sum_hours (TbEventTest *test, TbRecord *person, const char *kind)
{
  g_autoptr (GPtrArray) entries = tb_core_test_list (&test->core, "hour_entry");
  gint64 sum = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      TbRecord *entry = g_ptr_array_index (entries, i);

      if (g_strcmp0 (tb_core_test_get (entry, "person"), tb_record_get_id (person)) == 0
          && g_strcmp0 (tb_core_test_get (entry, "kind"), kind) == 0)
        sum += tb_record_get_int (entry, TB_HOUR_ENTRY_HOURS);
    }

  return sum;
}

#define assert_counts(test, expected_, present_, excused_)                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    tb_event_test_reload (test);                                                                   \
    g_assert_cmpint (tb_record_get_int ((test)->event, TB_EVENT_EXPECTED), ==, expected_);         \
    g_assert_cmpint (tb_record_get_int ((test)->event, TB_EVENT_PRESENT), ==, present_);           \
    g_assert_cmpint (tb_record_get_int ((test)->event, TB_EVENT_EXCUSED), ==, excused_);           \
  }                                                                                                \
  G_STMT_END

/* Held once, all is known: the counts, who was absent, the hours; and it stays right. */
static void
test_hold (TbEventTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *made_up = NULL;
  g_autofree char *taken_back = NULL;

  set_event_int (test, TB_EVENT_STUDY_HOURS, 150);
  tb_event_test_hold (test);
  assert_counts (test, 5, 2, 0);
  tb_event_test_assert (test, "recorded_on", "2026-11-22");
  assert_list (test, "仇雪 expected present*, 区家明 expected absent, 单丹 expected absent*, "
                     "曾伟 expected present*, 朴成 expected absent");
  g_assert_cmpint (sum_hours (test, test->member, "study"), ==, 150);
  g_assert_cmpint (sum_hours (test, test->committee, "study"), ==, 0);

  /* Somebody was forgotten, somebody was not there, somebody made it up. */
  tb_event_test_sign_in (test, test->probationary);
  assert_counts (test, 5, 3, 0);
  g_assert_cmpint (sum_hours (test, test->probationary, "study"), ==, 150);
  taken_back = tb_event_take_back_sign_in (test->core.session, get_id (test),
                                           tb_record_get_id (test->member), NULL, &error);
  g_assert_no_error (error);
  assert_counts (test, 5, 2, 0);
  g_assert_cmpint (sum_hours (test, test->member, "study"), ==, 0);
  tb_clock_advance (test->core.clock, 3 * G_TIME_SPAN_DAY);
  g_assert_null (tb_event_make_up (test->core.session, get_id (test),
                                   tb_record_get_id (test->committee), "2026-11-21", "补学", NULL,
                                   &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);
  made_up = tb_event_make_up (test->core.session, get_id (test), tb_record_get_id (test->committee),
                              "2026-11-25", "补学", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sum_hours (test, test->committee, "study"), ==, 150);
  assert_counts (test, 5, 2, 0);

  /* The archive adds nothing to what is right. */
  g_free (tb_event_test_do (test, "submit", NULL, "minutes", "学习了报告。", NULL));
  g_free (tb_event_test_do (test, "archive", NULL, NULL));
  g_assert_cmpint (sum_hours (test, test->committee, "study"), ==, 150);
  assert_counts (test, 5, 2, 0);
}

/* The form changes a row, or the hours for each, after the event was held: all follows. */
static void
test_by_form (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) row = NULL;

  tb_event_test_hold (test);
  row = tb_event_test_get_row (test, test->committee);
  tb_core_test_set (row, "state", "late");
  g_free (tb_core_test_save (&test->core, row));
  assert_counts (test, 5, 3, 0);

  set_event_int (test, TB_EVENT_STUDY_HOURS, 200);
  g_assert_cmpint (sum_hours (test, test->committee, "study"), ==, 200);
  set_event_int (test, TB_EVENT_STUDY_HOURS, 100);
  g_assert_cmpint (sum_hours (test, test->committee, "study"), ==, 100);
}

/* A signature that is taken back after the event was held is counted no more, and counts again. */
static void
test_undo_sign_in (TbEventTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;

  set_event_int (test, TB_EVENT_STUDY_HOURS, 150);
  g_free (invite (test));
  batch = tb_event_sign_in (test->core.session, get_id (test), tb_record_get_id (test->committee),
                            TB_SIGN_IN_LIST, NULL, &error);
  g_assert_no_error (error);
  tb_event_test_hold (test);
  assert_counts (test, 5, 3, 0);

  undone = tb_session_undo (test->core.session, batch, NULL, &error);
  g_assert_no_error (error);
  assert_counts (test, 5, 2, 0);
  g_assert_cmpint (sum_hours (test, test->committee, "study"), ==, 0);
  g_free (tb_session_undo (test->core.session, undone, NULL, &error));
  g_assert_no_error (error);
  assert_counts (test, 5, 3, 0);
  g_assert_cmpint (sum_hours (test, test->committee, "study"), ==, 150);
}

/* Hours are a ledger. */
static void
test_ledger (TbEventTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  set_event_int (test, TB_EVENT_VOLUNTEER_HOURS, 200);
  tb_event_test_hold (test);
  entries = tb_core_test_list (&test->core, "hour_entry");
  g_assert_cmpuint (entries->len, ==, 2);

  tb_record_set_int (entries->pdata[0], TB_HOUR_ENTRY_HOURS, 900);
  g_assert_null (tb_session_save (test->core.session, entries->pdata[0], NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (tb_session_remove (test->core.session, entries->pdata[1], NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
}

/* However late, it is entered, and says so. */
static void
test_late (TbEventTest *test, gconstpointer data)
{
  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  tb_event_test_sign_in (test, test->member);
  tb_clock_advance (test->core.clock, 16 * G_TIME_SPAN_DAY);
  g_free (tb_event_test_do (test, "hold", NULL, "held_on", "2026-11-22", "held_from", "10:30",
                            "held_to", "12:00", NULL));

  g_assert_true (tb_record_get_boolean (test->event, TB_EVENT_LATE));
  tb_event_test_assert (test, "on", "2026-11-22");
}

/* Another day: who answered for the old one is asked again. */
static void
test_move (TbEventTest *test, gconstpointer data)
{
  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  tb_event_test_sign_in (test, test->member);
  g_assert_nonnull (strstr (tb_core_test_get (test->event, "notice"), "2026-11-22, 10:30"));
  g_free (tb_event_test_do (test, "move", "台风", "planned_on", "2026-11-29", NULL));

  tb_event_test_assert (test, "state", "planned");
  tb_event_test_assert (test, "moved_from", "2026-11-22");
  tb_event_test_assert (test, "notified_on", NULL);
  tb_event_test_assert (test, "notice", NULL);
  tb_event_test_assert (test, "state_reason", "台风");
  assert_list (test, "仇雪 expected invited*, 区家明 expected invited, 单丹 expected invited*, "
                     "曾伟 expected invited*, 朴成 expected invited");
}

/* Who may vote and who came is taken from the list; locked, the counts stay. */
static void
test_vote (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) vote = NULL;
  g_autoptr (TbRecord) locked = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *exempted = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *said = NULL;

  tb_core_test_set (test->event, "kind", "DH");
  g_free (tb_core_test_save (&test->core, test->event));
  tb_event_test_hold (test);
  exempted = tb_event_exempt (test->core.session, get_id (test), tb_record_get_id (test->committee),
                              "infirm", NULL, &error);
  g_assert_no_error (error);
  assert_counts (test, 4, 2, 0);

  vote = tb_event_new_vote (test->core.session, get_id (test), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tb_record_get_int (vote, TB_VOTE_EXPECTED), ==, 2);
  g_assert_cmpint (tb_record_get_int (vote, TB_VOTE_PRESENT), ==, 2);
  tb_core_test_set (vote, "topic", "接收解放为预备党员");
  tb_core_test_set (vote, "kind", "admission");
  g_free (tb_core_test_save (&test->core, vote));
  g_assert_null (tb_event_lock_vote (test->core.session, vote, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);

  g_free (tb_event_test_do (test, "submit", NULL, "minutes", "表决。", NULL));
  said = tb_event_test_refuse (test, "archive", NULL, TB_ERROR_CONFLICT, NULL);
  g_assert_nonnull (strstr (said, "接收解放为预备党员"));

  tb_record_set_int (vote, TB_VOTE_VOTES_FOR, 2);
  tb_record_set_int (vote, TB_VOTE_SECRET, TRUE);
  g_free (tb_core_test_save (&test->core, vote));
  batch = tb_event_lock_vote (test->core.session, vote, NULL, &error);
  g_assert_no_error (error);
  locked = tb_core_test_reload (&test->core, vote);
  tb_record_set_int (locked, TB_VOTE_VOTES_FOR, 1);
  g_assert_null (tb_session_save (test->core.session, locked, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (tb_session_undo (test->core.session, batch, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_clear_error (&error);

  g_free (tb_event_test_do (test, "archive", NULL, NULL));
}

static void
test_notice (TbEventTest *test, gconstpointer data)
{
  const char *names[] = { "曾伟", "仇雪", NULL };
  g_autofree char *notice = NULL;

  tb_core_test_set (test->event, "planned_to", "12:00");
  tb_core_test_set (test->event, "place", "党群服务中心");
  tb_core_test_set (test->event, "agenda", "一、学习\n二、讨论");
  g_free (tb_core_test_save (&test->core, test->event));
  tb_event_test_reload (test);

  notice = tb_event_dup_notice (test->event, names);
  g_assert_cmpstr (notice, ==,
                   "Notice\n\nTo: 曾伟, 仇雪\n\nMeeting: Theme day “学习二十大精神”\n"
                   "Time: 2026-11-22, 10:30 to 12:00\nPlace: 党群服务中心\n"
                   "Who takes part: All members\n"
                   "Agenda:\n一、学习\n二、讨论\n\n"
                   "Be there in time. Who cannot come asks for leave beforehand.\n\n"
                   "罗湖商务大厦联合党支部");
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  tb_event_test_add ("/event/audience", test_audience);
  tb_event_test_add ("/event/group", test_group);
  tb_event_test_add ("/event/invite-again", test_invite_again);
  tb_event_test_add ("/event/chosen", test_chosen);
  tb_event_test_add ("/event/sign-in", test_sign_in);
  tb_event_test_add ("/event/walk-in", test_walk_in);
  tb_event_test_add ("/event/not-on-list", test_not_on_list);
  tb_event_test_add ("/event/phone", test_phone);
  tb_event_test_add ("/event/comes-late", test_comes_late);
  tb_event_test_add ("/event/late-without-beginning", test_late_without_beginning);
  tb_event_test_add ("/event/phone-ambiguous", test_phone_ambiguous);
  tb_event_test_add ("/event/phone-open", test_phone_open);
  tb_event_test_add ("/event/hold", test_hold);
  tb_event_test_add ("/event/by-form", test_by_form);
  tb_event_test_add ("/event/undo-sign-in", test_undo_sign_in);
  tb_event_test_add ("/event/ledger", test_ledger);
  tb_event_test_add ("/event/late", test_late);
  tb_event_test_add ("/event/move", test_move);
  tb_event_test_add ("/event/vote", test_vote);
  tb_event_test_add ("/event/notice", test_notice);

  return tb_test_run ();
}
