/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the store does when the world is against it: a clear error, and nothing lost. */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tb-error.h"
#include "tb-fault-tools.h"
#include "tb-id.h"
#include "tb-maintenance.h"
#include "tb-record-table.h"
#include "tb-statement.h"
#include "tb-store-test.h"
#include "tb-test.h"
#include "tb-type-person.h"

static void
add_person (TbStoreTest *test, const char *name)
{
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", name, NULL);

  tb_store_test_add_record (test, person);
}

static void
assert_n_persons (TbStoreTest *test, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);

  g_assert_cmpint (tb_record_table_count (test->connection, query, &error), ==, expected);
  g_assert_no_error (error);
}

/* Tries to write many persons in one transaction. */
static gboolean
write_many (TbStoreTest *test, guint n_persons, GError **error)
{
  char batch[TB_ID_SIZE];

  if (!tb_connection_begin (test->connection, error))
    return FALSE;

  if (tb_store_test_begin_batch (test->connection, TB_BATCH_IMPORT, batch, error))
    {
      guint i = 0;

      for (; i < n_persons; i++)
        {
          g_autofree char *name = g_strdup_printf ("张%u", i);
          g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", name, NULL);

          if (!tb_store_test_write (test->connection, batch, NULL, person, error))
            break;
        }
      if (i == n_persons)
        return tb_connection_commit (test->connection, error);
    }

  tb_connection_rollback (test->connection);
  return FALSE;
}

static void
assert_full (TbStoreTest *test, GError *error)
{
  g_assert_error (error, TB_ERROR, TB_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, test->path));
}

/* The disk fills up at a place that is moved through a transaction by small steps. */
static void
test_disk_full (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (test->path, "-wal", NULL);
  guint n_failed = 0;

  add_person (test, "张三");
  for (guint64 room = 0; room < 400000; room += 11111)
    {
      g_autoptr (GError) error = NULL;
      struct stat info = { 0 };

      stat (wal, &info);
      tb_fault_limit_files ((guint64)info.st_size + room);
      if (!write_many (test, 100, &error))
        {
          n_failed++;
          assert_full (test, error);
          assert_n_persons (test, 1);
        }
      tb_fault_unlimit_files ();

      /* With space again, everything goes on where it was. */
      if (error == NULL)
        break;
      tb_store_test_assert_sound (test->connection);
    }
  g_assert_cmpuint (n_failed, >, 3);

  add_person (test, "李四");
  tb_store_test_reopen (test, TB_OPEN_WRITE);
  tb_store_test_assert_sound (test->connection);
}

/* SQLite's own word for it. */
static void
test_file_full (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *limit = NULL;
  gint64 n_pages;

  add_person (test, "张三");
  tb_connection_read_int (test->connection, "PRAGMA page_count", &n_pages, &error);
  limit = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, n_pages + 2);
  tb_connection_run (test->connection, limit, &error);
  g_assert_no_error (error);

  g_assert_false (write_many (test, 1000, &error));
  assert_full (test, error);
  assert_n_persons (test, 1);
  tb_store_test_assert_sound (test->connection);
}

static void
test_backup_disk_full (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = tb_test_dup_path ("backup.db");
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  add_person (test, "张三");
  g_assert_true (g_file_set_contents (path, "the last good one", -1, NULL));
  tb_fault_limit_files (50000);
  g_assert_false (tb_maintenance_backup (test->connection, path, NULL, &error));
  tb_fault_unlimit_files ();

  g_assert_error (error, TB_ERROR, TB_ERROR_FULL);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  {
    g_autofree char *kept = NULL;

    g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, "the last good one");
  }
}

static void
assert_open_fails (TbStoreTest *test, TbOpenMode mode, TbError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_connection_open (test->path, mode, test->clock, &error));
  g_assert_error (error, TB_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, test->path));
}

static void
test_read_only_file (TbStoreTest *test, gconstpointer data)
{
  add_person (test, "张三");
  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_cmpint (g_chmod (test->path, 0444), ==, 0);

  tb_fault_obey_permissions ();
  assert_open_fails (test, TB_OPEN_WRITE, TB_ERROR_READ_ONLY);
  assert_open_fails (test, TB_OPEN_CREATE, TB_ERROR_READ_ONLY);
  /* It can still be looked at. */
  tb_store_test_reopen (test, TB_OPEN_READ);
  assert_n_persons (test, 1);
  tb_fault_disobey_permissions ();
}

static void
test_read_only_folder (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (test->path);
  g_autofree char *registry = g_strdup (test->path);

  add_person (test, "张三");
  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);

  tb_fault_obey_permissions ();
  assert_open_fails (test, TB_OPEN_READ, TB_ERROR_READ_ONLY);
  assert_open_fails (test, TB_OPEN_WRITE, TB_ERROR_READ_ONLY);
  g_free (test->path);
  test->path = g_build_filename (folder, "new.db", NULL);
  assert_open_fails (test, TB_OPEN_CREATE, TB_ERROR_READ_ONLY);
  tb_fault_disobey_permissions ();

  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_set_str (&test->path, registry);
  tb_store_test_reopen (test, TB_OPEN_WRITE);
  tb_store_test_assert_sound (test->connection);
}

/* Another process that is writing, and stays in the middle of it until told to end. */
typedef struct
{
  pid_t pid;
  int to_child;
} Holder;

