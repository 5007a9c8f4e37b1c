/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-replicator.h"

#include "tb-replicator-pull.h"
#include "tb-replicator-push.h"

/* What the canary says. */
#define CANARY_ROUNDS "rounds"
#define CANARY_START "start"

struct _TbReplicator
{
  TbSyncPeer *peer; /* (owned) */
  TbReplicatorDesk desk;
  gboolean knows_peer; /* whether the peer is the one that it was, and nothing failed since */
  char *start;         /* (owned) (nullable): what the peer said of its beginning */
  gboolean uncertain;  /* whether the peer may have got what it did not confirm */
};

/**
 * tb_replicator_state_clear:
 * @self: what a desk remembers of a peer
 */
void
tb_replicator_state_clear (TbReplicatorState *self)
{
  g_clear_pointer (&self->device, g_free);
  g_clear_pointer (&self->since, g_free);
  g_clear_pointer (&self->start, g_free);
}

/**
 * tb_replicator_offer_free:
 * @self: (transfer full): some of what a peer is to be told
 */
void
tb_replicator_offer_free (TbReplicatorOffer *self)
{
  g_ptr_array_unref (self->documents);
  g_free (self);
}

/**
 * tb_replicator_new:
 * @peer: with whom changes are exchanged
 * @desk: what the replicator does on this desk
 *
 * Returns: (transfer full): the exchange between both
 */
TbReplicator *
tb_replicator_new (TbSyncPeer *peer, const TbReplicatorDesk *desk)
{
  TbReplicator *self;

  g_return_val_if_fail (TB_IS_SYNC_PEER (peer), NULL);
  g_return_val_if_fail (desk != NULL, NULL);

  self = g_new0 (TbReplicator, 1);
  self->peer = g_object_ref (peer);
  self->desk = *desk;
  return self;
}

/**
 * tb_replicator_free:
 * @self: (transfer full): a replicator that nobody waits for
 */
void
tb_replicator_free (TbReplicator *self)
{
  g_object_unref (self->peer);
  g_free (self->start);
  g_free (self);
}

static gboolean
restart (TbReplicator *self, TbReplicatorLoss loss, TbReplicatorState *state,
         TbReplicatorStats *stats, GCancellable *cancellable, GError **error)
{
  tb_replicator_state_clear (state);
  stats->restarted = TRUE;
  return self->desk.restart (self->desk.data, loss, state, cancellable, error);
}

