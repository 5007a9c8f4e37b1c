/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Field tables and SQL are written apart; these tests prove that they say the same. */

#include <string.h>

#include "tb-record-sql.h"
#include "tb-store-test.h"
#include "tb-test.h"

typedef void (*CheckType) (TbConnection *connection, const TbRecordType *type);

static void
for_each_type (TbStoreTest *test, CheckType check)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  g_assert_cmpuint (n_types, >, 0);
  for (guint i = 0; i < n_types; i++)
    {
      g_test_message ("%s", types[i]->name);
      check (test->connection, types[i]);
    }
}

static TbStatement *
prepare (TbConnection *connection, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  TbStatement *statement;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  statement = tb_connection_prepare (connection, sql, &error);
  g_assert_no_error (error);
  return statement;
}

static gboolean
step (TbStatement *statement)
{
  g_autoptr (GError) error = NULL;
  TbStep result = tb_statement_step (statement, &error);

  g_assert_no_error (error);
  return result == TB_STEP_ROW;
}

static void
check_columns (TbConnection *connection, const TbRecordType *type)
{
  static const struct
  {
    const char *name;
    const char *type;
  } common[] = {
    { "row", "INTEGER" },     { "id", "TEXT" },         { "version", "INTEGER" },
    { "created_at", "TEXT" }, { "created_by", "TEXT" }, { "updated_at", "TEXT" },
    { "updated_by", "TEXT" }, { "removed_at", "TEXT" }, { "source", "TEXT" },
  };
  g_autoptr (TbStatement) columns = prepare (
      connection, "SELECT name, type, \"notnull\" FROM pragma_table_info ('%s') ORDER BY cid",
      type->name);
  g_autoptr (TbStatement) table
      = prepare (connection, "SELECT strict FROM pragma_table_list WHERE name = '%s'", type->name);

  for (gsize i = 0; i < G_N_ELEMENTS (common); i++)
    {
      g_assert_true (step (columns));
      g_assert_cmpstr (tb_statement_get_text (columns, 0), ==, common[i].name);
      g_assert_cmpstr (tb_statement_get_text (columns, 1), ==, common[i].type);
    }
  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];
      gboolean required
          = (field->flags & TB_FIELD_REQUIRED) != 0 || g_str_equal (field->name, "incomplete");

      g_assert_true (step (columns));
      g_assert_cmpstr (tb_statement_get_text (columns, 0), ==, field->name);
      g_assert_cmpstr (tb_statement_get_text (columns, 1), ==,
                       tb_field_is_text (field) ? "TEXT" : "INTEGER");
      g_assert_cmpint (tb_statement_get_int (columns, 2), ==, required);
    }
  g_assert_false (step (columns));

  g_assert_true (step (table));
  g_assert_cmpint (tb_statement_get_int (table, 0), ==, 1);
}

static void
test_columns (TbStoreTest *test, gconstpointer data)
{
  for_each_type (test, check_columns);
}

static void
check_references (TbConnection *connection, const TbRecordType *type)
{
  gint64 n_found = 0, n_expected = 0;
  g_autoptr (TbStatement) count
      = prepare (connection, "SELECT count(*) FROM pragma_foreign_key_list ('%s')", type->name);

  g_assert_true (step (count));
  n_found = tb_statement_get_int (count, 0);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];
      g_autoptr (TbStatement) key = NULL;

      if (field->type != TB_FIELD_REFERENCE)
        continue;
      n_expected++;
      key = prepare (
          connection,
          "SELECT \"table\", \"to\" FROM pragma_foreign_key_list ('%s') WHERE \"from\" = '%s'",
          type->name, field->name);
      g_assert_true (step (key));
      g_assert_cmpstr (tb_statement_get_text (key, 0), ==, field->target);
      g_assert_cmpstr (tb_statement_get_text (key, 1), ==, "id");
    }
  g_assert_cmpint (n_found, ==, n_expected);
}

static void
test_references (TbStoreTest *test, gconstpointer data)
{
  for_each_type (test, check_references);
}

/* Returns whether there is an index of the column, and of no other before it, over all live rows.
 */
