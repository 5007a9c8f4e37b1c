/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-connection.h"

G_BEGIN_DECLS

/**
 * TbWorker:
 *
 * One or more threads of the program's own that do database work, each over a #TbConnection that it
 * alone uses. Work is queued; whichever thread is free takes the oldest. Everything here may be
 * called on any thread but the worker's own, and that is asserted: a thread waiting for itself
 * would wait for ever.
 */
typedef struct _TbWorker TbWorker;

/**
 * TbWorkerFunc:
 * @connection: the connection of the thread it runs on
 * @data: as given
 * @cancellable: (nullable): as given; the connection heeds it already
 *
 * Returns: (transfer full) (nullable): the result; %NULL with @error set on failure
 */
typedef gpointer (*TbWorkerFunc) (TbConnection *connection, gpointer data,
                                  GCancellable *cancellable, GError **error);

TbWorker *tb_worker_new (const char *name, guint n_threads, const char *path, TbOpenMode mode,
                         TbClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void tb_worker_free (TbWorker *self);
void tb_worker_stop (TbWorker *self);

gpointer tb_worker_run (TbWorker *self, TbWorkerFunc func, gpointer data, GCancellable *cancellable,
                        GError **error);
void tb_worker_run_async (TbWorker *self, GTask *task, TbWorkerFunc func,
                          GDestroyNotify result_free);
gboolean tb_worker_is_current (TbWorker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbWorker, tb_worker_free)

G_END_DECLS
