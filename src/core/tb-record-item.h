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

/**
 * TbRecordItemWatch:
 * @arrived: called when the record arrives, or another takes its place
 * @data: handed to it
 *
 * One who waits for the record of an item, as with `notify::record`, at a fraction of the cost: a
 * jump ties and unties two thousand cells. Lives in the one who waits. Only the first two members
 * are the watcher's.
 */
typedef struct _TbRecordItemWatch TbRecordItemWatch;
struct _TbRecordItemWatch
{
  void (*arrived) (gpointer data);
  gpointer data;
  TbRecordItemWatch *next; /* (not owned) (nullable) */
};

void tb_record_item_add_watch (TbRecordItem *self, TbRecordItemWatch *watch);
void tb_record_item_remove_watch (TbRecordItem *self, TbRecordItemWatch *watch);

TbRecord *tb_record_item_get_record (TbRecordItem *self);
gint64 tb_record_item_get_row (TbRecordItem *self);

G_END_DECLS
