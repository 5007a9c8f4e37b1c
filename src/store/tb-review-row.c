/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-review-row.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "tb-error.h"
#include "tb-statement.h"

#define SELECT                                                                                     \
  "SELECT sync_review.row, document, id, record, kind, field, kept, other, kept_by, kept_at,"      \
  " other_by, other_at, state, batch FROM sync_review"                                             \
  " JOIN sync_document ON sync_document.row = document"

/* The document ?1, and others that tell of the same record, as entries do. */
#define DOCUMENTS                                                                                  \
  "(SELECT ?1 UNION ALL SELECT row FROM sync_document WHERE record ="                              \
  " (SELECT record FROM sync_document WHERE row = ?1))"

/**
 * tb_review_row_free:
 * @self: (transfer full): a value that was not taken
 */
void
tb_review_row_free (TbReviewRow *self)
{
  g_free (self->id);
  g_free (self->record);
  g_free (self->kind);
  g_free (self->field);
  g_free (self->kept);
  g_free (self->other);
  g_free (self->kept_by);
  g_free (self->kept_at);
  g_free (self->other_by);
  g_free (self->other_at);
  g_free (self->state);
  g_free (self->batch);
  g_free (self);
}

static gpointer
read_row (TbStatement *statement)
{
  TbReviewRow *self = g_new0 (TbReviewRow, 1);

  self->row = tb_statement_get_int (statement, 0);
  self->document = tb_statement_get_int (statement, 1);
  self->id = tb_statement_dup_text (statement, 2);
  self->record = tb_statement_dup_text (statement, 3);
  self->kind = tb_statement_dup_text (statement, 4);
  self->field = tb_statement_dup_text (statement, 5);
  self->kept = tb_statement_dup_text (statement, 6);
  self->other = tb_statement_dup_text (statement, 7);
  self->kept_by = tb_statement_dup_text (statement, 8);
  self->kept_at = tb_statement_dup_text (statement, 9);
  self->other_by = tb_statement_dup_text (statement, 10);
  self->other_at = tb_statement_dup_text (statement, 11);
  self->state = tb_statement_dup_text (statement, 12);
  self->batch = tb_statement_dup_text (statement, 13);
  return self;
}

/**
 * tb_review_row_add:
 * @connection: a connection in a transaction
 * @self: a value that was not taken; `id`, `record`, `row` and `batch` are not read, and a `state`
 * of %NULL is `open`
 * @error: where to put what went wrong
 *
 * The same leaves may be compared again and again, and those of each entry of a record: what is
 * remembered already, in whatever state, stays as it is.
 *
 * Returns: whether it is remembered; otherwise any error of TB_ERROR
 */
gboolean
tb_review_row_add (TbConnection *connection, const TbReviewRow *self, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "INSERT INTO sync_review (document, kind, field, kept, other, kept_by, kept_at, other_by,"
      " other_at, state)"
      " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, coalesce (?10, 'open') WHERE NOT EXISTS"
      " (SELECT 1 FROM sync_review WHERE document IN " DOCUMENTS
      " AND kind = ?2 AND field IS ?3 AND other IS ?5 AND other_by IS ?8 AND other_at IS ?9)",
      error);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_int (statement, 1, self->document);
  tb_statement_bind_text (statement, 2, self->kind);
  tb_statement_bind_text (statement, 3, self->field);
  tb_statement_bind_text (statement, 4, self->kept);
  tb_statement_bind_text (statement, 5, self->other);
  tb_statement_bind_text (statement, 6, self->kept_by);
  tb_statement_bind_text (statement, 7, self->kept_at);
  tb_statement_bind_text (statement, 8, self->other_by);
  tb_statement_bind_text (statement, 9, self->other_at);
  tb_statement_bind_text (statement, 10, self->state);
  return tb_statement_run (statement, error);
}

static GPtrArray *
read_all (TbStatement *statement, GError **error)
{
  return tb_statement_collect (statement, read_row, (GDestroyNotify)tb_review_row_free, error);
}

/**
 * tb_review_row_list:
 * @connection: a connection
 * @only_open: whether those that were decided are left out
 * @limit: how many at most
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type TbReviewRow): values that were not taken, the latest
 * first; %NULL with any error of TB_ERROR
 */
GPtrArray *
tb_review_row_list (TbConnection *connection, gboolean only_open, guint limit, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      only_open ? SELECT " WHERE state = 'open' ORDER BY sync_review.row DESC LIMIT ?1"
                : SELECT " ORDER BY sync_review.row DESC LIMIT ?1",
      error);

  if (statement == NULL)
    return NULL;
  tb_statement_bind_int (statement, 1, limit);
  return read_all (statement, error);
}

/**
 * tb_review_row_list_of_document:
 * @connection: a connection
 * @document: number of a document
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type TbReviewRow): those about it, or about the record that it
 * tells of as others do, in whatever state; %NULL with any error of TB_ERROR
 */
GPtrArray *
tb_review_row_list_of_document (TbConnection *connection, gint64 document, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, SELECT " WHERE document IN " DOCUMENTS " ORDER BY sync_review.row", error);

  if (statement == NULL)
    return NULL;
  tb_statement_bind_int (statement, 1, document);
  return read_all (statement, error);
}

/**
 * tb_review_row_load:
 * @connection: a connection
 * @row: its number
 * @error: where to put what went wrong
 *
 * Returns: (transfer full): the value that was not taken; %NULL with TB_ERROR_NOT_FOUND where there
 * is none of that number, or with any other of TB_ERROR
 */
TbReviewRow *
tb_review_row_load (TbConnection *connection, gint64 row, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, SELECT " WHERE sync_review.row = ?1", error);
  TbStep step;

  if (statement == NULL)
    return NULL;

  tb_statement_bind_int (statement, 1, row);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_DONE)
    g_set_error (
        error, TB_ERROR, TB_ERROR_NOT_FOUND,
        _ ("There is no value of the number %" PRId64 " to decide about. Look at the list again."),
        row);
  return step == TB_STEP_ROW ? read_row (statement) : NULL;
}

/**
 * tb_review_row_decide:
 * @connection: a connection in a transaction
 * @row: its number
 * @state: what became of it
 * @batch: (nullable): the batch that took or wrote a value
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_review_row_decide (TbConnection *connection, gint64 row, const char *state, const char *batch,
                      GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "UPDATE sync_review SET state = ?2, batch = ?3 WHERE row = ?1", error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, row);
  tb_statement_bind_text (statement, 2, state);
  tb_statement_bind_text (statement, 3, batch);
  return tb_statement_run (statement, error);
}

/**
 * tb_review_row_reopen:
 * @connection: a connection in a transaction
 * @batch: a batch that is taken back
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_review_row_reopen (TbConnection *connection, const char *batch, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "UPDATE sync_review SET state = 'open', batch = NULL WHERE batch = ?1", error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_text (statement, 1, batch);
  return tb_statement_run (statement, error);
}
