/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample-private.h"

#include "tb-type-affiliation.h"
#include "tb-type-employment.h"
#include "tb-type-person.h"
#include "tb-type-post.h"

static const char *const jobs[]
    = { "职员",   "主管",     "工程师",   "高级工程师", "会计", "项目经理", "部门经理", "副总经理",
        "总经理", "行政专员", "人事专员", "销售经理",   "法务", "设计师",   "律师",     NULL };
static const char *const departments[]
    = { "综合部", "研发部", "市场部", "财务部", "人力资源部", "运营部", "法务部", NULL };
static const char *const schools[]
    = { "深圳大学",     "中山大学", "华南理工大学",     "暨南大学",     "武汉大学", "湖南大学",
        "广东工业大学", "南昌大学", "深圳职业技术大学", "华南师范大学", NULL };
static const char *const majors[]
    = { "计算机科学与技术", "会计学",   "工商管理", "法学",     "金融学", "土木工程",
        "电子信息工程",     "市场营销", "英语",     "行政管理", NULL };
static const char *const education[]
    = { "21", "21", "21", "21", "31", "31", "14", "14", "11", "61", "41", NULL };
static const char *const job_kinds[] = { "management", "technical",      "technical",      "sales",
                                         "service",    "administration", "administration", NULL };
static const char *const branch_posts[]
    = { "secretary",        "deputy_secretary",  "organisation_member",
        "publicity_member", "discipline_member", NULL };
static const char *const committee_posts[] = { "secretary",
                                               "deputy_secretary",
                                               "organisation_member",
                                               "publicity_member",
                                               "discipline_member",
                                               "united_front_member",
                                               NULL };

/* What is decided about a person before anything is written. */
typedef struct
{
  TbRecord *record;            /* (not owned) */
  const TbSampleFirmRow *firm; /* (not owned) */
  TbSampleBranch *branch;      /* (not owned) (nullable): of the firm */
  TbSex sex;
  TbDate birth;
  TbDate work_start;
  TbDate join;
  gboolean is_full;
  gboolean is_member;
  gboolean is_formal; /* the relation is in @branch, not elsewhere */
} Draft;

static TbDate
later_of (TbDate a, TbDate b)
{
  return tb_date_compare (a, b) > 0 ? a : b;
}

static TbDate
earlier_of (TbDate a, TbDate b)
{
  return tb_date_compare (a, b) < 0 ? a : b;
}

static const TbSampleFirmRow *
pick_firm (TbSampleState *self)
{
  guint weight = tb_sample_words_below (self->words, MAX (self->total_weight, 1));

  for (guint i = 0; i < self->firms->len; i++)
    {
      const TbSampleFirmRow *firm = &g_array_index (self->firms, TbSampleFirmRow, i);

      if (weight < firm->weight)
        return firm;
      weight -= firm->weight;
    }
  return &g_array_index (self->firms, TbSampleFirmRow, 0);
}

/* White-collar members are mostly young; a few are past sixty. */
static TbDate
pick_birth (TbSampleState *self)
{
  guint age
      = 23 + MIN (tb_sample_words_below (self->words, 44), tb_sample_words_below (self->words, 44));

  return tb_date_add_days (tb_date_add_months (self->today, -12 * (int)age),
                           -(int)tb_sample_words_below (self->words, 365));
}

static void
decide_category (TbSampleState *self, Draft *draft)
{
  static const char *const before[] = { "activist", "activist", "candidate", "applicant", NULL };
  guint percent = tb_sample_words_below (self->words, 100);
  TbDate grown = tb_date_add_months (draft->birth, 12 * 19);

  draft->is_member = percent < 95;
  draft->is_full = percent < 89;
  tb_record_set_text (draft->record, TB_PERSON_CATEGORY,
                      draft->is_full     ? "full"
                      : draft->is_member ? "probationary"
                                         : tb_sample_words_pick (self->words, before));

  if (draft->is_full)
    draft->join
        = tb_sample_words_date_between (self->words, grown,
                                        earlier_of (tb_date_add_days (self->today, -400),
                                                    tb_date_add_months (draft->birth, 12 * 36)));
  else if (draft->is_member)
    draft->join = tb_sample_words_date_between (self->words, tb_date_add_days (self->today, -330),
                                                tb_date_add_days (self->today, -10));
}

