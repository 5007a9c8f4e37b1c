/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-statement.h"

#include "tb-connection-private.h"

struct _TbStatement
{
  TbConnection *connection; /* (not owned): outlives its statements */
  sqlite3_stmt *prepared;   /* (owned): given back to the connection */
};

/**
 * tb_connection_prepare:
 * @connection: a connection
 * @sql: one statement; identifiers from field tables, values as parameters
 *
 * Takes a prepared statement out of the connection's cache, or prepares it. Freeing it puts it
 * back, so preparing the same text again and again is cheap.
 *
 * Returns: (transfer full) (nullable): the statement; %NULL with any error of TB_ERROR
 */
TbStatement *
tb_connection_prepare (TbConnection *connection, const char *sql, GError **error)
{
  sqlite3_stmt *prepared;
  TbStatement *self;

  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  prepared = tb_connection_take_prepared (connection, sql, error);
  if (prepared == NULL)
    return NULL;

  self = g_new0 (TbStatement, 1);
  self->connection = connection;
  self->prepared = prepared;
  return self;
}

/**
 * tb_connection_run:
 * @connection: a connection
 * @sql: one statement without parameters and without rows of interest
 *
 * Returns: whether it ran; otherwise any error of TB_ERROR
 */
gboolean
tb_connection_run (TbConnection *connection, const char *sql, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);

  return statement != NULL && tb_statement_run (statement, error);
}

/**
 * tb_connection_read_int:
 * @connection: a connection
 * @sql: one statement without parameters
 * @out: (out): the first column of its first row; 0 where there is none
 *
 * Returns: whether it ran; otherwise any error of TB_ERROR
 */
gboolean
tb_connection_read_int (TbConnection *connection, const char *sql, gint64 *out, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  step = tb_statement_step (statement, error);
  *out = step == TB_STEP_ROW ? tb_statement_get_int (statement, 0) : 0;
  return step != TB_STEP_ERROR;
}

/**
 * tb_statement_free:
 * @self: (transfer full): a statement
 *
 * Ends this use of the statement.
 */
void
tb_statement_free (TbStatement *self)
{
  tb_connection_give_prepared (self->connection, self->prepared);
  g_free (self);
}

/**
 * tb_statement_bind_text:
 * @self: a statement
 * @parameter: number of the parameter, from 1
 * @value: (nullable): UTF-8 text, not copied; %NULL for no value
 */
void
tb_statement_bind_text (TbStatement *self, int parameter, const char *value)
{
  int code = sqlite3_bind_text (self->prepared, parameter, value, -1, SQLITE_STATIC);

  g_assert (code == SQLITE_OK);
}

/**
 * tb_statement_bind_int:
 * @self: a statement
 * @parameter: number of the parameter, from 1
 * @value: a whole number
 */
void
tb_statement_bind_int (TbStatement *self, int parameter, gint64 value)
{
  int code = sqlite3_bind_int64 (self->prepared, parameter, value);

  g_assert (code == SQLITE_OK);
}

/**
 * tb_statement_bind_blob:
 * @self: a statement
 * @parameter: number of the parameter, from 1
 * @data: (nullable): bytes, not copied; %NULL for no value
 * @length: how many
 */
void
tb_statement_bind_blob (TbStatement *self, int parameter, const void *data, gsize length)
{
  int code = sqlite3_bind_blob64 (self->prepared, parameter, data, length, SQLITE_STATIC);

  g_assert (code == SQLITE_OK);
}

/**
 * tb_statement_bind_null:
 * @self: a statement
 * @parameter: number of the parameter, from 1
 */
void
tb_statement_bind_null (TbStatement *self, int parameter)
{
  int code = sqlite3_bind_null (self->prepared, parameter);

  g_assert (code == SQLITE_OK);
}

/**
 * tb_statement_step:
 * @self: a statement
 *
 * Goes to the next row.
 *
 * Returns: whether there is one; on failure any error of TB_ERROR, or G_IO_ERROR_CANCELLED
 */
TbStep
tb_statement_step (TbStatement *self, GError **error)
{
  int code;

  if (!tb_connection_check_cancelled (self->connection, error))
    return TB_STEP_ERROR;

  code = sqlite3_step (self->prepared);
  if (G_LIKELY (code == SQLITE_ROW))
    return TB_STEP_ROW;
  if (code == SQLITE_DONE)
    return TB_STEP_DONE;

  tb_connection_set_error (self->connection, code, error);
  return TB_STEP_ERROR;
}

