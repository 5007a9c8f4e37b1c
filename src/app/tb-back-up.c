/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-back-up.h"
#include "tb-file-name.h"

#include <glib/gi18n.h>

/* The window is told; the file is named in what it says. */
typedef struct
{
  TbWindow *window; /* (owned) */
  GFile *file;      /* (owned) */
} BackUp;

static void
back_up_free (BackUp *self)
{
  g_clear_object (&self->window);
  g_clear_object (&self->file);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BackUp, back_up_free)

/* How many files of the register are missing, and so are not in the backup. */
static gpointer
write_copy (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 n_missing;

  return tb_maintenance_backup (connection, data, &n_missing, error)
             ? g_memdup2 (&n_missing, sizeof n_missing)
             : NULL;
}

static char *
dup_words (const char *name, int n_missing)
{
  if (n_missing == 0)
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_ ("Backed up to “%s” and checked"), name);

  return g_strdup_printf (
      /* Translators: %d is a number of photos and documents, %s the name of a file */
      ngettext ("Backed up to “%2$s” without %1$d file that is missing",
                "Backed up to “%2$s” without %1$d files that are missing", (gulong)n_missing),
      n_missing, name);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BackUp) back_up = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n_missing = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (n_missing == NULL)
    tb_window_report_error (back_up->window, _ ("Could Not Back Up"), error);
  else
    {
      g_autofree char *name = tb_file_name_dup_shown (back_up->file);
      g_autofree char *words = dup_words (name, (int)*n_missing);

      tb_window_toast (back_up->window, words);
    }
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BackUp) back_up = user_data;
  g_autoptr (GError) error = NULL;

  back_up->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (back_up->file != NULL)
    {
      TbSession *session = tb_window_get_session (back_up->window);
      char *path = g_file_get_path (back_up->file);

      if (session != NULL && path != NULL)
        tb_session_read_async (session, write_copy, path, g_free, g_free, NULL, written_cb,
                               g_steal_pointer (&back_up));
    }
  else
    tb_window_report_error (back_up->window, _ ("Could Not Back Up"), error);
}

/**
 * tb_back_up_ask:
 * @window: the window to tell
 * @session: the register
 *
 * Asks for a file, writes a complete copy of the register there, and tells the window how it went.
 */
void
tb_back_up_ask (TbWindow *window, TbSession *session)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  TbDate today = tb_clock_today (tb_session_get_clock (session));
  char iso[TB_DATE_ISO_SIZE];
  /* Translators: name of a backup file; %s is the day as 2026-11-22 */
  g_autofree char *name = g_strdup_printf (_ ("Tower Branch %s.db"), tb_date_to_iso (today, iso));
  BackUp *back_up = g_new0 (BackUp, 1);

  back_up->window = g_object_ref (window);
  gtk_file_dialog_set_title (dialog, _ ("Back Up the Register"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (window), NULL, chosen_cb, back_up);
}
