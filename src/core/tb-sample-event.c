/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample-private.h"

#include "tb-sample-work-data.h"
#include "tb-time.h"
#include "tb-type-action-card.h"
#include "tb-type-event-plan.h"
#include "tb-type-event.h"

/* A year back, and to the end of the month after this one. */
#define FIRST_MONTH (-11)
#define LAST_MONTH 1

/* Branches hold the same meeting on as many different days. */
#define SPREAD_DAYS 17

/* So many branches come to what is held together. */
#define MAX_INVITED_BRANCHES 16

/* A notice goes out so many days before. */
#define NOTICE_DAYS 5

typedef enum
{
  MONTHLY,
  QUARTERLY,
  YEARLY,
} Period;

/* What a branch holds in a year (domain model §1.8). The month is that of the quarter or year. */
typedef struct
{
  const char *kind;
  const char *name; /* of the plan */
  Period period;
  guint month;
  guint day; /* of the month; 0 for the theme day of the branch */
  int from;  /* minutes since midnight */
  int length;
  const char *audience;
  int study_hours; /* hundredths */
} Routine;

static const Routine routines[] = {
  { "ZW", "支部委员会", MONTHLY, 0, 3, 17 * 60 + 30, 60, "committee", 0 },
  { "XZ", "党小组会", MONTHLY, 0, 10, 12 * 60 + 30, 45, "group", 0 },
  { "ZT", "主题党日", MONTHLY, 0, 0, 14 * 60 + 30, 120, "members", 200 },
  { "DH", "支部党员大会", QUARTERLY, 3, 10, 15 * 60, 90, "members", 0 },
  { "DK", "党课", QUARTERLY, 2, 9, 16 * 60, 90, "members_activists", 150 },
  { "SH", "组织生活会", YEARLY, 12, 12, 14 * 60, 150, "members", 0 },
  { "PY", "民主评议党员", YEARLY, 12, 19, 14 * 60, 120, "members", 0 },
};

/* What the organisations of a tower hold together. */
static const struct
{
  const char *kind;
  const char *title;
  guint month;
  guint day;
  int from;
  int length;
  int volunteer_hours;
} joint_events[] = {
  { "SZ", "党组织书记抓基层党建述职评议会", 1, 16, 14 * 60 + 30, 150, 0 },
  { "LX", "第一季度党建联席会议", 2, 26, 15 * 60, 90, 0 },
  { "ZY", "学雷锋便民服务日", 3, 5, 9 * 60 + 30, 150, 250 },
  { "LX", "第二季度党建联席会议", 5, 27, 15 * 60, 90, 0 },
  { "JN", "楼宇邻里嘉年华", 5, 30, 9 * 60 + 30, 180, 0 },
  { "WW", "七一走访慰问老党员", 6, 29, 10 * 60, 120, 0 },
  { "PX", "党务骨干业务培训", 7, 15, 14 * 60, 180, 0 },
  { "LX", "第三季度党建联席会议", 8, 26, 15 * 60, 90, 0 },
  { "JN", "楼宇羽毛球友谊赛", 9, 19, 14 * 60, 180, 0 },
  { "ZY", "社区敬老志愿行", 10, 18, 9 * 60, 180, 300 },
  { "LX", "第四季度党建联席会议", 11, 27, 15 * 60, 90, 0 },
  { "ZY", "楼宇消防隐患排查志愿行动", 12, 3, 14 * 60, 120, 200 },
};

static const char *const quarter_words[] = { "一", "二", "三", "四" };

/* Saturdays and Sundays give way to the Monday after. */
static TbDate
get_working_day (TbDate date)
{
  g_autoptr (GDate) day = g_date_new_dmy (date.day, date.month, date.year);
  GDateWeekday weekday = g_date_get_weekday (day);

  if (weekday >= G_DATE_SATURDAY)
    return tb_date_add_days (date, 8 - (int)weekday);
  return date;
}

static void
set_times (TbRecord *record, guint from_field, guint to_field, int from, int length)
{
  char text[TB_TIME_SIZE];

  tb_record_set_text (record, from_field, tb_time_to_text (from, text));
  tb_record_set_text (record, to_field, tb_time_to_text (from + length, text));
}

