/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-property-company.h"

#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_PROPERTY_COMPANY_NAME] = { .name = "name",
                                 .label = N_ ("Name of the company"),
                                 .type = TB_FIELD_TEXT,
                                 .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                                 .search = TB_SEARCH_NAME,
                                 .sort_column = "name_key" },
  [TB_PROPERTY_COMPANY_NAME_KEY] = TB_SORT_KEY_FIELD ("name_key"),
  [TB_PROPERTY_COMPANY_CREDIT_CODE]
  = { .name = "credit_code",
      .label = N_ ("Unified social credit code"),
      .type = TB_FIELD_TEXT,
      .format = TB_FORMAT_CREDIT_CODE,
      .flags = TB_FIELD_WANTED | TB_FIELD_UNIQUE | TB_FIELD_LISTED },
  [TB_PROPERTY_COMPANY_MANAGER] = { .name = "manager",
                                    .label = N_ ("Manager"),
                                    .type = TB_FIELD_TEXT,
                                    .format = TB_FORMAT_PERSON_NAME,
                                    .flags = TB_FIELD_WANTED | TB_FIELD_LISTED,
                                    .sensitivity = TB_SENSITIVITY_S1,
                                    .merge = TB_MERGE_LATEST },
  [TB_PROPERTY_COMPANY_PHONE] = { .name = "phone",
                                  .label = N_ ("Phone"),
                                  .type = TB_FIELD_TEXT,
                                  .format = TB_FORMAT_PHONE,
                                  .flags = TB_FIELD_WANTED | TB_FIELD_LISTED,
                                  .sensitivity = TB_SENSITIVITY_S2,
                                  .merge = TB_MERGE_LATEST,
                                  .search = TB_SEARCH_NUMBER },
  [TB_PROPERTY_COMPANY_HAS_PARTY_ORG] = { .name = "has_party_org",
                                          .label = N_ ("Has a Party organisation"),
                                          .type = TB_FIELD_BOOLEAN,
                                          .flags = TB_FIELD_FILTER },
  [TB_PROPERTY_COMPANY_ORGANISATION] = { .name = "organisation",
                                         .label = N_ ("Party organisation"),
                                         .type = TB_FIELD_REFERENCE,
                                         .target = "organisation" },
  [TB_PROPERTY_COMPANY_STAFF_COUNT] = { .name = "staff_count",
                                        .label = N_ ("Staff"),
                                        .type = TB_FIELD_INTEGER,
                                        .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                                        .merge = TB_MERGE_LATEST },
  [TB_PROPERTY_COMPANY_MEMBER_COUNT] = { .name = "member_count",
                                         .label = N_ ("Party members"),
                                         .type = TB_FIELD_INTEGER,
                                         .flags = TB_FIELD_SORTABLE,
                                         .merge = TB_MERGE_LATEST },
  [TB_PROPERTY_COMPANY_TASKS] = { .name = "tasks",
                                  .label = N_ ("Tasks"),
                                  .type = TB_FIELD_TEXT,
                                  .format = TB_FORMAT_MULTILINE },
  [TB_PROPERTY_COMPANY_REMARK] = TB_REMARK_FIELD,
  [TB_PROPERTY_COMPANY_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static const char *const subtitle_fields[] = { "credit_code", NULL };

const TbRecordType tb_type_property_company = {
  .name = "property_company",
  .label = N_ ("Property company"),
  .label_plural = N_ ("Property companies"),
  .icon_name = "preferences-system-symbolic",
  .number = 4,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_PROPERTY_COMPANY_NAME,
  .subtitle_fields = subtitle_fields,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_PROPERTY_COMPANY_N_FIELDS);
