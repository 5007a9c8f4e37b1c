/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-error.h"
#include "tb-id.h"
#include "tb-record-table.h"
#include "tb-store-test.h"
#include "tb-test.h"
#include "tb-type-enterprise.h"
#include "tb-type-person.h"

static void
test_insert_and_load (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person = tb_store_test_new_record (
      "person", "name", "单春华", "mobile", "13800000001", "join_on", "2009-07", "lost", "0", NULL);
  g_autoptr (TbRecord) loaded = NULL;

  tb_store_test_add_record (test, person);
  g_assert_true (tb_id_is_valid (tb_record_get_id (person)));
  g_assert_cmpint (tb_record_get_row (person), >, 0);
  g_assert_cmpint (tb_record_get_version (person), ==, 1);

  loaded = tb_record_table_load (test->connection, tb_record_get_record_type (person),
                                 tb_record_get_id (person), &error);
  g_assert_no_error (error);
  g_assert_true (tb_record_equal (person, loaded));
  g_assert_cmpstr (tb_record_get_text (loaded, TB_PERSON_JOIN_ON), ==, "2009-07");
  g_assert_true (tb_record_has (loaded, TB_PERSON_LOST));
  g_assert_false (tb_record_has (loaded, TB_PERSON_MIGRANT_WORKER));
  g_assert_cmpstr (tb_record_get_created_at (loaded), ==, tb_record_get_created_at (person));
  g_assert_nonnull (tb_record_get_created_at (loaded));
}

/* A statement names the columns that have a value: of more combinations than are remembered, each
 * value must be found where it was put. */
static void
test_insert_combinations (TbStoreTest *test, gconstpointer data)
{
  static const char *const values[][2]
      = { { "sex", "1" },    { "mobile", "13800000001" },     { "join_on", "2009-07" },
          { "lost", "0" },   { "standing_adjustment", "-3" }, { "floating_place", "440399" },
          { "remark", "甲" } };

  for (guint bits = 0; bits < 1u << G_N_ELEMENTS (values); bits++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "李芳", NULL);
      g_autoptr (TbRecord) loaded = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        if (bits >> i & 1)
          tb_store_test_set (person, values[i][0], values[i][1]);
      tb_store_test_add_record (test, person);
      loaded = tb_record_table_load (test->connection, &tb_type_person, tb_record_get_id (person),
                                     &error);
      g_assert_no_error (error);
      g_assert_true (tb_record_equal (person, loaded));
    }
}

static void
test_update (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (TbRecord) before = NULL;
  g_autoptr (TbRecord) loaded = NULL;

  tb_store_test_add_record (test, person);
  before = tb_record_copy (person);
  tb_store_test_set (person, "name", "张山");
  tb_store_test_set (person, "mobile", "13800000002");
  tb_clock_advance (test->clock, G_USEC_PER_SEC);
  tb_store_test_save (test, before, person);

  g_assert_cmpint (tb_record_get_version (person), ==, 2);
  g_assert_cmpstr (tb_record_get_updated_at (person), >, tb_record_get_created_at (person));
  loaded = tb_record_table_load (test->connection, tb_record_get_record_type (person),
                                 tb_record_get_id (person), &error);
  g_assert_no_error (error);
  g_assert_true (tb_record_equal (person, loaded));
  g_assert_cmpstr (tb_record_get_updated_at (loaded), ==, tb_record_get_updated_at (person));
  g_assert_cmpstr (tb_record_get_created_at (loaded), ==, tb_record_get_created_at (before));
}

/* Writes without a journal, to see what the table alone says. */
static void
assert_refused (TbStoreTest *test, TbRecord *record, gboolean insert, TbError code,
                const char *words)
{
  g_autoptr (GError) error = NULL;
  gboolean written;

  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  written = insert ? tb_record_table_insert (test->connection, record, &error)
                   : tb_record_table_update (test->connection, record, &error);
  tb_connection_rollback (test->connection);

  g_assert_false (written);
  g_assert_error (error, TB_ERROR, (int)code);
  if (words != NULL && strstr (error->message, words) == NULL)
    g_error ("“%s” is not in: %s", words, error->message);
}

