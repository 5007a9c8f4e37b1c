/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-search-terms.h"

#include "tb-pinyin.h"

#include <locale.h>

#define N_RANDOM_VALUES 400
#define N_TRIES_A_VALUE 12

/* Whether one word of an expression is among the terms, or begins one. */
static gboolean
has_term (const char *const *terms, const char *wanted)
{
  gsize length = strlen (wanted);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      if (wanted[length - 1] == '*' ? strncmp (terms[i], wanted, length - 1) == 0
                                    : g_str_equal (terms[i], wanted))
        return TRUE;
    }

  return FALSE;
}

/* What FTS5 makes of the expression: AND binds closer than OR, brackets around each word typed. */
static gboolean
expression_finds (const char *expression, const char *value_terms)
{
  g_auto (GStrv) terms = g_strsplit (value_terms, " ", -1);
  g_auto (GStrv) words = g_strsplit (expression, ") AND (", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) ways = NULL;
      gboolean found = FALSE;

      g_strdelimit (words[i], "()", ' ');
      g_strstrip (words[i]);
      ways = g_strsplit (words[i], " OR ", -1);
      for (guint j = 0; ways[j] != NULL; j++)
        {
          g_auto (GStrv) wanted = g_strsplit (ways[j], " AND ", -1);
          gboolean all = TRUE;

          for (guint k = 0; wanted[k] != NULL; k++)
            all &= has_term ((const char *const *)terms, wanted[k]);
          found |= all;
        }
      if (!found)
        return FALSE;
    }

  return TRUE;
}

static gboolean
index_finds (TbSearchKind kind, const char *value, const char *typed)
{
  g_autoptr (GString) terms = g_string_new (NULL);
  g_autofree char *expression = tb_search_terms_dup_match (typed);

  tb_search_terms_append (terms, kind, value);

  return expression != NULL && expression_finds (expression, terms->str);
}

static void
assert_found (TbSearchKind kind, const char *value, const char *typed)
{
  if (!index_finds (kind, value, typed) || !tb_search_terms_matches (kind, value, typed))
    {
      g_autoptr (GString) terms = g_string_new (NULL);
      g_autofree char *expression = tb_search_terms_dup_match (typed);

      tb_search_terms_append (terms, kind, value);
      g_error ("“%s” is not found by “%s”: index %d, check %d\nterms: %s\nexpression: %s", value,
               typed, index_finds (kind, value, typed),
               tb_search_terms_matches (kind, value, typed), terms->str, expression);
    }
}

static void
assert_not_found (TbSearchKind kind, const char *value, const char *typed)
{
  if (index_finds (kind, value, typed) && tb_search_terms_matches (kind, value, typed))
    g_error ("“%s” is found by “%s”", value, typed);
}

