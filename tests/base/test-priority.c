/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-priority.h"

#include <sys/resource.h>
#include <unistd.h>

static gpointer
give_way (gpointer data)
{
  const int before = getpriority (PRIO_PROCESS, (id_t)gettid ());

  tb_priority_give_way ();
  return GINT_TO_POINTER (getpriority (PRIO_PROCESS, (id_t)gettid ()) - before);
}

/* The thread gives way, and no other of the process does. */
static void
test_give_way (void)
{
  const int before = getpriority (PRIO_PROCESS, (id_t)gettid ());
  GThread *thread = g_thread_new ("patient", give_way, NULL);

#ifdef __linux__
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), >, 0);
#else
  g_thread_join (thread);
#endif
  g_assert_cmpint (getpriority (PRIO_PROCESS, (id_t)gettid ()), ==, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/priority/give-way", test_give_way);

  return g_test_run ();
}
