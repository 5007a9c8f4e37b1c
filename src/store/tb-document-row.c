/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-document-row.h"

#include "tb-statement.h"

#define SELECT "SELECT row, id, record, applied, pending, newer FROM sync_document"

/**
 * tb_document_row_free:
 * @self: (transfer full): a document
 */
void
tb_document_row_free (TbDocumentRow *self)
{
  g_free (self->id);
  g_free (self->record);
  g_free (self);
}

static gpointer
read_row (TbStatement *statement)
{
  TbDocumentRow *self = g_new0 (TbDocumentRow, 1);

  self->row = tb_statement_get_int (statement, 0);
  self->id = tb_statement_dup_text (statement, 1);
  self->record = tb_statement_dup_text (statement, 2);
  self->applied = tb_statement_get_int (statement, 3);
  self->pending = tb_statement_get_int (statement, 4) != 0;
  self->newer = tb_statement_get_int (statement, 5) != 0;
  return self;
}

/**
 * tb_document_row_find:
 * @connection: a connection
 * @id: id of a document
 * @error: where to put what went wrong
 *
 * Returns: (transfer full): the document; with `row` 0 where it is not known; %NULL with any error
 * of TB_ERROR
 */
TbDocumentRow *
tb_document_row_find (TbConnection *connection, const char *id, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, SELECT " WHERE id = ?1", error);
  TbDocumentRow *self;
  TbStep step;

  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, id);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_ERROR)
    return NULL;
  if (step == TB_STEP_ROW)
    return read_row (statement);

  self = g_new0 (TbDocumentRow, 1);
  self->id = g_strdup (id);
  return self;
}

/**
 * tb_document_row_load:
 * @connection: a connection
 * @row: number of a document that is there
 * @error: where to put what went wrong
 *
 * Returns: (transfer full): the document; %NULL with any error of TB_ERROR
 */
TbDocumentRow *
tb_document_row_load (TbConnection *connection, gint64 row, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, SELECT " WHERE row = ?1", error);
  TbStep step;

  if (statement == NULL)
    return NULL;

  tb_statement_bind_int (statement, 1, row);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_ERROR)
    return NULL;
  g_assert (step == TB_STEP_ROW);
  return read_row (statement);
}

/**
 * tb_document_row_save:
 * @connection: a connection in a transaction
 * @self: a document as it is now; its `row` is filled in for a new one
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_document_row_save (TbConnection *connection, TbDocumentRow *self, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      self->row == 0 ? "INSERT INTO sync_document (id, record, applied, pending, newer)"
                       " VALUES (?1, ?2, ?3, ?4, ?5) RETURNING row"
                     : "UPDATE sync_document SET applied = ?3, pending = ?4, newer = ?5"
                       " WHERE id = ?1 AND record IS ?2 RETURNING row",
      error);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, self->id);
  tb_statement_bind_text (statement, 2, self->record);
  if (self->applied != 0)
    tb_statement_bind_int (statement, 3, self->applied);
  tb_statement_bind_int (statement, 4, self->pending);
  tb_statement_bind_int (statement, 5, self->newer);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;
  self->row = tb_statement_get_int (statement, 0);
  return tb_statement_step (statement, error) == TB_STEP_DONE;
}

/**
 * tb_document_row_list_of_record:
 * @connection: a connection
 * @record: id of a record
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type TbDocumentRow): the entries that tell of it; %NULL with
 * any error of TB_ERROR
 */
GPtrArray *
tb_document_row_list_of_record (TbConnection *connection, const char *record, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, SELECT " WHERE record = ?1", error);

  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, record);
  return tb_statement_collect (statement, read_row, (GDestroyNotify)tb_document_row_free, error);
}

/**
 * tb_document_row_list_pending:
 * @connection: a connection
 * @after: number of the document to begin after
 * @limit: how many at most
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type gint64): numbers of documents; %NULL with any error of
 * TB_ERROR
 */
