/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-actions.h"

#include "tb-connect-dialog.h"
#include "tb-error.h"
#include "tb-sync-dialog.h"

#include <glib/gi18n.h>

/* What the window does about the exchange with a service. */

/**
 * tb_sync_actions_connect:
 * @window: the window
 *
 * Presents the assistant that connects the register to a service.
 */
void
tb_sync_actions_connect (TbWindow *window)
{
  adw_dialog_present (tb_connect_dialog_new (tb_window_get_sync (window)), GTK_WIDGET (window));
}

/**
 * tb_sync_actions_change_password:
 * @window: the window, with a service
 *
 * Asks for the password anew, tries it out, and keeps it.
 */
void
tb_sync_actions_change_password (TbWindow *window)
{
  adw_dialog_present (tb_connect_dialog_new_for_password (tb_window_get_sync (window)),
                      GTK_WIDGET (window));
}

static void
disconnected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;

  if (tb_sync_disconnect_finish (TB_SYNC (source), result, &error))
    tb_window_toast (window, _ ("Disconnected"));
  else
    tb_window_report_error (window,
                            tb_sync_get_account (TB_SYNC (source)) == NULL
                                ? _ ("Disconnected, Password Not Removed")
                                : _ ("Not Disconnected"),
                            error);
}

static void
disconnect_response_cb (TbWindow *window, const char *response)
{
  TbSync *sync = tb_window_get_sync (window);

  if (g_str_equal (response, "disconnect") && sync != NULL)
    tb_sync_disconnect_async (sync, NULL, disconnected_cb, g_object_ref (window));
}

/**
 * tb_sync_actions_disconnect:
 * @window: the window, with a service
 *
 * Asks whether the service is to be forgotten, since the password is needed to come back, and
 * forgets it.
 */
void
tb_sync_actions_disconnect (TbWindow *window)
{
  TbSync *sync = tb_window_get_sync (window);
  guint n_waiting = tb_sync_get_n_waiting (sync);
  g_autoptr (GString) body
      = g_string_new (_ ("The register stays as it is on this desk. Other desks keep what they "
                         "have. To connect again, the password is needed."));
  AdwDialog *dialog;

  if (n_waiting > 0)
    {
      g_autofree char *waiting = g_strdup_printf (
          ngettext ("%u change has not been sent yet; other desks will not see it.",
                    "%u changes have not been sent yet; other desks will not see them.", n_waiting),
          n_waiting);

      g_string_append_printf (body, "\n\n%s", waiting);
    }

  dialog = adw_alert_dialog_new (_ ("Disconnect?"), body->str);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "disconnect",
                                  _ ("_Disconnect"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "disconnect",
                                            ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (disconnect_response_cb), window,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;

  /* Somebody asked for it and waits for an answer; what happens by itself is told by the row. A
   * service that is away comes back without anybody's help. */
  if (tb_sync_now_finish (TB_SYNC (source), result, &error))
    return;
  if (g_error_matches (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE)
      || g_error_matches (error, TB_ERROR, TB_ERROR_SERVICE_BUSY))
    tb_window_toast (window, error->message);
  else
    tb_window_report_error (window, _ ("Not Synced"), error);
}

/**
 * tb_sync_actions_sync_now:
 * @window: the window, with a service
 *
 * Exchanges what there is.
 */
void
tb_sync_actions_sync_now (TbWindow *window)
{
  tb_sync_now_async (tb_window_get_sync (window), NULL, synced_cb, g_object_ref (window));
}

/**
 * tb_sync_actions_show:
 * @window: the window, with a service
 *
 * Presents how the exchange stands, once.
 */
void
tb_sync_actions_show (TbWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  if (TB_IS_SYNC_DIALOG (dialog))
    return;

  adw_dialog_present (tb_sync_dialog_new (tb_window_get_sync (window)), GTK_WIDGET (window));
}
