/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-register-actions.h"

#include "tb-maintenance.h"
#include "tb-sample.h"

#include <glib/gi18n.h>

/* What the window does with a register as a whole: the next steps of its fault page, and the sample
 * data. */

/**
 * tb_register_actions_reopen:
 * @window: the window
 *
 * Tries again what did not work.
 */
void
tb_register_actions_reopen (TbWindow *window)
{
  g_autofree char *path = g_strdup (tb_window_get_path (window));

  tb_window_open (window, path, tb_window_get_open_mode (window));
}

/**
 * tb_register_actions_open_read_only:
 * @window: the window
 *
 * Opens a register that cannot be written.
 */
void
tb_register_actions_open_read_only (TbWindow *window)
{
  g_autofree char *path = g_strdup (tb_window_get_path (window));

  tb_window_open (window, path, TB_OPEN_READ);
}

/**
 * tb_register_actions_open_for_writing:
 * @window: a window with a register that was opened for reading
 *
 * Opens the register anew, to be changed.
 */
void
tb_register_actions_open_for_writing (TbWindow *window)
{
  g_autofree char *path = g_strdup (tb_window_get_path (window));

  tb_window_open (window, path, TB_OPEN_WRITE);
}

static GtkFileDialog *
new_file_dialog (const char *title, const char *accept)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Registers and backups"));
  gtk_file_filter_add_suffix (filter, "db");
  /* What a restoring put aside. */
  gtk_file_filter_add_pattern (filter, "*.db.replaced-*");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_accept_label (dialog, accept);

  return dialog;
}

static void
other_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    tb_window_open (window, g_file_peek_path (file), TB_OPEN_WRITE);
}

/**
 * tb_register_actions_open_other:
 * @window: the window
 *
 * Asks for another register's file and opens it.
 */
void
tb_register_actions_open_other (TbWindow *window)
{
  g_autoptr (GtkFileDialog) dialog = new_file_dialog (_ ("Open a Register"), _ ("_Open"));

  gtk_file_dialog_open (dialog, GTK_WINDOW (window), NULL, other_chosen_cb, g_object_ref (window));
}

/* Restoring */

typedef struct
{
  char *backup; /* (owned) */
  char *path;   /* (owned) */
  gint64 n_missing;
} Restore;

static void
restore_free (gpointer data)
{
  Restore *self = data;

  g_free (self->backup);
  g_free (self->path);
  g_free (self);
}

/* The register is closed while its file is replaced, so that no database thread has it. */
static void
restore_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Restore *restore = data;
  g_autoptr (TbClock) clock = tb_clock_new_system ();
  g_autofree char *kept_as = NULL;
  GError *error = NULL;

  if (tb_maintenance_restore (restore->backup, restore->path, clock, &kept_as, &restore->n_missing,
                              &error))
    g_task_return_pointer (task, g_steal_pointer (&kept_as), g_free);
  else
    g_task_return_error (task, error);
}

static void
toast_missing (TbWindow *window, int n_missing)
{
  g_autofree char *title = g_strdup_printf (
      ngettext ("%d photo or document was not in the backup",
                "%d photos or documents were not in the backup", (gulong)n_missing),
      n_missing);

  tb_window_toast (window, title);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbWindow *window = TB_WINDOW (source);
  const Restore *restore;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept_as = g_task_propagate_pointer (G_TASK (result), &error);

  tb_register_actions_reopen (window);
  if (error != NULL)
    {
      tb_window_report_error (window, _ ("Backup Not Restored"), error);
      return;
    }

  restore = g_task_get_task_data (G_TASK (result));
  if (restore->n_missing > 0)
    toast_missing (window, (int)restore->n_missing);
  if (kept_as != NULL)
    {
      g_autofree char *name = g_filename_display_basename (kept_as);
      g_autofree char *title
          = g_strdup_printf (_ ("The register that was here is kept as “%s”"), name);

      tb_window_toast (window, title);
    }
}

static void
backup_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) window = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    tb_register_actions_restore_file (window, g_file_peek_path (file));
}

/**
 * tb_register_actions_restore_file:
 * @window: a window, with a register that is open or could not be opened
 * @backup: a backup
 *
 * Closes the register, puts the backup in its place, and opens that. The register that was there is
 * kept beside it.
 */
void
tb_register_actions_restore_file (TbWindow *window, const char *backup)
{
  g_autoptr (GTask) task = g_task_new (window, NULL, restored_cb, NULL);
  Restore *restore = g_new0 (Restore, 1);

  restore->backup = g_strdup (backup);
  restore->path = g_strdup (tb_window_get_path (window));
  tb_window_close_register (window);
  g_task_set_task_data (task, restore, restore_free);
  g_task_run_in_thread (task, restore_thread);
}

/**
 * tb_register_actions_restore:
 * @window: a window, with a register that is open or could not be opened
 *
 * Asks for a backup, then does as tb_register_actions_restore_file().
 */
void
tb_register_actions_restore (TbWindow *window)
{
  g_autoptr (GtkFileDialog) dialog = new_file_dialog (_ ("Restore a Backup"), _ ("_Restore"));

  gtk_file_dialog_open (dialog, GTK_WINDOW (window), NULL, backup_chosen_cb, g_object_ref (window));
}

/* Sample data */

/* The same people every time. */
#define SAMPLE_SEED 1

static void
fill_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  TbSession *session = source;
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find ("person"));
  g_autofree char *batch = NULL;
  GError *error = NULL;
  gint64 n_persons = tb_session_count (session, query, cancellable, &error);

  if (n_persons == 0)
    batch = tb_sample_fill (session, TB_SAMPLE_TOWER, SAMPLE_SEED, NULL, NULL, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * tb_register_actions_fill_sample_async:
 * @session: the register kept for sample data
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * Fills the register with made-up people and firms, unless it has some already.
 */
void
tb_register_actions_fill_sample_async (TbSession *session, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);

  g_task_run_in_thread (task, fill_thread);
}

/**
 * tb_register_actions_fill_sample_finish:
 * @result: what the callback was given
 * @error: return location for an error of the database, or of cancellation
 *
 * Returns: whether the register has sample data now
 */
gboolean
tb_register_actions_fill_sample_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