static char *
dup_minutes (const TbSampleEvent *event, const TbSampleMember *host)
{
  const char *agenda = tb_record_get_text (event->record, TB_EVENT_AGENDA);
  g_auto (GStrv) points = g_strsplit (agenda, "\n", -1);
  GString *minutes = g_string_new (NULL);

  g_string_append_printf (minutes, "会议由%s主持，实到%u人。\n", host->name, event->n_present);
  for (guint i = 0; points[i] != NULL; i++)
    g_string_append_printf (minutes, "%u. %s。\n", i + 1, points[i]);
  g_string_append_printf (minutes, "%s作小结，要求党员结合岗位抓好落实，有关情况下次会议通报。",
                          host->name);
  return g_string_free_and_steal (minutes);
}

/* What was written down of an event that was held, some of it late. */
static void
fill_in_held (TbSampleState *self, TbSampleEvent *event, int length, const TbSampleMember *host,
              const char *state)
{
  TbRecord *record = event->record;
  gboolean late = tb_sample_words_chance (self->work, 4);
  TbDate recorded_on = tb_date_add_days (
      event->on, (late ? 17 : 0) + (int)tb_sample_words_below (self->work, late ? 12 : 4));

  if (tb_date_compare (recorded_on, self->today) > 0)
    recorded_on = self->today;
  tb_sample_set_date (record, TB_EVENT_HELD_ON, event->on);
  set_times (record, TB_EVENT_HELD_FROM, TB_EVENT_HELD_TO, event->from, length);
  tb_sample_set_date (record, TB_EVENT_RECORDED_ON, recorded_on);
  if (strcmp (state, "held") == 0)
    return;

  tb_record_take_text (record, TB_EVENT_MINUTES, dup_minutes (event, host));
  tb_record_set_text (record, TB_EVENT_NEXT_STEPS,
                      "会后一周内完成资料归档，下次会议通报落实情况。");
  if (strcmp (state, "archived") == 0)
    tb_sample_set_date (record, TB_EVENT_ARCHIVED_ON,
                        tb_date_compare (tb_date_add_days (recorded_on, 3), self->today) > 0
                            ? self->today
                            : tb_date_add_days (recorded_on, 3));
}

/* How far an event is: most of what lies two weeks back is archived. */
static const char *
pick_state (TbSampleState *self, TbDate on)
{
  guint percent = tb_sample_words_below (self->work, 100);

  if (!tb_sample_is_past (self, on))
    {
      if (tb_date_compare (on, tb_date_add_days (self->today, NOTICE_DAYS - 1)) <= 0)
        return "notified";
      return tb_date_compare (on, tb_date_add_days (self->today, 14)) <= 0 && percent < 50
                 ? "approved"
                 : "planned";
    }
  if (percent < 2)
    return "cancelled";
  if (tb_date_compare (on, tb_date_add_days (self->today, -14)) > 0)
    return percent < 35 ? "held" : percent < 65 ? "in_review" : "archived";
  return percent < 5 ? "in_review" : "archived";
}

static void
add_card (TbSampleState *self, const TbSampleEvent *event, const TbSampleMember *host)
{
  TbRecord *card = tb_sample_record_new (self, &tb_type_action_card);
  char iso[TB_DATE_ISO_SIZE];

  tb_record_set_text (card, TB_ACTION_CARD_EVENT, tb_record_get_id (event->record));
  tb_record_set_text (card, TB_ACTION_CARD_WHAT,
                      tb_record_get_text (event->record, TB_EVENT_TITLE));
  tb_record_set_text (card, TB_ACTION_CARD_WHY, "落实主题党日制度，增强党员意识。");
  tb_record_take_text (card, TB_ACTION_CARD_WHO,
                       g_strdup_printf ("牵头人：%s；参加对象：支部全体党员", host->name));
  tb_record_set_text (card, TB_ACTION_CARD_WHEN, tb_date_to_iso (event->on, iso));
  tb_record_set_text (card, TB_ACTION_CARD_WHERE,
                      tb_record_get_text (event->record, TB_EVENT_PLACE));
  tb_record_set_text (card, TB_ACTION_CARD_HOW,
                      tb_record_get_text (event->record, TB_EVENT_AGENDA));
  if (tb_sample_words_chance (self->work, 70))
    tb_record_set_text (card, TB_ACTION_CARD_HOW_WELL, "党员参加率不低于80%，有记录、有照片。");
  if (tb_sample_words_chance (self->work, 50))
    tb_record_set_text (card, TB_ACTION_CARD_PROOF, "签到表、现场照片、会议记录");
  tb_sample_insert (self, card);
}

