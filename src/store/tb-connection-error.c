/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "tb-connection-private.h"
#include "tb-error.h"

/* What SQLite's codes mean to the program. The first row that fits counts. */
typedef struct
{
  int code;
  TbError error;
  const char *format; /* (translatable): with the file as its one argument */
} Meaning;

static const Meaning meanings[] = {
  { SQLITE_BUSY, TB_ERROR_LOCKED,
    N_ ("The register “%s” is in use by another program. Close that program, or try again when it "
        "has finished.") },
  { SQLITE_LOCKED, TB_ERROR_LOCKED,
    N_ ("The register “%s” is in use by another program. Close that program, or try again when it "
        "has finished.") },
  { SQLITE_PROTOCOL, TB_ERROR_LOCKED,
    N_ ("The register “%s” is in use by another program. Close that program, or try again when it "
        "has finished.") },
  { SQLITE_FULL, TB_ERROR_FULL,
    N_ ("There is no space left for the register “%s”. Nothing was changed. Free some space on the "
        "disk, then try again.") },
  { SQLITE_READONLY, TB_ERROR_READ_ONLY,
    N_ ("The register “%s” cannot be written. Check the permissions of the file and of its "
        "folder.") },
  { SQLITE_PERM, TB_ERROR_READ_ONLY,
    N_ ("The register “%s” cannot be written. Check the permissions of the file and of its "
        "folder.") },
  { SQLITE_NOTADB, TB_ERROR_DATABASE,
    N_ ("The file “%s” is not a register of this program. Choose another file.") },
  { SQLITE_CORRUPT, TB_ERROR_DATABASE,
    N_ ("The register “%s” is damaged. Restore a backup; the damaged file is kept beside it.") },
  { SQLITE_CANTOPEN, TB_ERROR_DATABASE,
    N_ ("The register “%s” cannot be opened. Check that the file is there and that it may be "
        "read.") },
  { SQLITE_IOERR, TB_ERROR_DATABASE,
    N_ ("The disk failed while the register “%s” was being used. Nothing was changed. Check the "
        "disk, and make a backup to another one.") },
  { SQLITE_CONSTRAINT, TB_ERROR_CONFLICT,
    N_ ("The register “%s” does not accept this change, because it contradicts what is already "
        "there.") },
};

/* The primary code that tells most, given what the operating system said. */
static int
interpret (TbConnection *self, int code)
{
  int primary = code & 0xff;
  int system_error = sqlite3_system_errno (tb_connection_get_handle (self));

  if (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN)
    {
      if (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG)
        return SQLITE_FULL;
      if (system_error == EROFS || system_error == EACCES || system_error == EPERM)
        return SQLITE_READONLY;
    }
  return primary;
}

/* SQLite cannot make what belongs beside the file, or the file itself, and does not say why. */
static gboolean
folder_is_read_only (TbConnection *self, int primary)
{
  const char *path = tb_connection_get_path (self);
  g_autofree char *folder = g_path_get_dirname (path);

  return primary == SQLITE_CANTOPEN && faccessat (AT_FDCWD, folder, X_OK, AT_EACCESS) == 0
         && faccessat (AT_FDCWD, folder, W_OK, AT_EACCESS) != 0
         && (tb_connection_may_create (self) || faccessat (AT_FDCWD, path, R_OK, AT_EACCESS) == 0);
}

void
tb_connection_set_error (TbConnection *self, int code, GError **error)
{
  int primary = interpret (self, code);

  /* Only the progress handler interrupts, and only when the work was cancelled. */
  if (primary == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The work was cancelled."));
      return;
    }

  if (folder_is_read_only (self, primary))
    primary = SQLITE_READONLY;

  g_debug ("SQLite %d on “%s”: %s", code, tb_connection_get_path (self),
           sqlite3_errmsg (tb_connection_get_handle (self)));

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      if (meanings[i].code != primary)
        continue;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_set_error (error, TB_ERROR, meanings[i].error, _ (meanings[i].format),
                   tb_connection_get_path (self));
#pragma GCC diagnostic pop
      return;
    }

  g_set_error (error, TB_ERROR, TB_ERROR_DATABASE,
               /* Translators: a file, then what SQLite said, in English */
               _ ("The register “%s” cannot be used: %s."), tb_connection_get_path (self),
               sqlite3_errmsg (tb_connection_get_handle (self)));
}
