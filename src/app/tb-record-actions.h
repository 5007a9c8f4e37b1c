/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-window.h"

G_BEGIN_DECLS

void tb_record_actions_add (TbWindow *window, const char *type, GVariant *values);
void tb_record_actions_present_form (TbWindow *window, TbRecord *record);
void tb_record_actions_edit (TbWindow *window, const char *type, const char *id);
void tb_record_actions_remove (TbWindow *window, const char *type, const char *id);
void tb_record_actions_import (TbWindow *window, GFile *file);
void tb_record_actions_paste (TbWindow *window);
void tb_record_actions_export (TbWindow *window, const char *type);
void tb_record_actions_set_up (TbWindow *window);

G_END_DECLS
