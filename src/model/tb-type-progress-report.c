/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-progress-report.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_PROGRESS_REPORT_CLAIM]
  = { .name = "claim",
      .label = N_ ("Claim"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "claim" },
  [TB_PROGRESS_REPORT_ON]
  = { .name = "on",
      .label = N_ ("Date"),
      .type = TB_FIELD_DATE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_NOT_FUTURE },
  [TB_PROGRESS_REPORT_TEXT] = { .name = "text",
                                .label = N_ ("Report"),
                                .type = TB_FIELD_TEXT,
                                .format = TB_FORMAT_MULTILINE,
                                .flags = TB_FIELD_WANTED | TB_FIELD_LISTED },
  [TB_PROGRESS_REPORT_PERCENT] = { .name = "percent",
                                   .label = N_ ("Progress (%)"),
                                   .type = TB_FIELD_INTEGER,
                                   .flags = TB_FIELD_LISTED,
                                   .merge = TB_MERGE_LARGER },
  [TB_PROGRESS_REPORT_PROBLEMS]
  = { .name = "problems", .label = N_ ("Problems"), .type = TB_FIELD_TEXT },
  [TB_PROGRESS_REPORT_REMARK] = TB_REMARK_FIELD,
  [TB_PROGRESS_REPORT_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_PROGRESS_REPORT_CLAIM, TB_PROGRESS_REPORT_ON);
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  tb_rules_check_range (record, TB_PROGRESS_REPORT_PERCENT, 0, 100, findings);
}

static const char *const subtitle_fields[] = { "claim", NULL };

const TbRecordType tb_type_progress_report = {
  .name = "progress_report",
  .label = N_ ("Progress report"),
  .label_plural = N_ ("Progress reports"),
  .icon_name = "view-continuous-symbolic",
  .number = 28,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_PROGRESS_REPORT_ON,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_PROGRESS_REPORT_N_FIELDS);
