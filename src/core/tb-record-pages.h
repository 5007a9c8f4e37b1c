/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-item.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbRecordPages:
 *
 * Fetches the records of a #TbRecordList page by page, on the reader threads, for items that are
 * looked at, and keeps the last few pages. What was looked at last is fetched first, and what
 * nobody looks at any more is not fetched at all, so that a long jump is not behind everything that
 * was scrolled past. Main thread only.
 */
typedef struct _TbRecordPages TbRecordPages;

/* Told when a page could not be fetched. */
typedef void (*TbRecordPagesFailed) (const GError *error, gpointer user_data);

TbRecordPages *tb_record_pages_new (TbSession *session, GArray *rows, GHashTable *items,
                                    TbRecordPagesFailed failed,
                                    gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void tb_record_pages_free (TbRecordPages *self);

void tb_record_pages_set_record_type (TbRecordPages *self, const TbRecordType *type);
void tb_record_pages_reset (TbRecordPages *self);
void tb_record_pages_want (TbRecordPages *self, TbRecordItem *item);
void tb_record_pages_settle (TbRecordPages *self, gint64 until);
TbRecord *tb_record_pages_dup_cached (TbRecordPages *self, gint64 row) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbRecordPages, tb_record_pages_free)

G_END_DECLS
