/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-window.h"

G_BEGIN_DECLS

void tb_event_actions_write_minutes (TbWindow *window, const char *id);
void tb_event_actions_show_notice (TbWindow *window, const char *id);
void tb_event_actions_show_attendance (TbWindow *window, const char *id);
void tb_event_actions_sign_in (TbWindow *window, const char *id);
void tb_event_actions_add_vote (TbWindow *window, const char *id);
void tb_event_actions_lock_vote (TbWindow *window, const char *id);
void tb_event_actions_correct (TbWindow *window, const char *type, const char *id);
void tb_event_actions_plan_year (TbWindow *window);

G_END_DECLS
