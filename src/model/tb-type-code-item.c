/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-code-item.h"

#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_CODE_ITEM_LIST]
  = { .name = "list",
      .label = N_ ("Code list"),
      .type = TB_FIELD_TEXT,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER },
  [TB_CODE_ITEM_CODE] = { .name = "code",
                          .label = N_ ("Code"),
                          .type = TB_FIELD_TEXT,
                          .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_CODE_ITEM_LABEL] = { .name = "label",
                           .label = N_ ("Label"),
                           .type = TB_FIELD_TEXT,
                           .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED },
  [TB_CODE_ITEM_POSITION] = { .name = "position",
                              .label = N_ ("Position in the list"),
                              .type = TB_FIELD_INTEGER,
                              .merge = TB_MERGE_LATEST },
  [TB_CODE_ITEM_ENABLED] = { .name = "enabled",
                             .label = N_ ("Offered for new values"),
                             .type = TB_FIELD_BOOLEAN,
                             .flags = TB_FIELD_LISTED,
                             .merge = TB_MERGE_LATEST },
  [TB_CODE_ITEM_REMARK] = TB_REMARK_FIELD,
  [TB_CODE_ITEM_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static const char *const subtitle_fields[] = { "list", NULL };

const TbRecordType tb_type_code_item = {
  .name = "code_item",
  .label = N_ ("Code"),
  .label_plural = N_ ("Codes"),
  .icon_name = "view-list-bullet-symbolic",
  .number = 15,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_CODE_ITEM_LABEL,
  .subtitle_fields = subtitle_fields,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_CODE_ITEM_N_FIELDS);
