/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample-private.h"

#include "tb-type-coverage.h"
#include "tb-type-covered-unit.h"
#include "tb-type-enterprise.h"
#include "tb-type-tenancy.h"

/* How the enterprises of a tower are covered, in percent. Those with a branch of their own come
 * beside. */
static const struct
{
  const char *coverage;
  guint percent;
} coverages[] = {
  { "joint", 72 }, { "work", 10 }, { "none", 7 }, { "attached", 6 }, { "unsurveyed", 5 },
};

static const char *
pick_coverage (TbSampleState *self)
{
  guint percent = tb_sample_words_below (self->words, 100);

  for (guint i = 0; i < G_N_ELEMENTS (coverages); i++)
    {
      if (percent < coverages[i].percent)
        return coverages[i].coverage;
      percent -= coverages[i].percent;
    }
  return "joint";
}

static void
fill_in_registration (TbSampleState *self, TbRecord *record, const TbSampleFirm *firm,
                      TbDate established_on)
{
  static const char *const statuses[]
      = { "operating", "operating", "operating", "operating", "suspended", NULL };

  tb_record_set_text (record, TB_ENTERPRISE_NAME, firm->name);
  tb_record_set_text (record, TB_ENTERPRISE_SHORT_NAME, firm->short_name);
  if (!tb_sample_words_chance (self->words, 3))
    tb_record_set_text (record, TB_ENTERPRISE_CREDIT_CODE, firm->credit_code);
  tb_record_set_text (record, TB_ENTERPRISE_KIND, firm->kind);
  tb_record_set_text (record, TB_ENTERPRISE_OWNERSHIP, firm->ownership);
  if (!tb_sample_words_chance (self->words, 2))
    tb_record_set_text (record, TB_ENTERPRISE_INDUSTRY, firm->industry);
  tb_record_set_text (record, TB_ENTERPRISE_BUSINESS, firm->business);
  tb_sample_set_date (record, TB_ENTERPRISE_ESTABLISHED_ON, established_on);
  tb_record_set_int (record, TB_ENTERPRISE_CAPITAL,
                     (1 + tb_sample_words_below (self->words, 50)) * 10000);
  tb_record_set_text (record, TB_ENTERPRISE_CAPITAL_CURRENCY, "CNY");
  tb_record_set_text (record, TB_ENTERPRISE_STATUS,
                      tb_sample_words_chance (self->words, 90)
                          ? "operating"
                          : tb_sample_words_pick (self->words, statuses));
}

static void
fill_in_people (TbSampleState *self, TbRecord *record)
{
  static const char *const political[] = { "13", "13", "13", "01", "01", "12", "06", NULL };
  const char *ethnic;

  tb_record_take_text (record, TB_ENTERPRISE_REPRESENTATIVE,
                       tb_sample_words_dup_person_name (self->words, TB_SEX_MALE, &ethnic));
  tb_record_set_text (record, TB_ENTERPRISE_REPRESENTATIVE_ROLE,
                      tb_sample_words_chance (self->words, 70) ? "investor" : "manager");
  tb_record_set_text (record, TB_ENTERPRISE_REPRESENTATIVE_POLITICAL,
                      tb_sample_words_pick (self->words, political));
  tb_record_take_text (record, TB_ENTERPRISE_REPRESENTATIVE_PHONE,
                       tb_sample_words_dup_mobile (self->words));
  if (tb_sample_words_chance (self->words, 93))
    {
      tb_record_take_text (record, TB_ENTERPRISE_CONTACT,
                           tb_sample_words_dup_person_name (self->words, TB_SEX_FEMALE, &ethnic));
      tb_record_take_text (record, TB_ENTERPRISE_CONTACT_PHONE,
                           tb_sample_words_dup_mobile (self->words));
    }
}

static void
fill_in_size (TbSampleState *self, TbRecord *record, gboolean large)
{
  guint most = large ? 600 : tb_sample_words_chance (self->words, 20) ? 200 : 45;
  guint headcount = (large ? 120 : 4) + tb_sample_words_below (self->words, most);
  guint revenue = headcount * (20 + tb_sample_words_below (self->words, 90));

  if (tb_sample_words_chance (self->words, 4))
    return; /* not counted yet */

  tb_record_set_int (record, TB_ENTERPRISE_HEADCOUNT, headcount);
  tb_record_set_int (record, TB_ENTERPRISE_WOMEN_COUNT,
                     headcount * (30 + tb_sample_words_below (self->words, 30)) / 100);
  tb_record_set_int (record, TB_ENTERPRISE_YOUNG_COUNT,
                     headcount * (35 + tb_sample_words_below (self->words, 45)) / 100);
  tb_record_set_int (record, TB_ENTERPRISE_COLLEGE_COUNT,
                     headcount * (50 + tb_sample_words_below (self->words, 45)) / 100);
  tb_sample_set_date (
      record, TB_ENTERPRISE_COUNTED_ON,
      tb_date_add_days (self->today, -(int)tb_sample_words_below (self->words, 300)));
  tb_record_set_int (record, TB_ENTERPRISE_REVENUE, (gint64)revenue * 100);
  tb_record_set_int (record, TB_ENTERPRISE_REVENUE_YEAR, self->today.year - 1);
  tb_record_set_int (record, TB_ENTERPRISE_ABOVE_SCALE, revenue >= 2000);
}

