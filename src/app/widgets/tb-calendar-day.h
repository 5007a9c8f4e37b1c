/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-event-month.h"

G_BEGIN_DECLS

#define TB_TYPE_CALENDAR_DAY (tb_calendar_day_get_type ())
G_DECLARE_FINAL_TYPE (TbCalendarDay, tb_calendar_day, TB, CALENDAR_DAY, GtkWidget)

GtkWidget *tb_calendar_day_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_calendar_day_set_date (TbCalendarDay *self, TbDate date, gboolean in_month, gboolean today);
TbDate tb_calendar_day_get_date (TbCalendarDay *self);
void tb_calendar_day_set_events (TbCalendarDay *self, GPtrArray *events);
void tb_calendar_day_show_events (TbCalendarDay *self);
GPtrArray *tb_calendar_day_get_events (TbCalendarDay *self);
void tb_calendar_day_set_selected (TbCalendarDay *self, gboolean selected);
void tb_calendar_day_set_compact (TbCalendarDay *self, gboolean compact);

G_END_DECLS
