/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tb-error.h"
#include "tb-query-sql.h"
#include "tb-record-table.h"
#include "tb-store-test.h"
#include "tb-test.h"
#include "tb-type-enterprise.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"

static gboolean
append_rows_cb (const gint64 *rows, guint n_rows, gpointer user_data)
{
  g_array_append_vals (user_data, rows, n_rows);
  return TRUE;
}

static GArray *
run_query (TbStoreTest *test, TbQuery *query)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  tb_record_table_query (test->connection, query, append_rows_cb, rows, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tb_record_table_count (test->connection, query, &error), ==, rows->len);
  g_assert_no_error (error);
  return rows;
}

/* The titles of what a query finds, in its order, with spaces between. */
static void
assert_finds (TbStoreTest *test, TbQuery *query, const char *expected)
{
  g_autoptr (GArray) rows = run_query (test, query);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = tb_record_table_fetch (
      test->connection, tb_query_get_record_type (query), (gint64 *)rows->data, rows->len, &error);
  g_autoptr (GString) titles = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *title = tb_record_dup_title (records->pdata[i]);

      g_string_append_printf (titles, "%s%s", i > 0 ? " " : "", title);
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

static char *
add (TbStoreTest *test, TbRecord *record)
{
  g_autoptr (TbRecord) owned = record;

  tb_store_test_add_record (test, owned);
  return g_strdup (tb_record_get_id (owned));
}

/* 曾 sorts as zēng, 单 as shàn; who has no date comes last either way. */
static void
test_order_by_column (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) by_name = tb_query_new (&tb_type_person);
  g_autoptr (TbQuery) by_date = tb_query_new (&tb_type_person);

  g_free (add (test, tb_store_test_new_record ("person", "name", "曾国", "join_on", "2009", NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "安平", NULL)));
  g_free (
      add (test, tb_store_test_new_record ("person", "name", "单春", "join_on", "2009-07", NULL)));
  g_free (add (test,
               tb_store_test_new_record ("person", "name", "王伟", "join_on", "1998-03-01", NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "李明", NULL)));

  assert_finds (test, by_name, "曾国 安平 单春 王伟 李明");
  tb_query_set_sort (by_name, TB_PERSON_NAME, FALSE);
  assert_finds (test, by_name, "安平 李明 单春 王伟 曾国");
  tb_query_set_sort (by_name, TB_PERSON_NAME, TRUE);
  assert_finds (test, by_name, "曾国 王伟 单春 李明 安平");

  tb_query_set_sort (by_date, TB_PERSON_JOIN_ON, FALSE);
  assert_finds (test, by_date, "王伟 曾国 单春 安平 李明");
  tb_query_set_sort (by_date, TB_PERSON_JOIN_ON, TRUE);
  assert_finds (test, by_date, "单春 曾国 王伟 安平 李明");
  tb_query_set_limit (by_date, 4);
  assert_finds (test, by_date, "单春 曾国 王伟 安平");
}

static void
test_order_by_reference (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);
  g_autoptr (TbRecord) closed = tb_store_test_new_record ("enterprise", "name", "北方", NULL);
  g_autofree char *zhong
      = add (test, tb_store_test_new_record ("enterprise", "name", "中科", NULL));
  g_autofree char *hai = add (test, tb_store_test_new_record ("enterprise", "name", "海纳", NULL));

  tb_store_test_add_record (test, closed);
  g_free (add (test, tb_store_test_new_record ("person", "name", "甲", "enterprise", zhong, NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "乙", NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "丙", "enterprise", hai, NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "丁", "enterprise",
                                               tb_record_get_id (closed), NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "戊", "enterprise", zhong, NULL)));
  tb_store_test_remove_record (test, closed);

  /* Who works at a firm that was removed comes after the others, who works nowhere last. */
  tb_query_set_sort (query, TB_PERSON_ENTERPRISE, FALSE);
  assert_finds (test, query, "丙 甲 戊 丁 乙");
  tb_query_set_sort (query, TB_PERSON_ENTERPRISE, TRUE);
  assert_finds (test, query, "戊 甲 丙 丁 乙");
}

