/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-time.h"

static void
assert_text (int minutes, const char *expected)
{
  char buffer[TB_TIME_SIZE];

  g_assert_cmpstr (minutes >= 0 ? tb_time_to_text (minutes, buffer) : "", ==, expected);
}

static void
test_spellings (void)
{
  static const struct
  {
    const char *typed;
    const char *text;
  } cases[] = {
    { "14:30", "14:30" },     { "14：30", "14:30" },     { "１４：３０", "14:30" },
    { "1430", "14:30" },      { "930", "09:30" },        { "9:05", "09:05" },
    { "14:30:00", "14:30" },  { "14.30", "14:30" },      { "2:30 PM", "14:30" },
    { "2:30pm", "14:30" },    { "12:10 AM", "00:10" },   { "12:10 PM", "12:10" },
    { "下午2:30", "14:30" },  { "下午 2：30", "14:30" }, { "下午2点半", "14:30" },
    { "上午9点", "09:00" },   { "上午9点整", "09:00" },  { "14点30分", "14:30" },
    { "14时05", "14:05" },    { "晚上7:30", "19:30" },   { "晚19:30", "19:30" },
    { "中午12:00", "12:00" }, { "中午1点", "13:00" },    { "0:00", "00:00" },
    { " 23:59　", "23:59" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minutes = -1;

      g_test_message ("%s", cases[i].typed);
      g_assert_true (tb_time_parse (cases[i].typed, &minutes));
      assert_text (minutes, cases[i].text);
    }
}

static void
test_no_times (void)
{
  static const char *const cases[]
      = { "",   " ",      "24:00",    "14:60", "25:00",  "14:",    "下午", ":30",
          "14", "143012", "14:30abc", "两点",  "-14:30", "14:300", "99",   "14点x" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minutes = -1;

      g_test_message ("%s", cases[i]);
      g_assert_false (tb_time_parse (cases[i], &minutes));
    }
}

static void
test_periods (void)
{
  static const struct
  {
    const char *typed;
    const char *from;
    const char *to;
  } cases[] = {
    { "14:00-16:00", "14:00", "16:00" },     { "14：00—16：00", "14:00", "16:00" },
    { "14:00——16:00", "14:00", "16:00" },    { "14:00~16:30", "14:00", "16:30" },
    { "下午2:30至4:30", "14:30", "16:30" },  { "上午9:00到11点半", "09:00", "11:30" },
    { "上午9点-下午3点", "09:00", "15:00" }, { "14:00", "14:00", "" },
    { "1400-1600", "14:00", "16:00" },
  };
  int from, to;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].typed);
      g_assert_true (tb_time_parse_period (cases[i].typed, &from, &to));
      assert_text (from, cases[i].from);
      assert_text (to, cases[i].to);
    }

  g_assert_false (tb_time_parse_period ("14:00-", &from, &to));
  g_assert_false (tb_time_parse_period ("-", &from, &to));
  g_assert_false (tb_time_parse_period ("2026-11-22", &from, &to));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/time/spellings", test_spellings);
  g_test_add_func ("/base/time/no-times", test_no_times);
  g_test_add_func ("/base/time/periods", test_periods);

  return g_test_run ();
}
