/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-event-private.h"
#include "tb-record-table.h"
#include "tb-time.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"

/* Minutes after the beginning from which somebody who signs in is late. */
#define GRACE 10

static const char *const sign_in_kinds[] = {
  [TB_SIGN_IN_LIST] = "list",
  [TB_SIGN_IN_SELF] = "self",
  [TB_SIGN_IN_PHONE] = "phone",
};

/* The row of a person, or %NULL without an error where they are not on the list. */
static gboolean
find_row (TbBatchWriter *writer, TbRecord *event, const char *person, TbRecord **row,
          GError **error)
{
  const guint fields[] = { TB_ATTENDANCE_EVENT, TB_ATTENDANCE_PERSON };
  const char *const values[] = { tb_record_get_id (event), person };
  g_autoptr (GPtrArray) rows
      = tb_record_table_find (tb_batch_writer_get_connection (writer), &tb_type_attendance, fields,
                              values, G_N_ELEMENTS (fields), error);

  if (rows == NULL)
    return FALSE;

  *row = rows->len > 0 ? g_object_ref (g_ptr_array_index (rows, 0)) : NULL;
  return TRUE;
}

static TbRecord *
require_row (TbBatchWriter *writer, TbRecord *event, const char *person, GError **error)
{
  g_autofree char *title = NULL;
  TbRecord *row = NULL;

  if (!find_row (writer, event, person, &row, error) || row != NULL)
    return row;

  title = tb_record_dup_title (event);
  tb_transition_refuse (error,
                        _ ("This person is not on the list of “%s”. Put them on it, or sign them "
                           "in."),
                        title);
  return NULL;
}

static gboolean
check_not_cancelled (TbRecord *event, GError **error)
{
  g_autofree char *title = NULL;

  if (g_strcmp0 (tb_record_get_text (event, TB_EVENT_STATE), "cancelled") != 0)
    return TRUE;

  title = tb_record_dup_title (event);
  return tb_transition_refuse (error, _ ("“%s” was cancelled, so nobody signs in to it."), title);
}

static gboolean
is_planned_today (TbBatchWriter *writer, TbRecord *event)
{
  return g_strcmp0 (tb_record_get_text (event, TB_EVENT_PLANNED_ON),
                    tb_batch_writer_get_today_iso (writer))
         == 0;
}

/* A time is written down only while it is the time at which people come. */
static gboolean
is_now (TbBatchWriter *writer, TbRecord *event)
{
  return !tb_event_was_held (event)
         && (g_strcmp0 (tb_record_get_text (event, TB_EVENT_STATE), "signing_in") == 0
             || is_planned_today (writer, event));
}

/* Of somebody who comes now. Who signs in themselves does so when they come. Who ticks a list may
 * do so at the end of a meeting, and knows who was late. */
static gboolean
is_late (TbBatchWriter *writer, TbRecord *event, const char *signed_by)
{
  TbClock *clock = tb_connection_get_clock (tb_batch_writer_get_connection (writer));
  const char *from = tb_record_get_text (event, TB_EVENT_PLANNED_FROM);
  TbDate today;
  int beginning, now;

  if (g_str_equal (signed_by, sign_in_kinds[TB_SIGN_IN_LIST]) || from == NULL
      || !tb_time_parse (from, &beginning) || !is_planned_today (writer, event))
    return FALSE;

  tb_clock_get_local (clock, &today, &now);
  return now >= beginning + GRACE;
}

static void
forget_leave (TbRecord *row)
{
  tb_record_clear (row, TB_ATTENDANCE_LEAVE_KIND);
  tb_record_clear (row, TB_ATTENDANCE_LEAVE_REASON);
}

static void
forget_signature (TbRecord *row)
{
  tb_record_clear (row, TB_ATTENDANCE_SIGNED_AT);
  tb_record_clear (row, TB_ATTENDANCE_SIGNED_BY);
}

