/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-erase-actions.h"

#include <glib/gi18n.h>

#include "tb-erase-dialog.h"
#include "tb-session-erase.h"

/* What the program cannot do is said when it has done its part. */
static void
erased_cb (TbWindow *window)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("The Values Are Erased"), tb_erasure_get_hint ());

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person = tb_session_read_finish (TB_SESSION (source), result, &error);
  AdwDialog *dialog;

  if (person == NULL)
    {
      tb_window_report_error (window, _ ("Not Erased"), error);
      return;
    }

  dialog = tb_erase_dialog_new (TB_SESSION (source), person);
  g_signal_connect_object (dialog, "erased", G_CALLBACK (erased_cb), window, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

/**
 * tb_erase_actions_ask:
 * @window: the window, with an open register
 * @type: name of a record type; only persons are erased
 * @id: id of a record
 *
 * Asks whether, on what ground and why the values of a person are to be erased, and erases them.
 */
void
tb_erase_actions_ask (TbWindow *window, const char *type, const char *id)
{
  if (g_str_equal (type, "person"))
    tb_session_load_async (tb_window_get_session (window), tb_record_types_find (type), id, NULL,
                           loaded_cb, g_object_ref (window));
}
