/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample-private.h"

#include "tb-sample-work-data.h"
#include "tb-type-milestone.h"
#include "tb-type-project.h"

/* A project is open for so many days, and due after so many from when it was published. */
#define OPEN_DAYS 30
#define DUE_DAYS 120

/* How far projects are, so that there are some in every column of the board; most are at work or
 * over. It was published between so many days ago. */
static const struct
{
  const char *state;
  guint from_days;
  guint to_days;
} courses[] = {
  { "published", 2, 20 },
  { "under_way", 35, 100 },
  { "archived", 150, 330 },
  { "claimed", 13, 19 },
  { "awaiting_acceptance", 113, 118 },
  { "under_way", 30, 90 },
  { "published", 3, 18 },
  { "archived", 160, 340 },
  { "draft", 0, 0 },
  { "accepted", 122, 130 },
  { "under_way", 40, 95 },
  { "review", 0, 0 },
  { "evaluated", 128, 140 },
  { "unclaimed", 40, 70 },
  { "archived", 145, 300 },
  { "published", 5, 25 },
  { "suspended", 60, 90 },
  { "under_way", 50, 105 },
  { "terminated", 80, 140 },
  { "archived", 170, 350 },
};

static const char *const origins[]
    = { "public_need", "deliberation", "visit", "superior", "partner", "own", NULL };

static void
fill_in_need (TbSampleState *self, TbRecord *record, const TbSampleNeed *need)
{
  tb_record_set_text (record, TB_PROJECT_TITLE, need->title);
  tb_record_set_text (record, TB_PROJECT_CATEGORY, need->category);
  tb_record_set_text (record, TB_PROJECT_ORIGIN, tb_sample_words_pick (self->work, origins));
  tb_record_set_text (record, TB_PROJECT_NEED, need->need);
  tb_record_set_text (record, TB_PROJECT_GOAL, need->goal);
  tb_record_set_text (record, TB_PROJECT_TARGET_GROUP, need->target);
  tb_record_take_text (record, TB_PROJECT_LOCATION, g_strdup_printf ("%s及周边", self->tower_name));
  tb_record_set_text (record, TB_PROJECT_TOWER, self->tower_id);
  tb_record_set_int (record, TB_PROJECT_EXPECTED_BENEFICIARIES, need->n_beneficiaries);
  if (need->budget > 0)
    {
      tb_record_set_int (record, TB_PROJECT_BUDGET, (gint64)need->budget * 100);
      tb_record_set_text (record, TB_PROJECT_FUND_SOURCE, "党群活动经费、认领方自筹");
    }
  tb_record_set_int (record, TB_PROJECT_NEED_PEOPLE, 4 + tb_sample_words_below (self->work, 16));
}

static void
fill_in_contact (TbSampleState *self, TbRecord *record)
{
  const char *ethnic;

  tb_record_take_text (record, TB_PROJECT_CONTACT,
                       tb_sample_words_dup_person_name (self->work, TB_SEX_FEMALE, &ethnic));
  tb_record_take_text (record, TB_PROJECT_PHONE, tb_sample_words_dup_mobile (self->work));
}

static void
fill_in_course (TbSampleState *self, TbRecord *record, const char *state, TbDate published_on)
{
  static const char *const over[] = { "archived", "terminated", NULL };

  tb_sample_set_date (record, TB_PROJECT_PUBLISHED_ON, published_on);
  tb_sample_set_date (record, TB_PROJECT_OPEN_FROM, published_on);
  tb_sample_set_date (record, TB_PROJECT_OPEN_TO, tb_date_add_days (published_on, OPEN_DAYS));
  tb_sample_set_date (record, TB_PROJECT_DUE_ON, tb_date_add_days (published_on, DUE_DAYS));
  if (g_strv_contains (over, state))
    tb_sample_set_date (
        record, TB_PROJECT_CLOSED_ON,
        tb_date_add_days (published_on, strcmp (state, "archived") == 0 ? 140 : 70));
  if (strcmp (state, "suspended") == 0)
    tb_record_set_text (record, TB_PROJECT_STATE_REASON, "施工许可尚未批复，暂缓实施。");
  else if (strcmp (state, "terminated") == 0)
    tb_record_set_text (record, TB_PROJECT_STATE_REASON, "已纳入街道统一改造计划，不再单独实施。");
}

