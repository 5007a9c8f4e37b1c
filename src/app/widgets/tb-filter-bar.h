/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_FILTER_BAR (tb_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (TbFilterBar, tb_filter_bar, TB, FILTER_BAR, AdwBin)

void tb_filter_bar_set_type (TbFilterBar *self, TbSession *session, const TbRecordType *type);
void tb_filter_bar_clear (TbFilterBar *self);
void tb_filter_bar_set_incomplete_only (TbFilterBar *self, gboolean incomplete_only);
void tb_filter_bar_set_filter (TbFilterBar *self, guint field, TbQueryOp op, const char *value);
gboolean tb_filter_bar_is_active (TbFilterBar *self);
void tb_filter_bar_apply (TbFilterBar *self, TbQuery *query);

G_END_DECLS
