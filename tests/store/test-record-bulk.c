/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "tb-error.h"
#include "tb-id.h"
#include "tb-maintenance.h"
#include "tb-record-bulk.h"
#include "tb-record-table.h"
#include "tb-store-test.h"
#include "tb-test.h"
#include "tb-type-person.h"

static const TbRecordType *const types[] = { &tb_type_person };

/* The statements that made all tables and indexes, as another process finds them. */
static char *
dup_schema (TbStoreTest *test)
{
  sqlite3 *database;
  sqlite3_stmt *statement;
  GString *found = g_string_new (NULL);

  g_assert_cmpint (sqlite3_open_v2 (test->path, &database, SQLITE_OPEN_READONLY, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (database,
                          "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", -1,
                          &statement, NULL),
      ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (found, "%s\n", (const char *)sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return g_string_free_and_steal (found);
}

static void
insert (TbStoreTest *test, const char *name, const char *id_number, GError **error)
{
  g_autoptr (TbRecord) person
      = tb_store_test_new_record ("person", "name", name, "sex", "1", "id_number", id_number, NULL);

  tb_record_table_insert (test->connection, person, error);
}

static void
assert_refused (TbStoreTest *test, const char *field, const char *value, TbError code)
{
  g_autoptr (TbRecord) person
      = tb_store_test_new_record ("person", "name", "张三", field, value, NULL);
  g_autoptr (GError) error = NULL;

  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  g_assert_false (tb_record_table_insert (test->connection, person, &error));
  g_assert_error (error, TB_ERROR, (int)code);
  tb_connection_rollback (test->connection);
}

/* With the transaction ends the trust in values and references. */
static void
assert_values_checked (TbStoreTest *test)
{
  assert_refused (test, "birth_date", "someday", TB_ERROR_INVALID);
  assert_refused (test, "enterprise", "00000000-0000-7000-8000-000000000000", TB_ERROR_CONFLICT);
}

static gboolean
take_rows (const gint64 *rows, guint n_rows, gpointer user_data)
{
  *(guint *)user_data += n_rows;
  return TRUE;
}

/* Lists are filtered, and counted, whether their index is there or not. */
static void
assert_filtered (TbStoreTest *test, const char *sex, guint expected)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);
  guint n_found = 0;
  g_autoptr (GError) error = NULL;

  tb_query_add_filter (query, TB_PERSON_SEX, TB_QUERY_EQUAL, sex);
  g_assert_cmpint (tb_record_table_count (test->connection, query, &error), ==, expected);
  g_assert_no_error (error);
  g_assert_true (tb_record_table_query (test->connection, query, take_rows, &n_found, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_found, ==, expected);
}

static void
test_end (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *before = dup_schema (test);
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;
  g_autoptr (TbRecordBulk) bulk = NULL;
  g_autoptr (GPtrArray) found = NULL;
  const guint field = TB_PERSON_NAME;
  const char *const value = "王伟";
  g_autoptr (GError) error = NULL;

  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  bulk = tb_record_bulk_begin (test->connection, types, 1, &error);
  g_assert_no_error (error);
  insert (test, "王伟", "440399198506150011", &error);
  g_assert_no_error (error);

  tb_record_bulk_end (bulk, &error);
  g_assert_no_error (error);
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);

  /* Those that make lists faster come later, what keeps values unique does not. */
  between = dup_schema (test);
  g_assert_null (strstr (between, "INDEX person_name_key "));
  g_assert_null (strstr (between, "INDEX person_filter "));
  g_assert_nonnull (strstr (between, "INDEX person_id_number "));
  assert_filtered (test, "1", 1);
  assert_filtered (test, "2", 0);
  tb_connection_tidy (test->connection);
  assert_filtered (test, "1", 1);
  after = dup_schema (test);
  g_assert_cmpstr (before, !=, "");
  g_assert_cmpstr (after, ==, before);
  found = tb_record_table_find (test->connection, &tb_type_person, &field, &value, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  assert_values_checked (test);
}

static void
assert_refused_double (TbStoreTest *test)
{
  g_autoptr (GError) error = NULL;

  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  insert (test, "王伟", "440399198506150011", &error);
  g_assert_no_error (error);
  insert (test, "李芳", "440399198506150011", &error);
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  tb_connection_rollback (test->connection);
}

/* What must be unique is so at the end, and who is not is named. */
static void
test_double (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *before = dup_schema (test);
  g_autofree char *after = NULL;
  g_autoptr (TbRecordBulk) bulk = NULL;
  g_autoptr (GError) error = NULL;

  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  bulk = tb_record_bulk_begin (test->connection, types, 1, &error);
  g_assert_no_error (error);
  insert (test, "张三", "440399198506150038", &error);
  g_assert_no_error (error);
  insert (test, "王伟", "440399198506150011", &error);
  g_assert_no_error (error);
  insert (test, "李芳", "440399198506150011", &error);
  g_assert_no_error (error);

  g_assert_false (tb_record_bulk_end (bulk, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "王伟"));
  tb_connection_rollback (test->connection);

  after = dup_schema (test);
  g_assert_cmpstr (after, ==, before);
  tb_store_test_assert_sound (test->connection);
  assert_refused_double (test);
}

static void
test_taken_back (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *before = dup_schema (test);
  g_autofree char *after = NULL;
  g_autoptr (TbRecordBulk) bulk = NULL;
  g_autoptr (GError) error = NULL;

  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  bulk = tb_record_bulk_begin (test->connection, types, 1, &error);
  g_assert_no_error (error);
  insert (test, "王伟", "440399198506150011", &error);
  g_assert_no_error (error);
  tb_connection_rollback (test->connection);

  after = dup_schema (test);
  g_assert_cmpstr (after, ==, before);
  tb_store_test_assert_sound (test->connection);
  assert_values_checked (test);
}

static void
add_in_bulk (TbStoreTest *test)
{
  g_autoptr (TbRecordBulk) bulk = NULL;
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "王伟", "id_number",
                                                          "440399198506150011", NULL);
  char batch[TB_ID_SIZE];
  g_autoptr (GError) error = NULL;

  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  bulk = tb_record_bulk_begin (test->connection, types, 1, &error);
  g_assert_no_error (error);
  tb_store_test_begin_batch (test->connection, TB_BATCH_IMPORT, batch, &error);
  g_assert_no_error (error);
  tb_store_test_write (test->connection, batch, NULL, person, &error);
  g_assert_no_error (error);
  tb_record_bulk_end (bulk, &error);
  g_assert_no_error (error);
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);
}