static void
fill_in_coverage (TbSampleState *self, TbRecord *record, const char *coverage, TbSampleFirmRow *row)
{
  static const char *const reasons[]
      = { "no_members", "fewer_than_three", "newly_founded", "small_and_mobile", NULL };
  gboolean joint = strcmp (coverage, "joint") == 0;

  tb_record_set_text (record, TB_ENTERPRISE_COVERAGE, coverage);
  if (joint || strcmp (coverage, "attached") == 0)
    {
      const TbSampleBranch *branch;

      row->branch = joint ? self->firms->len % self->branches->len
                          : tb_sample_words_below (self->words, self->branches->len);
      row->weight = 1 + tb_sample_words_below (self->words, 5);
      branch = &g_array_index (self->branches, TbSampleBranch, row->branch);
      tb_record_set_text (record, TB_ENTERPRISE_ORGANISATION, branch->id);
      tb_record_take_text (
          record, TB_ENTERPRISE_COVERAGE_DOCUMENT,
          g_strdup_printf ("组〔%u〕%u号",
                           self->today.year - 1 - tb_sample_words_below (self->words, 5),
                           1 + tb_sample_words_below (self->words, 90)));
    }
  else
    {
      row->weight = tb_sample_words_below (self->words, 2);
      if (strcmp (coverage, "unsurveyed") != 0)
        tb_record_set_text (record, TB_ENTERPRISE_NO_ORGANISATION_REASON,
                            tb_sample_words_pick (self->words, reasons));
    }
}

static void
add_tenancy (TbSampleState *self, const char *enterprise, guint unit, TbDate since, TbDate until)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_tenancy);

  tb_record_set_text (record, TB_TENANCY_ENTERPRISE, enterprise);
  tb_record_set_text (record, TB_TENANCY_UNIT, g_array_index (self->units, TbSampleId, unit).id);
  tb_sample_set_date (record, TB_TENANCY_SINCE, since);
  if (until.year != 0)
    tb_sample_set_date (record, TB_TENANCY_UNTIL, until);
  tb_record_set_text (record, TB_TENANCY_TENURE,
                      tb_sample_words_chance (self->words, 92) ? "lease" : "own");
  tb_sample_insert (self, record);
}

/* The first room is the office, whose tenancy the store opens; the others are beside it. */
static void
add_tenancies (TbSampleState *self, const TbSampleFirmRow *row, TbDate established_on, guint first,
               guint n)
{
  tb_sample_date_history (self, &tb_type_tenancy, TB_TENANCY_ENTERPRISE, row->id, TB_TENANCY_SINCE,
                          row->since);
  for (guint i = 1; i < n; i++)
    add_tenancy (self, row->id, first + i, row->since, (TbDate){ 0 });
  if (self->plan->dated && tb_sample_words_chance (self->words, 10))
    add_tenancy (self, row->id, tb_sample_words_below (self->words, self->units->len),
                 established_on, row->since);
}

static TbRecord *
coverage_new (TbSampleState *self, const TbSampleFirmRow *row, const char *coverage, TbDate since)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_coverage);

  tb_record_set_text (record, TB_COVERAGE_ENTERPRISE, row->id);
  tb_record_set_text (record, TB_COVERAGE_COVERAGE, coverage);
  tb_sample_set_date (record, TB_COVERAGE_SINCE, since);
  return record;
}

