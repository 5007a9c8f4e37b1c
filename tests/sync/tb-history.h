/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-memory-peer.h"
#include "tb-record.h"

G_BEGIN_DECLS

#define TB_HISTORY_N_DESKS 5

/*
 * TbDeskKind:
 * @create: makes desk number so-and-so, new and empty
 * @free: throws it away
 * @restart: (nullable): closes it and opens it again
 * @kill: (nullable): what a process leaves behind that dies in the middle of an exchange
 * @list: the records of a type whose ids begin so, removed ones included, in the order of their ids
 * @save: stores a record that was added, edited, removed or brought back; FALSE where a rule of
 * the register does not let it
 * @attach: (nullable): adds a file with that content to an event
 * @resolve: (nullable): decides one of the values that wait to be looked at; gives the record
 * before and after, or FALSE where there is none
 * @give: (nullable): writes a file for another desk of that name
 * @take: (nullable): reads such a file
 * @sync: one exchange, as far as the line allows
 * @dump_documents: the leaves of all documents, which must be the same on all desks in the end
 * @dump_records: all records, which must be, too
 * @note: what is to be found on the desk: the values that wait to be looked at, and those that its
 * journal tells of
 * @note_questions: (nullable): what a person is asked to decide on the desk, and what one decided
 * to leave as it was, in words that are the same on all desks
 *
 * How a desk is made, so that one kind of history can happen to desks of several kinds.
 */
typedef struct
{
  gpointer (*create) (guint number);
  void (*free) (gpointer desk);
  void (*restart) (gpointer desk);
  void (*kill) (gpointer desk, TbSyncPeer *peer, GRand *rand);
  GPtrArray *(*list) (gpointer desk, const TbRecordType *type, const char *prefix);
  gboolean (*save) (gpointer desk, TbRecord *record);
  void (*attach) (gpointer desk, TbRecord *event, const char *content);
  gboolean (*resolve) (gpointer desk, GRand *rand, TbRecord **before, TbRecord **after);
  void (*give) (gpointer desk, const char *other, const char *path);
  void (*take) (gpointer desk, const char *path);
  gboolean (*sync) (gpointer desk, TbSyncPeer *peer, GError **error);
  char *(*dump_documents) (gpointer desk);
  char *(*dump_records) (gpointer desk);
  void (*note) (gpointer desk, GHashTable *reviewed, GHashTable *past);
  void (*note_questions) (gpointer desk, GHashTable *asked, GHashTable *answered);
} TbDeskKind;

/* How a value is noted. */
char *tb_history_dup_note (const char *record_id, const char *field,
                           const char *value) G_GNUC_WARN_UNUSED_RESULT;
char *tb_history_dup_value (TbRecord *record, guint field) G_GNUC_WARN_UNUSED_RESULT;
void tb_history_note_record (TbRecord *record, GHashTable *notes);

/* A branch's database and the desks at it, to which histories happen one after the other. */
typedef struct _TbHistory TbHistory;

TbHistory *tb_history_new (const TbDeskKind *kind) G_GNUC_WARN_UNUSED_RESULT;
void tb_history_free (TbHistory *self);
void tb_history_run (TbHistory *self, guint32 seed);

G_END_DECLS
