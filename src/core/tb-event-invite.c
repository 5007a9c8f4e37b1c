/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event.h"

#include <glib/gi18n-lib.h>

#include "tb-event-private.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"

/* Whether nobody has said or done anything about the row yet. */
static gboolean
is_untouched (TbRecord *attendance)
{
  const char *state = tb_record_get_text (attendance, TB_ATTENDANCE_STATE);

  return (g_strcmp0 (state, "invited") == 0 || g_strcmp0 (state, "absent") == 0)
         && !tb_record_has (attendance, TB_ATTENDANCE_EXEMPT)
         && !tb_record_has (attendance, TB_ATTENDANCE_SIGNED_BY)
         && !tb_record_has (attendance, TB_ATTENDANCE_MADE_UP_ON);
}

/* After the event, whoever is put on the list has not come until the desk says otherwise. */
static const char *
get_first_state (TbRecord *event)
{
  return tb_event_was_held (event) ? "absent" : "invited";
}

static void
fill_in (TbRecord *attendance, const TbInvitee *invitee)
{
  tb_record_set_text (attendance, TB_ATTENDANCE_NAME, invitee->name);
  tb_record_set_text (attendance, TB_ATTENDANCE_WORKPLACE, invitee->workplace);
  tb_record_set_int (attendance, TB_ATTENDANCE_CAN_VOTE, invitee->can_vote);
}

/* The rows of people of the register, by the id of the person. */
static GHashTable *
index_by_person (GPtrArray *attendance)
{
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *row = g_ptr_array_index (attendance, i);

      if (tb_record_has (row, TB_ATTENDANCE_PERSON))
        g_hash_table_insert (rows, (gpointer)tb_record_get_text (row, TB_ATTENDANCE_PERSON), row);
    }

  return rows;
}

/* Who signed in keeps the row as it was; who did not is as they are now. */
static gboolean
write_invitee (TbBatchWriter *writer, TbRecord *event, const TbInvitee *invitee, TbRecord *row,
               GError **error)
{
  g_autoptr (TbRecord) attendance = NULL;

  if (row == NULL)
    {
      attendance = tb_attendance_new (event, invitee, get_first_state (event));
      return tb_batch_writer_apply (writer, TB_CHANGE_INSERT, attendance, error);
    }
  if (!is_untouched (row))
    return TRUE;

  fill_in (row, invitee);
  return tb_batch_writer_apply (writer, TB_CHANGE_UPDATE, row, error);
}

static gboolean
check_may_invite (TbRecord *event, GError **error)
{
  g_autofree char *title = NULL;

  if (g_strcmp0 (tb_record_get_text (event, TB_EVENT_STATE), "cancelled") != 0)
    return TRUE;

  title = tb_record_dup_title (event);
  return tb_transition_refuse (error, _ ("“%s” was cancelled, so nobody is invited to it."), title);
}

static gboolean
invite (TbBatchWriter *writer, TbRecord *event, const TbEventArguments *arguments, GError **error)
{
  return check_may_invite (event, error) && tb_event_write_invitees (writer, event, error);
}

static gboolean
invite_person (TbBatchWriter *writer, TbRecord *event, GHashTable *rows, const char *person,
               const char *role, GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  g_autoptr (TbInvitee) invitee = NULL;
  g_autoptr (GError) local_error = NULL;

  if (g_hash_table_contains (rows, person))
    return TRUE;

  invitee = tb_event_find_person (connection, event, person, &local_error);
  if (invitee == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        tb_transition_refuse (error, _ ("There is no person “%s” in the register."), person);
      return FALSE;
    }
  invitee->role = role != NULL ? role : "expected";
  invitee->can_vote = invitee->can_vote && g_str_equal (invitee->role, "expected");

  return write_invitee (writer, event, invitee, NULL, error);
}

static gboolean
invite_persons (TbBatchWriter *writer, TbRecord *event, const TbEventArguments *arguments,
                GError **error)
{
  g_autoptr (GPtrArray) attendance = NULL;
  g_autoptr (GHashTable) rows = NULL;

  if (!check_may_invite (event, error))
    return FALSE;
  attendance = tb_event_load_attendance (tb_batch_writer_get_connection (writer),
                                         tb_record_get_id (event), error);
  if (attendance == NULL)
    return FALSE;

  rows = index_by_person (attendance);
  for (guint i = 0; arguments->persons[i] != NULL; i++)
    {
      if (!invite_person (writer, event, rows, arguments->persons[i], arguments->code, error))
        return FALSE;
      g_hash_table_add (rows, arguments->persons[i]);
    }

  return TRUE;
}

/*
 * tb_attendance_new:
 * @state: its first state
 *
 * Returns: (transfer full): a row of attendance for somebody as they are now, not stored yet
 */
