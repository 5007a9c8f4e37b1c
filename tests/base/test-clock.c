/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-clock.h"

/* 2026-11-22 17:30:15.250 UTC, which is already the 23rd in Shenzhen. */
#define EVENING_UTC G_GINT64_CONSTANT (1795368615250000)

static void
test_today_is_the_day_of_the_zone (void)
{
  g_autoptr (TbClock) shanghai = tb_clock_new_fixed (EVENING_UTC, "Asia/Shanghai");
  g_autoptr (TbClock) utc = tb_clock_new_fixed (EVENING_UTC, NULL);

  g_assert_cmpint (tb_date_compare (tb_clock_today (shanghai), (TbDate){ 2026, 11, 23 }), ==, 0);
  g_assert_cmpint (tb_date_compare (tb_clock_today (utc), (TbDate){ 2026, 11, 22 }), ==, 0);
}

static void
test_instant (void)
{
  g_autoptr (TbClock) clock = tb_clock_new_fixed (EVENING_UTC, "Asia/Shanghai");
  g_autofree char *instant = tb_clock_dup_instant (clock);

  g_assert_cmpstr (instant, ==, "2026-11-22T17:30:15.250Z");
}

static void
test_fixed_clock_stands_still_until_moved (void)
{
  g_autoptr (TbClock) clock = tb_clock_new_fixed (EVENING_UTC, "Asia/Shanghai");

  g_assert_cmpint (tb_clock_now (clock), ==, EVENING_UTC);
  g_assert_cmpint (tb_clock_now (clock), ==, EVENING_UTC);
  tb_clock_advance (clock, G_TIME_SPAN_DAY);
  g_assert_cmpint (tb_clock_now (clock), ==, EVENING_UTC + G_TIME_SPAN_DAY);
  tb_clock_advance (clock, -2 * G_TIME_SPAN_DAY);
  g_assert_cmpint (tb_date_compare (tb_clock_today (clock), (TbDate){ 2026, 11, 22 }), ==, 0);
}

static void
test_system_clock (void)
{
  g_autoptr (TbClock) clock = tb_clock_new_system ();
  gint64 before = g_get_real_time ();
  gint64 now = tb_clock_now (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
  g_assert_true (tb_date_is_valid (tb_clock_today (clock)));
}

static gpointer
ref_and_unref (gpointer data)
{
  for (guint i = 0; i < 10000; i++)
    tb_clock_unref (tb_clock_ref (data));

  return NULL;
}

static void
test_shared_between_threads (void)
{
  g_autoptr (TbClock) clock = tb_clock_new_fixed (EVENING_UTC, NULL);
  GThread *a = g_thread_new ("a", ref_and_unref, clock);
  GThread *b = g_thread_new ("b", ref_and_unref, clock);

  g_thread_join (a);
  g_thread_join (b);
  g_assert_cmpint (tb_clock_now (clock), ==, EVENING_UTC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/today-is-the-day-of-the-zone", test_today_is_the_day_of_the_zone);
  g_test_add_func ("/clock/instant", test_instant);
  g_test_add_func ("/clock/fixed-clock-stands-still-until-moved",
                   test_fixed_clock_stands_still_until_moved);
  g_test_add_func ("/clock/system-clock", test_system_clock);
  g_test_add_func ("/clock/shared-between-threads", test_shared_between_threads);

  return g_test_run ();
}
