/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"
#include "tb-window.h"

G_BEGIN_DECLS

void tb_back_up_ask (TbWindow *window, TbSession *session);

G_END_DECLS
