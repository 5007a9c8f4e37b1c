/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-event-plan.h"

#include "tb-rules.h"
#include "tb-record-types.h"

#define EVENT N_ ("Event")
#define TIME N_ ("Time and place")

static const TbField fields[] = {
  [TB_EVENT_PLAN_ORGANISATION]
  = { .name = "organisation",
      .label = N_ ("Party organisation"),
      .section = EVENT,
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "organisation" },
  [TB_EVENT_PLAN_KIND]
  = { .name = "kind",
      .label = N_ ("Kind of event"),
      .section = EVENT,
      .type = TB_FIELD_CODE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .code_list = "meeting-kind" },
  [TB_EVENT_PLAN_TITLE] = { .name = "title",
                            .label = N_ ("Title"),
                            .section = EVENT,
                            .type = TB_FIELD_TEXT,
                            .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_EVENT_PLAN_AUDIENCE] = { .name = "audience",
                               .label = N_ ("Who is invited"),
                               .section = EVENT,
                               .type = TB_FIELD_CODE,
                               .flags = TB_FIELD_WANTED | TB_FIELD_FILTER,
                               .code_list = "event-audience" },
  [TB_EVENT_PLAN_GROUP] = { .name = "group",
                            .label = N_ ("Party group"),
                            .section = EVENT,
                            .type = TB_FIELD_REFERENCE,
                            .target = "organisation" },
  [TB_EVENT_PLAN_RECURRENCE] = { .name = "recurrence",
                                 .label = N_ ("How often"),
                                 .section = TIME,
                                 .type = TB_FIELD_CODE,
                                 .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_FILTER,
                                 .code_list = "recurrence" },
  [TB_EVENT_PLAN_MONTH] = { .name = "month",
                            .label = N_ ("Month of the quarter or year"),
                            .section = TIME,
                            .type = TB_FIELD_INTEGER },
  [TB_EVENT_PLAN_DAY] = { .name = "day",
                          .label = N_ ("Day of the month"),
                          .section = TIME,
                          .type = TB_FIELD_INTEGER,
                          .flags = TB_FIELD_WANTED },
  [TB_EVENT_PLAN_TIME_FROM] = { .name = "time_from",
                                .label = N_ ("From"),
                                .section = TIME,
                                .type = TB_FIELD_TEXT,
                                .format = TB_FORMAT_TIME,
                                .flags = TB_FIELD_LISTED },
  [TB_EVENT_PLAN_TIME_TO] = { .name = "time_to",
                              .label = N_ ("To"),
                              .section = TIME,
                              .type = TB_FIELD_TEXT,
                              .format = TB_FORMAT_TIME,
                              .flags = TB_FIELD_LISTED },
  [TB_EVENT_PLAN_PLACE] = { .name = "place",
                            .label = N_ ("Venue"),
                            .section = TIME,
                            .type = TB_FIELD_TEXT,
                            .flags = TB_FIELD_WANTED },
  [TB_EVENT_PLAN_SINCE] = { .name = "since",
                            .label = N_ ("In force since"),
                            .section = TIME,
                            .type = TB_FIELD_DATE,
                            .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_EVENT_PLAN_UNTIL] = { .name = "until",
                            .label = N_ ("In force until"),
                            .section = TIME,
                            .type = TB_FIELD_DATE,
                            .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_EVENT_PLAN_REMARK] = TB_REMARK_FIELD,
  [TB_EVENT_PLAN_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static void
check_month (TbRecord *record, TbFindings *findings)
{
  const char *recurrence = tb_record_get_text (record, TB_EVENT_PLAN_RECURRENCE);

  tb_rules_check_range (record, TB_EVENT_PLAN_MONTH, 1,
                        g_strcmp0 (recurrence, "quarterly") == 0 ? 3 : 12, findings);
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  tb_rules_check_period (record, today, findings);
  tb_rules_check_times (record, TB_EVENT_PLAN_TIME_FROM, TB_EVENT_PLAN_TIME_TO, findings);
  tb_rules_check_range (record, TB_EVENT_PLAN_DAY, 1, 31, findings);
  check_month (record, findings);

  if (g_strcmp0 (tb_record_get_text (record, TB_EVENT_PLAN_RECURRENCE), "monthly_day") == 0
      && !tb_record_has (record, TB_EVENT_PLAN_DAY))
    tb_findings_add (findings, TB_EVENT_PLAN_DAY, TB_SEVERITY_ERROR, "day_missing",
                     _ ("An event on a fixed day of the month needs that day."));
}

static const char *const subtitle_fields[] = { "organisation", "recurrence", NULL };

const TbRecordType tb_type_event_plan = {
  .name = "event_plan",
  .label = N_ ("Recurring event"),
  .label_plural = N_ ("Recurring events"),
  .icon_name = "view-refresh-symbolic",
  .number = 20,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_EVENT_PLAN_TITLE,
  .subtitle_fields = subtitle_fields,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_EVENT_PLAN_N_FIELDS);
