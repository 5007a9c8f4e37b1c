/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-received-files.h"

#include <glib/gi18n.h>

#include "tb-error.h"

/* What was received and is not a file yet. */
typedef struct
{
  GdkTexture *picture; /* (owned) (nullable) */
  char *picture_name;  /* (owned) */
} TbReceived;

static void
received_free (TbReceived *self)
{
  g_clear_object (&self->picture);
  g_free (self->picture_name);
  g_free (self);
}

static GPtrArray *
new_files (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tb_new_file_free);
}

static GTask *
new_task (const char *picture_name, GCancellable *cancellable, GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  TbReceived *self = g_new0 (TbReceived, 1);

  self->picture_name = g_strdup (picture_name);
  g_task_set_source_tag (task, tb_received_files_finish);
  g_task_set_task_data (task, self, (GDestroyNotify)received_free);
  return task;
}

static void
encode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const TbReceived *self = data;
  g_autoptr (GBytes) bytes = gdk_texture_save_to_png_bytes (self->picture);
  GPtrArray *files = new_files ();

  g_ptr_array_add (files, tb_new_file_new_for_bytes (bytes, self->picture_name));
  g_task_return_pointer (task, files, (GDestroyNotify)g_ptr_array_unref);
}

/* A picture becomes a file on a thread of its own: that takes its time. */
static void
take_picture (GTask *task, GdkTexture *picture)
{
  TbReceived *self = g_task_get_task_data (task);

  self->picture = g_object_ref (picture);
  g_task_run_in_thread (task, encode_thread);
}

static void
take_files (GTask *task, GdkFileList *list)
{
  g_autoptr (GSList) received = gdk_file_list_get_files (list);
  GPtrArray *files = new_files ();

  for (GSList *l = received; l != NULL; l = l->next)
    g_ptr_array_add (files, tb_new_file_new (l->data));
  g_task_return_pointer (task, files, (GDestroyNotify)g_ptr_array_unref);
}

static void
take_value (GTask *task, const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    take_files (task, g_value_get_boxed (value));
  else
    take_picture (task, g_value_get_object (value));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    take_value (task, value);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * tb_received_files_get_types:
 * @n_types: (out): how many
 *
 * Returns: (array length=n_types) (transfer none): what can be dropped or pasted, the best first
 */
const GType *
tb_received_files_get_types (gsize *n_types)
{
  static GType types[2];

  types[0] = GDK_TYPE_FILE_LIST;
  types[1] = GDK_TYPE_TEXTURE;
  *n_types = G_N_ELEMENTS (types);
  return types;
}

/**
 * tb_received_files_read_async:
 * @value: what was dropped, of one of the types of tb_received_files_get_types()
 * @picture_name: what a picture that is no file yet is to be called
 *
 * Makes files to be attached of what was dropped. Finish with tb_received_files_finish().
 */
void
tb_received_files_read_async (const GValue *value, const char *picture_name,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = new_task (picture_name, cancellable, callback, user_data);

  take_value (task, value);
}

/**
 * tb_received_files_paste_async:
 * @clipboard: from where
 * @picture_name: what a picture that is no file yet is to be called
 *
 * Makes files to be attached of what is in the clipboard: copied files, or a picture. Finish with
 * tb_received_files_finish().
 */
void
tb_received_files_paste_async (GdkClipboard *clipboard, const char *picture_name,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = new_task (picture_name, cancellable, callback, user_data);
  g_autoptr (GdkContentFormats) formats = gdk_content_formats_union_deserialize_gtypes (
      gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));
  gsize n_types;
  const GType *types = tb_received_files_get_types (&n_types);

  for (gsize i = 0; i < n_types; i++)
    if (gdk_content_formats_contain_gtype (formats, types[i]))
      {
        gdk_clipboard_read_value_async (clipboard, types[i], G_PRIORITY_DEFAULT, cancellable,
                                        pasted_cb, g_steal_pointer (&task));
        return;
      }

  g_task_return_new_error (task, TB_ERROR, TB_ERROR_INVALID, "%s",
                           _ ("There is neither a picture nor a file in the clipboard. Copy one "
                              "first."));
}

/**
 * tb_received_files_finish:
 *
 * Returns: (transfer full) (nullable) (element-type TbNewFile): the files; %NULL with
 * %TB_ERROR_INVALID where there was none, or what reading the clipboard gave
 */
GPtrArray *
tb_received_files_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
