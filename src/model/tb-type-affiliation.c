/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-affiliation.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_AFFILIATION_PERSON]
  = { .name = "person",
      .label = N_ ("Person"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .sensitivity = TB_SENSITIVITY_S1,
      .target = "person" },
  [TB_AFFILIATION_ORGANISATION]
  = { .name = "organisation",
      .label = N_ ("Party organisation"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .sensitivity = TB_SENSITIVITY_S1,
      .target = "organisation" },
  [TB_AFFILIATION_KIND] = { .name = "kind",
                            .label = N_ ("Kind of affiliation"),
                            .type = TB_FIELD_CODE,
                            .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_FILTER,
                            .sensitivity = TB_SENSITIVITY_S1,
                            .code_list = "affiliation-kind" },
  [TB_AFFILIATION_SINCE] = { .name = "since",
                             .label = N_ ("Since"),
                             .type = TB_FIELD_DATE,
                             .flags = TB_FIELD_LISTED,
                             .sensitivity = TB_SENSITIVITY_S1 },
  [TB_AFFILIATION_UNTIL] = { .name = "until",
                             .label = N_ ("Until"),
                             .type = TB_FIELD_DATE,
                             .flags = TB_FIELD_LISTED,
                             .sensitivity = TB_SENSITIVITY_S1 },
  [TB_AFFILIATION_VIA] = { .name = "via",
                           .label = N_ ("How it came about"),
                           .type = TB_FIELD_CODE,
                           .sensitivity = TB_SENSITIVITY_S1,
                           .code_list = "affiliation-via" },
  [TB_AFFILIATION_REMARK] = TB_REMARK_FIELD,
  [TB_AFFILIATION_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_AFFILIATION_PERSON, TB_AFFILIATION_ORGANISATION);
}

static const char *const subtitle_fields[] = { "person", "since", NULL };

const TbRecordType tb_type_affiliation = {
  .name = "affiliation",
  .label = N_ ("Affiliation"),
  .label_plural = N_ ("Affiliations"),
  .icon_name = "document-open-recent-symbolic",
  .number = 13,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_AFFILIATION_ORGANISATION,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = tb_rules_check_period,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_AFFILIATION_N_FIELDS);
