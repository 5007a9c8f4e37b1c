/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-register-desk.h"
#include "tb-test.h"

/* The promise of sync: whatever happens to desks, lines and server, all desks come to hold the
 * same, and nothing that anybody entered is lost. test-model-histories.c tells the same without
 * registers.
 *
 * test-sync-histories FIRST LAST: tells the histories of these numbers. One that fails depends on
 * those before it that happened to the same desks: where 615 failed, 601 615 tells enough. */

/* Histories that happen to the same desks, one after the other: making desks takes time, and those
 * that have been through something are worth more. */
#define N_TOGETHER 20

static guint32 first_history;
static guint32 last_history;

static void
test_histories (void)
{
  TbHistory *history = NULL;

  for (guint32 seed = first_history; seed <= last_history; seed++)
    {
      if (history == NULL)
        history = tb_history_new (&tb_register_desk);
      tb_history_run (history, seed);
      if (seed % N_TOGETHER == 0)
        g_clear_pointer (&history, tb_history_free);
    }
  g_clear_pointer (&history, tb_history_free);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);
  g_assert_cmpint (argc, ==, 3);
  first_history = (guint32)g_ascii_strtoull (argv[1], NULL, 10);
  last_history = (guint32)g_ascii_strtoull (argv[2], NULL, 10);

  g_test_add_func ("/sync-histories", test_histories);

  return tb_test_run ();
}