static void
test_stale_version (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (TbRecord) stale = NULL;
  g_autoptr (TbRecord) before = NULL;

  tb_store_test_add_record (test, person);
  stale = tb_record_copy (person);
  before = tb_record_copy (person);
  tb_store_test_set (person, "name", "张山");
  tb_store_test_save (test, before, person);

  tb_store_test_set (stale, "name", "张珊");
  assert_refused (test, stale, FALSE, TB_ERROR_CONFLICT, "张山");
}

static void
test_missing (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (TbRecord) loaded = NULL;
  char id[TB_ID_SIZE];

  tb_id_generate (tb_clock_now (test->clock), id);
  loaded = tb_record_table_load (test->connection, tb_record_get_record_type (person), id, &error);
  g_assert_null (loaded);
  g_assert_error (error, TB_ERROR, TB_ERROR_NOT_FOUND);

  tb_record_set_id (person, id);
  assert_refused (test, person, FALSE, TB_ERROR_NOT_FOUND, id);
}

static void
test_unique (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) first = tb_store_test_new_record ("person", "name", "张三", "id_number",
                                                         "440399198506150011", NULL);
  g_autoptr (TbRecord) second = tb_store_test_new_record ("person", "name", "李四", "id_number",
                                                          "440399198506150011", NULL);

  tb_store_test_add_record (test, first);
  assert_refused (test, second, TRUE, TB_ERROR_CONFLICT, "张三");

  /* Among the living only. */
  tb_store_test_remove_record (test, first);
  tb_store_test_add_record (test, second);

  tb_record_set_removed (first, FALSE);
  assert_refused (test, first, FALSE, TB_ERROR_CONFLICT, "李四");
  tb_store_test_assert_sound (test->connection);
}

/* As many persons as one statement adds, none with the same fields as the next; the one at
 * @taken has the number of the first. */
static GPtrArray *
make_many (TbStoreTest *test, guint taken)
{
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < TB_RECORD_TABLE_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("某%u", i);
      g_autofree char *mobile = g_strdup_printf ("1380000%04u", i);
      TbRecord *person = tb_store_test_new_record ("person", "name", name, NULL);
      char id[TB_ID_SIZE];

      tb_id_generate (tb_clock_now (test->clock), id);
      tb_record_set_id (person, id);
      if (i % 2 != 0)
        tb_store_test_set (person, "mobile", mobile);
      if (i % 3 != 0)
        tb_store_test_set (person, "job", "工程师");
      if (i == 0 || i == taken)
        tb_store_test_set (person, "id_number", "440399198506150011");
      g_ptr_array_add (persons, person);
    }
  return g_steal_pointer (&persons);
}

static gboolean
insert_many (TbStoreTest *test, GPtrArray *persons, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  tb_connection_begin (test->connection, &local_error);
  g_assert_no_error (local_error);
  return tb_record_table_insert_many (test->connection, (TbRecord **)persons->pdata, persons->len,
                                      error);
}

static void
test_insert_many (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) persons = make_many (test, 0);
  g_autoptr (GError) error = NULL;

  insert_many (test, persons, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < persons->len; i++)
    {
      TbRecord *person = g_ptr_array_index (persons, i);
      const gint64 row = tb_record_get_row (person);
      g_autoptr (GPtrArray) stored
          = tb_record_table_fetch (test->connection, &tb_type_person, &row, 1, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (stored->len, ==, 1);
      g_assert_cmpstr (tb_record_get_id (stored->pdata[0]), ==, tb_record_get_id (person));
      g_assert_true (tb_record_equal (stored->pdata[0], person));
      g_assert_cmpint (tb_record_get_version (person), ==, 1);
      g_assert_cmpstr (tb_record_get_created_at (stored->pdata[0]), ==,
                       tb_record_get_created_at (person));
    }
  tb_connection_rollback (test->connection);
}