/* A file that is carried about keeps nothing for anybody. */
static gboolean
read_canary (TbReplicator *self, const char *device, gboolean *has_place, JsonObject **canary,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *has_place = TRUE;
  if (tb_sync_peer_get_local (self->peer, device, canary, cancellable, &local_error))
    return TRUE;

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    {
      *has_place = FALSE;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gint64
get_rounds (JsonObject *canary)
{
  JsonNode *node = canary != NULL ? json_object_get_member (canary, CANARY_ROUNDS) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : 0;
}

/* The peer lost what it had confirmed where its canary is older than what the desk remembers, and
 * the desk did where it is newer. A round that the peer heard of and the desk could not note any
 * more looks like the latter; then much is compared for nothing, and nothing is lost. */
static gboolean
check_canary (TbReplicator *self, TbReplicatorState *state, TbReplicatorStats *stats,
              GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) canary = NULL;
  gboolean has_place;
  gint64 rounds;

  if (!read_canary (self, state->device, &has_place, &canary, cancellable, error))
    return FALSE;
  if (!has_place)
    return TRUE;

  rounds = get_rounds (canary);
  if (rounds < state->rounds)
    return restart (self, TB_REPLICATOR_PEER_WENT_BACK, state, stats, cancellable, error);
  if (rounds > state->rounds)
    return restart (self, TB_REPLICATOR_DESK_WENT_BACK, state, stats, cancellable, error);
  return TRUE;
}

/* Asks the peer who it is, and whether it still knows this desk. */
static gboolean
greet (TbReplicator *self, TbReplicatorState *state, guint64 *n_documents, TbReplicatorStats *stats,
       GCancellable *cancellable, GError **error)
{
  g_autoptr (TbPeerInfo) info = tb_sync_peer_open (self->peer, cancellable, error);

  if (info == NULL)
    return FALSE;

  g_set_str (&self->start, info->start);
  *n_documents = info->n_documents;
  if (state->start != NULL && info->start != NULL && g_strcmp0 (state->start, info->start) != 0)
    return restart (self, TB_REPLICATOR_PEER_WENT_BACK, state, stats, cancellable, error);
  return check_canary (self, state, stats, cancellable, error);
}

static gboolean
run_pieces (TbReplicator *self,
            gboolean (*piece) (gpointer data, gboolean *more, GCancellable *cancellable,
                               GError **error),
            GCancellable *cancellable, GError **error)
{
  gboolean more = TRUE;

  while (more)
    {
      more = FALSE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !piece (self->desk.data, &more, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
leave_canary (TbReplicator *self, TbReplicatorState *state, GCancellable *cancellable,
              GError **error)
{
  g_autoptr (JsonObject) canary = json_object_new ();
  g_autoptr (GError) local_error = NULL;

  json_object_set_int_member (canary, CANARY_ROUNDS, state->rounds + 1);
  if (self->start != NULL)
    json_object_set_string_member (canary, CANARY_START, self->start);
  if (tb_sync_peer_put_local (self->peer, state->device, canary, cancellable, &local_error))
    {
      state->rounds++;
      return TRUE;
    }
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static const char *
get_start (TbReplicator *self, const TbReplicatorState *state)
{
  return self->start != NULL ? self->start : state->start;
}

typedef struct
{
  TbReplicator *self;
  TbReplicatorState *state;
} Confirming;

static gboolean
confirm (gpointer data, GCancellable *cancellable, GError **error)
{
  Confirming *confirming = data;
  TbReplicator *self = confirming->self;
  TbReplicatorState *state = confirming->state;

  return leave_canary (self, state, cancellable, error)
         && self->desk.confirm (self->desk.data, get_start (self, state), state->rounds,
                                cancellable, error);
}

/* The canary comes to the peer first: noted here and not there, it would look like a loss of the
 * peer's. It is left also where nothing was moved but the place to which changes were read: a peer
 * that was put back to before that place would otherwise not be found out. */
static gboolean
end (TbReplicator *self, TbReplicatorState *state, gboolean moved, GCancellable *cancellable,
     GError **error)
{
  return (!moved || leave_canary (self, state, cancellable, error))
         && self->desk.end (self->desk.data, get_start (self, state), state->rounds, cancellable,
                            error);
}

static gboolean
exchange (TbReplicator *self, TbReplicatorStats *stats, GCancellable *cancellable, GError **error)
{
  g_auto (TbReplicatorState) state = { 0 };
  Confirming confirming = { self, &state };
  g_autofree char *since = NULL;
  guint64 n_documents = 0;

  if (!self->desk.begin (self->desk.data, &state, cancellable, error)
      || (!self->knows_peer && !greet (self, &state, &n_documents, stats, cancellable, error)))
    return FALSE;

  since = g_strdup (state.since);
  if (!run_pieces (self, self->desk.stage, cancellable, error)
      || !tb_replicator_pull (self->peer, &self->desk, &state, n_documents, confirm, &confirming,
                              stats, cancellable, error)
      || !run_pieces (self, self->desk.settle, cancellable, error)
      /* What came may have said that more is to be told than was staged before. */
      || !run_pieces (self, self->desk.stage, cancellable, error)
      || !tb_replicator_push (self->peer, &self->desk, &self->uncertain, stats, cancellable, error))
    return FALSE;

  return end (self, &state, stats->n_pushed > 0 || g_strcmp0 (since, state.since) != 0, cancellable,
              error);
}

/**
 * tb_replicator_exchange:
 * @self: a replicator
 * @stats: (out caller-allocates): what was moved, also where it failed
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * One exchange: what was changed on this desk becomes leaves, what the peer has comes and is
 * merged, and what the peer has not is given to it. What was done before a failure is done.
 *
 * Errors: those of the peer, of the desk, and %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether everything was exchanged
 */
gboolean
tb_replicator_exchange (TbReplicator *self, TbReplicatorStats *stats, GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (stats != NULL, FALSE);

  *stats = (TbReplicatorStats){ 0 };
  self->knows_peer = exchange (self, stats, cancellable, error);
  return self->knows_peer;
}

/**
 * tb_replicator_wait:
 * @self: a replicator of which the last exchange went well
 * @seconds: how long at most
 * @changed: (out): whether the peer has something new
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Waits until the peer has something that it did not have when its changes were last read. Errors:
 * as with tb_replicator_exchange().
 *
 * Returns: whether @changed is known
 */
gboolean
tb_replicator_wait (TbReplicator *self, guint seconds, gboolean *changed, GCancellable *cancellable,
                    GError **error)
{
  g_auto (TbReplicatorState) state = { 0 };
  g_autoptr (TbChangesPage) page = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (changed != NULL, FALSE);

  *changed = FALSE;
  if (!self->desk.begin (self->desk.data, &state, cancellable, error))
    return FALSE;
  page = tb_sync_peer_changes (self->peer, state.since, 1, seconds, cancellable, &local_error);
  if (page == NULL)
    {
      /* Given up by this side, it says nothing about the other one. */
      self->knows_peer = g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *changed = page->changes->len > 0;
  return TRUE;
}

/**
 * tb_replicator_run_once:
 * @peer: with whom changes are exchanged
 * @desk: what the replicator does on this desk
 * @stats: (out caller-allocates): what was moved, also where it failed
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * As tb_replicator_exchange(), with a peer that is spoken to for the first time.
 *
 * Returns: whether everything was exchanged
 */
gboolean
tb_replicator_run_once (TbSyncPeer *peer, const TbReplicatorDesk *desk, TbReplicatorStats *stats,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (TbReplicator) self = tb_replicator_new (peer, desk);

  return tb_replicator_exchange (self, stats, cancellable, error);
}