/* Takes an event with its title, agenda and times, decides how far it is, and writes it. */
static void
finish_event (TbSampleState *self, TbSampleEvent *event, int length, const char *state)
{
  TbRecord *record = event->record;
  const TbSampleMember *host = tb_sample_find_full_member (event->branch, 0);
  const TbSampleMember *recorder = tb_sample_find_full_member (event->branch, 1);
  gboolean told = strcmp (state, "planned") != 0 && strcmp (state, "approved") != 0;
  g_autoptr (GPtrArray) attendance = NULL;

  tb_record_set_text (record, TB_EVENT_KIND, event->kind);
  tb_record_set_text (record, TB_EVENT_ORGANISATION, event->branch->id);
  tb_record_set_text (record, TB_EVENT_TOWER, self->tower_id);
  tb_record_set_text (record, TB_EVENT_STATE, state);
  tb_sample_set_date (record, TB_EVENT_PLANNED_ON, event->on);
  set_times (record, TB_EVENT_PLANNED_FROM, TB_EVENT_PLANNED_TO, event->from, length);
  tb_record_take_text (record, TB_EVENT_PLACE, g_strdup_printf ("%s党群服务站", self->tower_name));
  tb_record_set_text (record, TB_EVENT_HOST, host->id);
  tb_record_set_text (record, TB_EVENT_RECORDER, recorder->id);
  if (strcmp (state, "cancelled") == 0)
    tb_record_set_text (record, TB_EVENT_STATE_REASON, "与街道统一部署的活动冲突，合并开展。");
  else if (tb_sample_is_past (self, event->on) && tb_sample_words_chance (self->work, 3))
    {
      tb_sample_set_date (record, TB_EVENT_MOVED_FROM, tb_date_add_days (event->on, -6));
      tb_record_set_text (record, TB_EVENT_STATE_REASON, "多数党员出差，改期召开。");
    }

  if (told && strcmp (state, "cancelled") != 0)
    {
      tb_sample_set_date (record, TB_EVENT_NOTIFIED_ON, tb_date_add_days (event->on, -NOTICE_DAYS));
      attendance = tb_sample_make_attendance (self, event);
      if (tb_sample_is_past (self, event->on))
        fill_in_held (self, event, length, host, state);
    }
  tb_sample_insert (self, g_object_ref (record));
  if (attendance == NULL)
    return;

  for (guint i = 0; i < attendance->len; i++)
    tb_sample_insert (self, g_object_ref (g_ptr_array_index (attendance, i)));
  if (tb_sample_is_past (self, event->on))
    tb_sample_make_decisions (self, event, attendance);
  if (self->plan->with_hours && strcmp (event->kind, "ZT") == 0
      && tb_sample_words_chance (self->work, 60))
    add_card (self, event, host);
}

/* What a meeting is called, and what it is about. */
static void
fill_in_subject (TbSampleState *self, TbSampleEvent *event, const Routine *routine)
{
  TbRecord *record = event->record;
  const TbSampleTheme *theme = &tb_sample_themes[event->on.month - 1];
  const char *topic = NULL;

  switch (routine->period)
    {
    case MONTHLY:
      if (strcmp (routine->kind, "ZT") == 0)
        {
          tb_record_take_text (record, TB_EVENT_TITLE,
                               g_strdup_printf ("%u月主题党日：%s", event->on.month, theme->title));
          tb_record_set_text (record, TB_EVENT_AGENDA, theme->agenda);
          return;
        }
      topic = tb_sample_words_pick (self->work, event->committee ? tb_sample_committee_topics
                                                                 : tb_sample_group_topics);
      if (event->group != G_MAXUINT)
        tb_record_take_text (
            record, TB_EVENT_TITLE,
            g_strdup_printf ("%u月第%s党小组会", event->on.month, quarter_words[event->group % 4]));
      else
        tb_record_take_text (record, TB_EVENT_TITLE,
                             g_strdup_printf ("%u月%s", event->on.month, routine->name));
      break;
    case QUARTERLY:
      if (strcmp (routine->kind, "DK") == 0)
        {
          topic = tb_sample_words_pick (self->work, tb_sample_class_topics);
          tb_record_take_text (record, TB_EVENT_TITLE, g_strdup_printf ("党课：%s", topic));
          tb_record_set_text (record, TB_EVENT_SPEAKER,
                              tb_sample_find_full_member (event->branch, 0)->id);
          break;
        }
      topic = tb_sample_words_pick (self->work, tb_sample_general_topics);
      tb_record_take_text (
          record, TB_EVENT_TITLE,
          g_strdup_printf ("第%s季度%s", quarter_words[(event->on.month - 1) / 3], routine->name));
      break;
    case YEARLY:
    default:
      topic = strcmp (routine->kind, "SH") == 0 ? "查摆问题，开展批评和自我批评"
                                                : "党员个人自评、互评和民主测评";
      tb_record_take_text (record, TB_EVENT_TITLE,
                           g_strdup_printf ("%u年度%s", event->on.year, routine->name));
    }
  tb_record_take_text (record, TB_EVENT_AGENDA,
                       g_strdup_printf ("传达学习近期文件精神\n%s", topic));
}

