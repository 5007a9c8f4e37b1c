/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-error.h"
#include "tb-event.h"
#include "tb-text.h"
#include "tb-time.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"
#include "tb-type-vote.h"

/* Signing in opens so many minutes before the event begins (domain model §1.8). */
#define OPENS_BEFORE 60

/* The events whose votes are to be locked before they are archived. */
static const char *const voting_kinds[] = { "DH", "PY", "XJ", NULL };

static gint64
count_days (TbDate from, TbDate to)
{
  GDate first;
  GDate last;

  g_date_set_dmy (&first, from.day, from.month, from.year);
  g_date_set_dmy (&last, to.day, to.month, to.year);
  return g_date_days_between (&first, &last);
}

/* Minutes until the event begins; where it has no time, until its day. */
static gboolean
count_minutes_until (TbRecord *event, TbClock *clock, gint64 *minutes)
{
  const char *from = tb_record_get_text (event, TB_EVENT_PLANNED_FROM);
  TbDate planned;
  TbDate today;
  int begins = 0;
  int now;

  if (!tb_date_from_iso (tb_record_get_text (event, TB_EVENT_PLANNED_ON), &planned)
      || tb_date_get_precision (planned) != TB_DATE_PRECISION_DAY)
    return FALSE;
  if (from != NULL && !tb_time_parse (from, &begins))
    return FALSE;

  tb_clock_get_local (clock, &today, &now);
  *minutes = count_days (today, planned) * TB_TIME_DAY + begins - now;
  return TRUE;
}

