/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-query.h"

#include "tb-test.h"
#include "tb-type-person.h"

static TbQuery *
make_query (void)
{
  TbQuery *query = tb_query_new (&tb_type_person);

  tb_query_add_filter (query, TB_PERSON_CATEGORY, TB_QUERY_EQUAL, "full");
  tb_query_add_filter (query, TB_PERSON_CATEGORY, TB_QUERY_EQUAL, "probationary");
  tb_query_add_filter (query, TB_PERSON_MOBILE, TB_QUERY_EMPTY, NULL);
  tb_query_set_search (query, "zhang");
  tb_query_set_sort (query, TB_PERSON_JOIN_ON, TRUE);
  tb_query_set_limit (query, 50);
  tb_query_set_incomplete_only (query, TRUE);
  return query;
}

static void
test_defaults (void)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);

  g_assert_true (tb_query_get_record_type (query) == &tb_type_person);
  g_assert_cmpuint (tb_query_get_n_filters (query), ==, 0);
  g_assert_null (tb_query_get_search (query));
  g_assert_cmpuint (tb_query_get_sort_field (query), ==, TB_FIELD_NOT_FOUND);
  g_assert_false (tb_query_get_descending (query));
  g_assert_cmpuint (tb_query_get_limit (query), ==, 0);
  g_assert_false (tb_query_get_incomplete_only (query));
}

static void
test_copy_is_equal_and_apart (void)
{
  g_autoptr (TbQuery) query = make_query ();
  g_autoptr (TbQuery) copy = tb_query_copy (query);

  g_assert_true (tb_query_equal (query, copy));
  g_assert_cmpuint (tb_query_get_n_filters (copy), ==, 3);
  g_assert_cmpstr (tb_query_get_filter (copy, 1)->value, ==, "probationary");
  g_assert_null (tb_query_get_filter (copy, 2)->value);

  tb_query_remove_filters (copy, TB_PERSON_CATEGORY);
  g_assert_cmpuint (tb_query_get_n_filters (copy), ==, 1);
  g_assert_cmpuint (tb_query_get_filter (copy, 0)->field, ==, TB_PERSON_MOBILE);
  g_assert_cmpuint (tb_query_get_n_filters (query), ==, 3);
  g_assert_false (tb_query_equal (query, copy));
}

static void
test_every_part_counts (void)
{
  for (guint part = 0; part < 6; part++)
    {
      g_autoptr (TbQuery) query = make_query ();
      g_autoptr (TbQuery) other = make_query ();

      g_assert_true (tb_query_equal (query, other));
      switch (part)
        {
        case 0:
          tb_query_set_search (other, "");
          g_assert_null (tb_query_get_search (other));
          break;
        case 1:
          tb_query_set_sort (other, TB_PERSON_NAME, TRUE);
          break;
        case 2:
          tb_query_set_sort (other, TB_PERSON_JOIN_ON, FALSE);
          break;
        case 3:
          tb_query_set_limit (other, 51);
          break;
        case 4:
          tb_query_set_incomplete_only (other, FALSE);
          break;
        case 5:
          tb_query_remove_filters (other, TB_PERSON_MOBILE);
          tb_query_add_filter (other, TB_PERSON_MOBILE, TB_QUERY_NOT_EMPTY, NULL);
          break;
        default:
          g_assert_not_reached ();
        }
      g_assert_false (tb_query_equal (query, other));
    }
}

static void
test_boxed (void)
{
  GValue value = G_VALUE_INIT;
  g_autoptr (TbQuery) query = make_query ();

  g_value_init (&value, TB_TYPE_QUERY);
  g_value_set_boxed (&value, query);
  g_assert_true (g_value_get_boxed (&value) == query);
  g_value_unset (&value);
  g_assert_cmpstr (tb_query_get_search (query), ==, "zhang");
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/query/defaults", test_defaults);
  g_test_add_func ("/query/copy", test_copy_is_equal_and_apart);
  g_test_add_func ("/query/equal", test_every_part_counts);
  g_test_add_func ("/query/boxed", test_boxed);

  return tb_test_run ();
}
