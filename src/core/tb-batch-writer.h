/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-erasure.h"
#include "tb-journal.h"
#include "tb-prepared-record.h"
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

/**
 * TbPermit:
 * @TB_PERMIT_NONE: a change like any other
 * @TB_PERMIT_IMPORT: what is taken over from elsewhere may begin in any state
 * @TB_PERMIT_TRANSITION: part of a transition, which sets the state
 * @TB_PERMIT_CORRECTION: part of a correction, which changes what is closed
 *
 * What a change is allowed beyond other changes.
 */
typedef enum
{
  TB_PERMIT_NONE,
  TB_PERMIT_IMPORT,
  TB_PERMIT_TRANSITION,
  TB_PERMIT_CORRECTION,
} TbPermit;

TbBatchWriter *tb_batch_writer_begin (TbConnection *connection, const char *actor, TbBatchKind kind,
                                      const TbRecordType *type, const char *subject,
                                      const char *undoes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbBatchWriter *tb_batch_writer_begin_transition (TbConnection *connection, const char *actor,
                                                 const TbRecordType *type, const char *subject,
                                                 const char *verb,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbBatchWriter *tb_batch_writer_begin_sync (TbConnection *connection,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_batch_writer_commit (TbBatchWriter *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_batch_writer_free (TbBatchWriter *self);

/* Of the changes that follow: who made them. */
void tb_batch_writer_set_actor (TbBatchWriter *self, const char *actor);
TbConnection *tb_batch_writer_get_connection (TbBatchWriter *self);
const char *tb_batch_writer_get_today_iso (TbBatchWriter *self);
GHashTable *tb_batch_writer_get_changed_types (TbBatchWriter *self);
/* Ids found to be live records in this batch, so that they need not be looked up again. */
gboolean tb_batch_writer_knows (TbBatchWriter *self, const char *id);
void tb_batch_writer_learn (TbBatchWriter *self, const char *id);
const char *tb_batch_writer_get_batch (TbBatchWriter *self);
/* Whether this batch itself brought a record in. */
gboolean tb_batch_writer_is_fresh (TbBatchWriter *self, const char *id);

/* A change as somebody asked for it: with all rules. */
gboolean tb_batch_writer_apply (TbBatchWriter *self, TbChangeOp op, TbRecord *record,
                                GError **error);
/* The same as part of a transition or a correction. */
gboolean tb_batch_writer_apply_permitted (TbBatchWriter *self, TbChangeOp op, TbRecord *record,
                                          TbPermit permit, GError **error);
/* A new record in two steps, of which the first is for any thread and needs no writer. */
TbPreparedRecord *tb_batch_writer_prepare (TbRecord *record, gint64 now, TbDate today,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbPreparedRecord *tb_batch_writer_prepare_checked (TbRecord *record,
                                                   gint64 now) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_batch_writer_apply_prepared (TbBatchWriter *self, TbPreparedRecord *const *prepared,
                                         guint n_prepared, GError **error);

/* A change as it has been decided: the row, the search index, the journal. */
gboolean tb_batch_writer_write (TbBatchWriter *self, TbChangeOp op, TbRecord *before,
                                TbRecord *after, GError **error);
gboolean tb_batch_writer_note (TbBatchWriter *self, TbChangeOp op, const char *type_name,
                               const char *id, const char *json, GError **error);
gboolean tb_batch_writer_erase (TbBatchWriter *self, const TbErasedRecord *records, guint n_records,
                                const char *reason, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbBatchWriter, tb_batch_writer_free)

G_END_DECLS
