/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-output-file.h"

#include "tb-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct _TbOutputFile
{
  char *final_path; /* (owned): links followed, so that a link stays one */
  char *path;       /* (owned) (nullable): of the file being written; NULL once it is in place */
  int fd;
};

static void
set_error (const char *final_path, int error_number, GError **error)
{
  g_autofree char *name = g_filename_display_basename (final_path);

  switch (error_number)
    {
    case ENOSPC:
    case EDQUOT:
      g_set_error (error, TB_ERROR, TB_ERROR_FULL,
                   _ ("“%s” cannot be saved: the disk is full. Make room and try again."), name);
      return;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, TB_ERROR, TB_ERROR_READ_ONLY,
                   _ ("“%s” cannot be saved: the folder or the file may not be written. Choose "
                      "another folder."),
                   name);
      return;
    default:
      g_set_error (error, TB_ERROR, TB_ERROR_FILE, _ ("“%s” cannot be saved: %s"), name,
                   g_strerror (error_number));
      return;
    }
}

/* Of the file to be replaced, or what a new one is asked for; the umask takes its part of that. (It
 * cannot be looked at without changing it, for files that other threads make at that moment too.)
 */
static mode_t
get_mode (const char *final_path, gboolean *is_replaced)
{
  struct stat info;

  *is_replaced = stat (final_path, &info) == 0;
  return *is_replaced ? info.st_mode & 0777 : 0666;
}

/* The umask may have taken something that the file to be replaced has. */
static gboolean
take_over_mode (TbOutputFile *self)
{
  gboolean is_replaced;
  mode_t mode = get_mode (self->final_path, &is_replaced);

  return !is_replaced || fchmod (self->fd, mode) == 0;
}

/* Renaming over a file asks for no leave of the file itself; a write-protected one is meant to
 * stay. */
static gboolean
check_replaceable (const char *final_path, GError **error)
{
  struct stat info;

  if (stat (final_path, &info) != 0)
    return TRUE;
  if (S_ISDIR (info.st_mode))
    set_error (final_path, EISDIR, error);
  else if (access (final_path, W_OK) != 0)
    set_error (final_path, errno, error);
  else
    return TRUE;
  return FALSE;
}

/* Makes the new name survive a power cut; file systems that cannot do so on a folder say EINVAL,
 * and are let be. */
static gboolean
sync_folder (const char *final_path)
{
  g_autofree char *folder = g_path_get_dirname (final_path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok;

  if (fd < 0)
    return errno == EACCES;
  ok = fsync (fd) == 0 || errno == EINVAL;
  close (fd);
  return ok;
}

/**
 * tb_output_file_open:
 * @file: the file to be made or replaced; must be on this computer
 * @error: return location
 *
 * Errors: %TB_ERROR_READ_ONLY, %TB_ERROR_FULL, %TB_ERROR_FILE. Any thread.
 *
 * Returns: (transfer full): an empty file beside it, or %NULL
 */
TbOutputFile *
tb_output_file_open (GFile *file, GError **error)
{
  g_autoptr (TbOutputFile) self = NULL;
  g_autofree char *given_path = g_file_get_path (file);
  g_autofree char *folder = NULL;
  gboolean is_replaced;
  char *real_path;

  if (given_path == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                   _ ("“%s” is not on this computer. Save to a folder of this computer."), name);
      return NULL;
    }
  self = g_new0 (TbOutputFile, 1);
  self->fd = -1;
  real_path = realpath (given_path, NULL);
  self->final_path = g_strdup (real_path != NULL ? real_path : given_path);
  free (real_path);
  if (!check_replaceable (self->final_path, error))
    return NULL;

  folder = g_path_get_dirname (self->final_path);
  self->path = g_build_filename (folder, ".towerbranch-XXXXXX", NULL);
  self->fd
      = g_mkstemp_full (self->path, O_RDWR | O_CLOEXEC, get_mode (self->final_path, &is_replaced));
  if (self->fd < 0)
    {
      g_clear_pointer (&self->path, g_free);
      set_error (self->final_path, errno, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * tb_output_file_free:
 * @self: (transfer full): an output file; removed where it was not committed
 */
void
tb_output_file_free (TbOutputFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  g_free (self->final_path);
  g_free (self);
}

/**
 * tb_output_file_get_path:
 * @self: an output file that was not committed
 *
 * Returns: (transfer none): where it is written, for those who write by name
 */
const char *
tb_output_file_get_path (TbOutputFile *self)
{
  return self->path;
}

/**
 * tb_output_file_write:
 * @self: an output file that was not committed
 * @data: bytes
 * @length: how many
 * @error: return location, as tb_output_file_open()
 *
 * Returns: %FALSE on error
 */
gboolean
tb_output_file_write (TbOutputFile *self, const char *data, gsize length, GError **error)
{
  while (length > 0)
    {
      ssize_t n = write (self->fd, data, length);

      if (n < 0 && errno != EINTR)
        {
          tb_output_file_set_error (self, errno, error);
          return FALSE;
        }
      if (n > 0)
        {
          data += n;
          length -= n;
        }
    }
  return TRUE;
}

/**
 * tb_output_file_commit:
 * @self: an output file
 * @error: return location, as tb_output_file_open()
 *
 * Puts the file in its place, for good: it is on the disk when this returns.
 *
 * Returns: %FALSE on error; then the old file is as it was, unless only the folder could not be
 * written to the disk
 */
gboolean
tb_output_file_commit (TbOutputFile *self, GError **error)
{
  if (!take_over_mode (self) || fsync (self->fd) != 0
      || g_rename (self->path, self->final_path) != 0)
    {
      tb_output_file_set_error (self, errno, error);
      return FALSE;
    }
  g_clear_pointer (&self->path, g_free);
  if (!sync_folder (self->final_path))
    {
      tb_output_file_set_error (self, errno, error);
      return FALSE;
    }
  return TRUE;
}

/**
 * tb_output_file_set_error:
 * @self: an output file
 * @error_number: an errno
 * @error: return location
 *
 * Says in %TB_ERROR why the file cannot be written.
 */
void
tb_output_file_set_error (TbOutputFile *self, int error_number, GError **error)
{
  set_error (self->final_path, error_number, error);
}
