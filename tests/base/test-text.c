/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-text.h"

typedef char *(*Conversion) (const char *text);

typedef struct
{
  const char *from;
  const char *to;
} Case;

static void
check_cases (Conversion convert, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *result = convert (cases[i].from);
      g_autofree char *again = convert (result);

      g_assert_cmpstr (result, ==, cases[i].to);
      g_assert_cmpstr (again, ==, cases[i].to);
    }
}

static void
test_normalise (void)
{
  static const Case cases[] = {
    { NULL, "" },
    { "", "" },
    { "张伟", "张伟" },
    { " 张伟 ", "张伟" },
    { "　张伟　", "张伟" },
    { "\302\240张伟\302\240\t", "张伟" },
    { "\357\273\277姓名", "姓名" },
    { "罗湖  大厦", "罗湖 大厦" },
    { "罗湖\r\n大厦", "罗湖 大厦" },
    { "罗湖\001大厦", "罗湖大厦" },
    { "罗\342\200\213湖", "罗湖" },
    { "ＴＣＬ科技（深圳）有限公司", "TCL科技（深圳）有限公司" },
    { "４４０３９９１９８５０６１５００１１", "440399198506150011" },
    { "ａ＠ｂ．ｃｎ", "a@b.cn" },
    { "备注：无；", "备注：无；" },
    { "𠮷野家", "𠮷野家" },
    { "bad\377byte", "bad\357\277\275byte" },
    { "坏\347字", "坏\357\277\275字" },
    { "    ", "" },
  };

  check_cases (tb_text_normalise, cases, G_N_ELEMENTS (cases));
}

static void
test_normalise_lines (void)
{
  static const Case cases[] = {
    { "一\n二", "一\n二" },
    { "一\r\n二\r三", "一\n二\n三" },
    { "\n一  \n\n\n\n 二\n", "一\n\n二" },
    { "一 行", "一 行" },
  };

  check_cases (tb_text_normalise_lines, cases, G_N_ELEMENTS (cases));
}

static void
test_normalise_name (void)
{
  static const Case cases[] = {
    { "张　伟", "张伟" },
    { "张 伟 ", "张伟" },
    { "阿里木•江", "阿里木·江" },
    { "阿里木・江", "阿里木·江" },
    { "阿里木．江", "阿里木·江" },
    { "阿里木 · 江", "阿里木·江" },
    { "John  Smith", "John Smith" },
    { "J. Smith", "J. Smith" },
  };

  check_cases (tb_text_normalise_name, cases, G_N_ELEMENTS (cases));
}

static void
test_normalise_phone (void)
{
  static const Case cases[] = {
    { "13800138000", "13800138000" },
    { "138 0013 8000", "13800138000" },
    { "138-0013-8000", "13800138000" },
    { "+86 138 0013 8000", "13800138000" },
    { "8613800138000", "13800138000" },
    { "008613800138000", "13800138000" },
    { "１３８００１３８０００", "13800138000" },
    { "0755—25881234", "0755-25881234" },
    { "（0755）25881234", "(0755)25881234" },
    { "+852 2345 6789", "+852 2345 6789" },
  };

  check_cases (tb_text_normalise_phone, cases, G_N_ELEMENTS (cases));
}

static void
test_normalise_code (void)
{
  static const Case cases[] = {
    { " 11010519491231002x ", "11010519491231002X" },
    { "91440399 ma5abcde5b", "91440399MA5ABCDE5B" },
    { "９１４４０３９９ＭＡ５ＡＢＣＤＥ５Ｂ", "91440399MA5ABCDE5B" },
    { "粤ｂ 123", "粤B123" },
  };

  check_cases (tb_text_normalise_code, cases, G_N_ELEMENTS (cases));
}

static void
test_fold (void)
{
  static const Case cases[] = {
    { "TCL科技（深圳）有限公司", "tcl科技(深圳)有限公司" },
    { "ＴＣＬ 科技 (深圳) 有限公司", "tcl科技(深圳)有限公司" },
  };

  check_cases (tb_text_fold, cases, G_N_ELEMENTS (cases));
}

static void
test_fold_heading (void)
{
  static const Case cases[] = {
    { "姓名✱", "姓名" },
    { "* 姓　名", "姓名" },
    { "身份证号码 （18位）✱", "身份证号码" },
    { "身份证号码(18位)", "身份证号码" },
    { "注册资本【万元】", "注册资本" },
    { "学历／学位", "学历学位" },
    { "是否\n流动党员：", "是否流动党员" },
    { "Ｎａｍｅ", "name" },
    { "（盖章）", "盖章" },
    { "电话(手机", "电话" },
    { "✱", "" },
  };

  check_cases (tb_text_fold_heading, cases, G_N_ELEMENTS (cases));
}

static void
test_is_blank (void)
{
  g_assert_true (tb_text_is_blank (NULL));
  g_assert_true (tb_text_is_blank (""));
  g_assert_true (tb_text_is_blank (" 　\302\240\t\n\357\273\277"));
  g_assert_false (tb_text_is_blank (" 0 "));
  g_assert_false (tb_text_is_blank ("\377"));
}

