/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbHistoryChange:
 * @entry: (owned): the journal's entry
 * @type: (nullable): the type of the record
 * @title: (owned) (nullable): what the record is called
 * @before: (owned) (nullable): its values before
 * @after: (owned) (nullable): its values after
 * @reason: (owned) (nullable): why, where the change is a look or an export
 *
 * A change as it can be shown: with records instead of JSON, and with the titles of what they refer
 * to.
 */
typedef struct
{
  TbJournalEntry *entry;
  const TbRecordType *type;
  char *title;
  TbRecord *before;
  TbRecord *after;
  char *reason;
} TbHistoryChange;

void tb_history_change_free (TbHistoryChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbHistoryChange, tb_history_change_free)

/* Both give a GPtrArray of #TbHistoryChange, finished with tb_session_read_finish(). */
void tb_history_read_record_async (TbSession *session, const TbRecordType *type, const char *id,
                                   guint limit, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
void tb_history_read_batch_async (TbSession *session, const char *batch, guint limit,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);

G_END_DECLS
