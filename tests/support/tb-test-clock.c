/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-test.h"

/**
 * tb_test_clock_new:
 *
 * The clock that tests use: Sunday 2026-11-22, ten in the morning in Shenzhen (two at night UTC),
 * standing still until tb_clock_advance().
 *
 * Returns: (transfer full): a fixed clock
 */
TbClock *
tb_test_clock_new (void)
{
  return tb_clock_new_fixed (TB_TEST_NOW, TB_TEST_TIME_ZONE);
}
