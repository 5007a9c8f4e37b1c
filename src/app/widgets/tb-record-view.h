/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_RECORD_VIEW (tb_record_view_get_type ())
G_DECLARE_INTERFACE (TbRecordView, tb_record_view, TB, RECORD_VIEW, GtkWidget)

/**
 * TbRecordViewInterface:
 * @title: (translatable): what the view is called in the switcher of the page
 * @icon_name: its symbolic icon
 * @takes_all: whether it needs the width of the whole page, so that a record is pushed over it
 * @shows_nothing: whether it is of use with no record in it, as a calendar is
 * @bind: says where records are read from; called once
 * @set_query: shows the records that a query lets through
 * @focus: moves the focus into the view
 *
 * Another way to see the records of a page than its table: a board, a calendar. A page has one
 * where the table of pages names one.
 */
struct _TbRecordViewInterface
{
  GTypeInterface parent_iface;

  const char *title;
  const char *icon_name;
  gboolean takes_all;
  gboolean shows_nothing;

  void (*bind) (TbRecordView *self, TbSession *session);
  void (*set_query) (TbRecordView *self, TbQuery *query);
  void (*focus) (TbRecordView *self);
};

const char *tb_record_view_get_title (TbRecordView *self);
const char *tb_record_view_get_icon_name (TbRecordView *self);
gboolean tb_record_view_takes_all (TbRecordView *self);
gboolean tb_record_view_shows_nothing (TbRecordView *self);
void tb_record_view_bind (TbRecordView *self, TbSession *session);
void tb_record_view_set_query (TbRecordView *self, TbQuery *query);
void tb_record_view_focus (TbRecordView *self);

/* For implementations. */
void tb_record_view_emit_opened (TbRecordView *self, const char *id);

G_END_DECLS
