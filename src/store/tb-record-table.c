/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-table.h"

#include <glib/gi18n-lib.h>

#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-id.h"
#include "tb-record-insert.h"
#include "tb-record-row.h"

static gboolean
set_not_found (const TbRecordType *type, const char *id, GError **error)
{
  g_set_error (error, TB_ERROR, TB_ERROR_NOT_FOUND,
               /* Translators: a kind of record such as “Member”, then an identifier */
               _ ("There is no record “%s” with the identifier %s. It may have been taken back. "
                  "Look for it again."),
               _ (type->label), id);
  return FALSE;
}

static TbRecord *
select_by_id (TbConnection *connection, const TbRecordType *type, const char *id, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, tb_record_sql_get (type)->select_by_id, error);
  TbStep step;

  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, id);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_DONE)
    set_not_found (type, id, error);
  return step == TB_STEP_ROW ? tb_record_row_read (type, statement) : NULL;
}

/**
 * tb_record_table_load:
 * @connection: a connection
 * @type: the type of the record
 * @id: its id
 * @error: where to put what went wrong
 *
 * Reads one record, live or removed, with the titles of what it refers to.
 *
 * Returns: (transfer full) (nullable): the record; %NULL with TB_ERROR_NOT_FOUND or any other of
 * TB_ERROR
 */
TbRecord *
tb_record_table_load (TbConnection *connection, const TbRecordType *type, const char *id,
                      GError **error)
{
  g_autoptr (TbRecord) record = select_by_id (connection, type, id, error);

  if (record == NULL || !tb_reference_titles_fill (connection, &record, 1, error))
    return NULL;
  return g_steal_pointer (&record);
}

/**
 * tb_record_table_has:
 * @connection: a connection
 * @type: the type of the record
 * @id: its id
 * @has: (out): whether there is such a record, live or removed
 * @error: where to put what went wrong
 *
 * Returns: whether it could be looked up; otherwise any error of TB_ERROR
 */
gboolean
tb_record_table_has (TbConnection *connection, const TbRecordType *type, const char *id,
                     gboolean *has, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = ?1", type->name);
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, id);
  return tb_statement_has_row (statement, has, error);
}

/**
 * tb_record_table_fetch:
 * @connection: a connection
 * @type: the type of the records
 * @rows: (array length=n_rows): their row numbers
 * @n_rows: how many
 * @error: where to put what went wrong
 *
 * Reads a page of records, with the titles of what they refer to.
 *
 * Returns: (transfer full) (nullable) (element-type TbRecord): the records in the order of @rows,
 * without those that are not there; %NULL with any error of TB_ERROR
 */
GPtrArray *
tb_record_table_fetch (TbConnection *connection, const TbRecordType *type, const gint64 *rows,
                       guint n_rows, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_full (n_rows, g_object_unref);
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, tb_record_sql_get (type)->select_by_row, error);

  if (statement == NULL)
    return NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      TbStep step;

      tb_statement_bind_int (statement, 1, rows[i]);
      step = tb_statement_step (statement, error);
      if (step == TB_STEP_ERROR)
        return NULL;
      if (step == TB_STEP_ROW)
        g_ptr_array_add (records, tb_record_row_read (type, statement));
      tb_statement_reset (statement);
    }

  if (!tb_reference_titles_fill (connection, (TbRecord **)records->pdata, records->len, error))
    return NULL;
  return g_steal_pointer (&records);
}

/* The field that SQLite says must be unique, as it says so: with table and column. */
static guint
find_field_in_message (const TbRecordType *type, const char *message)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      g_autofree char *suffix = g_strdup_printf (": %s.%s", type->name, type->fields[i].name);

      if (g_str_has_suffix (message, suffix))
        return i;
    }
  return TB_FIELD_NOT_FOUND;
}

/* @other has the value already. */
static void
set_unique_error (const TbRecordType *type, TbRecord *other, guint field, GError **error)
{
  g_autofree char *title = other != NULL ? tb_record_dup_title (other) : NULL;

  g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
               /* Translators: the title of a record, then what a field is called, such as “Identity
                  number” */
               _ ("“%s” already has the same value for “%s”. Open that record, or correct the "
                  "value."),
               title != NULL ? title : "", _ (type->fields[field].label));
}

static void
explain_unique (TbConnection *connection, TbRecord *record, guint field, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const char *value = tb_record_get_text (record, field);
  g_autoptr (GPtrArray) others = tb_record_table_find (connection, type, &field, &value, 1, NULL);

  set_unique_error (type, others != NULL && others->len > 0 ? others->pdata[0] : NULL, field,
                    error);
}

/* The first of two live records that have the same value. */
static TbRecord *
find_double (TbConnection *connection, const TbRecordType *type, guint field)
{
  const char *name = type->fields[field].name;
  g_autofree char *sql = g_strdup_printf ("SELECT min (row) FROM \"%s\""
                                          " WHERE removed_at IS NULL AND \"%s\" IS NOT NULL"
                                          " GROUP BY \"%s\" HAVING count (*) > 1"
                                          " ORDER BY 1 LIMIT 1",
                                          type->name, name, name);
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, NULL);
  g_autoptr (GPtrArray) found = NULL;
  gint64 row;

  if (statement == NULL || tb_statement_step (statement, NULL) != TB_STEP_ROW)
    return NULL;
  row = tb_statement_get_int (statement, 0);
  found = tb_record_table_fetch (connection, type, &row, 1, NULL);
  return found != NULL && found->len > 0 ? g_object_ref (found->pdata[0]) : NULL;
}

