/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-district-summary.h"

#include "tb-code-list.h"
#include "tb-core-test.h"
#include "tb-sample.h"
#include "tb-test.h"

static JsonObject *
new_summary (TbCoreTest *test)
{
  g_autoptr (GError) error = NULL;
  JsonObject *summary = tb_district_summary_new (test->session, "yinzuo", 2026, 11, NULL, &error);

  g_assert_no_error (error);
  return summary;
}

static gint64
get (JsonObject *summary, const char *group, const char *member)
{
  return json_object_get_int_member_with_default (json_object_get_object_member (summary, group),
                                                  member, -1);
}

static void
test_figures (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) one
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", "coverage", "joint", NULL);
  g_autoptr (TbRecord) two
      = tb_core_test_add_record (test, "enterprise", "name", "乙公司", "coverage", "joint", NULL);
  g_autoptr (TbRecord) three = tb_core_test_add_record (test, "enterprise", "name", "丙公司", NULL);
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "唐嘉燕", NULL);
  g_autoptr (JsonObject) summary = new_summary (test);

  g_assert_cmpstr (json_object_get_string_member (summary, "_id"), ==, "summary:yinzuo:2026-11");
  g_assert_cmpstr (json_object_get_string_member (summary, "branch"), ==, "yinzuo");
  g_assert_cmpstr (json_object_get_string_member (summary, "month"), ==, "2026-11");
  g_assert_cmpint (get (summary, "counts", "enterprise"), ==, 3);
  g_assert_cmpint (get (summary, "counts", "person"), ==, 1);
  g_assert_cmpint (get (summary, "incomplete", "person"), ==, 1);
  g_assert_cmpint (get (summary, "coverage", "joint"), ==, 2);
  g_assert_cmpint (get (summary, "coverage", "unknown"), ==, 1);
  g_assert_cmpint (get (summary, "events", "held"), ==, 0);
  g_assert_cmpint (get (summary, "projects", "published"), ==, 0);
}

/* Codes that a branch made for itself are words of people's. */
static void
test_local_codes (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) item = tb_core_test_add_record (test, "code_item", "list", "coverage",
                                                       "code", "唐嘉燕", "label", "特别", NULL);
  g_autoptr (TbRecord) firm = NULL;
  g_autoptr (JsonObject) summary = NULL;
  g_autoptr (GError) error = NULL;

  /* They are known when a register is opened. */
  tb_session_close (test->session);
  g_clear_object (&test->session);
  test->session = tb_session_open (test->path, TB_OPEN_WRITE, test->clock, "tester", &error);
  g_assert_no_error (error);
  firm = tb_core_test_add_record (test, "enterprise", "name", "甲公司", "coverage", "唐嘉燕", NULL);
  summary = new_summary (test);
  g_assert_cmpint (get (summary, "coverage", "other"), ==, 1);
  g_assert_cmpint (get (summary, "coverage", "唐嘉燕"), ==, -1);
  tb_code_lists_forget_local ();
}

static void
assert_figures (JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_assert_true (g_regex_match_simple ("^[a-z][a-z0-9_]{0,39}$", name, 0, 0));
      if (JSON_NODE_HOLDS_OBJECT (node))
        assert_figures (json_node_get_object (node));
      else
        g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_INT64);
    }
}

/* Of a register full of people, nothing but numbers gets out. */
static void
test_no_texts (TbCoreTest *test, gconstpointer data)
{
  static const char *const own[] = { "_id", "type", "branch", "month", "at", NULL };
  g_autoptr (JsonObject) summary = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_sample_fill (test->session, TB_SAMPLE_TOWER, 1, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  summary = new_summary (test);
  g_assert_cmpint (get (summary, "counts", "person"), ==, 146);
  g_assert_cmpint (get (summary, "counts", "enterprise"), ==, 49);
  for (guint i = 0; own[i] != NULL; i++)
    json_object_remove_member (summary, own[i]);
  assert_figures (summary);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/district-summary/figures", test_figures);
  tb_core_test_add ("/district-summary/local-codes", test_local_codes);
  tb_core_test_add ("/district-summary/no-texts", test_no_texts);

  return tb_test_run ();
}
