/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A process that attaches one file after another, or restores a backup, is killed at places of no
 * choice of its own. There is never a row without its file, and no file that was reported is lost.
 */

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tb-files-test.h"
#include "tb-id.h"
#include "tb-maintenance.h"
#include "tb-record-table.h"
#include "tb-test-kill.h"
#include "tb-test.h"
#include "tb-type-attachment.h"

#define N_ATTACH_KILLS 60
#define N_RESTORE_KILLS 20
#define N_FILES 12

/* Attaches files and reports each as soon as its row is saved. Never returns. */
static void
attach_for_ever (const char *path, TbClock *clock, guint round, int report)
{
  TbStoreTest test = { .clock = clock, .path = (char *)path };

  tb_store_test_reopen (&test, TB_OPEN_WRITE);
  for (guint i = 0;; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u-%u.jpg", round, i);
      g_autoptr (TbRecord) record = tb_files_test_attach (&test, name, name);

      if (write (report, tb_record_get_id (record), TB_ID_SIZE) != TB_ID_SIZE)
        _exit (1);
    }
}

static gboolean
read_report (int fd, char id[TB_ID_SIZE])
{
  ssize_t n;

  do
    n = read (fd, id, TB_ID_SIZE);
  while (n < 0 && errno == EINTR);
  return n == TB_ID_SIZE;
}

/* Adds what was reported to @reported; kills after @n_reports and a moment of any length. */
static void
run_and_kill (TbStoreTest *test, guint round, guint n_reports, GPtrArray *reported)
{
  char id[TB_ID_SIZE];
  int fds[2];
  pid_t child;

  g_assert_cmpint (pipe (fds), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (fds[0]);
      attach_for_ever (test->path, test->clock, round, fds[1]);
    }

  close (fds[1]);
  for (guint i = 0; i < n_reports; i++)
    {
      g_assert_true (read_report (fds[0], id));
      g_ptr_array_add (reported, g_strdup (id));
    }
  for (gint i = g_test_rand_int_range (0, 400); i > 0; i--)
    g_thread_yield ();
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  /* What it still said before it died counts as well. */
  while (read_report (fds[0], id))
    g_ptr_array_add (reported, g_strdup (id));
  close (fds[0]);
  tb_test_wait_for_killed (child);
}

static void
assert_there (TbStoreTest *test, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) record
      = tb_record_table_load (test->connection, &tb_type_attachment, id, &error);

  g_assert_no_error (error);
  tb_files_test_assert_content (test->path, record,
                                tb_record_get_text (record, TB_ATTACHMENT_FILE_NAME));
}

static void
test_attaching (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) reported = g_ptr_array_new_with_free_func (g_free);

  for (guint round = 0; round < N_ATTACH_KILLS; round++)
    {
      guint from = reported->len;

      g_clear_pointer (&test->connection, tb_connection_close);
      run_and_kill (test, round, (guint)g_test_rand_int_range (0, 6), reported);

      /* Every row has its file, and every file its content. */
      tb_store_test_reopen (test, TB_OPEN_WRITE);
      tb_store_test_assert_sound (test->connection);
      for (guint i = from; i < reported->len; i++)
        assert_there (test, reported->pdata[i]);
    }
  for (guint i = 0; i < reported->len; i++)
    assert_there (test, reported->pdata[i]);
}

/* How long it took; at most @end_us, where that is not 0. */
static gint64
restore_in_child (TbStoreTest *test, const char *backup, guint64 end_us)
{
  gint64 begin = g_get_monotonic_time ();
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      tb_test_die_after (end_us);
      _exit (tb_maintenance_restore (backup, test->path, test->clock, NULL, NULL, NULL) ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
  return MAX (g_get_monotonic_time () - begin, 1);
}

static void
attach_some (TbStoreTest *test, const char *prefix)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%u.jpg", prefix, i);
      g_autoptr (TbRecord) record = tb_files_test_attach (test, name, name);
    }
}

/* Whichever register has the name afterwards, it has its files. */
static void
test_restoring (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *backup = tb_test_dup_path ("backup.db");
  g_autoptr (GError) error = NULL;
  gint64 whole;

  attach_some (test, "before");
  tb_maintenance_backup (test->connection, backup, NULL, &error);
  g_assert_no_error (error);
  attach_some (test, "after");
  g_clear_pointer (&test->connection, tb_connection_close);
  whole = restore_in_child (test, backup, 0);

  for (guint round = 0; round < N_RESTORE_KILLS; round++)
    {
      g_autofree char *prefix = g_strdup_printf ("round-%u", round);

      tb_store_test_reopen (test, TB_OPEN_WRITE);
      attach_some (test, prefix);
      g_clear_pointer (&test->connection, tb_connection_close);
      restore_in_child (test, backup, g_test_rand_int_range (1, (gint32)MIN (whole, G_MAXINT32)));

      tb_store_test_reopen (test, TB_OPEN_WRITE);
      tb_store_test_assert_sound (test->connection);
      g_clear_pointer (&test->connection, tb_connection_close);
    }

  g_assert_cmpint (restore_in_child (test, backup, 0), >, 0);
  tb_store_test_reopen (test, TB_OPEN_WRITE);
  tb_store_test_assert_sound (test->connection);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/killed-files/attaching", test_attaching);
  tb_store_test_add ("/store/killed-files/restoring", test_restoring);

  return tb_test_run ();
}
