/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-window.h"

G_BEGIN_DECLS

void tb_erase_actions_ask (TbWindow *window, const char *type, const char *id);

G_END_DECLS