/* Somebody who is not on the list comes in. */
static TbRecord *
new_walk_in (TbBatchWriter *writer, TbRecord *event, const char *person, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TbInvitee) invitee = tb_event_find_walk_in (tb_batch_writer_get_connection (writer),
                                                         event, person, &local_error);

  if (invitee != NULL)
    return tb_attendance_new (event, invitee, "invited");

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, TB_ERROR, TB_ERROR_NOT_FOUND,
                 _ ("There is no person “%s” in the register."), person);
  return NULL;
}

static gboolean
sign_in (TbBatchWriter *writer, TbRecord *event, const TbEventArguments *arguments, GError **error)
{
  g_autoptr (TbRecord) row = NULL;

  if (!check_not_cancelled (event, error)
      || !find_row (writer, event, arguments->person, &row, error))
    return FALSE;
  if (row == NULL)
    row = new_walk_in (writer, event, arguments->person, error);

  return row != NULL && tb_event_write_sign_in (writer, event, row, arguments->code, error);
}

static gboolean
take_back_sign_in (TbBatchWriter *writer, TbRecord *event, const TbEventArguments *arguments,
                   GError **error)
{
  g_autoptr (TbRecord) row = require_row (writer, event, arguments->person, error);

  if (row == NULL)
    return FALSE;
  if (!tb_attendance_is_present (row))
    return TRUE;

  tb_record_set_text (row, TB_ATTENDANCE_STATE, tb_event_was_held (event) ? "absent" : "invited");
  forget_signature (row);
  return tb_batch_writer_apply (writer, TB_CHANGE_UPDATE, row, error);
}

static gboolean
excuse (TbBatchWriter *writer, TbRecord *event, const TbEventArguments *arguments, GError **error)
{
  g_autoptr (TbRecord) row = require_row (writer, event, arguments->person, error);

  if (row == NULL)
    return FALSE;

  tb_record_set_text (row, TB_ATTENDANCE_STATE, "excused");
  tb_record_set_text (row, TB_ATTENDANCE_LEAVE_KIND, arguments->code);
  tb_record_set_text (row, TB_ATTENDANCE_LEAVE_REASON, arguments->text);
  forget_signature (row);
  return tb_batch_writer_apply (writer, TB_CHANGE_UPDATE, row, error);
}

static gboolean
exempt (TbBatchWriter *writer, TbRecord *event, const TbEventArguments *arguments, GError **error)
{
  g_autoptr (TbRecord) row = require_row (writer, event, arguments->person, error);

  if (row == NULL)
    return FALSE;

  tb_record_set_text (row, TB_ATTENDANCE_EXEMPT, arguments->code);
  return tb_batch_writer_apply (writer, TB_CHANGE_UPDATE, row, error);
}

static gboolean
make_up (TbBatchWriter *writer, TbRecord *event, const TbEventArguments *arguments, GError **error)
{
  g_autoptr (TbRecord) row = require_row (writer, event, arguments->person, error);
  const char *held_on = tb_record_get_text (event, TB_EVENT_HELD_ON);
  g_autofree char *title = NULL;

  if (row == NULL)
    return FALSE;

  title = tb_record_dup_title (event);
  if (!tb_event_was_held (event))
    return tb_transition_refuse (
        error,
        _ ("“%s” cannot be made up: it is made up after it was held and before it is "
           "archived."),
        title);
  if (tb_attendance_is_present (row))
    return tb_transition_refuse (error, _ ("This person came to “%s” and has nothing to make up."),
                                 title);
  if (arguments->date != NULL && g_strcmp0 (arguments->date, held_on) < 0)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   /* Translators: an event, then the day it was held. */
                   _ ("“%s” was held on %s and cannot be made up before that day."), title,
                   held_on);
      return FALSE;
    }

  tb_record_set_text (row, TB_ATTENDANCE_MADE_UP_ON, arguments->date);
  tb_record_set_text (row, TB_ATTENDANCE_MADE_UP_FORM, arguments->text);
  return tb_batch_writer_apply (writer, TB_CHANGE_UPDATE, row, error);
}

