/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-toast.h"

#include "tb-toast-title.h"

/* Characters that are read in a glance. */
#define SHORT_TOAST 16

/* How long a sentence stays. */
#define LONG_TOAST_SECONDS 10

/**
 * tb_toast_new:
 * @words: what was done, in a few words or in a sentence
 *
 * Returns: (transfer full): a toast that says all of it, however narrow the window is
 */
AdwToast *
tb_toast_new (const char *words)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_custom_title (toast, tb_toast_title_new (words));
  if (g_utf8_strlen (words, -1) > SHORT_TOAST)
    adw_toast_set_timeout (toast, LONG_TOAST_SECONDS);

  return toast;
}

/**
 * tb_toast_show:
 * @overlay: where
 * @toast: (transfer full): a toast of tb_toast_new()
 *
 * Shows a toast at once: behind one another, they would speak of what was done several steps ago.
 */
void
tb_toast_show (AdwToastOverlay *overlay, AdwToast *toast)
{
  GtkWidget *title = adw_toast_get_custom_title (toast);

  g_return_if_fail (TB_IS_TOAST_TITLE (title));

  /* libadwaita reads out no title but its own. */
  gtk_accessible_announce (GTK_ACCESSIBLE (overlay),
                           tb_toast_title_get_words (TB_TOAST_TITLE (title)),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  adw_toast_overlay_dismiss_all (overlay);
  adw_toast_overlay_add_toast (overlay, toast);
}
