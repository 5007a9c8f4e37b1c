/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_EVENT_CALENDAR (tb_event_calendar_get_type ())
G_DECLARE_FINAL_TYPE (TbEventCalendar, tb_event_calendar, TB, EVENT_CALENDAR, AdwBin)

G_END_DECLS