static void
test_filters (TbStoreTest *test, gconstpointer data)
{
  static const struct
  {
    guint field;
    TbQueryOp op;
    const char *value;
    const char *expected;
  } cases[] = {
    { TB_PERSON_SEX, TB_QUERY_EQUAL, "2", "乙 丁" },
    { TB_PERSON_SEX, TB_QUERY_NOT_EQUAL, "2", "甲 丙" },
    { TB_PERSON_SEX, TB_QUERY_EMPTY, NULL, "丙" },
    { TB_PERSON_SEX, TB_QUERY_NOT_EMPTY, NULL, "甲 乙 丁" },
    { TB_PERSON_JOIN_ON, TB_QUERY_FROM, "2009-07", "乙 丙" },
    { TB_PERSON_JOIN_ON, TB_QUERY_TO, "2009", "甲 乙" },
    { TB_PERSON_JOIN_ON, TB_QUERY_TO, "2009-06", "甲" },
    { TB_PERSON_LOST, TB_QUERY_EQUAL, "1", "甲" },
    { TB_PERSON_LOST, TB_QUERY_NOT_EQUAL, "1", "乙 丙 丁" },
    { TB_PERSON_STANDING_ADJUSTMENT, TB_QUERY_FROM, "2", "丙 丁" },
    { TB_PERSON_STANDING_ADJUSTMENT, TB_QUERY_TO, "9", "乙 丙" },
  };
  g_autoptr (TbQuery) either = tb_query_new (&tb_type_person);

  g_free (add (test, tb_store_test_new_record ("person", "name", "甲", "sex", "1", "join_on",
                                               "2009-05-04", "lost", "1", NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "乙", "sex", "2", "join_on",
                                               "2009-07-01", "lost", "0", "standing_adjustment",
                                               "-1", NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "丙", "join_on", "2026",
                                               "standing_adjustment", "2", NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "丁", "sex", "2",
                                               "standing_adjustment", "10", NULL)));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);

      g_test_message ("case %zu", i);
      tb_query_add_filter (query, cases[i].field, cases[i].op, cases[i].value);
      assert_finds (test, query, cases[i].expected);
    }

  /* Alternatives of one field; both fields must hold. */
  tb_query_add_filter (either, TB_PERSON_SEX, TB_QUERY_EQUAL, "1");
  tb_query_add_filter (either, TB_PERSON_JOIN_ON, TB_QUERY_TO, "2009");
  tb_query_add_filter (either, TB_PERSON_SEX, TB_QUERY_EQUAL, "2");
  assert_finds (test, either, "甲 乙");
}

static void
test_removed_and_incomplete (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_enterprise);
  g_autoptr (TbRecord) whole = tb_store_test_new_record ("enterprise", "name", "中科", NULL);
  g_autoptr (TbRecord) gone = tb_store_test_new_record ("enterprise", "name", "海纳", NULL);

  tb_record_set_int (whole, TB_ENTERPRISE_INCOMPLETE, 0);
  tb_store_test_add_record (test, whole);
  tb_store_test_add_record (test, gone);
  tb_store_test_remove_record (test, gone);
  g_free (add (test, tb_store_test_new_record ("enterprise", "name", "云帆", NULL)));

  assert_finds (test, query, "中科 云帆");
  tb_query_set_incomplete_only (query, TRUE);
  assert_finds (test, query, "云帆");
}

/* The branch of a committee of a committee; and a tree that somebody bent into a ring. */
static void
test_within (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *top = add (
      test, tb_store_test_new_record ("organisation", "name", "联合党委", "kind", "1", NULL));
  g_autoptr (TbRecord) middle = tb_store_test_new_record ("organisation", "name", "一总支", "kind",
                                                          "2", "parent", top, NULL);
  g_autoptr (TbRecord) before = NULL;
  g_autofree char *low = NULL;
  g_autofree char *other
      = add (test, tb_store_test_new_record ("organisation", "name", "别家", "kind", "1", NULL));
  g_autoptr (TbQuery) persons = tb_query_new (&tb_type_person);
  g_autoptr (TbQuery) organisations = tb_query_new (&tb_type_organisation);

  tb_store_test_add_record (test, middle);
  low = add (test, tb_store_test_new_record ("organisation", "name", "三支部", "kind", "3",
                                             "parent", tb_record_get_id (middle), NULL));
  g_free (add (test, tb_store_test_new_record ("person", "name", "甲", "formal_org", low, NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "乙", "formal_org", top, NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "丙", "formal_org", other, NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "丁", NULL)));

  tb_query_add_filter (persons, TB_PERSON_FORMAL_ORG, TB_QUERY_WITHIN, top);
  assert_finds (test, persons, "甲 乙");
  tb_query_add_filter (organisations, TB_ORGANISATION_PARENT, TB_QUERY_WITHIN, top);
  assert_finds (test, organisations, "一总支 三支部");

  before = tb_record_copy (middle);
  tb_store_test_set (middle, "parent", low);
  tb_store_test_save (test, before, middle);
  tb_query_remove_filters (persons, TB_PERSON_FORMAL_ORG);
  tb_query_add_filter (persons, TB_PERSON_FORMAL_ORG, TB_QUERY_WITHIN, tb_record_get_id (middle));
  assert_finds (test, persons, "甲");
}

