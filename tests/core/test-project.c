/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-attachments.h"
#include "tb-project-test.h"
#include "tb-test.h"
#include "tb-transition.h"
#include "tb-type-claim.h"
#include "tb-type-project.h"

static gint64
get_int (TbCoreTest *test, TbRecord *record, guint field)
{
  g_autoptr (TbRecord) present = tb_core_test_reload (test, record);

  return tb_record_get_int (present, field);
}

static void
assert_text (TbCoreTest *test, TbRecord *record, const char *field, const char *value)
{
  g_autoptr (TbRecord) present = tb_core_test_reload (test, record);

  g_assert_cmpstr (tb_core_test_get (present, field), ==, value);
}

static void
step (TbCoreTest *test, TbRecord *record, const char *verb, const char *reason, const char *state)
{
  g_autoptr (TbRecord) present = tb_project_test_do (test, record, verb, reason);

  g_assert_cmpstr (tb_core_test_get (present, "state"), ==, state);
}

static void
add_acceptance (TbCoreTest *test, TbRecord *claim, const char *result, const char *rework_due)
{
  g_autoptr (TbRecord) acceptance = tb_project_test_add (
      test, "acceptance", "claim", tb_record_get_id (claim), "on", "2026-11-20", "first_acceptor",
      "林晓雯", "second_acceptor", "陈志远", "result", result, "rework_due", rework_due, NULL);
}

static void
add_evaluation (TbCoreTest *test, TbRecord *project, TbRecord *claim)
{
  g_autoptr (TbRecord) evaluation
      = tb_project_test_add (test, "evaluation", "project", tb_record_get_id (project), "claim",
                             claim != NULL ? tb_record_get_id (claim) : NULL, "progress", "18",
                             "quality", "27", "benefit", "26", "satisfaction", "19", NULL);
}

