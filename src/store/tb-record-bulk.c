/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-bulk.h"

#include "tb-connection-private.h"
#include "tb-late-index.h"
#include "tb-record-table.h"
#include "tb-search-index.h"
#include "tb-statement.h"

struct _TbRecordBulk
{
  TbConnection *connection; /* (not owned) */
  GPtrArray *indexes;       /* (owned) (element-type Index): made again at the end */
};

typedef struct
{
  const TbRecordType *type;
  char *sql; /* (owned): the statement that makes it */
} Index;

/* What is unique must be so when the transaction ends, and the table of the year names its index
 * with INDEXED BY: SQLite would refuse it. Lists that are filtered can do without theirs for a
 * while, see tb_query_sql_fit(). */
#define IS_NEEDED "name = 'event_year' OR sql LIKE 'CREATE UNIQUE INDEX %'"

static void
index_free (gpointer data)
{
  Index *index = data;

  g_free (index->sql);
  g_free (index);
}

static void
add_index (TbRecordBulk *self, const TbRecordType *type, const char *sql)
{
  Index *index = g_new0 (Index, 1);

  *index = (Index){ type, g_strdup (sql) };
  g_ptr_array_add (self->indexes, index);
}

/* The indexes of @type, and how to take them away. Those that merely make lists faster are put off
 * until after the transaction: they take as long as all the rest. */
static gboolean
list_indexes (TbRecordBulk *self, const TbRecordType *type, GPtrArray *drops, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (self->connection,
                               "SELECT name, sql, " IS_NEEDED " FROM sqlite_schema"
                               " WHERE type = 'index' AND tbl_name = ?1"
                               " AND (sql LIKE 'CREATE INDEX %'"
                               " OR sql LIKE 'CREATE UNIQUE INDEX %')",
                               error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, type->name);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      const char *name = tb_statement_get_text (statement, 0);
      const char *sql = tb_statement_get_text (statement, 1);

      g_ptr_array_add (drops, g_strdup_printf ("DROP INDEX \"%s\"", name));
      if (tb_statement_get_int (statement, 2) != 0)
        add_index (self, type, sql);
      else if (!tb_late_index_put_off (self->connection, name, sql, error))
        return FALSE;
    }
  return step == TB_STEP_DONE;
}

static gboolean
run_all (TbConnection *connection, GPtrArray *statements, GError **error)
{
  for (guint i = 0; i < statements->len; i++)
    if (!tb_connection_run (connection, g_ptr_array_index (statements, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
make_indexes (TbRecordBulk *self, GError **error)
{
  for (guint i = 0; i < self->indexes->len; i++)
    {
      const Index *index = g_ptr_array_index (self->indexes, i);
      g_autoptr (GError) local_error = NULL;

      if (tb_connection_run (self->connection, index->sql, &local_error))
        continue;
      tb_record_table_explain_double (self->connection, index->type, &local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/**
 * tb_record_bulk_begin:
 * @connection: a connection in a transaction
 * @types: (array length=n_types): the types of which many records will be added
 * @n_types: how many
 * @error: where to put what went wrong
 *
 * Until the end, records of these types are not looked for but by their id: anything else would
 * read whole tables; and what must be unique is taken to be so. Until the transaction ends, values
 * and references are taken to be such as the tables accept: whoever writes has checked them by the
 * rules of their types, and looked for what is referred to. Nothing can be searched for until the
 * end.
 *
 * Returns: (transfer full): what tb_record_bulk_end() is called with; %NULL with any error of
 * TB_ERROR, and the transaction is then to be taken back
 */
TbRecordBulk *
tb_record_bulk_begin (TbConnection *connection, const TbRecordType *const *types, guint n_types,
                      GError **error)
{
  g_autoptr (TbRecordBulk) self = g_new0 (TbRecordBulk, 1);
  g_autoptr (GPtrArray) drops = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (tb_connection_in_transaction (connection), NULL);

  self->connection = connection;
  self->indexes = g_ptr_array_new_with_free_func (index_free);
  for (guint i = 0; i < n_types; i++)
    if (!list_indexes (self, types[i], drops, error))
      return NULL;
  if (!run_all (connection, drops, error) || !tb_connection_enter_bulk (connection, error)
      || !tb_search_index_begin_bulk (connection, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * tb_record_bulk_end:
 * @self: what tb_record_bulk_begin() gave
 * @error: where to put what went wrong
 *
 * Makes the indexes again that keep values unique or that queries cannot do without, while the last
 * terms are indexed, then puts the search index in place. The others are made after the
 * transaction, by tb_connection_tidy().
 *
 * Returns: whether they are there; otherwise TB_ERROR_CONFLICT where two live records have the same
 * value in a field that must be unique, or any other of TB_ERROR, and the transaction is to be
 * taken back
 */
gboolean
tb_record_bulk_end (TbRecordBulk *self, GError **error)
{
  tb_search_index_seal_bulk (self->connection);
  return make_indexes (self, error) && tb_search_index_end_bulk (self->connection, error);
}

/**
 * tb_record_bulk_free:
 * @self: (transfer full): what tb_record_bulk_begin() gave
 *
 * Any thread. Without tb_record_bulk_end(), the transaction is to be taken back.
 */
void
tb_record_bulk_free (TbRecordBulk *self)
{
  g_clear_pointer (&self->indexes, g_ptr_array_unref);
  g_free (self);
}