/*
 * tb_event_write_sign_in:
 * @attendance: the person's row, stored or not
 * @signed_by: code of the kind of signing in
 *
 * Writes that somebody came, or came late; nothing where they have signed in before.
 */
gboolean
tb_event_write_sign_in (TbBatchWriter *writer, TbRecord *event, TbRecord *attendance,
                        const char *signed_by, GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  TbChangeOp op = tb_record_get_version (attendance) == 0 ? TB_CHANGE_INSERT : TB_CHANGE_UPDATE;
  gboolean comes_now;

  if (tb_attendance_is_present (attendance))
    return TRUE;

  comes_now = is_now (writer, event);
  tb_record_set_text (attendance, TB_ATTENDANCE_STATE,
                      comes_now && is_late (writer, event, signed_by) ? "late" : "present");
  tb_record_set_text (attendance, TB_ATTENDANCE_SIGNED_BY, signed_by);
  forget_leave (attendance);
  if (comes_now)
    tb_record_take_text (attendance, TB_ATTENDANCE_SIGNED_AT,
                         tb_clock_dup_instant (tb_connection_get_clock (connection)));

  return tb_batch_writer_apply (writer, op, attendance, error);
}

/**
 * tb_event_sign_in:
 * @person_id: who came; put on the list if not on it: as expected where the audience rule says so,
 * otherwise as an observer or one of the public
 * @kind: how they signed in
 *
 * Writes down that somebody came, before, while or after the event is held (its counts and the
 * hours follow then), but not once it is archived. On any thread but the writer's.
 *
 * Errors: %TB_ERROR_NOT_FOUND, %TB_ERROR_CONFLICT where the event is archived or cancelled, those
 * of the store.
 *
 * Returns: (transfer full): the batch; the empty string where they had signed in before
 */
char *
tb_event_sign_in (TbSession *session, const char *event_id, const char *person_id,
                  TbSignInKind kind, GCancellable *cancellable, GError **error)
{
  const TbEventArguments arguments
      = { .person = (char *)person_id, .code = (char *)sign_in_kinds[kind] };

  g_return_val_if_fail (person_id != NULL, NULL);

  return tb_event_act (session, event_id, TB_BATCH_SIGN_IN, sign_in, &arguments, cancellable,
                       error);
}

/**
 * tb_event_sign_in_async:
 *
 * As tb_event_sign_in(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_event_sign_in_async (TbSession *session, const char *event_id, const char *person_id,
                        TbSignInKind kind, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  const TbEventArguments arguments
      = { .person = (char *)person_id, .code = (char *)sign_in_kinds[kind] };

  g_return_if_fail (person_id != NULL);

  tb_event_act_async (session, event_id, TB_BATCH_SIGN_IN, sign_in, &arguments, cancellable,
                      callback, user_data);
}

/**
 * tb_event_take_back_sign_in:
 *
 * Somebody who was signed in by mistake did not come. On any thread but the writer's. Errors:
 * %TB_ERROR_CONFLICT where they are not on the list or the event is archived; those of the store.
 *
 * Returns: (transfer full): the batch; the empty string where they had not signed in
 */
char *
tb_event_take_back_sign_in (TbSession *session, const char *event_id, const char *person_id,
                            GCancellable *cancellable, GError **error)
{
  const TbEventArguments arguments = { .person = (char *)person_id };

  g_return_val_if_fail (person_id != NULL, NULL);

  return tb_event_act (session, event_id, TB_BATCH_EDIT, take_back_sign_in, &arguments, cancellable,
                       error);
}