static void
attach (TbCoreTest *test, TbRecord *owner, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (name, strlen (name));
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_session_attach_bytes (test->session, tb_record_get_record_type (owner),
                                 tb_record_get_id (owner), bytes, name, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (batch);
}

/* Publish, claim, evidence, accept, evaluate, archive. */
static void
test_whole_path (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "exclusive", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autoptr (TbRecord) claim = NULL;
  g_autoptr (TbRecord) milestone = NULL;

  assert_text (test, project, "published_on", "2026-11-22");
  assert_text (test, project, "code", "XM-2026-0001");

  claim = tb_project_test_confirm (test, project, "先锋志愿队");
  assert_text (test, claim, "confirmed_on", "2026-11-22");
  assert_text (test, claim, "applied_on", "2026-11-22");
  assert_text (test, claim, "due_on", "2027-03-31");
  tb_project_test_assert_state (test, project, "claimed");

  step (test, project, "start", NULL, "under_way");
  tb_project_test_assert_state (test, claim, "under_way");
  assert_text (test, claim, "start_on", "2026-11-22");

  milestone = tb_project_test_add (test, "milestone", "project", tb_record_get_id (project),
                                   "title", "更换灯具", "evidence_required", "yes", NULL);
  tb_project_test_refuse (test, claim, "submit", NULL, "更换灯具");
  attach (test, milestone, "灯具.jpg");
  tb_project_test_refuse (test, project, "finish", NULL, "先锋志愿队");
  step (test, claim, "submit", NULL, "submitted");

  step (test, project, "finish", NULL, "awaiting_acceptance");
  tb_project_test_refuse (test, project, "accept", NULL, "先锋志愿队");
  tb_project_test_refuse (test, claim, "accept", NULL, "inspected");
  add_acceptance (test, claim, "passed", NULL);
  step (test, claim, "accept", NULL, "accepted");
  assert_text (test, claim, "accepted_on", "2026-11-20");
  step (test, project, "accept", NULL, "accepted");
  g_assert_cmpint (get_int (test, project, TB_PROJECT_PROGRESS), ==, 100);

  tb_project_test_refuse (test, project, "evaluate", NULL, "evaluation");
  add_evaluation (test, project, claim);
  step (test, claim, "evaluate", NULL, "evaluated");
  step (test, project, "evaluate", NULL, "evaluated");
  step (test, project, "archive", NULL, "archived");
  tb_core_test_assert_sound (test);
}

/* What a step rests on is written down with it, or neither is. */
static void
test_with (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "exclusive", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autoptr (TbRecord) confirmed = tb_project_test_confirm (test, project, "先锋队");
  g_autoptr (TbRecord) acceptance = tb_core_test_new_record (
      "acceptance", "claim", tb_record_get_id (confirmed), "on", "2026-11-20", "first_acceptor",
      "林晓雯", "second_acceptor", "陈志远", "result", "passed", NULL);
  g_autoptr (TbRecord) claim = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;

  refused = tb_session_transition_with (test->session, confirmed, "accept", NULL, acceptance, NULL,
                                        &error);
  g_assert_null (refused);
  g_clear_error (&error);
  before = tb_core_test_list (test, "acceptance");
  g_assert_cmpuint (before->len, ==, 0);

  step (test, project, "start", NULL, "under_way");
  step (test, confirmed, "submit", NULL, "submitted");
  claim = tb_core_test_reload (test, confirmed);
  batch
      = tb_session_transition_with (test->session, claim, "accept", NULL, acceptance, NULL, &error);
  g_assert_no_error (error);
  tb_project_test_assert_state (test, claim, "accepted");

  undone = tb_session_undo (test->session, batch, NULL, &error);
  g_assert_no_error (error);
  tb_project_test_assert_state (test, claim, "submitted");
  after = tb_core_test_list (test, "acceptance");
  g_assert_cmpuint (after->len, ==, 0);
}

/* What is published says what is needed, by when, and whom to ask. */
static void
test_publish (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *branch = tb_project_test_dup_organisation (test, "云杉支部", NULL);
  g_autoptr (TbRecord) project
      = tb_project_test_add (test, "project", "title", "午间课堂", "initiator", branch, NULL);
  g_autoptr (TbRecord) present = NULL;

  tb_project_test_refuse (test, project, "publish", NULL, "can be done from");
  step (test, project, "submit", NULL, "review");
  tb_project_test_refuse (test, project, "return", NULL, "reason");
  tb_project_test_refuse (test, project, "publish", NULL, "what is needed");

  present = tb_core_test_reload (test, project);
  tb_core_test_set (present, "need", "午间学习");
  g_free (tb_core_test_save (test, present));
  tb_project_test_refuse (test, project, "publish", NULL, "Open from");

  tb_core_test_set (present, "open_from", "2026-12-01");
  tb_core_test_set (present, "open_to", "2026-11-25");
  tb_core_test_set (present, "due_on", "2027-01-31");
  tb_core_test_set (present, "contact", "林晓雯");
  g_free (tb_core_test_save (test, present));
  tb_project_test_refuse (test, project, "publish", NULL, "Correct the dates");

  tb_core_test_set (present, "open_to", "2026-12-25");
  g_free (tb_core_test_save (test, present));
  step (test, project, "publish", NULL, "published");
}

/* Places are taken by confirmed claims, and free again when one is withdrawn. */
static void
test_places (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "joint", "2");
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autoptr (TbRecord) third = tb_project_test_add_claim (test, project, "第三队");
  g_autoptr (TbRecord) first = tb_project_test_confirm (test, project, "第一队");
  g_autoptr (TbRecord) second = NULL;

  step (test, third, "check", NULL, "checked");
  tb_project_test_assert_state (test, project, "published");
  second = tb_project_test_confirm (test, project, "第二队");
  tb_project_test_assert_state (test, project, "claimed");
  tb_project_test_refuse (test, third, "confirm", NULL, "place");

  tb_project_test_refuse (test, first, "withdraw", NULL, "reason");
  step (test, first, "withdraw", "人手不足", "withdrawn");
  assert_text (test, first, "withdrawn_on", "2026-11-22");
  assert_text (test, first, "state_reason", "人手不足");
  tb_project_test_assert_state (test, project, "published");
  step (test, third, "confirm", NULL, "confirmed");
  tb_project_test_assert_state (test, project, "claimed");
}

/* One alone takes it all; several without a limit never fill it. */
static void
test_modes (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "multiple", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  static const char *const names[] = { "甲队", "乙队", "丙队", "丁队" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TbRecord) claim = tb_project_test_confirm (test, project, names[i]);

      tb_project_test_assert_state (test, project, "published");
    }
}

/* The same claimant twice, by reference or by name; after a withdrawal it is no second claim. */
static void
test_duplicate (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "multiple", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autofree char *branch = tb_project_test_dup_organisation (test, "远山支部", NULL);
  const char *id = tb_record_get_id (project);
  g_autoptr (TbRecord) first = tb_project_test_add (test, "claim", "project", id, "claimant_kind",
                                                    "organisation", "organisation", branch, NULL);
  g_autoptr (TbRecord) second = tb_project_test_add (test, "claim", "project", id, "claimant_kind",
                                                     "organisation", "organisation", branch, NULL);

  step (test, first, "check", NULL, "checked");
  tb_project_test_refuse (test, second, "check", NULL, "RL-2026-0001");
  step (test, first, "withdraw", NULL, "withdrawn");
  step (test, second, "check", NULL, "checked");
}

