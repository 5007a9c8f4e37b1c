/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_EVENT_YEAR (tb_event_year_get_type ())
G_DECLARE_FINAL_TYPE (TbEventYear, tb_event_year, TB, EVENT_YEAR, AdwBin)

G_END_DECLS
