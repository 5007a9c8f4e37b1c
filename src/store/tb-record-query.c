/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-query-sql.h"
#include "tb-record-table.h"

/* The first chunk is a screen full, to be shown at once; the others are few. */
#define FIRST_CHUNK 64
#define CHUNK 16384

/* Row numbers on their way to whoever asked. */
typedef struct
{
  TbRowFunc func;
  gpointer user_data;
  gint64 *rows; /* (owned): room for CHUNK */
  guint n_rows;
  guint chunk;     /* how many are handed over next */
  guint remaining; /* how many more are wanted */
  gboolean stopped;
} Delivery;

static void
hand_over (Delivery *delivery)
{
  if (delivery->n_rows > 0
      && !delivery->func (delivery->rows, delivery->n_rows, delivery->user_data))
    delivery->stopped = TRUE;
  delivery->n_rows = 0;
  delivery->chunk = CHUNK;
}

static gboolean
deliver_select (TbConnection *connection, TbQuerySql *sql, const char *select, Delivery *delivery,
                GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, select, error);
  TbStep step = TB_STEP_DONE;

  if (statement == NULL)
    return FALSE;

  tb_query_sql_bind (sql, statement);
  while (!delivery->stopped && delivery->remaining > 0
         && (step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      delivery->rows[delivery->n_rows++] = tb_statement_get_int (statement, 0);
      delivery->remaining--;
      if (delivery->n_rows == delivery->chunk)
        hand_over (delivery);
    }
  return step != TB_STEP_ERROR;
}

/**
 * tb_record_table_query:
 * @connection: a connection
 * @query: which records, in which order
 * @func: takes the row numbers, on this thread
 * @user_data: for @func
 * @error: where to put what went wrong
 *
 * Finds the live records of a query. Records with the same value come in the order of entry, in the
 * direction of the query; those without a value come last in either direction.
 *
 * Returns: whether all were read, or @func had enough; otherwise any error of TB_ERROR, or
 * G_IO_ERROR_CANCELLED
 */
gboolean
tb_record_table_query (TbConnection *connection, TbQuery *query, TbRowFunc func, gpointer user_data,
                       GError **error)
{
  g_autoptr (TbQuerySql) sql = tb_query_sql_new (query);
  g_autofree gint64 *rows = g_new (gint64, CHUNK);
  guint limit = tb_query_get_limit (query);
  Delivery delivery = {
    .func = func,
    .user_data = user_data,
    .rows = rows,
    .chunk = FIRST_CHUNK,
    .remaining = limit > 0 ? limit : G_MAXUINT,
  };

  for (guint i = 0; i < tb_query_sql_get_n_selects (sql); i++)
    if (!deliver_select (connection, sql, tb_query_sql_get_select (sql, i), &delivery, error))
      return FALSE;

  if (!delivery.stopped)
    hand_over (&delivery);
  return TRUE;
}

/**
 * tb_record_table_count:
 * @connection: a connection
 * @query: which records; its order does not matter
 * @error: where to put what went wrong
 *
 * Returns: how many live records there are, no more than the query's limit; -1 with any error of
 * TB_ERROR, or G_IO_ERROR_CANCELLED
 */
gint64
tb_record_table_count (TbConnection *connection, TbQuery *query, GError **error)
{
  g_autoptr (TbQuerySql) sql = tb_query_sql_new (query);
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, tb_query_sql_get_count (sql), error);
  guint limit = tb_query_get_limit (query);
  gint64 count;

  if (statement == NULL)
    return -1;

  tb_query_sql_bind (sql, statement);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return -1;

  count = tb_statement_get_int (statement, 0);
  return limit > 0 ? MIN (count, limit) : count;
}