/* What the claimant was called when the claim was made stays. */
static void
test_claimant_name (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "multiple", NULL);
  g_autofree char *branch = tb_project_test_dup_organisation (test, "远山支部", NULL);
  g_autoptr (TbRecord) claim
      = tb_project_test_add (test, "claim", "project", tb_record_get_id (draft), "claimant_kind",
                             "organisation", "organisation", branch, NULL);
  g_autoptr (TbRecord) organisation = NULL;
  g_autoptr (GPtrArray) organisations = tb_core_test_list (test, "organisation");

  assert_text (test, claim, "claimant", "远山支部");
  for (guint i = 0; i < organisations->len; i++)
    if (g_strcmp0 (tb_record_get_id (g_ptr_array_index (organisations, i)), branch) == 0)
      organisation = g_object_ref (g_ptr_array_index (organisations, i));
  tb_core_test_set (organisation, "name", "远山第一支部");
  g_free (tb_core_test_save (test, organisation));
  assert_text (test, claim, "claimant", "远山支部");
}

static void
test_rework (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "exclusive", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autoptr (TbRecord) claim = tb_project_test_confirm (test, project, "先锋队");

  step (test, project, "start", NULL, "under_way");
  step (test, claim, "submit", NULL, "submitted");
  add_acceptance (test, claim, "rework", "2026-12-10");
  tb_project_test_refuse (test, claim, "accept", NULL, "last acceptance");
  step (test, claim, "send_back", NULL, "rework");
  assert_text (test, claim, "rework_due", "2026-12-10");

  step (test, claim, "submit", NULL, "submitted");
  add_acceptance (test, claim, "failed", NULL);
  tb_project_test_refuse (test, claim, "send_back", NULL, "last acceptance");
  step (test, claim, "fail", NULL, "failed");
  tb_project_test_refuse (test, project, "finish", NULL, "no result");
}

/* Put off twice at most, always to a later day; claims due with it move along. */
static void
test_extend (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "exclusive", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autoptr (TbRecord) claim = tb_project_test_confirm (test, project, "先锋队");
  static const char *const days[] = { "2027-04-30", "2027-05-31" };

  step (test, project, "start", NULL, "under_way");
  tb_project_test_refuse (test, project, "extend", "材料未到", "later date");
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (TbRecord) present = tb_core_test_reload (test, project);
      g_autoptr (GError) error = NULL;
      g_autofree char *batch = NULL;

      tb_core_test_set (present, "due_on", days[i]);
      batch = tb_session_transition (test->session, present, "extend", "材料未到", NULL, &error);
      g_assert_no_error (error);
      assert_text (test, project, "due_on", days[i]);
      assert_text (test, claim, "due_on", days[i]);
      g_assert_cmpint (get_int (test, project, TB_PROJECT_EXTENSIONS), ==, i + 1);
    }
  tb_project_test_refuse (test, project, "extend", "材料未到", "twice");
}

/* Nobody came: published again, or given to somebody from above. */
static void
test_unclaimed (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "exclusive", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autoptr (TbRecord) present = NULL;
  g_autoptr (TbRecord) claim = NULL;

  tb_project_test_refuse (test, project, "lapse", NULL, "2026-12-15");
  present = tb_core_test_reload (test, project);
  tb_core_test_set (present, "open_to", "2026-11-20");
  g_free (tb_core_test_save (test, present));
  step (test, project, "lapse", NULL, "unclaimed");
  tb_project_test_refuse (test, project, "republish", NULL, "later date");
  tb_project_test_refuse (test, project, "assign", NULL, "no claim");

  claim = tb_project_test_add_claim (test, project, "物业公司");
  step (test, project, "assign", NULL, "claimed");
  tb_project_test_assert_state (test, claim, "confirmed");
}

static void
test_terminate (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "multiple", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autoptr (TbRecord) confirmed = tb_project_test_confirm (test, project, "甲队");
  g_autoptr (TbRecord) asking = tb_project_test_add_claim (test, project, "乙队");

  tb_project_test_refuse (test, project, "terminate", NULL, "reason");
  step (test, project, "terminate", "资金未落实", "terminated");
  tb_project_test_assert_state (test, confirmed, "withdrawn");
  tb_project_test_assert_state (test, asking, "rejected");
  assert_text (test, asking, "state_reason", "资金未落实");
}

