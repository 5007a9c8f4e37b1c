/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-peer-row.h"

#include "tb-statement.h"
#include "tb-sync-file.h"

#define COLUMNS                                                                                    \
  "row, since, start, rounds, offered, recheck, succeeded_at, failed_at, failure, sure_since, "    \
  "sure_offered"

/**
 * tb_peer_row_free:
 * @self: (transfer full): a peer
 */
void
tb_peer_row_free (TbPeerRow *self)
{
  g_free (self->name);
  g_free (self->since);
  g_free (self->start);
  g_free (self->sure_since);
  g_free (self->succeeded_at);
  g_free (self->failed_at);
  g_free (self->failure);
  g_free (self);
}

/**
 * tb_peer_row_load:
 * @connection: a connection
 * @name: what the peer is told by
 * @error: where to put what went wrong
 *
 * Returns: (transfer full): what is known of the peer; with `row` 0 where that is nothing; %NULL
 * with any error of TB_ERROR
 */
TbPeerRow *
tb_peer_row_load (TbConnection *connection, const char *name, GError **error)
{
  g_autoptr (TbStatement) statement = NULL;
  g_autoptr (TbPeerRow) self = g_new0 (TbPeerRow, 1);
  TbStep step;

  g_return_val_if_fail (name != NULL, NULL);

  statement = tb_connection_prepare (connection,
                                     "SELECT " COLUMNS " FROM sync_peer WHERE name = ?1", error);
  if (statement == NULL)
    return NULL;

  self->name = g_strdup (name);
  tb_statement_bind_text (statement, 1, name);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_ROW)
    {
      self->row = tb_statement_get_int (statement, 0);
      self->since = tb_statement_dup_text (statement, 1);
      self->start = tb_statement_dup_text (statement, 2);
      self->rounds = tb_statement_get_int (statement, 3);
      self->offered = tb_statement_get_int (statement, 4);
      self->recheck = tb_statement_get_int (statement, 5);
      self->succeeded_at = tb_statement_dup_text (statement, 6);
      self->failed_at = tb_statement_dup_text (statement, 7);
      self->failure = tb_statement_dup_text (statement, 8);
      self->sure_since = tb_statement_dup_text (statement, 9);
      self->sure_offered = tb_statement_get_int (statement, 10);
    }
  return step != TB_STEP_ERROR ? g_steal_pointer (&self) : NULL;
}

/**
 * tb_peer_row_save:
 * @connection: a connection in a transaction
 * @self: what is known of the peer now; its `row` is filled in for a new one
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_peer_row_save (TbConnection *connection, TbPeerRow *self, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "INSERT INTO sync_peer (name, since, start, rounds, offered, recheck, succeeded_at,"
      " failed_at, failure, sure_since, sure_offered)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
      " ON CONFLICT (name) DO UPDATE SET since = excluded.since, start = excluded.start,"
      " rounds = excluded.rounds, offered = excluded.offered, recheck = excluded.recheck,"
      " succeeded_at = excluded.succeeded_at, failed_at = excluded.failed_at,"
      " failure = excluded.failure, sure_since = excluded.sure_since,"
      " sure_offered = excluded.sure_offered RETURNING row",
      error);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, self->name);
  tb_statement_bind_text (statement, 2, self->since);
  tb_statement_bind_text (statement, 3, self->start);
  tb_statement_bind_int (statement, 4, self->rounds);
  tb_statement_bind_int (statement, 5, self->offered);
  tb_statement_bind_int (statement, 6, self->recheck);
  tb_statement_bind_text (statement, 7, self->succeeded_at);
  tb_statement_bind_text (statement, 8, self->failed_at);
  tb_statement_bind_text (statement, 9, self->failure);
  tb_statement_bind_text (statement, 10, self->sure_since);
  tb_statement_bind_int (statement, 11, self->sure_offered);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;
  self->row = tb_statement_get_int (statement, 0);
  return tb_statement_step (statement, error) == TB_STEP_DONE;
}

/**
 * tb_peer_row_confirm:
 * @self: what is known of a peer
 *
 * The peer was told of another round: should it lose what was exchanged up to now, it shows.
 */
void
tb_peer_row_confirm (TbPeerRow *self)
{
  g_return_if_fail (self != NULL);

  g_set_str (&self->sure_since, self->since);
  self->sure_offered = self->offered;
}

/**
 * tb_peer_row_take_back:
 * @connection: a connection in a transaction
 * @self: what is known of a peer
 * @error: where to put what went wrong
 *
 * After an exchange that was broken off: a peer that was put back to an older copy since then may
 * have lost what it had been told of after the last round, and nothing would show that. So that is
 * read again, and offered again to a peer that is asked first whether it has it.
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_peer_row_take_back (TbConnection *connection, TbPeerRow *self, GError **error)
{
  g_autoptr (TbStatement) offer = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (g_strcmp0 (self->since, self->sure_since) == 0 && self->offered == self->sure_offered)
    return TRUE;

  offer = tb_connection_prepare (
      connection, "UPDATE sync_revision SET origin = NULL WHERE origin = ?1 AND seq > ?2", error);
  if (offer == NULL)
    return FALSE;
  tb_statement_bind_int (offer, 1, self->row);
  tb_statement_bind_int (offer, 2, self->sure_offered);
  if (!tb_statement_run (offer, error)
      || !tb_connection_read_int (connection, "SELECT coalesce (max (seq), 0) FROM sync_revision",
                                  &self->recheck, error))
    return FALSE;

  g_set_str (&self->since, self->sure_since);
  self->offered = self->sure_offered;
  return tb_peer_row_save (connection, self, error);
}

/**
 * tb_peer_row_reset:
 * @connection: a connection in a transaction
 * @row: a peer; 0 for all of them
 * @error: where to put what went wrong
 *
 * What came from the peer is offered to it like everything else, since it may have lost it.
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_peer_row_reset (TbConnection *connection, gint64 row, GError **error)
{
  g_autoptr (TbStatement) forget = tb_connection_prepare (
      connection,
      "UPDATE sync_peer SET since = NULL, start = NULL, rounds = 0, offered = 0,"
      " sure_since = NULL, sure_offered = 0,"
      " recheck = (SELECT coalesce (max (seq), 0) FROM sync_revision)"
      " WHERE row = ?1 OR ?1 = 0",
      error);
  g_autoptr (TbStatement) offer = NULL;

  if (forget == NULL)
    return FALSE;
  tb_statement_bind_int (forget, 1, row);
  if (!tb_statement_run (forget, error) || !tb_sync_file_forget (connection, row, error))
    return FALSE;

  offer = tb_connection_prepare (
      connection, "UPDATE sync_revision SET origin = NULL WHERE origin = ?1 OR ?1 = 0", error);
  if (offer == NULL)
    return FALSE;
  tb_statement_bind_int (offer, 1, row);
  return tb_statement_run (offer, error);
}
