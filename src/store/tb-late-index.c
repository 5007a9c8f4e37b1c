/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-late-index.h"

#include "tb-connection-private.h"
#include "tb-maintenance.h"
#include "tb-statement.h"

/* A setting for each, of that name and the index's; its value is the statement that makes it. */
#define PREFIX "late_index:"

/*
 * tb_late_index_put_off:
 * @connection: a connection in a transaction, in which the index was dropped
 * @name: the index
 * @sql: the statement that makes it
 * @error: where to put what went wrong
 *
 * Leaves an index to tb_connection_tidy(). Nothing that says INDEXED BY may name it.
 *
 * Returns: whether it was written down; otherwise any error of TB_ERROR
 */
gboolean
tb_late_index_put_off (TbConnection *connection, const char *name, const char *sql, GError **error)
{
  g_autofree char *key = g_strconcat (PREFIX, name, NULL);

  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);

  tb_connection_expect_late_indexes (connection);
  return tb_setting_set (connection, key, sql, error);
}

/* The statements that make what is missing. A register may have been made by others: nothing else
 * is run because it stands in one. */
static GPtrArray *
list (TbConnection *connection, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT value FROM setting WHERE key GLOB '" PREFIX "*'"
      " AND value GLOB 'CREATE INDEX *' AND value NOT GLOB '*;*' ORDER BY key",
      error);

  return statement != NULL ? tb_statement_collect_texts (statement, error) : NULL;
}

static gboolean
make (TbConnection *connection, GError **error)
{
  /* Another process may have made them since they were looked for. */
  g_autoptr (GPtrArray) missing = list (connection, error);

  if (missing == NULL)
    return FALSE;
  for (guint i = 0; i < missing->len; i++)
    if (!tb_connection_run (connection, g_ptr_array_index (missing, i), error))
      return FALSE;
  return tb_connection_run (connection, "DELETE FROM setting WHERE key GLOB '" PREFIX "*'", error);
}

/*
 * tb_late_index_make_all:
 * @connection: a connection for writing, not in a transaction
 * @error: where to put what went wrong
 *
 * Makes the indexes that were put off, if there are any, all of them or none.
 *
 * Returns: whether none is missing; otherwise any error of TB_ERROR
 */
gboolean
tb_late_index_make_all (TbConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) missing = list (connection, error);

  if (missing == NULL)
    return FALSE;
  if (missing->len == 0)
    return TRUE;

  if (!tb_connection_begin (connection, error))
    return FALSE;
  if (!make (connection, error))
    {
      tb_connection_rollback (connection);
      return FALSE;
    }
  return tb_connection_commit (connection, error);
}
