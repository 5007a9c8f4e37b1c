/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-file.h"

#include "tb-statement.h"

#define UNTOLD                                                                                     \
  "SELECT DISTINCT sha256 FROM attachment WHERE removed_at IS NULL"                                \
  " AND sha256 NOT IN (SELECT sha256 FROM sync_file WHERE peer = ?1)"

static GPtrArray *
list (TbConnection *connection, const char *sql, gint64 peer, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;

  tb_statement_bind_int (statement, 1, peer);
  return tb_statement_collect_texts (statement, error);
}

/**
 * tb_sync_file_list_untold:
 * @connection: a connection
 * @peer: number of a peer
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type utf8): digests of the files of live attachments that the
 * peer was not given, and that may not be on this desk either; %NULL with any error of TB_ERROR
 */
GPtrArray *
tb_sync_file_list_untold (TbConnection *connection, gint64 peer, GError **error)
{
  return list (connection, UNTOLD, peer, error);
}

/**
 * tb_sync_file_list_own_untold:
 * @connection: a connection
 * @peer: number of a peer
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type utf8): of those, the ones that were added on this desk, so
 * that the peer gets them from nobody else; %NULL with any error of TB_ERROR
 */
GPtrArray *
tb_sync_file_list_own_untold (TbConnection *connection, gint64 peer, GError **error)
{
  return list (connection,
               UNTOLD " AND EXISTS (SELECT 1 FROM change JOIN batch ON batch.row = change.batch"
                      " WHERE record_id = attachment.id AND op = 'insert'"
                      " AND batch.kind <> 'sync')",
               peer, error);
}

/**
 * tb_sync_file_note:
 * @connection: a connection in a transaction
 * @peer: number of a peer
 * @sha256: a file that it has
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_sync_file_note (TbConnection *connection, gint64 peer, const char *sha256, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "INSERT OR IGNORE INTO sync_file (peer, sha256) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, peer);
  tb_statement_bind_text (statement, 2, sha256);
  return tb_statement_run (statement, error);
}

/**
 * tb_sync_file_forget:
 * @connection: a connection in a transaction
 * @peer: number of a peer that may have lost what it had; 0 for all
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_sync_file_forget (TbConnection *connection, gint64 peer, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "DELETE FROM sync_file WHERE peer = ?1 OR ?1 = 0", error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, peer);
  return tb_statement_run (statement, error);
}

/**
 * tb_sync_file_is_remote:
 * @connection: a connection
 * @sha256: the digest of an attachment's file
 * @remote: (out): whether all attachments that tell of it came from other desks, so that it is
 * fetched when somebody opens it, and nothing is lost where it is not here
 * @error: where to put what went wrong
 *
 * Returns: whether @remote was set; otherwise any error of TB_ERROR
 */
gboolean
tb_sync_file_is_remote (TbConnection *connection, const char *sha256, gboolean *remote,
                        GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT 1 FROM attachment JOIN change ON record_id = attachment.id AND op = 'insert'"
      " JOIN batch ON batch.row = change.batch WHERE sha256 = ?1 AND batch.kind <> 'sync' LIMIT 1",
      error);
  gboolean made_here, ok;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, sha256);
  ok = tb_statement_has_row (statement, &made_here, error);
  *remote = ok && !made_here;
  return ok;
}