static void
add_coverage_history (TbSampleState *self, TbRecord *enterprise, const TbSampleFirmRow *row,
                      TbDate covered_on)
{
  TbRecord *record;

  if (!self->plan->dated)
    return;

  record = coverage_new (self, row, tb_record_get_text (enterprise, TB_ENTERPRISE_COVERAGE),
                         covered_on);
  tb_record_set_text (record, TB_COVERAGE_DOCUMENT,
                      tb_record_get_text (enterprise, TB_ENTERPRISE_COVERAGE_DOCUMENT));
  tb_sample_insert (self, record);
  if (row->branch == G_MAXUINT || !tb_sample_words_chance (self->words, 30))
    return;

  record = coverage_new (self, row, tb_sample_words_chance (self->words, 60) ? "none" : "work",
                         row->since);
  tb_sample_set_date (record, TB_COVERAGE_UNTIL, covered_on);
  tb_sample_insert (self, record);
}

static void
add_covered_unit (TbSampleState *self, const TbSampleFirmRow *row, TbDate covered_on)
{
  TbRecord *record = tb_sample_record_new (self, &tb_type_covered_unit);

  tb_record_set_text (record, TB_COVERED_UNIT_ORGANISATION,
                      g_array_index (self->branches, TbSampleBranch, row->branch).id);
  tb_record_set_text (record, TB_COVERED_UNIT_ENTERPRISE, row->id);
  tb_sample_set_date (record, TB_COVERED_UNIT_SINCE, covered_on);
  tb_sample_insert (self, record);
}

/* The branch names its enterprise and the enterprise its branch: the enterprise comes first and is
 * completed after. */
static void
add_own_branch (TbSampleState *self, TbRecord *record, const TbSampleFirm *firm,
                TbSampleFirmRow *row, TbDate founded_on)
{
  g_autofree char *name = g_strconcat (firm->short_name, "党支部", NULL);
  TbSampleBranch branch;

  tb_sample_make_branch (self, &branch, "branch", name, self->committee.id, row->id, founded_on);
  row->branch = self->branches->len;
  row->weight = 10 + tb_sample_words_below (self->words, 12);
  g_array_append_val (self->branches, branch);
  tb_sample_complete (self, record, TB_ENTERPRISE_ORGANISATION, branch.id);
}

/*
 * tb_sample_make_firm:
 *
 * Makes the next enterprise of the tower, with its rooms, its coverage, and its branch if it has
 * one of its own.
 */
void
tb_sample_make_firm (TbSampleState *self)
{
  guint n_firms = tb_sample_share (self, self->plan->n_enterprises);
  guint index = n_firms - self->n_firms_left;
  gboolean own = self->n_own_branches > 0 && index % (n_firms / self->n_own_branches) == 0
                 && index / (n_firms / self->n_own_branches) < self->n_own_branches;
  const char *coverage = own ? "own" : pick_coverage (self);
  g_auto (TbSampleFirm) firm = { 0 };
  g_autoptr (TbRecord) record = tb_sample_record_new (self, &tb_type_enterprise);
  TbSampleFirmRow row = { .branch = G_MAXUINT };
  const TbDate earliest = { .year = 1996, .month = 3, .day = 1 };
  TbDate established_on
      = tb_sample_words_date_between (self->words, earliest, tb_date_add_months (self->today, -18));
  TbDate latest = tb_date_add_days (self->today, -40);
  guint first_unit, n_units;
  TbDate covered_on;

  if (index == 0)
    {
      g_array_set_size (self->firms, 0);
      self->total_weight = 0;
    }

  row.since = tb_sample_words_date_between (self->words, established_on, latest);
  covered_on = tb_sample_words_date_between (self->words, row.since, latest);
  first_unit = MIN (index * self->units->len / n_firms, self->units->len - 1);
  n_units = MAX ((index + 1) * self->units->len / n_firms, first_unit + 1) - first_unit;

  tb_sample_words_make_firm (self->words, &firm);
  tb_sample_take_id (record, row.id);
  row.name = g_strdup (firm.name);
  fill_in_registration (self, record, &firm, established_on);
  fill_in_people (self, record);
  fill_in_size (self, record, own);
  tb_record_set_text (record, TB_ENTERPRISE_TOWER, self->tower_id);
  tb_record_set_text (record, TB_ENTERPRISE_OFFICE,
                      g_array_index (self->units, TbSampleId, first_unit).id);
  if (own)
    tb_record_set_text (record, TB_ENTERPRISE_COVERAGE, coverage);
  else
    fill_in_coverage (self, record, coverage, &row);
  tb_sample_insert (self, g_object_ref (record));

  if (own)
    add_own_branch (self, record, &firm, &row, covered_on);
  else if (strcmp (coverage, "joint") == 0)
    add_covered_unit (self, &row, covered_on);
  add_tenancies (self, &row, established_on, first_unit, n_units);
  add_coverage_history (self, record, &row, covered_on);

  self->total_weight += row.weight;
  g_array_append_val (self->firms, row);
  self->n_firms_left--;
}
