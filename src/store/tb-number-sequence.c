/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-number-sequence.h"

#include "tb-connection-private.h"
#include "tb-statement.h"

/**
 * tb_number_sequence_take:
 * @connection: a connection in a transaction
 * @series: the series, such as `HD-202611`
 * @number: (out): the next number of it, from 1 on
 * @error: where to put what went wrong
 *
 * Takes the next number of a series. One that was taken is never given again once the transaction
 * is committed, even where what it was given to is undone: it may stand on paper.
 *
 * Returns: whether there is one; otherwise any error of TB_ERROR
 */
gboolean
tb_number_sequence_take (TbConnection *connection, const char *series, gint64 *number,
                         GError **error)
{
  g_autoptr (TbStatement) statement = NULL;

  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);
  g_return_val_if_fail (series != NULL, FALSE);

  statement
      = tb_connection_prepare (connection,
                               "INSERT INTO number_sequence (series, last) VALUES (?1, 1)"
                               " ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last",
                               error);
  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, series);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;
  *number = tb_statement_get_int (statement, 0);
  return tb_statement_step (statement, error) == TB_STEP_DONE;
}

/**
 * tb_number_sequence_pass:
 * @connection: a connection in a transaction
 * @series: the series
 * @number: a number of it that came from elsewhere, such as from a list that is imported
 * @error: where to put what went wrong
 *
 * Sees to it that @number is not given again.
 *
 * Returns: whether it was noted; otherwise any error of TB_ERROR
 */
gboolean
tb_number_sequence_pass (TbConnection *connection, const char *series, gint64 number,
                         GError **error)
{
  g_autoptr (TbStatement) statement = NULL;

  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);
  g_return_val_if_fail (series != NULL && number > 0, FALSE);

  statement = tb_connection_prepare (
      connection,
      "INSERT INTO number_sequence (series, last) VALUES (?1, ?2)"
      " ON CONFLICT (series) DO UPDATE SET last = max (last, excluded.last)",
      error);
  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, series);
  tb_statement_bind_int (statement, 2, number);
  return tb_statement_run (statement, error);
}
