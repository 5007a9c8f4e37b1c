/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-difference-row.h"

G_BEGIN_DECLS

#define TB_TYPE_DIFFERENCE_GROUP (tb_difference_group_get_type ())
G_DECLARE_FINAL_TYPE (TbDifferenceGroup, tb_difference_group, TB, DIFFERENCE_GROUP,
                      AdwPreferencesGroup)

GtkWidget *tb_difference_group_new (const TbSyncReview *first) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_difference_group_has (TbDifferenceGroup *self, const TbSyncReview *review);
void tb_difference_group_add (TbDifferenceGroup *self, const TbSyncReview *review, TbClock *clock);
TbDifferenceRow *tb_difference_group_find (TbDifferenceGroup *self, gint64 number);

G_END_DECLS
