/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-merge.h"

#include "tb-canonical-json.h"
#include "tb-sync-test.h"
#include "tb-test.h"
#include "tb-type-event.h"
#include "tb-type-person.h"
#include "tb-type-project.h"
#include "tb-type-tower.h"

#define HEAD_A "'type':'tower','schema':1,'by':'甲','at':'2026-11-01T00:00:00Z'"
#define HEAD_B "'type':'tower','schema':1,'by':'乙','at':'2026-11-02T00:00:00Z'"

static JsonObject *
merge (const TbRecordType *type, const char *base, const char *winner, const char *other,
       GPtrArray *reviews)
{
  g_autoptr (JsonObject) base_body = base != NULL ? tb_sync_test_object (base) : NULL;
  g_autoptr (JsonObject) winner_body = tb_sync_test_object (winner);
  g_autoptr (JsonObject) other_body = tb_sync_test_object (other);

  return tb_merge (type, base_body, winner_body, other_body, reviews);
}

static void
assert_merge (const TbRecordType *type, const char *base, const char *winner, const char *other,
              const char *expected, guint n_reviews)
{
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (JsonObject) merged = merge (type, base, winner, other, reviews);

  tb_sync_test_assert_body (merged, expected);
  g_assert_cmpuint (reviews->len, ==, n_reviews);
}

static void
test_sides (void)
{
  /* Nothing, one side, the other, both the same, both different fields. */
  assert_merge (&tb_type_tower, "{" HEAD_A ",'name':'a'}", "{" HEAD_A ",'name':'a'}",
                "{" HEAD_A ",'name':'a'}", "{" HEAD_A ",'name':'a'}", 0);
  assert_merge (&tb_type_tower, "{" HEAD_A ",'name':'a'}", "{" HEAD_B ",'name':'b'}",
                "{" HEAD_A ",'name':'a'}", "{" HEAD_B ",'name':'b'}", 0);
  assert_merge (&tb_type_tower, "{" HEAD_A ",'name':'a'}", "{" HEAD_A ",'name':'a'}",
                "{" HEAD_B ",'name':'b'}", "{" HEAD_B ",'name':'b'}", 0);
  assert_merge (&tb_type_tower, "{" HEAD_A ",'name':'a'}", "{" HEAD_A ",'name':'b'}",
                "{" HEAD_B ",'name':'b'}", "{" HEAD_B ",'name':'b'}", 0);
  assert_merge (&tb_type_tower, "{" HEAD_A ",'name':'a','alias':'x','owners':'y'}",
                "{" HEAD_A ",'name':'b','alias':'x'}",
                "{" HEAD_B ",'name':'a','owners':'y','height':12}",
                "{" HEAD_B ",'name':'b','height':12}", 0);
}

static void
test_review (void)
{
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (JsonObject) merged
      = merge (&tb_type_tower, "{" HEAD_A ",'name':'a','alias':'x'}",
               "{" HEAD_A ",'name':'b','alias':'y'}", "{" HEAD_B ",'name':'c'}", reviews);
  TbMergeReview *review;

  tb_sync_test_assert_body (merged, "{" HEAD_B ",'name':'b','alias':'y'}");
  g_assert_cmpuint (reviews->len, ==, 2);
  tb_sync_test_assert_review (reviews, 0, "alias", "\"y\"", "");
  tb_sync_test_assert_review (reviews, 1, "name", "\"b\"", "\"c\"");
  review = g_ptr_array_index (reviews, 1);
  g_assert_cmpint (review->kind, ==, TB_MERGE_REVIEW_FIELD);
  g_assert_false (review->decided);
  g_assert_cmpstr (review->kept_by, ==, "甲");
  g_assert_cmpstr (review->kept_at, ==, "2026-11-01T00:00:00Z");
  g_assert_cmpstr (review->other_by, ==, "乙");
  g_assert_cmpstr (review->other_at, ==, "2026-11-02T00:00:00Z");
}

