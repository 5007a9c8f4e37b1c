/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tb-backup-files.h"
#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-maintenance.h"
#include "tb-system-error.h"

/* How much is copied between two looks at the cancellable: 4 MB. */
#define PAGES_PER_STEP 1024

gboolean
tb_backup_set_file_error (const char *path, int system_error, GError **error)
{
  g_set_error (error, TB_ERROR, tb_system_error_get_code (system_error),
               /* Translators: a file, then what the system said about it */
               _ ("The file “%s” could not be written: %s. Choose another place."), path,
               g_strerror (system_error));
  return FALSE;
}

/**
 * tb_maintenance_dup_copy_name:
 * @stem: the path of the register, or a beginning of it
 * @why: a word for what the copy is
 * @ending: what the name ends with, or the empty string
 * @clock: the clock
 *
 * Any thread.
 *
 * Returns: (transfer full): a name beside the register that says when the copy was made and is not
 * taken
 */
char *
tb_maintenance_dup_copy_name (const char *stem, const char *why, const char *ending, TbClock *clock)
{
  g_autofree char *instant = tb_clock_dup_instant (clock);
  char *name;

  /* Colons are not allowed in names on the disks that people carry about. */
  g_strdelimit (instant, ":", '-');
  name = g_strdup_printf ("%s.%s-%s%s", stem, why, instant, ending);
  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.%s-%s-%u%s", stem, why, instant, i, ending);
    }
  return name;
}

/* Makes what was written to @path last through a power failure. */
static gboolean
sync_file (const char *path, int flags, GError **error)
{
  int system_error;

  return tb_sync_file (path, flags, &system_error)
         || tb_backup_set_file_error (path, system_error, error);
}

/* Makes the names in the folder of @path last through a power failure. */
gboolean
tb_backup_sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sync_file (folder, O_RDONLY | O_DIRECTORY, error);
}

static gboolean
copy_pages (TbConnection *from, TbConnection *to, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (tb_connection_get_handle (to), "main",
                                                tb_connection_get_handle (from), "main");
  int code = SQLITE_OK;

  if (backup == NULL)
    {
      tb_connection_set_error (to, sqlite3_extended_errcode (tb_connection_get_handle (to)), error);
      return FALSE;
    }

  while (code == SQLITE_OK && tb_connection_check_cancelled (from, error))
    code = sqlite3_backup_step (backup, PAGES_PER_STEP);
  sqlite3_backup_finish (backup);

  if (code == SQLITE_DONE)
    return TRUE;
  if (code != SQLITE_OK)
    tb_connection_set_error (to, code, error);
  return FALSE;
}

/* Opens the copy again, as if it were to be restored, and looks through all of it. Of a backup that
 * is copied to be restored, a damaged photo is no reason to go without the rest. */
static gboolean
prove (const char *path, TbConnection *original, TbBackupParts parts, GError **error)
{
  g_autoptr (TbConnection) copy = tb_connection_open_raw (
      path, SQLITE_OPEN_READONLY, tb_connection_get_clock (original), error);
  g_autoptr (TbStatement) statement = NULL;
  gboolean sound = TRUE;

  if (copy == NULL)
    return FALSE;

  statement = tb_connection_prepare (copy, "PRAGMA integrity_check (1)", error);
  if (statement == NULL || tb_statement_step (statement, error) != TB_STEP_ROW
      || (parts == TB_BACKUP_ALL && !tb_backup_files_prove (copy, &sound, error)))
    return FALSE;

  if (g_strcmp0 (tb_statement_get_text (statement, 0), "ok") != 0 || !sound)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_DATABASE,
                   _ ("The copy “%s” of the register is not sound, and was deleted. Check the "
                      "register, and choose another place for the copy."),
                   path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_part (TbConnection *connection, const char *part, TbBackupParts parts, GError **error)
{
  {
    g_autoptr (TbConnection) copy
        = tb_connection_open_raw (part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                  tb_connection_get_clock (connection), error);

    /* A copy is one file: without the write-ahead log that the register itself has beside it. */
    if (copy == NULL || !copy_pages (connection, copy, error)
        || !tb_connection_run (copy, "PRAGMA journal_mode = DELETE", error)
        || (parts == TB_BACKUP_ALL && !tb_backup_files_add (connection, copy, error)))
      return FALSE;
  }

  return sync_file (part, O_RDWR, error) && prove (part, connection, parts, error);
}

/*
 * tb_backup_write:
 * @connection: a connection, not in a transaction
 * @path: the file to be made; one of that name is replaced, once the new one is whole
 * @parts: whether the register's files go into the copy too
 * @error: where to put what went wrong
 *
 * Writes a copy of the register as it is at this moment, while others go on working with it.
 *
 * Returns: whether the copy is on the disk and was proven sound; otherwise any error of TB_ERROR,
 * or G_IO_ERROR_CANCELLED, and there is no copy
 */
gboolean
tb_backup_write (TbConnection *connection, const char *path, TbBackupParts parts, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *journal = g_strconcat (part, "-journal", NULL);
  gboolean written;

  g_return_val_if_fail (!tb_connection_in_transaction (connection), FALSE);

  g_unlink (part);
  /* SQLite would put back into the new file what a copy that was cut short left here. */
  g_unlink (journal);

  /* One view of the register for the whole of the copy, however much is written meanwhile. */
  if (!tb_connection_begin_reading (connection, error)
      || !tb_connection_run (connection, "SELECT 1 FROM sqlite_schema", error))
    {
      tb_connection_rollback (connection);
      return FALSE;
    }
  written = write_part (connection, part, parts, error);
  tb_connection_rollback (connection);

  if (written && g_rename (part, path) != 0)
    written = tb_backup_set_file_error (path, errno, error);
  if (!written)
    g_unlink (part);
  return written && tb_backup_sync_folder (path, error);
}
