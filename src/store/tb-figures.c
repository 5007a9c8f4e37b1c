/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-maintenance.h"
#include "tb-statement.h"

static gboolean
is_wanted (const TbRecordType *type, guint field)
{
  return (type->fields[field].flags & TB_FIELD_WANTED) != 0;
}

/* Only the incomplete records are looked at for what they lack. */
static gboolean
count_missing (TbConnection *connection, TbTypeFigures *figures, GError **error)
{
  const TbRecordType *type = figures->type;
  g_autoptr (GString) sql = g_string_new ("SELECT count(*)");
  g_autoptr (TbStatement) statement = NULL;
  int column = 1;

  for (guint i = 0; i < type->n_fields; i++)
    if (is_wanted (type, i))
      g_string_append_printf (sql, ", total (\"%s\" IS NULL)", type->fields[i].name);
  g_string_append_printf (sql, " FROM \"%s\" WHERE removed_at IS NULL AND incomplete > 0",
                          type->name);

  statement = tb_connection_prepare (connection, sql->str, error);
  if (statement == NULL || tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;

  figures->n_incomplete = tb_statement_get_int (statement, 0);
  for (guint i = 0; i < type->n_fields; i++)
    if (is_wanted (type, i))
      figures->missing[i] = tb_statement_get_int (statement, column++);
  return TRUE;
}

/**
 * tb_type_figures_free:
 * @self: (transfer full): figures
 */
void
tb_type_figures_free (TbTypeFigures *self)
{
  g_free (self->missing);
  g_free (self);
}

/**
 * tb_figures_count:
 * @connection: a connection
 * @type: a type
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable): how many records there are and what they lack; %NULL with
 * any error of TB_ERROR, or G_IO_ERROR_CANCELLED
 */
TbTypeFigures *
tb_figures_count (TbConnection *connection, const TbRecordType *type, GError **error)
{
  g_autoptr (TbTypeFigures) figures = g_new0 (TbTypeFigures, 1);
  g_autofree char *sql
      = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE removed_at IS NULL", type->name);

  figures->type = type;
  figures->missing = g_new0 (gint64, type->n_fields);
  if (!tb_connection_read_int (connection, sql, &figures->n_records, error)
      || !count_missing (connection, figures, error))
    return NULL;
  return g_steal_pointer (&figures);
}

/**
 * tb_figures_group:
 * @connection: a connection
 * @type: a type
 * @field: index of one of its fields that hold text
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable) (element-type utf8 gint64): how many live records have each
 * value, as pointers to gint64 owned by the table, the empty string standing for none; %NULL with
 * any error of TB_ERROR, or G_IO_ERROR_CANCELLED
 */
GHashTable *
tb_figures_group (TbConnection *connection, const TbRecordType *type, guint field, GError **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const TbField *grouped = tb_record_type_get_field (type, field);
  g_autofree char *sql = NULL;
  g_autoptr (TbStatement) statement = NULL;
  TbStep step;

  g_return_val_if_fail (tb_field_is_text (grouped), NULL);

  sql = g_strdup_printf ("SELECT coalesce (\"%s\", ''), count(*) FROM \"%s\""
                         " WHERE removed_at IS NULL GROUP BY \"%s\"",
                         grouped->name, type->name, grouped->name);
  statement = tb_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return NULL;

  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      gint64 count = tb_statement_get_int (statement, 1);

      g_hash_table_insert (groups, g_strdup (tb_statement_get_text (statement, 0)),
                           g_memdup2 (&count, sizeof count));
    }
  return step == TB_STEP_DONE ? g_steal_pointer (&groups) : NULL;
}
