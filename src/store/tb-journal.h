/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbChangeOp:
 * @TB_CHANGE_INSERT: a record was added
 * @TB_CHANGE_UPDATE: values were changed
 * @TB_CHANGE_REMOVE: a record was removed (softly)
 * @TB_CHANGE_RESTORE: a removed record came back
 * @TB_CHANGE_REVEAL: a masked value was looked at; after holds field and reason
 * @TB_CHANGE_EXPORT: records were written to a file; after holds what and why
 * @TB_CHANGE_ERASE: the values of the record's earlier entries were erased; after holds why
 */
typedef enum
{
  TB_CHANGE_INSERT,
  TB_CHANGE_UPDATE,
  TB_CHANGE_REMOVE,
  TB_CHANGE_RESTORE,
  TB_CHANGE_REVEAL,
  TB_CHANGE_EXPORT,
  TB_CHANGE_ERASE,
} TbChangeOp;

/**
 * TbJournalEntry:
 * @seq: its number in the journal
 * @at: UTC instant, ISO 8601
 * @actor: who
 * @batch: id of the user action it is part of
 * @record_type: name of the type, or %NULL
 * @record_id: id of the record, or %NULL
 * @before: JSON of the values before, or %NULL where there were none or they were erased
 * @after: JSON of the values after, or %NULL where there are none or they were erased
 *
 * One entry of the journal. All strings are owned.
 */
typedef struct
{
  gint64 seq;
  char *at;
  char *actor;
  char *batch;
  char *record_type;
  char *record_id;
  TbChangeOp op;
  char *before;
  char *after;
} TbJournalEntry;

/**
 * TbBatchKind:
 * @TB_BATCH_TRANSITION: a record was taken to another state; its `verb` says how
 * @TB_BATCH_CORRECT: a locked record was corrected
 * @TB_BATCH_INVITE: who is to come to an event was written down
 * @TB_BATCH_SIGN_IN: somebody signed in to an event
 * @TB_BATCH_PLAN: a year's events were made of a plan
 * @TB_BATCH_ATTACH: files were attached
 * @TB_BATCH_SYNC: changes came from other desks
 * @TB_BATCH_RESOLVE: somebody decided between the values of two desks
 * @TB_BATCH_ERASE: the values of a person were erased for good
 *
 * What a user action was; decides the words in which it is shown and whether it can be undone.
 */
typedef enum
{
  TB_BATCH_ADD,
  TB_BATCH_EDIT,
  TB_BATCH_REMOVE,
  TB_BATCH_IMPORT,
  TB_BATCH_UNDO,
  TB_BATCH_SAMPLE,
  TB_BATCH_REVEAL,
  TB_BATCH_EXPORT,
  TB_BATCH_SETUP,
  TB_BATCH_TRANSITION,
  TB_BATCH_CORRECT,
  TB_BATCH_INVITE,
  TB_BATCH_SIGN_IN,
  TB_BATCH_PLAN,
  TB_BATCH_ATTACH,
  TB_BATCH_SYNC,
  TB_BATCH_RESOLVE,
  TB_BATCH_ERASE,
} TbBatchKind;

/**
 * TbBatchInfo:
 * @id: a UUID
 * @kind: what it was
 * @at: (nullable): UTC instant, ISO 8601; where a batch is begun, %NULL for now
 * @actor: who
 * @subject: (nullable): what it was about in data, not in words: the title of the record, the name
 * of the file
 * @record_type: (nullable): the type it was mainly about
 * @n_changes: how many journal entries it has
 * @undone_by: (nullable): the batch that took it back
 * @undoes: (nullable): the batch that it took back
 * @verb: (nullable): of a TRANSITION, the verb of #TbTransition
 */
typedef struct
{
  char *id;
  TbBatchKind kind;
  char *at;
  char *actor;
  char *subject;
  char *record_type;
  gint64 n_changes;
  char *undone_by;
  char *undoes;
  char *verb;
} TbBatchInfo;

void tb_journal_entry_free (TbJournalEntry *self);
void tb_batch_info_free (TbBatchInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbJournalEntry, tb_journal_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbBatchInfo, tb_batch_info_free)

gboolean tb_journal_begin_batch (TbConnection *connection, const TbBatchInfo *info, GError **error);
gboolean tb_journal_append (TbConnection *connection, const char *batch, const char *actor,
                            TbChangeOp op, TbRecord *before, TbRecord *after, GError **error);
gboolean tb_journal_append_note (TbConnection *connection, const char *batch, const char *actor,
                                 TbChangeOp op, const char *record_type, const char *record_id,
                                 const char *json, GError **error);

/* Erases the values that the journal holds of a record, for good: a person's right, used with a
 * reason. */

/* Entries of one record, or of everything where @type is %NULL; newest first; @before_seq 0 from
 * the newest on. */
GPtrArray *tb_journal_list (TbConnection *connection, const TbRecordType *type,
                            const char *record_id, gint64 before_seq, guint limit,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Entries of a batch in the order written. */
GPtrArray *tb_journal_list_batch (TbConnection *connection, const char *batch, gint64 after_seq,
                                  guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_journal_list_batches (TbConnection *connection, guint limit,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbBatchInfo *tb_journal_get_batch (TbConnection *connection, const char *batch,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
