/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-file-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "tb-file-store-private.h"
#include "tb-system-error.h"

/* What is read, hashed and written at a time. */
#define BUFFER_SIZE (64 * 1024)

struct _TbFileStore
{
  char *folder; /* (owned) */
};

/* A file that is being written. */
typedef struct
{
  int fd;              /* -1 when closed */
  char *path;          /* (owned) (nullable): NULL once it has its name */
  GChecksum *checksum; /* (owned) */
  gint64 size;
} TbPart;

static void
part_clear (TbPart *part)
{
  if (part->fd >= 0)
    close (part->fd);
  if (part->path != NULL)
    g_unlink (part->path);
  g_free (part->path);
  g_clear_pointer (&part->checksum, g_checksum_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbPart, part_clear)

/**
 * tb_sha256_is_valid:
 * @text: (nullable): any text
 *
 * Returns: whether it is a digest as it is stored: 64 small hexadecimal digits
 */
gboolean
tb_sha256_is_valid (const char *text)
{
  return text != NULL && strspn (text, "0123456789abcdef") == TB_SHA256_TEXT_SIZE - 1
         && text[TB_SHA256_TEXT_SIZE - 1] == '\0';
}

/**
 * tb_file_store_new:
 * @database: the path of a register
 *
 * Does not look at the disk: the folder is made when the first file is put into it.
 *
 * Returns: (transfer full): the store of its files
 */
TbFileStore *
tb_file_store_new (const char *database)
{
  TbFileStore *self = NULL;

  g_return_val_if_fail (database != NULL, NULL);

  self = g_new0 (TbFileStore, 1);
  self->folder = g_strconcat (database, ".files", NULL);

  return self;
}

/**
 * tb_file_store_free:
 * @self: (transfer full)
 */
void
tb_file_store_free (TbFileStore *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->folder);
  g_free (self);
}

/**
 * tb_file_store_get_folder:
 *
 * Returns: (transfer none): where the files are; it need not be there yet
 */
const char *
tb_file_store_get_folder (TbFileStore *self)
{
  return self->folder;
}

/*< private >
 * tb_file_store_set_error:
 * @system_error: what the system said
 *
 * Says that a file could not be kept. Always returns %FALSE.
 */
gboolean
tb_file_store_set_error (TbFileStore *self, int system_error, GError **error)
{
  g_set_error (error, TB_ERROR, tb_system_error_get_code (system_error),
               /* Translators: a folder, then what the system said about it */
               _ ("The folder “%s”, which keeps the files of the register, could not be written: "
                  "%s. Make room on the disk, or ask for permission to write there."),
               self->folder, g_strerror (system_error));
  return FALSE;
}

/*< private >
 * tb_file_store_lock:
 * @operation: LOCK_SH to give a file its name, LOCK_EX to take one away
 *
 * Locks out sweeps, or whoever puts a file. The kernel unlocks it when a process dies.
 *
 * Returns: the lock, for tb_file_store_unlock(); -1 where the folder is not there or its disk knows
 * no locks
 */
int
tb_file_store_lock (TbFileStore *self, int operation)
{
  int fd = g_open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  int result;

  if (fd < 0)
    return -1;

  do
    result = flock (fd, operation);
  while (result != 0 && errno == EINTR);
  if (result == 0)
    return fd;

  close (fd);
  return -1;
}

/*< private >
 * tb_file_store_unlock:
 * @lock: what tb_file_store_lock() gave, also -1
 */
void
tb_file_store_unlock (int lock)
{
  if (lock >= 0)
    close (lock);
}

/*< private >
 * tb_file_store_dup_subfolder:
 * @sha256: a digest, or what begins one
 *
 * Returns: (transfer full): the folder of the files of which the digest begins like that
 */
char *
tb_file_store_dup_subfolder (TbFileStore *self, const char *sha256)
{
  char name[3] = { sha256[0], sha256[1], '\0' };

  return g_build_filename (self->folder, name, NULL);
}

