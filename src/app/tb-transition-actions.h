/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-window.h"

G_BEGIN_DECLS

void tb_transition_actions_do (TbWindow *window, const char *type, const char *id,
                               const char *verb);
void tb_transition_actions_move (TbWindow *window, const char *type, const char *id,
                                 const char *const *states);

G_END_DECLS
