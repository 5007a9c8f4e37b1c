/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_FILTER_CHIP (tb_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (TbFilterChip, tb_filter_chip, TB, FILTER_CHIP, AdwBin)

GtkWidget *tb_filter_chip_new (TbSession *session, const TbRecordType *type,
                               guint field) G_GNUC_WARN_UNUSED_RESULT;
guint tb_filter_chip_get_field (TbFilterChip *self);
gboolean tb_filter_chip_is_active (TbFilterChip *self);
void tb_filter_chip_set (TbFilterChip *self, TbQueryOp op, const char *value);
void tb_filter_chip_clear (TbFilterChip *self);
void tb_filter_chip_apply (TbFilterChip *self, TbQuery *query);

G_END_DECLS
