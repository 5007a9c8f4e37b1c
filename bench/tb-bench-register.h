/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/* A large register of synthetic people, made once and kept beside the benchmarks. */

#define TB_BENCH_N_ENTERPRISES 5000

char *tb_bench_dup_name (guint index) G_GNUC_WARN_UNUSED_RESULT;
char *tb_bench_dup_enterprise_name (guint index) G_GNUC_WARN_UNUSED_RESULT;
char *tb_bench_dup_mobile (guint index) G_GNUC_WARN_UNUSED_RESULT;
TbConnection *tb_bench_open_register (guint n_persons) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