/**
 * tb_event_take_back_sign_in_async:
 *
 * As tb_event_take_back_sign_in(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_event_take_back_sign_in_async (TbSession *session, const char *event_id, const char *person_id,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  const TbEventArguments arguments = { .person = (char *)person_id };

  g_return_if_fail (person_id != NULL);

  tb_event_act_async (session, event_id, TB_BATCH_EDIT, take_back_sign_in, &arguments, cancellable,
                      callback, user_data);
}

/**
 * tb_event_excuse:
 * @leave_kind: (nullable): code of the kind of leave
 * @leave_reason: (nullable): why
 *
 * Somebody on the list asked for leave. On any thread but the writer's. Errors as with
 * tb_event_take_back_sign_in().
 *
 * Returns: (transfer full): the batch; the empty string where nothing differed
 */
char *
tb_event_excuse (TbSession *session, const char *event_id, const char *person_id,
                 const char *leave_kind, const char *leave_reason, GCancellable *cancellable,
                 GError **error)
{
  const TbEventArguments arguments
      = { .person = (char *)person_id, .code = (char *)leave_kind, .text = (char *)leave_reason };

  g_return_val_if_fail (person_id != NULL, NULL);

  return tb_event_act (session, event_id, TB_BATCH_EDIT, excuse, &arguments, cancellable, error);
}

/**
 * tb_event_excuse_async:
 *
 * As tb_event_excuse(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_event_excuse_async (TbSession *session, const char *event_id, const char *person_id,
                       const char *leave_kind, const char *leave_reason, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  const TbEventArguments arguments
      = { .person = (char *)person_id, .code = (char *)leave_kind, .text = (char *)leave_reason };

  g_return_if_fail (person_id != NULL);

  tb_event_act_async (session, event_id, TB_BATCH_EDIT, excuse, &arguments, cancellable, callback,
                      user_data);
}

/**
 * tb_event_exempt:
 * @exemption: (nullable): code of why they are not counted (R-VOT-05); %NULL: they are
 *
 * Leaves somebody on the list out of those who are counted as expected. On any thread but the
 * writer's. Errors as with tb_event_take_back_sign_in().
 *
 * Returns: (transfer full): the batch; the empty string where nothing differed
 */
char *
tb_event_exempt (TbSession *session, const char *event_id, const char *person_id,
                 const char *exemption, GCancellable *cancellable, GError **error)
{
  const TbEventArguments arguments = { .person = (char *)person_id, .code = (char *)exemption };

  g_return_val_if_fail (person_id != NULL, NULL);

  return tb_event_act (session, event_id, TB_BATCH_EDIT, exempt, &arguments, cancellable, error);
}

/**
 * tb_event_exempt_async:
 *
 * As tb_event_exempt(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_event_exempt_async (TbSession *session, const char *event_id, const char *person_id,
                       const char *exemption, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  const TbEventArguments arguments = { .person = (char *)person_id, .code = (char *)exemption };

  g_return_if_fail (person_id != NULL);

  tb_event_act_async (session, event_id, TB_BATCH_EDIT, exempt, &arguments, cancellable, callback,
                      user_data);
}

/**
 * tb_event_make_up:
 * @made_up_on: (nullable): ISO date, the day on which it was made up; %NULL: it was not
 * @made_up_form: (nullable): how, such as at another branch
 *
 * Somebody who missed the event made it up and is credited with its hours. On any thread but the
 * writer's.
 *
 * Errors: %TB_ERROR_CONFLICT where the event was not held yet or is archived, or the person is not
 * on the list or came; %TB_ERROR_INVALID where the day is before it; those of the store.
 *
 * Returns: (transfer full): the batch; the empty string where nothing differed
 */
char *
tb_event_make_up (TbSession *session, const char *event_id, const char *person_id,
                  const char *made_up_on, const char *made_up_form, GCancellable *cancellable,
                  GError **error)
{
  const TbEventArguments arguments
      = { .person = (char *)person_id, .date = (char *)made_up_on, .text = (char *)made_up_form };

  g_return_val_if_fail (person_id != NULL, NULL);

  return tb_event_act (session, event_id, TB_BATCH_EDIT, make_up, &arguments, cancellable, error);
}