static char *
dup_period (const Routine *routine, TbDate on)
{
  switch (routine->period)
    {
    case MONTHLY:
      return g_strdup_printf ("%04u-%02u", on.year, on.month);
    case QUARTERLY:
      return g_strdup_printf ("%04u-Q%u", on.year, (on.month - 1) / 3 + 1u);
    case YEARLY:
    default:
      return g_strdup_printf ("%04u", on.year);
    }
}

static void
make_event (TbSampleState *self, const TbSampleBranch *branch, const Routine *routine,
            const char *plan, TbDate month, guint group)
{
  g_autoptr (TbRecord) record = tb_sample_record_new (self, &tb_type_event);
  guint day = routine->day > 0 ? routine->day : branch->theme_day;
  TbSampleEvent event = {
    .record = record,
    .branch = branch,
    .kind = routine->kind,
    .group = group,
    .committee = strcmp (routine->audience, "committee") == 0,
    .on = { month.year, month.month, (guint8)day },
    .from = routine->from,
  };

  /* Spread over the month, so that not all branches meet on one day. */
  if (routine->period != YEARLY && routine->day > 0)
    event.on
        = tb_date_add_days (event.on, (int)(branch->theme_day * 5 + (group + 1) * 7) % SPREAD_DAYS);
  event.on = get_working_day (event.on);
  if (!tb_sample_is_anybody_invited (&event))
    return;
  /* Some are not held: that is what the matrix of the year is for. */
  if (tb_sample_is_past (self, event.on) && tb_sample_words_chance (self->work, 3))
    return;

  fill_in_subject (self, &event, routine);
  tb_record_set_text (record, TB_EVENT_AUDIENCE, routine->audience);
  if (group != G_MAXUINT)
    tb_record_set_text (record, TB_EVENT_GROUP,
                        g_array_index (branch->groups, TbSampleId, group).id);
  if (routine->study_hours > 0)
    tb_record_set_int (record, TB_EVENT_STUDY_HOURS, routine->study_hours);
  tb_record_set_text (record, TB_EVENT_PLAN, plan);
  tb_record_take_text (record, TB_EVENT_PLAN_PERIOD, dup_period (routine, event.on));
  finish_event (self, &event, routine->length, pick_state (self, event.on));
}

static TbRecord *
make_plan (TbSampleState *self, const TbSampleBranch *branch, const Routine *routine)
{
  static const char *const recurrences[]
      = { [MONTHLY] = "monthly", [QUARTERLY] = "quarterly", [YEARLY] = "yearly" };
  TbRecord *plan = tb_sample_record_new (self, &tb_type_event_plan);

  tb_record_set_text (plan, TB_EVENT_PLAN_ORGANISATION, branch->id);
  tb_record_set_text (plan, TB_EVENT_PLAN_KIND, routine->kind);
  tb_record_set_text (plan, TB_EVENT_PLAN_TITLE, routine->name);
  tb_record_set_text (plan, TB_EVENT_PLAN_AUDIENCE, routine->audience);
  tb_record_set_text (plan, TB_EVENT_PLAN_RECURRENCE,
                      routine->day == 0 ? "monthly_day" : recurrences[routine->period]);
  tb_record_set_int (plan, TB_EVENT_PLAN_DAY, routine->day == 0 ? branch->theme_day : routine->day);
  if (routine->month > 0)
    tb_record_set_int (plan, TB_EVENT_PLAN_MONTH, routine->month);
  set_times (plan, TB_EVENT_PLAN_TIME_FROM, TB_EVENT_PLAN_TIME_TO, routine->from, routine->length);
  tb_record_take_text (plan, TB_EVENT_PLAN_PLACE,
                       g_strdup_printf ("%s党群服务站", self->tower_name));
  tb_sample_set_date (plan, TB_EVENT_PLAN_SINCE,
                      (TbDate){ .year = (guint16)(self->today.year - 1), .month = 1, .day = 1 });
  tb_sample_insert (self, g_object_ref (plan));
  return plan;
}

