/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

#define TB_TYPE_DIFFERENCE_ROW (tb_difference_row_get_type ())
G_DECLARE_FINAL_TYPE (TbDifferenceRow, tb_difference_row, TB, DIFFERENCE_ROW, AdwExpanderRow)

GtkWidget *tb_difference_row_new (const TbSyncReview *review,
                                  TbClock *clock) G_GNUC_WARN_UNUSED_RESULT;
gint64 tb_difference_row_get_number (TbDifferenceRow *self);
void tb_difference_row_show_values (TbDifferenceRow *self, const TbSyncReview *review);

G_END_DECLS
