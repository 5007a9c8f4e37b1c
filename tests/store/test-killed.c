/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A process that saves one record after another is killed at places of no choice of its own.
 * Whatever it had reported as saved must be there afterwards, and the register must be sound.
 */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tb-error.h"
#include "tb-id.h"
#include "tb-record-table.h"
#include "tb-store-test.h"
#include "tb-test-kill.h"
#include "tb-test.h"
#include "tb-type-person.h"

#define N_KILLS 60

/* Saves persons, each in a transaction of its own, and reports each as soon as it is saved. Never
 * returns. */
static void
save_for_ever (const char *path, TbClock *clock, guint round, int report)
{
  TbStoreTest test = { .clock = clock, .path = (char *)path };

  tb_store_test_reopen (&test, TB_OPEN_WRITE);
  for (guint i = 0;; i++)
    {
      g_autofree char *name = g_strdup_printf ("张%u之%u", round, i);
      g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", name, NULL);
      g_autoptr (TbRecord) before = NULL;
      const char *id;

      tb_store_test_add_record (&test, person);
      id = tb_record_get_id (person);
      if (i % 3 == 0)
        {
          before = tb_record_copy (person);
          tb_store_test_set (person, "mobile", "13800000001");
          tb_store_test_save (&test, before, person);
        }
      if (write (report, id, TB_ID_SIZE) != TB_ID_SIZE)
        _exit (1);
    }
}

/* Reads one report; ids are shorter than what a pipe takes in one piece. */
static gboolean
read_report (int fd, char id[TB_ID_SIZE])
{
  ssize_t n;

  do
    n = read (fd, id, TB_ID_SIZE);
  while (n < 0 && errno == EINTR);
  return n == TB_ID_SIZE;
}

/* Adds what was reported to @reported; kills after @n_reports, and in the middle of what comes
 * next. */
static void
run_and_kill (TbStoreTest *test, guint round, guint n_reports, GPtrArray *reported)
{
  int fds[2];
  pid_t child;
  char id[TB_ID_SIZE];

  g_assert_cmpint (pipe (fds), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (fds[0]);
      save_for_ever (test->path, test->clock, round, fds[1]);
    }

  close (fds[1]);
  for (guint i = 0; i < n_reports; i++)
    {
      g_assert_true (read_report (fds[0], id));
      g_ptr_array_add (reported, g_strdup (id));
    }
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  /* What it still said before it died counts as well. */
  while (read_report (fds[0], id))
    g_ptr_array_add (reported, g_strdup (id));
  close (fds[0]);

  tb_test_wait_for_killed (child);
}

static void
assert_all_there (TbStoreTest *test, GPtrArray *reported, guint from)
{
  for (guint i = from; i < reported->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TbRecord) record
          = tb_record_table_load (test->connection, &tb_type_person, reported->pdata[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (record);
    }
}

static void
test_killed (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) reported = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);
  gint64 n_persons;

  for (guint round = 0; round < N_KILLS; round++)
    {
      guint from = reported->len;

      g_clear_pointer (&test->connection, tb_connection_close);
      run_and_kill (test, round, (guint)g_test_rand_int_range (0, 12), reported);

      tb_store_test_reopen (test, TB_OPEN_WRITE);
      assert_all_there (test, reported, from);
      tb_store_test_assert_sound (test->connection);
    }

  assert_all_there (test, reported, 0);
  /* Each time at most one was saved that could not be reported any more. */
  n_persons = tb_record_table_count (test->connection, query, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_persons, >=, reported->len);
  g_assert_cmpint (n_persons, <=, reported->len + N_KILLS);
}

/* Killed while the file is being made: the next start makes it. */
static void
test_killed_at_birth (TbStoreTest *test, gconstpointer data)
{
  for (guint round = 0; round < 10; round++)
    {
      g_autofree char *name = g_strdup_printf ("born-%u.db", round);
      g_autofree char *path = tb_test_dup_path (name);
      g_autoptr (GError) error = NULL;
      g_autoptr (TbConnection) connection = NULL;
      pid_t child = fork ();
      int status;

      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          tb_connection_close (tb_connection_open (path, TB_OPEN_CREATE, test->clock, NULL));
          _exit (0);
        }
      /* Any time from before it begins to after it has ended. */
      for (gint i = g_test_rand_int_range (0, 400); i > 0; i--)
        g_thread_yield ();
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);

      connection = tb_connection_open (path, TB_OPEN_CREATE, test->clock, &error);
      g_assert_no_error (error);
      tb_store_test_assert_sound (connection);
    }
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/killed/saving", test_killed);
  tb_store_test_add ("/store/killed/at-birth", test_killed_at_birth);

  return tb_test_run ();
}
