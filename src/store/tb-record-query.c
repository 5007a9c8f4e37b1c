/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-connection-private.h"
#include "tb-query-sql.h"
#include "tb-record-table.h"

/* The first chunk is a screen full, to be shown at once; the others are few. */
#define FIRST_CHUNK 64
#define CHUNK 16384

/* So many records are sorted by their keys; to put more in order, walking through all is faster. */
#define SORT_MAX 4096

/* Row numbers on their way to whoever asked. */
typedef struct
{
  TbRowFunc func;
  gpointer user_data;
  const guint8 *wanted; /* (not owned) (nullable): a bit for each row; all where NULL */
  gint64 *rows;         /* (owned): room for CHUNK */
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

static void
deliver (Delivery *delivery, gint64 row)
{
  if (delivery->wanted != NULL && (delivery->wanted[row / 8] & (1u << (row % 8))) == 0)
    return;

  delivery->rows[delivery->n_rows++] = row;
  delivery->remaining--;
  if (delivery->n_rows == delivery->chunk)
    hand_over (delivery);
}

static gboolean
is_done (const Delivery *delivery)
{
  return delivery->stopped || delivery->remaining == 0;
}

/* Runs the selects of an order one after another; @few is a JSON array of the rows to be sorted. */
static gboolean
deliver_order (TbConnection *connection, TbQuery *query, const char *few, Delivery *delivery,
               GError **error)
{
  g_autoptr (GPtrArray) selects
      = tb_query_sql_make_order (query, few != NULL ? TB_QUERY_SORT : TB_QUERY_WALK);

  for (guint i = 0; i < selects->len && !is_done (delivery); i++)
    {
      g_autoptr (TbStatement) statement
          = tb_connection_prepare (connection, selects->pdata[i], error);
      TbStep step = TB_STEP_DONE;

      if (statement == NULL)
        return FALSE;

      if (few != NULL)
        tb_statement_bind_text (statement, 1, few);
      while (!is_done (delivery) && (step = tb_statement_step (statement, error)) == TB_STEP_ROW)
        deliver (delivery, tb_statement_get_int (statement, 0));
      if (step == TB_STEP_ERROR)
        return FALSE;
    }
  return TRUE;
}

static GArray *
read_found (TbConnection *connection, TbQuerySql *sql, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, tb_query_sql_get_found (sql), error);
  TbStep step;

  if (statement == NULL)
    return NULL;

  tb_query_sql_bind (sql, statement);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      gint64 row = tb_statement_get_int (statement, 0);

      g_array_append_val (found, row);
    }
  return step == TB_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return first < second ? -1 : first > second;
}

static void
deliver_by_entry (GArray *found, gboolean descending, Delivery *delivery)
{
  g_array_sort (found, compare_rows);
  for (guint i = 0; i < found->len && !is_done (delivery); i++)
    deliver (delivery, g_array_index (found, gint64, descending ? found->len - 1 - i : i));
}

static char *
make_json (GArray *found)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (found, gint64, i));
  g_string_append_c (json, ']');
  return g_string_free_and_steal (json);
}

/* A bit for every row up to the largest of any record of the type, set where it was found. */
static guint8 *
make_bits (TbConnection *connection, const TbRecordType *type, GArray *found, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max (row) FROM \"%s\"", type->name);
  gint64 last;
  guint8 *bits;

  if (!tb_connection_read_int (connection, sql, &last, error))
    return NULL;

  bits = g_malloc0 ((gsize)last / 8 + 1);
  for (guint i = 0; i < found->len; i++)
    {
      gint64 row = g_array_index (found, gint64, i);

      bits[row / 8] |= (guint8)(1u << (row % 8));
    }
  return bits;
}

/*
 * What is found first has no order. A few records are then sorted by their keys; of many, it is
 * noted which they are, and all are walked through in the order wanted, which needs no sorting and
 * touches no record.
 */
static gboolean
deliver_found (TbConnection *connection, TbQuery *query, TbQuerySql *sql, Delivery *delivery,
               GError **error)
{
  g_autoptr (GArray) found = read_found (connection, sql, error);
  g_autofree guint8 *bits = NULL;

  if (found == NULL)
    return FALSE;

  if (tb_query_get_sort_field (query) == TB_FIELD_NOT_FOUND)
    {
      deliver_by_entry (found, tb_query_get_descending (query), delivery);
      return TRUE;
    }
  if (found->len <= SORT_MAX)
    {
      g_autofree char *few = make_json (found);

      return deliver_order (connection, query, few, delivery, error);
    }

  bits = make_bits (connection, tb_query_get_record_type (query), found, error);
  if (bits == NULL)
    return FALSE;

  delivery->wanted = bits;
  delivery->remaining = MIN (delivery->remaining, found->len);
  return deliver_order (connection, query, NULL, delivery, error);
}

/* Reads all of one state of the register, whatever is written meanwhile. */
static gboolean
deliver_query (TbConnection *connection, TbQuery *query, Delivery *delivery, GError **error)
{
  g_autoptr (TbQuerySql) sql = tb_query_sql_new (query);
  gboolean view = FALSE;
  gboolean delivered;

  if (!tb_connection_enter_view (connection, &view, error))
    return FALSE;
  delivered = tb_query_sql_fit (sql, connection, error)
              && (tb_query_sql_is_narrowed (sql)
                      ? deliver_found (connection, query, sql, delivery, error)
                      : deliver_order (connection, query, NULL, delivery, error));
  tb_connection_leave_view (connection, view);
  return delivered;
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
  g_autofree gint64 *rows = g_new (gint64, CHUNK);
  guint limit = tb_query_get_limit (query);
  Delivery delivery = {
    .func = func,
    .user_data = user_data,
    .rows = rows,
    .chunk = FIRST_CHUNK,
    .remaining = limit > 0 ? limit : G_MAXUINT,
  };

  if (!deliver_query (connection, query, &delivery, error))
    return FALSE;
  if (!delivery.stopped)
    hand_over (&delivery);
  return TRUE;
}

static gint64
count_found (TbConnection *connection, TbQuerySql *sql, GError **error)
{
  g_autoptr (TbStatement) statement = NULL;

  if (!tb_query_sql_fit (sql, connection, error))
    return -1;
  statement = tb_connection_prepare (connection, tb_query_sql_get_count (sql), error);
  if (statement == NULL)
    return -1;

  tb_query_sql_bind (sql, statement);
  return tb_statement_step (statement, error) == TB_STEP_ROW ? tb_statement_get_int (statement, 0)
                                                             : -1;
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
  guint limit = tb_query_get_limit (query);
  gboolean view = FALSE;
  gint64 count;

  if (!tb_connection_enter_view (connection, &view, error))
    return -1;
  count = count_found (connection, sql, error);
  tb_connection_leave_view (connection, view);
  return limit > 0 ? MIN (count, limit) : count;
}
