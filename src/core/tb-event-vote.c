/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-event-private.h"
#include "tb-record-table.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"
#include "tb-type-vote.h"

/* A vote of the event whose id is @data, with those entitled and those of them who came. */
static gpointer
make_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *event_id = data;
  g_autoptr (GPtrArray) attendance = tb_event_load_attendance (connection, event_id, error);
  g_autofree char *title = NULL;
  gint64 entitled = 0;
  gint64 present = 0;
  TbRecord *vote;

  if (attendance == NULL)
    return NULL;
  title = tb_record_table_dup_title (connection, &tb_type_event, event_id, error);
  if (title == NULL)
    return NULL;

  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *row = g_ptr_array_index (attendance, i);

      if (!tb_record_get_boolean (row, TB_ATTENDANCE_CAN_VOTE)
          || tb_record_has (row, TB_ATTENDANCE_EXEMPT))
        continue;
      entitled++;
      present += tb_attendance_is_present (row);
    }

  vote = tb_record_new (&tb_type_vote);
  tb_record_set_text (vote, TB_VOTE_EVENT, event_id);
  tb_record_set_reference_title (vote, TB_VOTE_EVENT, title);
  tb_record_set_int (vote, TB_VOTE_EXPECTED, entitled);
  tb_record_set_int (vote, TB_VOTE_PRESENT, present);

  return vote;
}

/* Only counts that can be lead to an outcome. */
static gboolean
check_counted (TbRecord *vote, GError **error)
{
  static const guint fields[] = { TB_VOTE_EXPECTED, TB_VOTE_PRESENT, TB_VOTE_VOTES_FOR };
  g_autofree char *title = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (tb_record_has (vote, fields[i]))
        continue;
      title = tb_record_dup_title (vote);
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   /* Translators: the topic of a vote, the name of a field. */
                   _ ("The vote on “%s” cannot be locked yet: “%s” is empty. Fill it in first."),
                   title, _ (tb_type_vote.fields[fields[i]].label));
      return FALSE;
    }

  return TRUE;
}

static TbRecord *
dup_locked (TbSession *session, TbRecord *vote)
{
  TbRecord *locked = tb_record_copy (vote);
  char today[TB_DATE_ISO_SIZE];

  tb_date_to_iso (tb_clock_today (tb_session_get_clock (session)), today);
  tb_record_set_text (locked, TB_VOTE_LOCKED_ON, today);

  return locked;
}

/**
 * tb_event_new_vote:
 * @event_id: an event
 *
 * Makes a vote to be filled in and saved: those entitled to vote (E) and those of them who came (P)
 * are counted from the event's list, without who is exempt (R-VOT-05). On any thread but a
 * reader's. Errors: those of the store.
 *
 * Returns: (transfer full): a record that is not stored yet
 */
TbRecord *
tb_event_new_vote (TbSession *session, const char *event_id, GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  return tb_session_read (session, make_in_reader, (gpointer)event_id, cancellable, error);
}

/**
 * tb_event_new_vote_async:
 *
 * As tb_event_new_vote(), without waiting. Finish with tb_session_read_finish(), which gives the
 * record.
 */
void
tb_event_new_vote_async (TbSession *session, const char *event_id, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TB_IS_SESSION (session));
  g_return_if_fail (event_id != NULL);

  tb_session_read_async (session, make_in_reader, g_strdup (event_id), g_free, g_object_unref,
                         cancellable, callback, user_data);
}

/**
 * tb_event_lock_vote:
 * @vote: a vote as it was loaded, with its counts; load it again to see what came of it
 *
 * Closes a vote: its counts and outcome are not changed any more but by a correction of the
 * archived event. On any thread but the writer's.
 *
 * Errors: %TB_ERROR_INVALID where counts are missing or a rule refuses them, %TB_ERROR_CONFLICT
 * where it is locked or was changed meanwhile; those of the store.
 *
 * Returns: (transfer full): the batch
 */
char *
tb_event_lock_vote (TbSession *session, TbRecord *vote, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbRecord) locked = NULL;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (TB_IS_RECORD (vote), NULL);

  if (!check_counted (vote, error))
    return NULL;

  locked = dup_locked (session, vote);
  return tb_session_save (session, locked, cancellable, error);
}

/**
 * tb_event_lock_vote_async:
 *
 * As tb_event_lock_vote(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_event_lock_vote_async (TbSession *session, TbRecord *vote, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (TbRecord) locked = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (TB_IS_SESSION (session));
  g_return_if_fail (TB_IS_RECORD (vote));

  if (!check_counted (vote, &error))
    {
      g_task_report_error (session, callback, user_data, tb_event_lock_vote_async,
                           g_steal_pointer (&error));
      return;
    }

  locked = dup_locked (session, vote);
  tb_session_save_async (session, locked, cancellable, callback, user_data);
}