/* What is wrong is said of the one that it is wrong with. */
static void
test_insert_many_refused (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) persons = make_many (test, 9);
  g_autoptr (GPtrArray) empty = make_many (test, 0);
  g_autoptr (GError) error = NULL;

  g_assert_false (insert_many (test, persons, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "某0"));
  g_clear_error (&error);
  tb_connection_rollback (test->connection);

  tb_store_test_set (g_ptr_array_index (empty, 11), "birth_date", "someday");
  g_assert_false (insert_many (test, empty, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "某11"));
  tb_connection_rollback (test->connection);
  tb_store_test_assert_sound (test->connection);
}

static void
test_refused_values (TbStoreTest *test, gconstpointer data)
{
  char id[TB_ID_SIZE];
  g_autoptr (TbRecord) lost_reference = NULL;
  g_autoptr (TbRecord) no_name = tb_store_test_new_record ("person", "mobile", "13800000001", NULL);
  g_autoptr (TbRecord) bad_date
      = tb_store_test_new_record ("person", "name", "张三", "join_on", "2009年7月", NULL);

  tb_id_generate (tb_clock_now (test->clock), id);
  lost_reference = tb_store_test_new_record ("person", "name", "张三", "enterprise", id, NULL);

  assert_refused (test, lost_reference, TRUE, TB_ERROR_CONFLICT, "张三");
  assert_refused (test, no_name, TRUE, TB_ERROR_INVALID, NULL);
  assert_refused (test, bad_date, TRUE, TB_ERROR_INVALID, "张三");
}

static void
test_fetch_with_titles (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) firm
      = tb_store_test_new_record ("enterprise", "name", "深圳市云帆科技有限公司", NULL);
  g_autoptr (TbRecord) first = NULL;
  g_autoptr (TbRecord) second = tb_store_test_new_record ("person", "name", "李四", NULL);
  g_autoptr (GPtrArray) records = NULL;
  gint64 rows[3];

  tb_store_test_add_record (test, firm);
  first = tb_store_test_new_record ("person", "name", "张三", "enterprise", tb_record_get_id (firm),
                                    NULL);
  tb_store_test_add_record (test, first);
  tb_store_test_add_record (test, second);

  rows[0] = tb_record_get_row (second);
  rows[1] = 4711;
  rows[2] = tb_record_get_row (first);
  records = tb_record_table_fetch (test->connection, tb_record_get_record_type (first), rows, 3,
                                   &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_true (tb_record_equal (records->pdata[0], second));
  g_assert_true (tb_record_equal (records->pdata[1], first));
  g_assert_null (tb_record_get_reference_title (records->pdata[0], TB_PERSON_ENTERPRISE));
  g_assert_cmpstr (tb_record_get_reference_title (records->pdata[1], TB_PERSON_ENTERPRISE), ==,
                   "深圳市云帆科技有限公司");
}

/* A tenancy has no name: its title is made of the titles of what it joins. */
static void
test_made_title (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) firm = tb_store_test_new_record ("enterprise", "name", "云帆科技", NULL);
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (TbRecord) employment = NULL;
  g_autofree char *title = NULL;

  tb_store_test_add_record (test, firm);
  tb_store_test_add_record (test, person);
  employment = tb_store_test_new_record ("employment", "person", tb_record_get_id (person),
                                         "enterprise", tb_record_get_id (firm), NULL);
  tb_store_test_add_record (test, employment);

  title = tb_record_table_dup_title (test->connection, tb_record_get_record_type (employment),
                                     tb_record_get_id (employment), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (title, "张三"));
  g_assert_nonnull (strstr (title, "云帆科技"));
}

