/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-item.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbRecordList:
 *
 * A GListModel of #TbRecordItem over a query: an array of row numbers from one ordered query, pages
 * of 128 records fetched on the reader threads as they are looked at. Follows the session's changes
 * with one minimal `items-changed`. Main thread only.
 *
 * Properties: `session`, `query`, `n-items`, `loading` (whether row numbers are still being read),
 * `error`.
 */
#define TB_TYPE_RECORD_LIST (tb_record_list_get_type ())
G_DECLARE_FINAL_TYPE (TbRecordList, tb_record_list, TB, RECORD_LIST, GObject)

/**
 * TbRecordListView:
 * @pace: there is something to tell; gives whether the view calls tb_record_list_tell() from now
 * on, as often as its frames have time for it, rather than that the list tells it by itself
 * @renew: rows are about to stand for other records, in their places
 *
 * A view that draws the list. See tb_record_list_set_view().
 */
typedef struct
{
  gboolean (*pace) (gpointer user_data);
  void (*renew) (gpointer user_data);
} TbRecordListView;

TbRecordList *tb_record_list_new (TbSession *session, TbQuery *query) G_GNUC_WARN_UNUSED_RESULT;
TbQuery *tb_record_list_get_query (TbRecordList *self);
void tb_record_list_set_query (TbRecordList *self, TbQuery *query);
void tb_record_list_set_following (TbRecordList *self, gboolean following);
gboolean tb_record_list_get_loading (TbRecordList *self);
guint tb_record_list_get_n_records (TbRecordList *self);
const GError *tb_record_list_get_error (TbRecordList *self);
/* Position of a record, or %GTK_INVALID_LIST_POSITION's value, G_MAXUINT. */
guint tb_record_list_find (TbRecordList *self, gint64 row);
void tb_record_list_set_view (TbRecordList *self, const TbRecordListView *view, gpointer user_data);
gboolean tb_record_list_tell (TbRecordList *self);
void tb_record_list_settle (TbRecordList *self, guint patience_us);

G_END_DECLS
