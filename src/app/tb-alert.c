/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-alert.h"

#include <glib/gi18n.h>

/* What a person stopped is no error to tell that person about. */
static gboolean
was_stopped_by_user (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED)
         || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED);
}

/**
 * tb_alert_present:
 * @parent: the widget over which it is shown
 * @heading: what could not be done
 * @error: why
 *
 * Shows an error in a dialog, unless it only says that the work was cancelled or a file dialog
 * closed.
 */
void
tb_alert_present (GtkWidget *parent, const char *heading, const GError *error)
{
  AdwDialog *dialog;

  if (was_stopped_by_user (error))
    return;

  dialog = adw_alert_dialog_new (heading, error->message);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, parent);
}

static void
discard_response_cb (AdwDialog *form, const char *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (form);
}

/**
 * tb_alert_ask_discard:
 * @form: a dialog that somebody wants to close, in which there is something that is not saved
 *
 * Asks whether that may go, and closes @form if it may. What was typed is nowhere else, so throwing
 * it away cannot be undone.
 */
void
tb_alert_ask_discard (AdwDialog *form)
{
  AdwDialog *question
      = adw_alert_dialog_new (_ ("Discard Changes?"), _ ("What was typed is not saved yet."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _ ("_Keep Editing"),
                                  "discard", _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (question, "response", G_CALLBACK (discard_response_cb), form,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (form));
}
