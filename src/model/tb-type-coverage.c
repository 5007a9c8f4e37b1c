/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-coverage.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_COVERAGE_ENTERPRISE]
  = { .name = "enterprise",
      .label = N_ ("Enterprise"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "enterprise" },
  [TB_COVERAGE_COVERAGE] = { .name = "coverage",
                             .label = N_ ("Kind of coverage"),
                             .type = TB_FIELD_CODE,
                             .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_FILTER,
                             .code_list = "coverage" },
  [TB_COVERAGE_SINCE] = { .name = "since",
                          .label = N_ ("Since"),
                          .type = TB_FIELD_DATE,
                          .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_COVERAGE_UNTIL] = { .name = "until",
                          .label = N_ ("Until"),
                          .type = TB_FIELD_DATE,
                          .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_COVERAGE_APPROVED_BY]
  = { .name = "approved_by", .label = N_ ("Approved by"), .type = TB_FIELD_TEXT },
  [TB_COVERAGE_DOCUMENT]
  = { .name = "document", .label = N_ ("Number of the approval"), .type = TB_FIELD_TEXT },
  [TB_COVERAGE_DOCUMENT_ON]
  = { .name = "document_on", .label = N_ ("Date of the approval"), .type = TB_FIELD_DATE },
  [TB_COVERAGE_REMARK] = TB_REMARK_FIELD,
  [TB_COVERAGE_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_COVERAGE_ENTERPRISE, TB_COVERAGE_COVERAGE);
}

static const char *const subtitle_fields[] = { "enterprise", "since", NULL };

const TbRecordType tb_type_coverage = {
  .name = "coverage",
  .label = N_ ("Coverage"),
  .label_plural = N_ ("Coverage history"),
  .icon_name = "document-open-recent-symbolic",
  .number = 8,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_COVERAGE_COVERAGE,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = tb_rules_check_period,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_COVERAGE_N_FIELDS);
