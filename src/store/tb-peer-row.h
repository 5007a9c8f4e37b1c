/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/**
 * TbPeerRow:
 * @row: its number; 0 for a peer that nothing has been exchanged with yet
 * @name: (owned): what it is told by: the address of a branch, or another desk
 * @since: (owned) (nullable): where its changes were read to
 * @start: (owned) (nullable): what it said of its own beginning
 * @rounds: how many exchanges moved something
 * @offered: seq of the last revision that it was offered
 * @recheck: revisions up to this seq it may have already
 * @sure_since: (owned) (nullable): @since when the peer was last told of a round
 * @sure_offered: and @offered
 * @succeeded_at: (owned) (nullable): UTC instant at which everything had last been exchanged
 * @failed_at: (owned) (nullable): of a failure since then
 * @failure: (owned) (nullable): what failed, for people
 *
 * How far the exchange with a peer is.
 */
typedef struct
{
  gint64 row;
  char *name;
  char *since;
  char *start;
  gint64 rounds;
  gint64 offered;
  gint64 recheck;
  char *sure_since;
  gint64 sure_offered;
  char *succeeded_at;
  char *failed_at;
  char *failure;
} TbPeerRow;

void tb_peer_row_free (TbPeerRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPeerRow, tb_peer_row_free)

TbPeerRow *tb_peer_row_load (TbConnection *connection, const char *name,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Holds for sure what was exchanged up to now. Not written yet. */
void tb_peer_row_confirm (TbPeerRow *self);
/* Goes back to what is sure, where something is not. */
gboolean tb_peer_row_take_back (TbConnection *connection, TbPeerRow *self, GError **error);
gboolean tb_peer_row_save (TbConnection *connection, TbPeerRow *self, GError **error);

/* Forgets how far the exchange was: with one peer, or, with 0, with all of them. Every leaf is
 * offered again, and everything is read from the beginning. */
gboolean tb_peer_row_reset (TbConnection *connection, gint64 row, GError **error);

G_END_DECLS
