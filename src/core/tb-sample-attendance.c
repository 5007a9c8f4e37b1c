/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sample-private.h"

#include "tb-sample-work-data.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"
#include "tb-type-hour-entry.h"
#include "tb-type-resolution.h"
#include "tb-type-vote.h"

/* The committee of a branch: its first full members. */
#define COMMITTEE_SIZE 5

/* The place is so many minutes ahead of UTC. */
#define ZONE_MINUTES 480

static gboolean
is_invited (const TbSampleEvent *event, const TbSampleMember *member, guint *n_committee)
{
  if (tb_date_compare (event->on, member->joined) < 0)
    return FALSE;
  if (event->committee)
    return member->is_full && (*n_committee)++ < COMMITTEE_SIZE;
  return event->group == G_MAXUINT || member->group == event->group;
}

static char *
dup_instant (const TbSampleEvent *event, int minutes_before)
{
  g_autoptr (GDateTime) midnight
      = g_date_time_new_utc (event->on.year, event->on.month, event->on.day, 0, 0, 0);
  g_autoptr (GDateTime) at
      = g_date_time_add_minutes (midnight, event->from - minutes_before - ZONE_MINUTES);

  return g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ");
}

static const char *
pick_state (TbSampleState *self)
{
  guint percent = tb_sample_words_below (self->work, 100);

  return percent < 84 ? "present" : percent < 88 ? "late" : percent < 97 ? "excused" : "absent";
}

static void
fill_in_presence (TbSampleState *self, TbSampleEvent *event, TbRecord *row, const char *state)
{
  static const char *const ways[] = { "list", "list", "phone", "self", NULL };
  static const char *const leaves[] = { "personal", "official", "sick", NULL };

  tb_record_set_text (row, TB_ATTENDANCE_STATE, state);
  if (strcmp (state, "excused") == 0)
    {
      tb_record_set_text (row, TB_ATTENDANCE_LEAVE_KIND, tb_sample_words_pick (self->work, leaves));
      tb_record_set_text (row, TB_ATTENDANCE_LEAVE_REASON,
                          tb_sample_words_pick (self->work, tb_sample_leave_reasons));
    }
  else if (strcmp (state, "absent") != 0)
    {
      int before = strcmp (state, "late") == 0 ? -12 : (int)tb_sample_words_below (self->work, 20);

      tb_record_take_text (row, TB_ATTENDANCE_SIGNED_AT, dup_instant (event, before));
      tb_record_set_text (row, TB_ATTENDANCE_SIGNED_BY, tb_sample_words_pick (self->work, ways));
      event->n_present++;
    }
}

/*
 * tb_sample_is_anybody_invited:
 *
 * Whether there is somebody who was in the branch, or in the group, on the day of an event.
 */
gboolean
tb_sample_is_anybody_invited (const TbSampleEvent *event)
{
  guint n_committee = 0;

  for (guint i = 0; i < event->branch->members->len; i++)
    if (is_invited (event, &g_array_index (event->branch->members, TbSampleMember, i),
                    &n_committee))
      return TRUE;

  return FALSE;
}

/*
 * tb_sample_make_attendance:
 *
 * Makes who is invited to an event and, where it lies in the past, who came; the counts of it are
 * put into the event.
 *
 * Returns: (transfer full) (element-type TbRecord)
 */
GPtrArray *
tb_sample_make_attendance (TbSampleState *self, TbSampleEvent *event)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean past = tb_sample_is_past (self, event->on);
  guint n_committee = 0;
  guint n_excused = 0;

  for (guint i = 0; i < event->branch->members->len; i++)
    {
      const TbSampleMember *member = &g_array_index (event->branch->members, TbSampleMember, i);
      TbRecord *row;
      const char *state;

      if (!is_invited (event, member, &n_committee))
        continue;
      row = tb_sample_record_new (self, &tb_type_attendance);
      tb_record_set_text (row, TB_ATTENDANCE_EVENT, tb_record_get_id (event->record));
      tb_record_set_text (row, TB_ATTENDANCE_PERSON, member->id);
      tb_record_set_text (row, TB_ATTENDANCE_NAME, member->name);
      tb_record_set_text (row, TB_ATTENDANCE_WORKPLACE, member->workplace);
      tb_record_set_text (row, TB_ATTENDANCE_ROLE, "expected");
      tb_record_set_int (row, TB_ATTENDANCE_CAN_VOTE, member->is_full);
      /* Whoever is in the chair is there. */
      state = !past ? "invited" : rows->len == 0 ? "present" : pick_state (self);
      n_excused += strcmp (state, "excused") == 0;
      if (past)
        fill_in_presence (self, event, row, state);
      else
        tb_record_set_text (row, TB_ATTENDANCE_STATE, state);
      g_ptr_array_add (rows, row);
    }

  if (past)
    {
      tb_record_set_int (event->record, TB_EVENT_EXPECTED, rows->len);
      tb_record_set_int (event->record, TB_EVENT_PRESENT, event->n_present);
      tb_record_set_int (event->record, TB_EVENT_EXCUSED, n_excused);
    }
  return rows;
}

static gboolean
was_there (TbRecord *row)
{
  const char *state = tb_record_get_text (row, TB_ATTENDANCE_STATE);

  return g_str_equal (state, "present") || g_str_equal (state, "late");
}