static Holder
hold_register (TbStoreTest *test)
{
  Holder holder;
  int to_child[2], from_child[2];
  char ready;

  g_assert_cmpint (pipe (to_child), ==, 0);
  g_assert_cmpint (pipe (from_child), ==, 0);
  holder.pid = fork ();
  g_assert_cmpint (holder.pid, >=, 0);
  if (holder.pid == 0)
    {
      g_autoptr (TbConnection) connection
          = tb_connection_open (test->path, TB_OPEN_WRITE, test->clock, NULL);
      gboolean held = connection != NULL && tb_connection_begin (connection, NULL);
      char told;

      close (to_child[1]);
      if (!held || write (from_child[1], "y", 1) != 1 || read (to_child[0], &told, 1) < 0)
        _exit (1);
      tb_connection_rollback (connection);
      _exit (0);
    }

  close (to_child[0]);
  close (from_child[1]);
  g_assert_cmpint (read (from_child[0], &ready, 1), ==, 1);
  close (from_child[0]);
  holder.to_child = to_child[1];
  return holder;
}

static void
let_go (Holder *holder)
{
  int status;

  close (holder->to_child);
  g_assert_cmpint (waitpid (holder->pid, &status, 0), ==, holder->pid);
  g_assert_cmpint (status, ==, 0);
}

static void
test_locked (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = tb_test_dup_path ("backup.db");
  Holder holder;

  add_person (test, "张三");
  tb_maintenance_backup (test->connection, backup, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&test->connection, tb_connection_close);

  holder = hold_register (test);
  tb_store_test_reopen (test, TB_OPEN_WRITE);
  g_assert_false (write_many (test, 1, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, test->path));
  g_clear_error (&error);
  /* Reading goes on meanwhile. */
  assert_n_persons (test, 1);
  g_clear_pointer (&test->connection, tb_connection_close);

  g_assert_false (tb_maintenance_restore (backup, test->path, test->clock, NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_LOCKED);
  let_go (&holder);

  tb_store_test_reopen (test, TB_OPEN_WRITE);
  add_person (test, "李四");
  tb_store_test_assert_sound (test->connection);
}

/* Writes rubbish over part of the file. */
static void
damage (const char *path, off_t offset, gsize length)
{
  g_autofree char *rubbish = g_strnfill (length, 'x');
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, rubbish, length, offset), ==, length);
  close (fd);
}

/* Opening says so, or looking through it does: no damage goes unseen, and none ends the program. */
static void
assert_damage_is_seen (TbStoreTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbConnection) connection
      = tb_connection_open (test->path, TB_OPEN_WRITE, test->clock, &error);
  g_autoptr (GPtrArray) faults = NULL;

  if (connection == NULL)
    {
      g_assert_error (error, TB_ERROR, TB_ERROR_DATABASE);
      return;
    }

  faults = tb_maintenance_verify (connection, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, >, 0);
}

static void
fill_and_close (TbStoreTest *test)
{
  g_autoptr (GError) error = NULL;

  write_many (test, 200, &error);
  g_assert_no_error (error);
  g_clear_pointer (&test->connection, tb_connection_close);
}

static void
test_damaged_pages (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *whole = NULL;
  gsize length;

  fill_and_close (test);
  g_assert_true (g_file_get_contents (test->path, &whole, &length, NULL));

  /* Every page by itself: tables, indexes, the search index, the list of tables. */
  for (gsize page = 0; page < length / 4096; page++)
    {
      g_assert_true (g_file_set_contents (test->path, whole, (gssize)length, NULL));
      damage (test->path, (off_t)page * 4096 + (page == 0 ? 100 : 0), 2000);
      g_test_message ("page %zu", page + 1);
      assert_damage_is_seen (test);
    }
}

static void
test_truncated (TbStoreTest *test, gconstpointer data)
{
  struct stat info;

  fill_and_close (test);
  g_assert_cmpint (stat (test->path, &info), ==, 0);
  for (off_t kept = info.st_size - 4096; kept > 0; kept /= 2)
    {
      g_assert_cmpint (truncate (test->path, kept), ==, 0);
      assert_damage_is_seen (test);
    }
}

/* A write-ahead log that does not belong to the register, or was cut off: its part that holds
 * counts. */
static void
test_damaged_log (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (test->path, "-wal", NULL);

  add_person (test, "张三");
  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_true (g_file_set_contents (wal, "this is no write-ahead log at all", -1, NULL));

  tb_store_test_reopen (test, TB_OPEN_WRITE);
  assert_n_persons (test, 1);
  tb_store_test_assert_sound (test->connection);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/anomaly/disk-full", test_disk_full);
  tb_store_test_add ("/store/anomaly/file-full", test_file_full);
  tb_store_test_add ("/store/anomaly/backup-disk-full", test_backup_disk_full);
  tb_store_test_add ("/store/anomaly/read-only-file", test_read_only_file);
  tb_store_test_add ("/store/anomaly/read-only-folder", test_read_only_folder);
  tb_store_test_add ("/store/anomaly/locked", test_locked);
  tb_store_test_add ("/store/anomaly/damaged-pages", test_damaged_pages);
  tb_store_test_add ("/store/anomaly/truncated", test_truncated);
  tb_store_test_add ("/store/anomaly/damaged-log", test_damaged_log);

  return tb_test_run ();
}
