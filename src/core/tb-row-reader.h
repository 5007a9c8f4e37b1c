/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbRowReader:
 *
 * Reads the row numbers of a query on a reader thread, for a list: one query at a time, and of the
 * last one asked for only. Answers of earlier ones, and all answers after it was freed, are
 * dropped. Main thread only.
 */
typedef struct _TbRowReader TbRowReader;

/**
 * TbRowReaderFunctions:
 * @first: (nullable): the first rows are known, and others will follow
 * @done: all rows are known; @rows is %NULL where they could not be read, which @error says then
 *
 * What the reader tells. Rows are (element-type gint64), and not the caller's to keep or change.
 */
typedef struct
{
  void (*first) (GArray *rows, gpointer user_data);
  void (*done) (GArray *rows, const GError *error, gpointer user_data);
} TbRowReaderFunctions;

TbRowReader *tb_row_reader_new (TbSession *session, const TbRowReaderFunctions *functions,
                                gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void tb_row_reader_free (TbRowReader *self);

void tb_row_reader_start (TbRowReader *self, TbQuery *query, gboolean tell_first);
gboolean tb_row_reader_is_running (TbRowReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbRowReader, tb_row_reader_free)

G_END_DECLS
