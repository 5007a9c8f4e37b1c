/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-window.h"

G_BEGIN_DECLS

gboolean tb_transition_helpers_has (const TbRecordType *type, const char *verb);
void tb_transition_helpers_present (TbWindow *window, TbRecord *record, const char *verb);

G_END_DECLS
