/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample-private.h"

#include "tb-type-organisation.h"

static const char *const functional_names[]
    = { "法律服务", "金融服务", "志愿服务", "青年创新", "项目攻坚", NULL };
static const char *const interest_names[]
    = { "羽毛球", "摄影", "读书", "徒步", "书法", "合唱", NULL };

/* Terms are three years for branches, five for committees; a branch was last elected within its
 * term, or a little before, so that some terms have run out. */
static TbDate
pick_election (TbSampleState *self, int years, TbDate established_on)
{
  TbDate earliest = tb_date_add_days (tb_date_add_months (self->today, -years * 12), -60);
  TbDate elected
      = tb_sample_words_date_between (self->words, earliest, tb_date_add_days (self->today, -20));

  return tb_date_compare (elected, established_on) > 0 ? elected : established_on;
}

static TbRecord *
make_organisation (TbSampleState *self, const char *kind, const char *name, const char *parent,
                   TbDate established_on)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_organisation);

  tb_record_take_text (record, TB_ORGANISATION_NAME, g_strconcat ("中共", name, NULL));
  tb_record_set_text (record, TB_ORGANISATION_SHORT_NAME, name);
  tb_record_set_text (record, TB_ORGANISATION_KIND, kind);
  tb_record_set_text (record, TB_ORGANISATION_STATUS, "running");
  tb_record_set_text (record, TB_ORGANISATION_PARENT, parent);
  tb_record_set_text (record, TB_ORGANISATION_TOWER, self->tower_id);
  tb_sample_set_date (record, TB_ORGANISATION_ESTABLISHED_ON, established_on);
  return record;
}

/*
 * tb_sample_make_branch:
 * @branch: (out caller-allocates): what is needed of it later
 * @enterprise: (nullable): whose own branch it is
 *
 * Makes an organisation that elects its members of the committee.
 */
void
tb_sample_make_branch (TbSampleState *self, TbSampleBranch *branch, const char *kind,
                       const char *name, const char *parent, const char *enterprise,
                       TbDate established_on)
{
  static const char *const grades[] = { "3", "4", "5", NULL };
  TbRecord *record = make_organisation (self, kind, name, parent, established_on);
  int years = strcmp (kind, "joint_committee") == 0 ? 5 : 3;
  const char *ethnic;

  *branch = (TbSampleBranch){ .name = g_strdup (name),
                              .groups = g_array_new (FALSE, FALSE, sizeof (TbSampleId)),
                              .established_on = established_on,
                              .elected_on = pick_election (self, years, established_on),
                              .members = tb_sample_members_new () };
  tb_sample_take_id (record, branch->id);

  tb_record_set_text (record, TB_ORGANISATION_ENTERPRISE, enterprise);
  tb_record_set_text (record, TB_ORGANISATION_APPROVED_BY, parent);
  tb_record_take_text (record, TB_ORGANISATION_APPROVAL_DOCUMENT,
                       g_strdup_printf ("组〔%u〕%u号", established_on.year,
                                        1 + tb_sample_words_below (self->words, 90)));
  tb_record_set_int (record, TB_ORGANISATION_TERM_YEARS, years);
  tb_sample_set_date (record, TB_ORGANISATION_ELECTED_ON, branch->elected_on);
  branch->theme_day = 5 + tb_sample_words_below (self->words, 20);
  tb_record_set_int (record, TB_ORGANISATION_THEME_DAY, branch->theme_day);
  tb_record_take_text (record, TB_ORGANISATION_VENUE,
                       g_strdup_printf ("%s党群服务站", self->tower_name));
  tb_record_take_text (record, TB_ORGANISATION_CONTACT,
                       tb_sample_words_dup_person_name (self->words, TB_SEX_FEMALE, &ethnic));
  tb_record_take_text (
      record, TB_ORGANISATION_PHONE,
      g_strdup_printf ("0755-%08u", 22000000 + tb_sample_words_below (self->words, 60000000)));
  tb_record_set_text (record, TB_ORGANISATION_GRADE, tb_sample_words_pick (self->words, grades));
  tb_record_set_int (record, TB_ORGANISATION_GRADE_YEAR, self->today.year - 1);
  tb_sample_insert (self, record);
}

static void
make_groups (TbSampleState *self, TbSampleBranch *branch, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s第%s党小组", branch->name, i == 0 ? "一" : "二");
      TbRecord *record
          = make_organisation (self, "group", name, branch->id, branch->established_on);
      TbSampleId id;

      tb_sample_take_id (record, id.id);
      g_array_append_val (branch->groups, id);
      tb_sample_insert (self, record);
    }
}

static void
make_societies (TbSampleState *self, guint n, const char *kind, const char *const *names,
                const char *ending)
{
  for (guint i = 0; i < n; i++)
    {
      const char *word = names[i % g_strv_length ((char **)names)];
      g_autofree char *name = g_strconcat (self->tower_name, word, ending, NULL);
      TbRecord *record
          = make_organisation (self, kind, name, self->committee.id,
                               tb_date_add_months (self->committee.established_on, 12));
      TbSampleId id;

      tb_sample_take_id (record, id.id);
      tb_record_take_text (record, TB_ORGANISATION_PURPOSE,
                           g_strconcat (word, "活动的组织与开展", NULL));
      tb_sample_insert (self, record);
      g_array_append_val (self->societies, id);
    }
}

static char *
dup_number (guint n)
{
  static const char *const digits[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

  if (n < 10)
    return g_strdup (digits[n]);
  if (n < 20)
    return g_strconcat ("十", digits[n % 10], NULL);
  if (n < 100)
    return g_strconcat (digits[n / 10], "十", digits[n % 10], NULL);
  return g_strdup_printf ("%u", n);
}

/*
 * tb_sample_make_organisations:
 *
 * Makes the organisations of a tower below its committee: joint branches with their groups,
 * functional branches and interest groups. Enterprises with a branch of their own get it when they
 * are made.
 */
void
tb_sample_make_organisations (TbSampleState *self)
{
  guint n = tb_sample_share (self, self->plan->n_organisations - self->plan->n_streets) - 1;
  guint n_societies = MIN (n / 7, 3);
  guint n_joint, n_groups;

  self->n_own_branches = MIN (n / 10, tb_sample_share (self, self->plan->n_enterprises) / 8);
  n -= 2 * n_societies + self->n_own_branches;
  n_groups = n * 2 / 5;
  n_joint = n - n_groups;

  g_array_set_size (self->societies, 0);
  g_array_set_size (self->branches, 0);
  for (guint i = 0; i < n_joint; i++)
    {
      g_autofree char *number = dup_number (i + 1);
      g_autofree char *name = g_strdup_printf ("%s第%s联合党支部", self->tower_name, number);
      TbSampleBranch branch;

      tb_sample_make_branch (self, &branch, "joint_branch", name, self->committee.id, NULL,
                             tb_sample_words_date_between (self->words,
                                                           self->committee.established_on,
                                                           tb_date_add_months (self->today, -12)));
      make_groups (self, &branch, (i + 1) * n_groups / n_joint - i * n_groups / n_joint);
      g_array_append_val (self->branches, branch);
    }

  make_societies (self, n_societies, "functional_branch", functional_names, "功能型党支部");
  make_societies (self, n_societies, "interest_group", interest_names, "趣缘党小组");
}
