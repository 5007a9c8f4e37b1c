/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-code-list.h"

#include "tb-text.h"

static void
assert_recognised (const char *list_name, const char *typed, const char *expected)
{
  const TbCodeList *list = tb_code_lists_find (list_name);
  const TbCodeItem *item = tb_code_list_recognise (list, typed);

  g_test_message ("%s: %s", list_name, typed);
  g_assert_cmpstr (item != NULL ? item->code : NULL, ==, expected);
}

static void
test_every_list_is_sound (void)
{
  const char *const *names = tb_code_lists_get_names ();

  g_assert_cmpuint (g_strv_length ((char **)names), >, 40);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const TbCodeList *list = tb_code_lists_find (names[i]);

      g_test_message ("%s", names[i]);
      g_assert_cmpstr (tb_code_list_get_name (list), ==, names[i]);
      g_assert_cmpuint (tb_code_list_get_n_items (list), >=, 2);
      for (guint j = 0; j < tb_code_list_get_n_items (list); j++)
        {
          const TbCodeItem *item = tb_code_list_get_item (list, j);

          g_assert_true (item->enabled);
          g_assert_true (item->standard);
          g_assert_cmpstr (item->code, !=, "");
          g_assert_cmpstr (item->label, !=, "");
          g_assert_nonnull (item->label_en);
          g_assert_true (g_str_is_ascii (item->code));
          /* Every item is found by what it is called, and not another one. */
          g_assert_true (tb_code_list_find_code (list, item->code) == item);
          g_assert_true (tb_code_list_recognise (list, item->code) == item);
          g_assert_true (tb_code_list_recognise (list, item->label) == item);
          g_assert_true (tb_code_list_recognise (list, item->label_en) == item);
        }
    }
}

/* The sizes of the lists that a standard defines (domain model §3.3 to §3.8). */
static void
test_standard_lists_are_complete (void)
{
  static const struct
  {
    const char *name;
    guint n_items;
  } cases[] = {
    { "sex", 4 },     { "ethnic", 58 },           { "education", 40 },
    { "degree", 4 },  { "political-status", 13 }, { "industry", 20 },
    { "region", 10 }, { "street", 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (tb_code_list_get_n_items (tb_code_lists_find (cases[i].name)), ==,
                      cases[i].n_items);
}

static void
test_recognise (void)
{
  assert_recognised ("sex", "男", "1");
  assert_recognised ("sex", " 女性　", "2");
  assert_recognised ("sex", "2", "2");
  assert_recognised ("sex", "２", "2");
  assert_recognised ("sex", "female", "2");
  assert_recognised ("sex", "妇女", NULL);
  assert_recognised ("ethnic", "汉", "01");
  assert_recognised ("ethnic", "汉族", "01");
  assert_recognised ("ethnic", "汉 族", "01");
  assert_recognised ("ethnic", "1", "01");
  assert_recognised ("ethnic", "HA", "01");
  assert_recognised ("ethnic", "维吾尔", "05");
  assert_recognised ("ethnic", "土", "30");
  assert_recognised ("ethnic", "土家", "15");
  assert_recognised ("education", "本科", "20");
  assert_recognised ("education", "大学本科", "20");
  assert_recognised ("education", "大学", "20");
  assert_recognised ("education", "本科（全日制）", "20");
  assert_recognised ("education", "研究生", "10");
  assert_recognised ("education", "硕士研究生", "14");
  assert_recognised ("education", "研究生（硕士）", "14");
  assert_recognised ("education", "博士研究生", "11");
  assert_recognised ("education", "大专", "30");
  assert_recognised ("education", "中专", "41");
  assert_recognised ("education", "高中", "60");
  assert_recognised ("education", "21", "21");
  assert_recognised ("political-status", "党员", "01");
  assert_recognised ("political-status", "1", "01");
  assert_recognised ("political-status", "团员", "03");
  assert_recognised ("industry", "金融业", "J");
  assert_recognised ("industry", "信息传输、软件和信息技术服务业", "I");
  assert_recognised ("industry", "信息传输软件和信息技术服务业", "I");
  assert_recognised ("industry", "I65", "I");
  assert_recognised ("industry", "65", "I");
  assert_recognised ("industry", "06", "B");
  assert_recognised ("person-category", "正式党员", "full");
  assert_recognised ("person-category", "预备党员", "probationary");
  assert_recognised ("organisation-kind", "楼宇联合党支部", "joint_branch");
  assert_recognised ("post", "支部书记", "secretary");
  assert_recognised ("unit-status", "在租", "let");
  assert_recognised ("coverage", "联合覆盖", "joint");
  assert_recognised ("coverage", "", NULL);
  assert_recognised ("coverage", NULL, NULL);
  assert_recognised ("coverage", "（）", NULL);
}

static void
test_local_items (void)
{
  const TbCodeList *list = tb_code_lists_find ("job");
  guint n_items = tb_code_list_get_n_items (list);
  const TbCodeItem *item;

  g_assert_null (tb_code_list_find_code (list, "anchor"));

  tb_code_lists_set_local ("job", "anchor", "网络主播", TRUE);
  item = tb_code_list_find_code (list, "anchor");
  g_assert_nonnull (item);
  g_assert_false (item->standard);
  g_assert_cmpstr (tb_code_item_get_label (item), ==, "网络主播");
  assert_recognised ("job", "网络 主播", "anchor");
  g_assert_cmpuint (tb_code_list_get_n_items (list), ==, n_items + 1);

  tb_code_lists_set_local ("job", "anchor", "主播", FALSE);
  g_assert_true (tb_code_list_find_code (list, "anchor") == item);
  g_assert_cmpstr (item->label, ==, "主播");
  g_assert_false (item->enabled);
  assert_recognised ("job", "主播", "anchor");

  tb_code_lists_set_local ("job", "sales", "别的", FALSE);
  item = tb_code_list_find_code (list, "sales");
  g_assert_false (item->enabled);
  g_assert_cmpstr (item->label, ==, "市场销售人员");

  tb_code_lists_forget_local ();
  g_assert_true (item->enabled);
  g_assert_null (tb_code_list_find_code (list, "anchor"));
  assert_recognised ("job", "主播", NULL);
  g_assert_cmpuint (tb_code_list_get_n_items (list), ==, n_items);
}

static gpointer
find_all (gpointer data)
{
  const char *const *names = tb_code_lists_get_names ();

  for (guint i = 0; names[i] != NULL; i++)
    g_assert_cmpuint (tb_code_list_get_n_items (tb_code_lists_find (names[i])), >, 0);

  return NULL;
}

static void
test_threads (void)
{
  GThread *a = g_thread_new ("a", find_all, NULL);
  GThread *b = g_thread_new ("b", find_all, NULL);

  g_thread_join (a);
  g_thread_join (b);
  g_assert_null (tb_code_lists_find ("no-such-list"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/code-list/threads", test_threads);
  g_test_add_func ("/code-list/every-list-is-sound", test_every_list_is_sound);
  g_test_add_func ("/code-list/standard-lists-are-complete", test_standard_lists_are_complete);
  g_test_add_func ("/code-list/recognise", test_recognise);
  g_test_add_func ("/code-list/local-items", test_local_items);

  return g_test_run ();
}