static void
test_find (TbStoreTest *test, gconstpointer data)
{
  static const guint fields[] = { TB_PERSON_MOBILE, TB_PERSON_NAME };
  static const char *const values[] = { "13800000001", "张三" };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) older
      = tb_store_test_new_record ("person", "name", "张三", "mobile", "13800000001", NULL);
  g_autoptr (TbRecord) newer
      = tb_store_test_new_record ("person", "name", "张三", "mobile", "13800000001", NULL);
  g_autoptr (TbRecord) other
      = tb_store_test_new_record ("person", "name", "李四", "mobile", "13800000001", NULL);
  g_autoptr (TbRecord) removed
      = tb_store_test_new_record ("person", "name", "张三", "mobile", "13800000001", NULL);
  g_autoptr (GPtrArray) records = NULL;

  tb_store_test_add_record (test, older);
  tb_store_test_add_record (test, newer);
  tb_store_test_add_record (test, other);
  tb_store_test_add_record (test, removed);
  tb_store_test_remove_record (test, removed);

  records = tb_record_table_find (test->connection, tb_record_get_record_type (older), fields,
                                  values, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_true (tb_record_equal (records->pdata[0], newer));
  g_assert_true (tb_record_equal (records->pdata[1], older));
}

/* The clock of the machine was wrong, and was set back. */
static void
test_clock_set_back (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) first = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (TbRecord) second = tb_store_test_new_record ("person", "name", "李四", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  const TbJournalEntry *newest, *oldest;

  tb_store_test_add_record (test, first);
  tb_clock_advance (test->clock, -G_TIME_SPAN_DAY);
  tb_store_test_add_record (test, second);

  g_assert_cmpstr (tb_record_get_id (second), >, tb_record_get_id (first));
  g_assert_cmpstr (tb_record_get_created_at (second), <, tb_record_get_created_at (first));

  entries = tb_journal_list (test->connection, NULL, NULL, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  newest = entries->pdata[0];
  oldest = entries->pdata[1];
  g_assert_cmpstr (newest->record_id, ==, tb_record_get_id (second));
  g_assert_cmpint (newest->seq, ==, oldest->seq + 1);
  tb_store_test_assert_sound (test->connection);
}

/* A damaged disk may spoil a character; what is shown is text all the same. */
static void
test_spoilt_text (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person
      = tb_store_test_new_record ("person", "name", "张三", "job", "会计", NULL);
  g_autoptr (TbRecord) loaded = NULL;

  tb_store_test_add_record (test, person);
  g_clear_pointer (&test->connection, tb_connection_close);
  tb_store_test_tamper (test->path, "UPDATE person SET job = CAST (x'e4bc9ae8ae' AS TEXT)");
  tb_store_test_reopen (test, TB_OPEN_READ);

  loaded
      = tb_record_table_load (test->connection, &tb_type_person, tb_record_get_id (person), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tb_record_get_text (loaded, TB_PERSON_JOB), ==, "会\357\277\275\357\277\275");
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/record-table/insert-and-load", test_insert_and_load);
  tb_store_test_add ("/store/record-table/insert-combinations", test_insert_combinations);
  tb_store_test_add ("/store/record-table/update", test_update);
  tb_store_test_add ("/store/record-table/stale-version", test_stale_version);
  tb_store_test_add ("/store/record-table/missing", test_missing);
  tb_store_test_add ("/store/record-table/unique", test_unique);
  tb_store_test_add ("/store/record-table/insert-many", test_insert_many);
  tb_store_test_add ("/store/record-table/insert-many-refused", test_insert_many_refused);
  tb_store_test_add ("/store/record-table/refused-values", test_refused_values);
  tb_store_test_add ("/store/record-table/fetch-with-titles", test_fetch_with_titles);
  tb_store_test_add ("/store/record-table/made-title", test_made_title);
  tb_store_test_add ("/store/record-table/find", test_find);
  tb_store_test_add ("/store/record-table/clock-set-back", test_clock_set_back);
  tb_store_test_add ("/store/record-table/spoilt-text", test_spoilt_text);

  return tb_test_run ();
}
