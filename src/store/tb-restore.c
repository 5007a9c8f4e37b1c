/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tb-backup-files.h"
#include "tb-backup.h"
#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-file-store-private.h"
#include "tb-maintenance.h"
#include "tb-migrations.h"

/* What SQLite keeps beside a register, and a damaged one may leave behind. */
static const char *const side_suffixes[] = { "-wal", "-shm" };

/**
 * tb_maintenance_backup:
 * @connection: a connection, not in a transaction
 * @path: the file to be made; one of that name is replaced, once the new one is whole
 * @n_missing: (out) (optional): how many of the register's files are missing, so that they could
 * not be copied
 * @error: where to put what went wrong
 *
 * Writes a copy of the register as it is at this moment with all its files, opens it and checks it,
 * while others go on working. A file that is missing or damaged is no reason to have no copy of the
 * rest: it is left out.
 *
 * Returns: whether the copy is on the disk and sound; otherwise TB_ERROR_INVALID where @path is the
 * register itself, TB_ERROR_FULL, TB_ERROR_READ_ONLY, TB_ERROR_FILE, any other of TB_ERROR, or
 * G_IO_ERROR_CANCELLED
 */
gboolean
tb_maintenance_backup (TbConnection *connection, const char *path, gint64 *n_missing,
                       GError **error)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_connection_get_path (connection));
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GFile) source = g_file_new_for_path (tb_connection_get_path (connection));

  if (g_file_equal (source, target))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("“%s” is the register itself. Choose another name for the backup."), path);
      return FALSE;
    }
  return tb_backup_write (connection, path, TB_BACKUP_ALL, error)
         && (n_missing == NULL
             || tb_backup_files_count_missing (connection, store, n_missing, error));
}

/* Makes a checked copy of the backup beside the register, so that putting it in place is one
 * renaming. */
static gboolean
prepare (const char *backup, const char *prepared, TbClock *clock, GError **error)
{
  g_autoptr (TbConnection) source
      = tb_connection_open_raw (backup, SQLITE_OPEN_READONLY, clock, error);
  g_autofree char *journal = g_strconcat (prepared, "-journal", NULL);

  /* SQLite would put back into the copy what a restoring that was cut short left here. */
  g_unlink (journal);
  return source != NULL && tb_migrations_check (source, TB_OPEN_WRITE, error)
         && tb_backup_write (source, prepared, TB_BACKUP_DATABASE, error);
}

/* Puts the files that are in the copy of the backup to those of the register. Both fit whichever of
 * the two registers has its name when the power fails: files are never changed, only added. */
static gboolean
take_files_out (const char *prepared, const char *path, TbClock *clock, gint64 *n_missing,
                GError **error)
{
  g_autoptr (TbConnection) copy
      = tb_connection_open_raw (prepared, SQLITE_OPEN_READWRITE, clock, error);
  g_autoptr (TbFileStore) store = tb_file_store_new (path);

  return copy != NULL && tb_backup_files_take_out (copy, store, error)
         && (n_missing == NULL || tb_backup_files_count_missing (copy, store, n_missing, error));
}

/*
 * Makes sure that nobody has the register open, and puts all of it into the one file. A register
 * too damaged for that is moved away as it is.
 */
static gboolean
retire (const char *path, TbClock *clock, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TbConnection) present
      = tb_connection_open_raw (path, SQLITE_OPEN_READWRITE, clock, &local_error);

  if (present != NULL
      && tb_connection_run (present, "PRAGMA locking_mode = EXCLUSIVE", &local_error)
      && tb_connection_run (present, "BEGIN EXCLUSIVE", &local_error)
      && tb_connection_run (present, "COMMIT", &local_error)
      && tb_connection_run (present, "PRAGMA journal_mode = DELETE", &local_error))
    return TRUE;

  if (g_error_matches (local_error, TB_ERROR, TB_ERROR_DATABASE))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
rename_file (const char *from, const char *to, GError **error)
{
  return g_rename (from, to) == 0 || tb_backup_set_file_error (from, errno, error);
}

/* Moves what lies beside one name to beside another. */
static gboolean
move_side_files (const char *path, const char *to_path, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (side_suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, side_suffixes[i], NULL);
      g_autofree char *to = g_strconcat (to_path, side_suffixes[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && !rename_file (from, to, error))
        return FALSE;
    }
  return TRUE;
}