static void
make_milestones (TbSampleState *self, const char *project, const char *state, TbDate published_on)
{
  static const struct
  {
    const char *title;
    guint days;
    gint64 weight;
    gboolean evidence;
  } steps[] = { { "方案制定与物资准备", 35, 20, FALSE },
                { "组织实施", 85, 50, TRUE },
                { "总结与验收", 115, 30, TRUE } };
  static const char *const at_work[]
      = { "under_way", "awaiting_acceptance", "accepted", "evaluated", "archived", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      TbRecord *milestone = tb_sample_record_new (self, &tb_type_milestone);
      TbDate due_on = tb_date_add_days (published_on, (int)steps[i].days);
      TbDate done_on = tb_date_add_days (due_on, (int)tb_sample_words_below (self->work, 8) - 5);

      tb_record_set_text (milestone, TB_MILESTONE_PROJECT, project);
      tb_record_set_text (milestone, TB_MILESTONE_TITLE, steps[i].title);
      tb_sample_set_date (milestone, TB_MILESTONE_DUE_ON, due_on);
      tb_record_set_int (milestone, TB_MILESTONE_WEIGHT, steps[i].weight);
      tb_record_set_int (milestone, TB_MILESTONE_EVIDENCE_REQUIRED, steps[i].evidence);
      if (g_strv_contains (at_work, state) && tb_sample_is_past (self, done_on))
        tb_sample_set_date (milestone, TB_MILESTONE_DONE_ON, done_on);
      tb_sample_insert (self, milestone);
    }
}

/* What is done of it, from the day it was published on. */
static gint64
get_progress (TbSampleState *self, const char *state, guint days)
{
  static const char *const done[]
      = { "awaiting_acceptance", "accepted", "evaluated", "archived", NULL };

  if (g_strv_contains (done, state))
    return 100;
  if (strcmp (state, "under_way") == 0 || strcmp (state, "suspended") == 0)
    return MIN (days, 100) * 9 / 10;
  return 0;
}

/*
 * tb_sample_make_project:
 * @index: which project of the tower
 *
 * Makes a project with its milestones, claims and what became of them.
 */
void
tb_sample_make_project (TbSampleState *self, guint index)
{
  static const char *const unpublished[] = { "draft", "review", NULL };
  /* Towers begin at different places, so that a few projects each make up a board. */
  guint course = (index + self->tower * 7) % G_N_ELEMENTS (courses);
  guint need = (index + self->tower * 3) % tb_sample_n_needs;
  const char *state = courses[course].state;
  guint days = courses[course].from_days
               + tb_sample_words_below (self->work,
                                        courses[course].to_days - courses[course].from_days + 1);
  TbDate published_on = tb_date_add_days (self->today, -(int)days);
  const TbSampleBranch *initiator
      = self->branches->len > 0 && tb_sample_words_chance (self->work, 50)
            ? &g_array_index (self->branches, TbSampleBranch,
                              tb_sample_words_below (self->work, self->branches->len))
            : &self->committee;
  g_autoptr (TbRecord) record = tb_sample_record_new (self, &tb_type_project);

  fill_in_need (self, record, &tb_sample_needs[need]);
  fill_in_contact (self, record);
  tb_record_set_text (record, TB_PROJECT_STATE, state);
  tb_record_set_text (record, TB_PROJECT_INITIATOR, initiator->id);
  tb_record_set_text (record, TB_PROJECT_CLAIM_MODE, index % 3 == 0 ? "exclusive" : "joint");
  tb_record_set_int (record, TB_PROJECT_MAX_CLAIMANTS, index % 3 == 0 ? 1 : 2);
  if (g_strv_contains (unpublished, state))
    {
      tb_sample_insert (self, g_object_ref (record));
      return;
    }

  fill_in_course (self, record, state, published_on);
  tb_record_set_int (record, TB_PROJECT_PROGRESS, get_progress (self, state, days));
  tb_sample_insert (self, g_object_ref (record));
  make_milestones (self, tb_record_get_id (record), state, published_on);
  tb_sample_make_claims (self, record, state, published_on);
}
