/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sheet-number.h"

#include "tb-test.h"

static void
test_parse (void)
{
  static const char *const numbers[]
      = { "0", "-1", "+1", "1.5", ".5", "5.", "1e3", "4.4039919980425E+17", "440399199804250883" };
  static const char *const others[] = { "",    "-",     ".",     "e",  "1e", "0x10", "inf",
                                        "nan", "1e999", "1,000", " 1", "1 ", "1-1",  "１" };
  double number;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_test_message ("%s", numbers[i]);
      g_assert_true (tb_sheet_number_parse (numbers[i], &number));
      g_assert_cmpfloat (number, ==, g_ascii_strtod (numbers[i], NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("%s", others[i]);
      g_assert_false (tb_sheet_number_parse (others[i], &number));
    }
}

static void
test_is_exact (void)
{
  g_assert_true (tb_sheet_number_is_exact ("-123456789012.345"));
  g_assert_false (tb_sheet_number_is_exact ("1234567890123456"));
  g_assert_false (tb_sheet_number_is_exact ("甲"));
}

static void
test_round (void)
{
  static const char *const cases[][2] = {
    { "67.400000000000006", "67.4" },
    { "88.09999999999999", "88.1" },
    { "-0.30000000000000004", "-0.3" },
    { "12.50", "12.50" },
    { "440399199804250883", "440399199804250883" },
    { "4.4039919980425088E+17", "4.4039919980425088E+17" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char buffer[TB_SHEET_NUMBER_SIZE];
      double number = g_ascii_strtod (cases[i][0], NULL);

      g_assert_cmpstr (tb_sheet_number_round (cases[i][0], number, buffer), ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/sheet-number/parse", test_parse);
  g_test_add_func ("/sheet-number/is-exact", test_is_exact);
  g_test_add_func ("/sheet-number/round", test_round);

  return tb_test_run ();
}
