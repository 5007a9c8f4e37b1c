/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-canonical-json.h"

#include "tb-test.h"

static void
assert_canonical (const char *json, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  tb_canonical_json_append (node, text);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_members (void)
{
  assert_canonical ("{}", "{}");
  assert_canonical (" { \"b\" : 1 , \"a\" : [ ] , \"B\" : { \"y\" : null, \"x\" : true } } ",
                    "{\"B\":{\"x\":true,\"y\":null},\"a\":[],\"b\":1}");
  /* By bytes: capitals, then small letters, then what is longer than one byte. */
  assert_canonical ("{\"é\":1,\"z\":2,\"甲\":3,\"_id\":4,\"Z\":5}",
                    "{\"Z\":5,\"_id\":4,\"z\":2,\"é\":1,\"甲\":3}");
  assert_canonical ("[3,1,2]", "[3,1,2]");
}

static void
test_strings (void)
{
  assert_canonical ("\"\\u7532\\u4e59 \\u00e9\"", "\"甲乙 é\"");
  assert_canonical ("\"\\ud83c\\udfe2\"", "\"🏢\"");
  assert_canonical ("\"a\\\"b\\\\c\\/d\"", "\"a\\\"b\\\\c/d\"");
  assert_canonical ("\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\"",
                    "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
}

static void
test_numbers (void)
{
  assert_canonical ("0", "0");
  assert_canonical ("-12", "-12");
  assert_canonical ("9223372036854775807", "9223372036854775807");
  assert_canonical ("1.0", "1");
  assert_canonical ("-0.0", "0");
  assert_canonical ("1e3", "1000");
  assert_canonical ("0.1", "0.1");
  assert_canonical ("2.50", "2.5");
  assert_canonical ("0.30000000000000004", "0.30000000000000004");
  assert_canonical ("1e300", "1e300");
  assert_canonical ("1.25e-7", "1.25e-7");
  assert_canonical ("[1e999,-1e999]", "[null,null]");
}

static void
test_equal (void)
{
  static const char *const values[] = { "null", "1", "\"1\"", "true", "[1]", "{\"a\":1}", "1.5" };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
      {
        g_autoptr (JsonNode) a = json_from_string (values[i], NULL);
        g_autoptr (JsonNode) b = json_from_string (values[j], NULL);

        g_assert_cmpint (tb_canonical_json_node_equal (a, b), ==, i == j);
      }

  {
    g_autoptr (JsonNode) null = json_from_string ("null", NULL);
    g_autoptr (JsonNode) whole = json_from_string ("{\"a\":1.0,\"b\":2}", NULL);
    g_autoptr (JsonNode) same = json_from_string ("{\"b\":2,\"a\":1}", NULL);

    g_assert_true (tb_canonical_json_node_equal (null, NULL));
    g_assert_true (tb_canonical_json_node_equal (NULL, NULL));
    g_assert_false (tb_canonical_json_node_equal (whole, NULL));
    g_assert_true (tb_canonical_json_node_equal (whole, same));
  }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/canonical-json/members", test_members);
  g_test_add_func ("/canonical-json/strings", test_strings);
  g_test_add_func ("/canonical-json/numbers", test_numbers);
  g_test_add_func ("/canonical-json/equal", test_equal);

  return tb_test_run ();
}