static void
test_persons (void)
{
  static const char *const found[][2] = {
    { "张伟", "张" },
    { "张伟", "伟" },
    { "张伟", "张伟" },
    { "张伟", "zhangwei" },
    { "张伟", "zhangw" },
    { "张伟", "zhang" },
    { "张伟", "zh" },
    { "张伟", "z" },
    { "张伟", "zw" },
    { "张伟", "ZW" },
    { "张伟", "ｚｗ" },
    { "张伟", "wei" },
    { "张伟", "w" },
    { "张伟", "张wei" },
    { "张伟", "张w" },
    { "张伟", "zhang伟" },
    { "张伟", "z伟" },
    { "张伟", "zhang wei" },
    { "张伟", "伟 张" },
    { "张伟", " 张　伟 " },
    { "张伟明", "伟明" },
    { "张伟明", "zwm" },
    { "张伟明", "wm" },
    { "张伟明", "zhangwm" },
    { "张伟明", "zhangweim" },
    { "张伟明", "weim" },
    { "张伟明", "zhang'wei" },
    { "张伟明", "伟m" },
    { "单雄", "shan" },
    { "单雄", "dan" },
    { "单雄", "sx" },
    { "单雄", "dx" },
    { "曾伟", "zeng" },
    { "曾伟", "cengwei" },
    { "曾伟", "zw" },
    { "曾伟", "cw" },
    { "仇英", "qiuying" },
    { "区海", "ouhai" },
    { "解缙", "xiejin" },
    { "查良镛", "zhaly" },
    { "朴信", "piaoxin" },
    { "盖聂", "genie" },
    { "覃勇", "qinyong" },
    { "覃勇", "tanyong" },
    { "吕布", "lvbu" },
    { "吕布", "lubu" },
    { "吕布", "lübu" },
    { "吕布", "LÜ" },
    { "吕布", "lu" },
    { "吕布", "lb" },
    { "尉迟恭", "yuchigong" },
    { "尉迟恭", "ycg" },
    { "长孙无忌", "zhangsun" },
    { "李长乐", "changle" },
    { "李乐", "liyue" },
    { "李乐", "ly" },
    { "Tom Hanks", "tom" },
    { "Tom Hanks", "Hanks" },
    { "Tom Hanks", "tom h" },
    { "O'Brien", "obrien" },
    { "阿里木·江", "阿里木江" },
    { "阿里木·江", "木·江" },
    { "𠮷野", "𠮷" },
    { "𠮷野", "𠮷ye" },
  };
  static const char *const not_found[][2] = {
    { "张伟", "伟张" },      { "张伟", "张明" },  { "张伟", "zm" },       { "张伟", "hang" },
    { "张伟", "zhangwu" },   { "张伟", "李 张" }, { "张伟明", "张明" },   { "张伟明", "zm" },
    { "Tom Hanks", "om x" }, { "单雄", "chan" },  { "尉迟恭", "weichi" }, { "张伟", "zhangweimin" },
    { "刘路", "lvlu" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    assert_found (TB_SEARCH_PERSON_NAME, found[i][0], found[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (not_found); i++)
    assert_not_found (TB_SEARCH_PERSON_NAME, not_found[i][0], not_found[i][1]);
}

static void
test_firms (void)
{
  static const char firm[] = "深圳市腾飞计算机系统有限公司";
  static const char *const found[] = {
    "腾飞",           "司",
    "公司",           "深圳市腾飞计算机系统有限公司",
    "tengfei",        "tf",
    "tfjsj",          "tengfeijisuanjixitongyouxiangongsi",
    "szstfjsjxtyxgs", "shenzhenshitengfei",
    "腾fei",          "计算机xt",
    "深圳 系统",      "jisuanji",
  };

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    assert_found (TB_SEARCH_NAME, firm, found[i]);

  assert_found (TB_SEARCH_NAME, "TCL科技", "tcl");
  assert_found (TB_SEARCH_NAME, "TCL科技", "TCL科");
  assert_found (TB_SEARCH_NAME, "TCL科技", "tclkeji");
  assert_found (TB_SEARCH_NAME, "TCL科技", "tclkj");
  assert_found (TB_SEARCH_NAME, "TCL科技", "CL科技");
  assert_found (TB_SEARCH_NAME, "IBM 中国", "IBM中国");
  assert_found (TB_SEARCH_NAME, "IBM 中国", "ibm zg");
  assert_found (TB_SEARCH_NAME, "腾讯（深圳）", "腾讯(深圳)");
  assert_found (TB_SEARCH_NAME, "360安全", "360");
  assert_found (TB_SEARCH_NAME, "360安全", "36");
  assert_found (TB_SEARCH_NAME, "360安全", "3");
  assert_found (TB_SEARCH_NAME, "重庆银行", "cqyh");
  assert_found (TB_SEARCH_NAME, "厦门绿地", "xiamenludi");
  assert_not_found (TB_SEARCH_NAME, firm, "腾讯");
  assert_not_found (TB_SEARCH_NAME, firm, "tx");
  assert_not_found (TB_SEARCH_NAME, firm, "tengfeijisuanjixitongyouxianzeren");
}

static void
test_references (void)
{
  static const char firm[] = "深圳市众信投资股份有限公司";

  assert_found (TB_SEARCH_REFERENCE, firm, "众信");
  assert_found (TB_SEARCH_REFERENCE, firm, "深圳市众信投资股份有限公司");
  assert_found (TB_SEARCH_REFERENCE, firm, "信投资股份");
  assert_found (TB_SEARCH_REFERENCE, "TCL科技", "tcl");
  assert_found (TB_SEARCH_REFERENCE, "TCL科技", "cl科");
  assert_not_found (TB_SEARCH_REFERENCE, firm, "zhongxin");
  assert_not_found (TB_SEARCH_REFERENCE, firm, "公司");
  assert_not_found (TB_SEARCH_REFERENCE, firm, "众");
  assert_not_found (TB_SEARCH_REFERENCE, firm, "众投");
}

static void
test_numbers (void)
{
  static const char *const fragments[]
      = { "138", "13812345678", "5678", "678", "1234", "812", "138 5678", "138-1234" };

  for (guint i = 0; i < G_N_ELEMENTS (fragments); i++)
    assert_found (TB_SEARCH_NUMBER, "13812345678", fragments[i]);
  assert_found (TB_SEARCH_NUMBER, "0755-25881234", "075525");
  assert_found (TB_SEARCH_NUMBER, "0755-25881234", "0755-2588");
  assert_found (TB_SEARCH_NUMBER, "B101", "b10");
  assert_found (TB_SEARCH_NUMBER, "B101", "101");
  assert_found (TB_SEARCH_NUMBER, "B1", "1");
  assert_found (TB_SEARCH_NUMBER, "7", "7");
  assert_found (TB_SEARCH_NUMBER, "17", "1");
  assert_found (TB_SEARCH_NUMBER, "大堂", "大堂");
  assert_found (TB_SEARCH_NUMBER, "大堂", "堂");
  assert_found (TB_SEARCH_NUMBER, "3楼大堂", "大堂");
  assert_found (TB_SEARCH_NUMBER, "3楼大堂", "3楼");
  assert_not_found (TB_SEARCH_NUMBER, "13812345678", "139");
  assert_not_found (TB_SEARCH_NUMBER, "13812345678", "8");
  assert_not_found (TB_SEARCH_NUMBER, "13812345678", "78");
  assert_not_found (TB_SEARCH_NUMBER, "13812345678", "1385678");
}

static void
test_nothing_to_search (void)
{
  static const char *const typed[] = { "", " ", "　", "()", " * \" ' ", "·", "\377" };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_assert_null (tb_search_terms_dup_match (typed[i]));
      g_assert_false (tb_search_terms_matches (TB_SEARCH_PERSON_NAME, "张伟", typed[i]));
    }
  g_assert_null (tb_search_terms_dup_match (NULL));
  g_assert_false (tb_search_terms_matches (TB_SEARCH_PERSON_NAME, NULL, "张"));
  g_assert_false (tb_search_terms_matches (TB_SEARCH_NONE, "张伟", "张"));
}

/* Nothing typed gets into the syntax of FTS5. */
static void
test_expression_is_safe (void)
{
  static const char *const typed[]
      = { "张\" OR \"伟", "NEAR(张 伟)", "a AND b", "n:张", "^张", "张*", "-张", "{张}", "a''b" };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *expression = tb_search_terms_dup_match (typed[i]);

      g_assert_nonnull (expression);
      g_assert_null (strpbrk (expression, "\"':^+-{},"));
      g_assert_null (strstr (expression, "NEAR"));
    }
}

/* What a damaged disk gives may break off within a character: nothing behind its end is read. */
static void
test_broken_value (void)
{
  static const char value[] = "\xe5\0\0abc";
  g_autoptr (GString) terms = g_string_new (NULL);

  g_assert_false (tb_search_terms_matches (TB_SEARCH_PERSON_NAME, value, "abc"));
  tb_search_terms_append (terms, TB_SEARCH_PERSON_NAME, value);
  g_assert_cmpstr (terms->str, ==, "");
}

static void
test_split (void)
{
  g_auto (GStrv) words = tb_search_terms_split (" 张伟　 腾飞 · zw ");

  g_assert_cmpuint (g_strv_length (words), ==, 3);
  g_assert_cmpstr (words[0], ==, "张伟");
  g_assert_cmpstr (words[1], ==, "腾飞");
  g_assert_cmpstr (words[2], ==, "zw");
}

static void
append_random_character (GString *out, GRand *rand)
{
  /* Common characters, those with several readings among them. */
  static const char characters[] = "伟明丽强芳军霞平刚桂英志建国华文辉力永生红玉兰萍飞云波雪梅春秋"
                                   "长乐行重朝晟娜绿旅女略虐昌系会计科技投资信息商贸城发";
  glong n = g_utf8_strlen (characters, -1);

  g_string_append_unichar (
      out, g_utf8_get_char (g_utf8_offset_to_pointer (characters, g_rand_int_range (rand, 0, n))));
}

static char *
make_random_value (GRand *rand, TbSearchKind kind)
{
  static const char *const surnames[] = { "张", "王", "李", "单", "曾", "仇",   "区",   "解",
                                          "查", "朴", "覃", "乐", "吕", "欧阳", "尉迟", "长孙" };
  static const char *const latin[] = { "TCL", "IBM", "3M", "Sea Group", "" };
  GString *out = g_string_new (NULL);
  guint n = kind == TB_SEARCH_PERSON_NAME ? g_rand_int_range (rand, 1, 3)
                                          : g_rand_int_range (rand, 2, 14);

  if (kind == TB_SEARCH_PERSON_NAME)
    g_string_append (out, surnames[g_rand_int_range (rand, 0, G_N_ELEMENTS (surnames))]);
  else
    g_string_append (out, latin[g_rand_int_range (rand, 0, G_N_ELEMENTS (latin))]);
  for (guint i = 0; i < n; i++)
    append_random_character (out, rand);

  return g_string_free_and_steal (out);
}

static char *
pick_substring (GRand *rand, const char *value)
{
  glong n = g_utf8_strlen (value, -1);
  glong first = g_rand_int_range (rand, 0, n);
  glong end = g_rand_int_range (rand, first + 1, n + 1);

  return g_utf8_substring (value, first, end);
}

/* What somebody types who reads the name from a random character on, stopping anywhere. */
static char *
pick_pinyin (GRand *rand, const char *value, TbPinyinKind kind, gboolean initials)
{
  glong n;
  g_autofree gunichar *characters = g_utf8_to_ucs4_fast (value, -1, &n);
  g_autofree const char *const **readings = g_new0 (const char *const *, n);
  GString *out = g_string_new (NULL);
  glong first;

  tb_pinyin_read (characters, n, kind, readings);
  first = g_rand_int_range (rand, 0, n);
  if (readings[first] == NULL) /* Latin: from its beginning */
    first = 0;

  for (glong i = first; i < n; i++)
    {
      if (readings[i] == NULL)
        {
          if (g_unichar_isalnum (characters[i]))
            g_string_append_unichar (out, characters[i]);
        }
      else if (initials)
        {
          g_string_append_c (out, readings[i][0][0]);
        }
      else
        {
          g_string_append (out, readings[i][0]);
        }
    }
  g_string_truncate (out, g_rand_int_range (rand, 1, out->len + 1));

  /* ü is typed as v or as u. */
  if (g_rand_boolean (rand))
    {
      for (char *v = strchr (out->str, 'v'); v != NULL; v = strchr (v + 1, 'v'))
        *v = 'u';
    }

  return g_string_free_and_steal (out);
}

static void
check_random (TbSearchKind kind, TbPinyinKind pinyin_kind)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_RANDOM_VALUES; i++)
    {
      g_autofree char *value = make_random_value (rand, kind);

      for (guint j = 0; j < N_TRIES_A_VALUE; j++)
        {
          g_autofree char *substring = pick_substring (rand, value);
          g_autofree char *full = pick_pinyin (rand, value, pinyin_kind, FALSE);
          g_autofree char *initials = pick_pinyin (rand, value, pinyin_kind, TRUE);
          g_autofree char *both = g_strdup_printf ("%s %s", full, initials);

          /* A single letter is looked for where a word begins, and a space separates words. */
          if (strlen (substring) > 1 && strchr (substring, ' ') == NULL)
            assert_found (kind, value, substring);
          assert_found (kind, value, full);
          assert_found (kind, value, initials);
          assert_found (kind, value, both);
        }
    }
}

