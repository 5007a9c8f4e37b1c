/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-replicator.h"

G_BEGIN_DECLS

/**
 * TbBenchDesk:
 *
 * A desk that only keeps documents, as PouchDB does: in a file, a line each, with what it has known
 * by heart. One exchange, and then it is thrown away.
 */
typedef struct _TbBenchDesk TbBenchDesk;

TbBenchDesk *tb_bench_desk_new (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void tb_bench_desk_free (TbBenchDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbBenchDesk, tb_bench_desk_free)

const TbReplicatorDesk *tb_bench_desk_get_interface (TbBenchDesk *self);

G_END_DECLS