/*
 * tb_record_table_explain_double:
 * @connection: a connection, on which an index that keeps values unique has just not been made
 * @type: of its table
 * @error: (inout): what that failed with
 *
 * Says instead, in the words of people, which record has a value that another one has too. Any
 * other error is left as it is.
 */
void
tb_record_table_explain_double (TbConnection *connection, const TbRecordType *type, GError **error)
{
  sqlite3 *handle = tb_connection_get_handle (connection);
  guint field = find_field_in_message (type, sqlite3_errmsg (handle));
  g_autoptr (TbRecord) first = NULL;

  if (sqlite3_extended_errcode (handle) != SQLITE_CONSTRAINT_UNIQUE || field == TB_FIELD_NOT_FOUND)
    return;

  first = find_double (connection, type, field);
  g_clear_error (error);
  set_unique_error (type, first, field, error);
}

/* Says in the words of the record what SQLite refused. */
static void
explain_refusal (TbConnection *connection, TbRecord *record, GError **error)
{
  sqlite3 *handle = tb_connection_get_handle (connection);
  int code = sqlite3_extended_errcode (handle);
  guint field = find_field_in_message (tb_record_get_record_type (record), sqlite3_errmsg (handle));
  g_autofree char *title = tb_record_dup_title (record);

  if ((code & 0xff) != SQLITE_CONSTRAINT)
    return;

  if (code == SQLITE_CONSTRAINT_UNIQUE && field != TB_FIELD_NOT_FOUND)
    {
      g_clear_error (error);
      explain_unique (connection, record, field, error);
    }
  else if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
    {
      g_clear_error (error);
      g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
                   _ ("“%s” refers to a record that is not there. Choose another one."),
                   title != NULL ? title : "");
    }
  else if (code != SQLITE_CONSTRAINT_UNIQUE)
    {
      g_clear_error (error);
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("“%s” has a value that the register does not accept. Correct it, then try "
                      "again."),
                   title != NULL ? title : "");
    }
}