static void
fill_in_identity (TbSampleState *self, Draft *draft)
{
  const char *ethnic;
  TbRecord *record = draft->record;

  tb_record_take_text (record, TB_PERSON_NAME,
                       tb_sample_words_dup_person_name (self->words, draft->sex, &ethnic));
  tb_record_set_text (record, TB_PERSON_SEX, draft->sex == TB_SEX_MALE ? "1" : "2");
  if (!tb_sample_words_chance (self->words, 2))
    tb_record_set_text (record, TB_PERSON_ETHNIC_GROUP, ethnic);
  tb_sample_set_date (record, TB_PERSON_BIRTH_DATE, draft->birth);
  if (!tb_sample_words_chance (self->words, 3))
    {
      tb_record_set_text (record, TB_PERSON_ID_KIND, "resident_card");
      tb_record_take_text (record, TB_PERSON_ID_NUMBER,
                           tb_sample_words_dup_id_number (self->words, draft->birth, draft->sex));
    }
  tb_record_take_text (record, TB_PERSON_NATIVE_PLACE, tb_sample_words_dup_place (self->words));
  if (!tb_sample_words_chance (self->words, 4))
    tb_record_take_text (record, TB_PERSON_MOBILE, tb_sample_words_dup_mobile (self->words));
}

static void
fill_in_work (TbSampleState *self, Draft *draft)
{
  TbRecord *record = draft->record;

  draft->work_start = earlier_of (
      tb_date_add_months (draft->birth, 12 * 22 + (int)tb_sample_words_below (self->words, 36)),
      tb_date_add_days (self->today, -60));
  tb_sample_set_date (record, TB_PERSON_WORK_START_ON,
                      (TbDate){ .year = draft->work_start.year, .month = draft->work_start.month });
  if (!tb_sample_words_chance (self->words, 3))
    {
      tb_record_set_text (record, TB_PERSON_EDUCATION,
                          tb_sample_words_pick (self->words, education));
      tb_record_set_text (record, TB_PERSON_SCHOOL, tb_sample_words_pick (self->words, schools));
      tb_record_set_text (record, TB_PERSON_MAJOR, tb_sample_words_pick (self->words, majors));
    }
  tb_record_set_text (record, TB_PERSON_ENTERPRISE, draft->firm->id);
  tb_record_set_text (record, TB_PERSON_DEPARTMENT,
                      tb_sample_words_pick (self->words, departments));
  if (!tb_sample_words_chance (self->words, 5))
    tb_record_set_text (record, TB_PERSON_JOB, tb_sample_words_pick (self->words, jobs));
  tb_record_set_text (record, TB_PERSON_JOB_KIND, tb_sample_words_pick (self->words, job_kinds));
  tb_record_set_text (record, TB_PERSON_NEW_STRATUM, "private_manager");
}

/* The road of who is not a member yet, as far as the category says: an activist for some months
 * after the application, to be developed a year after that at the earliest (Rules on the Admission
 * of Party Members, Art. 13). */
static void
fill_in_road (TbSampleState *self, TbRecord *record)
{
  const char *category = tb_record_get_text (record, TB_PERSON_CATEGORY);
  gboolean is_candidate = g_str_equal (category, "candidate");
  int n_days = 200 + (int)tb_sample_words_below (self->words, 700) + (is_candidate ? 400 : 0);
  TbDate applied = tb_date_add_days (self->today, -n_days);
  TbDate activist = tb_date_add_days (applied, 120);

  tb_record_set_text (record, TB_PERSON_POLITICAL, "13");
  tb_sample_set_date (record, TB_PERSON_APPLIED_ON, applied);
  if (is_candidate || g_str_equal (category, "activist"))
    tb_sample_set_date (record, TB_PERSON_ACTIVIST_ON, activist);
  if (is_candidate)
    tb_sample_set_date (record, TB_PERSON_CANDIDATE_ON, tb_date_add_days (activist, 400));
}

static void
fill_in_membership (TbSampleState *self, Draft *draft)
{
  TbRecord *record = draft->record;
  TbDate join = draft->join;
  TbDate full;

  if (!draft->is_member)
    {
      fill_in_road (self, record);
      return;
    }

  /* Old files often have only the month. */
  full = tb_date_add_months (join, 12);
  if (tb_sample_words_chance (self->words, 8))
    join.day = full.day = 0;
  tb_sample_set_date (record, TB_PERSON_JOIN_ON, join);
  tb_record_set_text (record, TB_PERSON_JOIN_KIND, "new");
  if (draft->is_full)
    {
      tb_sample_set_date (record, TB_PERSON_FULL_ON, full);
      tb_record_set_text (record, TB_PERSON_FULL_KIND, "on_time");
    }
  tb_record_set_text (record, TB_PERSON_PARTY_STATUS, "normal");
  tb_record_set_int (record, TB_PERSON_VISIBLE, tb_sample_words_chance (self->words, 70));
}

