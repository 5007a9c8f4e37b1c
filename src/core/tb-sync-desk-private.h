/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sync-desk.h"
#include "tb-worker.h"

G_BEGIN_DECLS

/* What a piece of work gives that has nothing else to give. */
#define TB_SYNC_DESK_DONE GINT_TO_POINTER (TRUE)

struct _TbSyncDesk
{
  TbSession *session;      /* (owned) */
  char *peer;              /* (owned): by what the peer is told */
  TbProgressFunc progress; /* (nullable) */
  gpointer progress_data;  /* (not owned) */
  TbReplicatorDesk interface;
};

gboolean tb_sync_desk_run (TbSyncDesk *self, TbWorkerFunc func, gpointer data,
                           GCancellable *cancellable, GError **error);
gboolean tb_sync_desk_end_transaction (TbConnection *connection, gboolean well, GError **error);

/* Steps of a #TbReplicatorDesk; @data is a #TbSyncDesk. */
gboolean tb_sync_desk_stage (gpointer data, gboolean *more, GCancellable *cancellable,
                             GError **error);
GPtrArray *tb_sync_desk_find_unknown (gpointer data, GPtrArray *changes, GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sync_desk_store (gpointer data, GPtrArray *documents, const char *since,
                             GCancellable *cancellable, GError **error);
gboolean tb_sync_desk_settle (gpointer data, gboolean *more, GCancellable *cancellable,
                              GError **error);
TbReplicatorOffer *tb_sync_desk_offer (gpointer data, gint64 after, GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sync_desk_note_offered (gpointer data, gint64 last, GPtrArray *refusals,
                                    GCancellable *cancellable, GError **error);

G_END_DECLS
