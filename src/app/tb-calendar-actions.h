/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-window.h"

G_BEGIN_DECLS

void tb_calendar_actions_follow (TbWindow *window, TbSession *session);
gboolean tb_calendar_actions_is_keeping (TbWindow *window);
void tb_calendar_actions_keep (TbWindow *window);
void tb_calendar_actions_stop (TbWindow *window);

G_END_DECLS
