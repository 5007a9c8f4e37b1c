/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_EVENT_PART (tb_event_part_get_type ())
G_DECLARE_FINAL_TYPE (TbEventPart, tb_event_part, TB, EVENT_PART, AdwBin)

G_END_DECLS
