/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-event.h"

#include "tb-rules.h"
#include "tb-record-types.h"

#define EVENT N_ ("Event")
#define PLAN N_ ("Planned")
#define HELD N_ ("Held")
#define PEOPLE N_ ("People")
#define NOTICE N_ ("Notice")
#define MINUTES N_ ("Minutes")
#define FIGURES N_ ("Figures")
#define PROGRESS N_ ("Course")

static const TbField fields[] = {
  [TB_EVENT_CODE]
  = { .name = "code",
      .label = N_ ("Number"),
      .section = EVENT,
      .type = TB_FIELD_TEXT,
      .flags = TB_FIELD_UNIQUE | TB_FIELD_LISTED | TB_FIELD_NUMBERED | TB_FIELD_SORTABLE,
      .search = TB_SEARCH_NUMBER },
  [TB_EVENT_KIND]
  = { .name = "kind",
      .label = N_ ("Kind of event"),
      .section = EVENT,
      .type = TB_FIELD_CODE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .code_list = "meeting-kind" },
  [TB_EVENT_TITLE] = { .name = "title",
                       .label = N_ ("Title"),
                       .section = EVENT,
                       .type = TB_FIELD_TEXT,
                       .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                       .search = TB_SEARCH_NAME,
                       .sort_column = "title_key" },
  [TB_EVENT_TITLE_KEY] = TB_SORT_KEY_FIELD ("title_key"),
  [TB_EVENT_ORGANISATION]
  = { .name = "organisation",
      .label = N_ ("Party organisation"),
      .section = EVENT,
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "organisation" },
  [TB_EVENT_TOWER] = { .name = "tower",
                       .label = N_ ("Tower"),
                       .section = EVENT,
                       .type = TB_FIELD_REFERENCE,
                       .flags = TB_FIELD_FILTER,
                       .target = "tower" },
  [TB_EVENT_STATE]
  = { .name = "state",
      .label = N_ ("State"),
      .section = EVENT,
      .type = TB_FIELD_CODE,
      .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER | TB_FIELD_STATE,
      .code_list = "event-state",
      .merge = TB_MERGE_FURTHER },
  [TB_EVENT_ON]
  = { .name = "on",
      .label = N_ ("Date"),
      .section = EVENT,
      .type = TB_FIELD_DATE,
      .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER | TB_FIELD_DERIVED,
      .merge = TB_MERGE_DERIVED },
  [TB_EVENT_PLANNED_ON] = { .name = "planned_on",
                            .label = N_ ("Planned for"),
                            .section = PLAN,
                            .type = TB_FIELD_DATE,
                            .flags = TB_FIELD_REQUIRED },
  [TB_EVENT_PLANNED_FROM] = { .name = "planned_from",
                              .label = N_ ("Planned from"),
                              .section = PLAN,
                              .type = TB_FIELD_TEXT,
                              .format = TB_FORMAT_TIME,
                              .flags = TB_FIELD_LISTED },
  [TB_EVENT_PLANNED_TO] = { .name = "planned_to",
                            .label = N_ ("Planned to"),
                            .section = PLAN,
                            .type = TB_FIELD_TEXT,
                            .format = TB_FORMAT_TIME },
  [TB_EVENT_PLACE] = { .name = "place",
                       .label = N_ ("Venue"),
                       .section = PLAN,
                       .type = TB_FIELD_TEXT,
                       .flags = TB_FIELD_WANTED | TB_FIELD_LISTED },
  [TB_EVENT_HELD_ON] = { .name = "held_on",
                         .label = N_ ("Held on"),
                         .section = HELD,
                         .type = TB_FIELD_DATE,
                         .flags = TB_FIELD_NOT_FUTURE },
  [TB_EVENT_HELD_FROM] = { .name = "held_from",
                           .label = N_ ("Held from"),
                           .section = HELD,
                           .type = TB_FIELD_TEXT,
                           .format = TB_FORMAT_TIME },
  [TB_EVENT_HELD_TO] = { .name = "held_to",
                         .label = N_ ("Held to"),
                         .section = HELD,
                         .type = TB_FIELD_TEXT,
                         .format = TB_FORMAT_TIME },
  [TB_EVENT_HOST] = { .name = "host",
                      .label = N_ ("Chaired by"),
                      .section = PEOPLE,
                      .type = TB_FIELD_REFERENCE,
                      .flags = TB_FIELD_WANTED,
                      .sensitivity = TB_SENSITIVITY_S1,
                      .target = "person" },
  [TB_EVENT_RECORDER] = { .name = "recorder",
                          .label = N_ ("Recorded by"),
                          .section = PEOPLE,
                          .type = TB_FIELD_REFERENCE,
                          .flags = TB_FIELD_WANTED,
                          .sensitivity = TB_SENSITIVITY_S1,
                          .target = "person" },
  [TB_EVENT_SPEAKER] = { .name = "speaker",
                         .label = N_ ("Speaker"),
                         .section = PEOPLE,
                         .type = TB_FIELD_REFERENCE,
                         .sensitivity = TB_SENSITIVITY_S1,
                         .target = "person" },
  [TB_EVENT_GUEST_SPEAKER] = { .name = "guest_speaker",
                               .label = N_ ("Speaker from outside"),
                               .section = PEOPLE,
                               .type = TB_FIELD_TEXT,
                               .sensitivity = TB_SENSITIVITY_S1 },
  [TB_EVENT_AUDIENCE] = { .name = "audience",
                          .label = N_ ("Who is invited"),
                          .section = PEOPLE,
                          .type = TB_FIELD_CODE,
                          .flags = TB_FIELD_FILTER,
                          .code_list = "event-audience" },
  [TB_EVENT_GROUP] = { .name = "group",
                       .label = N_ ("Party group"),
                       .section = PEOPLE,
                       .type = TB_FIELD_REFERENCE,
                       .target = "organisation" },
  [TB_EVENT_AGENDA] = { .name = "agenda",
                        .label = N_ ("Agenda"),
                        .section = NOTICE,
                        .type = TB_FIELD_TEXT,
                        .format = TB_FORMAT_MULTILINE,
                        .flags = TB_FIELD_WANTED },
  [TB_EVENT_NOTICE] = { .name = "notice",
                        .label = N_ ("Notice"),
                        .section = NOTICE,
                        .type = TB_FIELD_TEXT,
                        .format = TB_FORMAT_MULTILINE },
  [TB_EVENT_NOTIFIED_ON] = { .name = "notified_on",
                             .label = N_ ("Notified on"),
                             .section = NOTICE,
                             .type = TB_FIELD_DATE,
                             .flags = TB_FIELD_KEPT,
                             .merge = TB_MERGE_LARGER },
  [TB_EVENT_MINUTES] = { .name = "minutes",
                         .label = N_ ("Minutes"),
                         .section = MINUTES,
                         .type = TB_FIELD_TEXT,
                         .format = TB_FORMAT_MULTILINE,
                         .flags = TB_FIELD_WANTED,
                         .sensitivity = TB_SENSITIVITY_S1 },
  [TB_EVENT_NEXT_STEPS] = { .name = "next_steps",
                            .label = N_ ("Next steps"),
                            .section = MINUTES,
                            .type = TB_FIELD_TEXT,
                            .format = TB_FORMAT_MULTILINE,
                            .sensitivity = TB_SENSITIVITY_S1 },
  [TB_EVENT_EXPECTED] = { .name = "expected",
                          .label = N_ ("Expected"),
                          .section = FIGURES,
                          .type = TB_FIELD_INTEGER,
                          .flags = TB_FIELD_LISTED | TB_FIELD_KEPT,
                          .merge = TB_MERGE_LATEST },
  [TB_EVENT_PRESENT] = { .name = "present",
                         .label = N_ ("Present"),
                         .section = FIGURES,
                         .type = TB_FIELD_INTEGER,
                         .flags = TB_FIELD_LISTED | TB_FIELD_KEPT,
                         .merge = TB_MERGE_LATEST },
  [TB_EVENT_EXCUSED] = { .name = "excused",
                         .label = N_ ("On leave"),
                         .section = FIGURES,
                         .type = TB_FIELD_INTEGER,
                         .flags = TB_FIELD_KEPT,
                         .merge = TB_MERGE_LATEST },
  [TB_EVENT_STUDY_HOURS] = { .name = "study_hours",
                             .label = N_ ("Study hours for each"),
                             .section = FIGURES,
                             .type = TB_FIELD_DECIMAL },
  [TB_EVENT_VOLUNTEER_HOURS] = { .name = "volunteer_hours",
                                 .label = N_ ("Volunteer hours for each"),
                                 .section = FIGURES,
                                 .type = TB_FIELD_DECIMAL },
  [TB_EVENT_COST]
  = { .name = "cost", .label = N_ ("Cost (CNY)"), .section = FIGURES, .type = TB_FIELD_MONEY },
  [TB_EVENT_RECORDED_ON] = { .name = "recorded_on",
                             .label = N_ ("Entered on"),
                             .section = PROGRESS,
                             .type = TB_FIELD_DATE,
                             .flags = TB_FIELD_KEPT,
                             .merge = TB_MERGE_LARGER },
  [TB_EVENT_LATE] = { .name = "late",
                      .label = N_ ("Entered late"),
                      .section = PROGRESS,
                      .type = TB_FIELD_BOOLEAN,
                      .flags = TB_FIELD_FILTER | TB_FIELD_DERIVED,
                      .merge = TB_MERGE_DERIVED },
  [TB_EVENT_PLAN] = { .name = "plan",
                      .label = N_ ("Recurring event"),
                      .section = PROGRESS,
                      .type = TB_FIELD_REFERENCE,
                      .flags = TB_FIELD_KEPT,
                      .target = "event_plan" },
  [TB_EVENT_PLAN_PERIOD] = { .name = "plan_period",
                             .label = N_ ("Period of the plan"),
                             .section = PROGRESS,
                             .type = TB_FIELD_TEXT,
                             .flags = TB_FIELD_KEPT },
  [TB_EVENT_MOVED_FROM] = { .name = "moved_from",
                            .label = N_ ("Moved from"),
                            .section = PROGRESS,
                            .type = TB_FIELD_DATE,
                            .flags = TB_FIELD_KEPT,
                            .merge = TB_MERGE_LATEST },
  [TB_EVENT_STATE_REASON] = { .name = "state_reason",
                              .label = N_ ("Reason"),
                              .section = PROGRESS,
                              .type = TB_FIELD_TEXT,
                              .flags = TB_FIELD_KEPT,
                              .merge = TB_MERGE_LATEST },
  [TB_EVENT_ARCHIVED_ON] = { .name = "archived_on",
                             .label = N_ ("Archived on"),
                             .section = PROGRESS,
                             .type = TB_FIELD_DATE,
                             .flags = TB_FIELD_KEPT,
                             .merge = TB_MERGE_LARGER },
  [TB_EVENT_REMARK] = TB_REMARK_FIELD,
  [TB_EVENT_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

/* Entered so many days after it was held, an event is marked as entered late (domain model §1.0).
 */
#define LATE_DAYS 15

static void
derive_late (TbRecord *record)
{
  TbDate held_on = tb_rules_get_date (record, TB_EVENT_HELD_ON);
  TbDate recorded_on = tb_rules_get_date (record, TB_EVENT_RECORDED_ON);

  if (tb_date_get_precision (held_on) != TB_DATE_PRECISION_DAY
      || tb_date_get_precision (recorded_on) != TB_DATE_PRECISION_DAY)
    tb_record_clear (record, TB_EVENT_LATE);
  else
    tb_record_set_int (record, TB_EVENT_LATE,
                       tb_date_compare (recorded_on, tb_date_add_days (held_on, LATE_DAYS)) > 0);
}

static void
derive (TbRecord *record)
{
  guint on = tb_record_has (record, TB_EVENT_HELD_ON) ? TB_EVENT_HELD_ON : TB_EVENT_PLANNED_ON;

  tb_record_set_text (record, TB_EVENT_ON, tb_record_get_text (record, on));
  derive_late (record);
}

/* What is said of it once it was held is not missing before. */
static gboolean
wants (TbRecord *record, guint field)
{
  static const char *const past[] = { "held", "in_review", "archived", NULL };
  const char *state = tb_record_get_text (record, TB_EVENT_STATE);

  if (g_strcmp0 (state, "cancelled") == 0)
    return FALSE;
  if (field == TB_EVENT_RECORDER || field == TB_EVENT_MINUTES)
    return state != NULL && g_strv_contains (past, state);
  return TRUE;
}

/* A notice of a general meeting goes out so many days before it (domain model §1.8). */
#define NOTICE_DAYS 3

static void
check_notice (TbRecord *record, TbFindings *findings)
{
  TbDate notified_on = tb_rules_get_date (record, TB_EVENT_NOTIFIED_ON);
  TbDate on = tb_rules_get_date (record, TB_EVENT_ON);

  if (g_strcmp0 (tb_record_get_text (record, TB_EVENT_KIND), "DH") == 0
      && tb_date_get_precision (on) == TB_DATE_PRECISION_DAY
      && tb_date_is_certainly_before (tb_date_add_days (on, -NOTICE_DAYS), notified_on))
    tb_findings_add (findings, TB_EVENT_NOTIFIED_ON, TB_SEVERITY_WARNING, "notice_late",
                     _ ("The notice of a general meeting went out less than %d days before it."),
                     NOTICE_DAYS);
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  tb_rules_check_times (record, TB_EVENT_PLANNED_FROM, TB_EVENT_PLANNED_TO, findings);
  tb_rules_check_times (record, TB_EVENT_HELD_FROM, TB_EVENT_HELD_TO, findings);
  tb_rules_check_range (record, TB_EVENT_STUDY_HOURS, 0, 24, findings);
  tb_rules_check_range (record, TB_EVENT_VOLUNTEER_HOURS, 0, 24, findings);
  check_notice (record, findings);

  if (g_strcmp0 (tb_record_get_text (record, TB_EVENT_AUDIENCE), "group") == 0
      && !tb_record_has (record, TB_EVENT_GROUP))
    tb_findings_add (findings, TB_EVENT_GROUP, TB_SEVERITY_WARNING, "group_missing",
                     _ ("The members of a group are invited. Say which group."));
  if (tb_record_has (record, TB_EVENT_EXPECTED)
      && tb_record_get_int (record, TB_EVENT_PRESENT)
             > tb_record_get_int (record, TB_EVENT_EXPECTED))
    tb_findings_add (findings, TB_EVENT_PRESENT, TB_SEVERITY_WARNING, "present_more_than_expected",
                     _ ("More were present than were expected."));
}

static const char *const subtitle_fields[] = { "on", "organisation", NULL };

const TbRecordType tb_type_event = {
  .name = "event",
  .label = N_ ("Event"),
  .label_plural = N_ ("Events"),
  .icon_name = "x-office-calendar-symbolic",
  .number = 16,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_EVENT_TITLE,
  .subtitle_fields = subtitle_fields,
  .derive = derive,
  .wants = wants,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_EVENT_N_FIELDS);
