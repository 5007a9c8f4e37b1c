/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_DETAIL_PART (tb_detail_part_get_type ())
G_DECLARE_INTERFACE (TbDetailPart, tb_detail_part, TB, DETAIL_PART, GtkWidget)

/**
 * TbDetailPartInterface:
 * @bind: says where records are read from and changed; called once
 * @set_record: shows a record; called again whenever the register has changed
 * @shows_field: whether the part shows a field of the record itself, so that the list of values
 *   need not
 *
 * What the detail of one type of record has beside its values: the steps that it can take, the
 * lists that are worked on in place. Which type has which part is a table in tb-detail-part.c.
 */
struct _TbDetailPartInterface
{
  GTypeInterface parent_iface;

  void (*bind) (TbDetailPart *self, TbSession *session);
  void (*set_record) (TbDetailPart *self, TbRecord *record);
  gboolean (*shows_field) (TbDetailPart *self, guint field);
};

GtkWidget *tb_detail_part_new (const TbRecordType *type,
                               TbSession *session) G_GNUC_WARN_UNUSED_RESULT;
void tb_detail_part_set_record (TbDetailPart *self, TbRecord *record);
gboolean tb_detail_part_shows_field (TbDetailPart *self, guint field);

G_END_DECLS
