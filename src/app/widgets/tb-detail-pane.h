/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-record-detail.h"

G_BEGIN_DECLS

#define TB_TYPE_DETAIL_PANE (tb_detail_pane_get_type ())
G_DECLARE_FINAL_TYPE (TbDetailPane, tb_detail_pane, TB, DETAIL_PANE, AdwBin)

TbRecordDetail *tb_detail_pane_get_detail (TbDetailPane *self);

G_END_DECLS
