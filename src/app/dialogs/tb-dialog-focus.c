/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-dialog-focus.h"

/* In how many frames after it is mapped a dialog has become a sheet where the window is narrow; it
 * is a fraction of what anybody needs to press a key. */
#define OPENING_FRAMES 6

typedef struct
{
  GtkWidget *dialog; /* (not owned): outlives this */
  GtkWidget *focus;  /* (not owned) (nullable): what is to have the focus; a weak pointer */
  guint n_frames;    /* that have passed */
} Hold;

static void
hold_free (Hold *self)
{
  g_signal_handlers_disconnect_by_data (self->dialog, self);
  g_clear_weak_pointer (&self->focus);
  g_free (self);
}

/* A dialog that was closed at once is on the screen for some more frames, while it fades out. */
static void
closed_cb (Hold *hold)
{
  g_clear_weak_pointer (&hold->focus);
}

static gboolean
hold_cb (GtkWidget *dialog, GdkFrameClock *clock, gpointer user_data)
{
  Hold *hold = user_data;
  GtkRoot *root = gtk_widget_get_root (dialog);

  if (hold->focus == NULL || root == NULL)
    return G_SOURCE_REMOVE;
  if (gtk_root_get_focus (root) != hold->focus)
    gtk_widget_grab_focus (hold->focus);

  return ++hold->n_frames < OPENING_FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
map_cb (GtkWidget *dialog, GtkWidget *widget)
{
  Hold *hold = g_new0 (Hold, 1);

  hold->dialog = dialog;
  gtk_widget_grab_focus (widget);
  g_set_weak_pointer (&hold->focus, gtk_root_get_focus (gtk_widget_get_root (dialog)));
  g_signal_connect_swapped (dialog, "closed", G_CALLBACK (closed_cb), hold);
  gtk_widget_add_tick_callback (dialog, hold_cb, hold, (GDestroyNotify)hold_free);
}

/**
 * tb_dialog_focus_begin:
 * @dialog: a dialog that is not presented yet
 * @widget: what is to have the focus when it opens; below @dialog
 *
 * Begins a dialog with an entry, rather than with Cancel, where the next key would end it. Where
 * the window is narrow, libadwaita 1.7 makes a sheet of the dialog a frame or two after it is
 * mapped, and then moves the focus on by one, or to the first button where it has been told of a
 * focus widget (adw_dialog_set_focus()). So the focus is set anew until that is over.
 */
void
tb_dialog_focus_begin (AdwDialog *dialog, GtkWidget *widget)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_signal_connect_object (dialog, "map", G_CALLBACK (map_cb), widget, G_CONNECT_AFTER);
}