/* A program that was killed after the batch leaves it to the next one that writes; who only reads
 * does without. */
static void
test_killed_between (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *before = dup_schema (test);
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;

  add_in_bulk (test);
  between = dup_schema (test);
  g_assert_cmpstr (between, !=, before);

  tb_store_test_reopen (test, TB_OPEN_READ);
  tb_store_test_assert_sound (test->connection);
  assert_filtered (test, "1", 1);
  tb_connection_tidy (test->connection);
  tb_store_test_reopen (test, TB_OPEN_WRITE);
  tb_store_test_assert_sound (test->connection);
  tb_connection_tidy (test->connection);
  after = dup_schema (test);
  g_assert_cmpstr (after, ==, before);
  tb_store_test_assert_sound (test->connection);
}

/* A second bulk while indexes are missing leaves none behind. */
static void
test_twice (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *before = dup_schema (test);
  g_autofree char *after = NULL;
  g_autoptr (TbRecordBulk) bulk = NULL;
  g_autoptr (GError) error = NULL;

  add_in_bulk (test);
  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  bulk = tb_record_bulk_begin (test->connection, types, 1, &error);
  g_assert_no_error (error);
  tb_record_bulk_end (bulk, &error);
  g_assert_no_error (error);
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);

  tb_connection_tidy (test->connection);
  after = dup_schema (test);
  g_assert_cmpstr (after, ==, before);
}

/* A backup of the time between is brought to its end where it is put back. */
static void
test_backup_between (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *before = dup_schema (test);
  g_autofree char *after = NULL;
  g_autofree char *backup = tb_test_dup_path ("between.db");
  g_autofree char *kept = NULL;
  gint64 n_missing;
  g_autoptr (GError) error = NULL;

  add_in_bulk (test);
  tb_maintenance_backup (test->connection, backup, &n_missing, &error);
  g_assert_no_error (error);
  g_clear_pointer (&test->connection, tb_connection_close);
  tb_maintenance_restore (backup, test->path, test->clock, &kept, &n_missing, &error);
  g_assert_no_error (error);

  test->connection = tb_connection_open (test->path, TB_OPEN_WRITE, test->clock, &error);
  g_assert_no_error (error);
  tb_connection_tidy (test->connection);
  after = dup_schema (test);
  g_assert_cmpstr (after, ==, before);
  tb_store_test_assert_sound (test->connection);
}

/* Whoever made the register does not get to run something else. */
static void
test_only_indexes (TbStoreTest *test, gconstpointer data)
{
  static const char *const others[]
      = { "DROP TABLE sync_waiting", "CREATE INDEX a ON batch(kind); DROP TABLE sync_waiting" };
  g_autofree char *before = dup_schema (test);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  add_in_bulk (test);
  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *key = g_strdup_printf ("late_index:%u", i);

      tb_setting_set (test->connection, key, others[i], &error);
      g_assert_no_error (error);
    }
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);

  tb_connection_tidy (test->connection);
  after = dup_schema (test);
  g_assert_cmpstr (after, ==, before);
  tb_store_test_assert_sound (test->connection);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);
  tb_store_test_add ("/record-bulk/end", test_end);
  tb_store_test_add ("/record-bulk/double", test_double);
  tb_store_test_add ("/record-bulk/taken-back", test_taken_back);
  tb_store_test_add ("/record-bulk/killed-between", test_killed_between);
  tb_store_test_add ("/record-bulk/twice", test_twice);
  tb_store_test_add ("/record-bulk/backup-between", test_backup_between);
  tb_store_test_add ("/record-bulk/only-indexes", test_only_indexes);
  return tb_test_run ();
}