static gboolean
is_due (const Routine *routine, guint month)
{
  return routine->period == MONTHLY
         || (routine->period == QUARTERLY && (month - 1) % 3 + 1 == routine->month)
         || (routine->period == YEARLY && month == routine->month);
}

static void
make_routine (TbSampleState *self, const TbSampleBranch *branch, const Routine *routine)
{
  gboolean by_group = strcmp (routine->kind, "XZ") == 0;
  TbDate this_month = { self->today.year, self->today.month, 1 };
  g_autoptr (TbRecord) plan = NULL;

  if (by_group && branch->groups->len == 0)
    return;

  plan = make_plan (self, branch, routine);
  for (int i = FIRST_MONTH; i <= LAST_MONTH; i++)
    {
      TbDate month = tb_date_add_months (this_month, i);

      if (!is_due (routine, month.month))
        continue;
      if (!by_group)
        make_event (self, branch, routine, tb_record_get_id (plan), month, G_MAXUINT);
      for (guint group = 0; by_group && group < branch->groups->len; group++)
        make_event (self, branch, routine, tb_record_get_id (plan), month, group);
    }
}

/*
 * tb_sample_find_full_member:
 * @index: which of them; the first is the secretary
 *
 * Returns: (nullable): a full member; the last where there are fewer
 */
const TbSampleMember *
tb_sample_find_full_member (const TbSampleBranch *branch, guint index)
{
  const TbSampleMember *found = NULL;

  for (guint i = 0; i < branch->members->len; i++)
    {
      const TbSampleMember *member = &g_array_index (branch->members, TbSampleMember, i);

      if (!member->is_full)
        continue;
      found = member;
      if (index-- == 0)
        return found;
    }
  return found;
}

/*
 * tb_sample_make_events:
 *
 * Makes a year of the meetings that a branch is to hold, with the month that is coming.
 */
void
tb_sample_make_events (TbSampleState *self, TbSampleBranch *branch)
{
  /* A branch is of three full members or more. */
  if (branch->n_full < 3)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (routines); i++)
    make_routine (self, branch, &routines[i]);
}

/* From the branches, their secretaries and another each. */
static void
invite_branches (TbSampleState *self)
{
  for (guint i = 0; i < MIN (self->branches->len, MAX_INVITED_BRANCHES); i++)
    {
      const TbSampleBranch *branch = &g_array_index (self->branches, TbSampleBranch, i);

      for (guint j = 0; j < MIN (branch->n_full, 2); j++)
        {
          TbSampleMember guest = *tb_sample_find_full_member (branch, j);

          guest.name = g_strdup (guest.name);
          guest.workplace = g_strdup (guest.workplace);
          guest.group = G_MAXUINT;
          g_array_append_val (self->committee.members, guest);
          self->committee.n_full++;
        }
    }
}

/*
 * tb_sample_make_joint_events:
 *
 * Makes what the organisations of a tower hold together: conferences, carnivals, volunteering.
 */
void
tb_sample_make_joint_events (TbSampleState *self)
{
  TbDate first = tb_date_add_months (self->today, FIRST_MONTH);
  TbDate last = tb_date_add_months (self->today, LAST_MONTH);

  invite_branches (self);
  if (self->committee.n_full < 3)
    return;

  for (int year = first.year; year <= last.year; year++)
    for (gsize i = 0; i < G_N_ELEMENTS (joint_events); i++)
      {
        g_autoptr (TbRecord) record = NULL;
        TbSampleEvent event = {
          .branch = &self->committee,
          .kind = joint_events[i].kind,
          .group = G_MAXUINT,
          .on = { (guint16)year, (guint8)joint_events[i].month, (guint8)joint_events[i].day },
          .from = joint_events[i].from,
        };

        if (tb_date_compare (event.on, first) < 0 || tb_date_compare (event.on, last) > 0)
          continue;
        record = event.record = tb_sample_record_new (self, &tb_type_event);
        tb_record_set_text (record, TB_EVENT_TITLE, joint_events[i].title);
        tb_record_set_text (record, TB_EVENT_AGENDA, "各党组织通报情况\n讨论共建事项\n明确分工");
        tb_record_set_text (record, TB_EVENT_AUDIENCE, "chosen");
        if (joint_events[i].volunteer_hours > 0)
          tb_record_set_int (record, TB_EVENT_VOLUNTEER_HOURS, joint_events[i].volunteer_hours);
        finish_event (self, &event, joint_events[i].length, pick_state (self, event.on));
      }
}
