/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-event.h"

#include <string.h>

#include "tb-event-private.h"
#include "tb-record-table.h"
#include "tb-session-private.h"
#include "tb-text.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"
#include "tb-type-person.h"

/* Digits of the number that a phone sends. */
#define N_DIGITS 4

/* Somebody who says a name and the end of a number. */
typedef struct
{
  TbSession *session; /* (not owned): held by whoever waits, or by the task */
  char *event;        /* (owned) */
  char *name;         /* (owned): folded */
  char *digits;       /* (owned): half-width */
} TbPhoneSignIn;

static void
phone_clear (TbPhoneSignIn *self)
{
  g_free (self->event);
  g_free (self->name);
  g_free (self->digits);
}

static void
phone_free (TbPhoneSignIn *self)
{
  phone_clear (self);
  g_free (self);
}

static char *
fold_name (const char *name)
{
  g_autofree char *normal = tb_text_normalise_name (name);

  return tb_text_fold (normal);
}

static TbPhoneSignIn
phone_init (TbSession *session, const char *event_id, const char *name, const char *last4)
{
  return (TbPhoneSignIn){
    .session = session,
    .event = g_strdup (event_id),
    .name = fold_name (name),
    .digits = tb_text_fold (last4),
  };
}

static gboolean
are_digits (const char *text)
{
  return strlen (text) == N_DIGITS && strspn (text, "0123456789") == N_DIGITS;
}

static gboolean
has_number (TbRecord *person, const char *digits)
{
  const char *mobile = tb_record_get_text (person, TB_PERSON_MOBILE);

  return !tb_record_is_removed (person) && mobile != NULL && g_str_has_suffix (mobile, digits);
}

/* The rows of those on the list who have this name and number. */
static GPtrArray *
match_list (TbConnection *connection, const TbPhoneSignIn *self, GError **error)
{
  g_autoptr (GPtrArray) rows = tb_event_load_attendance (connection, self->event, error);
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func (g_object_unref);

  if (rows == NULL)
    return NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      TbRecord *row = g_ptr_array_index (rows, i);
      const char *person_id = tb_record_get_text (row, TB_ATTENDANCE_PERSON);
      g_autofree char *name = fold_name (tb_record_get_text (row, TB_ATTENDANCE_NAME));
      g_autoptr (TbRecord) person = NULL;

      if (person_id == NULL || !g_str_equal (name, self->name))
        continue;
      person = tb_record_table_load (connection, &tb_type_person, person_id, error);
      if (person == NULL)
        return NULL;
      if (has_number (person, self->digits))
        g_ptr_array_add (matches, g_object_ref (row));
    }

  return g_steal_pointer (&matches);
}

/* New rows for people of the register who were not expected but may come. */
static gboolean
match_register (TbConnection *connection, const TbPhoneSignIn *self, TbRecord *event,
                GPtrArray *matches, GError **error)
{
  const guint field = TB_PERSON_NAME;
  const char *const values[] = { self->name };
  g_autoptr (GPtrArray) people
      = tb_record_table_find (connection, &tb_type_person, &field, values, 1, error);

  if (people == NULL)
    return FALSE;

  for (guint i = 0; i < people->len; i++)
    {
      TbRecord *person = g_ptr_array_index (people, i);
      g_autoptr (TbInvitee) invitee = NULL;

      if (!has_number (person, self->digits))
        continue;
      invitee = tb_event_find_walk_in (connection, event, tb_record_get_id (person), error);
      if (invitee == NULL)
        return FALSE;
      g_ptr_array_add (matches, tb_attendance_new (event, invitee, "invited"));
    }

  return TRUE;
}

static gboolean
write_match (TbConnection *connection, const TbPhoneSignIn *self, TbRecord *event, TbRecord *row,
             GError **error)
{
  g_autofree char *title = tb_record_dup_title (event);
  g_autofree char *batch = NULL;
  g_autoptr (TbBatchWriter) writer = NULL;

  writer = tb_batch_writer_begin (connection, self->session->actor, TB_BATCH_SIGN_IN,
                                  &tb_type_event, title, NULL, error);
  if (writer == NULL || !tb_event_write_sign_in (writer, event, row, "phone", error))
    return FALSE;

  batch = tb_session_end_batch (self->session, writer, error);
  return batch != NULL;
}

