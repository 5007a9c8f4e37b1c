/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-gate.h"

typedef struct
{
  guint n_connections;
  TbTokenBucket requests;
  TbTokenBucket attempts;
} Peer;

struct _TbGate
{
  TbGateLimits limits;
  GHashTable *peers; /* (owned): address (owned) → Peer (owned) */
  guint n_connections;
  TbTokenBucket requests;
  TbTokenBucket attempts;
};

/**
 * tb_gate_new:
 * @limits: how much is let through; copied
 *
 * Returns: (transfer full): a gate that nobody has passed
 */
TbGate *
tb_gate_new (const TbGateLimits *limits)
{
  TbGate *self;

  g_return_val_if_fail (limits != NULL, NULL);

  self = g_new0 (TbGate, 1);
  self->limits = *limits;
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * tb_gate_free:
 * @self: (transfer full) (nullable): a gate
 *
 * Frees @self.
 */
void
tb_gate_free (TbGate *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->peers);
  g_free (self);
}

/* Forgets those who are gone and of whom nothing needs to be remembered. */
static void
forget_peers (TbGate *self, gint64 now)
{
  GHashTableIter iter;
  Peer *peer;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&peer))
    if (peer->n_connections == 0
        && tb_token_bucket_is_full (&peer->requests, &self->limits.peer_requests, now)
        && tb_token_bucket_is_full (&peer->attempts, &self->limits.peer_attempts, now))
      g_hash_table_iter_remove (&iter);
}

/**
 * tb_gate_enter:
 * @self: a gate
 * @peer: the address of whoever connects
 * @now: the time
 *
 * Lets a connection in, if there is room for it. Followed by tb_gate_leave() when it ends.
 *
 * Returns: whether there is
 */
gboolean
tb_gate_enter (TbGate *self, const char *peer, gint64 now)
{
  Peer *known;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (peer != NULL, FALSE);

  if (self->n_connections >= self->limits.connections)
    return FALSE;

  known = g_hash_table_lookup (self->peers, peer);
  if (known == NULL)
    {
      if (g_hash_table_size (self->peers) >= self->limits.peers)
        forget_peers (self, now);
      if (g_hash_table_size (self->peers) >= self->limits.peers)
        return FALSE;
      known = g_new0 (Peer, 1);
      g_hash_table_insert (self->peers, g_strdup (peer), known);
    }
  if (known->n_connections >= self->limits.peer_connections)
    return FALSE;

  known->n_connections++;
  self->n_connections++;
  return TRUE;
}

/* The peer of a connection that was let in, which is remembered as long as the connection is there.
 */
static Peer *
get_peer (TbGate *self, const char *peer)
{
  Peer *known = g_hash_table_lookup (self->peers, peer);

  g_assert (known != NULL && known->n_connections > 0);
  return known;
}

/**
 * tb_gate_leave:
 * @self: a gate
 * @peer: the address of a connection that was let in
 *
 * The connection has ended.
 */
void
tb_gate_leave (TbGate *self, const char *peer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (peer != NULL);

  get_peer (self, peer)->n_connections--;
  self->n_connections--;
}

/* One of the peer's first, so that one who is refused uses up nothing of the others. */
static gboolean
take (TbTokenBucket *own, const TbRate *own_rate, TbTokenBucket *all, const TbRate *all_rate,
      gint64 now)
{
  if (!tb_token_bucket_take (own, own_rate, now))
    return FALSE;
  if (tb_token_bucket_take (all, all_rate, now))
    return TRUE;
  tb_token_bucket_give_back (own);
  return FALSE;
}

/**
 * tb_gate_take_request:
 * @self: a gate
 * @peer: the address of a connection that was let in
 * @now: the time
 *
 * Returns: whether a request of @peer is served now
 */
gboolean
tb_gate_take_request (TbGate *self, const char *peer, gint64 now)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (peer != NULL, FALSE);

  return take (&get_peer (self, peer)->requests, &self->limits.peer_requests, &self->requests,
               &self->limits.requests, now);
}

/**
 * tb_gate_take_attempt:
 * @self: a gate
 * @peer: the address of a connection that was let in
 * @now: the time
 *
 * Returns: whether @peer may try a name and digits now
 */
gboolean
tb_gate_take_attempt (TbGate *self, const char *peer, gint64 now)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (peer != NULL, FALSE);

  return take (&get_peer (self, peer)->attempts, &self->limits.peer_attempts, &self->attempts,
               &self->limits.attempts, now);
}

/**
 * tb_gate_give_back_attempt:
 * @self: a gate
 * @peer: the address of whoever made an attempt
 *
 * The attempt succeeded; it does not count. Whoever made it may have left.
 */
void
tb_gate_give_back_attempt (TbGate *self, const char *peer)
{
  Peer *known;

  g_return_if_fail (self != NULL);
  g_return_if_fail (peer != NULL);

  known = g_hash_table_lookup (self->peers, peer);
  if (known != NULL)
    tb_token_bucket_give_back (&known->attempts);
}

/**
 * tb_gate_get_n_connections:
 * @self: a gate
 *
 * Returns: how many connections are in
 */
guint
tb_gate_get_n_connections (TbGate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_connections;
}
