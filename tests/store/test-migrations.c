/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-migrations.h"
#include "tb-statement.h"
#include "tb-store-test.h"
#include "tb-test.h"

/* Registers as released versions wrote them: `sqlite3 register.db .dump`, with the version pragmas
 * in front. */
static char *
read_dump (guint version)
{
  g_autofree char *path = g_strdup_printf ("%s/%04u.sql", TB_TEST_DUMPS_DIR, version);
  g_autoptr (GError) error = NULL;
  char *sql;

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  return sql;
}

static void
load_dump (TbStoreTest *test, guint version)
{
  g_autofree char *sql = read_dump (version);

  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_cmpint (g_unlink (test->path), ==, 0);
  tb_store_test_tamper (test->path, sql);
}

static gint64
read_int (TbConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  tb_connection_read_int (connection, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

/* Everything that the schema says, a text for each table, index and trigger. */
static GPtrArray *
read_schema (TbConnection *connection)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "SELECT name, sql FROM sqlite_schema ORDER BY type, name", NULL);
  GPtrArray *schema = g_ptr_array_new_with_free_func (g_free);

  while (tb_statement_step (statement, NULL) == TB_STEP_ROW)
    {
      const char *sql = tb_statement_get_text (statement, 1);

      g_ptr_array_add (schema, g_strdup_printf ("%s: %s", tb_statement_get_text (statement, 0),
                                                sql != NULL ? sql : ""));
    }
  return schema;
}

/* A register of every released version becomes, with all that is in it, the same as a new one. */
static void
test_every_version (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) expected = read_schema (test->connection);

  for (guint version = 1; version <= tb_migrations_get_latest (); version++)
    {
      g_autoptr (GPtrArray) schema = NULL;

      g_test_message ("version %u", version);
      load_dump (test, version);
      tb_store_test_reopen (test, TB_OPEN_WRITE);

      schema = read_schema (test->connection);
      for (guint i = 0; i < MIN (schema->len, expected->len); i++)
        g_assert_cmpstr (schema->pdata[i], ==, expected->pdata[i]);
      g_assert_cmpuint (schema->len, ==, expected->len);
      g_assert_cmpint (read_int (test->connection, "PRAGMA user_version"), ==,
                       tb_migrations_get_latest ());
      g_assert_cmpint (read_int (test->connection, "SELECT count(*) FROM person"), ==, 2);
      tb_store_test_assert_sound (test->connection);
    }
}

/* The shipped steps and what a later version might bring. */
static GPtrArray *
make_steps (TbStoreTest *test, const char *extra)
{
  GPtrArray *steps = g_ptr_array_new ();

  for (guint i = 0; i < tb_migrations_get_latest (); i++)
    g_ptr_array_add (steps, (gpointer) "SELECT 1");
  g_ptr_array_add (steps, (gpointer)extra);
  return steps;
}

/* Of a register that is made there is nothing to be kept: it stands alone. */
static void
test_new (TbStoreTest *test, gconstpointer data)
{
  for (guint version = 0; version < tb_migrations_get_latest (); version++)
    {
      g_autofree char *copy = g_strdup_printf ("%s.version-%u", test->path, version);

      g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
    }
}

