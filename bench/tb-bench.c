/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-bench.h"

#include <ftw.h>
#include <stdio.h>
#include <string.h>

/**
 * tb_bench_start:
 * @bench: (out caller-allocates): what the benchmark program keeps
 *
 * Starts a benchmark program with a temporary home of its own. Call it first in main().
 */
void
tb_bench_start (TbBench *bench)
{
  static const char *const variables[]
      = { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME" };

  *bench = (TbBench){ .home = g_dir_make_tmp ("tb-bench-XXXXXX", NULL) };
  g_assert (bench->home != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    g_setenv (variables[i], bench->home, TRUE);
}

static int
remove_cb (const char *path, const struct stat *info, int kind, struct FTW *position)
{
  return remove (path);
}

/**
 * tb_bench_finish:
 * @bench: the benchmark
 *
 * Removes the temporary home.
 *
 * Returns: what main() is to return: 1 where a value was over its limit
 */
int
tb_bench_finish (TbBench *bench)
{
  nftw (bench->home, remove_cb, 16, FTW_DEPTH | FTW_PHYS);
  g_clear_pointer (&bench->home, g_free);
  return bench->n_over > 0 ? 1 : 0;
}

/**
 * tb_bench_dup_path:
 * @bench: the benchmark
 * @name: a file name
 *
 * Returns: (transfer full): the path of @name in the temporary home
 */
char *
tb_bench_dup_path (TbBench *bench, const char *name)
{
  return g_build_filename (bench->home, name, NULL);
}

static void
print_row (const char *what, const char *unit, double value, const char *against, double other,
           const char *verdict)
{
  g_print ("bench\t%s\t%s\t%.6g\t%s\t%.6g\t%s\n", what, unit, value, against, other, verdict);
}

/**
 * tb_bench_report:
 * @bench: the benchmark
 * @what: what was measured, as the row's name
 * @unit: "ms", "s", "MB" …
 * @value: what was measured
 * @against: what @limit is, for example "half of reading with openpyxl"
 * @limit: the most that @value may be
 *
 * Prints a row of the table of build-aux/bench that must hold.
 */
void
tb_bench_report (TbBench *bench, const char *what, const char *unit, double value,
                 const char *against, double limit)
{
  gboolean over = value > limit;

  bench->n_over += over;
  print_row (what, unit, value, against, limit, over ? "OVER" : "ok");
}

/**
 * tb_bench_note:
 * @bench: the benchmark
 * @what: what was measured
 * @unit: "ms", "s", "MB" …
 * @value: what was measured
 * @against: what was measured beside it
 * @other: its value
 *
 * Prints a row for comparison, with no limit.
 */
void
tb_bench_note (TbBench *bench, const char *what, const char *unit, double value,
               const char *against, double other)
{
  print_row (what, unit, value, against, other, "");
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x > y) - (x < y);
}

/**
 * tb_bench_percentile:
 * @values: (element-type double): one or more values; sorted in place
 * @percent: 0 to 100
 *
 * Returns: the value that @percent of them do not exceed
 */
double
tb_bench_percentile (GArray *values, double percent)
{
  guint index;

  g_assert (values->len > 0);
  g_array_sort (values, compare_cb);
  index = MIN ((guint)(percent / 100 * values->len), values->len - 1);
  return g_array_index (values, double, index);
}

/**
 * tb_bench_median:
 * @values: (element-type double): one or more values; sorted in place
 *
 * Returns: the value in the middle
 */
double
tb_bench_median (GArray *values)
{
  return tb_bench_percentile (values, 50);
}

static double
get_status_mb (const char *key)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    g_error ("This benchmark needs /proc.");
  line = strstr (status, key);
  g_assert (line != NULL);
  return g_ascii_strtod (line + strlen (key), NULL) / 1024;
}

/**
 * tb_bench_get_rss_mb:
 *
 * Returns: the memory in use by this process now, in MB
 */
double
tb_bench_get_rss_mb (void)
{
  return get_status_mb ("VmRSS:");
}

/**
 * tb_bench_get_peak_rss_mb:
 *
 * Returns: the most memory that this process had in use, in MB
 */
double
tb_bench_get_peak_rss_mb (void)
{
  return get_status_mb ("VmHWM:");
}
