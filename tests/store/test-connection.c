/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "tb-error.h"
#include "tb-migrations.h"
#include "tb-statement.h"
#include "tb-store-test.h"
#include "tb-test.h"

static void
assert_open_fails (TbStoreTest *test, TbOpenMode mode, TbError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  TbConnection *connection = tb_connection_open (test->path, mode, test->clock, &error);

  g_assert_null (connection);
  g_assert_error (error, TB_ERROR, (int)code);
  /* Whoever reads it must know which file is meant. */
  g_assert_nonnull (strstr (error->message, test->path));
  if (words != NULL && strstr (error->message, words) == NULL)
    g_error ("“%s” is not in: %s", words, error->message);
}

static void
test_missing (TbStoreTest *test, gconstpointer data)
{
  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_cmpint (g_unlink (test->path), ==, 0);

  assert_open_fails (test, TB_OPEN_READ, TB_ERROR_DATABASE, "cannot be opened");
  assert_open_fails (test, TB_OPEN_WRITE, TB_ERROR_DATABASE, "cannot be opened");
  g_assert_false (g_file_test (test->path, G_FILE_TEST_EXISTS));
}

/* A file of another program is refused in every mode, and stays as it is to the last byte. */
static void
assert_refused_untouched (TbStoreTest *test, TbError code, const char *words)
{
  g_autofree char *before = NULL;
  gsize length_before;
  g_autofree char *wal = g_strconcat (test->path, "-wal", NULL);

  g_assert_true (g_file_get_contents (test->path, &before, &length_before, NULL));
  for (TbOpenMode mode = TB_OPEN_READ; mode <= TB_OPEN_CREATE; mode++)
    {
      g_autofree char *after = NULL;
      gsize length_after;

      assert_open_fails (test, mode, code, words);
      g_assert_true (g_file_get_contents (test->path, &after, &length_after, NULL));
      g_assert_cmpmem (before, length_before, after, length_after);
      g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
    }
}

static void
test_foreign_database (TbStoreTest *test, gconstpointer data)
{
  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_cmpint (g_unlink (test->path), ==, 0);
  tb_store_test_tamper (test->path, "CREATE TABLE person (name TEXT); PRAGMA user_version = 1");

  assert_refused_untouched (test, TB_ERROR_DATABASE, "not a register");
}

/* A damaged version is that of no register, also where counting from it would begin before the
 * first step. */
static void
test_damaged_version (TbStoreTest *test, gconstpointer data)
{
  g_clear_pointer (&test->connection, tb_connection_close);
  tb_store_test_tamper (test->path, "PRAGMA journal_mode = DELETE; PRAGMA user_version = -1");

  assert_refused_untouched (test, TB_ERROR_DATABASE, "not a register");
}

static void
test_not_a_database (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *text = g_strnfill (20000, 'x');

  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_true (g_file_set_contents (test->path, text, -1, NULL));

  assert_refused_untouched (test, TB_ERROR_DATABASE, "not a register");
}

static void
test_newer (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA journal_mode = DELETE; PRAGMA user_version = %u",
                                          tb_migrations_get_latest () + 1);

  g_clear_pointer (&test->connection, tb_connection_close);
  tb_store_test_tamper (test->path, sql);

  assert_refused_untouched (test, TB_ERROR_NEWER, "newer version");
}

/* What a program that was killed while making a register leaves behind is no obstacle. */
static void
test_empty_file (TbStoreTest *test, gconstpointer data)
{
  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_true (g_file_set_contents (test->path, "", 0, NULL));

  assert_open_fails (test, TB_OPEN_WRITE, TB_ERROR_DATABASE, "not a register");
  tb_store_test_reopen (test, TB_OPEN_CREATE);
  tb_store_test_assert_sound (test->connection);
}

static void
assert_setting (TbStoreTest *test, const char *pragma, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  tb_connection_read_int (test->connection, pragma, &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value, ==, expected);
}

static void
test_settings (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbStatement) mode
      = tb_connection_prepare (test->connection, "PRAGMA journal_mode", NULL);

  g_assert_cmpint (tb_statement_step (mode, NULL), ==, TB_STEP_ROW);
  g_assert_cmpstr (tb_statement_get_text (mode, 0), ==, "wal");
  assert_setting (test, "PRAGMA synchronous", 2);
  assert_setting (test, "PRAGMA foreign_keys", 1);
  assert_setting (test, "PRAGMA cell_size_check", 1);
  assert_setting (test, "PRAGMA recursive_triggers", 1);
  assert_setting (test, "PRAGMA trusted_schema", 0);
  assert_setting (test, "PRAGMA application_id", TB_SCHEMA_ID);
  assert_setting (test, "PRAGMA user_version", tb_migrations_get_latest ());
}

static void
test_reader_cannot_write (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  tb_store_test_reopen (test, TB_OPEN_READ);
  g_assert_false (tb_connection_run (test->connection, "DELETE FROM setting", &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_READ_ONLY);
}

/* A reader sees the register as it was before a transaction that is not committed, and is not kept
 * waiting. */
static void
test_reader_beside_writer (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbConnection) reader
      = tb_connection_open (test->path, TB_OPEN_READ, test->clock, &error);
  gint64 n;

  g_assert_no_error (error);
  tb_connection_begin (test->connection, &error);
  tb_connection_run (test->connection, "INSERT INTO setting VALUES ('a', '1')", &error);
  g_assert_no_error (error);

  tb_connection_read_int (reader, "SELECT count(*) FROM setting", &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);

  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);
  tb_connection_read_int (reader, "SELECT count(*) FROM setting", &n, &error);
  g_assert_cmpint (n, ==, 1);
}

