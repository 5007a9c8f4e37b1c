/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-correction.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_CORRECTION_EVENT]
  = { .name = "event",
      .label = N_ ("Event"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "event" },
  [TB_CORRECTION_FIELD] = { .name = "field",
                            .label = N_ ("Field"),
                            .type = TB_FIELD_TEXT,
                            .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED },
  [TB_CORRECTION_BEFORE] = { .name = "before",
                             .label = N_ ("Before"),
                             .type = TB_FIELD_TEXT,
                             .format = TB_FORMAT_MULTILINE,
                             .sensitivity = TB_SENSITIVITY_S1 },
  [TB_CORRECTION_AFTER] = { .name = "after",
                            .label = N_ ("After"),
                            .type = TB_FIELD_TEXT,
                            .format = TB_FORMAT_MULTILINE,
                            .sensitivity = TB_SENSITIVITY_S1 },
  [TB_CORRECTION_REASON] = { .name = "reason",
                             .label = N_ ("Reason"),
                             .type = TB_FIELD_TEXT,
                             .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED },
  [TB_CORRECTION_APPROVER] = { .name = "approver",
                               .label = N_ ("Approved by"),
                               .type = TB_FIELD_TEXT,
                               .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED,
                               .sensitivity = TB_SENSITIVITY_S1 },
  [TB_CORRECTION_ON] = { .name = "on",
                         .label = N_ ("Date"),
                         .type = TB_FIELD_DATE,
                         .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_CORRECTION_REMARK] = TB_REMARK_FIELD,
  [TB_CORRECTION_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_CORRECTION_EVENT, TB_CORRECTION_FIELD);
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  const char *field = tb_record_get_text (record, TB_CORRECTION_FIELD);

  if (g_strcmp0 (tb_record_get_text (record, TB_CORRECTION_BEFORE),
                 tb_record_get_text (record, TB_CORRECTION_AFTER))
          == 0
      && field != NULL)
    tb_findings_add (findings, TB_CORRECTION_AFTER, TB_SEVERITY_ERROR, "nothing_corrected",
                     _ ("What it says now is what it said before."));
}

static const char *const subtitle_fields[] = { "event", "on", NULL };

const TbRecordType tb_type_correction = {
  .name = "correction",
  .label = N_ ("Correction"),
  .label_plural = N_ ("Corrections"),
  .icon_name = "document-edit-symbolic",
  .number = 22,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_CORRECTION_REASON,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_CORRECTION_N_FIELDS);
