/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-property-contract.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_PROPERTY_CONTRACT_TOWER]
  = { .name = "tower",
      .label = N_ ("Tower"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "tower" },
  [TB_PROPERTY_CONTRACT_PROPERTY_COMPANY]
  = { .name = "property_company",
      .label = N_ ("Property company"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "property_company" },
  [TB_PROPERTY_CONTRACT_SINCE] = { .name = "since",
                                   .label = N_ ("Since"),
                                   .type = TB_FIELD_DATE,
                                   .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_PROPERTY_CONTRACT_UNTIL] = { .name = "until",
                                   .label = N_ ("Until"),
                                   .type = TB_FIELD_DATE,
                                   .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_PROPERTY_CONTRACT_STATUS] = { .name = "status",
                                    .label = N_ ("State of the contract"),
                                    .type = TB_FIELD_CODE,
                                    .flags = TB_FIELD_FILTER,
                                    .code_list = "contract-status" },
  [TB_PROPERTY_CONTRACT_REMARK] = TB_REMARK_FIELD,
  [TB_PROPERTY_CONTRACT_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_PROPERTY_CONTRACT_TOWER,
                                    TB_PROPERTY_CONTRACT_PROPERTY_COMPANY);
}

static const char *const subtitle_fields[] = { "tower", "since", NULL };

const TbRecordType tb_type_property_contract = {
  .name = "property_contract",
  .label = N_ ("Property contract"),
  .label_plural = N_ ("Property contracts"),
  .icon_name = "document-open-recent-symbolic",
  .number = 5,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_PROPERTY_CONTRACT_PROPERTY_COMPANY,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = tb_rules_check_period,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_PROPERTY_CONTRACT_N_FIELDS);
