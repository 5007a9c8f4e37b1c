/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-journal.h"
#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbBatchWriter:
 *
 * One batch being written: a transaction from tb_batch_writer_begin() to tb_batch_writer_commit(),
 * in which every change of a record also changes the search index and is journalled. Freed before
 * it is committed, it takes everything back. On the writer's thread.
 */
typedef struct _TbBatchWriter TbBatchWriter;

TbBatchWriter *tb_batch_writer_begin (TbConnection *connection, const char *actor, TbBatchKind kind,
                                      const TbRecordType *type, const char *subject,
                                      const char *undoes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_batch_writer_commit (TbBatchWriter *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_batch_writer_free (TbBatchWriter *self);

TbConnection *tb_batch_writer_get_connection (TbBatchWriter *self);
const char *tb_batch_writer_get_today_iso (TbBatchWriter *self);
GHashTable *tb_batch_writer_get_changed_types (TbBatchWriter *self);
/* Ids found to be live records in this batch, so that they need not be looked up again. */
gboolean tb_batch_writer_knows (TbBatchWriter *self, const char *id);
void tb_batch_writer_learn (TbBatchWriter *self, const char *id);

/* A change as somebody asked for it: with all rules. */
gboolean tb_batch_writer_apply (TbBatchWriter *self, TbChangeOp op, TbRecord *record,
                                GError **error);
/* A change as it has been decided: the row, the search index, the journal. */
gboolean tb_batch_writer_write (TbBatchWriter *self, TbChangeOp op, TbRecord *before,
                                TbRecord *after, GError **error);
gboolean tb_batch_writer_note (TbBatchWriter *self, TbChangeOp op, const char *type_name,
                               const char *id, const char *json, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbBatchWriter, tb_batch_writer_free)

G_END_DECLS