static gboolean
has_attendee (GPtrArray *attendance)
{
  for (guint i = 0; i < attendance->len; i++)
    {
      if (tb_attendance_is_present (g_ptr_array_index (attendance, i)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_attendee (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) attendance
      = tb_event_load_attendance (step->connection, tb_record_get_id (step->before), error);
  g_autofree char *title = NULL;

  if (attendance == NULL)
    return FALSE;
  if (has_attendee (attendance))
    return TRUE;

  title = tb_record_dup_title (step->before);
  return tb_transition_refuse (
      error, _ ("Nobody has signed in to “%s” yet. Enter at least one person who came."), title);
}

static gboolean
check_votes_locked (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) votes = NULL;
  g_autofree char *title = NULL;

  if (!g_strv_contains (voting_kinds, tb_record_get_text (step->before, TB_EVENT_KIND)))
    return TRUE;

  votes = tb_transition_find (step->connection, &tb_type_vote, TB_VOTE_EVENT,
                              tb_record_get_id (step->before), error);
  if (votes == NULL)
    return FALSE;

  for (guint i = 0; i < votes->len; i++)
    {
      TbRecord *vote = g_ptr_array_index (votes, i);

      if (tb_record_has (vote, TB_VOTE_LOCKED_ON))
        continue;
      title = tb_record_dup_title (step->before);
      return tb_transition_refuse (
          error,
          /* Translators: an event, then the topic of a vote. */
          _ ("“%s” cannot be archived: the vote on “%s” is not locked. Lock it first."), title,
          tb_record_get_text (vote, TB_VOTE_TOPIC));
    }

  return TRUE;
}

static gboolean
refuse_no_minutes (GError **error, TbRecord *event)
{
  g_autofree char *title = tb_record_dup_title (event);

  return tb_transition_refuse (error, _ ("“%s” has no minutes yet. Write them first."), title);
}

/* Sets a new state for all rows in one of the old ones. */
static gboolean
change_states (const TbTransitionStep *step, const char *const *old_states, const char *state,
               GError **error)
{
  g_autoptr (GPtrArray) attendance
      = tb_event_load_attendance (step->connection, tb_record_get_id (step->before), error);

  if (attendance == NULL)
    return FALSE;

  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *row = g_ptr_array_index (attendance, i);
      const char *old = tb_record_get_text (row, TB_ATTENDANCE_STATE);

      if (old != NULL && !g_strv_contains (old_states, old))
        continue;
      tb_record_set_text (row, TB_ATTENDANCE_STATE, state);
      if (g_str_equal (state, "invited"))
        {
          tb_record_clear (row, TB_ATTENDANCE_SIGNED_AT);
          tb_record_clear (row, TB_ATTENDANCE_SIGNED_BY);
          tb_record_clear (row, TB_ATTENDANCE_LEAVE_KIND);
          tb_record_clear (row, TB_ATTENDANCE_LEAVE_REASON);
        }
      if (!tb_batch_writer_apply (step->writer, TB_CHANGE_UPDATE, row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_counts (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) attendance
      = tb_event_load_attendance (step->connection, tb_record_get_id (step->before), error);

  if (attendance == NULL)
    return FALSE;

  tb_event_set_counts (step->record, attendance);
  return TRUE;
}

static gboolean
check_held (const TbTransitionStep *step, GError **error)
{
  static const guint fields[] = { TB_EVENT_HELD_ON, TB_EVENT_HELD_FROM, TB_EVENT_HELD_TO };
  g_autofree char *title = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (!tb_record_has (step->record, fields[i]))
        return tb_transition_refuse_missing (error, step, fields[i]);
    }
  if (g_strcmp0 (tb_record_get_text (step->record, TB_EVENT_HELD_FROM),
                 tb_record_get_text (step->record, TB_EVENT_HELD_TO))
      <= 0)
    return TRUE;

  title = tb_record_dup_title (step->before);
  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("“%s” cannot end before it begins. Correct the times."), title);
  return FALSE;
}

/* What was sent is kept; where nothing was written, the notice is made of what is planned. */
gboolean
tb_event_prepare_notify (const TbTransitionStep *step, GError **error)
{
  tb_record_set_text (step->record, TB_EVENT_NOTIFIED_ON,
                      tb_batch_writer_get_today_iso (step->writer));
  if (tb_text_is_blank (tb_record_get_text (step->record, TB_EVENT_NOTICE)))
    tb_record_take_text (step->record, TB_EVENT_NOTICE, tb_event_dup_notice (step->record, NULL));
  return TRUE;
}

/* The list is made with the notice, unless somebody made it before. */
gboolean
tb_event_follow_notify (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) attendance
      = tb_event_load_attendance (step->connection, tb_record_get_id (step->before), error);

  if (attendance == NULL)
    return FALSE;

  return attendance->len > 0 || tb_event_write_invitees (step->writer, step->record, error);
}

gboolean
tb_event_guard_open_sign_in (const TbTransitionStep *step, GError **error)
{
  TbClock *clock = tb_connection_get_clock (step->connection);
  const char *from = tb_record_get_text (step->before, TB_EVENT_PLANNED_FROM);
  g_autofree char *title = NULL;
  gint64 minutes;

  if (!count_minutes_until (step->before, clock, &minutes) || minutes <= OPENS_BEFORE)
    return TRUE;

  title = tb_record_dup_title (step->before);
  return tb_transition_refuse (
      error,
      /* Translators: minutes, an event, a day, a time of day or nothing. */
      ngettext ("Signing in opens %d minute before “%s” begins (%s %s).",
                "Signing in opens %d minutes before “%s” begins (%s %s).", OPENS_BEFORE),
      OPENS_BEFORE, title, tb_record_get_text (step->before, TB_EVENT_PLANNED_ON),
      from != NULL ? from : "00:00");
}

/*
 * tb_event_is_over:
 *
 * Whether the day of an event is past. Nobody needs a notice of it any more: it is entered as held,
 * however late, moved or cancelled.
 */
gboolean
tb_event_is_over (const TbTransitionStep *step)
{
  const char *planned_on = tb_record_get_text (step->before, TB_EVENT_PLANNED_ON);
  TbDate day = { 0 };

  return planned_on != NULL && tb_date_from_iso (planned_on, &day)
         && tb_date_is_certainly_before (
             day, tb_clock_today (tb_connection_get_clock (step->connection)));
}

gboolean
tb_event_guard_hold (const TbTransitionStep *step, GError **error)
{
  return check_attendee (step, error);
}

/* However late it is entered, it is not refused: the day of entry stands beside the day it was
 * held. */
gboolean
tb_event_prepare_hold (const TbTransitionStep *step, GError **error)
{
  static const char *const not_signed[] = { "invited", NULL };

  if (!check_held (step, error) || !change_states (step, not_signed, "absent", error)
      || !set_counts (step, error))
    return FALSE;

  tb_record_set_text (step->record, TB_EVENT_RECORDED_ON,
                      tb_batch_writer_get_today_iso (step->writer));
  return TRUE;
}

gboolean
tb_event_follow_hold (const TbTransitionStep *step, GError **error)
{
  return tb_event_settle_hours (step->writer, step->record, error);
}

gboolean
tb_event_prepare_submit (const TbTransitionStep *step, GError **error)
{
  return !tb_text_is_blank (tb_record_get_text (step->record, TB_EVENT_MINUTES))
         || refuse_no_minutes (error, step->before);
}

gboolean
tb_event_guard_archive (const TbTransitionStep *step, GError **error)
{
  if (tb_text_is_blank (tb_record_get_text (step->before, TB_EVENT_MINUTES)))
    return refuse_no_minutes (error, step->before);

  return check_attendee (step, error) && check_votes_locked (step, error);
}

/* What was changed in the list since it was held is on paper too. */
gboolean
tb_event_prepare_archive (const TbTransitionStep *step, GError **error)
{
  tb_record_set_text (step->record, TB_EVENT_ARCHIVED_ON,
                      tb_batch_writer_get_today_iso (step->writer));
  return set_counts (step, error) && tb_event_settle_hours (step->writer, step->record, error);
}

/* Signatures and leaves were for the old day, and so was the notice. */
gboolean
tb_event_prepare_move (const TbTransitionStep *step, GError **error)
{
  static const char *const answered[] = { "present", "late", "excused", "absent", NULL };
  const char *day = tb_record_get_text (step->record, TB_EVENT_PLANNED_ON);
  g_autofree char *title = NULL;

  if (day == NULL)
    return tb_transition_refuse_missing (error, step, TB_EVENT_PLANNED_ON);
  if (tb_record_field_equal (step->before, step->record, TB_EVENT_PLANNED_ON)
      && tb_record_field_equal (step->before, step->record, TB_EVENT_PLANNED_FROM)
      && tb_record_field_equal (step->before, step->record, TB_EVENT_PLANNED_TO))
    {
      title = tb_record_dup_title (step->before);
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("“%s” is planned for that time already. Give another day or time."), title);
      return FALSE;
    }

  tb_record_set_text (step->record, TB_EVENT_MOVED_FROM,
                      tb_record_get_text (step->before, TB_EVENT_PLANNED_ON));
  tb_record_clear (step->record, TB_EVENT_NOTIFIED_ON);
  tb_record_clear (step->record, TB_EVENT_NOTICE);
  return change_states (step, answered, "invited", error);
}
