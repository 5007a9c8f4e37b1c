/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-dialog-keeper.h"

/* libadwaita 1.7 decides in AdwBreakpointBin's size_allocate() whether a dialog floats or is a
 * sheet. Where that changes while the dialog is fading out, the dialog is taken out of the window
 * at once, and with nobody else holding it, it is freed together with the bin whose size_allocate()
 * still runs: a crash for who closes a dialog and tiles or turns the screen in the same moment. So
 * each dialog is held until the main loop is reached again after it has left the window. */

static gboolean
let_go_cb (gpointer dialog)
{
  g_object_unref (dialog);
  return G_SOURCE_REMOVE;
}

static void
root_cb (GtkWidget *dialog)
{
  if (gtk_widget_get_root (dialog) != NULL)
    return;

  g_signal_handlers_disconnect_by_func (dialog, root_cb, NULL);
  g_idle_add (let_go_cb, dialog);
}

static void
changed_cb (GListModel *dialogs, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWidget) dialog = g_list_model_get_item (dialogs, i);

      /* One that is shown again after others were closed above it is held already. */
      if (g_signal_handler_find (dialog, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, root_cb, NULL) == 0)
        g_signal_connect (g_object_ref (dialog), "notify::root", G_CALLBACK (root_cb), NULL);
    }
}

/**
 * tb_dialog_keeper_watch:
 * @dialogs: (element-type AdwDialog): the dialogs of a window, as
 * adw_application_window_get_dialogs() gives them
 *
 * Keeps every dialog that is presented in the window from now on until it has left it for good, so
 * that the window can be resized while a dialog closes.
 */
void
tb_dialog_keeper_watch (GListModel *dialogs)
{
  g_signal_connect (dialogs, "items-changed", G_CALLBACK (changed_cb), NULL);
}
