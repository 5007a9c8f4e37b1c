/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-date.h"

#include <math.h>

static void
assert_iso (TbDate date, const char *expected)
{
  char buffer[TB_DATE_ISO_SIZE];

  g_assert_cmpstr (tb_date_to_iso (date, buffer), ==, expected);
}

static TbDate
from_iso (const char *iso)
{
  TbDate date = { 0 };

  g_assert_true (tb_date_from_iso (iso, &date));

  return date;
}

static void
test_spellings (void)
{
  static const struct
  {
    const char *typed;
    const char *iso;
  } cases[] = {
    { "2019-07-01", "2019-07-01" },
    { "2019/7/1", "2019-07-01" },
    { "2019.07.01", "2019-07-01" },
    { "2019.7.1", "2019-07-01" },
    { "2019.07", "2019-07" },
    { "2019-7", "2019-07" },
    { "2019年7月", "2019-07" },
    { "2019年7月1日", "2019-07-01" },
    { "2019年07月01日", "2019-07-01" },
    { "2019 年 7 月 1 日", "2019-07-01" },
    { "2019年7月1号", "2019-07-01" },
    { "2019年", "2019" },
    { "2019", "2019" },
    { "20190701", "2019-07-01" },
    { "201907", "2019-07" },
    { "43647", "2019-07-01" },
    { "  2019-07-01  ", "2019-07-01" },
    { "2019-07-01　", "2019-07-01" },
    { "2019-07-01\302\240", "2019-07-01" },
    { "２０１９－０７－０１", "2019-07-01" },
    { "２０１９．７", "2019-07" },
    { "２０１９年７月", "2019-07" },
    { "2019、7、1", "2019-07-01" },
    { "2019—07—01", "2019-07-01" },
    { "2019-07-01 00:00:00", "2019-07-01" },
    { "2019/7/1 9:30", "2019-07-01" },
    { "2019-07-01T08:00:00.000Z", "2019-07-01" },
    { "2019年7月1日 星期一", "2019-07-01" },
    { "2020-02-29", "2020-02-29" },
    { "1921.07", "1921-07" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbDate date = { 0 };

      g_test_message ("%s", cases[i].typed);
      g_assert_true (tb_date_parse (cases[i].typed, &date));
      assert_iso (date, cases[i].iso);
    }
}

static void
test_no_dates (void)
{
  static const char *const cases[] = {
    "",
    "   ",
    "无",
    "-",
    "—",
    "19.7.1",
    "85.7.1",
    "'85-07-01",
    "19-7-1",
    "19年7月1日",
    "850701",
    "190507",
    "2019-13-01",
    "2019-00-01",
    "2019-02-29",
    "2019-04-31",
    "20190231",
    "201913",
    "2019-7-32",
    "2019-7-1-1",
    "07/01/2019",
    "1/7/2019",
    "2019--7",
    "2019.7.1x",
    "二月",
    "2019 7 1",
    "2919-07-01",
    "1099.5",
    "12345678901234567890",
    "星期一",
    "2019-07 9:30",
    "2019-07-001",
    "7月1日",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbDate date = { 1, 2, 3 };

      g_test_message ("%s", cases[i]);
      g_assert_false (tb_date_parse (cases[i], &date));
      g_assert_cmpint (tb_date_compare (date, (TbDate){ 1, 2, 3 }), ==, 0);
    }

  g_assert_false (tb_date_parse (NULL, &(TbDate){ 0 }));
}

static void
test_iso (void)
{
  static const char *const right[]
      = { "2009-07-01", "2009-07", "2009", "0001-01-01", "9999-12-31" };
  static const char *const wrong[]
      = { "",           "209",     "2009-7",      "2009-07-1", "2009/07/01", "2009-00",   "0000",
          "2009-07-00", "2009-13", "2009-07-01 ", "2009-",     " 2009",      "2009-02-30" };
  TbDate date;

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    assert_iso (from_iso (right[i]), right[i]);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (tb_date_from_iso (wrong[i], &date));
  g_assert_false (tb_date_from_iso (NULL, &date));
  assert_iso ((TbDate){ 0 }, "");
}

static void
test_serials (void)
{
  static const struct
  {
    double serial;
    gboolean from_1904;
    const char *iso;
  } cases[] = {
    { 43647, FALSE, "2019-07-01" }, { 43647.75, FALSE, "2019-07-01" },
    { 1, FALSE, "1900-01-01" },     { 59, FALSE, "1900-02-28" },
    { 61, FALSE, "1900-03-01" },    { 36526, FALSE, "2000-01-01" },
    { 36585, FALSE, "2000-02-29" }, { 2958465, FALSE, "9999-12-31" },
    { 0, TRUE, "1904-01-01" },      { 42185, TRUE, "2019-07-01" },
    { 59, TRUE, "1904-02-29" },
  };
  TbDate date;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (tb_date_from_serial (cases[i].serial, cases[i].from_1904, &date));
      assert_iso (date, cases[i].iso);
    }

  g_assert_false (tb_date_from_serial (0, FALSE, &date));
  g_assert_false (tb_date_from_serial (60, FALSE, &date)); /* 1900-02-29, which never was */
  g_assert_false (tb_date_from_serial (-1, FALSE, &date));
  g_assert_false (tb_date_from_serial (2958466, FALSE, &date));
  g_assert_false (tb_date_from_serial (1e300, FALSE, &date));
  g_assert_false (tb_date_from_serial (NAN, FALSE, &date));
}