/**
 * tb_statement_run:
 * @self: a statement
 *
 * Runs it to its end and makes it ready to be bound and run again.
 *
 * Returns: whether it ran; otherwise any error of TB_ERROR, or G_IO_ERROR_CANCELLED
 */
gboolean
tb_statement_run (TbStatement *self, GError **error)
{
  TbStep step;

  do
    step = tb_statement_step (self, error);
  while (step == TB_STEP_ROW);

  tb_statement_reset (self);
  return step == TB_STEP_DONE;
}

/**
 * tb_statement_has_row:
 * @self: a statement that has not begun
 * @has: (out): whether it gives a row; %FALSE where that is not known
 * @error: where to put what went wrong
 *
 * Returns: whether it is known; otherwise any error of TB_ERROR, or G_IO_ERROR_CANCELLED
 */
gboolean
tb_statement_has_row (TbStatement *self, gboolean *has, GError **error)
{
  const TbStep step = tb_statement_step (self, error);

  *has = step == TB_STEP_ROW;
  return step != TB_STEP_ERROR;
}

/**
 * tb_statement_collect:
 * @self: a statement that has not begun
 * @read: (scope call): reads one row
 * @free_func: frees what @read gives
 * @error: where to put what went wrong
 *
 * Runs it to its end.
 *
 * Returns: (transfer full) (nullable): what its rows say, in their order; %NULL with any error of
 * TB_ERROR, or G_IO_ERROR_CANCELLED
 */
GPtrArray *
tb_statement_collect (TbStatement *self, TbReadRowFunc read, GDestroyNotify free_func,
                      GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_func);
  TbStep step;

  while ((step = tb_statement_step (self, error)) == TB_STEP_ROW)
    g_ptr_array_add (rows, read (self));
  return step == TB_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static gpointer
read_text (TbStatement *self)
{
  return tb_statement_dup_text (self, 0);
}

/**
 * tb_statement_collect_texts:
 * @self: a statement that has not begun, of which the first column is a text
 * @error: where to put what went wrong
 *
 * As tb_statement_collect().
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the texts of the first column
 */
GPtrArray *
tb_statement_collect_texts (TbStatement *self, GError **error)
{
  return tb_statement_collect (self, read_text, g_free, error);
}

/**
 * tb_statement_reset:
 * @self: a statement
 *
 * Makes it ready to be run again with other values.
 */
void
tb_statement_reset (TbStatement *self)
{
  sqlite3_reset (self->prepared);
  sqlite3_clear_bindings (self->prepared);
}

/**
 * tb_statement_is_null:
 * @self: a statement at a row
 * @column: number of the column, from 0
 *
 * Returns: whether the column has no value
 */
gboolean
tb_statement_is_null (TbStatement *self, int column)
{
  return sqlite3_column_type (self->prepared, column) == SQLITE_NULL;
}

/**
 * tb_statement_get_text:
 * @self: a statement at a row
 * @column: number of the column, from 0
 *
 * Returns: (transfer none) (nullable): its text, until the next step
 */
const char *
tb_statement_get_text (TbStatement *self, int column)
{
  return (const char *)sqlite3_column_text (self->prepared, column);
}

/**
 * tb_statement_dup_text:
 * @self: a statement at a row
 * @column: number of the column, from 0
 *
 * As tb_statement_get_text(), for what others walk through as UTF-8: a damaged disk may spoil a
 * character, and what it spoils becomes U+FFFD.
 *
 * Returns: (transfer full) (nullable): its text
 */
char *
tb_statement_dup_text (TbStatement *self, int column)
{
  const char *text = tb_statement_get_text (self, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/**
 * tb_statement_get_int:
 * @self: a statement at a row
 * @column: number of the column, from 0
 *
 * Returns: its number, 0 where there is none
 */
gint64
tb_statement_get_int (TbStatement *self, int column)
{
  return sqlite3_column_int64 (self->prepared, column);
}

/**
 * tb_statement_get_blob:
 * @self: a statement at a row
 * @column: number of the column, from 0
 * @length: (out): how many bytes
 *
 * Returns: (transfer none) (nullable): its bytes, until the next step
 */
const guint8 *
tb_statement_get_blob (TbStatement *self, int column, gsize *length)
{
  const guint8 *data = sqlite3_column_blob (self->prepared, column);

  *length = sqlite3_column_bytes (self->prepared, column);
  return data;
}
