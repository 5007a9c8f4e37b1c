/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tb-file-store-private.h"
#include "tb-system-error.h"

static char *
dup_nth_subfolder (TbFileStore *self, guint n)
{
  char name[3];

  g_snprintf (name, sizeof name, "%02x", n);
  return tb_file_store_dup_subfolder (self, name);
}

static gboolean
visit_folder (TbFileStore *self, const char *folder, gboolean of_digests, TbFileStoreFunc func,
              gpointer user_data, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;

      if (of_digests ? !tb_sha256_is_valid (name)
                     : !g_str_has_prefix (name, TB_FILE_STORE_PART_PREFIX))
        continue;

      path = g_build_filename (folder, name, NULL);
      if (!func (self, path, name, user_data, error))
        return FALSE;
    }
  return TRUE;
}

/*< private >
 * tb_file_store_foreach:
 * @func: called for every file in the store, whole or not, in no order
 *
 * What is in the folder and is none of the store's is passed over.
 */
gboolean
tb_file_store_foreach (TbFileStore *self, TbFileStoreFunc func, gpointer user_data, GError **error)
{
  for (guint i = 0; i < 256; i++)
    {
      g_autofree char *subfolder = dup_nth_subfolder (self, i);

      if (!visit_folder (self, subfolder, TRUE, func, user_data, error))
        return FALSE;
    }
  return visit_folder (self, tb_file_store_get_folder (self), FALSE, func, user_data, error);
}

/* A second name in another store; a copy where the disk knows no second names. */
static gboolean
link_file (TbFileStore *self, const char *path, const char *name, gpointer user_data,
           GError **error)
{
  TbFileStore *to = user_data;
  g_autofree char *subfolder = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GInputStream) stream = NULL;
  TbStoredFile stored;

  if (!tb_sha256_is_valid (name))
    return TRUE;

  subfolder = tb_file_store_dup_subfolder (to, name);
  target = g_build_filename (subfolder, name, NULL);
  if (link (path, target) == 0 || errno == EEXIST)
    return TRUE;
  if (errno == ENOENT
      && (!tb_file_store_make_folder (to, tb_file_store_get_folder (to), error)
          || !tb_file_store_make_folder (to, subfolder, error)))
    return FALSE;
  if (link (path, target) == 0)
    return TRUE;

  stream = tb_file_store_open (self, name, error);
  return stream != NULL && tb_file_store_put (to, stream, name, &stored, NULL, error);
}

/*< private >
 * tb_file_store_link_all:
 * @to: another store
 *
 * Gives the files of a store a second name in another, so that they stay when they go from the
 * first. The names last when this returns.
 */
gboolean
tb_file_store_link_all (TbFileStore *self, TbFileStore *to, GError **error)
{
  int system_error;

  if (!tb_file_store_foreach (self, link_file, to, error))
    return FALSE;

  for (guint i = 0; i < 256; i++)
    {
      g_autofree char *subfolder = dup_nth_subfolder (to, i);

      if (g_file_test (subfolder, G_FILE_TEST_IS_DIR) && !tb_sync_folder (subfolder, &system_error))
        return tb_file_store_set_error (to, system_error, error);
    }
  return TRUE;
}

static gboolean
unlink_file (TbFileStore *self, const char *path, const char *name, gpointer user_data,
             GError **error)
{
  g_unlink (path);
  return TRUE;
}

/*< private >
 * tb_file_store_discard:
 *
 * Takes a store away, as far as it can.
 */
void
tb_file_store_discard (TbFileStore *self)
{
  tb_file_store_foreach (self, unlink_file, NULL, NULL);
  for (guint i = 0; i < 256; i++)
    {
      g_autofree char *subfolder = dup_nth_subfolder (self, i);

      g_rmdir (subfolder);
    }
  g_rmdir (tb_file_store_get_folder (self));
}
