/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-clock.h"

struct _TbClock
{
  gatomicrefcount ref_count;
  GTimeZone *zone; /* (owned) */
  gboolean fixed;
  GMutex lock;
  gint64 now; /* Unix time in µs of a fixed clock; guarded by lock */
};

G_DEFINE_BOXED_TYPE (TbClock, tb_clock, tb_clock_ref, tb_clock_unref)

static TbClock *
clock_new (GTimeZone *zone, gboolean fixed, gint64 now)
{
  TbClock *self = g_new0 (TbClock, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->zone = zone;
  self->fixed = fixed;
  self->now = now;

  return self;
}

/**
 * tb_clock_new_system:
 *
 * The clock of the machine, whose calendar day is that of the machine's own time zone.
 *
 * Returns: (transfer full): a new clock
 */
TbClock *
tb_clock_new_system (void)
{
  return clock_new (g_time_zone_new_local (), FALSE, 0);
}

/**
 * tb_clock_new_fixed:
 * @unix_us: the time it shows, in microseconds since 1970-01-01 UTC
 * @time_zone: (nullable): an identifier such as `Asia/Shanghai` or `+08:00`; UTC if %NULL
 *
 * A clock that stands still until tb_clock_advance() moves it.
 *
 * Returns: (transfer full): a new clock
 */
TbClock *
tb_clock_new_fixed (gint64 unix_us, const char *time_zone)
{
  GTimeZone *zone = NULL;

  if (time_zone != NULL)
    zone = g_time_zone_new_identifier (time_zone);
  if (zone == NULL)
    zone = g_time_zone_new_utc ();

  return clock_new (zone, TRUE, unix_us);
}

/**
 * tb_clock_ref:
 *
 * Safe on every thread.
 *
 * Returns: (transfer full): @self
 */
TbClock *
tb_clock_ref (TbClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * tb_clock_unref:
 * @self: (transfer full)
 *
 * Safe on every thread.
 */
void
tb_clock_unref (TbClock *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_time_zone_unref (self->zone);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * tb_clock_now:
 *
 * Returns: microseconds since 1970-01-01 UTC
 */
gint64
tb_clock_now (TbClock *self)
{
  gint64 now;

  g_return_val_if_fail (self != NULL, 0);

  if (!self->fixed)
    return g_get_real_time ();

  g_mutex_lock (&self->lock);
  now = self->now;
  g_mutex_unlock (&self->lock);

  return now;
}

/**
 * tb_clock_advance:
 * @us: by how many microseconds; negative to set it back
 *
 * Moves a fixed clock. To be called on a fixed clock only.
 */
void
tb_clock_advance (TbClock *self, gint64 us)
{
  g_return_if_fail (self != NULL && self->fixed);

  g_mutex_lock (&self->lock);
  self->now += us;
  g_mutex_unlock (&self->lock);
}

/**
 * tb_clock_get_time_zone:
 *
 * Returns: (transfer none): the time zone in which it says which day it is
 */
GTimeZone *
tb_clock_get_time_zone (TbClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->zone;
}

/**
 * tb_clock_today:
 *
 * Returns: the calendar day in the clock's time zone
 */
TbDate
tb_clock_today (TbClock *self)
{
  TbDate today = { 0 };
  int minute;

  g_return_val_if_fail (self != NULL, today);

  tb_clock_get_local (self, &today, &minute);

  return today;
}

/**
 * tb_clock_get_local:
 * @day: (out): the calendar day
 * @minute: (out): minutes since midnight
 *
 * What a clock on the wall shows in the clock's time zone.
 */
void
tb_clock_get_local (TbClock *self, TbDate *day, int *minute)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  int year, month, day_of_month;

  g_return_if_fail (self != NULL);
  g_return_if_fail (day != NULL && minute != NULL);

  utc = g_date_time_new_from_unix_utc_usec (tb_clock_now (self));
  local = g_date_time_to_timezone (utc, self->zone);
  g_date_time_get_ymd (local, &year, &month, &day_of_month);

  *day = (TbDate){ .year = year, .month = month, .day = day_of_month };
  *minute = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
}

/**
 * tb_clock_dup_instant:
 *
 * The present instant as it is stored: UTC, to the millisecond, `2026-11-22T08:00:00.000Z`. Such
 * texts sort in order of time.
 *
 * Returns: (transfer full): ISO 8601 text
 */
char *
tb_clock_dup_instant (TbClock *self)
{
  g_autoptr (GDateTime) utc = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  utc = g_date_time_new_from_unix_utc_usec (tb_clock_now (self));

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", g_date_time_get_year (utc),
                          g_date_time_get_month (utc), g_date_time_get_day_of_month (utc),
                          g_date_time_get_hour (utc), g_date_time_get_minute (utc),
                          g_date_time_get_second (utc), g_date_time_get_microsecond (utc) / 1000);
}