static TbEventSignInResult
sign_in (TbConnection *connection, const TbPhoneSignIn *self, GError **error)
{
  g_autoptr (TbRecord) event
      = tb_record_table_load (connection, &tb_type_event, self->event, error);
  g_autoptr (GPtrArray) matches = NULL;
  TbRecord *row;

  if (event == NULL)
    return TB_EVENT_SIGN_IN_FAILED;
  if (tb_record_is_removed (event)
      || g_strcmp0 (tb_record_get_text (event, TB_EVENT_STATE), "signing_in") != 0)
    return TB_EVENT_SIGN_IN_CLOSED;
  if (!are_digits (self->digits) || *self->name == '\0')
    return TB_EVENT_SIGN_IN_NOT_FOUND;

  matches = match_list (connection, self, error);
  if (matches == NULL
      || (matches->len == 0 && g_str_equal (tb_event_get_audience (event), "open")
          && !match_register (connection, self, event, matches, error)))
    return TB_EVENT_SIGN_IN_FAILED;

  if (matches->len == 0)
    return TB_EVENT_SIGN_IN_NOT_FOUND;
  if (matches->len > 1)
    return TB_EVENT_SIGN_IN_AMBIGUOUS;
  row = g_ptr_array_index (matches, 0);
  if (tb_attendance_is_present (row))
    return TB_EVENT_SIGN_IN_ALREADY;

  return write_match (connection, self, event, row, error) ? TB_EVENT_SIGN_IN_DONE
                                                           : TB_EVENT_SIGN_IN_FAILED;
}

static gpointer
sign_in_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  TbEventSignInResult result = sign_in (connection, data, error);

  return result != TB_EVENT_SIGN_IN_FAILED ? GINT_TO_POINTER (result) : NULL;
}

/**
 * tb_event_sign_in_by_phone:
 * @name: as somebody typed it on their phone
 * @last4: the last four digits of their mobile number, as they typed them
 *
 * Finds out who it is, among those on the event's list or, where the event is open to all, in the
 * register, and signs them in. Only whether it went well is told: no name or number leaves the
 * desk. On any thread but the writer's. Errors, with %TB_EVENT_SIGN_IN_FAILED: those of the store.
 *
 * Returns: what came of it
 */
TbEventSignInResult
tb_event_sign_in_by_phone (TbSession *session, const char *event_id, const char *name,
                           const char *last4, GCancellable *cancellable, GError **error)
{
  TbPhoneSignIn phone;
  TbEventSignInResult result;

  g_return_val_if_fail (TB_IS_SESSION (session), TB_EVENT_SIGN_IN_FAILED);
  g_return_val_if_fail (event_id != NULL, TB_EVENT_SIGN_IN_FAILED);
  g_return_val_if_fail (name != NULL && last4 != NULL, TB_EVENT_SIGN_IN_FAILED);

  phone = phone_init (session, event_id, name, last4);
  result = GPOINTER_TO_INT (
      tb_session_run_write (session, sign_in_in_writer, &phone, cancellable, error));
  phone_clear (&phone);

  return result;
}

/**
 * tb_event_sign_in_by_phone_async:
 *
 * As tb_event_sign_in_by_phone(), without waiting. Finish with
 * tb_event_sign_in_by_phone_finish().
 */
void
tb_event_sign_in_by_phone_async (TbSession *session, const char *event_id, const char *name,
                                 const char *last4, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  TbPhoneSignIn phone;

  g_return_if_fail (TB_IS_SESSION (session));
  g_return_if_fail (event_id != NULL);
  g_return_if_fail (name != NULL && last4 != NULL);

  phone = phone_init (session, event_id, name, last4);
  tb_session_run_write_async (session, sign_in_in_writer, g_memdup2 (&phone, sizeof phone),
                              (GDestroyNotify)phone_free, NULL, cancellable, callback, user_data,
                              tb_event_sign_in_by_phone_async);
}

/**
 * tb_event_sign_in_by_phone_finish:
 *
 * Returns: what came of it; %TB_EVENT_SIGN_IN_FAILED with @error set
 */
TbEventSignInResult
tb_event_sign_in_by_phone_finish (TbSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), TB_EVENT_SIGN_IN_FAILED);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}