/* What neither desk can know to come before the other, people decide, whatever the policy. */
static void
test_no_base (void)
{
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (JsonObject) merged
      = merge (&tb_type_tower, NULL, "{" HEAD_A ",'name':'a','alias':'x','worker_count':1}",
               "{" HEAD_B ",'name':'a','alias':'y','worker_count':2,'owners':'z'}", reviews);

  tb_sync_test_assert_body (merged, "{" HEAD_B ",'name':'a','alias':'x','worker_count':1}");
  g_assert_cmpuint (reviews->len, ==, 3);
  tb_sync_test_assert_review (reviews, 0, "alias", "\"x\"", "\"y\"");
  tb_sync_test_assert_review (reviews, 1, "owners", "", "\"z\"");
  tb_sync_test_assert_review (reviews, 2, "worker_count", "1", "2");
}

static void
assert_policy (const TbRecordType *type, const char *field, const char *base, const char *winner,
               const char *other, const char *expected, gboolean decided)
{
  static const char format[] = "{'type':'%s','schema':1,'by':'甲','at':'%s'%s%s%s%s}";
  const char *const values[] = { base, winner, other };
  /* The other one is the later. */
  static const char *const instants[]
      = { "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z" };
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (JsonObject) merged = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  char *bodies[3];

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    bodies[i] = g_strdup_printf (format, type->name, instants[i], *values[i] != '\0' ? ",'" : "",
                                 *values[i] != '\0' ? field : "", *values[i] != '\0' ? "':" : "",
                                 values[i]);
  merged = merge (type, bodies[0], bodies[1], bodies[2], reviews);
  if (json_object_has_member (merged, field))
    tb_canonical_json_append (json_object_get_member (merged, field), text);
  g_strdelimit (text->str, "\"", '\'');
  g_assert_cmpstr (text->str, ==, expected);
  g_assert_cmpuint (reviews->len, ==, 1);
  g_assert_cmpint (((TbMergeReview *)g_ptr_array_index (reviews, 0))->decided, ==, decided);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_free (bodies[i]);
}

static void
test_policies (void)
{
  assert_policy (&tb_type_tower, "name", "'a'", "'b'", "'c'", "'b'", FALSE);

  assert_policy (&tb_type_tower, "worker_count", "1", "3", "2", "2", TRUE);
  assert_policy (&tb_type_tower, "worker_count", "1", "3", "", "", TRUE);

  assert_policy (&tb_type_project, "progress", "1", "30", "20", "30", TRUE);
  assert_policy (&tb_type_project, "progress", "1", "20", "30", "30", TRUE);
  assert_policy (&tb_type_project, "progress", "30", "", "20", "20", TRUE);
  assert_policy (&tb_type_event, "recorded_on", "", "'2026-11-05'", "'2026-11-04'", "'2026-11-05'",
                 TRUE);
  assert_policy (&tb_type_event, "recorded_on", "", "'2026-11'", "'2026-11-04'", "'2026-11-04'",
                 TRUE);

  assert_policy (&tb_type_event, "state", "'planned'", "'approved'", "'notified'", "'notified'",
                 TRUE);
  assert_policy (&tb_type_event, "state", "'in_review'", "'archived'", "'held'", "'archived'",
                 TRUE);
  /* It cannot have been held and cancelled: it is not forgotten that it was held, but somebody
   * must look. */
  assert_policy (&tb_type_event, "state", "'notified'", "'cancelled'", "'held'", "'held'", FALSE);
  assert_policy (&tb_type_event, "state", "'notified'", "'held'", "'cancelled'", "'held'", FALSE);
}

