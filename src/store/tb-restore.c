/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tb-backup.h"
#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-maintenance.h"
#include "tb-migrations.h"

/* What SQLite keeps beside a register, and a damaged one may leave behind. */
static const char *const side_suffixes[] = { "-wal", "-shm" };

/**
 * tb_maintenance_backup:
 * @connection: a connection, not in a transaction
 * @path: the file to be made; one of that name is replaced, once the new one is whole
 * @error: where to put what went wrong
 *
 * Writes a copy of the register as it is at this moment, opens it and checks it, while others go on
 * working.
 *
 * Returns: whether the copy is on the disk and sound; otherwise TB_ERROR_INVALID where @path is the
 * register itself, TB_ERROR_FULL, TB_ERROR_READ_ONLY, TB_ERROR_FILE, any other of TB_ERROR, or
 * G_IO_ERROR_CANCELLED
 */
gboolean
tb_maintenance_backup (TbConnection *connection, const char *path, GError **error)
{
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GFile) source = g_file_new_for_path (tb_connection_get_path (connection));

  if (g_file_equal (source, target))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("“%s” is the register itself. Choose another name for the backup."), path);
      return FALSE;
    }
  return tb_backup_write (connection, path, error);
}

/* Makes a checked copy of the backup beside the register, so that putting it in place is one
 * renaming. */
static gboolean
prepare (const char *backup, const char *prepared, TbClock *clock, GError **error)
{
  g_autoptr (TbConnection) source
      = tb_connection_open_raw (backup, SQLITE_OPEN_READONLY, clock, error);

  return source != NULL && tb_migrations_check (source, TB_OPEN_WRITE, error)
         && tb_backup_write (source, prepared, error);
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

/* A name beside the register that says when it was put there and is not taken. */
static char *
choose_name (const char *path, TbClock *clock)
{
  g_autofree char *instant = tb_clock_dup_instant (clock);
  g_autofree char *wanted = NULL;
  char *name;

  /* Colons are not allowed in names on the disks that people carry about. */
  g_strdelimit (instant, ":", '-');
  wanted = g_strdup_printf ("%s.replaced-%s", path, instant);
  name = g_strdup (wanted);
  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-%u", wanted, i);
    }
  return name;
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

/* Whoever may use the register may use it afterwards. */
static void
copy_permissions (const char *from, const char *to)
{
  GStatBuf info;

  if (g_stat (from, &info) == 0 && g_chmod (to, info.st_mode & 0777) != 0)
    g_warning ("The permissions of “%s” could not be set: %s", to, g_strerror (errno));
}

static gboolean
exchange (const char *path, const char *prepared, TbClock *clock, char **kept_as, GError **error)
{
  g_autofree char *kept = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (!retire (path, clock, error))
        return FALSE;
      kept = choose_name (path, clock);
      copy_permissions (path, prepared);
    }

  if ((kept != NULL && !set_aside (path, kept, error)) || !rename_file (prepared, path, error))
    {
      if (kept != NULL)
        put_back (path, kept);
      return FALSE;
    }
  if (!tb_backup_sync_folder (path, error))
    return FALSE;

  if (kept_as != NULL)
    *kept_as = g_steal_pointer (&kept);
  return TRUE;
}

/**
 * tb_maintenance_restore:
 * @backup: a backup
 * @path: the register, which nobody may have open; it need not be there
 * @clock: what time it is
 * @kept_as: (out) (optional) (nullable): the name under which what was at @path is kept beside it
 * @error: where to put what went wrong
 *
 * Puts a copy of a backup in the place of the register, after checking it. The backup itself stays
 * where it is.
 *
 * Returns: whether the backup is in place; otherwise TB_ERROR_LOCKED where somebody has the
 * register open, TB_ERROR_DATABASE where the backup is damaged or no register, TB_ERROR_NEWER, or
 * any other of TB_ERROR; the register is as before then
 */
gboolean
tb_maintenance_restore (const char *backup, const char *path, TbClock *clock, char **kept_as,
                        GError **error)
{
  g_autofree char *prepared = g_strconcat (path, ".restored", NULL);
  gboolean restored;

  g_return_val_if_fail (backup != NULL && path != NULL && clock != NULL, FALSE);

  if (kept_as != NULL)
    *kept_as = NULL;

  restored = prepare (backup, prepared, clock, error)
             && exchange (path, prepared, clock, kept_as, error);
  if (!restored)
    g_unlink (prepared);
  return restored;
}
