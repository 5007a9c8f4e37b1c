/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-journal-chain.h"

#define SELECT_ENTRY                                                                               \
  "SELECT c.seq, c.at, c.actor, b.id, c.record_type, c.record_id, c.op, c.before, c.after"         \
  " FROM change c JOIN batch b ON b.row = c.batch "

/* A batch's entries are one transaction of one writer, so their numbers have no gaps, and need not
 * be counted. */
#define SELECT_BATCH                                                                               \
  "SELECT b.row, b.id, b.kind, b.at, b.actor, b.subject, b.record_type, u.id,"                     \
  " (SELECT max (seq) FROM change WHERE batch = b.row),"                                           \
  " (SELECT min (seq) FROM change WHERE batch = b.row), b.verb"                                    \
  " FROM batch b LEFT JOIN batch u ON u.row = b.undoes AND u.row < b.row "

static gpointer
read_entry (TbStatement *statement)
{
  TbJournalEntry *entry = g_new0 (TbJournalEntry, 1);

  entry->seq = tb_statement_get_int (statement, 0);
  entry->at = tb_statement_dup_text (statement, 1);
  entry->actor = tb_statement_dup_text (statement, 2);
  entry->batch = tb_statement_dup_text (statement, 3);
  entry->record_type = tb_statement_dup_text (statement, 4);
  entry->record_id = tb_statement_dup_text (statement, 5);
  entry->op = tb_change_op_from_name (tb_statement_get_text (statement, 6));
  entry->before = tb_statement_dup_text (statement, 7);
  entry->after = tb_statement_dup_text (statement, 8);
  return entry;
}

static GPtrArray *
read_entries (TbStatement *statement, GError **error)
{
  return tb_statement_collect (statement, read_entry, (GDestroyNotify)tb_journal_entry_free, error);
}

/**
 * tb_journal_list:
 * @connection: a connection
 * @type: (nullable): the type of a record, or %NULL for the whole journal
 * @record_id: (nullable): the record
 * @before_seq: only entries before this number; 0 for all
 * @limit: how many at most
 * @error: where to put what went wrong
 *
 * Reads the history of a record, or of the register, the newest entry first.
 *
 * Returns: (transfer full) (nullable) (element-type TbJournalEntry): the entries; %NULL with any
 * error of TB_ERROR
 */
GPtrArray *
tb_journal_list (TbConnection *connection, const TbRecordType *type, const char *record_id,
                 gint64 before_seq, guint limit, GError **error)
{
  g_autoptr (TbStatement) statement = NULL;

  g_return_val_if_fail ((type == NULL) == (record_id == NULL), NULL);

  statement = tb_connection_prepare (
      connection,
      type != NULL ? SELECT_ENTRY "WHERE c.record_id = ?1 AND c.record_type = ?2 AND c.seq < ?3"
                                  " ORDER BY c.seq DESC LIMIT ?4"
                   : SELECT_ENTRY "WHERE c.seq < ?3 ORDER BY c.seq DESC LIMIT ?4",
      error);
  if (statement == NULL)
    return NULL;

  if (type != NULL)
    {
      tb_statement_bind_text (statement, 1, record_id);
      tb_statement_bind_text (statement, 2, type->name);
    }
  tb_statement_bind_int (statement, 3, before_seq > 0 ? before_seq : G_MAXINT64);
  tb_statement_bind_int (statement, 4, limit);
  return read_entries (statement, error);
}

/**
 * tb_journal_list_batch:
 * @connection: a connection
 * @batch: id of a batch
 * @after_seq: only entries after this number; 0 for all
 * @limit: how many at most
 * @error: where to put what went wrong
 *
 * Reads what a user action changed, in the order in which it was done.
 *
 * Returns: (transfer full) (nullable) (element-type TbJournalEntry): the entries; %NULL with any
 * error of TB_ERROR
 */
