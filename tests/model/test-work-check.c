/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules of events, projects and claims about one record. */

#include "tb-machine.h"
#include "tb-record.h"
#include "tb-test.h"
#include "tb-type-action-card.h"
#include "tb-type-claim.h"
#include "tb-type-evaluation.h"
#include "tb-type-event.h"
#include "tb-type-project.h"

#define ID "0190a0b0-0000-7000-8000-000000000001"
#define EVENT "kind=DH|title=支部党员大会|organisation=" ID "|planned_on=2026-11-20"
#define PLAN "kind=ZT|title=主题党日|organisation=" ID
#define VOTE                                                                                       \
  "event=" ID "|topic=接收预备党员|kind=admission|candidate=" ID "|expected=20|present=11"
#define PROJECT "title=楼道照明|initiator=" ID
#define CLAIM "project=" ID "|claimant=甲公司|claimant_kind=enterprise"
#define HOURS "person=" ID "|kind=study|on=2026-11-20"
#define SUM "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FILE_OF "file_name=照片.jpg|sha256=" SUM

static const TbDate today = { .year = 2026, .month = 11, .day = 22 };

/* A record of "field=value|field=value", with its derived fields. */
static TbRecord *
make (const char *type, const char *values)
{
  TbRecord *record = tb_record_new (tb_record_types_find (type));
  g_auto (GStrv) pairs = g_strsplit (values, "|", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);
      guint field = tb_record_type_find_field (tb_record_get_record_type (record), pair[0]);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (field, !=, TB_FIELD_NOT_FOUND);
      tb_record_parse (record, field, pair[1], &error);
      g_assert_no_error (error);
    }
  tb_record_type_derive (record);
  return record;
}

typedef struct
{
  const char *type;
  const char *values;
  const char *codes; /* of what is found, errors with a ! before them; "" for nothing */
} Case;

static void
assert_found (const Case *expected)
{
  g_autoptr (TbRecord) record = make (expected->type, expected->values);
  g_autoptr (TbFindings) findings = tb_findings_new ();
  g_autoptr (GString) codes = g_string_new (NULL);

  tb_record_type_check (record, today, findings);
  for (guint i = 0; i < tb_findings_get_n (findings); i++)
    {
      const TbFinding *finding = tb_findings_get (findings, i);

      g_string_append_printf (codes, "%s%s%s", i > 0 ? " " : "",
                              finding->severity == TB_SEVERITY_ERROR ? "!" : "", finding->code);
      g_assert_cmpstr (finding->message, !=, "");
    }
  g_test_message ("%s: %s", expected->type, expected->values);
  g_assert_cmpstr (codes->str, ==, expected->codes);
}

