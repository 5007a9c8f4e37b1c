/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-connection-private.h"
#include "tb-maintenance.h"

/**
 * tb_setting_get:
 * @connection: a connection
 * @key: name of the setting
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable): its value; %NULL without an error where there is none, with
 * any error of TB_ERROR otherwise
 */
char *
tb_setting_get (TbConnection *connection, const char *key, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, "SELECT value FROM setting WHERE key = ?1", error);

  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, key);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return NULL;
  return tb_statement_dup_text (statement, 0);
}

static gboolean
write_setting (TbConnection *connection, const char *key, const char *value, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      value != NULL ? "INSERT INTO setting (key, value) VALUES (?1, ?2)"
                      " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                    : "DELETE FROM setting WHERE key = ?1",
      error);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, key);
  if (value != NULL)
    tb_statement_bind_text (statement, 2, value);
  return tb_statement_run (statement, error);
}

/**
 * tb_setting_set:
 * @connection: a connection for writing
 * @key: name of the setting
 * @value: (nullable): its value; %NULL takes it away
 * @error: where to put what went wrong
 *
 * Remembers a small value. It is not journalled. Part of the transaction if there is one, otherwise
 * one by itself.
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_setting_set (TbConnection *connection, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail (key != NULL, FALSE);

  if (tb_connection_in_transaction (connection))
    return write_setting (connection, key, value, error);

  if (!tb_connection_begin (connection, error))
    return FALSE;
  if (!write_setting (connection, key, value, error))
    {
      tb_connection_rollback (connection);
      return FALSE;
    }
  return tb_connection_commit (connection, error);
}