static gboolean
has_index (TbConnection *connection, const TbRecordType *type, const char *column, gboolean unique,
           gboolean with_null)
{
  g_autoptr (TbStatement) indexes
      = prepare (connection,
                 "SELECT i.\"unique\", s.sql, (SELECT count(*) FROM pragma_index_info (i.name))"
                 " FROM pragma_index_list ('%s') i"
                 " JOIN sqlite_schema s ON s.name = i.name"
                 " WHERE (SELECT name FROM pragma_index_info (i.name) WHERE seqno = 0) = '%s'",
                 type->name, column);

  while (step (indexes))
    {
      const char *sql = tb_statement_get_text (indexes, 1);
      g_autofree char *not_null = g_strdup_printf (" AND %s IS NOT NULL", column);

      if (strstr (sql, "WHERE removed_at IS NULL") == NULL)
        continue;
      if (unique && (!tb_statement_get_int (indexes, 0) || tb_statement_get_int (indexes, 2) != 1))
        continue;
      if (g_str_has_suffix (sql, "WHERE removed_at IS NULL")
          || (!with_null && g_str_has_suffix (sql, not_null)))
        return TRUE;
    }
  return FALSE;
}

static void
check_indexes (TbConnection *connection, const TbRecordType *type)
{
  gboolean searched = FALSE;

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];
      const char *key = tb_record_sql_get_sort_field (type, i)->name;

      g_test_message ("%s.%s", type->name, field->name);
      searched |= field->search != TB_SEARCH_NONE;
      if ((field->flags & TB_FIELD_UNIQUE) != 0)
        g_assert_true (has_index (connection, type, field->name, TRUE, FALSE));
      if ((field->flags & TB_FIELD_SORTABLE) != 0)
        g_assert_true (has_index (connection, type, key, FALSE, TRUE));
      if (field->type == TB_FIELD_REFERENCE)
        g_assert_true (has_index (connection, type, field->name, FALSE, FALSE));
      /* A list sorted by a reference is read in the order of what is referred to. */
      if (field->type == TB_FIELD_REFERENCE && (field->flags & TB_FIELD_SORTABLE) != 0)
        {
          const TbRecordType *target = tb_record_types_find (field->target);

          if (target->dup_title == NULL)
            g_assert_true (has_index (
                connection, target,
                tb_record_sql_get_sort_field (target, target->title_field)->name, FALSE, TRUE));
        }
    }
  /* A search asks first for records whose title is what was typed. */
  if (searched)
    g_assert_true (
        has_index (connection, type, type->fields[type->title_field].name, FALSE, FALSE));
}

static void
test_indexes (TbStoreTest *test, gconstpointer data)
{
  for_each_type (test, check_indexes);
}

/* One index has all fields with few values by which a list is filtered, so that filtering reads no
 * record. */
static void
check_filter_index (TbConnection *connection, const TbRecordType *type)
{
  g_autoptr (TbStatement) columns = prepare (
      connection, "SELECT name FROM pragma_index_info ('%s_filter') ORDER BY seqno", type->name);
  gboolean searched = FALSE;
  guint n_fields = 0;

  for (guint i = 0; i < type->n_fields; i++)
    searched |= type->fields[i].search != TB_SEARCH_NONE;
  for (guint i = 0; searched && i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];

      if ((field->flags & TB_FIELD_FILTER) == 0
          || (field->type != TB_FIELD_CODE && field->type != TB_FIELD_BOOLEAN))
        continue;
      g_assert_true (step (columns));
      g_assert_cmpstr (tb_statement_get_text (columns, 0), ==, field->name);
      n_fields++;
    }
  if (n_fields > 0)
    {
      g_assert_true (step (columns));
      g_assert_cmpstr (tb_statement_get_text (columns, 0), ==, "incomplete");
    }
  g_assert_false (step (columns));
}

static void
test_filter_index (TbStoreTest *test, gconstpointer data)
{
  for_each_type (test, check_filter_index);
}

static void
test_matching_index (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbStatement) plan
      = prepare (test->connection,
                 "EXPLAIN QUERY PLAN SELECT row FROM person"
                 " WHERE removed_at IS NULL AND mobile = ?1 AND name = ?2 ORDER BY row DESC");

  g_assert_true (step (plan));
  g_assert_nonnull (strstr (tb_statement_get_text (plan, 3), "(mobile=? AND name=?)"));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/schema/columns", test_columns);
  tb_store_test_add ("/store/schema/references", test_references);
  tb_store_test_add ("/store/schema/indexes", test_indexes);
  tb_store_test_add ("/store/schema/filter-index", test_filter_index);
  tb_store_test_add ("/store/schema/matching-index", test_matching_index);

  return tb_test_run ();
}
