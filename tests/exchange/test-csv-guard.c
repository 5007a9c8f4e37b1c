/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-csv-guard.h"

#include "tb-test.h"

#include <string.h>

static const char *const needed[] = {
  "=1+1",         "+1",   "-1",       "@a",    "\ta",  "\ra", "440399199804250883",
  "123456789012", "0755", "00",       "12-01", "3/4",  "1:2", "2009-07",
  "2009.10",      "1E5",  "1.",       "1,000", "12 1", "-",   "13:00",
  "0.5",          "1e",   "2009-7-1",
};

static const char *const not_needed[] = {
  "",     "0",   "7",   "740",  "17487660615", "2009", "2009-07-01", "91440399MA51LCR06J",
  "党员", "a=1", " =1", "12楼", "'1",          "\"",   ".5",
};

static void
test_needed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_test_message ("%s", needed[i]);
      g_assert_true (tb_csv_guard_is_needed (needed[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (not_needed); i++)
    {
      g_test_message ("%s", not_needed[i]);
      g_assert_false (tb_csv_guard_is_needed (not_needed[i]));
    }
}

/* Whatever needs a guard can neither be run under it nor is it another text when it is taken off.
 */
static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autoptr (GString) guarded = g_string_new (NULL);

      tb_csv_guard_append (guarded, needed[i]);
      g_assert_true (guarded->str[0] == '\t' || g_str_has_prefix (guarded->str, "=\""));
      g_assert_cmpstr (tb_csv_guard_strip (guarded->str), ==, needed[i]);
    }
}

static void
test_foreign_texts (void)
{
  static const char *const unchanged[] = {
    "",         "=",       "=\"",      "=\"a", "=a\"", "=\"a\"b\"",
    "=\"a\"\"", "=\"\"\"", "=1+\"1\"", "\ta",  "\t",   "党员",
  };
  static const char *const changed[][2] = {
    { "=\"\"", "" },           { "=\"\"\"\"", "\"" },
    { "=\"a\"\"b\"", "a\"b" }, { "\t440399199804250883", "440399199804250883" },
    { "\t\t", "\t" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (unchanged); i++)
    {
      g_autofree char *text = g_strdup (unchanged[i]);

      g_assert_cmpstr (tb_csv_guard_strip (text), ==, unchanged[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    {
      g_autofree char *text = g_strdup (changed[i][0]);

      g_assert_cmpstr (tb_csv_guard_strip (text), ==, changed[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/csv-guard/needed", test_needed);
  g_test_add_func ("/csv-guard/round-trip", test_round_trip);
  g_test_add_func ("/csv-guard/foreign-texts", test_foreign_texts);

  return tb_test_run ();
}
