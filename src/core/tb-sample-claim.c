/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample-private.h"

#include "tb-sample-work-data.h"
#include "tb-type-acceptance.h"
#include "tb-type-beneficiary.h"
#include "tb-type-claim.h"
#include "tb-type-evaluation.h"
#include "tb-type-progress-report.h"
#include "tb-type-project.h"

/* Days from when the project was published. */
#define APPLIED 4
#define CONFIRMED 12
#define STARTED 20
#define SUBMITTED 111
#define ACCEPTED 119
#define EVALUATED 126

/* How far the claims of a project are, by how far the project is. */
static const struct
{
  const char *project;
  const char *claim;
} claim_states[] = {
  { "claimed", "confirmed" },
  { "under_way", "under_way" },
  { "awaiting_acceptance", "submitted" },
  { "accepted", "accepted" },
  { "evaluated", "evaluated" },
  { "archived", "evaluated" },
  { "suspended", "under_way" },
  { "terminated", "withdrawn" },
};

typedef struct
{
  TbRecord *record;  /* (not owned) */
  TbRecord *project; /* (not owned) */
  const char *state;
  TbDate published_on;
} Claim;

static TbDate
day (const Claim *claim, int days)
{
  return tb_date_add_days (claim->published_on, days);
}

static char *
dup_name (TbSampleState *self)
{
  const char *ethnic;

  return tb_sample_words_dup_person_name (
      self->work, tb_sample_words_chance (self->work, 50) ? TB_SEX_MALE : TB_SEX_FEMALE, &ethnic);
}

/* As many claim a district's projects as did in Nanhu Street: 130 (domain model, Sizing). */
#define N_CLAIMANTS 130

static const TbSampleBranch *
get_branch (TbSampleState *self, guint index)
{
  return &g_array_index (self->branches, TbSampleBranch, index % self->branches->len);
}

static const TbSampleFirmRow *
get_firm (TbSampleState *self, guint index)
{
  return &g_array_index (self->firms, TbSampleFirmRow, index % self->firms->len);
}

static void
set_claimant (TbRecord *record, const char *kind, const char *name, const char *id)
{
  guint field = tb_claim_get_claimant_field (kind);

  tb_record_set_text (record, TB_CLAIM_CLAIMANT_KIND, kind);
  tb_record_set_text (record, TB_CLAIM_CLAIMANT, name);
  if (field != TB_FIELD_NOT_FOUND)
    tb_record_set_text (record, field, id);
}

/* Those who claim in a tower take turns, so that two claims of a project are never of the same
 * one. */
static void
fill_in_claimant (TbSampleState *self, TbRecord *record)
{
  static const char *const kinds[]
      = { "organisation", "enterprise",   "person",     "enterprise", "organisation",
          "team",         "organisation", "enterprise", "department", "enterprise" };
  const guint turn = self->next_claimant++ % MAX (2, tb_sample_share (self, N_CLAIMANTS));
  const guint round = turn / G_N_ELEMENTS (kinds);
  const char *kind = kinds[turn % G_N_ELEMENTS (kinds)];
  const TbSampleBranch *branch = get_branch (self, turn);
  const TbSampleFirmRow *firm = get_firm (self, turn);

  if (g_str_equal (kind, "organisation"))
    {
      set_claimant (record, kind, branch->name, branch->id);
    }
  else if (g_str_equal (kind, "person") && branch->n_full > 0)
    {
      const TbSampleMember *member = tb_sample_find_full_member (branch, 0);

      set_claimant (record, kind, member->name, member->id);
    }
  else if (g_str_equal (kind, "team") && round < g_strv_length ((char **)tb_sample_teams))
    {
      set_claimant (record, kind, tb_sample_teams[round], NULL);
    }
  else if (g_str_equal (kind, "department")
           && round < g_strv_length ((char **)tb_sample_departments))
    {
      set_claimant (record, kind, tb_sample_departments[round], NULL);
    }
  else
    {
      set_claimant (record, "enterprise", firm->name, firm->id);
    }
}

static gboolean
is_beyond (const Claim *claim, const char *state)
{
  static const char *const order[]
      = { "confirmed", "under_way", "submitted", "accepted", "evaluated" };
  gsize reached = 0;

  while (reached < G_N_ELEMENTS (order) && strcmp (order[reached], claim->state) != 0)
    reached++;
  if (reached == G_N_ELEMENTS (order))
    return FALSE;
  for (gsize i = 0; i <= reached; i++)
    if (strcmp (order[i], state) == 0)
      return TRUE;
  return FALSE;
}