static gboolean
run_for_record (TbConnection *connection, TbStatement *statement, TbRecord *record, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (tb_statement_step (statement, &local_error) == TB_STEP_DONE)
    return TRUE;

  explain_refusal (connection, record, &local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* One statement for all of @records, which have ids. */
static gboolean
insert_all (TbConnection *connection, TbRecord *const *records, guint n_records, GError **error)
{
  sqlite3 *handle = tb_connection_get_handle (connection);
  const char *now = tb_connection_get_instant (connection);
  g_autoptr (TbStatement) statement
      = tb_record_insert_prepare (connection, records, n_records, now, error);
  g_autoptr (GError) local_error = NULL;
  gint64 last_row;

  if (statement == NULL)
    return FALSE;
  if (tb_statement_step (statement, &local_error) != TB_STEP_DONE)
    {
      guint n_added = n_records > 1 ? (guint)sqlite3_changes (handle) : 0;

      explain_refusal (connection, records[MIN (n_added, n_records - 1)], &local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* Row numbers are one more than the last, each time. */
  last_row = sqlite3_last_insert_rowid (handle);
  for (guint i = 0; i < n_records; i++)
    {
      tb_record_set_row (records[i], last_row - (n_records - 1 - i));
      tb_record_set_version (records[i], 1);
      tb_record_set_stamps (records[i], now, now);
    }
  return TRUE;
}

/**
 * tb_record_table_insert:
 * @connection: a connection in a transaction
 * @record: a record that is not there yet; its id is made if it has none
 * @error: where to put what went wrong
 *
 * Adds a record, stamped with the connection's clock and actor. Its row, id, version and stamps are
 * filled in.
 *
 * Returns: whether it was added; otherwise TB_ERROR_CONFLICT where a live record has the same value
 * in a field that must be unique or where one referred to is missing, TB_ERROR_INVALID, or any
 * other of TB_ERROR
 */
gboolean
tb_record_table_insert (TbConnection *connection, TbRecord *record, GError **error)
{
  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);

  if (tb_record_get_id (record) == NULL)
    {
      char id[TB_ID_SIZE];

      tb_id_generate (tb_clock_now (tb_connection_get_clock (connection)), id);
      tb_record_set_id (record, id);
    }

  return insert_all (connection, &record, 1, error);
}

/**
 * tb_record_table_insert_many:
 * @connection: a connection in a transaction
 * @records: (array length=n_records): records of one type that are not there yet, with their ids
 * @n_records: how many, at most %TB_RECORD_TABLE_MANY
 * @error: where to put what went wrong
 *
 * As tb_record_table_insert() for each of them, and faster for exactly %TB_RECORD_TABLE_MANY. After
 * an error the transaction is to be taken back.
 *
 * Returns: whether all were added; otherwise the errors of tb_record_table_insert()
 */
gboolean
tb_record_table_insert_many (TbConnection *connection, TbRecord *const *records, guint n_records,
                             GError **error)
{
  const guint step = n_records == TB_RECORD_TABLE_MANY ? n_records : 1;

  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);
  g_return_val_if_fail (n_records <= TB_RECORD_TABLE_MANY, FALSE);

  for (guint i = 0; i < n_records; i += step)
    if (!insert_all (connection, records + i, step, error))
      return FALSE;
  return TRUE;
}

/* An update names only the columns that change, so that the indexes of the others are left alone.
 */
static char *
make_update (TbRecord *stored, TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "UPDATE \"%s\" SET version = version + 1, updated_at = ?1,"
                          " updated_by = ?2, source = ?3",
                          type->name);
  if (tb_record_is_removed (stored) != tb_record_is_removed (record))
    g_string_append_printf (sql, ", removed_at = %s",
                            tb_record_is_removed (record) ? "?1" : "NULL");
  for (guint i = 0; i < type->n_fields; i++)
    if (!tb_record_field_equal (stored, record, i))
      g_string_append_printf (sql, ", \"%s\" = ?%u", type->fields[i].name, 5 + i);
  g_string_append (sql, " WHERE row = ?4");

  return g_string_free_and_steal (sql);
}

/**
 * tb_record_table_update:
 * @connection: a connection in a transaction
 * @record: a record with the version that was last read; removed or live as it is to be
 * @error: where to put what went wrong
 *
 * Changes a record, stamped with the connection's clock and actor. Its version and stamps are
 * filled in.
 *
 * Returns: whether it was changed; otherwise TB_ERROR_CONFLICT where somebody else changed it
 * meanwhile or where it would be at odds with another record, TB_ERROR_NOT_FOUND, TB_ERROR_INVALID,
 * or any other of TB_ERROR
 */
gboolean
tb_record_table_update (TbConnection *connection, TbRecord *record, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const char *now = tb_connection_get_instant (connection);
  g_autoptr (TbRecord) stored = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (TbStatement) statement = NULL;

  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);
  g_return_val_if_fail (tb_record_get_id (record) != NULL, FALSE);

  stored = select_by_id (connection, type, tb_record_get_id (record), error);
  if (stored == NULL)
    return FALSE;
  if (tb_record_get_version (stored) != tb_record_get_version (record))
    {
      g_autofree char *title = tb_record_dup_title (stored);

      g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
                   _ ("“%s” was changed meanwhile. Look at it again, then repeat the change."),
                   title != NULL ? title : "");
      return FALSE;
    }

  sql = make_update (stored, record);
  statement = tb_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, now);
  tb_statement_bind_text (statement, 2, tb_connection_get_actor (connection));
  tb_statement_bind_text (statement, 3, tb_source_to_name (tb_record_get_source (record)));
  tb_statement_bind_int (statement, 4, tb_record_get_row (stored));
  for (guint i = 0; i < type->n_fields; i++)
    if (!tb_record_field_equal (stored, record, i))
      tb_record_row_bind_field (statement, 5 + (int)i, record, i);

  if (!run_for_record (connection, statement, record, error))
    return FALSE;

  tb_record_set_row (record, tb_record_get_row (stored));
  tb_record_set_version (record, tb_record_get_version (stored) + 1);
  tb_record_set_stamps (record, tb_record_get_created_at (stored), now);
  return TRUE;
}

/**
 * tb_record_table_find:
 * @connection: a connection
 * @type: the type of the records
 * @fields: (array length=n_fields): indexes of fields
 * @values: (array length=n_fields): their values; of numbers, the digits as they are stored
 * @n_fields: how many
 * @error: where to put what went wrong
 *
 * Reads the live records whose fields equal the given values, with the titles of what they refer
 * to.
 *
 * Returns: (transfer full) (nullable) (element-type TbRecord): the records, the newest first; %NULL
 * with any error of TB_ERROR
 */
GPtrArray *
tb_record_table_find (TbConnection *connection, const TbRecordType *type, const guint *fields,
                      const char *const *values, guint n_fields, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (TbStatement) statement = NULL;
  TbStep step;

  g_string_append_printf (sql, "%s FROM \"%s\" WHERE removed_at IS NULL",
                          tb_record_sql_get (type)->columns, type->name);
  for (guint i = 0; i < n_fields; i++)
    g_string_append_printf (sql, " AND \"%s\" = ?%u",
                            tb_record_type_get_field (type, fields[i])->name, i + 1);
  g_string_append (sql, " ORDER BY row DESC");

  statement = tb_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return NULL;

  for (guint i = 0; i < n_fields; i++)
    tb_record_row_bind_value (statement, (int)i + 1, tb_record_type_get_field (type, fields[i]),
                              values[i]);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    g_ptr_array_add (records, tb_record_row_read (type, statement));
  if (step == TB_STEP_ERROR
      || !tb_reference_titles_fill (connection, (TbRecord **)records->pdata, records->len, error))
    return NULL;
  return g_steal_pointer (&records);
}
