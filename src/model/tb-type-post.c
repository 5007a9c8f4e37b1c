/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-post.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_POST_ORGANISATION]
  = { .name = "organisation",
      .label = N_ ("Party organisation"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "organisation" },
  [TB_POST_PERSON]
  = { .name = "person",
      .label = N_ ("Person"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .sensitivity = TB_SENSITIVITY_S1,
      .target = "person" },
  [TB_POST_POST]
  = { .name = "post",
      .label = N_ ("Post"),
      .type = TB_FIELD_CODE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .sensitivity = TB_SENSITIVITY_S1,
      .code_list = "post" },
  [TB_POST_MODE] = { .name = "mode",
                     .label = N_ ("How it was filled"),
                     .type = TB_FIELD_CODE,
                     .flags = TB_FIELD_FILTER,
                     .sensitivity = TB_SENSITIVITY_S1,
                     .code_list = "post-mode" },
  [TB_POST_SINCE] = { .name = "since",
                      .label = N_ ("Since"),
                      .type = TB_FIELD_DATE,
                      .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                      .sensitivity = TB_SENSITIVITY_S1 },
  [TB_POST_UNTIL] = { .name = "until",
                      .label = N_ ("Until"),
                      .type = TB_FIELD_DATE,
                      .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                      .sensitivity = TB_SENSITIVITY_S1 },
  [TB_POST_DOCUMENT] = { .name = "document",
                         .label = N_ ("Number of the approval"),
                         .type = TB_FIELD_TEXT,
                         .sensitivity = TB_SENSITIVITY_S1 },
  [TB_POST_REPORT_KIND] = { .name = "report_kind",
                            .label = N_ ("Reported or approved"),
                            .type = TB_FIELD_CODE,
                            .sensitivity = TB_SENSITIVITY_S1,
                            .code_list = "post-report" },
  [TB_POST_REMARK] = TB_REMARK_FIELD,
  [TB_POST_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_POST_PERSON, TB_POST_POST);
}

static const char *const subtitle_fields[] = { "person", "organisation", NULL };

const TbRecordType tb_type_post = {
  .name = "post",
  .label = N_ ("Post"),
  .label_plural = N_ ("Posts"),
  .icon_name = "starred-symbolic",
  .number = 12,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_POST_POST,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = tb_rules_check_period,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_POST_N_FIELDS);