static void
test_random_persons (void)
{
  check_random (TB_SEARCH_PERSON_NAME, TB_PINYIN_PERSON);
}

static void
test_random_firms (void)
{
  check_random (TB_SEARCH_NAME, TB_PINYIN_PHRASE);
}

/* Where nothing need be looked at again, the index finds just what fits: here, texts taken from
 * other values. */
static void
check_exact (GRand *rand, TbSearchKind kind, TbPinyinKind pinyin_kind)
{
  for (guint i = 0; i < N_RANDOM_VALUES; i++)
    {
      g_autofree char *value = make_random_value (rand, kind);
      g_autofree char *other = make_random_value (rand, kind);
      char *texts[] = { pick_substring (rand, other), pick_pinyin (rand, other, pinyin_kind, FALSE),
                        pick_pinyin (rand, other, pinyin_kind, TRUE) };

      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        if (tb_search_terms_are_exact (texts[j]) && index_finds (kind, value, texts[j])
            && !tb_search_terms_matches (kind, value, texts[j]))
          g_error ("“%s” finds “%s”", texts[j], value);
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        g_free (texts[j]);
    }
}

static void
test_exact (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  check_exact (rand, TB_SEARCH_PERSON_NAME, TB_PINYIN_PERSON);
  check_exact (rand, TB_SEARCH_NAME, TB_PINYIN_PHRASE);

  g_assert_true (tb_search_terms_are_exact ("z"));
  g_assert_true (tb_search_terms_are_exact ("张"));
  g_assert_true (tb_search_terms_are_exact (" 张伟 "));
  g_assert_false (tb_search_terms_are_exact (NULL));
  g_assert_false (tb_search_terms_are_exact ("，"));
  g_assert_false (tb_search_terms_are_exact ("z w"));
  g_assert_false (tb_search_terms_are_exact ("张w"));
  g_assert_false (tb_search_terms_are_exact ("张伟明"));
  g_assert_false (tb_search_terms_are_exact ("13"));
}

