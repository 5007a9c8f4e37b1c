/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_FIELD_ROW (tb_field_row_get_type ())
G_DECLARE_INTERFACE (TbFieldRow, tb_field_row, TB, FIELD_ROW, GtkWidget)

/**
 * TbFieldRowInterface:
 * @bind: takes over one field of a record and shows its value; called once
 *
 * A row of a form that edits one field. What is typed is written to the record at once; what cannot
 * be is the row's fault until it is mended.
 */
struct _TbFieldRowInterface
{
  GTypeInterface parent_iface;

  void (*bind) (TbFieldRow *self, TbSession *session, TbRecord *record, guint field);
  const char *(*get_fault) (TbFieldRow *self);
};

GtkWidget *tb_field_row_new (TbSession *session, TbRecord *record,
                             guint field) G_GNUC_WARN_UNUSED_RESULT;
const char *tb_field_row_get_fault (TbFieldRow *self);
void tb_field_row_emit_changed (TbFieldRow *self);

G_END_DECLS
