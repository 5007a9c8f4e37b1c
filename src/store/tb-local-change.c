/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-local-change.h"

#include "tb-journal-chain.h"
#include "tb-statement.h"

/**
 * tb_local_change_free:
 * @self: (transfer full): a change
 */
void
tb_local_change_free (TbLocalChange *self)
{
  g_free (self->record_type);
  g_free (self->record_id);
  g_free (self->at);
  g_free (self->actor);
  g_free (self->after);
  g_free (self);
}

static gboolean
is_of_values (TbChangeOp op)
{
  return op == TB_CHANGE_INSERT || op == TB_CHANGE_UPDATE || op == TB_CHANGE_REMOVE
         || op == TB_CHANGE_RESTORE;
}

static TbLocalChange *
read_change (TbStatement *statement)
{
  TbLocalChange *self = g_new0 (TbLocalChange, 1);

  self->seq = tb_statement_get_int (statement, 0);
  self->record_type = tb_statement_dup_text (statement, 1);
  self->record_id = tb_statement_dup_text (statement, 2);
  self->op = tb_change_op_from_name (tb_statement_get_text (statement, 3));
  self->at = tb_statement_dup_text (statement, 4);
  self->actor = tb_statement_dup_text (statement, 5);
  if (!is_of_values (self->op))
    self->after = tb_statement_dup_text (statement, 6);
  return self;
}

/* A record that was changed twice is told of once, as it was left. */
static void
add_change (GPtrArray *changes, GHashTable *positions, TbLocalChange *change)
{
  gpointer position;

  if (change->record_id != NULL && is_of_values (change->op))
    {
      if (g_hash_table_lookup_extended (positions, change->record_id, NULL, &position))
        {
          TbLocalChange *before = changes->pdata[GPOINTER_TO_UINT (position)];

          changes->pdata[GPOINTER_TO_UINT (position)] = change;
          g_hash_table_replace (positions, change->record_id, position);
          tb_local_change_free (before);
          return;
        }
      g_hash_table_insert (positions, change->record_id, GUINT_TO_POINTER (changes->len));
    }
  g_ptr_array_add (changes, change);
}

/**
 * tb_local_change_list:
 * @connection: a connection
 * @after_seq: number of the journal's entry to begin after
 * @limit: how many entries are read at most
 * @last_seq: (out): number of the last entry that was read; @after_seq where there are none
 * @error: where to put what went wrong
 *
 * Reads a piece of the journal, without what came from other desks.
 *
 * Returns: (transfer full) (element-type TbLocalChange): what was changed, in the order in which it
 * was first; %NULL with any error of TB_ERROR
 */
GPtrArray *
tb_local_change_list (TbConnection *connection, gint64 after_seq, guint limit, gint64 *last_seq,
                      GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT seq, change.record_type, record_id, op, change.at, change.actor,"
      " iif (op = 'reveal' OR op = 'export' OR op = 'erase', after, NULL), kind"
      " FROM change JOIN batch ON batch.row = change.batch WHERE seq > ?1 ORDER BY seq LIMIT ?2",
      error);
  g_autoptr (GPtrArray) changes
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_local_change_free);
  g_autoptr (GHashTable) positions = g_hash_table_new (g_str_hash, g_str_equal);
  TbStep step;

  if (statement == NULL)
    return NULL;

  *last_seq = after_seq;
  tb_statement_bind_int (statement, 1, after_seq);
  tb_statement_bind_int (statement, 2, limit);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      *last_seq = tb_statement_get_int (statement, 0);
      if (g_strcmp0 (tb_statement_get_text (statement, 7), "sync") != 0)
        add_change (changes, positions, read_change (statement));
    }
  return step == TB_STEP_DONE ? g_steal_pointer (&changes) : NULL;
}

/**
 * tb_local_change_count:
 * @connection: a connection
 * @after_seq: number of the journal's entry to begin after
 * @count: (out): how many entries after it are not of other desks
 * @error: where to put what went wrong
 *
 * Returns: whether they could be counted; otherwise any error of TB_ERROR
 */
gboolean
tb_local_change_count (TbConnection *connection, gint64 after_seq, gint64 *count, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection,
                               "SELECT count(*) FROM change JOIN batch ON batch.row = change.batch"
                               " WHERE seq > ?1 AND kind <> 'sync'",
                               error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, after_seq);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;
  *count = tb_statement_get_int (statement, 0);
  return TRUE;
}
