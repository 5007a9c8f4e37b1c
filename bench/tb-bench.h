/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *home; /* (owned) */
  guint n_over;
} TbBench;

void tb_bench_start (TbBench *bench);
int tb_bench_finish (TbBench *bench) G_GNUC_WARN_UNUSED_RESULT;
char *tb_bench_dup_path (TbBench *bench, const char *name) G_GNUC_WARN_UNUSED_RESULT;

void tb_bench_report (TbBench *bench, const char *what, const char *unit, double value,
                      const char *against, double limit);
void tb_bench_note (TbBench *bench, const char *what, const char *unit, double value,
                    const char *against, double other);

double tb_bench_percentile (GArray *values, double percent);
double tb_bench_median (GArray *values);
double tb_bench_get_rss_mb (void);
double tb_bench_get_peak_rss_mb (void);

G_END_DECLS