TbRecord *
tb_attendance_new (TbRecord *event, const TbInvitee *invitee, const char *state)
{
  TbRecord *attendance = tb_record_new (&tb_type_attendance);

  tb_record_set_source (attendance, tb_record_get_source (event));
  tb_record_set_text (attendance, TB_ATTENDANCE_EVENT, tb_record_get_id (event));
  tb_record_set_text (attendance, TB_ATTENDANCE_PERSON, invitee->person);
  tb_record_set_text (attendance, TB_ATTENDANCE_ROLE, invitee->role);
  tb_record_set_text (attendance, TB_ATTENDANCE_STATE, state);
  fill_in (attendance, invitee);

  return attendance;
}

/*
 * tb_event_was_held:
 *
 * Whether the event took place and is not archived yet.
 */
gboolean
tb_event_was_held (TbRecord *event)
{
  const char *state = tb_record_get_text (event, TB_EVENT_STATE);

  return g_strcmp0 (state, "held") == 0 || g_strcmp0 (state, "in_review") == 0;
}

/*
 * tb_event_write_invitees:
 *
 * Brings the list of those expected in line with the audience rule: adds who is not on it,
 * refreshes and removes rows that nobody has touched. Guests and observers put on the list by hand
 * stay, and so does everybody where there is no rule.
 */
gboolean
tb_event_write_invitees (TbBatchWriter *writer, TbRecord *event, GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  g_autoptr (GPtrArray) invitees = tb_event_find_audience (connection, event, error);
  g_autoptr (GPtrArray) attendance = NULL;
  g_autoptr (GHashTable) rows = NULL;
  GHashTableIter iter;
  gpointer row;

  if (invitees == NULL)
    return FALSE;
  if (invitees->len == 0)
    return TRUE;
  attendance = tb_event_load_attendance (connection, tb_record_get_id (event), error);
  if (attendance == NULL)
    return FALSE;

  rows = index_by_person (attendance);
  for (guint i = 0; i < invitees->len; i++)
    {
      const TbInvitee *invitee = g_ptr_array_index (invitees, i);

      if (!write_invitee (writer, event, invitee, g_hash_table_lookup (rows, invitee->person),
                          error))
        return FALSE;
      g_hash_table_remove (rows, invitee->person);
    }

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      if (is_untouched (row)
          && g_strcmp0 (tb_record_get_text (row, TB_ATTENDANCE_ROLE), "expected") == 0
          && !tb_batch_writer_apply (writer, TB_CHANGE_REMOVE, row, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * tb_event_invite:
 * @event_id: an event
 *
 * Makes the list of those expected by the event's audience rule, as a snapshot of today: names,
 * workplaces, who may vote. Called again, it adds who has come since, refreshes who has not signed
 * in, and removes who left; who signed in, is excused or exempt stays. On any thread but the
 * writer's.
 *
 * Errors: %TB_ERROR_CONFLICT where the event is archived or cancelled, %TB_ERROR_NOT_FOUND, those
 * of the store.
 *
 * Returns: (transfer full): the batch; the empty string where nothing differed
 */
char *
tb_event_invite (TbSession *session, const char *event_id, GCancellable *cancellable,
                 GError **error)
{
  const TbEventArguments arguments = { 0 };

  return tb_event_act (session, event_id, TB_BATCH_INVITE, invite, &arguments, cancellable, error);
}

/**
 * tb_event_invite_async:
 *
 * As tb_event_invite(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_event_invite_async (TbSession *session, const char *event_id, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  const TbEventArguments arguments = { 0 };

  tb_event_act_async (session, event_id, TB_BATCH_INVITE, invite, &arguments, cancellable, callback,
                      user_data);
}

/**
 * tb_event_invite_persons:
 * @person_ids: (array zero-terminated=1): people chosen by hand
 * @role: (nullable): code of their role; expected if %NULL
 *
 * Puts people on the list who are not on it yet. On any thread but the writer's. Errors as with
 * tb_event_invite().
 *
 * Returns: (transfer full): the batch; the empty string where nothing differed
 */
char *
tb_event_invite_persons (TbSession *session, const char *event_id, const char *const *person_ids,
                         const char *role, GCancellable *cancellable, GError **error)
{
  const TbEventArguments arguments = { .persons = (char **)person_ids, .code = (char *)role };

  g_return_val_if_fail (person_ids != NULL, NULL);

  return tb_event_act (session, event_id, TB_BATCH_INVITE, invite_persons, &arguments, cancellable,
                       error);
}

/**
 * tb_event_invite_persons_async:
 *
 * As tb_event_invite_persons(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_event_invite_persons_async (TbSession *session, const char *event_id,
                               const char *const *person_ids, const char *role,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  const TbEventArguments arguments = { .persons = (char **)person_ids, .code = (char *)role };

  g_return_if_fail (person_ids != NULL);

  tb_event_act_async (session, event_id, TB_BATCH_INVITE, invite_persons, &arguments, cancellable,
                      callback, user_data);
}
