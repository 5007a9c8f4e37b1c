/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tb-file-store-private.h"
#include "tb-system-error.h"

/* What is read and hashed at a time. */
#define BUFFER_SIZE (64 * 1024)

static char *
dup_part_path (TbFileStore *self, const char *sha256)
{
  g_autofree char *name = g_strconcat (TB_FILE_STORE_PART_PREFIX, sha256, NULL);

  return g_build_filename (tb_file_store_get_folder (self), name, NULL);
}

/**
 * tb_file_store_get_part_size:
 * @sha256: a digest
 *
 * Returns: how many bytes of that file have come until now; 0 where none have
 */
gint64
tb_file_store_get_part_size (TbFileStore *self, const char *sha256)
{
  g_autofree char *path = NULL;
  GStatBuf status;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (tb_sha256_is_valid (sha256), 0);

  path = dup_part_path (self, sha256);
  return g_stat (path, &status) == 0 ? status.st_size : 0;
}

static gboolean
write_all (int fd, gint64 offset, const guchar *data, gsize length)
{
  while (length > 0)
    {
      ssize_t written = pwrite (fd, data, length, offset);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      offset += written;
      length -= (gsize)written;
    }
  return TRUE;
}

/**
 * tb_file_store_write_part:
 * @sha256: the digest of the whole file
 * @offset: where in the file the piece belongs; what is there behind it is dropped
 * @data: the piece
 * @length: of the piece
 * @error: where to put what went wrong
 *
 * Keeps a piece of a file until the others come. On any thread, one at a time for one file. A file
 * that is not finished in a day may be swept.
 *
 * Returns: whether it is kept; otherwise TB_ERROR_FULL or TB_ERROR_READ_ONLY
 */
gboolean
tb_file_store_write_part (TbFileStore *self, const char *sha256, gint64 offset, const guchar *data,
                          gsize length, GError **error)
{
  g_autofree char *path = NULL;
  gboolean written;
  int fd, system_error;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (tb_sha256_is_valid (sha256), FALSE);
  g_return_val_if_fail (offset >= 0, FALSE);

  if (!tb_file_store_make_folder (self, tb_file_store_get_folder (self), error))
    return FALSE;

  path = dup_part_path (self, sha256);
  fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return tb_file_store_set_error (self, errno, error);
  written = ftruncate (fd, offset) == 0 && write_all (fd, offset, data, length);
  system_error = errno;
  close (fd);
  return written || tb_file_store_set_error (self, system_error, error);
}

/* The digest of all that is in @fd; %NULL where it cannot be read. */
static char *
dup_digest (int fd, GCancellable *cancellable)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (BUFFER_SIZE);
  ssize_t n;

  while ((n = read (fd, buffer, BUFFER_SIZE)) != 0)
    {
      if (n > 0)
        g_checksum_update (checksum, buffer, n);
      else if (errno != EINTR)
        return NULL;
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * tb_file_store_finish_part:
 * @sha256: the digest of the whole file
 * @cancellable: (nullable): ends it
 * @error: where to put what went wrong
 *
 * Says that every piece is there. When this returns %TRUE, the file is in the store and on the
 * disk. Where its content is not what the digest says, the pieces are thrown away.
 *
 * Returns: whether the file is kept; otherwise TB_ERROR_FILE (its content is another),
 * TB_ERROR_FULL, TB_ERROR_READ_ONLY or G_IO_ERROR_CANCELLED
 */
gboolean
tb_file_store_finish_part (TbFileStore *self, const char *sha256, GCancellable *cancellable,
                           GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *digest = NULL;
  gboolean flushed;
  int fd, system_error;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (tb_sha256_is_valid (sha256), FALSE);

  path = dup_part_path (self, sha256);
  fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  if (fd < 0)
    return tb_file_store_set_error (self, errno, error);
  digest = dup_digest (fd, cancellable);
  flushed = digest != NULL && fsync (fd) == 0;
  system_error = errno;
  close (fd);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!flushed)
    return tb_file_store_set_error (self, system_error, error);
  if (g_str_equal (digest, sha256))
    return tb_file_store_give_name (self, path, sha256, error);

  g_unlink (path);
  g_set_error_literal (error, TB_ERROR, TB_ERROR_FILE,
                       _ ("A file came damaged, and was thrown away. Fetch it again; where that "
                          "does not help, add it anew on the desk that has it."));
  return FALSE;
}