GArray *
tb_document_row_list_pending (TbConnection *connection, gint64 after, guint limit, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT row FROM sync_document WHERE pending = 1 AND row > ?1 AND NOT EXISTS"
      " (SELECT 1 FROM sync_waiting WHERE sync_waiting.document = sync_document.row)"
      " ORDER BY row LIMIT ?2",
      error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  TbStep step;

  if (statement == NULL)
    return NULL;

  tb_statement_bind_int (statement, 1, after);
  tb_statement_bind_int (statement, 2, limit);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      gint64 row = tb_statement_get_int (statement, 0);

      g_array_append_val (rows, row);
    }
  return step == TB_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * tb_document_row_retry_newer:
 * @connection: a connection in a transaction
 * @error: where to put what went wrong
 *
 * For a program that understands more than the one before it.
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_document_row_retry_newer (TbConnection *connection, GError **error)
{
  return tb_connection_run (
      connection, "UPDATE sync_document SET newer = 0, pending = 1 WHERE newer = 1", error);
}

/**
 * tb_document_row_is_newer:
 * @connection: a connection
 * @type_name: name of a record type
 * @record_id: id of a record of it
 * @newer: (out): whether a document about it says more than this program understands
 * @error: where to put what went wrong
 *
 * Returns: whether @newer is known; otherwise any error of TB_ERROR
 */
gboolean
tb_document_row_is_newer (TbConnection *connection, const char *type_name, const char *record_id,
                          gboolean *newer, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT 1 FROM sync_document WHERE newer = 1 AND (id = ?1 OR record = ?2) LIMIT 1", error);
  g_autofree char *id = g_strconcat (type_name, ":", record_id, NULL);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, id);
  tb_statement_bind_text (statement, 2, record_id);
  return tb_statement_has_row (statement, newer, error);
}

/**
 * tb_document_row_wait:
 * @connection: a connection in a transaction
 * @row: number of a document
 * @target: id of a record that is not there
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_document_row_wait (TbConnection *connection, gint64 row, const char *target, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "INSERT OR IGNORE INTO sync_waiting (document, target) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, row);
  tb_statement_bind_text (statement, 2, target);
  return tb_statement_run (statement, error);
}

/**
 * tb_document_row_wait_no_more:
 * @connection: a connection in a transaction
 * @row: number of a document
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_document_row_wait_no_more (TbConnection *connection, gint64 row, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, "DELETE FROM sync_waiting WHERE document = ?1", error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, row);
  return tb_statement_run (statement, error);
}

/**
 * tb_document_row_wake:
 * @connection: a connection in a transaction
 * @target: id of a record that is there now
 * @error: where to put what went wrong
 *
 * Has those that wait for @target looked at again, whatever else they wait for: two that wait for
 * one another come together.
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_document_row_wake (TbConnection *connection, const char *target, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection,
                               "DELETE FROM sync_waiting WHERE document IN"
                               " (SELECT document FROM sync_waiting WHERE target = ?1)",
                               error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_text (statement, 1, target);
  return tb_statement_run (statement, error);
}

/**
 * tb_waiting_row_free:
 * @self: (transfer full): a document that waits
 */
void
tb_waiting_row_free (TbWaitingRow *self)
{
  g_free (self->id);
  g_free (self->record);
  g_free (self->target);
  g_free (self);
}

static gpointer
read_waiting (TbStatement *statement)
{
  TbWaitingRow *self = g_new0 (TbWaitingRow, 1);

  self->id = tb_statement_dup_text (statement, 0);
  self->record = tb_statement_dup_text (statement, 1);
  self->target = tb_statement_dup_text (statement, 2);
  return self;
}

/**
 * tb_waiting_row_list:
 * @connection: a connection
 * @limit: how many at most
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type TbWaitingRow): what waits for what; %NULL with any error
 * of TB_ERROR
 */
GPtrArray *
tb_waiting_row_list (TbConnection *connection, guint limit, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT id, record, target FROM sync_waiting JOIN sync_document ON row = document"
      " ORDER BY document, target LIMIT ?1",
      error);

  if (statement == NULL)
    return NULL;

  tb_statement_bind_int (statement, 1, limit);
  return tb_statement_collect (statement, read_waiting, (GDestroyNotify)tb_waiting_row_free, error);
}
