/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-insert.h"

#include "tb-connection-private.h"
#include "tb-record-row.h"

/* Texts kept at most. The rows of a file have values in few combinations of columns. */
#define MAX_TEXTS 64

#define WORD_BITS 64
#define N_WORDS 2

/* The parameters of the statement: two for all rows, then for each row these, and its fields. */
enum
{
  PARAMETER_NOW = 1,
  PARAMETER_ACTOR,
  PARAMETER_ROWS,
};
enum
{
  PARAMETER_ID,
  PARAMETER_REMOVED_AT,
  PARAMETER_SOURCE,
  PARAMETER_FIELDS,
};

/* Which fields of which type have a value in any of so many records. */
typedef struct
{
  const TbRecordType *type;
  guint64 n_rows;
  guint64 fields[N_WORDS];
} Shape;

static guint
hash_shape (gconstpointer key)
{
  const Shape *shape = key;
  guint64 hash = (guintptr)shape->type ^ shape->n_rows;

  for (guint i = 0; i < N_WORDS; i++)
    hash = (hash ^ shape->fields[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash >> 32;
}

static gboolean
equal_shape (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Shape)) == 0;
}

static Shape
get_shape (TbRecord *const *records, guint n_records)
{
  Shape shape = { .type = tb_record_get_record_type (records[0]), .n_rows = n_records };

  g_assert (shape.type->n_fields <= N_WORDS * WORD_BITS);
  for (guint row = 0; row < n_records; row++)
    for (guint i = tb_record_next_field (records[row], 0); i < shape.type->n_fields;
         i = tb_record_next_field (records[row], i + 1))
      shape.fields[i / WORD_BITS] |= G_GUINT64_CONSTANT (1) << (i % WORD_BITS);
  return shape;
}

/* The first field of the shape that is @field or after it; the number of fields where there is
 * none. */
static guint
next_field (const Shape *shape, guint field)
{
  while (field < shape->type->n_fields)
    {
      guint64 rest = shape->fields[field / WORD_BITS] >> (field % WORD_BITS);

      if (rest & 1)
        return field;
      field = rest != 0 ? field + 1 : (field / WORD_BITS + 1) * WORD_BITS;
    }
  return shape->type->n_fields;
}

static char *
make_sql (const Shape *shape)
{
  const TbRecordType *type = shape->type;
  GString *sql = g_string_new (NULL);
  int parameter = PARAMETER_ROWS;

  /* The rows before one that is refused stay until the transaction is taken back: SQLite need not
   * remember how to take them out. */
  g_string_printf (sql,
                   "INSERT%s INTO \"%s\" (id, version, created_at, created_by, updated_at,"
                   " updated_by, removed_at, source",
                   shape->n_rows > 1 ? " OR FAIL" : "", type->name);
  for (guint i = next_field (shape, 0); i < type->n_fields; i = next_field (shape, i + 1))
    g_string_append_printf (sql, ", \"%s\"", type->fields[i].name);
  for (guint64 row = 0; row < shape->n_rows; row++)
    {
      g_string_append_printf (sql, "%s (?%d, 1, ?%d, ?%d, ?%d, ?%d, ?%d, ?%d",
                              row == 0 ? ") VALUES" : ",", parameter + PARAMETER_ID, PARAMETER_NOW,
                              PARAMETER_ACTOR, PARAMETER_NOW, PARAMETER_ACTOR,
                              parameter + PARAMETER_REMOVED_AT, parameter + PARAMETER_SOURCE);
      parameter += PARAMETER_FIELDS;
      for (guint i = next_field (shape, 0); i < type->n_fields; i = next_field (shape, i + 1))
        g_string_append_printf (sql, ", ?%d", parameter++);
      g_string_append_c (sql, ')');
    }
  return g_string_free_and_steal (sql);
}

static const char *
get_sql (TbConnection *connection, const Shape *shape)
{
  GHashTable *texts = tb_connection_get_attached (connection, "inserts");
  char *sql;

  if (texts == NULL)
    {
      texts = g_hash_table_new_full (hash_shape, equal_shape, g_free, g_free);
      tb_connection_attach (connection, "inserts", texts, (GDestroyNotify)g_hash_table_unref);
    }
  sql = g_hash_table_lookup (texts, shape);
  if (sql != NULL)
    return sql;

  if (g_hash_table_size (texts) >= MAX_TEXTS)
    g_hash_table_remove_all (texts);
  sql = make_sql (shape);
  g_hash_table_insert (texts, g_memdup2 (shape, sizeof *shape), sql);
  return sql;
}

/*
 * tb_record_insert_prepare:
 * @connection: a connection
 * @records: (array length=n_records): records of one type that are not there yet, each with an id;
 * they must stay as they are until the statement has run
 * @n_records: how many; always the same few numbers, as each is a statement of its own
 * @now: the instant; it must stay until the statement has run
 * @error: where to put what went wrong
 *
 * The statement that adds @records, with everything bound. It names only the columns in which one
 * of them has a value: most have none in most records, and each that is named costs time. Where one
 * of several is refused, those before it are there, and sqlite3_changes() says how many.
 *
 * Returns: (transfer full) (nullable): the statement; %NULL with any error of TB_ERROR
 */
TbStatement *
tb_record_insert_prepare (TbConnection *connection, TbRecord *const *records, guint n_records,
                          const char *now, GError **error)
{
  const Shape shape = get_shape (records, n_records);
  TbStatement *self = tb_connection_prepare (connection, get_sql (connection, &shape), error);
  int parameter = PARAMETER_ROWS;

  if (self == NULL)
    return NULL;

  tb_statement_bind_text (self, PARAMETER_NOW, now);
  tb_statement_bind_text (self, PARAMETER_ACTOR, tb_connection_get_actor (connection));
  for (guint row = 0; row < n_records; row++)
    {
      TbRecord *record = records[row];

      tb_statement_bind_text (self, parameter + PARAMETER_ID, tb_record_get_id (record));
      tb_statement_bind_text (self, parameter + PARAMETER_REMOVED_AT,
                              tb_record_is_removed (record) ? now : NULL);
      tb_statement_bind_text (self, parameter + PARAMETER_SOURCE,
                              tb_source_to_name (tb_record_get_source (record)));
      parameter += PARAMETER_FIELDS;
      for (guint i = next_field (&shape, 0); i < shape.type->n_fields;
           i = next_field (&shape, i + 1))
        tb_record_row_bind_field (self, parameter++, record, i);
    }
  return self;
}