static void
test_random_phones (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *number
          = g_strdup_printf ("1%010u", (guint)g_rand_int_range (rand, 0, G_MAXINT));
      g_autofree char *fragment = pick_substring (rand, number);

      if (strlen (fragment) >= 3)
        assert_found (TB_SEARCH_NUMBER, number, fragment);
    }
}

/* Half a million persons are indexed: what one of them adds must stay small. */
static void
test_size_of_a_person (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GString) terms = g_string_new (NULL);
  guint n_terms = 0;
  double seconds;

  g_test_timer_start ();
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *name = make_random_value (rand, TB_SEARCH_PERSON_NAME);

      g_string_truncate (terms, 0);
      tb_search_terms_append (terms, TB_SEARCH_PERSON_NAME, name);
      tb_search_terms_append (terms, TB_SEARCH_NUMBER, "13812345678");
      tb_search_terms_append (terms, TB_SEARCH_REFERENCE, "深圳市众信投资股份有限公司");
      for (const char *p = terms->str; *p != '\0'; p++)
        n_terms += *p == ' ';
      n_terms++;
    }
  seconds = g_test_timer_elapsed ();

  g_test_minimized_result (seconds / 10000 * 1e6, "%.2f µs and %.1f terms a person", seconds * 100,
                           n_terms / 10000.0);
  /* Names with several readings are ten times as many here as in life. */
  g_assert_cmpfloat (n_terms / 10000.0, <, 50);
  g_assert_cmpfloat (seconds, <, 2.0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-terms/persons", test_persons);
  g_test_add_func ("/search-terms/firms", test_firms);
  g_test_add_func ("/search-terms/references", test_references);
  g_test_add_func ("/search-terms/numbers", test_numbers);
  g_test_add_func ("/search-terms/nothing-to-search", test_nothing_to_search);
  g_test_add_func ("/search-terms/expression-is-safe", test_expression_is_safe);
  g_test_add_func ("/search-terms/broken-value", test_broken_value);
  g_test_add_func ("/search-terms/split", test_split);
  g_test_add_func ("/search-terms/random-persons", test_random_persons);
  g_test_add_func ("/search-terms/random-firms", test_random_firms);
  g_test_add_func ("/search-terms/exact", test_exact);
  g_test_add_func ("/search-terms/random-phones", test_random_phones);
  g_test_add_func ("/search-terms/size-of-a-person", test_size_of_a_person);

  return g_test_run ();
}
