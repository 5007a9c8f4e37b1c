/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-window.h"

G_BEGIN_DECLS

void tb_window_actions_install (GtkWidgetClass *widget_class);
void tb_window_actions_update (TbWindow *self);

G_END_DECLS
