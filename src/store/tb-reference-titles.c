/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-row.h"
#include "tb-record-table.h"

/* A title may be made of the titles of what the record refers to (a tenancy's of its unit's), but
 * not for ever. */
#define DEPTH_MAX 3

static gboolean fill (TbConnection *connection, TbRecord *const *records, guint n_records,
                      guint depth, GError **error);

/* Reads a title that is a column. */
static gboolean
read_title (TbConnection *connection, const char *sql, const char *id, char **title, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, id);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_ROW)
    *title = tb_statement_dup_text (statement, 0);
  return step != TB_STEP_ERROR;
}

/* Makes the title of a type that does so itself, from the record and the titles that it refers to.
 */
static gboolean
make_title (TbConnection *connection, const TbRecordType *type, const char *id, guint depth,
            char **title, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, tb_record_sql_get (type)->select_by_id, error);
  g_autoptr (TbRecord) record = NULL;
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, id);
  step = tb_statement_step (statement, error);
  if (step != TB_STEP_ROW)
    return step == TB_STEP_DONE;

  record = tb_record_row_read (type, statement);
  if (depth < DEPTH_MAX && !fill (connection, &record, 1, depth + 1, error))
    return FALSE;
  *title = tb_record_dup_title (record);
  return TRUE;
}

static gboolean
look_up (TbConnection *connection, const TbRecordType *type, const char *id, guint depth,
         char **title, GError **error)
{
  const char *sql = tb_record_sql_get (type)->select_title;

  *title = NULL;
  return sql != NULL ? read_title (connection, sql, id, title, error)
                     : make_title (connection, type, id, depth, title, error);
}

/* Fills in one field of many records; neighbours in a list often refer to the same record. */
static gboolean
fill_field (TbConnection *connection, TbRecord *const *records, guint n_records, guint field,
            guint depth, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (records[0]);
  const TbRecordType *target = tb_record_types_find (type->fields[field].target);
  g_autoptr (GHashTable) titles = NULL;

  g_assert (target != NULL);

  for (guint i = 0; i < n_records; i++)
    {
      const char *id = tb_record_get_text (records[i], field);
      gpointer found;

      if (id == NULL)
        continue;
      if (titles == NULL)
        titles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
      if (!g_hash_table_lookup_extended (titles, id, NULL, &found))
        {
          char *title;

          if (!look_up (connection, target, id, depth, &title, error))
            return FALSE;
          /* The key lives as long as its record, which outlives the table. */
          g_hash_table_insert (titles, (gpointer)id, title);
          found = title;
        }
      tb_record_set_reference_title (records[i], field, found);
    }
  return TRUE;
}

static gboolean
fill (TbConnection *connection, TbRecord *const *records, guint n_records, guint depth,
      GError **error)
{
  const TbRecordType *type;

  if (n_records == 0)
    return TRUE;

  type = tb_record_get_record_type (records[0]);
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].type == TB_FIELD_REFERENCE
        && !fill_field (connection, records, n_records, i, depth, error))
      return FALSE;
  return TRUE;
}

/*
 * tb_reference_titles_fill:
 * @connection: a connection
 * @records: (array length=n_records): records of one type
 * @n_records: how many
 * @error: where to put what went wrong
 *
 * Fills in the titles of what the records refer to. A record that refers to nothing that is there
 * has none.
 *
 * Returns: whether they could be read; otherwise any error of TB_ERROR
 */
gboolean
tb_reference_titles_fill (TbConnection *connection, TbRecord *const *records, guint n_records,
                          GError **error)
{
  return fill (connection, records, n_records, 0, error);
}

/**
 * tb_record_table_dup_title:
 * @connection: a connection
 * @type: the type of the record
 * @id: its id
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable): the title of a record, live or removed; %NULL without an
 * error where there is no such record or it has no title, with any error of TB_ERROR otherwise
 */
char *
tb_record_table_dup_title (TbConnection *connection, const TbRecordType *type, const char *id,
                           GError **error)
{
  char *title;

  return look_up (connection, type, id, 0, &title, error) ? title : NULL;
}
