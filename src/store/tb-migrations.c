/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-migrations.h"

#include <glib/gi18n-lib.h>

#include "tb-backup.h"
#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-late-index.h"
#include "tb-schema.h"

#define SCHEMA_FOLDER "/io/github/towerbranch/TowerBranch/schema/"

/* The text of the shipped step that leads to @version, whose file name begins with that number. */
static const char *
find_step (char **names, guint version)
{
  g_autofree char *prefix = g_strdup_printf ("%04u-", version);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (SCHEMA_FOLDER, names[i], NULL);
      g_autoptr (GBytes) sql = NULL;

      if (!g_str_has_prefix (names[i], prefix))
        continue;

      /* The bytes are the program's own, and end with a zero. */
      sql = g_resource_lookup_data (tb_schema_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                    NULL);
      g_assert (sql != NULL);
      return g_bytes_get_data (sql, NULL);
    }
  return NULL;
}

static GPtrArray *
get_steps (void)
{
  static GPtrArray *steps;

  if (g_once_init_enter_pointer (&steps))
    {
      g_auto (GStrv) names = g_resource_enumerate_children (
          tb_schema_get_resource (), SCHEMA_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      GPtrArray *found = g_ptr_array_new ();
      const char *sql;

      g_assert (names != NULL);
      while ((sql = find_step (names, found->len + 1)) != NULL)
        g_ptr_array_add (found, (gpointer)sql);
      g_assert (found->len == g_strv_length (names));
      g_once_init_leave_pointer (&steps, found);
    }
  return steps;
}

static gboolean
run_script (TbConnection *connection, const char *sql, GError **error)
{
  int code = sqlite3_exec (tb_connection_get_handle (connection), sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  tb_connection_set_error (connection, code, error);
  return FALSE;
}

/* References are not enforced while a step rebuilds tables, so they are checked before it is made
 * to last. */
static gboolean
check_references (TbConnection *connection, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, "PRAGMA foreign_key_check", error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  step = tb_statement_step (statement, error);
  if (step == TB_STEP_ROW)
    g_set_error (
        error, TB_ERROR, TB_ERROR_DATABASE,
        _ ("The register “%s” could not be brought up to date, because records in it refer "
           "to others that are missing. Nothing was changed. Restore a backup."),
        tb_connection_get_path (connection));
  return step == TB_STEP_DONE;
}

static gboolean
run_step (TbConnection *connection, const char *sql, guint version, GError **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %u", version);

  return run_script (connection, sql, error) && check_references (connection, error)
         && run_script (connection, set_version, error);
}

/* A register is copied before it is changed, so that the older program can still be used with the
 * copy. SQLite does not copy through a connection that is writing, so another one reads. */
static gboolean
copy_before (TbConnection *connection, gint64 version, GError **error)
{
  const char *path = tb_connection_get_path (connection);
  g_autofree char *copy = g_strdup_printf ("%s.version-%d", path, (int)version);
  g_autoptr (TbConnection) reader = tb_connection_open_raw (
      path, SQLITE_OPEN_READONLY, tb_connection_get_clock (connection), error);

  return reader != NULL && tb_backup_write (reader, copy, TB_BACKUP_DATABASE, error);
}

/* Runs one step, unless another process has done so since @version was looked at. From before the
 * copy until the step is done nobody else can write, so that the copy is of the version that its
 * name says, and of all that was in it. */
static gboolean
take_step (TbConnection *connection, const char *sql, guint version, gboolean *copied,
           GError **error)
{
  gint64 present;
  gboolean taken;

  if (!tb_connection_begin (connection, error))
    return FALSE;

  taken = tb_connection_read_int (connection, "PRAGMA user_version", &present, error);
  if (taken && present < version)
    {
      if (!*copied && present > 0)
        taken = *copied = copy_before (connection, present, error);
      taken = taken && run_step (connection, sql, version, error);
    }
  if (!taken)
    {
      tb_connection_rollback (connection);
      return FALSE;
    }
  return tb_connection_commit (connection, error);
}

/**
 * tb_migrations_apply_steps:
 * @connection: a connection for writing
 * @steps: (array length=n_steps): scripts; the one at index i leads to version i + 1
 * @n_steps: how many
 * @error: where to put what went wrong
 *
 * Takes the database through the steps that it has not had, each in a transaction of its own.
 *
 * Returns: whether it is at version @n_steps; otherwise any error of TB_ERROR, and it is at the
 * last version that was reached
 */
gboolean
tb_migrations_apply_steps (TbConnection *connection, const char *const *steps, guint n_steps,
                           GError **error)
{
  sqlite3 *handle = tb_connection_get_handle (connection);
  gint64 present;
  gboolean copied;
  gboolean done = TRUE;

  if (!tb_connection_read_int (connection, "PRAGMA user_version", &present, error))
    return FALSE;
  if (present >= n_steps)
    return TRUE;
  /* Nothing was in one that is being made. */
  copied = present == 0;

  sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  for (guint version = present + 1; done && version <= n_steps; version++)
    done = take_step (connection, steps[version - 1], version, &copied, error);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);

  return done;
}

/**
 * tb_migrations_get_latest:
 *
 * Returns: the version of the database that this program writes
 */
guint
tb_migrations_get_latest (void)
{
  return get_steps ()->len;
}

/**
 * tb_migrations_check:
 * @connection: a connection just opened
 * @mode: for what it was opened
 * @error: where to put what went wrong
 *
 * Looks whether the file is a register that this program can use, without writing to it.
 *
 * Returns: whether it is; otherwise TB_ERROR_DATABASE or TB_ERROR_NEWER, or what reading it gave
 */
gboolean
tb_migrations_check (TbConnection *connection, TbOpenMode mode, GError **error)
{
  const char *path = tb_connection_get_path (connection);
  gint64 application, version, n_tables;

  if (!tb_connection_read_int (connection, "PRAGMA application_id", &application, error)
      || !tb_connection_read_int (connection, "PRAGMA user_version", &version, error)
      || !tb_connection_read_int (connection, "SELECT count(*) FROM sqlite_schema", &n_tables,
                                  error))
    return FALSE;

  if (mode == TB_OPEN_CREATE && application == 0 && version == 0 && n_tables == 0)
    return TRUE;

  if (application != TB_SCHEMA_ID || version <= 0)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_DATABASE,
                   _ ("The file “%s” is not a register of this program. Choose another file."),
                   path);
      return FALSE;
    }
  if (version > tb_migrations_get_latest ())
    {
      g_set_error (error, TB_ERROR, TB_ERROR_NEWER,
                   _ ("The register “%s” was written by a newer version of this program. Install "
                      "that version to open it."),
                   path);
      return FALSE;
    }
  if (version < tb_migrations_get_latest () && mode == TB_OPEN_READ)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_DATABASE,
                   _ ("The register “%s” was written by an older version of this program. Open it "
                      "once for writing, which brings it up to date."),
                   path);
      return FALSE;
    }
  return TRUE;
}

/**
 * tb_migrations_apply:
 * @connection: a connection for writing
 * @error: where to put what went wrong
 *
 * Brings the register up to date. An existing one is copied first, to a file of the same name with
 * `.version-` and its version after it.
 *
 * Returns: whether it is up to date; otherwise any error of TB_ERROR
 */
gboolean
tb_migrations_apply (TbConnection *connection, GError **error)
{
  GPtrArray *steps = get_steps ();
  gint64 present;

  if (!tb_connection_read_int (connection, "PRAGMA user_version", &present, error))
    return FALSE;
  /* A step may change an index, which must be there then. */
  if (present > 0 && present < steps->len && !tb_late_index_make_all (connection, error))
    return FALSE;
  return tb_migrations_apply_steps (connection, (const char *const *)steps->pdata, steps->len,
                                    error);
}
