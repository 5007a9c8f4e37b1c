/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-sql.h"

static TbRecordSql *
make_sql (const TbRecordType *type)
{
  TbRecordSql *sql = g_new0 (TbRecordSql, 1);
  g_autoptr (GString) columns
      = g_string_new ("row, id, version, created_at, updated_at, removed_at, source");

  for (guint i = 0; i < type->n_fields; i++)
    g_string_append_printf (columns, ", \"%s\"", type->fields[i].name);

  sql->select_all
      = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY row", columns->str, type->name);
  sql->select_live = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE removed_at IS NULL ORDER BY row",
                                      columns->str, type->name);
  sql->select_by_row
      = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE row = ?1", columns->str, type->name);
  sql->select_by_id
      = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE id = ?1", columns->str, type->name);
  if (type->dup_title == NULL)
    sql->select_title = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = ?1",
                                         type->fields[type->title_field].name, type->name);
  sql->columns = g_string_free_and_steal (g_steal_pointer (&columns));
  return sql;
}

const TbRecordSql *
tb_record_sql_get (const TbRecordType *type)
{
  static GMutex mutex;
  static GHashTable *by_type;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  TbRecordSql *sql;

  if (by_type == NULL)
    by_type = g_hash_table_new (NULL, NULL);

  sql = g_hash_table_lookup (by_type, type);
  if (sql == NULL)
    {
      sql = make_sql (type);
      g_hash_table_insert (by_type, (gpointer)type, sql);
    }
  return sql;
}

/* The field whose column sorts @field: its key where it has one, otherwise itself. */
const TbField *
tb_record_sql_get_sort_field (const TbRecordType *type, guint field)
{
  const TbField *found = tb_record_type_get_field (type, field);
  guint key;

  if (found->sort_column == NULL)
    return found;

  key = tb_record_type_find_field (type, found->sort_column);
  g_assert (key != TB_FIELD_NOT_FOUND);
  return tb_record_type_get_field (type, key);
}
