/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-number-text.h"

#include "tb-test.h"

static void
test_integers (void)
{
  static const struct
  {
    const char *typed;
    gint64 number;
  } good[] = { { "0", 0 },
               { "12", 12 },
               { "1,200", 1200 },
               { "１２３", 123 },
               { "1，200", 1200 },
               { "12人", 12 },
               { "12 层", 12 },
               { "3.0", 3 },
               { "1.2万", 12000 },
               { "-2", -2 },
               { "+7", 7 },
               { "2 000", 2000 },
               { "1,234,567", 1234567 } };
  static const char *const bad[]
      = { "", "人", "12.5", "1e3", "12岁半", "1-2", ",1", "1,", "- 1", "9999999999999999" };
  gint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i].typed);
      g_assert_true (tb_number_text_parse_integer (good[i].typed, &number));
      g_assert_cmpint (number, ==, good[i].number);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (tb_number_text_parse_integer (bad[i], &number));
    }
}

static void
test_hundredths (void)
{
  static const struct
  {
    const char *typed;
    gint64 hundredths;
  } good[] = { { "0", 0 },
               { "1.5", 150 },
               { ".5", 50 },
               { "1,234.56", 123456 },
               { "1234.565", 123457 },
               { "3000.0000001", 300000 },
               { "86.5㎡", 8650 },
               { "86.5 m²", 8650 },
               { "120平方米", 12000 },
               { "1.2345万元", 1234500 },
               { "-0.01", -1 },
               { "12元", 1200 } };
  static const char *const bad[] = { "", ".", "元", "1.2.3", "1.2e5", "12%", "约3" };
  gint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i].typed);
      g_assert_true (tb_number_text_parse_hundredths (good[i].typed, &number));
      g_assert_cmpint (number, ==, good[i].hundredths);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (tb_number_text_parse_hundredths (bad[i], &number));
    }
}

static void
test_booleans (void)
{
  static const char *const yes[] = { "是", " 是 ", "√", "1", "Yes", "yes", "Ｙ", "TRUE", "有" };
  static const char *const no[] = { "否", "×", "0", "No", "n", "false", "无", "没有" };
  static const char *const neither[] = { "", "2", "也许", "是否" };
  gboolean value;

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    {
      g_assert_true (tb_number_text_parse_boolean (yes[i], &value));
      g_assert_true (value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    {
      g_assert_true (tb_number_text_parse_boolean (no[i], &value));
      g_assert_false (value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (neither); i++)
    g_assert_false (tb_number_text_parse_boolean (neither[i], &value));
}

static void
test_writing (void)
{
  static const struct
  {
    gint64 hundredths;
    const char *plain;
    const char *grouped;
  } cases[] = {
    { 0, "0.00", "0.00" },
    { 5, "0.05", "0.05" },
    { -5, "-0.05", "-0.05" },
    { 99999, "999.99", "999.99" },
    { 100000, "1000.00", "1,000.00" },
    { -123456789, "-1234567.89", "-1,234,567.89" },
    { G_MININT64, "-92233720368547758.08", "-92,233,720,368,547,758.08" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = tb_number_text_dup_plain (cases[i].hundredths);
      g_autofree char *grouped = tb_number_text_dup_grouped (cases[i].hundredths);

      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (grouped, ==, cases[i].grouped);
    }
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/number-text/integers", test_integers);
  g_test_add_func ("/number-text/hundredths", test_hundredths);
  g_test_add_func ("/number-text/booleans", test_booleans);
  g_test_add_func ("/number-text/writing", test_writing);

  return tb_test_run ();
}
