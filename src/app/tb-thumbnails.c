/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-thumbnails.h"

/* Pictures are small files that may unfold to anything: no camera of today makes more pixels. */
#define MAX_PIXELS (G_GINT64_CONSTANT (200) * 1000 * 1000)

/* Pictures of 112 pixels take 50 kB each. */
#define CACHE_MAX 512

/* The window needs a processor too. */
#define N_THREADS 2

/* A thumbnail to be made. */
typedef struct
{
  GFile *file; /* (owned) */
  char *key;   /* (owned): in the cache */
  int size;
} TbThumbnail;

/* What was made, of this process; on the main thread only. */
static GHashTable *cache; /* (owned): key to GdkTexture */
static GQueue order
    = G_QUEUE_INIT; /* (element-type utf8): keys, the oldest first; the cache's own */

static void
thumbnail_free (TbThumbnail *self)
{
  g_object_unref (self->file);
  g_free (self->key);
  g_free (self);
}

static char *
dup_key (const char *key, int size)
{
  return g_strdup_printf ("%s@%d", key, size);
}

static void
remember (const char *key, GdkTexture *texture)
{
  char *kept = NULL;

  if (cache == NULL)
    cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  if (g_hash_table_contains (cache, key))
    return;

  if (g_queue_get_length (&order) >= CACHE_MAX)
    g_hash_table_remove (cache, g_queue_pop_head (&order));
  kept = g_strdup (key);
  g_hash_table_insert (cache, kept, g_object_ref (texture));
  g_queue_push_tail (&order, kept);
}

/* The size at which a picture is read, so that its shorter side is @size: a large photograph is
 * never whole in memory where its format allows that. */
static gboolean
choose_size (const char *path, int size, int *width, int *height, GError **error)
{
  double scale;

  if (gdk_pixbuf_get_file_info (path, width, height) == NULL
      || (gint64)*width * *height > MAX_PIXELS || *width < 1 || *height < 1)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not a picture");
      return FALSE;
    }

  scale = MIN (1.0, (double)size / MIN (*width, *height));
  *width = MAX (1, (int)(*width * scale + 0.5));
  *height = MAX (1, (int)(*height * scale + 0.5));
  return TRUE;
}

/* Upright, and cut to a square. */
static GdkPixbuf *
load_square (const char *path, int size, GError **error)
{
  g_autoptr (GdkPixbuf) read = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  int width, height, side;

  if (!choose_size (path, size, &width, &height, error))
    return NULL;
  read = gdk_pixbuf_new_from_file_at_scale (path, width, height, FALSE, error);
  if (read == NULL)
    return NULL;

  upright = gdk_pixbuf_apply_embedded_orientation (read);
  width = gdk_pixbuf_get_width (upright);
  height = gdk_pixbuf_get_height (upright);
  side = MIN (MIN (width, height), size);
  return gdk_pixbuf_new_subpixbuf (upright, (width - side) / 2, (height - side) / 2, side, side);
}

static void
make_in_pool (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  const TbThumbnail *self = g_task_get_task_data (task);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  pixbuf = load_square (g_file_peek_path (self->file), self->size, &error);
  if (pixbuf == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;

  if (pool == NULL)
    pool = g_thread_pool_new (make_in_pool, NULL, N_THREADS, FALSE, NULL);
  return pool;
}

/**
 * tb_thumbnails_find:
 * @key: what the content of the picture is known by
 * @size: the side of the thumbnail, in pixels
 *
 * On the main thread.
 *
 * Returns: (transfer none) (nullable): the thumbnail, where it was made before
 */
GdkTexture *
tb_thumbnails_find (const char *key, int size)
{
  g_autofree char *full_key = dup_key (key, size);

  return cache != NULL ? g_hash_table_lookup (cache, full_key) : NULL;
}

/**
 * tb_thumbnails_load_async:
 * @file: a file of this computer
 * @key: what its content is known by
 * @size: the side of the thumbnail, in pixels
 * @cancellable: (nullable): takes it off the queue
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Makes a square thumbnail of a picture on a thread of its own, upright as the camera was held. On
 * the main thread; finish with tb_thumbnails_load_finish().
 */
void
tb_thumbnails_load_async (GFile *file, const char *key, int size, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  TbThumbnail *self = g_new0 (TbThumbnail, 1);

  self->file = g_object_ref (file);
  self->key = dup_key (key, size);
  self->size = size;
  g_task_set_source_tag (task, tb_thumbnails_load_async);
  g_task_set_task_data (task, self, (GDestroyNotify)thumbnail_free);
  g_thread_pool_push (get_pool (), task, NULL);
}

/**
 * tb_thumbnails_load_finish:
 * @result: what the callback was given
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable): the thumbnail; %NULL where the file is no picture, or a
 * damaged one, or it was cancelled
 */
GdkTexture *
tb_thumbnails_load_finish (GAsyncResult *result, GError **error)
{
  const TbThumbnail *self = g_task_get_task_data (G_TASK (result));
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), error);

  if (texture != NULL)
    remember (self->key, texture);
  return texture;
}
