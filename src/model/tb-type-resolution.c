/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-resolution.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_RESOLUTION_EVENT]
  = { .name = "event",
      .label = N_ ("Event"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "event" },
  [TB_RESOLUTION_NUMBER] = { .name = "number",
                             .label = N_ ("No."),
                             .type = TB_FIELD_INTEGER,
                             .flags = TB_FIELD_LISTED,
                             .merge = TB_MERGE_LATEST },
  [TB_RESOLUTION_TEXT] = { .name = "text",
                           .label = N_ ("Resolution"),
                           .type = TB_FIELD_TEXT,
                           .format = TB_FORMAT_MULTILINE,
                           .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED,
                           .sensitivity = TB_SENSITIVITY_S1 },
  [TB_RESOLUTION_RESPONSIBLE] = { .name = "responsible",
                                  .label = N_ ("Responsible"),
                                  .type = TB_FIELD_TEXT,
                                  .flags = TB_FIELD_LISTED,
                                  .sensitivity = TB_SENSITIVITY_S1 },
  [TB_RESOLUTION_DUE_ON] = { .name = "due_on",
                             .label = N_ ("Due on"),
                             .type = TB_FIELD_DATE,
                             .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_RESOLUTION_DONE_ON] = { .name = "done_on",
                              .label = N_ ("Done on"),
                              .type = TB_FIELD_DATE,
                              .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_NOT_FUTURE },
  [TB_RESOLUTION_REMARK] = TB_REMARK_FIELD,
  [TB_RESOLUTION_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_first_line (record, TB_RESOLUTION_TEXT);
}

static const char *const subtitle_fields[] = { "event", NULL };

const TbRecordType tb_type_resolution = {
  .name = "resolution",
  .label = N_ ("Resolution"),
  .label_plural = N_ ("Resolutions"),
  .icon_name = "object-select-symbolic",
  .number = 18,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_RESOLUTION_TEXT,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_RESOLUTION_N_FIELDS);