static void
test_rollback (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  tb_connection_begin (test->connection, &error);
  tb_connection_run (test->connection, "INSERT INTO setting VALUES ('a', '1')", &error);
  tb_connection_rollback (test->connection);
  assert_setting (test, "SELECT count(*) FROM setting", 0);

  /* Where there is nothing to take back, nothing happens. */
  tb_connection_rollback (test->connection);
  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  tb_connection_rollback (test->connection);
}

/* The same statement in use twice at once is two statements. */
static void
test_statement_in_use (TbStoreTest *test, gconstpointer data)
{
  static const char sql[] = "SELECT value FROM json_each ('[1, 2, 3]')";
  g_autoptr (GError) error = NULL;
  g_autoptr (TbStatement) outer = tb_connection_prepare (test->connection, sql, &error);
  gint64 sum = 0;

  g_assert_no_error (error);
  while (tb_statement_step (outer, &error) == TB_STEP_ROW)
    {
      g_autoptr (TbStatement) inner = tb_connection_prepare (test->connection, sql, &error);

      while (tb_statement_step (inner, &error) == TB_STEP_ROW)
        sum += tb_statement_get_int (outer, 0) * tb_statement_get_int (inner, 0);
    }
  g_assert_no_error (error);
  g_assert_cmpint (sum, ==, 36);
}

/* Queries are made from filters, so there is no end of texts: the cache must not keep them all. */
static void
test_many_statements (TbStoreTest *test, gconstpointer data)
{
  for (gint64 i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %" G_GINT64_FORMAT, i);

      assert_setting (test, sql, i);
    }
}

static void
test_cancelled (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  tb_connection_begin (test->connection, &error);
  tb_connection_run (test->connection, "INSERT INTO setting VALUES ('a', '1')", &error);
  g_assert_no_error (error);

  g_cancellable_cancel (cancellable);
  tb_connection_set_cancellable (test->connection, cancellable);
  g_assert_false (
      tb_connection_run (test->connection, "INSERT INTO setting VALUES ('b', '1')", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* What is being committed is committed. */
  g_assert_true (tb_connection_commit (test->connection, &error));
  g_assert_no_error (error);
  tb_connection_set_cancellable (test->connection, NULL);
  assert_setting (test, "SELECT count(*) FROM setting", 1);
}

static gpointer
cancel_soon (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return NULL;
}

/* One statement that would never end is stopped from another thread. */
static void
test_cancelled_inside (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread;

  tb_connection_set_cancellable (test->connection, cancellable);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (tb_connection_run (test->connection,
                                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                                     " FROM n) SELECT count(*) FROM n",
                                     &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static gpointer
use_connection (gpointer user_data)
{
  tb_connection_set_actor (user_data, "somebody");
  return NULL;
}

static void
test_other_thread (TbStoreTest *test, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      g_thread_join (g_thread_new ("other", use_connection, test->connection));
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*tb_connection_assert_thread*");
}

#define N_AT_ONCE 4
#define N_ROUNDS 4

/* A register that several are opening. */
typedef struct
{
  const char *path; /* (not owned) */
  TbClock *clock;   /* (not owned) */
} Opening;

static gpointer
open_in_thread (gpointer data)
{
  const Opening *opening = data;
  g_autoptr (GError) error = NULL;
  TbConnection *connection
      = tb_connection_open (opening->path, TB_OPEN_CREATE, opening->clock, &error);

  g_assert_no_error (error);
  tb_connection_close (connection);
  return NULL;
}

/* The window and the command line may begin with a new register, or one just restored, at the same
 * moment: they wait for each other. Where they meet is a matter of luck; with ThreadSanitizer,
 * which found it, they always do. */
static void
test_open_at_once (TbStoreTest *test, gconstpointer data)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *path = g_strdup_printf ("%s.%u", test->path, round);
      Opening opening = { path, test->clock };
      GThread *threads[N_AT_ONCE];

      for (guint i = 0; i < N_AT_ONCE; i++)
        threads[i] = g_thread_new ("open", open_in_thread, &opening);
      for (guint i = 0; i < N_AT_ONCE; i++)
        g_thread_join (threads[i]);
    }
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/connection/open-at-once", test_open_at_once);
  tb_store_test_add ("/store/connection/missing", test_missing);
  tb_store_test_add ("/store/connection/foreign-database", test_foreign_database);
  tb_store_test_add ("/store/connection/damaged-version", test_damaged_version);
  tb_store_test_add ("/store/connection/not-a-database", test_not_a_database);
  tb_store_test_add ("/store/connection/newer", test_newer);
  tb_store_test_add ("/store/connection/empty-file", test_empty_file);
  tb_store_test_add ("/store/connection/settings", test_settings);
  tb_store_test_add ("/store/connection/reader-cannot-write", test_reader_cannot_write);
  tb_store_test_add ("/store/connection/reader-beside-writer", test_reader_beside_writer);
  tb_store_test_add ("/store/connection/rollback", test_rollback);
  tb_store_test_add ("/store/connection/statement-in-use", test_statement_in_use);
  tb_store_test_add ("/store/connection/many-statements", test_many_statements);
  tb_store_test_add ("/store/connection/cancelled", test_cancelled);
  tb_store_test_add ("/store/connection/cancelled-inside", test_cancelled_inside);
  tb_store_test_add ("/store/connection/other-thread", test_other_thread);

  return tb_test_run ();
}
