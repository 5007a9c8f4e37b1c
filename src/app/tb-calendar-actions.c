/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-calendar-actions.h"

#include "tb-calendar-file.h"
#include "tb-file-name.h"

#include <glib/gi18n.h>

/* The file with the events that phones and other calendars subscribe to: the window keeps it up to
 * date while its register is open. */

#define KEEPER "tb-calendar-file"

static TbCalendarFile *
get_keeper (TbWindow *window)
{
  return g_object_get_data (G_OBJECT (window), KEEPER);
}

static void
let_go (gpointer keeper)
{
  g_object_run_dispose (keeper);
  g_object_unref (keeper);
}

static void
failed_cb (TbCalendarFile *keeper, GError *error, TbWindow *window)
{
  tb_window_report_error (window, _ ("Calendar File Not Written"), error);
}

static void
changed_cb (TbCalendarFile *keeper, TbWindow *window)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (window), "win.stop-calendar",
                                 tb_calendar_file_get_path (keeper) != NULL);
}

/**
 * tb_calendar_actions_follow:
 * @window: the window
 * @session: (nullable): its register, where it can be written; %NULL before it is closed
 *
 * Keeps the calendar file of this register up to date from now on, where one is wished.
 */
void
tb_calendar_actions_follow (TbWindow *window, TbSession *session)
{
  TbCalendarFile *keeper = NULL;

  if (session != NULL)
    {
      keeper = tb_calendar_file_new (session);
      g_signal_connect_object (keeper, "changed", G_CALLBACK (changed_cb), window, 0);
      g_signal_connect_object (keeper, "failed", G_CALLBACK (failed_cb), window, 0);
    }
  g_object_set_data_full (G_OBJECT (window), KEEPER, keeper, let_go);
}

/**
 * tb_calendar_actions_is_keeping:
 *
 * Returns: whether a calendar file is kept
 */
gboolean
tb_calendar_actions_is_keeping (TbWindow *window)
{
  TbCalendarFile *keeper = get_keeper (window);

  return keeper != NULL && tb_calendar_file_get_path (keeper) != NULL;
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  TbCalendarFile *keeper = get_keeper (window);
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  if (file == NULL || keeper == NULL || g_file_peek_path (file) == NULL)
    return;
  name = tb_file_name_dup_shown (file);
  tb_calendar_file_set_path (keeper, g_file_peek_path (file));
  title = g_strdup_printf (_ ("Events are kept in “%s”"), name);
  tb_window_toast (window, title);
}

/**
 * tb_calendar_actions_keep:
 * @window: a window with an open register
 *
 * Asks for the file in which the events are to be kept.
 */
void
tb_calendar_actions_keep (TbWindow *window)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = g_strdup_printf ("%s.ics", _ ("Organisation life"));

  gtk_file_dialog_set_title (dialog, _ ("Calendar File"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (window), NULL, chosen_cb, g_object_ref (window));
}

/**
 * tb_calendar_actions_stop:
 * @window: a window with an open register
 *
 * Keeps no calendar file any more. The last one stays where it is.
 */
void
tb_calendar_actions_stop (TbWindow *window)
{
  TbCalendarFile *keeper = get_keeper (window);

  if (keeper == NULL)
    return;
  tb_calendar_file_set_path (keeper, NULL);
  tb_window_toast (window, _ ("The calendar file is not kept up to date any more"));
}
