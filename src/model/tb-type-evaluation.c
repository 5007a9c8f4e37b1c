/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-evaluation.h"

#include "tb-rules.h"
#include "tb-record-types.h"

#define EVALUATION N_ ("Evaluation")
#define MARKS N_ ("Marks")
#define RESULT N_ ("Result")

static const TbField fields[] = {
  [TB_EVALUATION_PROJECT]
  = { .name = "project",
      .label = N_ ("Project"),
      .section = EVALUATION,
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "project" },
  [TB_EVALUATION_CLAIM] = { .name = "claim",
                            .label = N_ ("Claim"),
                            .section = EVALUATION,
                            .type = TB_FIELD_REFERENCE,
                            .flags = TB_FIELD_LISTED | TB_FIELD_FILTER,
                            .target = "claim" },
  [TB_EVALUATION_PROGRESS] = { .name = "progress",
                               .label = N_ ("Progress (0–20)"),
                               .section = MARKS,
                               .type = TB_FIELD_INTEGER,
                               .flags = TB_FIELD_WANTED },
  [TB_EVALUATION_QUALITY] = { .name = "quality",
                              .label = N_ ("Quality (0–30)"),
                              .section = MARKS,
                              .type = TB_FIELD_INTEGER,
                              .flags = TB_FIELD_WANTED },
  [TB_EVALUATION_BENEFIT] = { .name = "benefit",
                              .label = N_ ("Benefit (0–30)"),
                              .section = MARKS,
                              .type = TB_FIELD_INTEGER,
                              .flags = TB_FIELD_WANTED },
  [TB_EVALUATION_SATISFACTION] = { .name = "satisfaction",
                                   .label = N_ ("Satisfaction (0–20)"),
                                   .section = MARKS,
                                   .type = TB_FIELD_INTEGER,
                                   .flags = TB_FIELD_WANTED },
  [TB_EVALUATION_TOTAL] = { .name = "total",
                            .label = N_ ("Total"),
                            .section = RESULT,
                            .type = TB_FIELD_INTEGER,
                            .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_DERIVED,
                            .merge = TB_MERGE_DERIVED },
  [TB_EVALUATION_STARS] = { .name = "stars",
                            .label = N_ ("Stars"),
                            .section = RESULT,
                            .type = TB_FIELD_INTEGER,
                            .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_DERIVED,
                            .merge = TB_MERGE_DERIVED },
  [TB_EVALUATION_COMMENTS] = { .name = "comments",
                               .label = N_ ("Comments"),
                               .section = RESULT,
                               .type = TB_FIELD_TEXT,
                               .format = TB_FORMAT_MULTILINE },
  [TB_EVALUATION_PUBLISHED_ON] = { .name = "published_on",
                                   .label = N_ ("Published on"),
                                   .section = RESULT,
                                   .type = TB_FIELD_DATE },
  [TB_EVALUATION_REMARK] = TB_REMARK_FIELD,
  [TB_EVALUATION_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_EVALUATION_PROJECT, TB_EVALUATION_CLAIM);
}

/* Of a hundred marks; the last row is for everything below (domain model §1.9). */
static const struct
{
  gint64 from;
  gint64 stars;
} star_steps[] = { { 90, 5 }, { 80, 4 }, { 70, 3 }, { 60, 2 }, { 0, 1 } };

static void
derive (TbRecord *record)
{
  static const guint marks[] = { TB_EVALUATION_PROGRESS, TB_EVALUATION_QUALITY,
                                 TB_EVALUATION_BENEFIT, TB_EVALUATION_SATISFACTION };
  gint64 total = 0;
  gsize step = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (!tb_record_has (record, marks[i]))
        {
          tb_record_clear (record, TB_EVALUATION_TOTAL);
          tb_record_clear (record, TB_EVALUATION_STARS);
          return;
        }
      total += tb_record_get_int (record, marks[i]);
    }

  while (step < G_N_ELEMENTS (star_steps) - 1 && total < star_steps[step].from)
    step++;
  tb_record_set_int (record, TB_EVALUATION_TOTAL, total);
  tb_record_set_int (record, TB_EVALUATION_STARS, star_steps[step].stars);
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  tb_rules_check_range (record, TB_EVALUATION_PROGRESS, 0, 20, findings);
  tb_rules_check_range (record, TB_EVALUATION_QUALITY, 0, 30, findings);
  tb_rules_check_range (record, TB_EVALUATION_BENEFIT, 0, 30, findings);
  tb_rules_check_range (record, TB_EVALUATION_SATISFACTION, 0, 20, findings);
}

static const char *const subtitle_fields[] = { "claim", "stars", NULL };

const TbRecordType tb_type_evaluation = {
  .name = "evaluation",
  .label = N_ ("Evaluation"),
  .label_plural = N_ ("Evaluations"),
  .icon_name = "starred-symbolic",
  .number = 31,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_EVALUATION_PROJECT,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .derive = derive,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_EVALUATION_N_FIELDS);
