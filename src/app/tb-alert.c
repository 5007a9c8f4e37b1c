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
