/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-window.h"

G_BEGIN_DECLS

void tb_sync_actions_connect (TbWindow *window);
void tb_sync_actions_change_password (TbWindow *window);
void tb_sync_actions_disconnect (TbWindow *window);
void tb_sync_actions_sync_now (TbWindow *window);
void tb_sync_actions_show (TbWindow *window);

G_END_DECLS
