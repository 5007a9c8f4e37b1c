/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-xlsx-number-format.h"

#include "tb-test.h"

typedef struct
{
  const char *code;
  TbDatePrecision precision;
} Case;

static const Case cases[] = {
  { "General", TB_DATE_PRECISION_NONE },
  { "general", TB_DATE_PRECISION_NONE },
  { "0", TB_DATE_PRECISION_NONE },
  { "@", TB_DATE_PRECISION_NONE },
  { "", TB_DATE_PRECISION_NONE },
  { "#,##0.00_);[Red]\\(#,##0.00\\)", TB_DATE_PRECISION_NONE },
  { "0.00E+00", TB_DATE_PRECISION_NONE },
  { "##0.0e-0", TB_DATE_PRECISION_NONE },
  { "\"days\" 0", TB_DATE_PRECISION_NONE },
  { "0\\d", TB_DATE_PRECISION_NONE },
  { "0_d", TB_DATE_PRECISION_NONE },
  { "*y0", TB_DATE_PRECISION_NONE },
  { "[Magenta]0", TB_DATE_PRECISION_NONE },
  { "[$-804]0", TB_DATE_PRECISION_NONE },
  { "[DBNum1][$-804]General", TB_DATE_PRECISION_NONE },
  { "0;yyyy", TB_DATE_PRECISION_NONE },
  { "h:mm", TB_DATE_PRECISION_NONE },
  { "h:mm AM/PM", TB_DATE_PRECISION_NONE },
  { "[h]:mm:ss", TB_DATE_PRECISION_NONE },
  { "[mm]:ss", TB_DATE_PRECISION_NONE },
  { "mm:ss.0", TB_DATE_PRECISION_NONE },
  { "上午/下午h\"时\"mm\"分\"", TB_DATE_PRECISION_NONE },
  { "yyyy-mm-dd", TB_DATE_PRECISION_DAY },
  { "yyyy\\-mm\\-dd", TB_DATE_PRECISION_DAY },
  { "YYYY/M/D", TB_DATE_PRECISION_DAY },
  { "yyyy\"年\"m\"月\"d\"日\";@", TB_DATE_PRECISION_DAY },
  { "yyyy年m月d日", TB_DATE_PRECISION_DAY },
  { "[$-F800]dddd, mmmm dd, yyyy", TB_DATE_PRECISION_DAY },
  { "m/d/yy h:mm", TB_DATE_PRECISION_DAY },
  { "yyyy-mm-dd hh:mm:ss", TB_DATE_PRECISION_DAY },
  { "h:mm yyyy-mm", TB_DATE_PRECISION_DAY },
  { "m\"月\"d\"日\"", TB_DATE_PRECISION_DAY },
  { "aaaa", TB_DATE_PRECISION_DAY },
  { "[$-411]ge.m.d", TB_DATE_PRECISION_DAY },
  { "[DBNum1][$-804]yyyy\"年\"m\"月\"", TB_DATE_PRECISION_MONTH },
  { "yyyy.mm", TB_DATE_PRECISION_MONTH },
  { "mmm-yy", TB_DATE_PRECISION_MONTH },
  { "yyyy\"年\"", TB_DATE_PRECISION_YEAR },
  /* Not well formed: nothing to be read beyond the end. */
  { "\"yyyy", TB_DATE_PRECISION_NONE },
  { "[yyyy", TB_DATE_PRECISION_NONE },
  { "[", TB_DATE_PRECISION_NONE },
  { "\\", TB_DATE_PRECISION_NONE },
  { "[h", TB_DATE_PRECISION_NONE },
};

static void
test_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_cmpint (tb_xlsx_number_format_classify (cases[i].code), ==, cases[i].precision);
    }
}

static void
test_long_code (void)
{
  g_autofree char *code = g_strnfill (100000, 'y');

  for (guint i = 1; i < 100000; i += 2)
    code[i] = '-';
  g_assert_cmpint (tb_xlsx_number_format_classify (code), ==, TB_DATE_PRECISION_YEAR);
}

static void
test_builtins (void)
{
  static const guint dates[] = { 14, 15, 16, 22, 28, 31, 51, 53, 58 };
  static const guint months[] = { 17, 27, 36, 50, 52, 57 };
  static const guint numbers[]
      = { 0, 1, 13, 18, 21, 23, 32, 33, 37, 45, 47, 49, 59, 163, G_MAXUINT };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    g_assert_cmpint (tb_xlsx_number_format_classify_builtin (dates[i]), ==, TB_DATE_PRECISION_DAY);
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    g_assert_cmpint (tb_xlsx_number_format_classify_builtin (months[i]), ==,
                     TB_DATE_PRECISION_MONTH);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpint (tb_xlsx_number_format_classify_builtin (numbers[i]), ==,
                     TB_DATE_PRECISION_NONE);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/xlsx-number-format/codes", test_codes);
  g_test_add_func ("/xlsx-number-format/long-code", test_long_code);
  g_test_add_func ("/xlsx-number-format/builtins", test_builtins);

  return tb_test_run ();
}