/* Those whose relation is in a branch come to its events. */
static void
join_branch (Draft *draft, guint group)
{
  TbSampleMember member = {
    .name = g_strdup (tb_record_get_text (draft->record, TB_PERSON_NAME)),
    .workplace = g_strdup (draft->firm->name),
    .group = group,
    .is_full = draft->is_full,
  };

  tb_sample_take_id (draft->record, member.id);
  g_array_append_val (draft->branch->members, member);
}

static void
fill_in_organisation (TbSampleState *self, Draft *draft)
{
  static const char *const elsewhere[]
      = { "household_place", "talent_market", "former_employer", "pocket", NULL };
  static const char *const intents[] = { "willing", "unwilling", "undecided", NULL };
  TbRecord *record = draft->record;
  TbSampleBranch *branch = draft->branch;

  draft->is_formal = branch != NULL && draft->is_member && tb_sample_words_chance (self->words, 85);
  if (draft->is_formal)
    {
      guint group = branch->groups->len > 0
                        ? tb_sample_words_below (self->words, branch->groups->len)
                        : G_MAXUINT;

      tb_record_set_text (record, TB_PERSON_FORMAL_ORG, branch->id);
      if (group != G_MAXUINT)
        tb_record_set_text (record, TB_PERSON_GROUP_ORG,
                            g_array_index (branch->groups, TbSampleId, group).id);
      join_branch (draft, group);
      return;
    }

  if (branch != NULL)
    tb_record_set_text (record, TB_PERSON_ACTIVITY_ORG, branch->id);
  if (!draft->is_member)
    return;

  tb_record_set_text (record, TB_PERSON_FORMAL_ELSEWHERE,
                      tb_sample_words_pick (self->words, elsewhere));
  tb_record_set_text (record, TB_PERSON_TRANSFER_INTENT,
                      tb_sample_words_pick (self->words, intents));
  if (tb_sample_words_chance (self->words, 40))
    tb_record_set_text (record, TB_PERSON_FLOATING, "in");
}

/* Since the election, or since a by-election for who was no full member by then. */
static void
add_post (TbSampleState *self, const TbSampleBranch *organisation, const Draft *draft,
          const char *post)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_post);
  gboolean leads = g_str_has_suffix (post, "secretary");

  tb_record_set_text (record, TB_POST_ORGANISATION, organisation->id);
  tb_record_set_text (record, TB_POST_PERSON, tb_record_get_id (draft->record));
  tb_record_set_text (record, TB_POST_POST, post);
  tb_record_set_text (record, TB_POST_MODE, "elected");
  tb_record_set_text (record, TB_POST_REPORT_KIND, leads ? "approved" : "recorded");
  tb_sample_set_date (record, TB_POST_SINCE,
                      later_of (organisation->elected_on, tb_date_add_months (draft->join, 12)));
  tb_sample_insert (self, record);
}

/* The first full members of a branch are its committee; its secretaries make up the tower's. */
static void
add_posts (TbSampleState *self, Draft *draft)
{
  TbSampleBranch *branch = draft->branch;

  if (!draft->is_full || !draft->is_formal)
    return;

  if (branch->n_full < g_strv_length ((char **)branch_posts))
    add_post (self, branch, draft, branch_posts[branch->n_full]);
  if (branch->n_full == 0 && self->n_committee_posts < g_strv_length ((char **)committee_posts))
    add_post (self, &self->committee, draft, committee_posts[self->n_committee_posts++]);
  branch->n_full++;
}

static void
add_affiliation (TbSampleState *self, Draft *draft, const char *organisation, const char *kind,
                 TbDate since, TbDate until)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_affiliation);

  tb_record_set_text (record, TB_AFFILIATION_PERSON, tb_record_get_id (draft->record));
  tb_record_set_text (record, TB_AFFILIATION_ORGANISATION, organisation);
  tb_record_set_text (record, TB_AFFILIATION_KIND, kind);
  tb_sample_set_date (record, TB_AFFILIATION_SINCE, since);
  if (until.year != 0)
    tb_sample_set_date (record, TB_AFFILIATION_UNTIL, until);
  tb_sample_insert (self, record);
}

