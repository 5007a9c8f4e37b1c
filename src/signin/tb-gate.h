/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-token-bucket.h"

G_BEGIN_DECLS

/**
 * TbGateLimits:
 * @connections: of all addresses, open at once
 * @peer_connections: of one address, open at once
 * @peers: addresses remembered
 * @requests: of all addresses
 * @peer_requests: of one address
 * @attempts: names and digits given, of all addresses
 * @peer_attempts: of one address; those that succeed do not count, so that a room behind one
 * address can sign in
 *
 * How much the page serves.
 */
typedef struct
{
  guint connections;
  guint peer_connections;
  guint peers;
  TbRate requests;
  TbRate peer_requests;
  TbRate attempts;
  TbRate peer_attempts;
} TbGateLimits;

/**
 * TbGate:
 *
 * Who may come in, and how often. Times are in microseconds of any clock that does not go back.
 */
typedef struct _TbGate TbGate;

TbGate *tb_gate_new (const TbGateLimits *limits) G_GNUC_WARN_UNUSED_RESULT;
void tb_gate_free (TbGate *self);

gboolean tb_gate_enter (TbGate *self, const char *peer, gint64 now);
void tb_gate_leave (TbGate *self, const char *peer);
gboolean tb_gate_take_request (TbGate *self, const char *peer, gint64 now);
gboolean tb_gate_take_attempt (TbGate *self, const char *peer, gint64 now);
void tb_gate_give_back_attempt (TbGate *self, const char *peer);
guint tb_gate_get_n_connections (TbGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbGate, tb_gate_free)

G_END_DECLS
