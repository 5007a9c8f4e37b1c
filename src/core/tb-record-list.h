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

/* Asked when a list has something to tell; see tb_record_list_set_pacer(). */
typedef void (*TbRecordListPacer) (gpointer user_data);

TbRecordList *tb_record_list_new (TbSession *session, TbQuery *query) G_GNUC_WARN_UNUSED_RESULT;
TbQuery *tb_record_list_get_query (TbRecordList *self);
void tb_record_list_set_query (TbRecordList *self, TbQuery *query);
void tb_record_list_set_following (TbRecordList *self, gboolean following);
gboolean tb_record_list_get_loading (TbRecordList *self);
const GError *tb_record_list_get_error (TbRecordList *self);
/* Position of a record, or %GTK_INVALID_LIST_POSITION's value, G_MAXUINT. */
guint tb_record_list_find (TbRecordList *self, gint64 row);
void tb_record_list_set_pacer (TbRecordList *self, TbRecordListPacer pacer, gpointer user_data);
gboolean tb_record_list_tell (TbRecordList *self);
void tb_record_list_settle (TbRecordList *self, guint patience_us);

G_END_DECLS
