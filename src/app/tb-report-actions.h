/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-report.h"
#include "tb-window.h"

G_BEGIN_DECLS

void tb_report_actions_print (TbWindow *window, const char *name, const char *id);
void tb_report_actions_save (TbWindow *window, const char *name, const char *id);

G_END_DECLS
