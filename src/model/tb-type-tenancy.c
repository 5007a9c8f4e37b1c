/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-tenancy.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_TENANCY_ENTERPRISE]
  = { .name = "enterprise",
      .label = N_ ("Enterprise"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "enterprise" },
  [TB_TENANCY_UNIT]
  = { .name = "unit",
      .label = N_ ("Room"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "unit" },
  [TB_TENANCY_SINCE] = { .name = "since",
                         .label = N_ ("Since"),
                         .type = TB_FIELD_DATE,
                         .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_TENANCY_UNTIL] = { .name = "until",
                         .label = N_ ("Until"),
                         .type = TB_FIELD_DATE,
                         .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_TENANCY_STATE] = { .name = "state",
                         .label = N_ ("State of the tenancy"),
                         .type = TB_FIELD_CODE,
                         .flags = TB_FIELD_LISTED | TB_FIELD_FILTER,
                         .code_list = "tenancy-state" },
  [TB_TENANCY_TENURE] = { .name = "tenure",
                          .label = N_ ("Let or owned"),
                          .type = TB_FIELD_CODE,
                          .flags = TB_FIELD_FILTER,
                          .code_list = "tenure" },
  [TB_TENANCY_AREA] = { .name = "area", .label = N_ ("Area (m²)"), .type = TB_FIELD_DECIMAL },
  [TB_TENANCY_HEADCOUNT] = { .name = "headcount",
                             .label = N_ ("People in this room"),
                             .type = TB_FIELD_INTEGER,
                             .merge = TB_MERGE_LATEST },
  [TB_TENANCY_REMARK] = TB_REMARK_FIELD,
  [TB_TENANCY_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_TENANCY_ENTERPRISE, TB_TENANCY_UNIT);
}

/* An intended tenancy is marked by hand; the other states follow from the dates. */
static void
derive (TbRecord *record)
{
  if (tb_record_has (record, TB_TENANCY_UNTIL))
    tb_record_set_text (record, TB_TENANCY_STATE, "moved_out");
  else if (g_strcmp0 (tb_record_get_text (record, TB_TENANCY_STATE), "intended") != 0)
    tb_record_set_text (record, TB_TENANCY_STATE, "current");
}

static const char *const subtitle_fields[] = { "enterprise", "since", NULL };

const TbRecordType tb_type_tenancy = {
  .name = "tenancy",
  .label = N_ ("Tenancy"),
  .label_plural = N_ ("Tenancies"),
  .icon_name = "document-open-recent-symbolic",
  .number = 7,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_TENANCY_UNIT,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .derive = derive,
  .check = tb_rules_check_period,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_TENANCY_N_FIELDS);
