/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-decision.h"
#include "tb-document.h"
#include "tb-test.h"

#define RECORD "01928c5e-0000-7000-8000-000000000001"
#define AT "2026-11-22T02:00:00.000Z"

static const TbDifference difference = {
  .type = "enterprise",
  .record = RECORD,
  .kind = "field",
  .field = "remark",
  .other = "\"甲写的\"",
  .by = "唐",
  .at = AT,
};

/* Equal questions are told by the same digest, for ever; any other one has another. */
static void
test_digest (void)
{
  TbDifference others[7];
  g_autofree char *digest = tb_difference_dup_digest (&difference);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpstr (digest, ==, "78af13c3a62aa66b2063ee1c8166015c31ac95285a5d0b7962d6ece5883a78e3");
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    others[i] = difference;
  others[0].type = "tower";
  others[1].record = "01928c5e-0000-7000-8000-000000000002";
  others[2].kind = "removed";
  others[3].field = NULL;
  others[4].other = "null";
  others[5].by = "";
  others[6].at = "2026-11-22T02:00:00.001Z";
  g_hash_table_add (seen, g_steal_pointer (&digest));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_true (g_hash_table_add (seen, tb_difference_dup_digest (&others[i])));
}

static void
test_entry (void)
{
  g_autoptr (TbEntry) entry = tb_decision_new (&difference, "李", AT);
  g_autoptr (TbEntry) same = tb_decision_new (&difference, "李", AT);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *digest = tb_difference_dup_digest (&difference);
  g_autofree char *text = NULL;
  const char *type, *record, *told;

  g_assert_true (g_str_has_prefix (entry->id, TB_DECISION ":"));
  g_assert_cmpstr (entry->id, ==, same->id);
  g_assert_true (tb_entry_is_genuine (entry->id, entry->body));
  g_assert_cmpint (tb_document_kind (TB_DECISION), ==, TB_DOCUMENT_ENTRY);

  g_assert_true (tb_decision_read (entry->body, &type, &record, &told));
  g_assert_cmpstr (type, ==, "enterprise");
  g_assert_cmpstr (record, ==, RECORD);
  g_assert_cmpstr (told, ==, digest);

  /* It does not say what was not taken. */
  json_node_set_object (node, entry->body);
  text = json_to_string (node, FALSE);
  g_assert_null (strstr (text, "甲写的"));
}

/* Of whatever origin. */
static void
test_not_one (void)
{
  static const char *const bodies[] = {
    "{}",
    "{\"of\":\"tower\",\"record\":\"" RECORD "\"}",
    "{\"of\":\"tower\",\"record\":1,\"difference\":\"x\"}",
    "{\"of\":[],\"record\":\"" RECORD "\",\"difference\":\"x\"}",
    "{\"of\":\"tower\",\"record\":\"" RECORD "\",\"difference\":null}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (bodies[i], NULL);
      const char *type, *record, *digest;

      g_assert_false (tb_decision_read (json_node_get_object (node), &type, &record, &digest));
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/decision/digest", test_digest);
  g_test_add_func ("/decision/entry", test_entry);
  g_test_add_func ("/decision/not-one", test_not_one);

  return tb_test_run ();
}
