/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event-actions.h"

#include "tb-attendance-dialog.h"
#include "tb-correct-dialog.h"
#include "tb-event.h"
#include "tb-minutes-dialog.h"
#include "tb-notice-dialog.h"
#include "tb-plan-year-dialog.h"
#include "tb-record-actions.h"
#include "tb-sign-in-dialog.h"
#include "tb-type-event.h"
#include "tb-type-vote.h"

#include <glib/gi18n.h>

/* What the window does with events: the dialogs it presents, and what follows when they are done.
 */

static void
saved_cb (TbWindow *window, const char *batch)
{
  tb_window_toast_batch (window, batch);
}

static void
present (TbWindow *window, AdwDialog *dialog)
{
  if (g_signal_lookup ("saved", G_OBJECT_TYPE (dialog)) != 0)
    g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), window, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static void
loaded_for_minutes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) event = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (event != NULL)
    present (window, tb_minutes_dialog_new (TB_SESSION (source), event));
  else
    tb_window_report_error (window, _ ("Not Opened"), error);
}

/**
 * tb_event_actions_write_minutes:
 * @window: the window, with an open register
 * @id: id of an event
 *
 * Presents the minutes of an event, to be written.
 */
void
tb_event_actions_write_minutes (TbWindow *window, const char *id)
{
  tb_session_load_async (tb_window_get_session (window), &tb_type_event, id, NULL,
                         loaded_for_minutes_cb, g_object_ref (window));
}

static void
loaded_for_notice_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) event = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (event != NULL)
    present (window, tb_notice_dialog_new (event));
  else
    tb_window_report_error (window, _ ("Not Opened"), error);
}

/**
 * tb_event_actions_show_notice:
 * @window: the window, with an open register
 * @id: id of an event
 *
 * Presents the notice of an event, to be copied or printed.
 */
void
tb_event_actions_show_notice (TbWindow *window, const char *id)
{
  tb_session_load_async (tb_window_get_session (window), &tb_type_event, id, NULL,
                         loaded_for_notice_cb, g_object_ref (window));
}

/**
 * tb_event_actions_show_attendance:
 * @window: the window, with an open register
 * @id: id of an event
 *
 * Presents the list of an event.
 */
void
tb_event_actions_show_attendance (TbWindow *window, const char *id)
{
  present (window, tb_attendance_dialog_new (tb_window_get_session (window), id));
}

/**
 * tb_event_actions_sign_in:
 * @window: the window, with an open register
 * @id: id of an event
 *
 * Presents the sign-in to an event.
 */
void
tb_event_actions_sign_in (TbWindow *window, const char *id)
{
  present (window, tb_sign_in_dialog_new (tb_window_get_session (window), id));
}

static void
vote_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) vote = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (vote != NULL)
    tb_record_actions_present_form (window, vote);
  else
    tb_window_report_error (window, _ ("Not Opened"), error);
}

/**
 * tb_event_actions_add_vote:
 * @window: the window, with an open register
 * @id: id of an event
 *
 * Presents the form of a vote in which those entitled and those present are counted already.
 */
void
tb_event_actions_add_vote (TbWindow *window, const char *id)
{
  tb_event_new_vote_async (tb_window_get_session (window), id, NULL, vote_made_cb,
                           g_object_ref (window));
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (batch == NULL)
    tb_window_report_error (window, _ ("Not Locked"), error);
}

static void
loaded_for_lock_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) vote = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (vote != NULL)
    tb_event_lock_vote_async (TB_SESSION (source), vote, NULL, locked_cb, g_object_ref (window));
  else
    tb_window_report_error (window, _ ("Not Locked"), error);
}

/**
 * tb_event_actions_lock_vote:
 * @window: the window, with an open register
 * @id: id of a vote
 *
 * Closes a vote, whose counts are then not changed any more.
 */
void
tb_event_actions_lock_vote (TbWindow *window, const char *id)
{
  tb_session_load_async (tb_window_get_session (window), &tb_type_vote, id, NULL,
                         loaded_for_lock_cb, g_object_ref (window));
}

static void
loaded_for_correction_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (record != NULL)
    present (window, tb_correct_dialog_new (TB_SESSION (source), record));
  else
    tb_window_report_error (window, _ ("Not Opened"), error);
}

/**
 * tb_event_actions_correct:
 * @window: the window, with an open register
 * @type: name of a record type
 * @id: id of a record that is locked
 *
 * Presents the correction of a locked record.
 */
void
tb_event_actions_correct (TbWindow *window, const char *type, const char *id)
{
  tb_session_load_async (tb_window_get_session (window), tb_record_types_find (type), id, NULL,
                         loaded_for_correction_cb, g_object_ref (window));
}

/**
 * tb_event_actions_plan_year:
 * @window: the window, with an open register
 *
 * Presents the recurring events, to make those of a year.
 */
void
tb_event_actions_plan_year (TbWindow *window)
{
  present (window, tb_plan_year_dialog_new (tb_window_get_session (window)));
}