static void
make_resolution (TbSampleState *self, const TbSampleEvent *event, const TbSampleMember *responsible)
{
  TbRecord *resolution = tb_sample_record_new (self, &tb_type_resolution);
  TbDate due_on = tb_date_add_days (event->on, 30);
  TbDate done_on = tb_date_add_days (due_on, -(int)tb_sample_words_below (self->work, 12));

  tb_record_set_text (resolution, TB_RESOLUTION_EVENT, tb_record_get_id (event->record));
  tb_record_set_int (resolution, TB_RESOLUTION_NUMBER, 1);
  tb_record_take_text (
      resolution, TB_RESOLUTION_TEXT,
      g_strdup_printf ("同意%s，由%s牵头落实。",
                       tb_sample_words_pick (self->work, tb_sample_committee_topics),
                       responsible->name));
  tb_record_set_text (resolution, TB_RESOLUTION_RESPONSIBLE, responsible->name);
  tb_sample_set_date (resolution, TB_RESOLUTION_DUE_ON, due_on);
  if (tb_sample_is_past (self, done_on) && tb_sample_words_chance (self->work, 85))
    tb_sample_set_date (resolution, TB_RESOLUTION_DONE_ON, done_on);
  tb_sample_insert (self, resolution);
}

/* The probationary member, if there is one, whose admission the branch voted on. */
static const TbSampleMember *
find_probationary (const TbSampleBranch *branch)
{
  for (guint i = 0; i < branch->members->len; i++)
    if (!g_array_index (branch->members, TbSampleMember, i).is_full)
      return &g_array_index (branch->members, TbSampleMember, i);
  return NULL;
}

static void
make_vote (TbSampleState *self, const TbSampleEvent *event, GPtrArray *attendance, const char *kind,
           const TbSampleMember *candidate)
{
  TbRecord *vote = tb_sample_record_new (self, &tb_type_vote);
  guint n_entitled = 0, n_present = 0, n_abstained;

  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *row = g_ptr_array_index (attendance, i);

      if (!tb_record_get_boolean (row, TB_ATTENDANCE_CAN_VOTE))
        continue;
      n_entitled++;
      n_present += was_there (row);
    }
  n_abstained = n_present > 4 && tb_sample_words_chance (self->work, 30);

  tb_record_set_text (vote, TB_VOTE_EVENT, tb_record_get_id (event->record));
  tb_record_set_text (vote, TB_VOTE_KIND, kind);
  tb_record_take_text (vote, TB_VOTE_TOPIC,
                       candidate != NULL ? g_strdup_printf ("接收%s同志为预备党员", candidate->name)
                                         : g_strdup ("民主评议党员测评"));
  tb_record_set_text (vote, TB_VOTE_CANDIDATE, candidate != NULL ? candidate->id : NULL);
  tb_record_set_int (vote, TB_VOTE_SECRET, TRUE);
  tb_record_set_int (vote, TB_VOTE_EXPECTED, n_entitled);
  tb_record_set_int (vote, TB_VOTE_PRESENT, n_present);
  tb_record_set_int (vote, TB_VOTE_VOTES_FOR, n_present - n_abstained);
  tb_record_set_int (vote, TB_VOTE_VOTES_AGAINST, 0);
  tb_record_set_int (vote, TB_VOTE_ABSTAINED, n_abstained);
  tb_record_set_int (vote, TB_VOTE_INVALID, 0);
  tb_record_set_text (vote, TB_VOTE_LOCKED_ON,
                      tb_record_get_text (event->record, TB_EVENT_ARCHIVED_ON));
  tb_sample_insert (self, vote);
}

static void
make_hours (TbSampleState *self, const TbSampleEvent *event, GPtrArray *attendance,
            const char *kind, gint64 hours)
{
  for (guint i = 0; hours > 0 && i < attendance->len; i++)
    {
      TbRecord *row = g_ptr_array_index (attendance, i);
      TbRecord *entry;

      if (!was_there (row))
        continue;
      entry = tb_sample_record_new (self, &tb_type_hour_entry);
      tb_record_set_text (entry, TB_HOUR_ENTRY_PERSON,
                          tb_record_get_text (row, TB_ATTENDANCE_PERSON));
      tb_record_set_text (entry, TB_HOUR_ENTRY_KIND, kind);
      tb_record_set_int (entry, TB_HOUR_ENTRY_HOURS, hours);
      tb_sample_set_date (entry, TB_HOUR_ENTRY_ON, event->on);
      tb_record_set_text (entry, TB_HOUR_ENTRY_EVENT, tb_record_get_id (event->record));
      tb_sample_insert (self, entry);
    }
}

/*
 * tb_sample_make_decisions:
 * @attendance: (element-type TbRecord): who came
 *
 * Makes what a meeting that was held left behind: resolutions, votes and hours.
 */
void
tb_sample_make_decisions (TbSampleState *self, const TbSampleEvent *event, GPtrArray *attendance)
{
  const TbSampleMember *candidate = find_probationary (event->branch);

  if (strcmp (event->kind, "DH") == 0 || strcmp (event->kind, "LX") == 0 || event->committee)
    make_resolution (
        self, event,
        tb_sample_find_full_member (event->branch, tb_sample_words_below (self->work, 3)));
  if (strcmp (event->kind, "DH") == 0 && candidate != NULL
      && tb_sample_words_chance (self->work, 40))
    make_vote (self, event, attendance, "admission", candidate);
  if (strcmp (event->kind, "PY") == 0)
    make_vote (self, event, attendance, "appraisal", NULL);

  if (!self->plan->with_hours)
    return;
  make_hours (self, event, attendance, "study",
              tb_record_get_int (event->record, TB_EVENT_STUDY_HOURS));
  make_hours (self, event, attendance, "volunteer",
              tb_record_get_int (event->record, TB_EVENT_VOLUNTEER_HOURS));
}