static void
add_society (TbSampleState *self, Draft *draft)
{
  guint n = self->societies->len;
  guint index;

  if (n == 0 || !draft->is_member || !tb_sample_words_chance (self->words, 12))
    return;

  index = tb_sample_words_below (self->words, n);
  add_affiliation (
      self, draft, g_array_index (self->societies, TbSampleId, index).id,
      index < n / 2 ? "functional" : "interest",
      tb_date_add_days (self->today, -30 - (int)tb_sample_words_below (self->words, 700)),
      (TbDate){ 0 });
}

static void
add_employment (TbSampleState *self, Draft *draft, const char *enterprise, const char *job,
                TbDate since, TbDate until)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_employment);

  tb_record_set_text (record, TB_EMPLOYMENT_PERSON, tb_record_get_id (draft->record));
  tb_record_set_text (record, TB_EMPLOYMENT_ENTERPRISE, enterprise);
  tb_record_set_text (record, TB_EMPLOYMENT_JOB, job);
  tb_sample_set_date (record, TB_EMPLOYMENT_SINCE, since);
  if (until.year != 0)
    tb_sample_set_date (record, TB_EMPLOYMENT_UNTIL, until);
  tb_sample_insert (self, record);
}

static void
add_past_employment (TbSampleState *self, Draft *draft, TbDate until)
{
  const TbSampleFirmRow *former = pick_firm (self);

  if (former != draft->firm)
    add_employment (self, draft, former->id, tb_sample_words_pick (self->words, jobs),
                    draft->work_start, until);
}

static void
add_past_branch (TbSampleState *self, Draft *draft, TbDate until)
{
  const TbSampleBranch *former = &g_array_index (
      self->branches, TbSampleBranch, tb_sample_words_below (self->words, self->branches->len));

  if (former != draft->branch && tb_date_compare (draft->join, until) < 0)
    add_affiliation (self, draft, former->id, "formal", draft->join, until);
}

/* Who has a post of the branch led its events of the past year; the others came at any time. */
static TbDate
pick_joining (TbSampleState *self, const Draft *draft, TbDate earliest)
{
  const TbDate joined
      = tb_sample_words_date_between (self->words, earliest, tb_date_add_days (self->today, -20));
  const gboolean leads = draft->is_formal && draft->is_full
                         && draft->branch->n_full < g_strv_length ((char **)branch_posts);

  return leads && tb_date_compare (joined, tb_date_add_months (self->today, -12)) > 0 ? earliest
                                                                                      : joined;
}

static void
add_history (TbSampleState *self, Draft *draft)
{
  TbDate latest = tb_date_add_days (self->today, -20);
  const TbDate still = { 0 };
  TbDate employed, earliest, joined;

  if (!self->plan->dated)
    return;

  employed = tb_sample_words_date_between (
      self->words, later_of (draft->work_start, draft->firm->since), latest);
  add_employment (self, draft, draft->firm->id, tb_record_get_text (draft->record, TB_PERSON_JOB),
                  employed, still);
  if (tb_sample_words_chance (self->words, 8))
    add_past_employment (self, draft, employed);

  if (draft->branch == NULL)
    return;

  earliest = later_of (draft->is_formal ? draft->join : employed, draft->branch->established_on);
  joined = pick_joining (self, draft, earliest);
  if (draft->is_formal)
    g_array_index (draft->branch->members, TbSampleMember, draft->branch->members->len - 1).joined
        = joined;
  add_affiliation (self, draft, draft->branch->id, draft->is_formal ? "formal" : "activity", joined,
                   still);
  if (draft->is_formal && tb_sample_words_chance (self->words, 6))
    add_past_branch (self, draft, joined);
}

/*
 * tb_sample_make_person:
 *
 * Makes the next person of the tower, with posts, societies and history.
 */
void
tb_sample_make_person (TbSampleState *self)
{
  g_autoptr (TbRecord) record = tb_sample_record_new (self, &tb_type_person);
  Draft draft = { .record = record, .firm = pick_firm (self) };

  draft.branch = draft.firm->branch != G_MAXUINT
                     ? &g_array_index (self->branches, TbSampleBranch, draft.firm->branch)
                     : NULL;
  draft.sex = tb_sample_words_chance (self->words, 54) ? TB_SEX_MALE : TB_SEX_FEMALE;
  draft.birth = pick_birth (self);
  decide_category (self, &draft);
  fill_in_identity (self, &draft);
  fill_in_work (self, &draft);
  fill_in_membership (self, &draft);
  fill_in_organisation (self, &draft);
  tb_sample_insert (self, g_object_ref (record));

  add_history (self, &draft);
  add_posts (self, &draft);
  add_society (self, &draft);
  self->n_persons_left--;
}
