/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-hour-entry.h"

#include "tb-rules.h"
#include "tb-record-types.h"

static const TbField fields[] = {
  [TB_HOUR_ENTRY_PERSON]
  = { .name = "person",
      .label = N_ ("Person"),
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .sensitivity = TB_SENSITIVITY_S1,
      .target = "person" },
  [TB_HOUR_ENTRY_KIND] = { .name = "kind",
                           .label = N_ ("Kind of hours"),
                           .type = TB_FIELD_CODE,
                           .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_FILTER,
                           .sensitivity = TB_SENSITIVITY_S1,
                           .code_list = "hour-kind" },
  [TB_HOUR_ENTRY_HOURS] = { .name = "hours",
                            .label = N_ ("Hours"),
                            .type = TB_FIELD_DECIMAL,
                            .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SIGNED,
                            .sensitivity = TB_SENSITIVITY_S1 },
  [TB_HOUR_ENTRY_ON]
  = { .name = "on",
      .label = N_ ("Date"),
      .type = TB_FIELD_DATE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_NOT_FUTURE,
      .sensitivity = TB_SENSITIVITY_S1 },
  [TB_HOUR_ENTRY_EVENT] = { .name = "event",
                            .label = N_ ("Event"),
                            .type = TB_FIELD_REFERENCE,
                            .flags = TB_FIELD_LISTED | TB_FIELD_FILTER,
                            .target = "event" },
  [TB_HOUR_ENTRY_CLAIM] = { .name = "claim",
                            .label = N_ ("Claim"),
                            .type = TB_FIELD_REFERENCE,
                            .flags = TB_FIELD_FILTER,
                            .target = "claim" },
  [TB_HOUR_ENTRY_SOURCE_TEXT]
  = { .name = "source_text", .label = N_ ("Elsewhere"), .type = TB_FIELD_TEXT },
  [TB_HOUR_ENTRY_VERIFIED_BY] = { .name = "verified_by",
                                  .label = N_ ("Verified by"),
                                  .type = TB_FIELD_TEXT,
                                  .sensitivity = TB_SENSITIVITY_S1 },
  [TB_HOUR_ENTRY_REVERSES] = { .name = "reverses",
                               .label = N_ ("Takes back"),
                               .type = TB_FIELD_REFERENCE,
                               .target = "hour_entry" },
  [TB_HOUR_ENTRY_REMARK] = TB_REMARK_FIELD,
  [TB_HOUR_ENTRY_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_HOUR_ENTRY_PERSON, TB_HOUR_ENTRY_KIND);
}

/* Hundredths of an hour. */
#define DAY (24 * 100)

static void
check_hours (TbRecord *record, TbFindings *findings)
{
  gint64 hours = tb_record_get_int (record, TB_HOUR_ENTRY_HOURS);

  if (!tb_record_has (record, TB_HOUR_ENTRY_HOURS))
    return;

  if (hours == 0)
    tb_findings_add (findings, TB_HOUR_ENTRY_HOURS, TB_SEVERITY_ERROR, "no_hours",
                     _ ("An entry of no hours says nothing."));
  else if ((hours < 0) != tb_record_has (record, TB_HOUR_ENTRY_REVERSES))
    tb_findings_add (findings, TB_HOUR_ENTRY_HOURS, TB_SEVERITY_ERROR, "hours_sign",
                     _ ("Hours are below zero where an earlier entry is taken back, and only "
                        "there."));
  else if (ABS (hours) > DAY)
    tb_findings_add (findings, TB_HOUR_ENTRY_HOURS, TB_SEVERITY_WARNING, "hours_many",
                     _ ("More than 24 hours on one day."));
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  check_hours (record, findings);
  if (tb_record_has (record, TB_HOUR_ENTRY_EVENT) && tb_record_has (record, TB_HOUR_ENTRY_CLAIM))
    tb_findings_add (findings, TB_HOUR_ENTRY_CLAIM, TB_SEVERITY_ERROR, "two_origins",
                     _ ("The hours come from an event or from a claim, not from both."));
}

static const char *const subtitle_fields[] = { "kind", "on", NULL };

const TbRecordType tb_type_hour_entry = {
  .name = "hour_entry",
  .label = N_ ("Hours"),
  .label_plural = N_ ("Hours"),
  .icon_name = "preferences-system-time-symbolic",
  .number = 21,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_HOUR_ENTRY_PERSON,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_HOUR_ENTRY_N_FIELDS);
