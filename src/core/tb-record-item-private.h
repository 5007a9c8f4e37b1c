/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-item.h"

G_BEGIN_DECLS

/**
 * TbRecordItemOwner:
 * @want: the item is looked at and has no record yet
 * @forget: the item goes away
 *
 * What an item asks of the list it is from.
 */
typedef struct
{
  void (*want) (TbRecordItem *item, gpointer owner);
  void (*forget) (TbRecordItem *item, gpointer owner);
} TbRecordItemOwner;

struct _TbRecordItem
{
  GObject parent_instance;

  const TbRecordItemOwner *functions; /* (not owned) */
  gpointer owner;                     /* (not owned) (nullable): the list, while it lives */
  TbRecord *record;                   /* (owned) (nullable) */
  gint64 row;
  guint position;             /* where it was when last looked for; a hint */
  gboolean stale;             /* whether its record may be out of date */
  gboolean moved;             /* whether it stands for another row and nobody was told yet */
  TbRecordItemWatch *watches; /* (not owned) (nullable): the first of those who wait */
};

TbRecordItem *tb_record_item_new (const TbRecordItemOwner *functions, gpointer owner, gint64 row,
                                  guint position) G_GNUC_WARN_UNUSED_RESULT;
void tb_record_item_set_record (TbRecordItem *self, TbRecord *record);
void tb_record_item_move (TbRecordItem *self, gint64 row, TbRecord *record);
void tb_record_item_tell (TbRecordItem *self);

G_END_DECLS