static void
test_is_name (void)
{
  static const char *const right[]
      = { "张伟",     "欧阳修", "阿里木·江", "迪丽热巴·迪力木拉提", "John Smith",     "O'Brien Ann",
          "J. Smith", "𠮷田",   "㐱明",      "王\356\240\200",      "Sammy Davis Jr." };
  static const char *const wrong[]
      = { "",          "张",       "张3",     "·阿里木", "阿里木·", "阿里木··江",
          "阿里木•江", "张伟(大)", "张伟/李", "合计：",  "-张伟" };
  g_autoptr (GString) long_name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_test_message ("%s", right[i]);
      g_assert_true (tb_text_is_name (right[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (tb_text_is_name (wrong[i]));
    }
  g_assert_false (tb_text_is_name (NULL));
  g_assert_false (tb_text_is_name ("bad\377"));

  for (guint i = 0; i < 40; i++)
    g_string_append (long_name, "长");
  g_assert_true (tb_text_is_name (long_name->str));
  g_string_append (long_name, "长");
  g_assert_false (tb_text_is_name (long_name->str));
}

static void
test_is_mobile (void)
{
  g_assert_true (tb_text_is_mobile ("13800138000"));
  g_assert_true (tb_text_is_mobile ("19912345678"));
  g_assert_false (tb_text_is_mobile ("12800138000"));
  g_assert_false (tb_text_is_mobile ("1380013800"));
  g_assert_false (tb_text_is_mobile ("138001380001"));
  g_assert_false (tb_text_is_mobile ("138 0013 8000"));
  g_assert_false (tb_text_is_mobile ("1380013800a"));
  g_assert_false (tb_text_is_mobile (""));
  g_assert_false (tb_text_is_mobile (NULL));
}

static void
test_is_phone (void)
{
  static const char *const right[]
      = { "13800138000",  "0755-25881234",      "(0755)25881234",         "25881234",      "12345",
          "400-800-1234", "0755-25881234转801", "0755-25881234 ext. 801", "+852 2345 6789" };
  static const char *const wrong[] = { "",
                                       "1234",
                                       "13800138000/13900139000",
                                       "12345678901234567",
                                       "无",
                                       "0755-25881234转",
                                       "0755-25881234转abc",
                                       "1380013800O" };

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_test_message ("%s", right[i]);
      g_assert_true (tb_text_is_phone (right[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (tb_text_is_phone (wrong[i]));
    }
  g_assert_false (tb_text_is_phone (NULL));
}

static void
test_is_email (void)
{
  static const char *const wrong[]
      = { "", "a", "@b.cn", "a@", "a@b", "a@.cn", "a@b.", "a@@b.cn", "a b@c.cn", "a@b..cn" };

  g_assert_true (tb_text_is_email ("a@b.cn"));
  g_assert_true (tb_text_is_email ("branch.secretary+tower@mail.example.com"));
  g_assert_false (tb_text_is_email (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (tb_text_is_email (wrong[i]));
}

static void
check_mask (Conversion mask, const char *text, const char *expected)
{
  g_autofree char *masked = mask (text);

  g_assert_cmpstr (masked, ==, expected);
}

static void
test_masks (void)
{
  check_mask (tb_text_mask_id_number, "440399198506150011", "440399********0011");
  check_mask (tb_text_mask_id_number, "440399850615001", "440399*****5001");
  check_mask (tb_text_mask_id_number, "E12345678", "E*****678");
  check_mask (tb_text_mask_id_number, "12", "******");
  check_mask (tb_text_mask_id_number, "", "");
  check_mask (tb_text_mask_id_number, NULL, "");
  check_mask (tb_text_mask_phone, "13812341234", "138****1234");
  check_mask (tb_text_mask_phone, "0755-25885678", "0755-****5678");
  check_mask (tb_text_mask_phone, "25885678", "****5678");
  check_mask (tb_text_mask_phone, "12345", "***45");
  check_mask (tb_text_mask_phone, "", "");
  check_mask (tb_text_mask_all, "罗湖区某街某号", "******");
  check_mask (tb_text_mask_all, "x", "******");
  check_mask (tb_text_mask_all, "  ", "");
  check_mask (tb_text_mask_all, NULL, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/normalise", test_normalise);
  g_test_add_func ("/text/normalise-lines", test_normalise_lines);
  g_test_add_func ("/text/normalise-name", test_normalise_name);
  g_test_add_func ("/text/normalise-phone", test_normalise_phone);
  g_test_add_func ("/text/normalise-code", test_normalise_code);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-heading", test_fold_heading);
  g_test_add_func ("/text/is-blank", test_is_blank);
  g_test_add_func ("/text/is-name", test_is_name);
  g_test_add_func ("/text/is-mobile", test_is_mobile);
  g_test_add_func ("/text/is-phone", test_is_phone);
  g_test_add_func ("/text/is-email", test_is_email);
  g_test_add_func ("/text/masks", test_masks);

  return g_test_run ();
}
