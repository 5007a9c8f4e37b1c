/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-insert.h"

#include "tb-connection-private.h"
#include "tb-record-row.h"

/* Texts kept at most. The rows of a file have values in few combinations of columns. */
#define MAX_TEXTS 64

#define WORD_BITS 64
#define N_WORDS 2

/* Which fields of which type have a value. */
typedef struct
{
  const TbRecordType *type;
  guint64 fields[N_WORDS];
} Shape;

static guint
hash_shape (gconstpointer key)
{
  const Shape *shape = key;
  guint64 hash = (guintptr)shape->type;

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
get_shape (TbRecord *record)
{
  Shape shape = { .type = tb_record_get_record_type (record) };

  g_assert (shape.type->n_fields <= N_WORDS * WORD_BITS);
  for (guint i = tb_record_next_field (record, 0); i < shape.type->n_fields;
       i = tb_record_next_field (record, i + 1))
    shape.fields[i / WORD_BITS] |= G_GUINT64_CONSTANT (1) << (i % WORD_BITS);
  return shape;
}

static char *
make_sql (TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autoptr (GString) parameters = g_string_new (NULL);
  GString *sql = g_string_new (NULL);
  int parameter = TB_INSERT_FIELDS;

  g_string_printf (sql,
                   "INSERT INTO \"%s\" (id, version, created_at, created_by, updated_at,"
                   " updated_by, removed_at, source",
                   type->name);
  for (guint i = tb_record_next_field (record, 0); i < type->n_fields;
       i = tb_record_next_field (record, i + 1))
    {
      g_string_append_printf (sql, ", \"%s\"", type->fields[i].name);
      g_string_append_printf (parameters, ", ?%d", parameter++);
    }
  g_string_append_printf (sql, ") VALUES (?%d, 1, ?%d, ?%d, ?%d, ?%d, ?%d, ?%d%s)", TB_INSERT_ID,
                          TB_INSERT_NOW, TB_INSERT_ACTOR, TB_INSERT_NOW, TB_INSERT_ACTOR,
                          TB_INSERT_REMOVED_AT, TB_INSERT_SOURCE, parameters->str);
  return g_string_free_and_steal (sql);
}

static const char *
get_sql (TbConnection *connection, TbRecord *record)
{
  GHashTable *texts = tb_connection_get_attached (connection, "inserts");
  Shape shape = get_shape (record);
  char *sql;

  if (texts == NULL)
    {
      texts = g_hash_table_new_full (hash_shape, equal_shape, g_free, g_free);
      tb_connection_attach (connection, "inserts", texts, (GDestroyNotify)g_hash_table_unref);
    }
  sql = g_hash_table_lookup (texts, &shape);
  if (sql != NULL)
    return sql;

  if (g_hash_table_size (texts) >= MAX_TEXTS)
    g_hash_table_remove_all (texts);
  sql = make_sql (record);
  g_hash_table_insert (texts, g_memdup2 (&shape, sizeof shape), sql);
  return sql;
}

/*
 * tb_record_insert_prepare:
 * @connection: a connection
 * @record: a record that is not there yet; it must stay as it is until the statement has run
 * @error: where to put what went wrong
 *
 * The statement that adds @record, with its fields bound. It names only the columns in which
 * @record has a value: most have none in most records, and each that is named costs time.
 *
 * Returns: (transfer full) (nullable): the statement; %NULL with any error of TB_ERROR
 */
TbStatement *
tb_record_insert_prepare (TbConnection *connection, TbRecord *record, GError **error)
{
  guint n_fields = tb_record_get_record_type (record)->n_fields;
  TbStatement *self = tb_connection_prepare (connection, get_sql (connection, record), error);
  int parameter = TB_INSERT_FIELDS;

  if (self == NULL)
    return NULL;

  for (guint i = tb_record_next_field (record, 0); i < n_fields;
       i = tb_record_next_field (record, i + 1))
    tb_record_row_bind_field (self, parameter++, record, i);
  return self;
}
