/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-model-desk.h"
#include "tb-test.h"

/* The whole of sync but for databases and threads: fast, and the first to look at when
 * test-sync-histories.c fails, since the same seed is the same history. TB_TEST_HISTORY tells one
 * alone. */
#define N_HISTORIES 2000

static void
test_histories (void)
{
  const char *only = g_getenv ("TB_TEST_HISTORY");
  guint32 first = only != NULL ? (guint32)g_ascii_strtoull (only, NULL, 10) : 1;
  guint32 last = only != NULL ? first : N_HISTORIES;

  for (guint32 seed = first; seed <= last; seed++)
    {
      TbHistory *history = tb_history_new (&tb_model_desk);

      tb_history_run (history, seed);
      tb_history_free (history);
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/model-histories", test_histories);

  return tb_test_run ();
}
