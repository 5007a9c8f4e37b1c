/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "tb-date.h"

G_BEGIN_DECLS

/**
 * TbClock:
 *
 * Where the time comes from. Everything that needs the time or the calendar day is handed a clock,
 * so that tests can say what time it is. Immutable but for tb_clock_advance() of a fixed clock;
 * safe on every thread.
 */
typedef struct _TbClock TbClock;

#define TB_TYPE_CLOCK (tb_clock_get_type ())
GType tb_clock_get_type (void);

TbClock *tb_clock_new_system (void) G_GNUC_WARN_UNUSED_RESULT;
TbClock *tb_clock_new_fixed (gint64 unix_us, const char *time_zone) G_GNUC_WARN_UNUSED_RESULT;
TbClock *tb_clock_ref (TbClock *self);
void tb_clock_unref (TbClock *self);

gint64 tb_clock_now (TbClock *self);
GTimeZone *tb_clock_get_time_zone (TbClock *self);
void tb_clock_advance (TbClock *self, gint64 us);
TbDate tb_clock_today (TbClock *self);
void tb_clock_get_local (TbClock *self, TbDate *day, int *minute);
char *tb_clock_dup_instant (TbClock *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbClock, tb_clock_unref)

G_END_DECLS