static void
test_search_text (TbStoreTest *test, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *expected;
  } cases[] = {
    { "张", "张伟 张美丽" },      { "zhang w", "张伟" }, { "zw", "张伟" },
    { "云帆", "张伟 王芳" },      { "王 云帆", "王芳" }, { "0013", "王芳" },
    { "  ", "张伟 王芳 张美丽" }, { "，。", "" },        { "帆云", "" },
    { "美丽", "张美丽" },         { "张美丽好", "" },
  };
  g_autofree char *firm
      = add (test, tb_store_test_new_record ("enterprise", "name", "深圳市云帆科技有限公司", NULL));

  g_free (
      add (test, tb_store_test_new_record ("person", "name", "张伟", "enterprise", firm, NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "王芳", "mobile", "13800130000",
                                               "enterprise", firm, NULL)));
  g_free (add (test, tb_store_test_new_record ("person", "name", "张美丽", NULL)));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);

      g_test_message ("“%s”", cases[i].typed);
      tb_query_set_search (query, cases[i].typed);
      assert_finds (test, query, cases[i].expected);
    }
}

static void
assert_reads_in_order (TbStoreTest *test, const char *select)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", select, NULL);
  g_autoptr (TbStatement) plan = tb_connection_prepare (test->connection, explain, NULL);

  g_assert_nonnull (plan);
  while (tb_statement_step (plan, NULL) == TB_STEP_ROW)
    {
      const char *step = tb_statement_get_text (plan, 3);

      if (strstr (step, "TEMP B-TREE") != NULL || g_str_equal (step, "SCAN t"))
        g_error ("%s\n%s", explain, step);
    }
}

/* Every order that people can ask for is read from indexes: half a million records are never
 * sorted. */
static void
test_no_order_is_sorted (TbStoreTest *test, gconstpointer data)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    for (guint j = 0; j < 2 * types[i]->n_fields; j++)
      {
        g_autoptr (TbQuery) query = tb_query_new (types[i]);
        g_autoptr (GPtrArray) selects = NULL;

        if ((types[i]->fields[j / 2].flags & TB_FIELD_SORTABLE) == 0)
          continue;
        tb_query_set_sort (query, j / 2, j % 2);
        selects = tb_query_sql_make_order (query, TB_QUERY_WALK);
        /* Of a reference, the records referred to that were removed are sorted: they are few. */
        for (guint k = 0; k < selects->len; k++)
          if (strstr (selects->pdata[k], "k.removed_at IS NOT NULL") == NULL)
            assert_reads_in_order (test, selects->pdata[k]);
      }
}

