/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-attendance.h"

#include "tb-rules.h"
#include "tb-record-types.h"

#define PERSON N_ ("Person")
#define ATTENDANCE N_ ("Attendance")
#define VOTING N_ ("Voting")
#define MAKE_UP N_ ("Made up")

static const TbField fields[] = {
  [TB_ATTENDANCE_EVENT]
  = { .name = "event",
      .label = N_ ("Event"),
      .section = PERSON,
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "event" },
  [TB_ATTENDANCE_PERSON] = { .name = "person",
                             .label = N_ ("Person"),
                             .section = PERSON,
                             .type = TB_FIELD_REFERENCE,
                             .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
                             .sensitivity = TB_SENSITIVITY_S1,
                             .target = "person" },
  [TB_ATTENDANCE_NAME] = { .name = "name",
                           .label = N_ ("Name"),
                           .section = PERSON,
                           .type = TB_FIELD_TEXT,
                           .format = TB_FORMAT_PERSON_NAME,
                           .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED,
                           .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ATTENDANCE_WORKPLACE] = { .name = "workplace",
                                .label = N_ ("Workplace"),
                                .section = PERSON,
                                .type = TB_FIELD_TEXT,
                                .flags = TB_FIELD_LISTED,
                                .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ATTENDANCE_ROLE] = { .name = "role",
                           .label = N_ ("Role"),
                           .section = ATTENDANCE,
                           .type = TB_FIELD_CODE,
                           .flags = TB_FIELD_LISTED | TB_FIELD_FILTER,
                           .code_list = "attendance-role" },
  [TB_ATTENDANCE_STATE] = { .name = "state",
                            .label = N_ ("State"),
                            .section = ATTENDANCE,
                            .type = TB_FIELD_CODE,
                            .flags = TB_FIELD_LISTED | TB_FIELD_FILTER,
                            .sensitivity = TB_SENSITIVITY_S1,
                            .code_list = "attendance-state" },
  [TB_ATTENDANCE_LEAVE_KIND] = { .name = "leave_kind",
                                 .label = N_ ("Kind of leave"),
                                 .section = ATTENDANCE,
                                 .type = TB_FIELD_CODE,
                                 .sensitivity = TB_SENSITIVITY_S1,
                                 .code_list = "leave-kind" },
  [TB_ATTENDANCE_LEAVE_REASON] = { .name = "leave_reason",
                                   .label = N_ ("Reason of the leave"),
                                   .section = ATTENDANCE,
                                   .type = TB_FIELD_TEXT,
                                   .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ATTENDANCE_SIGNED_AT] = { .name = "signed_at",
                                .label = N_ ("Signed in at"),
                                .section = ATTENDANCE,
                                .type = TB_FIELD_INSTANT,
                                .flags = TB_FIELD_LISTED,
                                .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ATTENDANCE_SIGNED_BY] = { .name = "signed_by",
                                .label = N_ ("Signed in by"),
                                .section = ATTENDANCE,
                                .type = TB_FIELD_CODE,
                                .sensitivity = TB_SENSITIVITY_S1,
                                .code_list = "sign-in-kind" },
  [TB_ATTENDANCE_CAN_VOTE] = { .name = "can_vote",
                               .label = N_ ("May vote"),
                               .section = VOTING,
                               .type = TB_FIELD_BOOLEAN,
                               .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ATTENDANCE_EXEMPT] = { .name = "exempt",
                             .label = N_ ("Not counted because"),
                             .section = VOTING,
                             .type = TB_FIELD_CODE,
                             .sensitivity = TB_SENSITIVITY_S1,
                             .code_list = "vote-exemption" },
  [TB_ATTENDANCE_MADE_UP_ON] = { .name = "made_up_on",
                                 .label = N_ ("Made up on"),
                                 .section = MAKE_UP,
                                 .type = TB_FIELD_DATE,
                                 .flags = TB_FIELD_NOT_FUTURE,
                                 .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ATTENDANCE_MADE_UP_FORM] = { .name = "made_up_form",
                                   .label = N_ ("How it was made up"),
                                   .section = MAKE_UP,
                                   .type = TB_FIELD_TEXT,
                                   .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ATTENDANCE_REMARK] = TB_REMARK_FIELD,
  [TB_ATTENDANCE_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_ATTENDANCE_NAME, TB_ATTENDANCE_EVENT);
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  const char *state = tb_record_get_text (record, TB_ATTENDANCE_STATE);
  gboolean came = g_strcmp0 (state, "present") == 0 || g_strcmp0 (state, "late") == 0;

  if (came && tb_record_has (record, TB_ATTENDANCE_LEAVE_KIND))
    tb_findings_add (findings, TB_ATTENDANCE_LEAVE_KIND, TB_SEVERITY_WARNING, "leave_of_present",
                     _ ("Who came was not on leave."));
  if (came && tb_record_has (record, TB_ATTENDANCE_MADE_UP_ON))
    tb_findings_add (findings, TB_ATTENDANCE_MADE_UP_ON, TB_SEVERITY_WARNING, "made_up_by_present",
                     _ ("Who came has nothing to make up."));
}

static const char *const subtitle_fields[] = { "event", "workplace", NULL };

const TbRecordType tb_type_attendance = {
  .name = "attendance",
  .label = N_ ("Attendance"),
  .label_plural = N_ ("Attendance"),
  .icon_name = "system-users-symbolic",
  .number = 17,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_ATTENDANCE_NAME,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_ATTENDANCE_N_FIELDS);