static void
test_upgrade (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (GPtrArray) steps = make_steps (test, "ALTER TABLE person ADD COLUMN nickname TEXT;"
                                                  " UPDATE person SET nickname = '小张'");
  guint latest = tb_migrations_get_latest ();
  g_autofree char *copy_path = g_strdup_printf ("%s.version-%u", test->path, latest);
  g_autoptr (TbConnection) copy = NULL;

  tb_store_test_add_record (test, person);
  tb_migrations_apply_steps (test->connection, (const char *const *)steps->pdata, steps->len,
                             &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_int (test->connection, "PRAGMA user_version"), ==, latest + 1);
  g_assert_cmpint (
      read_int (test->connection, "SELECT count(*) FROM person WHERE nickname = '小张'"), ==, 1);

  /* The copy is the register as it was, and this program can use it. */
  copy = tb_connection_open (copy_path, TB_OPEN_WRITE, test->clock, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_int (copy, "SELECT count(*) FROM person"), ==, 1);
  tb_store_test_assert_sound (copy);

  /* Once is enough. */
  tb_migrations_apply_steps (test->connection, (const char *const *)steps->pdata, steps->len,
                             &error);
  g_assert_no_error (error);

  /* To this program the register is now one of a newer version. */
  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_null (tb_connection_open (test->path, TB_OPEN_WRITE, test->clock, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_NEWER);
}

static void
test_failed_upgrade (TbStoreTest *test, gconstpointer data)
{
  static const char *const bad_steps[] = {
    "CREATE TABLE half (done TEXT) STRICT; INSERT INTO no_such_table VALUES (1)",
    /* References are not enforced during a step; what is wrong in the end is found. */
    "CREATE TABLE half (done TEXT) STRICT; UPDATE person SET enterprise = 'nobody'",
  };
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);

  tb_store_test_add_record (test, person);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_steps); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) steps = make_steps (test, bad_steps[i]);

      g_assert_false (tb_migrations_apply_steps (
          test->connection, (const char *const *)steps->pdata, steps->len, &error));
      g_assert_error (error, TB_ERROR, TB_ERROR_DATABASE);
      g_assert_cmpint (read_int (test->connection, "PRAGMA user_version"), ==,
                       tb_migrations_get_latest ());
      g_assert_cmpint (
          read_int (test->connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), ==,
          0);
      g_assert_cmpint (read_int (test->connection, "PRAGMA foreign_keys"), ==, 1);
    }
  tb_store_test_assert_sound (test->connection);
}

/* Another program that holds the register when this one would bring it up to date. */
typedef struct
{
  TbStoreTest *test; /* (not owned) */
  sqlite3 *other;    /* (owned) */
  guint n_waits;
} Race;

static int
let_other_finish_cb (void *data, int n_tries)
{
  Race *race = data;

  race->n_waits++;
  g_assert_cmpint (n_tries, ==, 0);
  g_assert_cmpint (sqlite3_exec (race->other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  return 1;
}

/* What the other brought up to date meanwhile is not copied under the name of the version before,
 * in the place of the other’s own copy. */
static void
test_raced_upgrade (TbStoreTest *test, gconstpointer data)
{
  guint latest = tb_migrations_get_latest ();
  g_autofree char *copy_path = g_strdup_printf ("%s.version-%u", test->path, latest);
  g_autofree char *other_step = g_strdup_printf (
      "BEGIN IMMEDIATE; CREATE TABLE beyond (done TEXT) STRICT; PRAGMA user_version = %u",
      latest + 1);
  g_autoptr (GPtrArray) steps = make_steps (test, "CREATE TABLE beyond (done TEXT) STRICT");
  g_autoptr (GError) error = NULL;
  Race race = { .test = test };

  g_assert_cmpint (sqlite3_open (test->path, &race.other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (race.other, other_step, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_busy_handler (tb_connection_get_handle (test->connection), let_other_finish_cb, &race);

  tb_migrations_apply_steps (test->connection, (const char *const *)steps->pdata, steps->len,
                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (race.n_waits, ==, 1);
  g_assert_false (g_file_test (copy_path, G_FILE_TEST_EXISTS));
  sqlite3_close (race.other);
}

/* Rebuilding a table that others refer to, as SQLite's manual has it, is possible in a step. */
static void
test_rebuilt_table (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) firm = tb_store_test_new_record ("enterprise", "name", "云帆", NULL);
  g_autoptr (TbRecord) person = NULL;
  g_autoptr (GPtrArray) steps = make_steps (
      test, "CREATE TABLE replacement AS SELECT * FROM enterprise; DROP TABLE enterprise;"
            "ALTER TABLE replacement RENAME TO enterprise;"
            "CREATE UNIQUE INDEX enterprise_id ON enterprise (id)");

  tb_store_test_add_record (test, firm);
  person = tb_store_test_new_record ("person", "name", "张三", "enterprise",
                                     tb_record_get_id (firm), NULL);
  tb_store_test_add_record (test, person);

  tb_migrations_apply_steps (test->connection, (const char *const *)steps->pdata, steps->len,
                             &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_int (test->connection, "SELECT count(*) FROM enterprise"), ==, 1);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/migrations/new", test_new);
  tb_store_test_add ("/store/migrations/every-version", test_every_version);
  tb_store_test_add ("/store/migrations/upgrade", test_upgrade);
  tb_store_test_add ("/store/migrations/failed-upgrade", test_failed_upgrade);
  tb_store_test_add ("/store/migrations/raced-upgrade", test_raced_upgrade);
  tb_store_test_add ("/store/migrations/rebuilt-table", test_rebuilt_table);

  return tb_test_run ();
}