/* Few that were found are sorted, of many it is noted which they are: both must give the same. */
static void
test_many_found (TbStoreTest *test, gconstpointer data)
{
  static const guint orders[]
      = { TB_FIELD_NOT_FOUND, TB_PERSON_NAME, TB_PERSON_JOIN_ON, TB_PERSON_ENTERPRISE };
  g_autoptr (GError) error = NULL;
  g_autofree char *firm = add (test, tb_store_test_new_record ("enterprise", "name", "云帆", NULL));

  tb_connection_begin (test->connection, &error);
  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *name = g_strdup_printf ("张%u", i * 7919 % 6000);
      g_autoptr (TbRecord) person = tb_store_test_new_record (
          "person", "name", name, "sex", i % 10 == 0 ? "1" : "2", "join_on",
          i % 3 == 0 ? NULL : "2009-07", "enterprise", i % 2 == 0 ? firm : NULL, NULL);

      tb_record_table_insert (test->connection, person, &error);
      g_assert_no_error (error);
    }
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (TbQuery) all = tb_query_new (&tb_type_person);
      g_autoptr (TbQuery) many = tb_query_new (&tb_type_person);
      g_autoptr (TbQuery) few = tb_query_new (&tb_type_person);
      g_autoptr (GArray) all_rows = NULL;
      g_autoptr (GArray) many_rows = NULL;
      g_autoptr (GArray) few_rows = NULL;
      guint n_many = 0, n_few = 0;

      tb_query_set_sort (all, orders[i / 2], i % 2);
      tb_query_set_sort (many, orders[i / 2], i % 2);
      tb_query_set_sort (few, orders[i / 2], i % 2);
      tb_query_add_filter (many, TB_PERSON_SEX, TB_QUERY_EQUAL, "2");
      tb_query_add_filter (few, TB_PERSON_SEX, TB_QUERY_EQUAL, "1");
      all_rows = run_query (test, all);
      many_rows = run_query (test, many);
      few_rows = run_query (test, few);

      g_assert_cmpuint (all_rows->len, ==, 6000);
      g_assert_cmpuint (many_rows->len, ==, 5400);
      g_assert_cmpuint (few_rows->len, ==, 600);
      for (guint j = 0; j < all_rows->len; j++)
        {
          gint64 row = g_array_index (all_rows, gint64, j);

          if (n_many < many_rows->len && g_array_index (many_rows, gint64, n_many) == row)
            n_many++;
          else if (n_few < few_rows->len && g_array_index (few_rows, gint64, n_few) == row)
            n_few++;
        }
      g_assert_cmpuint (n_many, ==, 5400);
      g_assert_cmpuint (n_few, ==, 600);
    }
}

typedef struct
{
  guint n_chunks;
  guint first;
  guint n_rows;
  guint stop_after; /* chunks; 0 for never */
} Chunks;

static gboolean
count_chunks_cb (const gint64 *rows, guint n_rows, gpointer user_data)
{
  Chunks *chunks = user_data;

  if (chunks->n_chunks++ == 0)
    chunks->first = n_rows;
  chunks->n_rows += n_rows;
  return chunks->n_chunks != chunks->stop_after;
}

static void
test_chunks (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);
  Chunks all = { 0 };
  Chunks stopped = { .stop_after = 1 };

  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张伟", NULL);

      tb_record_table_insert (test->connection, person, &error);
      g_assert_no_error (error);
    }
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);

  tb_query_set_sort (query, TB_PERSON_NAME, FALSE);
  g_assert_true (tb_record_table_query (test->connection, query, count_chunks_cb, &all, &error));
  g_assert_cmpuint (all.n_rows, ==, 1000);
  g_assert_cmpuint (all.n_chunks, >, 1);
  g_assert_cmpuint (all.first, <=, 256);

  g_assert_true (
      tb_record_table_query (test->connection, query, count_chunks_cb, &stopped, &error));
  g_assert_cmpuint (stopped.n_chunks, ==, 1);
}

static gboolean
cancel_cb (const gint64 *rows, guint n_rows, gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return TRUE;
}

static void
test_cancelled (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);

  tb_connection_begin (test->connection, &error);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张伟", NULL);

      tb_record_table_insert (test->connection, person, &error);
    }
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);

  tb_connection_set_cancellable (test->connection, cancellable);
  g_assert_false (tb_record_table_query (test->connection, query, cancel_cb, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_error (&error);
  tb_connection_set_cancellable (test->connection, NULL);
  g_assert_cmpint (tb_record_table_count (test->connection, query, &error), ==, 300);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/query/order-by-column", test_order_by_column);
  tb_store_test_add ("/store/query/order-by-reference", test_order_by_reference);
  tb_store_test_add ("/store/query/filters", test_filters);
  tb_store_test_add ("/store/query/removed-and-incomplete", test_removed_and_incomplete);
  tb_store_test_add ("/store/query/within", test_within);
  tb_store_test_add ("/store/query/search-text", test_search_text);
  tb_store_test_add ("/store/query/no-order-is-sorted", test_no_order_is_sorted);
  tb_store_test_add ("/store/query/many-found", test_many_found);
  tb_store_test_add ("/store/query/chunks", test_chunks);
  tb_store_test_add ("/store/query/cancelled", test_cancelled);

  return tb_test_run ();
}
