/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-test-kill.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

/**
 * tb_test_die_after:
 * @us: the rest of this process's life, in µs; 0 is long
 *
 * Has the kernel kill this process, whatever it does then.
 */
void
tb_test_die_after (guint64 us)
{
  struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL };
  struct itimerspec when = { 0 };
  timer_t timer;

  if (us == 0)
    return;

  when.it_value.tv_sec = us / G_USEC_PER_SEC;
  when.it_value.tv_nsec = us % G_USEC_PER_SEC * 1000;
  g_assert_no_errno (timer_create (CLOCK_MONOTONIC, &event, &timer));
  g_assert_no_errno (timer_settime (timer, 0, &when, NULL));
}

/**
 * tb_test_wait_for_killed:
 * @child: a process that was killed
 *
 * Waits for its end, which nothing else may have been.
 */
void
tb_test_wait_for_killed (pid_t child)
{
  int status;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
}
