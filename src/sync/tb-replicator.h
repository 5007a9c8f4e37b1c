/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sync-peer.h"

G_BEGIN_DECLS

/**
 * TbReplicatorState:
 * @device: (owned): the id of this desk, under which it leaves its canary at the peer
 * @since: (owned) (nullable): where the peer's changes were read to
 * @start: (owned) (nullable): what the peer said of its own beginning
 * @rounds: how many exchanges with it moved something
 *
 * What the desk remembers of its exchange with a peer.
 */
typedef struct
{
  char *device;
  char *since;
  char *start;
  gint64 rounds;
} TbReplicatorState;

void tb_replicator_state_clear (TbReplicatorState *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbReplicatorState, tb_replicator_state_clear)

/**
 * TbReplicatorLoss:
 * @TB_REPLICATOR_PEER_WENT_BACK: the peer was restored from an older copy, or made anew
 * @TB_REPLICATOR_DESK_WENT_BACK: the peer has seen more of this desk than the desk remembers: this
 * is an older copy of a register, and becomes a desk of its own
 *
 * Why an exchange begins from the beginning.
 */
typedef enum
{
  TB_REPLICATOR_PEER_WENT_BACK,
  TB_REPLICATOR_DESK_WENT_BACK,
} TbReplicatorLoss;

/**
 * TbReplicatorOffer:
 * @documents: (owned) (element-type TbPeerDocument): leaves; none where there is nothing to offer
 * @last: the place from which to go on, for #TbReplicatorDesk.offer
 * @may_have: whether the peer may have some of them already, and is better asked first
 *
 * Some of what a peer is to be told.
 */
typedef struct
{
  GPtrArray *documents;
  gint64 last;
  gboolean may_have;
} TbReplicatorOffer;

void tb_replicator_offer_free (TbReplicatorOffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbReplicatorOffer, tb_replicator_offer_free)

/**
 * TbReplicatorDesk:
 * @data: given to all of these
 * @begin: reads the state
 * @restart: forgets how far the exchange was, and reads the state again: everything is read from
 * the beginning, and every leaf offered again
 * @stage: makes leaves of what was changed on this desk, a piece of bounded length; @more says
 * whether some is left
 * @find_unknown: (transfer full): of rows of TbPeerChange, the TbPeerRevisions that this desk does
 * not have
 * @store: takes over documents and remembers, in the same transaction, that the peer's changes were
 * read to @since; documents with an error, and those that are known, are passed over
 * @settle: writes into the register what had to wait for other documents, a piece of bounded
 * length; @more says whether some is left
 * @offer: the next leaves for the peer after @after, 0 to begin
 * @offered: remembers that the peer has everything up to @last, but for @refusals (TbPeerRefusal)
 * @confirm: remembers that the peer knows of @rounds, so that what was exchanged up to now is
 * certain: what comes after, and is broken off, is done again
 * @end: remembers that, and that everything was exchanged
 * @progress: (nullable): told how far it is; @total 0 where that is not known
 *
 * The desk, as the replicator sees it. Each is one piece of work in a transaction of its own. All
 * but @progress may fail; then the exchange ends, and the next one goes on where it was. @store and
 * @offer are called on a thread of their own while the replicator speaks to the peer.
 */
typedef struct
{
  gpointer data;
  gboolean (*begin) (gpointer data, TbReplicatorState *state, GCancellable *cancellable,
                     GError **error);
  gboolean (*restart) (gpointer data, TbReplicatorLoss loss, TbReplicatorState *state,
                       GCancellable *cancellable, GError **error);
  gboolean (*stage) (gpointer data, gboolean *more, GCancellable *cancellable, GError **error);
  GPtrArray *(*find_unknown) (gpointer data, GPtrArray *changes, GCancellable *cancellable,
                              GError **error);
  gboolean (*store) (gpointer data, GPtrArray *documents, const char *since,
                     GCancellable *cancellable, GError **error);
  gboolean (*settle) (gpointer data, gboolean *more, GCancellable *cancellable, GError **error);
  TbReplicatorOffer *(*offer) (gpointer data, gint64 after, GCancellable *cancellable,
                               GError **error);
  gboolean (*offered) (gpointer data, gint64 last, GPtrArray *refusals, GCancellable *cancellable,
                       GError **error);
  gboolean (*confirm) (gpointer data, const char *start, gint64 rounds, GCancellable *cancellable,
                       GError **error);
  gboolean (*end) (gpointer data, const char *start, gint64 rounds, GCancellable *cancellable,
                   GError **error);
  void (*progress) (gpointer data, guint64 done, guint64 total);
} TbReplicatorDesk;

/**
 * TbReplicatorStats:
 * @n_pulled: documents that came
 * @n_pushed: documents that the peer was given
 * @n_refused: documents that it did not take
 * @restarted: whether everything was exchanged from the beginning
 *
 * What an exchange moved.
 */
typedef struct
{
  guint64 n_pulled;
  guint64 n_pushed;
  guint64 n_refused;
  gboolean restarted;
} TbReplicatorStats;

/**
 * TbReplicator:
 *
 * The exchange between a desk and one peer. It remembers that it knows the peer: as long as no
 * exchange fails, an idle one is a single request. One thread at a time.
 */
typedef struct _TbReplicator TbReplicator;

TbReplicator *tb_replicator_new (TbSyncPeer *peer,
                                 const TbReplicatorDesk *desk) G_GNUC_WARN_UNUSED_RESULT;
void tb_replicator_free (TbReplicator *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbReplicator, tb_replicator_free)

gboolean tb_replicator_exchange (TbReplicator *self, TbReplicatorStats *stats,
                                 GCancellable *cancellable, GError **error);
gboolean tb_replicator_wait (TbReplicator *self, guint seconds, gboolean *changed,
                             GCancellable *cancellable, GError **error);

/* One exchange with a peer that is not spoken to again. */
gboolean tb_replicator_run_once (TbSyncPeer *peer, const TbReplicatorDesk *desk,
                                 TbReplicatorStats *stats, GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
