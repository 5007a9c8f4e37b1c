/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-covered-unit.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_COVERED_UNIT_ORGANISATION]
  = { .name = "organisation",
      .label = N_ ("Joint organisation"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "organisation" },
  [TB_COVERED_UNIT_ENTERPRISE]
  = { .name = "enterprise",
      .label = N_ ("Enterprise"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "enterprise" },
  [TB_COVERED_UNIT_SINCE] = { .name = "since",
                              .label = N_ ("Since"),
                              .type = TB_FIELD_DATE,
                              .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_COVERED_UNIT_UNTIL] = { .name = "until",
                              .label = N_ ("Until"),
                              .type = TB_FIELD_DATE,
                              .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_COVERED_UNIT_DOCUMENT]
  = { .name = "document", .label = N_ ("Number of the approval"), .type = TB_FIELD_TEXT },
  [TB_COVERED_UNIT_REMARK] = TB_REMARK_FIELD,
  [TB_COVERED_UNIT_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_COVERED_UNIT_ORGANISATION,
                                    TB_COVERED_UNIT_ENTERPRISE);
}

static const char *const subtitle_fields[] = { "organisation", "since", NULL };

const TbRecordType tb_type_covered_unit = {
  .name = "covered_unit",
  .label = N_ ("Covered enterprise"),
  .label_plural = N_ ("Covered enterprises"),
  .icon_name = "document-open-recent-symbolic",
  .number = 10,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_COVERED_UNIT_ENTERPRISE,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = tb_rules_check_period,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_COVERED_UNIT_N_FIELDS);