static void
test_events (void)
{
  static const Case cases[] = {
    { "event", EVENT, "" },
    { "event", EVENT "|planned_from=14:30|planned_to=16:00", "" },
    { "event", EVENT "|planned_from=16:00|planned_to=下午2:30", "!times_reversed" },
    { "event", EVENT "|held_from=14:30|held_to=14:30", "!times_reversed" },
    { "event", EVENT "|planned_from=待定", "!time_unreadable" },
    { "event", EVENT "|held_on=2026-11-23", "!date_future" },
    { "event", EVENT "|study_hours=2.5", "" },
    { "event", EVENT "|study_hours=25", "!out_of_range" },
    { "event", EVENT "|notified_on=2026-11-17", "" },
    { "event", EVENT "|notified_on=2026-11-18", "notice_late" },
    { "event", EVENT "|kind=ZW|notified_on=2026-11-20", "" },
    { "event", EVENT "|audience=group", "group_missing" },
    { "event", EVENT "|audience=group|group=" ID, "" },
    { "event", EVENT "|expected=10|present=11", "present_more_than_expected" },

    { "event_plan", PLAN "|recurrence=monthly_day|day=15", "" },
    { "event_plan", PLAN "|recurrence=monthly_day", "!day_missing" },
    { "event_plan", PLAN "|recurrence=monthly|day=32", "!out_of_range" },
    { "event_plan", PLAN "|recurrence=quarterly|month=3", "" },
    { "event_plan", PLAN "|recurrence=quarterly|month=4", "!out_of_range" },
    { "event_plan", PLAN "|recurrence=yearly|month=12", "" },
    { "event_plan", PLAN "|recurrence=yearly|since=2026|until=2025", "period_reversed" },

    { "attendance", "event=" ID "|name=李雷|state=excused|leave_kind=sick", "" },
    { "attendance", "event=" ID "|name=李雷|state=present|leave_kind=sick", "leave_of_present" },
    { "attendance", "event=" ID "|name=李雷|state=late|made_up_on=2026-11-20",
      "made_up_by_present" },
    { "correction", "event=" ID "|field=minutes|before=甲|after=乙|reason=笔误|approver=王芳", "" },
    { "correction", "event=" ID "|field=minutes|before=甲|after=甲|reason=笔误|approver=王芳",
      "!nothing_corrected" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (&cases[i]);
}

static void
test_votes (void)
{
  static const Case cases[] = {
    { "vote", VOTE "|votes_for=10|votes_against=1", "" },
    { "vote", VOTE "|votes_for=12", "!votes_too_many" },
    { "vote", VOTE "|votes_for=9", "votes_too_few" },
    { "vote", VOTE "|present=21", "!present_more_than_entitled" },
    { "vote", VOTE "|votes_for=11|written_for=9", "" },
    { "vote", VOTE "|votes_for=11|written_for=9|written_abstained=1", "!written_too_many" },
    { "vote", VOTE "|votes_for=11|secret=否", "not_secret" },
    { "vote", VOTE "|votes_for=11|candidate=", "candidate_missing" },
    { "vote", VOTE "|votes_for=11|ballots_out=11|ballots_in=12", "ballots_too_many" },
    { "vote", VOTE "|kind=ordinary|candidate=|votes_for=11|secret=否", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (&cases[i]);
}

static void
test_projects (void)
{
  static const Case cases[] = {
    { "project", PROJECT, "" },
    { "project", PROJECT "|open_from=2026-11-01|open_to=2026-10-01", "open_reversed" },
    { "project", PROJECT "|open_from=2026-11-01|due_on=2026-10-01", "due_before_open date_past" },
    { "project", PROJECT "|due_on=2026-11-21", "date_past" },
    { "project", PROJECT "|due_on=2026-11-22", "" },
    { "project", PROJECT "|due_on=2026-11-21|state=awaiting_acceptance", "" },
    { "project", PROJECT "|due_on=2025-06|state=archived", "" },
    { "project", PROJECT "|progress=101", "!out_of_range" },
    { "project", PROJECT "|claim_mode=exclusive|max_claimants=2", "!claimants_many" },
    { "project", PROJECT "|claim_mode=joint|max_claimants=2", "" },
    { "project", PROJECT "|max_claimants=0", "!no_claimants" },

    { "claim", CLAIM "|enterprise=" ID, "" },
    { "claim", CLAIM, "" },
    { "claim", CLAIM "|person=" ID, "!claimant_kind" },
    { "claim", CLAIM "|claimant_kind=team|organisation=" ID, "!claimant_kind" },
    { "claim", CLAIM "|start_on=2026-11-20|due_on=2026-11-01", "due_before_start date_past" },
    { "claim", CLAIM "|due_on=2026-11-21", "date_past" },
    { "claim", CLAIM "|due_on=2026-11-21|state=under_way", "date_past" },
    { "claim", CLAIM "|due_on=2026-11-22", "" },
    { "claim", CLAIM "|due_on=2026-11", "" },
    { "claim", CLAIM "|due_on=2026-11-21|state=submitted", "" },
    { "claim", CLAIM "|due_on=2025|state=withdrawn", "" },

    { "milestone", "project=" ID "|title=备料|weight=100", "" },
    { "milestone", "project=" ID "|title=备料|weight=101", "!out_of_range" },
    { "progress_report", "claim=" ID "|on=2026-11-01|percent=101", "!out_of_range" },
    { "beneficiary", "project=" ID "|count=20|satisfaction=4.75|sample_size=8", "" },
    { "beneficiary", "project=" ID "|count=20|satisfaction=5.01|sample_size=8", "!out_of_range" },
    { "beneficiary", "project=" ID "|count=20|satisfaction=0.99|sample_size=8", "!out_of_range" },
    { "beneficiary", "project=" ID "|count=20|satisfaction=4", "no_answers" },
    { "acceptance",
      "claim=" ID "|on=2026-11-01|first_acceptor=李雷|second_acceptor=韩梅|result=passed", "" },
    { "acceptance",
      "claim=" ID "|on=2026-11-01|first_acceptor=李雷|second_acceptor=李 雷|result=passed",
      "!one_acceptor" },
    { "acceptance",
      "claim=" ID "|on=2026-11-01|first_acceptor=李雷|second_acceptor=韩梅|result=rework",
      "rework_without_date" },
    { "evaluation", "project=" ID "|progress=20|quality=30|benefit=30|satisfaction=20", "" },
    { "evaluation", "project=" ID "|progress=21|quality=31|benefit=31|satisfaction=21",
      "!out_of_range !out_of_range !out_of_range !out_of_range" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (&cases[i]);
}

static void
test_shared (void)
{
  static const Case cases[] = {
    { "hour_entry", HOURS "|hours=2.5|event=" ID, "" },
    { "hour_entry", HOURS "|hours=0", "!no_hours" },
    { "hour_entry", HOURS "|hours=-2.5|reverses=" ID, "" },
    { "hour_entry", HOURS "|hours=-2.5", "!hours_sign" },
    { "hour_entry", HOURS "|hours=2.5|reverses=" ID, "!hours_sign" },
    { "hour_entry", HOURS "|hours=25", "hours_many" },
    { "hour_entry", HOURS "|hours=2|event=" ID "|claim=" ID, "!two_origins" },

    { "action_card", "what=开展主题党日", "!one_owner" },
    { "action_card", "what=开展主题党日|claim=" ID, "" },
    { "action_card", "what=开展主题党日|claim=" ID "|event=" ID, "!one_owner" },
    { "attachment", FILE_OF "|milestone=" ID, "" },
    { "attachment", FILE_OF, "!one_owner" },
    { "attachment", "file_name=甲|sha256=ABC|event=" ID, "!sha256_shape" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (&cases[i]);
}

static void
test_derive_event (void)
{
  static const struct
  {
    const char *values;
    const char *on;
    const char *late;
  } cases[] = {
    { EVENT, "2026-11-20", "" },
    { EVENT "|held_on=2026-11-21", "2026-11-21", "" },
    { EVENT "|held_on=2026-11-01|recorded_on=2026-11-16", "2026-11-01", "No" },
    { EVENT "|held_on=2026-11-01|recorded_on=2026-11-17", "2026-11-01", "Yes" },
    { EVENT "|held_on=2026-10|recorded_on=2026-11-17", "2026-10", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TbRecord) event = make ("event", cases[i].values);
      g_autofree char *late = tb_record_dup_display (event, TB_EVENT_LATE, TB_DISPLAY_REVEALED);

      g_assert_cmpstr (tb_record_get_text (event, TB_EVENT_ON), ==, cases[i].on);
      g_assert_cmpstr (late, ==, cases[i].late);
    }
}

/* What is missing depends on how far it is. */
static void
test_wants (void)
{
  g_autoptr (TbRecord) planned = make ("event", EVENT);
  g_autoptr (TbRecord) held = make ("event", EVENT "|state=held");
  g_autoptr (TbRecord) cancelled = make ("event", EVENT "|state=cancelled");
  g_autoptr (TbRecord) draft = make ("project", PROJECT);
  g_autoptr (TbRecord) published = make ("project", PROJECT "|state=published");
  g_autoptr (TbRecord) withdrawn = make ("claim", CLAIM "|state=withdrawn");

  g_assert_false (tb_record_type_wants (planned, TB_EVENT_MINUTES));
  g_assert_true (tb_record_type_wants (held, TB_EVENT_MINUTES));
  g_assert_true (tb_record_type_wants (planned, TB_EVENT_PLACE));
  g_assert_false (tb_record_type_wants (cancelled, TB_EVENT_PLACE));
  g_assert_true (tb_record_type_wants (draft, TB_PROJECT_NEED));
  g_assert_false (tb_record_type_wants (draft, TB_PROJECT_CONTACT));
  g_assert_true (tb_record_type_wants (published, TB_PROJECT_CONTACT));
  g_assert_false (tb_record_type_wants (withdrawn, TB_CLAIM_PLEDGE));
}

static void
assert_awaits (const char *type, const char *values, const char *field, gboolean expected)
{
  g_autoptr (TbRecord) record = make (type, values);
  guint index = tb_record_type_find_field (tb_record_get_record_type (record), field);

  g_test_message ("%s %s: %s", type, values, field);
  g_assert_cmpint (tb_record_type_awaits (record, index), ==, expected);
}

/* What has ended, or was handed in, is not due any more; what is done again has a day of its own.
 */
static void
test_awaits (void)
{
  static const char *const at_work[] = { "applied", "checked", "confirmed", "under_way" };
  static const char *const ended[]
      = { "submitted", "accepted", "failed", "evaluated", "withdrawn", "rejected" };
  static const char *const closed[] = { "accepted", "evaluated", "archived", "terminated" };

  for (guint i = 0; i < G_N_ELEMENTS (at_work); i++)
    {
      g_autofree char *values
          = g_strdup_printf (CLAIM "|due_on=2026-11-30|rework_due=2026-12-15|state=%s", at_work[i]);

      assert_awaits ("claim", values, "due_on", TRUE);
      assert_awaits ("claim", values, "rework_due", FALSE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ended); i++)
    {
      g_autofree char *values
          = g_strdup_printf (CLAIM "|due_on=2026-11-30|rework_due=2026-12-15|state=%s", ended[i]);

      assert_awaits ("claim", values, "due_on", FALSE);
      assert_awaits ("claim", values, "rework_due", FALSE);
      assert_awaits ("claim", values, "pledge", TRUE);
    }
  assert_awaits ("claim", CLAIM "|due_on=2026-11-30|state=rework", "due_on", TRUE);
  assert_awaits ("claim", CLAIM "|due_on=2026-11-30|rework_due=2026-12-15|state=rework", "due_on",
                 FALSE);
  assert_awaits ("claim", CLAIM "|due_on=2026-11-30|rework_due=2026-12-15|state=rework",
                 "rework_due", TRUE);

  assert_awaits ("project", PROJECT "|due_on=2026-11-30|state=under_way", "due_on", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    {
      g_autofree char *values = g_strdup_printf (PROJECT "|due_on=2026-11-30|state=%s", closed[i]);

      assert_awaits ("project", values, "due_on", FALSE);
    }
  assert_awaits ("person", "name=林晓雯", "birth_date", TRUE);
}

static void
test_overdue (void)
{
  static const struct
  {
    const char *values;
    gboolean overdue;
  } cases[] = {
    { "|due_on=2026-11-21|state=under_way", TRUE },
    { "|due_on=2026-11-22|state=under_way", FALSE },
    { "|due_on=2026-11-21|state=withdrawn", FALSE },
    { "|due_on=2026-11-21|rework_due=2026-12-15|state=rework", FALSE },
    { "|due_on=2026-12-21|rework_due=2026-11-15|state=rework", TRUE },
    { "|due_on=2026-11-21|state=rework", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *values = g_strconcat (CLAIM, cases[i].values, NULL);
      g_autoptr (TbRecord) claim = make ("claim", values);

      g_test_message ("%s", values);
      g_assert_cmpint (tb_claim_is_overdue (claim, today), ==, cases[i].overdue);
    }
}

/* Four marks make a total, and that the stars (domain model §1.9). */
static void
test_stars (void)
{
  static const struct
  {
    int total;
    int stars;
  } cases[] = { { 100, 5 }, { 90, 5 }, { 89, 4 }, { 80, 4 }, { 79, 3 },
                { 70, 3 },  { 69, 2 }, { 60, 2 }, { 59, 1 }, { 0, 1 } };
  g_autoptr (TbRecord) unmarked = make ("evaluation", "project=" ID "|progress=20|quality=30");

  g_assert_false (tb_record_has (unmarked, TB_EVALUATION_STARS));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int rest = cases[i].total;
      int progress = MIN (rest, 20), quality = MIN (rest - progress, 30);
      int benefit = MIN (rest - progress - quality, 30);
      g_autofree char *values
          = g_strdup_printf ("project=" ID "|progress=%d|quality=%d|benefit=%d|satisfaction=%d",
                             progress, quality, benefit, rest - progress - quality - benefit);
      g_autoptr (TbRecord) evaluation = make ("evaluation", values);

      g_assert_cmpint (tb_record_get_int (evaluation, TB_EVALUATION_TOTAL), ==, cases[i].total);
      g_assert_cmpint (tb_record_get_int (evaluation, TB_EVALUATION_STARS), ==, cases[i].stars);
    }
}

static void
test_action_card (void)
{
  g_autoptr (TbRecord) card = make ("action_card", "event=" ID "|what=学习|who=全体党员");
  guint missing[TB_ACTION_CARD_N_QUESTIONS];

  g_assert_cmpuint (tb_action_card_get_missing (NULL, missing), ==, TB_ACTION_CARD_N_QUESTIONS);
  g_assert_cmpuint (tb_action_card_get_missing (card, missing), ==, 6);
  g_assert_cmpuint (missing[0], ==, TB_ACTION_CARD_WHY);
  g_assert_cmpuint (missing[1], ==, TB_ACTION_CARD_WHEN);
  g_assert_cmpuint (missing[5], ==, TB_ACTION_CARD_PROOF);
}

static void
test_titles (void)
{
  g_autoptr (TbRecord) card = make ("action_card", "event=" ID);
  g_autofree char *none = tb_record_dup_title (card);
  g_autofree char *first_line = NULL;

  g_assert_cmpstr (none, ==, "");
  tb_record_set_text (card, TB_ACTION_CARD_WHAT, "开展主题党日\n并合影");
  first_line = tb_record_dup_title (card);
  g_assert_cmpstr (first_line, ==, "开展主题党日");
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/model/work-check/events", test_events);
  g_test_add_func ("/model/work-check/votes", test_votes);
  g_test_add_func ("/model/work-check/projects", test_projects);
  g_test_add_func ("/model/work-check/shared", test_shared);
  g_test_add_func ("/model/work-check/derive-event", test_derive_event);
  g_test_add_func ("/model/work-check/wants", test_wants);
  g_test_add_func ("/model/work-check/awaits", test_awaits);
  g_test_add_func ("/model/work-check/overdue", test_overdue);
  g_test_add_func ("/model/work-check/stars", test_stars);
  g_test_add_func ("/model/work-check/action-card", test_action_card);
  g_test_add_func ("/model/work-check/titles", test_titles);

  return tb_test_run ();
}