static void
test_removed (void)
{
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (GPtrArray) mirrored = tb_sync_test_reviews_new ();
  g_autoptr (JsonObject) merged = merge (
      &tb_type_tower, "{" HEAD_A ",'name':'a','alias':'x'}", "{" HEAD_A ",'name':'b','alias':'x'}",
      "{" HEAD_B ",'name':'a','alias':'x','removed':true}", reviews);
  g_autoptr (JsonObject) other_way = merge (&tb_type_tower, "{" HEAD_A ",'name':'a','alias':'x'}",
                                            "{" HEAD_B ",'name':'a','alias':'x','removed':true}",
                                            "{" HEAD_A ",'name':'b','alias':'x'}", mirrored);

  tb_sync_test_assert_body (merged, "{" HEAD_B ",'name':'a','alias':'x','removed':true}");
  tb_sync_test_assert_body (other_way, "{" HEAD_B ",'name':'a','alias':'x','removed':true}");
  g_assert_cmpuint (reviews->len, ==, 1);
  g_assert_cmpuint (mirrored->len, ==, 1);
  tb_sync_test_assert_review (reviews, 0, "name", "\"a\"", "\"b\"");
  tb_sync_test_assert_review (mirrored, 0, "name", "\"a\"", "\"b\"");
  g_assert_cmpint (((TbMergeReview *)g_ptr_array_index (reviews, 0))->kind, ==,
                   TB_MERGE_REVIEW_REMOVED);

  /* Brought back on one side, untouched on the other. */
  assert_merge (&tb_type_tower, "{" HEAD_A ",'name':'a','removed':true}",
                "{" HEAD_A ",'name':'a','removed':true}", "{" HEAD_B ",'name':'a'}",
                "{" HEAD_B ",'name':'a'}", 0);
  /* Removed on one side, untouched on the other. */
  assert_merge (&tb_type_tower, "{" HEAD_A ",'name':'a'}", "{" HEAD_A ",'name':'a'}",
                "{" HEAD_B ",'name':'a','removed':true}", "{" HEAD_B ",'name':'a','removed':true}",
                0);
  assert_merge (&tb_type_tower, NULL, "{" HEAD_A ",'name':'a'}",
                "{" HEAD_B ",'name':'b','removed':true}", "{" HEAD_B ",'name':'b','removed':true}",
                1);
}

/* One desk may send phones and another not: who leaves one out has not taken it away. */
static void
test_protected (void)
{
#define PERSON "'type':'person','schema':1,'by':'甲','at':'2026-11-01T00:00:00Z','name':'a'"
  static const struct
  {
    const char *base;
    const char *winner;
    const char *other;
    const char *merged;
    guint n_reviews;
  } cases[] = {
    { "{" PERSON ",'mobile':'1'}", "{" PERSON "}", "{" PERSON ",'mobile':'2'}",
      "{" PERSON ",'mobile':'2'}", 0 },
    { "{" PERSON ",'mobile':'1'}", "{" PERSON "}", "{" PERSON ",'mobile':null}",
      "{" PERSON ",'mobile':null}", 0 },
    { "{" PERSON ",'mobile':'1'}", "{" PERSON ",'mobile':'1'}", "{" PERSON "}",
      "{" PERSON ",'mobile':'1'}", 0 },
    { "{" PERSON "}", "{" PERSON "}", "{" PERSON ",'mobile':'2'}", "{" PERSON ",'mobile':'2'}", 0 },
    { NULL, "{" PERSON "}", "{" PERSON ",'mobile':'2'}", "{" PERSON ",'mobile':'2'}", 0 },
    { NULL, "{" PERSON ",'mobile':'2'}", "{" PERSON "}", "{" PERSON ",'mobile':'2'}", 0 },
    { "{" PERSON "}", "{" PERSON ",'removed':true}", "{" PERSON ",'mobile':'2'}",
      "{" PERSON ",'mobile':'2','removed':true}", 0 },
    { "{" PERSON "}", "{" PERSON ",'id_number':'1'}", "{" PERSON ",'id_number':'2'}",
      "{" PERSON ",'id_number':'1'}", 1 },
  };
#undef PERSON

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      assert_merge (&tb_type_person, cases[i].base, cases[i].winner, cases[i].other,
                    cases[i].merged, cases[i].n_reviews);
    }
}