static void
fill_in_course (TbSampleState *self, const Claim *claim)
{
  TbRecord *record = claim->record;

  tb_record_set_text (record, TB_CLAIM_STATE, claim->state);
  tb_sample_set_date (record, TB_CLAIM_APPLIED_ON, day (claim, APPLIED));
  tb_sample_set_date (record, TB_CLAIM_START_ON, day (claim, STARTED));
  tb_sample_set_date (record, TB_CLAIM_DUE_ON, day (claim, ACCEPTED));
  if (is_beyond (claim, "confirmed") || strcmp (claim->state, "withdrawn") == 0)
    tb_sample_set_date (record, TB_CLAIM_CONFIRMED_ON, day (claim, CONFIRMED));
  if (is_beyond (claim, "submitted"))
    tb_sample_set_date (record, TB_CLAIM_SUBMITTED_ON, day (claim, SUBMITTED));
  if (is_beyond (claim, "accepted"))
    tb_sample_set_date (record, TB_CLAIM_ACCEPTED_ON, day (claim, ACCEPTED));
  if (strcmp (claim->state, "withdrawn") == 0)
    {
      tb_sample_set_date (record, TB_CLAIM_WITHDRAWN_ON, day (claim, 60));
      tb_record_set_text (record, TB_CLAIM_STATE_REASON, "项目并入街道统一改造，协商退出。");
    }
  tb_record_set_int (record, TB_CLAIM_PROGRESS,
                     strcmp (claim->state, "under_way") == 0
                         ? tb_record_get_int (claim->project, TB_PROJECT_PROGRESS)
                     : is_beyond (claim, "submitted") ? 100
                                                      : 0);
}

static void
make_reports (TbSampleState *self, const Claim *claim)
{
  static const struct
  {
    int days;
    gint64 percent;
    const char *text;
  } reports[] = { { 40, 30, "完成方案和物资准备，已与物业、服务对象对接。" },
                  { 70, 60, "主体工作已实施过半，参与志愿者按计划到位。" },
                  { 100, 90, "主要任务完成，正在收集反馈、整理佐证材料。" } };

  for (gsize i = 0; i < G_N_ELEMENTS (reports) && is_beyond (claim, "under_way"); i++)
    {
      TbRecord *report;

      if (!tb_sample_is_past (self, day (claim, reports[i].days)))
        return;
      report = tb_sample_record_new (self, &tb_type_progress_report);
      tb_record_set_text (report, TB_PROGRESS_REPORT_CLAIM, tb_record_get_id (claim->record));
      tb_sample_set_date (report, TB_PROGRESS_REPORT_ON, day (claim, reports[i].days));
      tb_record_set_text (report, TB_PROGRESS_REPORT_TEXT, reports[i].text);
      tb_record_set_int (report, TB_PROGRESS_REPORT_PERCENT, reports[i].percent);
      if (tb_sample_words_chance (self->work, 25))
        tb_record_set_text (report, TB_PROGRESS_REPORT_PROBLEMS,
                            tb_sample_words_pick (self->work, tb_sample_problems));
      tb_sample_insert (self, report);
    }
}

static void
make_acceptance (TbSampleState *self, const Claim *claim)
{
  TbRecord *acceptance = tb_sample_record_new (self, &tb_type_acceptance);
  g_autofree char *first = dup_name (self);
  g_autofree char *second = dup_name (self);

  while (strcmp (first, second) == 0)
    {
      g_free (second);
      second = dup_name (self);
    }
  tb_record_set_text (acceptance, TB_ACCEPTANCE_CLAIM, tb_record_get_id (claim->record));
  tb_sample_set_date (acceptance, TB_ACCEPTANCE_ON, day (claim, ACCEPTED));
  tb_record_set_text (acceptance, TB_ACCEPTANCE_FIRST_ACCEPTOR, first);
  tb_record_set_text (acceptance, TB_ACCEPTANCE_SECOND_ACCEPTOR, second);
  tb_record_set_text (acceptance, TB_ACCEPTANCE_CRITERIA,
                      tb_record_get_text (claim->project, TB_PROJECT_GOAL));
  tb_record_set_text (acceptance, TB_ACCEPTANCE_RESULT, "passed");
  tb_record_set_text (acceptance, TB_ACCEPTANCE_OPINION, "达到预期目标，资料齐全，同意通过验收。");
  tb_sample_insert (self, acceptance);
}

