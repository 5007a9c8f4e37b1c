/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-employment.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_EMPLOYMENT_PERSON]
  = { .name = "person",
      .label = N_ ("Person"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .sensitivity = TB_SENSITIVITY_S1,
      .target = "person" },
  [TB_EMPLOYMENT_ENTERPRISE]
  = { .name = "enterprise",
      .label = N_ ("Enterprise"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .sensitivity = TB_SENSITIVITY_S1,
      .target = "enterprise" },
  [TB_EMPLOYMENT_JOB] = { .name = "job",
                          .label = N_ ("Position"),
                          .type = TB_FIELD_TEXT,
                          .flags = TB_FIELD_LISTED,
                          .sensitivity = TB_SENSITIVITY_S1 },
  [TB_EMPLOYMENT_SINCE] = { .name = "since",
                            .label = N_ ("Since"),
                            .type = TB_FIELD_DATE,
                            .flags = TB_FIELD_LISTED,
                            .sensitivity = TB_SENSITIVITY_S1 },
  [TB_EMPLOYMENT_UNTIL] = { .name = "until",
                            .label = N_ ("Until"),
                            .type = TB_FIELD_DATE,
                            .flags = TB_FIELD_LISTED,
                            .sensitivity = TB_SENSITIVITY_S1 },
  [TB_EMPLOYMENT_REMARK] = TB_REMARK_FIELD,
  [TB_EMPLOYMENT_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_EMPLOYMENT_PERSON, TB_EMPLOYMENT_ENTERPRISE);
}

static const char *const subtitle_fields[] = { "person", "since", NULL };

const TbRecordType tb_type_employment = {
  .name = "employment",
  .label = N_ ("Employment"),
  .label_plural = N_ ("Employments"),
  .icon_name = "document-open-recent-symbolic",
  .number = 14,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_EMPLOYMENT_ENTERPRISE,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = tb_rules_check_period,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_EMPLOYMENT_N_FIELDS);
