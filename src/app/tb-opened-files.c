/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-opened-files.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "tb-alert.h"

/* A copy to be made for another program. */
typedef struct
{
  GFile *file;     /* (owned) */
  char *path;      /* (owned): of the copy */
  GWeakRef parent; /* the widget over which errors are told */
} TbOpening;

/* The private folder of this process's copies, made when the first is opened. On the main thread.
 */
static char *folder;
static GPtrArray *copies; /* (element-type filename): each in a folder of its own */

static void
opening_free (TbOpening *self)
{
  g_object_unref (self->file);
  g_free (self->path);
  g_weak_ref_clear (&self->parent);
  g_free (self);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error))
    tb_alert_present (parent, _ ("Could Not Open the File"), error);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbOpening *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&self->parent);
  g_autoptr (GFile) copy = g_file_new_for_path (self->path);
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (copy);
  g_autoptr (GError) error = NULL;
  GtkRoot *root;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (parent != NULL)
        tb_alert_present (parent, _ ("Could Not Open the File"), error);
      return;
    }
  if (parent == NULL)
    return;

  root = gtk_widget_get_root (parent);
  gtk_file_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                            launched_cb, g_object_ref (parent));
}

static void
copy_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const TbOpening *self = data;
  g_autoptr (GFile) copy = g_file_new_for_path (self->path);
  g_autoptr (GError) error = NULL;

  if (!g_file_copy (self->file, copy, G_FILE_COPY_NONE, cancellable, NULL, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Whoever changes it sees that this is not the register's file. */
  g_chmod (self->path, 0400);
  g_task_return_boolean (task, TRUE);
}

/* A place of its own, so that files of one name do not meet. */
static char *
make_place (const char *name, GError **error)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *number = NULL;
  g_autofree char *place = NULL;

  if (folder == NULL)
    {
      folder = g_dir_make_tmp ("towerbranch-XXXXXX", error);
      if (folder == NULL)
        return NULL;
      copies = g_ptr_array_new_with_free_func (g_free);
    }

  number = g_strdup_printf ("%u", copies->len + 1);
  place = g_build_filename (folder, number, NULL);
  if (g_mkdir (place, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                   _ ("The folder “%s” could not be made."), place);
      return NULL;
    }
  g_ptr_array_add (copies, g_build_filename (place, base, NULL));
  return g_build_filename (place, base, NULL);
}

/**
 * tb_opened_files_open:
 * @file: one of the register's files
 * @name: its own name
 * @parent: the widget that asks
 *
 * Opens a copy of a file with the desktop's program for it: in a private folder, under its own
 * name, not to be written to. So nothing another program does reaches the register's file. The copy
 * is there until tb_opened_files_discard(). On the main thread; it does not wait.
 */
void
tb_opened_files_open (GFile *file, const char *name, GtkWidget *parent)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = make_place (name, &error);
  TbOpening *self = NULL;

  if (path == NULL)
    {
      tb_alert_present (parent, _ ("Could Not Open the File"), error);
      return;
    }

  self = g_new0 (TbOpening, 1);
  self->file = g_object_ref (file);
  self->path = g_steal_pointer (&path);
  g_weak_ref_init (&self->parent, parent);

  task = g_task_new (NULL, NULL, copied_cb, NULL);
  g_task_set_source_tag (task, tb_opened_files_open);
  g_task_set_task_data (task, self, (GDestroyNotify)opening_free);
  g_task_run_in_thread (task, copy_thread);
}

/**
 * tb_opened_files_discard:
 *
 * Takes away the copies that were made for other programs. To be called when the program ends.
 */
void
tb_opened_files_discard (void)
{
  if (folder == NULL)
    return;

  for (guint i = 0; i < copies->len; i++)
    {
      const char *path = copies->pdata[i];
      g_autofree char *place = g_path_get_dirname (path);

      g_unlink (path);
      g_rmdir (place);
    }
  g_rmdir (folder);
  g_clear_pointer (&copies, g_ptr_array_unref);
  g_clear_pointer (&folder, g_free);
}
