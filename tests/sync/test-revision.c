/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-revision.h"

#include "tb-test.h"

static JsonObject *
object_from (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);
  return json_node_dup_object (node);
}

static void
assert_revision (gboolean deleted, const char *parent, const char *body, const char *expected)
{
  g_autoptr (JsonObject) object = object_from (body);
  g_autofree char *revision = tb_revision_new (deleted, parent, object);

  g_assert_cmpstr (revision, ==, expected);
}

/* Computed with Python: hashlib.sha256 over json.dumps ([deleted, parent, body], sort_keys=True,
 * separators=(",", ":"), ensure_ascii=False). Registers out there hold such ids: they never change.
 */
static void
test_known_answers (void)
{
  g_autofree char *tombstone = NULL;

  assert_revision (FALSE, NULL,
                   "{\"type\":\"person\",\"schema\":1,\"name\":\"甲 \\\"乙\\\"\\n\",\"count\":12,"
                   "\"removed\":true,\"part\":0.1,\"none\":null,\"list\":[1,\"二\"],\"Z\":1}",
                   "1-45a7c4d81ec601d31df5aab586096b5a");
  assert_revision (TRUE, "1-45a7c4d81ec601d31df5aab586096b5a", "{}",
                   "2-50c6f37ca07afdd0b6efb837580e0e99");
  assert_revision (FALSE, "9-00000000000000000000000000000000", "{\"a\":1}",
                   "10-f3dc94ef593ad8920a5e2ad15b29bfaa");

  tombstone = tb_revision_new_tombstone ("1-45a7c4d81ec601d31df5aab586096b5a");
  g_assert_cmpstr (tombstone, ==, "2-50c6f37ca07afdd0b6efb837580e0e99");
}

static void
test_depends_on_all (void)
{
  g_autoptr (JsonObject) body = object_from ("{\"a\":1,\"b\":2}");
  g_autoptr (JsonObject) same = object_from ("{\"b\":2.0, \"a\":1}");
  g_autoptr (JsonObject) other = object_from ("{\"a\":1,\"b\":3}");
  g_autofree char *revision = tb_revision_new (FALSE, "1-a", body);
  g_autofree char *again = tb_revision_new (FALSE, "1-a", same);
  g_autofree char *other_body = tb_revision_new (FALSE, "1-a", other);
  g_autofree char *other_parent = tb_revision_new (FALSE, "1-b", body);
  g_autofree char *other_end = tb_revision_new (TRUE, "1-a", body);

  g_assert_cmpstr (revision, ==, again);
  g_assert_cmpstr (revision, !=, other_body);
  g_assert_cmpstr (revision, !=, other_parent);
  g_assert_cmpstr (revision, !=, other_end);
}

static void
test_parse (void)
{
  static const char *const bad[] = { "",
                                     "1",
                                     "1-",
                                     "-abc",
                                     "0-abc",
                                     "x-abc",
                                     "+1-abc",
                                     " 1-abc",
                                     "1-a b",
                                     "1-a-b",
                                     "99999999999999999999999-abc" };
  guint64 generation = 0;
  const char *signature = NULL;

  g_assert_true (tb_revision_parse ("12-00ff", &generation, &signature));
  g_assert_cmpuint (generation, ==, 12);
  g_assert_cmpstr (signature, ==, "00ff");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (tb_revision_parse (bad[i], NULL, NULL));
}

/* Whoever may write into a database may call a revision what they like: what is believed can be
 * counted on from, also at the end of what is. */
static void
test_largest (void)
{
  static const char *const largest = "1000000000000000-a";
  g_autoptr (JsonObject) body = object_from ("{\"a\":1}");
  g_autofree char *child = NULL;
  g_autofree char *grandchild = NULL;

  g_assert_true (tb_revision_parse (largest, NULL, NULL));
  g_assert_false (tb_revision_parse ("1000000000000001-a", NULL, NULL));

  child = tb_revision_new (FALSE, largest, body);
  g_assert_true (g_str_has_prefix (child, "1000000000000001-"));
  grandchild = tb_revision_new_tombstone (child);
  g_assert_true (g_str_has_prefix (grandchild, "1000000000000002-"));
  g_assert_cmpint (tb_revision_compare (child, largest), >, 0);
  g_assert_cmpint (tb_revision_compare (child, grandchild), <, 0);
}

static void
test_order (void)
{
  /* From least to greatest. */
  static const struct
  {
    const char *revision;
    gboolean deleted;
  } leaves[] = { { "3-ff", TRUE },  { "12-00", TRUE }, { "1-ff", FALSE },
                 { "2-00", FALSE }, { "2-0a", FALSE }, { "10-00", FALSE } };

  for (int i = 0; i < (int)G_N_ELEMENTS (leaves); i++)
    for (int j = 0; j < (int)G_N_ELEMENTS (leaves); j++)
      {
        int order = tb_revision_compare_leaves (leaves[i].revision, leaves[i].deleted,
                                                leaves[j].revision, leaves[j].deleted);

        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/revision/known-answers", test_known_answers);
  g_test_add_func ("/revision/depends-on-all", test_depends_on_all);
  g_test_add_func ("/revision/parse", test_parse);
  g_test_add_func ("/revision/largest", test_largest);
  g_test_add_func ("/revision/order", test_order);

  return tb_test_run ();
}
