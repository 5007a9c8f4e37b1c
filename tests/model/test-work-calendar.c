/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-work-calendar.h"

#include <string.h>

#include "tb-code-list.h"
#include "tb-test.h"

typedef struct
{
  const char *from;
  const char *until;
} Period;

static gboolean
is_in (const char *iso, const Period *periods, gsize n_periods)
{
  for (gsize i = 0; i < n_periods; i++)
    if (strcmp (iso, periods[i].from) >= 0 && strcmp (iso, periods[i].until) <= 0)
      return TRUE;
  return FALSE;
}

/* The whole of 2026 as domain model §3 prints the notice of the State Council. */
static void
test_2026 (void)
{
  static const Period rest[] = { { "2026-01-01", "2026-01-03" }, { "2026-02-15", "2026-02-23" },
                                 { "2026-04-04", "2026-04-06" }, { "2026-05-01", "2026-05-05" },
                                 { "2026-06-19", "2026-06-21" }, { "2026-09-25", "2026-09-27" },
                                 { "2026-10-01", "2026-10-07" } };
  static const Period work[] = { { "2026-01-04", "2026-01-04" }, { "2026-02-14", "2026-02-14" },
                                 { "2026-02-28", "2026-02-28" }, { "2026-05-09", "2026-05-09" },
                                 { "2026-09-20", "2026-09-20" }, { "2026-10-10", "2026-10-10" } };
  guint n_off = 0;

  for (TbDate day = { 2026, 1, 1 }; day.year == 2026; day = tb_date_add_days (day, 1))
    {
      char iso[TB_DATE_ISO_SIZE];
      TbDayKind kind = tb_work_calendar_get (day, NULL);

      tb_date_to_iso (day, iso);
      g_assert_cmpint (kind == TB_DAY_HOLIDAY, ==, is_in (iso, rest, G_N_ELEMENTS (rest)));
      g_assert_cmpint (kind == TB_DAY_SHIFTED, ==, is_in (iso, work, G_N_ELEMENTS (work)));
      n_off += kind == TB_DAY_HOLIDAY || kind == TB_DAY_WEEKEND;
    }
  g_assert_cmpuint (n_off, ==, 117);
}

static void
test_names (void)
{
  const char *name;

  g_assert_cmpint (tb_work_calendar_get ((TbDate){ 2025, 10, 8 }, &name), ==, TB_DAY_HOLIDAY);
  g_assert_cmpstr (name, ==, "National Day and Mid-Autumn Festival");
  g_assert_cmpint (tb_work_calendar_get ((TbDate){ 2026, 11, 22 }, &name), ==, TB_DAY_WEEKEND);
  g_assert_null (name);
  g_assert_cmpint (tb_work_calendar_get ((TbDate){ 2026, 11, 23 }, &name), ==, TB_DAY_WORKING);
  g_assert_null (name);
}

/* The next year is added by the branch, when it is announced. */
static void
test_added (void)
{
  const TbDate day = { 2027, 1, 1 };
  const char *name;

  g_assert_cmpint (tb_work_calendar_get (day, NULL), ==, TB_DAY_WORKING);
  tb_code_lists_set_local ("public-holiday", "2027-01-01", "2027-01-01 元旦", TRUE);
  g_assert_cmpint (tb_work_calendar_get (day, &name), ==, TB_DAY_HOLIDAY);
  g_assert_cmpstr (name, ==, "元旦");
  tb_code_lists_set_local ("public-holiday", "2027-01-01", "2027-01-01 元旦", FALSE);
  g_assert_cmpint (tb_work_calendar_get (day, NULL), ==, TB_DAY_WORKING);
  tb_code_lists_forget_local ();
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/work-calendar/2026", test_2026);
  g_test_add_func ("/work-calendar/names", test_names);
  g_test_add_func ("/work-calendar/added", test_added);

  return tb_test_run ();
}