/* Every day of two centuries, forth and back. */
static void
test_day_numbers (void)
{
  TbDate date = { 1899, 12, 31 };
  GDate peer;

  g_date_clear (&peer, 1);
  g_date_set_dmy (&peer, 31, 12, 1899);
  for (guint i = 0; i < 73414; i++)
    {
      date = tb_date_add_days (date, 1);
      g_date_add_days (&peer, 1);
      g_assert_cmpint (date.year, ==, g_date_get_year (&peer));
      g_assert_cmpint (date.month, ==, g_date_get_month (&peer));
      g_assert_cmpint (date.day, ==, g_date_get_day (&peer));
    }

  assert_iso (tb_date_add_days (date, -73414), "1899-12-31");
  assert_iso (tb_date_add_days (from_iso ("9999-12-31"), 1), "");
  assert_iso (tb_date_add_days (from_iso ("0001-01-01"), -1), "");
  assert_iso (tb_date_add_days (from_iso ("2019-07"), 1), "");
}

/* Domain model §2.0. */
static void
test_add_months (void)
{
  static const struct
  {
    const char *from;
    int months;
    const char *expected;
  } cases[] = {
    { "2026-01-31", 1, "2026-02-28" },
    { "2024-02-29", 12, "2025-02-28" },
    { "2026-08-31", 6, "2027-02-28" },
    { "2026-11-30", 3, "2027-02-28" },
    { "2027-12-31", 2, "2028-02-29" },
    { "2026-03-31", -1, "2026-02-28" },
    { "2026-01-15", -1, "2025-12-15" },
    { "2027-06-18", 12, "2028-06-18" },
    { "2009-07", 6, "2010-01" },
    { "2009", 12, "2010" },
    { "2009", 6, "2009" },
    { "9999-12-01", 1, "" },
    { "0001-01-01", -1, "" },
    { "2026-05-05", 0, "2026-05-05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_iso (tb_date_add_months (from_iso (cases[i].from), cases[i].months), cases[i].expected);
  assert_iso (tb_date_add_months ((TbDate){ 0 }, 1), "");
}

/* Domain model §1.4. */
static void
test_years_between (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    int years;
  } cases[] = {
    { "2010-08-31", "2026-11-22", 16 }, { "2010-11-22", "2026-11-22", 16 },
    { "2010-11-23", "2026-11-22", 15 }, { "2026-01-15", "2026-11-22", 0 },
    { "2004-02-29", "2025-02-28", 21 }, { "2004-02-29", "2025-02-27", 20 },
    { "2004-02-29", "2024-02-28", 19 }, { "2010-11", "2026-11-22", 16 },
    { "2010-12", "2026-11-22", 15 },    { "2010", "2026-01-01", 16 },
    { "2027-01-01", "2026-01-01", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tb_date_years_between (from_iso (cases[i].from), from_iso (cases[i].to)), ==,
                     cases[i].years);
  g_assert_cmpint (tb_date_years_between ((TbDate){ 0 }, from_iso ("2026-01-01")), ==, 0);
}

static void
test_certainly_before (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean is_before;
  } cases[] = {
    { "2009-07-14", "2009-07-15", TRUE },  { "2009-07-15", "2009-07-15", FALSE },
    { "2009-07-16", "2009-07-15", FALSE }, { "2009-06", "2009-07-01", TRUE },
    { "2009-07", "2009-07-15", FALSE },    { "2009-07-15", "2009-07", FALSE },
    { "2008", "2009-01-01", TRUE },        { "2009", "2009-12-31", FALSE },
    { "2009-12-31", "2009", FALSE },       { "2009-12-31", "2010", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tb_date_is_certainly_before (from_iso (cases[i].a), from_iso (cases[i].b)), ==,
                     cases[i].is_before);
  g_assert_false (tb_date_is_certainly_before ((TbDate){ 0 }, from_iso ("2009-07-15")));
  g_assert_false (tb_date_is_certainly_before (from_iso ("2009-07-15"), (TbDate){ 0 }));
}

static void
test_precision_and_order (void)
{
  static const char *const ascending[]
      = { "2008-12-31", "2009", "2009-07", "2009-07-01", "2009-07-02", "2009-08" };

  g_assert_cmpint (tb_date_get_precision ((TbDate){ 0 }), ==, TB_DATE_PRECISION_NONE);
  g_assert_cmpint (tb_date_get_precision (from_iso ("2009")), ==, TB_DATE_PRECISION_YEAR);
  g_assert_cmpint (tb_date_get_precision (from_iso ("2009-07")), ==, TB_DATE_PRECISION_MONTH);
  g_assert_cmpint (tb_date_get_precision (from_iso ("2009-07-01")), ==, TB_DATE_PRECISION_DAY);

  for (guint i = 1; i < G_N_ELEMENTS (ascending); i++)
    {
      g_assert_cmpint (tb_date_compare (from_iso (ascending[i - 1]), from_iso (ascending[i])), <,
                       0);
      g_assert_cmpint (tb_date_compare (from_iso (ascending[i]), from_iso (ascending[i - 1])), >,
                       0);
      g_assert_cmpstr (ascending[i - 1], <, ascending[i]);
    }

  g_assert_false (tb_date_is_valid ((TbDate){ 0 }));
  g_assert_false (tb_date_is_valid ((TbDate){ 2009, 0, 1 }));
  g_assert_false (tb_date_is_valid ((TbDate){ 2009, 2, 29 }));
  g_assert_false (tb_date_is_valid ((TbDate){ 1900, 2, 29 }));
  g_assert_true (tb_date_is_valid ((TbDate){ 2000, 2, 29 }));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/date/spellings", test_spellings);
  g_test_add_func ("/date/no-dates", test_no_dates);
  g_test_add_func ("/date/iso", test_iso);
  g_test_add_func ("/date/serials", test_serials);
  g_test_add_func ("/date/day-numbers", test_day_numbers);
  g_test_add_func ("/date/add-months", test_add_months);
  g_test_add_func ("/date/years-between", test_years_between);
  g_test_add_func ("/date/precision-and-order", test_precision_and_order);
  g_test_add_func ("/date/certainly-before", test_certainly_before);

  return g_test_run ();
}