/*< private >
 * tb_file_store_make_folder:
 *
 * Makes a folder that only its owner can look into, unless it is there. Its name lasts afterwards,
 * also where another process has only just made it.
 */
gboolean
tb_file_store_make_folder (TbFileStore *self, const char *path, GError **error)
{
  g_autofree char *parent = NULL;
  int system_error;

  if (g_mkdir (path, 0700) != 0 && errno != EEXIST)
    return tb_file_store_set_error (self, errno, error);

  parent = g_path_get_dirname (path);
  return tb_sync_folder (parent, &system_error)
         || tb_file_store_set_error (self, system_error, error);
}

static gboolean
begin_part (TbFileStore *self, TbPart *part, GError **error)
{
  g_autofree char *path = NULL;

  if (!tb_file_store_make_folder (self, self->folder, error))
    return FALSE;

  path = g_build_filename (self->folder, TB_FILE_STORE_PART_PREFIX "XXXXXX", NULL);
  part->fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (part->fd < 0)
    return tb_file_store_set_error (self, errno, error);

  part->path = g_steal_pointer (&path);
  part->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  return TRUE;
}

static gboolean
write_part (TbFileStore *self, TbPart *part, const guchar *data, gsize length, GError **error)
{
  g_checksum_update (part->checksum, data, (gssize)length);
  part->size += (gint64)length;

  while (length > 0)
    {
      ssize_t written = write (part->fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return tb_file_store_set_error (self, errno, error);
      data += written;
      length -= (gsize)written;
    }
  return TRUE;
}

/* What was read, at most the whole buffer; says in words for people where it could not be. */
static gssize
read_stream (GInputStream *stream, const char *name, guchar *buffer, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gssize n;

  /* Not every stream looks. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;

  n = g_input_stream_read (stream, buffer, BUFFER_SIZE, cancellable, &local_error);
  if (n >= 0)
    return n;

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                 /* Translators: the name of a file, then what the system said about it */
                 _ ("“%s” could not be read: %s. Check that the file is still there."), name,
                 local_error->message);
  return -1;
}

static gboolean
fill_part (TbFileStore *self, TbPart *part, GInputStream *stream, const char *name,
           GCancellable *cancellable, GError **error)
{
  g_autofree guchar *buffer = g_malloc (BUFFER_SIZE);
  gssize n;

  while ((n = read_stream (stream, name, buffer, cancellable, error)) > 0)
    {
      if (part->size + n > TB_FILE_STORE_MAX_SIZE)
        {
          g_autofree char *limit
              = g_format_size_full (TB_FILE_STORE_MAX_SIZE, G_FORMAT_SIZE_IEC_UNITS);

          g_set_error (
              error, TB_ERROR, TB_ERROR_LIMIT,
              /* Translators: the name of a file, then a size such as “50.0 MiB” */
              _ ("“%s” is larger than %s, which is the most that is kept. Make it smaller, "
                 "or keep it elsewhere and write down where."),
              name, limit);
          return FALSE;
        }
      if (!write_part (self, part, buffer, (gsize)n, error))
        return FALSE;
    }

  if (n == 0 && part->size == 0)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("“%s” is empty. Choose a file that has something in it."), name);
      return FALSE;
    }
  return n == 0;
}

static gboolean
close_part (TbFileStore *self, TbPart *part, GError **error)
{
  if (fsync (part->fd) != 0)
    return tb_file_store_set_error (self, errno, error);

  close (part->fd);
  part->fd = -1;
  return TRUE;
}

/*< private >
 * tb_file_store_give_name:
 * @path: a whole file in the folder, on the disk
 * @sha256: the digest of its content
 *
 * Gives the file its name. One that is there already has the same content, or is damaged; either
 * way the new one takes its place, and is young enough for no sweep to touch it.
 */