GPtrArray *
tb_journal_list_batch (TbConnection *connection, const char *batch, gint64 after_seq, guint limit,
                       GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      SELECT_ENTRY "WHERE c.batch = (SELECT row FROM batch WHERE id = ?1) AND c.seq > ?2"
                   " ORDER BY c.seq LIMIT ?3",
      error);

  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, batch);
  tb_statement_bind_int (statement, 2, after_seq);
  tb_statement_bind_int (statement, 3, limit);
  return read_entries (statement, error);
}

/* The batch that took @row back and was not itself taken back: the last one that undoes it decides.
 * Only a later one can, so that this ends in a register that was tampered with, too. */
static gboolean
find_undone_by (TbConnection *connection, gint64 row, char **undone_by, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT row, id FROM batch WHERE undoes = ?1 AND row > ?1 ORDER BY row DESC LIMIT 1", error);
  g_autofree char *redone_by = NULL;
  TbStep step;

  *undone_by = NULL;
  if (statement == NULL)
    return FALSE;

  tb_statement_bind_int (statement, 1, row);
  step = tb_statement_step (statement, error);
  if (step != TB_STEP_ROW)
    return step == TB_STEP_DONE;

  if (!find_undone_by (connection, tb_statement_get_int (statement, 0), &redone_by, error))
    return FALSE;
  if (redone_by == NULL)
    *undone_by = tb_statement_dup_text (statement, 1);
  return TRUE;
}

static TbBatchInfo *
read_batch (TbConnection *connection, TbStatement *statement, GError **error)
{
  g_autoptr (TbBatchInfo) info = g_new0 (TbBatchInfo, 1);

  info->id = tb_statement_dup_text (statement, 1);
  info->kind = tb_batch_kind_from_name (tb_statement_get_text (statement, 2));
  info->at = tb_statement_dup_text (statement, 3);
  info->actor = tb_statement_dup_text (statement, 4);
  info->subject = tb_statement_dup_text (statement, 5);
  info->record_type = tb_statement_dup_text (statement, 6);
  info->undoes = tb_statement_dup_text (statement, 7);
  info->verb = tb_statement_dup_text (statement, 10);
  if (!tb_statement_is_null (statement, 8))
    info->n_changes = tb_statement_get_int (statement, 8) - tb_statement_get_int (statement, 9) + 1;

  if (!find_undone_by (connection, tb_statement_get_int (statement, 0), &info->undone_by, error))
    return NULL;
  return g_steal_pointer (&info);
}

/**
 * tb_journal_list_batches:
 * @connection: a connection
 * @limit: how many at most
 * @error: where to put what went wrong
 *
 * Reads the user actions, the last one first.
 *
 * Returns: (transfer full) (nullable) (element-type TbBatchInfo): the batches; %NULL with any error
 * of TB_ERROR
 */
GPtrArray *
tb_journal_list_batches (TbConnection *connection, guint limit, GError **error)
{
  g_autoptr (GPtrArray) batches
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_batch_info_free);
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, SELECT_BATCH "ORDER BY b.row DESC LIMIT ?1", error);
  TbStep step;

  if (statement == NULL)
    return NULL;

  tb_statement_bind_int (statement, 1, limit);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      TbBatchInfo *info = read_batch (connection, statement, error);

      if (info == NULL)
        return NULL;
      g_ptr_array_add (batches, info);
    }
  return step == TB_STEP_DONE ? g_steal_pointer (&batches) : NULL;
}

/**
 * tb_journal_get_batch:
 * @connection: a connection
 * @batch: id of a batch
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable): what is known of it; %NULL with TB_ERROR_NOT_FOUND or any
 * other of TB_ERROR
 */
TbBatchInfo *
tb_journal_get_batch (TbConnection *connection, const char *batch, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, SELECT_BATCH "WHERE b.id = ?1", error);
  TbStep step;

  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, batch);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_DONE)
    g_set_error (error, TB_ERROR, TB_ERROR_NOT_FOUND,
                 _ ("There is no action “%s” in the journal. Look at the list of actions."), batch);
  return step == TB_STEP_ROW ? read_batch (connection, statement, error) : NULL;
}
