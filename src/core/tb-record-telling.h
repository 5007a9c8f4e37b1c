/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-item.h"

G_BEGIN_DECLS

/* A view makes widgets for some two hundred rows around those that it shows, and not one more. */
#define TB_RECORD_VIEW_ROWS 256

/*
 * TbRecordTelling:
 *
 * What a record list still has to tell: places where other rows are now, and items that stand for
 * others. Each makes whoever draws the list style, lay out and draw again, so that much of it is
 * told over several frames: when a view that draws them says so, else when the main loop comes to
 * it. Main thread only.
 */
typedef struct _TbRecordTelling TbRecordTelling;

/*
 * TbRecordTellingFunctions:
 * @replace: replaces rows of the list and says so
 * @pace: whether a view calls tb_record_telling_tell() from now on
 * @told: all is told
 *
 * What the list does.
 */
typedef struct
{
  void (*replace) (gpointer list, guint position, guint n_removed, const gint64 *added,
                   guint n_added);
  gboolean (*pace) (gpointer list);
  void (*told) (gpointer list);
} TbRecordTellingFunctions;

TbRecordTelling *
tb_record_telling_new (GObject *list, GArray *rows,
                       const TbRecordTellingFunctions *functions) G_GNUC_WARN_UNUSED_RESULT;
void tb_record_telling_free (TbRecordTelling *self);
void tb_record_telling_start (TbRecordTelling *self, GArray *coming, gboolean by_rows);
void tb_record_telling_take_items (TbRecordTelling *self, GPtrArray *items);
gboolean tb_record_telling_is_under_way (TbRecordTelling *self);
GArray *tb_record_telling_get_coming (TbRecordTelling *self);
gboolean tb_record_telling_tell (TbRecordTelling *self);
void tb_record_telling_tell_items (TbRecordTelling *self);
void tb_record_telling_stop (TbRecordTelling *self);

G_END_DECLS
