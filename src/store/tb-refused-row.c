/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-review-row.h"
#include "tb-revision-row.h"
#include "tb-statement.h"

/* Of what was refused: whether it is what the record still says. */
#define IS_PRESENT                                                                                 \
  "EXISTS (SELECT 1 FROM sync_revision WHERE sync_revision.document = sync_refused.document"       \
  " AND sync_revision.rev = sync_refused.rev AND leaf = 1)"

/**
 * tb_refused_row_free:
 * @self: (transfer full): a revision that was refused
 */
void
tb_refused_row_free (TbRefusedRow *self)
{
  g_free (self->id);
  g_free (self->record);
  g_free (self->rev);
  g_free (self->code);
  g_free (self->reason);
  g_free (self->at);
  g_free (self);
}

/**
 * tb_refused_row_add:
 * @connection: a connection in a transaction
 * @peer: number of the peer that refused it
 * @self: what it refused; the document is found by `id`, and `row`, `document`, `record` and
 * `peer` are not read
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_refused_row_add (TbConnection *connection, gint64 peer, const TbRefusedRow *self, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "INSERT INTO sync_refused (peer, document, rev, code, reason, at)"
      " SELECT ?1, row, ?3, ?4, ?5, ?6 FROM sync_document WHERE id = ?2"
      " ON CONFLICT (peer, document, rev) DO UPDATE SET code = excluded.code,"
      " reason = excluded.reason, at = excluded.at",
      error);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_int (statement, 1, peer);
  tb_statement_bind_text (statement, 2, self->id);
  tb_statement_bind_text (statement, 3, self->rev);
  tb_statement_bind_text (statement, 4, self->code);
  tb_statement_bind_text (statement, 5, self->reason);
  tb_statement_bind_text (statement, 6, self->at);
  return tb_statement_run (statement, error);
}

static gboolean
run_for (TbConnection *connection, const char *sql, gint64 number, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, number);
  return tb_statement_run (statement, error);
}

/**
 * tb_refused_row_settle:
 * @connection: a connection in a transaction
 * @document: number of a document that has a new leaf
 * @error: where to put what went wrong
 *
 * Forgets what was refused of it and is no leaf any more: the record has gone on, here or on
 * another desk. That a peer refused the very first revision is remembered for as long as it has no
 * other: should the record be removed before that, the peer need not be told of it at all.
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_refused_row_settle (TbConnection *connection, gint64 document, GError **error)
{
  return run_for (
      connection,
      "DELETE FROM sync_refused WHERE document = ?1 AND rev NOT GLOB '1-*' AND NOT " IS_PRESENT,
      document, error);
}

/* What was held back, because the peer had nothing of the record, is offered after all. */
static gboolean
offer_withheld (TbConnection *connection, gint64 document, GError **error)
{
  g_autoptr (GPtrArray) leaves = tb_revision_row_list_leaves (connection, document, error);

  if (leaves == NULL)
    return FALSE;
  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);

      if (leaf->origin == 0 && !leaf->is_foreign
          && !tb_revision_row_offer_again (connection, document, leaf->rev, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * tb_refused_row_drop:
 * @connection: a connection in a transaction
 * @self: what was refused, of a document that the peer has nevertheless: another desk gave it
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_refused_row_drop (TbConnection *connection, const TbRefusedRow *self, GError **error)
{
  return run_for (connection, "DELETE FROM sync_refused WHERE row = ?1", self->row, error)
         && (self->is_present || offer_withheld (connection, self->document, error));
}

static gpointer
read_row (TbStatement *statement)
{
  TbRefusedRow *self = g_new0 (TbRefusedRow, 1);

  self->row = tb_statement_get_int (statement, 0);
  self->document = tb_statement_get_int (statement, 1);
  self->id = tb_statement_dup_text (statement, 2);
  self->record = tb_statement_dup_text (statement, 3);
  self->rev = tb_statement_dup_text (statement, 4);
  self->code = tb_statement_dup_text (statement, 5);
  self->reason = tb_statement_dup_text (statement, 6);
  self->at = tb_statement_dup_text (statement, 7);
  self->peer = tb_statement_get_int (statement, 8);
  self->is_present = tb_statement_get_int (statement, 9) != 0;
  return self;
}

/**
 * tb_refused_row_list:
 * @connection: a connection
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type TbRefusedRow): what was refused, the latest first; %NULL
 * with any error of TB_ERROR
 */
GPtrArray *
tb_refused_row_list (TbConnection *connection, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT sync_refused.row, document, id, record, rev, code, reason, at, peer, " IS_PRESENT
      " FROM sync_refused"
      " JOIN sync_document ON sync_document.row = document ORDER BY sync_refused.row DESC",
      error);

  return statement != NULL ? tb_statement_collect (statement, read_row,
                                                   (GDestroyNotify)tb_refused_row_free, error)
                           : NULL;
}

/**
 * tb_refused_row_count:
 * @connection: a connection
 * @count: (out): how many are refused that are what the record still says
 * @error: where to put what went wrong
 *
 * Returns: whether they could be counted; otherwise any error of TB_ERROR
 */
gboolean
tb_refused_row_count (TbConnection *connection, gint64 *count, GError **error)
{
  return tb_connection_read_int (connection, "SELECT count(*) FROM sync_refused WHERE " IS_PRESENT,
                                 count, error);
}

/**
 * tb_refused_row_retry:
 * @connection: a connection in a transaction
 * @row: number of what was refused; 0 for all
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_refused_row_retry (TbConnection *connection, gint64 row, GError **error)
{
  g_autoptr (GPtrArray) refused = tb_refused_row_list (connection, error);

  if (refused == NULL)
    return FALSE;
  for (guint i = 0; i < refused->len; i++)
    {
      const TbRefusedRow *one = g_ptr_array_index (refused, i);

      if (one->is_present && (row == 0 || one->row == row)
          && (!tb_revision_row_offer_again (connection, one->document, one->rev, error)
              || !tb_refused_row_drop (connection, one, error)))
        return FALSE;
    }
  return TRUE;
}
