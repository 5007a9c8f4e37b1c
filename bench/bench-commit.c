/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A batch of the size of a large import, and taking it back.
 */

#include "tb-bench-persons.h"
#include "tb-bench.h"

#define N_PERSONS 100000

int
main (int argc, char **argv)
{
  TbBench bench;
  g_autofree char *path = NULL;
  g_autoptr (TbSession) session = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;
  guint n_persons = argc > 1 ? (guint)atoi (argv[1]) : N_PERSONS;
  gint64 begin;

  tb_bench_start (&bench);
  path = tb_bench_dup_path (&bench, "registry.db");
  session = tb_bench_persons_new_register (path);

  begin = g_get_monotonic_time ();
  batch = tb_bench_persons_add (session, n_persons);
  tb_bench_note (&bench, "commit of a large import", "s", (g_get_monotonic_time () - begin) / 1e6,
                 "persons", n_persons);

  begin = g_get_monotonic_time ();
  undone = tb_session_undo (session, batch, NULL, &error);
  g_assert_no_error (error);
  tb_bench_note (&bench, "undo of it", "s", (g_get_monotonic_time () - begin) / 1e6, "persons",
                 n_persons);
  tb_bench_report (&bench, "most memory in use", "MB", tb_bench_get_peak_rss_mb (), "an import's",
                   200);

  tb_session_close (session);
  return tb_bench_finish (&bench);
}