/* By the weights of what is done; without milestones, by what the claimants report. */
static void
test_progress (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "multiple", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autoptr (TbRecord) first = tb_project_test_confirm (test, project, "甲队");
  g_autoptr (TbRecord) second = tb_project_test_confirm (test, project, "乙队");
  g_autoptr (TbRecord) early = NULL, late = NULL, design = NULL, work = NULL;
  const char *id = tb_record_get_id (project);

  early = tb_project_test_add (test, "progress_report", "claim", tb_record_get_id (first), "on",
                               "2026-11-20", "percent", "60", NULL);
  late = tb_project_test_add (test, "progress_report", "claim", tb_record_get_id (first), "on",
                              "2026-11-10", "percent", "30", NULL);
  g_assert_cmpint (get_int (test, first, TB_CLAIM_PROGRESS), ==, 60);
  g_assert_cmpint (get_int (test, project, TB_PROJECT_PROGRESS), ==, 30);

  design = tb_project_test_add (test, "milestone", "project", id, "title", "设计", "weight", "30",
                                "done_on", "2026-11-15", NULL);
  work = tb_project_test_add (test, "milestone", "project", id, "title", "施工", "weight", "70",
                              NULL);
  g_assert_cmpint (get_int (test, project, TB_PROJECT_PROGRESS), ==, 30);
  tb_core_test_set (work, "done_on", "2026-11-21");
  g_free (tb_core_test_save (test, work));
  g_assert_cmpint (get_int (test, project, TB_PROJECT_PROGRESS), ==, 100);
  tb_core_test_assert_sound (test);
}

/* What is refused is offered with the same words; what core does by itself is not offered. */
static void
test_offers (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "exclusive", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = tb_session_list_transitions (test->session, project, NULL, &error);
  static const char *const verbs[] = { "start", "lapse", "terminate" };

  g_assert_no_error (error);
  g_assert_cmpuint (offers->len, ==, G_N_ELEMENTS (verbs));
  for (guint i = 0; i < offers->len; i++)
    {
      const TbTransitionOffer *offer = g_ptr_array_index (offers, i);

      g_assert_cmpstr (offer->transition->verb, ==, verbs[i]);
      g_assert_cmpint (offer->refusal != NULL, ==, i < 2);
      if (offer->refusal != NULL)
        tb_project_test_refuse (test, project, verbs[i], NULL, offer->refusal);
    }
}

static void
assert_remedy (TbCoreTest *test, TbRecord *record, const char *verb, TbRemedyKind kind)
{
  g_autoptr (TbRecord) present = tb_core_test_reload (test, record);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = tb_session_list_transitions (test->session, present, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < offers->len; i++)
    {
      const TbTransitionOffer *offer = g_ptr_array_index (offers, i);

      if (!g_str_equal (offer->transition->verb, verb))
        continue;
      g_assert_nonnull (offer->refusal);
      g_assert_cmpint (offer->remedy.kind, ==, kind);
      return;
    }
  g_error ("%s is not offered", verb);
}

/* What is refused says what is to be done first. */
static void
test_remedies (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *branch = tb_project_test_dup_organisation (test, "云杉大厦联合党支部", NULL);
  g_autoptr (TbRecord) bare = tb_project_test_add (test, "project", "title", "义诊", "initiator",
                                                   branch, "claim_mode", "exclusive", NULL);
  g_autoptr (TbRecord) draft = tb_project_test_add_project (test, "exclusive", NULL);
  g_autoptr (TbRecord) project = tb_project_test_publish (test, draft);
  g_autoptr (TbRecord) present = NULL;
  g_autoptr (TbRecord) claim = NULL;

  step (test, bare, "submit", NULL, "review");
  assert_remedy (test, bare, "publish", TB_REMEDY_FILL_IN);

  assert_remedy (test, project, "start", TB_REMEDY_CLAIM);
  assert_remedy (test, project, "lapse", TB_REMEDY_NONE);
  present = tb_core_test_reload (test, project);
  tb_core_test_set (present, "open_to", "2026-11-20");
  g_free (tb_core_test_save (test, present));
  assert_remedy (test, project, "start", TB_REMEDY_NONE);

  /* Who asked in time is answered. */
  claim = tb_project_test_add_claim (test, project, "先锋队");
  assert_remedy (test, project, "start", TB_REMEDY_STEP);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/core/project/whole-path", test_whole_path);
  tb_core_test_add ("/core/project/with", test_with);
  tb_core_test_add ("/core/project/publish", test_publish);
  tb_core_test_add ("/core/project/places", test_places);
  tb_core_test_add ("/core/project/modes", test_modes);
  tb_core_test_add ("/core/project/duplicate", test_duplicate);
  tb_core_test_add ("/core/project/claimant-name", test_claimant_name);
  tb_core_test_add ("/core/project/rework", test_rework);
  tb_core_test_add ("/core/project/extend", test_extend);
  tb_core_test_add ("/core/project/unclaimed", test_unclaimed);
  tb_core_test_add ("/core/project/terminate", test_terminate);
  tb_core_test_add ("/core/project/progress", test_progress);
  tb_core_test_add ("/core/project/offers", test_offers);
  tb_core_test_add ("/core/project/remedies", test_remedies);

  return tb_test_run ();
}
