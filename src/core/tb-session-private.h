/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-batch-writer.h"
#include "tb-session.h"
#include "tb-worker.h"

G_BEGIN_DECLS

struct _TbSession
{
  GObject parent_instance;

  char *path; /* (owned) */
  TbOpenMode mode;
  TbClock *clock;          /* (owned) */
  char *actor;             /* (owned) */
  TbWorker *writer;        /* (owned): one thread; every write, and undo */
  TbWorker *readers;       /* (owned) */
  GHashTable *own_batches; /* (owned) (element-type utf8): ids of what was done through this
                              session; the writer's thread */

  GMainContext
      *context; /* (owned): of the thread that opened the session; `changed` is emitted there */
  GMutex changed_mutex;
  GHashTable *changed_types; /* (owned) (element-type utf8) static strings: not told yet; under
                                changed_mutex */
  GSource *changed_source;   /* (owned) (nullable): will tell; under changed_mutex */
  gboolean changed_late;     /* whether it waits for a time; under changed_mutex */
  gint64 changed_told_us;    /* when it was last told, or 0; under changed_mutex */

  GMutex reason_mutex;
  char *reason;     /* (owned) (nullable): the last reason given for a reveal; under reason_mutex */
  gint64 reason_at; /* when, in µs of the session's clock; under reason_mutex */
};

gpointer tb_session_run_write (TbSession *self, TbWorkerFunc func, gpointer data,
                               GCancellable *cancellable, GError **error);
void tb_session_run_write_async (TbSession *self, TbWorkerFunc func, gpointer data,
                                 GDestroyNotify data_free, GDestroyNotify result_free,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data, gpointer source_tag);
char *tb_session_end_batch (TbSession *self, TbBatchWriter *writer,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_queue_received (TbSession *self, GHashTable *types);

G_END_DECLS