gboolean
tb_file_store_give_name (TbFileStore *self, const char *path, const char *sha256, GError **error)
{
  g_autofree char *subfolder = tb_file_store_dup_subfolder (self, sha256);
  g_autofree char *name = g_build_filename (subfolder, sha256, NULL);
  int lock, system_error = 0;

  if (!tb_file_store_make_folder (self, subfolder, error))
    return FALSE;

  lock = tb_file_store_lock (self, LOCK_SH);
  if (g_rename (path, name) != 0)
    system_error = errno;
  tb_file_store_unlock (lock);
  if (system_error != 0)
    return tb_file_store_set_error (self, system_error, error);

  return tb_sync_folder (subfolder, &system_error)
         || tb_file_store_set_error (self, system_error, error);
}

static gboolean
name_part (TbFileStore *self, TbPart *part, const char *sha256, GError **error)
{
  if (!tb_file_store_give_name (self, part->path, sha256, error))
    return FALSE;

  g_clear_pointer (&part->path, g_free);
  return TRUE;
}

/**
 * tb_file_store_put:
 * @stream: what is to be kept, read to its end
 * @name: what people call it, for messages
 * @stored: (out): under which digest it is kept, and its size
 * @cancellable: (nullable): ends it
 * @error: where to put what went wrong
 *
 * Keeps a file. When this returns %TRUE, it is on the disk, as it must be before a row of the
 * register tells of it; that row is to be written within a day (see tb_file_store_sweep()). On any
 * thread; memory is bounded.
 *
 * Returns: whether it is kept; otherwise TB_ERROR_LIMIT (larger than %TB_FILE_STORE_MAX_SIZE),
 * TB_ERROR_INVALID (empty), TB_ERROR_FILE (could not be read), TB_ERROR_FULL, TB_ERROR_READ_ONLY or
 * G_IO_ERROR_CANCELLED, and nothing is left of it
 */
gboolean
tb_file_store_put (TbFileStore *self, GInputStream *stream, const char *name, TbStoredFile *stored,
                   GCancellable *cancellable, GError **error)
{
  g_auto (TbPart) part = { .fd = -1 };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (stored != NULL, FALSE);

  if (!begin_part (self, &part, error) || !fill_part (self, &part, stream, name, cancellable, error)
      || !close_part (self, &part, error))
    return FALSE;

  g_strlcpy (stored->sha256, g_checksum_get_string (part.checksum), sizeof stored->sha256);
  stored->size = part.size;
  return name_part (self, &part, stored->sha256, error);
}

/**
 * tb_file_store_dup_path:
 * @sha256: a digest
 *
 * Returns: (transfer full): where the file of that content is, or would be. It is not to be changed
 * or handed to programs that might
 */
char *
tb_file_store_dup_path (TbFileStore *self, const char *sha256)
{
  g_autofree char *subfolder = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (tb_sha256_is_valid (sha256), NULL);

  subfolder = tb_file_store_dup_subfolder (self, sha256);
  return g_build_filename (subfolder, sha256, NULL);
}

/**
 * tb_file_store_has:
 * @sha256: (nullable): a digest
 *
 * Returns: whether there is a file of that name
 */
gboolean
tb_file_store_has (TbFileStore *self, const char *sha256)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!tb_sha256_is_valid (sha256))
    return FALSE;

  path = tb_file_store_dup_path (self, sha256);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * tb_file_store_open:
 * @sha256: a digest
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable): the content; %NULL with TB_ERROR_NOT_FOUND where the file is
 * missing, or TB_ERROR_FILE where it cannot be read
 */
GInputStream *
tb_file_store_open (TbFileStore *self, const char *sha256, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) local_error = NULL;
  GFileInputStream *stream;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (tb_sha256_is_valid (sha256), NULL);

  path = tb_file_store_dup_path (self, sha256);
  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, &local_error);
  if (stream != NULL)
    return G_INPUT_STREAM (stream);

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (
        error, TB_ERROR, TB_ERROR_NOT_FOUND,
        _ ("The file “%s” is missing from the folder that keeps the files of the register. "
           "Put it back from a backup."),
        path);
  else
    g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                 _ ("“%s” could not be read: %s. Check that the file is still there."), path,
                 local_error->message);
  return NULL;
}