static void
make_beneficiaries (TbSampleState *self, const Claim *claim)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_beneficiary);
  gint64 expected = tb_record_get_int (claim->project, TB_PROJECT_EXPECTED_BENEFICIARIES);

  tb_record_set_text (record, TB_BENEFICIARY_PROJECT, tb_record_get_id (claim->project));
  tb_record_set_text (record, TB_BENEFICIARY_CLAIM, tb_record_get_id (claim->record));
  tb_record_set_text (record, TB_BENEFICIARY_KIND, "visits");
  tb_record_set_int (record, TB_BENEFICIARY_COUNT,
                     expected * (35 + tb_sample_words_below (self->work, 40)) / 100);
  tb_sample_set_date (record, TB_BENEFICIARY_ON, day (claim, SUBMITTED));
  tb_record_set_int (record, TB_BENEFICIARY_SATISFACTION,
                     420 + tb_sample_words_below (self->work, 75));
  tb_record_set_int (record, TB_BENEFICIARY_SAMPLE_SIZE,
                     12 + tb_sample_words_below (self->work, 40));
  tb_sample_insert (self, record);
}

static void
make_evaluation (TbSampleState *self, const Claim *claim, TbRecord *claim_record)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_evaluation);

  tb_record_set_text (record, TB_EVALUATION_PROJECT, tb_record_get_id (claim->project));
  if (claim_record != NULL)
    tb_record_set_text (record, TB_EVALUATION_CLAIM, tb_record_get_id (claim_record));
  tb_record_set_int (record, TB_EVALUATION_PROGRESS, 14 + tb_sample_words_below (self->work, 7));
  tb_record_set_int (record, TB_EVALUATION_QUALITY, 21 + tb_sample_words_below (self->work, 10));
  tb_record_set_int (record, TB_EVALUATION_BENEFIT, 21 + tb_sample_words_below (self->work, 10));
  tb_record_set_int (record, TB_EVALUATION_SATISFACTION,
                     14 + tb_sample_words_below (self->work, 7));
  tb_record_set_text (record, TB_EVALUATION_COMMENTS, "组织有力，群众反映良好，可在片区推广。");
  tb_sample_set_date (record, TB_EVALUATION_PUBLISHED_ON, day (claim, EVALUATED));
  tb_sample_insert (self, record);
}

static void
make_claim (TbSampleState *self, TbRecord *project, const char *state, TbDate published_on,
            guint index)
{
  g_autoptr (TbRecord) record = tb_sample_record_new (self, &tb_type_claim);
  Claim claim
      = { .record = record, .project = project, .state = state, .published_on = published_on };

  tb_record_set_text (record, TB_CLAIM_PROJECT, tb_record_get_id (project));
  tb_record_set_text (record, TB_CLAIM_ROLE, index == 0 ? "main" : "assisting");
  fill_in_claimant (self, record);
  tb_record_take_text (record, TB_CLAIM_RESPONSIBLE, dup_name (self));
  tb_record_take_text (record, TB_CLAIM_PHONE, tb_sample_words_dup_mobile (self->work));
  tb_record_set_text (record, TB_CLAIM_PLEDGE,
                      tb_sample_words_pick (self->work, tb_sample_pledges));
  tb_record_set_text (record, TB_CLAIM_RESOURCES,
                      tb_sample_words_pick (self->work, tb_sample_resources));
  if (tb_sample_words_chance (self->work, 40))
    tb_record_set_int (record, TB_CLAIM_AMOUNT,
                       (gint64)(1 + tb_sample_words_below (self->work, 20)) * 100000);
  fill_in_course (self, &claim);
  tb_sample_insert (self, g_object_ref (record));

  make_reports (self, &claim);
  if (!is_beyond (&claim, "accepted"))
    return;
  make_acceptance (self, &claim);
  make_beneficiaries (self, &claim);
  if (is_beyond (&claim, "evaluated"))
    {
      make_evaluation (self, &claim, record);
      if (index == 0)
        make_evaluation (self, &claim, NULL);
    }
}

/*
 * tb_sample_make_claims:
 * @project: a project that was published
 * @state: its state
 * @published_on: when
 *
 * Makes who claimed it, how far they are, and how it was judged.
 */
void
tb_sample_make_claims (TbSampleState *self, TbRecord *project, const char *state,
                       TbDate published_on)
{
  guint n = (guint)tb_record_get_int (project, TB_PROJECT_MAX_CLAIMANTS);

  /* Of those still open, some have an applicant, as soon as there was time for it. */
  if (strcmp (state, "published") == 0)
    {
      if (tb_sample_is_past (self, tb_date_add_days (published_on, APPLIED))
          && tb_sample_words_chance (self->work, 60))
        make_claim (self, project, tb_sample_words_chance (self->work, 50) ? "applied" : "checked",
                    published_on, 0);
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (claim_states); i++)
    for (guint j = 0; j < n && strcmp (claim_states[i].project, state) == 0; j++)
      make_claim (self, project, claim_states[i].claim, published_on, j);
}
