/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-event-month.h"

G_BEGIN_DECLS

/**
 * TbMonthCalendar:
 *
 * The weeks of a month, Monday first, with the events of each day. One day is selected; the
 * keyboard moves it: arrows by days and weeks, Page Up and Page Down by months, Home and End within
 * the week, T to today, Enter opens the first event of the day or asks for one to be added.
 *
 * Properties: `compact`: whether dots stand for the events.
 *
 * Signals:
 *  - `month-changed ()`: other days are shown, and want their events
 *  - `day-selected ()`
 *  - `event-opened (const char *id)`
 *  - `day-opened (const char *date)`: an event is to be added on that day
 */
#define TB_TYPE_MONTH_CALENDAR (tb_month_calendar_get_type ())
G_DECLARE_FINAL_TYPE (TbMonthCalendar, tb_month_calendar, TB, MONTH_CALENDAR, GtkWidget)

void tb_month_calendar_set_today (TbMonthCalendar *self, TbDate today);
void tb_month_calendar_select (TbMonthCalendar *self, TbDate date);
void tb_month_calendar_move_months (TbMonthCalendar *self, int months);
TbDate tb_month_calendar_get_selected (TbMonthCalendar *self);
GPtrArray *tb_month_calendar_get_selected_events (TbMonthCalendar *self);

void tb_month_calendar_get_span (TbMonthCalendar *self, TbDate *first, TbDate *last);
void tb_month_calendar_set_events (TbMonthCalendar *self, GPtrArray *events);

G_END_DECLS
