/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

#define TB_TYPE_SYNC_ROW (tb_sync_row_get_type ())
G_DECLARE_FINAL_TYPE (TbSyncRow, tb_sync_row, TB, SYNC_ROW, AdwBin)

void tb_sync_row_set_sync (TbSyncRow *self, TbSync *sync);

G_END_DECLS
