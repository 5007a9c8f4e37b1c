/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-beneficiary.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_BENEFICIARY_PROJECT]
  = { .name = "project",
      .label = N_ ("Project"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "project" },
  [TB_BENEFICIARY_CLAIM] = { .name = "claim",
                             .label = N_ ("Claim"),
                             .type = TB_FIELD_REFERENCE,
                             .flags = TB_FIELD_LISTED | TB_FIELD_FILTER,
                             .target = "claim" },
  [TB_BENEFICIARY_KIND] = { .name = "kind",
                            .label = N_ ("Counted as"),
                            .type = TB_FIELD_CODE,
                            .flags = TB_FIELD_LISTED | TB_FIELD_FILTER,
                            .code_list = "beneficiary-kind" },
  [TB_BENEFICIARY_COUNT] = { .name = "count",
                             .label = N_ ("Count"),
                             .type = TB_FIELD_INTEGER,
                             .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED },
  [TB_BENEFICIARY_ON] = { .name = "on",
                          .label = N_ ("Date"),
                          .type = TB_FIELD_DATE,
                          .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_NOT_FUTURE },
  [TB_BENEFICIARY_SATISFACTION] = { .name = "satisfaction",
                                    .label = N_ ("Satisfaction (1–5)"),
                                    .type = TB_FIELD_DECIMAL,
                                    .flags = TB_FIELD_LISTED },
  [TB_BENEFICIARY_SAMPLE_SIZE] = { .name = "sample_size",
                                   .label = N_ ("Number of answers"),
                                   .type = TB_FIELD_INTEGER,
                                   .flags = TB_FIELD_LISTED },
  [TB_BENEFICIARY_REMARK] = TB_REMARK_FIELD,
  [TB_BENEFICIARY_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_BENEFICIARY_PROJECT, TB_BENEFICIARY_KIND);
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  tb_rules_check_range (record, TB_BENEFICIARY_SATISFACTION, 1, 5, findings);
  if (tb_record_has (record, TB_BENEFICIARY_SATISFACTION)
      && tb_record_get_int (record, TB_BENEFICIARY_SAMPLE_SIZE) < 1)
    tb_findings_add (findings, TB_BENEFICIARY_SAMPLE_SIZE, TB_SEVERITY_WARNING, "no_answers",
                     _ ("Without the number of answers, the satisfaction cannot be counted."));
}

static const char *const subtitle_fields[] = { "claim", "on", NULL };

const TbRecordType tb_type_beneficiary = {
  .name = "beneficiary",
  .label = N_ ("Beneficiaries"),
  .label_plural = N_ ("Beneficiaries"),
  .icon_name = "emoji-people-symbolic",
  .number = 29,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_BENEFICIARY_PROJECT,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_BENEFICIARY_N_FIELDS);