static const char *const words[] = { "a", "b", "c" };

/* A tower that says something of three fields with three policies. */
static JsonObject *
random_body (GRand *rand)
{
  JsonObject *body = json_object_new ();
  g_autofree char *at = g_strdup_printf ("2026-11-%02dT00:00:00Z", g_rand_int_range (rand, 1, 4));

  json_object_set_string_member (body, "type", "tower");
  json_object_set_int_member (body, "schema", 1);
  json_object_set_string_member (body, "at", at);
  json_object_set_string_member (body, "by", words[g_rand_int_range (rand, 0, 3)]);
  json_object_set_string_member (body, "name", words[g_rand_int_range (rand, 0, 3)]);
  if (g_rand_boolean (rand))
    json_object_set_string_member (body, "alias", words[g_rand_int_range (rand, 0, 3)]);
  if (g_rand_boolean (rand))
    json_object_set_int_member (body, "worker_count", g_rand_int_range (rand, 0, 3));
  if (g_rand_int_range (rand, 0, 6) == 0)
    json_object_set_boolean_member (body, "removed", TRUE);
  return body;
}

static gboolean
has_review (GPtrArray *reviews, const char *field, JsonNode *value)
{
  for (guint i = 0; i < reviews->len; i++)
    {
      TbMergeReview *review = g_ptr_array_index (reviews, i);

      if (strcmp (review->field, field) == 0 && tb_canonical_json_node_equal (review->other, value))
        return TRUE;
    }
  return FALSE;
}

/* Every value that a side wrote is in the result or in a review. */
static void
assert_nothing_lost (JsonObject *base, JsonObject *side, JsonObject *merged, GPtrArray *reviews)
{
  static const char *const fields[] = { "name", "alias", "worker_count" };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      JsonNode *value = json_object_get_member (side, fields[i]);

      if (base != NULL
          && tb_canonical_json_node_equal (value, json_object_get_member (base, fields[i])))
        continue;
      g_assert_true (
          tb_canonical_json_node_equal (value, json_object_get_member (merged, fields[i]))
          || has_review (reviews, fields[i], value));
    }
}

static void
test_properties (void)
{
  const guint32 seed = 20261122;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (JsonObject) base = i % 5 == 0 ? NULL : random_body (rand);
      g_autoptr (JsonObject) winner = random_body (rand);
      g_autoptr (JsonObject) other = random_body (rand);
      g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
      g_autoptr (JsonObject) merged = tb_merge (&tb_type_tower, base, winner, other, reviews);
      g_autoptr (JsonObject) again = tb_merge (&tb_type_tower, base, winner, other, NULL);
      g_autoptr (JsonObject) with_itself
          = tb_merge (&tb_type_tower, winner, merged, merged, reviews);
      g_autoptr (JsonObject) with_winner = tb_merge (&tb_type_tower, winner, winner, merged, NULL);
      g_autofree char *text = tb_canonical_json_dup_object (merged);
      g_autofree char *again_text = tb_canonical_json_dup_object (again);

      g_assert_cmpstr (text, ==, again_text);
      g_assert_true (tb_document_says_same (merged, with_itself));
      g_assert_true (tb_document_says_same (merged, with_winner));
      assert_nothing_lost (base, winner, merged, reviews);
      assert_nothing_lost (base, other, merged, reviews);
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/merge/sides", test_sides);
  g_test_add_func ("/merge/review", test_review);
  g_test_add_func ("/merge/no-base", test_no_base);
  g_test_add_func ("/merge/policies", test_policies);
  g_test_add_func ("/merge/removed", test_removed);
  g_test_add_func ("/merge/protected", test_protected);
  g_test_add_func ("/merge/properties", test_properties);

  return tb_test_run ();
}
