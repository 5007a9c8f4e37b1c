/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-event-private.h"

#include "tb-record-table.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"
#include "tb-type-hour-entry.h"

/* What each who came is credited with. */
static const struct
{
  const char *kind;
  guint field;
} credits[] = {
  { "study", TB_EVENT_STUDY_HOURS },
  { "volunteer", TB_EVENT_VOLUNTEER_HOURS },
};

/* Hours of one person in the ledger, of one kind and one event. */
typedef struct
{
  gint64 sum;
  const char *last; /* (not owned) (nullable): the entry to be taken back, if it is one */
} Credited;

static gboolean
is_expected (TbRecord *attendance)
{
  return g_strcmp0 (tb_record_get_text (attendance, TB_ATTENDANCE_ROLE), "expected") == 0;
}

/* Who made it up has the hours too, from the day they did. */
static const char *
get_credit_day (TbRecord *event, TbRecord *attendance)
{
  if (tb_attendance_is_present (attendance))
    return tb_record_get_text (event, TB_EVENT_HELD_ON);
  return tb_record_get_text (attendance, TB_ATTENDANCE_MADE_UP_ON);
}

/* The ledger of one kind by person: what each has of this event. */
static GHashTable *
sum_entries (GPtrArray *entries, const char *kind)
{
  GHashTable *sums = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  /* The newest come first. */
  for (guint i = 0; i < entries->len; i++)
    {
      TbRecord *entry = g_ptr_array_index (entries, i);
      const char *person = tb_record_get_text (entry, TB_HOUR_ENTRY_PERSON);
      gint64 hours = tb_record_get_int (entry, TB_HOUR_ENTRY_HOURS);
      Credited *credited;

      if (g_strcmp0 (tb_record_get_text (entry, TB_HOUR_ENTRY_KIND), kind) != 0)
        continue;
      credited = g_hash_table_lookup (sums, person);
      if (credited == NULL)
        {
          credited = g_new0 (Credited, 1);
          g_hash_table_insert (sums, (gpointer)person, credited);
        }
      credited->sum += hours;
      if (credited->last == NULL && hours > 0)
        credited->last = tb_record_get_id (entry);
    }

  return sums;
}

static gboolean
add_entry (TbBatchWriter *writer, TbRecord *event, const char *person, const char *kind,
           const char *on, gint64 hours, const char *reverses, GError **error)
{
  g_autoptr (TbRecord) entry = tb_record_new (&tb_type_hour_entry);

  tb_record_set_source (entry, tb_record_get_source (event));
  tb_record_set_text (entry, TB_HOUR_ENTRY_PERSON, person);
  tb_record_set_text (entry, TB_HOUR_ENTRY_KIND, kind);
  tb_record_set_int (entry, TB_HOUR_ENTRY_HOURS, hours);
  tb_record_set_text (entry, TB_HOUR_ENTRY_ON, on);
  tb_record_set_text (entry, TB_HOUR_ENTRY_EVENT, tb_record_get_id (event));
  if (reverses != NULL)
    tb_record_set_text (entry, TB_HOUR_ENTRY_REVERSES, reverses);

  return tb_batch_writer_apply (writer, TB_CHANGE_INSERT, entry, error);
}

