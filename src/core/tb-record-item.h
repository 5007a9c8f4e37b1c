/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbRecordItem:
 *
 * One row of a #TbRecordList: light at first, its record filled in when it is looked at and its
 * page has arrived
 * (`notify::record`). Main thread only.
 *
 * Properties: `record`.
 */
#define TB_TYPE_RECORD_ITEM (tb_record_item_get_type ())
G_DECLARE_FINAL_TYPE (TbRecordItem, tb_record_item, TB, RECORD_ITEM, GObject)

TbRecord *tb_record_item_get_record (TbRecordItem *self);
gint64 tb_record_item_get_row (TbRecordItem *self);

G_END_DECLS