/* Gives the register a second name, so that there is one at every moment until the backup takes its
 * place; disks that know no second names rename it. What lies beside it goes with it: beside
 * another file it would damage that one. */
static gboolean
set_aside (const char *path, const char *kept, GError **error)
{
  return (link (path, kept) == 0 || rename_file (path, kept, error))
         && move_side_files (path, kept, error);
}

static void
put_back (const char *path, const char *kept)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_test (kept, G_FILE_TEST_EXISTS))
    return;

  if (!move_side_files (kept, path, &error)
      || !(g_file_test (path, G_FILE_TEST_EXISTS) ? g_unlink (kept) == 0
                                                  : rename_file (kept, path, &error)))
    g_warning ("The register is left as “%s”: %s", kept,
               error != NULL ? error->message : g_strerror (errno));
}

/* Gives the files of the register a second name beside that of the register kept, at no cost;
 * where the disk knows no second names, they are copied. */
static gboolean
keep_files (const char *path, const char *kept, GError **error)
{
  g_autoptr (TbFileStore) from = tb_file_store_new (path);
  g_autoptr (TbFileStore) to = tb_file_store_new (kept);

  return tb_file_store_link_all (from, to, error);
}

static void
discard_files (const char *kept)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (kept);

  tb_file_store_discard (store);
}

/* Whoever may use the register may use it afterwards. */
static void
copy_permissions (const char *from, const char *to)
{
  GStatBuf info;

  if (g_stat (from, &info) == 0 && g_chmod (to, info.st_mode & 0777) != 0)
    g_warning ("The permissions of “%s” could not be set: %s", to, g_strerror (errno));
}

static gboolean
exchange (const char *path, const char *prepared, const char *kept, GError **error)
{
  if ((kept != NULL && !set_aside (path, kept, error)) || !rename_file (prepared, path, error))
    {
      if (kept != NULL)
        put_back (path, kept);
      return FALSE;
    }
  return tb_backup_sync_folder (path, error);
}

/* The register is there and complete at every moment: the files first, under both names, and then
 * the one renaming that makes the backup the register. */
static gboolean
put_in_place (const char *path, const char *prepared, TbClock *clock, char **kept_as,
              gint64 *n_missing, GError **error)
{
  g_autofree char *kept = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (!retire (path, clock, error))
        return FALSE;
      kept = tb_maintenance_dup_copy_name (path, "replaced", "", clock);
      copy_permissions (path, prepared);
    }

  if ((kept != NULL && !keep_files (path, kept, error))
      || !take_files_out (prepared, path, clock, n_missing, error)
      || !exchange (path, prepared, kept, error))
    {
      if (kept != NULL)
        discard_files (kept);
      return FALSE;
    }

  if (kept_as != NULL)
    *kept_as = g_steal_pointer (&kept);
  return TRUE;
}

/**
 * tb_maintenance_restore:
 * @backup: a backup
 * @path: the register, which nobody may have open; it need not be there
 * @clock: what time it is
 * @kept_as: (out) (optional) (nullable): the name under which what was at @path is kept beside it,
 * with its files
 * @n_missing: (out) (optional): how many files were not in the backup, or damaged in it
 * @error: where to put what went wrong
 *
 * Puts a copy of a backup in the place of the register, after checking it, and the files that are
 * in it beside the register, each proven by its digest. The backup itself stays where it is.
 *
 * Returns: whether the backup is in place; otherwise TB_ERROR_LOCKED where somebody has the
 * register open, TB_ERROR_DATABASE where the backup is damaged or no register, TB_ERROR_NEWER, or
 * any other of TB_ERROR; the register is as before then
 */
gboolean
tb_maintenance_restore (const char *backup, const char *path, TbClock *clock, char **kept_as,
                        gint64 *n_missing, GError **error)
{
  g_autofree char *prepared = g_strconcat (path, ".restored", NULL);
  gboolean restored;

  g_return_val_if_fail (backup != NULL && path != NULL && clock != NULL, FALSE);

  if (kept_as != NULL)
    *kept_as = NULL;

  restored = prepare (backup, prepared, clock, error)
             && put_in_place (path, prepared, clock, kept_as, n_missing, error);
  if (!restored)
    g_unlink (prepared);
  return restored;
}
