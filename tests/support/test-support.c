/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-test.h"

static void
test_dirs_are_own (void)
{
  g_autofree char *path = tb_test_dup_path ("a.db");
  g_autofree char *dir = tb_test_dup_dir ();

  g_assert_true (g_str_has_prefix (path, dir));
  g_assert_true (g_file_test (dir, G_FILE_TEST_IS_DIR));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_str_has_prefix (g_get_user_data_dir (), g_get_tmp_dir ()));
  g_assert_cmpstr (g_get_home_dir (), ==, g_getenv ("HOME"));
}

static gboolean
count_cb (gpointer data)
{
  int *count = data;

  return ++*count < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
test_wait_until (void)
{
  int count = 0;

  g_idle_add (count_cb, &count);
  tb_test_wait_until (count == 3);
  g_assert_cmpint (count, ==, 3);
}

static void
test_wait_gives_up (void)
{
  if (g_test_subprocess ())
    {
      TbTestWait wait = { .n_iterations = 1,
                          .last_us = g_get_monotonic_time (),
                          .waited_us = G_USEC_PER_SEC * 60 };

      tb_test_wait_step (&wait, "something", __FILE__, __LINE__, G_STRFUNC);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*never became true: something*");
}

/* A process that was stopped for an hour has not waited for an hour. */
static void
test_wait_goes_on (void)
{
  TbTestWait wait = { .n_iterations = 1, .last_us = g_get_monotonic_time () - G_TIME_SPAN_HOUR };
  int count = 0;

  g_idle_add (count_cb, &count);
  while (count < 3)
    tb_test_wait_step (&wait, "something", __FILE__, __LINE__, G_STRFUNC);
}

static void
complete_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_int (task, 7);
}

static void
test_store_result (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, tb_test_store_result, &result);
  g_autoptr (GError) error = NULL;

  g_task_run_in_thread (task, complete_cb);
  tb_test_wait_until (result != NULL);
  g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), ==, 7);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/support/dirs-are-own", test_dirs_are_own);
  g_test_add_func ("/support/wait-until", test_wait_until);
  g_test_add_func ("/support/wait-gives-up", test_wait_gives_up);
  g_test_add_func ("/support/wait-goes-on", test_wait_goes_on);
  g_test_add_func ("/support/store-result", test_store_result);

  return tb_test_run ();
}
