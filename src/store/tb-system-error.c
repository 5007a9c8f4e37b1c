/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-system-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/*< private >
 * tb_system_error_get_code:
 * @system_error: what the system said when a file could not be written
 *
 * Returns: what that is to a person: no space, no permission, or something else
 */
TbError
tb_system_error_get_code (int system_error)
{
  if (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG)
    return TB_ERROR_FULL;
  if (system_error == EROFS || system_error == EACCES || system_error == EPERM)
    return TB_ERROR_READ_ONLY;
  return TB_ERROR_FILE;
}

/*< private >
 * tb_sync_file:
 * @flags: how it is opened: O_RDWR, or O_RDONLY | O_DIRECTORY
 * @system_error: (out): what went wrong
 *
 * Makes what was written to @path last through a power failure.
 */
gboolean
tb_sync_file (const char *path, int flags, int *system_error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);

  *system_error = fd < 0 ? errno : 0;
  if (fd < 0)
    return FALSE;

  if (fsync (fd) != 0)
    *system_error = errno;
  close (fd);
  return *system_error == 0;
}

/*< private >
 * tb_sync_folder:
 * @system_error: (out): what went wrong
 *
 * Makes the names in the folder @path last through a power failure.
 */
gboolean
tb_sync_folder (const char *path, int *system_error)
{
  return tb_sync_file (path, O_RDONLY | O_DIRECTORY, system_error);
}
