/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-unique.h"

#include "tb-sync-test.h"
#include "tb-test.h"
#include "tb-type-attendance.h"
#include "tb-type-code-item.h"
#include "tb-type-enterprise.h"
#include "tb-type-person.h"

/* Every unique index of the register has its rule: without one, a record from another desk could
 * not be written. */
static void
test_schema (void)
{
  g_autoptr (GRegex) index
      = g_regex_new ("CREATE UNIQUE INDEX \\w+ ON (\\w+) \\(([^)]*)\\) WHERE removed_at IS NULL",
                     G_REGEX_DEFAULT, 0, NULL);
  g_autofree char *schema = tb_sync_test_dup_schema ();
  g_autoptr (GMatchInfo) match = NULL;
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);
  guint n_indices = 0;
  guint n_rules = 0;

  for (g_regex_match (index, schema, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      g_autofree char *columns = g_match_info_fetch (match, 2);
      g_auto (GStrv) names = g_strsplit (columns, ", ", -1);
      const TbRecordType *type = tb_record_types_find (name);
      g_autoptr (GArray) rules = NULL;
      gboolean found = FALSE;

      g_test_message ("%s (%s)", name, columns);
      g_assert_nonnull (type);
      rules = tb_unique_get_rules (type);
      for (guint i = 0; i < rules->len; i++)
        {
          const TbUniqueRule *rule = &g_array_index (rules, TbUniqueRule, i);
          gboolean same = rule->n_fields == g_strv_length (names);

          for (guint j = 0; same && j < rule->n_fields; j++)
            same = strcmp (type->fields[rule->fields[j]].name, names[j]) == 0;
          found |= same;
        }
      g_assert_true (found);
      n_indices++;
    }

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (GArray) rules = tb_unique_get_rules (types[i]);

      for (guint j = 0; j < rules->len; j++)
        {
          const TbUniqueRule *rule = &g_array_index (rules, TbUniqueRule, j);

          /* What is taken away must not be what no record is without. */
          if (!rule->removes)
            g_assert_cmpuint (types[i]->fields[rule->fields[0]].flags & TB_FIELD_REQUIRED, ==, 0);
        }
      n_rules += rules->len;
    }
  g_assert_cmpuint (n_indices, >=, 9);
  g_assert_cmpuint (n_indices, ==, n_rules);
}

static void
test_keeper (void)
{
  g_assert_cmpstr (tb_unique_choose_keeper ("a", "b"), ==, "a");
  g_assert_cmpstr (tb_unique_choose_keeper ("b", "a"), ==, "a");
}

static void
assert_yields (const TbRecordType *type, const char *yielding, const char *keeper,
               const char *expected, GPtrArray *reviews)
{
  g_autoptr (GArray) rules = tb_unique_get_rules (type);
  g_autoptr (JsonObject) yielding_body = tb_sync_test_object (yielding);
  g_autoptr (JsonObject) keeper_body = tb_sync_test_object (keeper);
  g_autoptr (JsonObject) body = NULL;

  g_assert_cmpuint (rules->len, ==, 1);
  body = tb_unique_yield (&g_array_index (rules, TbUniqueRule, 0), yielding_body, keeper_body,
                          reviews);
  tb_sync_test_assert_body (body, expected);
  tb_sync_test_assert_body (yielding_body, yielding);
}

static void
test_value_is_taken_away (void)
{
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  TbMergeReview *review;

  assert_yields (&tb_type_enterprise,
                 "{'type':'enterprise','at':'2','by':'乙','name':'b','credit_code':'9'}",
                 "{'type':'enterprise','at':'1','by':'甲','name':'a','credit_code':'9'}",
                 "{'type':'enterprise','at':'2','by':'乙','name':'b'}", reviews);
  g_assert_cmpuint (reviews->len, ==, 1);
  tb_sync_test_assert_review (reviews, 0, "credit_code", "", "\"9\"");
  review = g_ptr_array_index (reviews, 0);
  g_assert_cmpint (review->kind, ==, TB_MERGE_REVIEW_UNIQUE);
  g_assert_cmpstr (review->other_by, ==, "乙");

  assert_yields (&tb_type_person, "{'type':'person','name':'b','id_number':'4'}",
                 "{'type':'person','name':'a','id_number':'4'}",
                 "{'type':'person','name':'b','id_number':null}", NULL);
}

static void
test_record_is_removed (void)
{
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();

  assert_yields (&tb_type_attendance,
                 "{'type':'attendance','event':'e','person':'p','name':'b','role':'guest'}",
                 "{'type':'attendance','event':'e','person':'p','name':'b','role':'host'}",
                 "{'type':'attendance','event':'e','person':'p','name':'b','role':'guest',"
                 "'removed':true}",
                 reviews);
  g_assert_cmpuint (reviews->len, ==, 1);
  tb_sync_test_assert_review (reviews, 0, "role", "\"host\"", "\"guest\"");

  assert_yields (&tb_type_code_item, "{'type':'code_item','list':'l','code':'c','label':'x'}",
                 "{'type':'code_item','list':'l','code':'c','label':'x'}",
                 "{'type':'code_item','list':'l','code':'c','label':'x','removed':true}", reviews);
  g_assert_cmpuint (reviews->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/unique/schema", test_schema);
  g_test_add_func ("/unique/keeper", test_keeper);
  g_test_add_func ("/unique/value-is-taken-away", test_value_is_taken_away);
  g_test_add_func ("/unique/record-is-removed", test_record_is_removed);

  return tb_test_run ();
}
