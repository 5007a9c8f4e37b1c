/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-clock.h"
#include "tb-journal.h"

G_BEGIN_DECLS

#define TB_TYPE_BATCH_ROW (tb_batch_row_get_type ())
G_DECLARE_FINAL_TYPE (TbBatchRow, tb_batch_row, TB, BATCH_ROW, AdwActionRow)

GtkWidget *tb_batch_row_new (const TbBatchInfo *info, TbClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void tb_batch_row_set_info (TbBatchRow *self, const TbBatchInfo *info, TbClock *clock);

G_END_DECLS