static gboolean
settle_kind (TbBatchWriter *writer, TbRecord *event, GPtrArray *attendance, GPtrArray *entries,
             guint credit, GError **error)
{
  const char *kind = credits[credit].kind;
  gint64 hours = tb_record_get_int (event, credits[credit].field);
  g_autoptr (GHashTable) sums = sum_entries (entries, kind);
  GHashTableIter iter;
  gpointer person;
  gpointer credited;

  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *row = g_ptr_array_index (attendance, i);
      const char *id = tb_record_get_text (row, TB_ATTENDANCE_PERSON);
      const char *on = get_credit_day (event, row);
      const Credited *had;
      gint64 missing;

      if (id == NULL || on == NULL)
        continue;
      had = g_hash_table_lookup (sums, id);
      missing = hours - (had != NULL ? had->sum : 0);
      if (missing != 0
          && !add_entry (writer, event, id, kind, on, missing,
                         missing < 0 && had != NULL ? had->last : NULL, error))
        return FALSE;
      g_hash_table_remove (sums, id);
    }

  /* Those who are left have hours of an event that they did not come to after all. */
  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, &person, &credited))
    {
      const Credited *had = credited;

      if (had->sum != 0
          && !add_entry (writer, event, person, kind, tb_batch_writer_get_today_iso (writer),
                         -had->sum, had->last, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * tb_event_load_attendance:
 *
 * Returns: (transfer full) (element-type TbRecord): the attendance of an event
 */
GPtrArray *
tb_event_load_attendance (TbConnection *connection, const char *event_id, GError **error)
{
  return tb_transition_find (connection, &tb_type_attendance, TB_ATTENDANCE_EVENT, event_id, error);
}

gboolean
tb_attendance_is_present (TbRecord *attendance)
{
  const char *state = tb_record_get_text (attendance, TB_ATTENDANCE_STATE);

  return g_strcmp0 (state, "present") == 0 || g_strcmp0 (state, "late") == 0;
}

/*
 * tb_event_set_counts:
 * @attendance: (element-type TbRecord): all of the event's
 *
 * Sets the numbers that go on paper. Who is exempt counts only when they came all the same.
 */
void
tb_event_set_counts (TbRecord *event, GPtrArray *attendance)
{
  gint64 expected = 0;
  gint64 present = 0;
  gint64 excused = 0;

  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *row = g_ptr_array_index (attendance, i);
      gboolean came = tb_attendance_is_present (row);

      if (!is_expected (row) || (!came && tb_record_has (row, TB_ATTENDANCE_EXEMPT)))
        continue;
      expected++;
      present += came;
      excused += g_strcmp0 (tb_record_get_text (row, TB_ATTENDANCE_STATE), "excused") == 0;
    }

  tb_record_set_int (event, TB_EVENT_EXPECTED, expected);
  tb_record_set_int (event, TB_EVENT_PRESENT, present);
  tb_record_set_int (event, TB_EVENT_EXCUSED, excused);
}

/*
 * tb_event_settle_hours:
 * @event: an event that was held
 *
 * Brings the ledger of hours in line with who came: adds what is missing, and takes back by an
 * entry of negative hours what is too much. Done twice, it adds nothing.
 */
gboolean
tb_event_settle_hours (TbBatchWriter *writer, TbRecord *event, GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  g_autoptr (GPtrArray) attendance
      = tb_event_load_attendance (connection, tb_record_get_id (event), error);
  g_autoptr (GPtrArray) entries = NULL;

  if (attendance == NULL)
    return FALSE;
  entries = tb_transition_find (connection, &tb_type_hour_entry, TB_HOUR_ENTRY_EVENT,
                                tb_record_get_id (event), error);
  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (credits); i++)
    {
      if (!settle_kind (writer, event, attendance, entries, i, error))
        return FALSE;
    }

  return TRUE;
}

/* The counts of an event that was held and is still open. */
static gboolean
settle_counts (TbBatchWriter *writer, TbRecord *event, GError **error)
{
  g_autoptr (GPtrArray) attendance = tb_event_load_attendance (
      tb_batch_writer_get_connection (writer), tb_record_get_id (event), error);

  if (attendance == NULL)
    return FALSE;

  tb_event_set_counts (event, attendance);
  return tb_batch_writer_apply (writer, TB_CHANGE_UPDATE, event, error);
}

/*
 * tb_event_follow_attendance:
 *
 * A TbRecordEffect: after a change of who came to an event that was held already, its counts and
 * the hours follow. Nothing is done before it was held. What is corrected in an archived event is
 * counted with the correction.
 */
gboolean
tb_event_follow_attendance (TbBatchWriter *writer, TbRecord *before, TbRecord *after,
                            GError **error)
{
  const char *event_id = tb_record_get_text (after != NULL ? after : before, TB_ATTENDANCE_EVENT);
  g_autoptr (TbRecord) event = tb_record_table_load (tb_batch_writer_get_connection (writer),
                                                     &tb_type_event, event_id, error);

  if (event == NULL)
    return FALSE;

  return !tb_event_was_held (event)
         || (settle_counts (writer, event, error) && tb_event_settle_hours (writer, event, error));
}

/*
 * tb_event_follow_change:
 *
 * A TbRecordEffect: other hours for each, once it was held, are other hours in the ledger.
 */
gboolean
tb_event_follow_change (TbBatchWriter *writer, TbRecord *before, TbRecord *after, GError **error)
{
  if (before == NULL || after == NULL || !tb_event_was_held (before) || !tb_event_was_held (after)
      || (tb_record_field_equal (before, after, TB_EVENT_STUDY_HOURS)
          && tb_record_field_equal (before, after, TB_EVENT_VOLUNTEER_HOURS)))
    return TRUE;

  return tb_event_settle_hours (writer, after, error);
}
