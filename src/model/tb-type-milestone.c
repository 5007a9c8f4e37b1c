/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-milestone.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_MILESTONE_PROJECT]
  = { .name = "project",
      .label = N_ ("Project"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "project" },
  [TB_MILESTONE_TITLE] = { .name = "title",
                           .label = N_ ("Title"),
                           .type = TB_FIELD_TEXT,
                           .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED },
  [TB_MILESTONE_DUE_ON] = { .name = "due_on",
                            .label = N_ ("Due on"),
                            .type = TB_FIELD_DATE,
                            .flags = TB_FIELD_WANTED | TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_MILESTONE_DONE_ON] = { .name = "done_on",
                             .label = N_ ("Done on"),
                             .type = TB_FIELD_DATE,
                             .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_NOT_FUTURE },
  [TB_MILESTONE_WEIGHT] = { .name = "weight",
                            .label = N_ ("Weight (%)"),
                            .type = TB_FIELD_INTEGER,
                            .flags = TB_FIELD_LISTED },
  [TB_MILESTONE_EVIDENCE_REQUIRED]
  = { .name = "evidence_required", .label = N_ ("Needs evidence"), .type = TB_FIELD_BOOLEAN },
  [TB_MILESTONE_REMARK] = TB_REMARK_FIELD,
  [TB_MILESTONE_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  tb_rules_check_range (record, TB_MILESTONE_WEIGHT, 0, 100, findings);
}

static const char *const subtitle_fields[] = { "project", NULL };

const TbRecordType tb_type_milestone = {
  .name = "milestone",
  .label = N_ ("Milestone"),
  .label_plural = N_ ("Milestones"),
  .icon_name = "tb-flag-symbolic",
  .number = 27,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_MILESTONE_TITLE,
  .subtitle_fields = subtitle_fields,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_MILESTONE_N_FIELDS);
