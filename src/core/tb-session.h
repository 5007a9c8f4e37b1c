/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-clock.h"
#include "tb-journal.h"
#include "tb-maintenance.h"
#include "tb-prepared-record.h"
#include "tb-query.h"
#include "tb-record.h"
#include "tb-search-index.h"

G_BEGIN_DECLS

/**
 * TbSession:
 *
 * An open register, as front ends hold it. It owns the writer thread and a few reader threads, each
 * with a connection of its own. Every synchronous function may be called on any thread: it queues
 * the work on the right database thread and waits. The `_async` functions do the same work and
 * answer on the caller's main context.
 *
 * Signals:
 *  - `changed (GStrv type_names)`: on the main context of the thread that opened the session, after
 * every commit: names of the record types that have changed rows.
 */
#define TB_TYPE_SESSION (tb_session_get_type ())
G_DECLARE_FINAL_TYPE (TbSession, tb_session, TB, SESSION, GObject)

/**
 * TbReadFunc:
 * @connection: a connection for reading, on one of the session's reader threads
 *
 * Returns: (transfer full) (nullable): the result, freed with the GDestroyNotify given beside the
 * function
 */
typedef gpointer (*TbReadFunc) (TbConnection *connection, gpointer data, GCancellable *cancellable,
                                GError **error);

/**
 * TbChange:
 * @op: INSERT, UPDATE or REMOVE
 * @record: (owned): the values as they are to be; for UPDATE and REMOVE its version must be the one
 * last read
 * @prepared: (not owned) (nullable) (array length=n_prepared): instead of @record, some to be added
 * that were prepared before their turn came, and stay with the source until it is asked for the
 * next; @op is INSERT
 * @n_prepared: how many
 */
typedef struct
{
  TbChangeOp op;
  TbRecord *record;
  TbPreparedRecord *const *prepared;
  guint n_prepared;
} TbChange;

/**
 * TbChangeSource:
 *
 * Gives the changes of a batch one by one, on the writer thread, so that a long batch is never all
 * in memory. It sees the rows already written by the batch through @connection; the search index
 * follows later. The record is not to be touched afterwards.
 *
 * Returns: %TRUE with @change filled in (its record is taken), or %FALSE at the end, or with @error
 * set to take everything back
 */
typedef gboolean (*TbChangeSource) (TbConnection *connection, TbChange *change, gpointer data,
                                    GError **error);

/**
 * TbProgressFunc:
 *
 * How far a long work is. Called on the database thread, at most a few times a second, and at the
 * end.
 */
typedef void (*TbProgressFunc) (guint64 done, guint64 total, gpointer data);

TbSession *tb_session_open (const char *path, TbOpenMode mode, TbClock *clock, const char *actor,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_open_async (const char *path, TbOpenMode mode, TbClock *clock, const char *actor,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
TbSession *tb_session_open_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_close (TbSession *self);

const char *tb_session_get_path (TbSession *self);
TbClock *tb_session_get_clock (TbSession *self);

/* Reading: any function over a reader's connection. The named ones below are written with it. */
gpointer tb_session_read (TbSession *self, TbReadFunc func, gpointer data,
                          GCancellable *cancellable, GError **error);
void tb_session_read_async (TbSession *self, TbReadFunc func, gpointer data,
                            GDestroyNotify data_free, GDestroyNotify result_free,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
gpointer tb_session_read_finish (TbSession *self, GAsyncResult *result, GError **error);

TbRecord *tb_session_load (TbSession *self, const TbRecordType *type, const char *id,
                           GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_session_list (TbSession *self, TbQuery *query, GCancellable *cancellable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 tb_session_count (TbSession *self, TbQuery *query, GCancellable *cancellable,
                         GError **error);
GPtrArray *tb_session_search (TbSession *self, const TbRecordType *type, const char *typed,
                              guint limit, GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_session_get_history (TbSession *self, const TbRecordType *type, const char *id,
                                   guint limit, GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_session_get_batches (TbSession *self, guint limit, GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Asynchronous twins, finished with tb_session_read_finish(), for what the window asks most. */
void tb_session_load_async (TbSession *self, const TbRecordType *type, const char *id,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
void tb_session_list_async (TbSession *self, TbQuery *query, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
void tb_session_search_async (TbSession *self, const TbRecordType *type, const char *typed,
                              guint limit, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
void tb_session_get_history_async (TbSession *self, const TbRecordType *type, const char *id,
                                   guint limit, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
void tb_session_get_batches_async (TbSession *self, guint limit, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);

/* Writing. All changes of a batch, their history rows, search terms and journal entries are one
 * transaction. */
char *tb_session_commit (TbSession *self, TbBatchKind kind, const TbRecordType *type,
                         const char *subject, TbChangeSource source, gpointer source_data,
                         guint64 expected, TbProgressFunc progress, gpointer progress_data,
                         GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_commit_async (TbSession *self, TbBatchKind kind, const TbRecordType *type,
                              const char *subject, TbChangeSource source, gpointer source_data,
                              GDestroyNotify source_free, guint64 expected, TbProgressFunc progress,
                              gpointer progress_data, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
char *tb_session_commit_finish (TbSession *self, GAsyncResult *result,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Fills in what the register knows of a record, as saving it does: the name of a claimant. */
gboolean tb_session_complete (TbSession *self, TbRecord *record, GCancellable *cancellable,
                              GError **error);

/* One record: checked by its type's rules, then committed as a batch of its own. Gives the batch.
 */
char *tb_session_save (TbSession *self, TbRecord *record, GCancellable *cancellable,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_save_async (TbSession *self, TbRecord *record, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
char *tb_session_remove (TbSession *self, TbRecord *record, GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_remove_async (TbSession *self, TbRecord *record, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/* Takes a batch back, or, with %NULL, the last one that can be. Refused where a later change stands
 * in the way. */
char *tb_session_undo (TbSession *self, const char *batch, GCancellable *cancellable,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_undo_async (TbSession *self, const char *batch, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
void tb_session_undo_own_async (TbSession *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

/* Journals that a masked value was looked at. Within five minutes of a reason given, @reason may be
 * %NULL. */
gboolean tb_session_reveal (TbSession *self, TbRecord *record, const char *reason, GError **error);
void tb_session_reveal_async (TbSession *self, TbRecord *record, const char *reason,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean tb_session_reveal_finish (TbSession *self, GAsyncResult *result, GError **error);
gboolean tb_session_needs_reason (TbSession *self);
gboolean tb_session_log_export (TbSession *self, const TbRecordType *type, const char *file_name,
                                gint64 n_rows, gboolean revealed, const char *reason,
                                GError **error);

char *tb_session_get_setting (TbSession *self, const char *key,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_session_set_setting (TbSession *self, const char *key, const char *value,
                                 GError **error);

GPtrArray *tb_session_verify (TbSession *self, GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_session_backup (TbSession *self, const char *path, gint64 *n_missing,
                            GCancellable *cancellable, GError **error);

G_END_DECLS
