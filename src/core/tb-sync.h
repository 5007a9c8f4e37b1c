/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbSyncState:
 * @TB_SYNC_OFF: no service is set up, or syncing was not started
 * @TB_SYNC_IDLE: everything has been exchanged, as far as is known
 * @TB_SYNC_SYNCING: changes are being exchanged
 * @TB_SYNC_WAITING: the service could not be reached or is busy; it is tried again by itself where
 * tb_sync_is_automatic()
 * @TB_SYNC_STOPPED: a person must do something first; the message says what
 *
 * What the exchange with the service is doing.
 */
typedef enum
{
  TB_SYNC_OFF,
  TB_SYNC_IDLE,
  TB_SYNC_SYNCING,
  TB_SYNC_WAITING,
  TB_SYNC_STOPPED,
} TbSyncState;

/**
 * TbSyncAccount:
 * @url: (owned): address of the service
 * @branch: (owned) (nullable): the branch; %NULL where it is still to be chosen
 * @user: (owned): the name by which the service knows this desk's user
 *
 * With whom changes are exchanged. The password is not part of it: it is in the desktop's keyring.
 */
typedef struct
{
  char *url;
  char *branch;
  char *user;
} TbSyncAccount;

#define TB_TYPE_SYNC_ACCOUNT (tb_sync_account_get_type ())
GType tb_sync_account_get_type (void);
TbSyncAccount *tb_sync_account_new (const char *url, const char *branch,
                                    const char *user) G_GNUC_WARN_UNUSED_RESULT;
TbSyncAccount *tb_sync_account_copy (const TbSyncAccount *self) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_account_free (TbSyncAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSyncAccount, tb_sync_account_free)

/**
 * TbSyncOffer:
 * @branches: (owned): the branches that this name may use, ended by %NULL; may be empty where the
 * service does not tell
 * @n_records: how many records the branch has, facts among them; 0 where no branch was asked for
 * @shared: (owned): the protected fields that the service's administrator lets travel, in words: a
 * line for each kind of record
 * @withheld: (owned): likewise those that stay on this desk
 * @is_another: whether branch and register both have records and, as it seems, not one in common:
 * connected, two registers would become one on every desk
 *
 * What a service answers when it is tried out.
 */
typedef struct
{
  GStrv branches;
  gint64 n_records;
  GStrv shared;
  GStrv withheld;
  gboolean is_another;
} TbSyncOffer;

void tb_sync_offer_free (TbSyncOffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSyncOffer, tb_sync_offer_free)

/**
 * TbSyncStatus:
 * @account: (owned) (nullable): the service; %NULL where none is set up
 * @device: (owned): the id of this desk
 * @last_success: (owned) (nullable): UTC instant at which everything had last been exchanged
 * @last_failure: (owned) (nullable): UTC instant of a failure since then
 * @failure: (owned) (nullable): what failed then, for people
 * @n_waiting: changes of this desk that the service does not have yet
 * @n_review: values that a person should look at
 * @n_refused: documents that the service does not take
 * @n_held: documents that have come and wait for a record that has not
 * @shared: (owned): the protected fields that travel, in words: a line for each kind of record
 * @withheld: (owned): likewise those that stay on this desk
 *
 * How things stand, as the register remembers it.
 */
typedef struct
{
  TbSyncAccount *account;
  char *device;
  char *last_success;
  char *last_failure;
  char *failure;
  gint64 n_waiting;
  gint64 n_review;
  gint64 n_refused;
  gint64 n_held;
  GStrv shared;
  GStrv withheld;
} TbSyncStatus;

void tb_sync_status_free (TbSyncStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSyncStatus, tb_sync_status_free)

/**
 * TbSyncReviewKind:
 * @TB_SYNC_REVIEW_FIELD: a field was changed on two desks
 * @TB_SYNC_REVIEW_REMOVED: a record was removed on one desk while a field was changed on another
 * @TB_SYNC_REVIEW_UNIQUE: two records had one value of which there can be only one
 * @TB_SYNC_REVIEW_FOREIGN: a version of the record came that continues nothing known here; it was
 * not applied, and is about the whole record
 */
typedef enum
{
  TB_SYNC_REVIEW_FIELD,
  TB_SYNC_REVIEW_REMOVED,
  TB_SYNC_REVIEW_UNIQUE,
  TB_SYNC_REVIEW_FOREIGN,
} TbSyncReviewKind;

/**
 * TbSyncReviewState:
 * @TB_SYNC_REVIEW_OPEN: nobody has decided
 * @TB_SYNC_REVIEW_TAKEN: the other value was taken
 * @TB_SYNC_REVIEW_KEPT: the present value was kept
 * @TB_SYNC_REVIEW_WRITTEN: a third value was written
 * @TB_SYNC_REVIEW_ELSEWHERE: the value was changed since, here or on another desk
 */
typedef enum
{
  TB_SYNC_REVIEW_OPEN,
  TB_SYNC_REVIEW_TAKEN,
  TB_SYNC_REVIEW_KEPT,
  TB_SYNC_REVIEW_WRITTEN,
  TB_SYNC_REVIEW_ELSEWHERE,
} TbSyncReviewState;

/**
 * TbSyncReview:
 * @number: by which it is resolved
 * @type: the kind of record
 * @record_id: (owned): the record
 * @title: (owned): its title
 * @field: index of the field; %TB_FIELD_NOT_FOUND where it is about the whole record
 * @kept: (owned): the value that stands now, as people read it, masked where it is protected; empty
 * where there is none
 * @other: (owned): the value that does not stand
 * @kept_by: (owned) (nullable): who wrote the one that stands
 * @kept_at: (owned) (nullable): and when: UTC instant
 * @other_by: (owned) (nullable): who wrote the other
 * @other_at: (owned) (nullable): and when
 * @batch: (owned) (nullable): the batch that took or wrote a value
 *
 * A value that was not taken when changes of two desks came together, and may be taken still.
 */
typedef struct
{
  gint64 number;
  TbSyncReviewKind kind;
  TbSyncReviewState state;
  const TbRecordType *type;
  char *record_id;
  char *title;
  guint field;
  char *kept;
  char *other;
  char *kept_by;
  char *kept_at;
  char *other_by;
  char *other_at;
  char *batch;
} TbSyncReview;

#define TB_TYPE_SYNC_REVIEW (tb_sync_review_get_type ())
GType tb_sync_review_get_type (void);
TbSyncReview *tb_sync_review_copy (const TbSyncReview *self) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_review_free (TbSyncReview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSyncReview, tb_sync_review_free)

/**
 * TbSyncChoice:
 * @TB_SYNC_TAKE: the other value becomes the record's
 * @TB_SYNC_KEEP: the present one stays
 * @TB_SYNC_WRITE: a third one is written
 */
typedef enum
{
  TB_SYNC_TAKE,
  TB_SYNC_KEEP,
  TB_SYNC_WRITE,
} TbSyncChoice;

/**
 * TbSyncRefused:
 * @number: by which it is offered again
 * @type: (nullable): the kind of record; %NULL where it is about none, such as a note of the
 * journal
 * @record_id: (owned) (nullable): the record
 * @title: (owned): its title
 * @code: (owned): the service's short reason
 * @reason: (owned): the reason for people: what the service said, or what the code means
 * @at: (owned): UTC instant at which it was refused
 *
 * A version of a record that the service does not take. It is offered again when the record is
 * changed, or when somebody asks for it.
 */
typedef struct
{
  gint64 number;
  const TbRecordType *type;
  char *record_id;
  char *title;
  char *code;
  char *reason;
  char *at;
} TbSyncRefused;

#define TB_TYPE_SYNC_REFUSED (tb_sync_refused_get_type ())
GType tb_sync_refused_get_type (void);
TbSyncRefused *tb_sync_refused_copy (const TbSyncRefused *self) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_refused_free (TbSyncRefused *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSyncRefused, tb_sync_refused_free)

/**
 * TbSyncHeld:
 * @type: the kind of record
 * @record_id: (owned): the record that has come
 * @target_type: (nullable): the kind of record that it refers to and that has not come
 * @target_id: (owned): the record that it waits for
 *
 * A record that has come from another desk and waits for one that it refers to.
 */
typedef struct
{
  const TbRecordType *type;
  char *record_id;
  const TbRecordType *target_type;
  char *target_id;
} TbSyncHeld;

void tb_sync_held_free (TbSyncHeld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSyncHeld, tb_sync_held_free)

/**
 * TbSync:
 *
 * The exchange of a register's changes with the service of its branch. It belongs to the thread
 * that opened the session; its properties change and are notified there. The exchange itself runs
 * on a thread of its own, and its database work in short pieces on the session's threads.
 *
 * Properties, all for reading:
 *  - `state` (#TbSyncState)
 *  - `account` (#TbSyncAccount, nullable): the service that is set up
 *  - `last-success` (string, nullable): UTC instant at which everything had last been exchanged
 *  - `message` (string, nullable): what is wrong or what is awaited, a whole sentence for people;
 *    %NULL while all is well
 *  - `n-waiting` (uint): changes of this desk that the service does not have yet
 *  - `n-review` (uint): values that a person should look at
 *  - `n-refused` (uint): documents that the service does not take
 *  - `progress` (double): how far the present exchange is, from 0 to 1; below 0 where that is not
 *    known or nothing is being exchanged
 */
#define TB_TYPE_SYNC (tb_sync_get_type ())
G_DECLARE_FINAL_TYPE (TbSync, tb_sync, TB, SYNC, GObject)

TbSync *tb_sync_new (TbSession *session) G_GNUC_WARN_UNUSED_RESULT;
TbSync *tb_sync_find (TbSession *session);
TbSession *tb_sync_get_session (TbSync *self);
TbSyncState tb_sync_get_state (TbSync *self);
gboolean tb_sync_is_automatic (TbSync *self);
const TbSyncAccount *tb_sync_get_account (TbSync *self);
const char *tb_sync_get_last_success (TbSync *self);
const char *tb_sync_get_message (TbSync *self);
gboolean tb_sync_needs_password (TbSync *self);
guint tb_sync_get_n_waiting (TbSync *self);
guint tb_sync_get_n_review (TbSync *self);
guint tb_sync_get_n_refused (TbSync *self);
double tb_sync_get_progress (TbSync *self);

/* Where the password does not come from the keyring. It is held in memory only. */
void tb_sync_set_password (TbSync *self, const char *password);

/* Trying a service out. Nothing is remembered. */
TbSyncOffer *tb_sync_connect (TbSync *self, const TbSyncAccount *account, const char *password,
                              GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_connect_async (TbSync *self, const TbSyncAccount *account, const char *password,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
TbSyncOffer *tb_sync_connect_finish (TbSync *self, GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Remembering it: the account in the register, the password in the keyring. */
gboolean tb_sync_set_up (TbSync *self, const TbSyncAccount *account, const char *password,
                         GCancellable *cancellable, GError **error);
void tb_sync_set_up_async (TbSync *self, const TbSyncAccount *account, const char *password,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean tb_sync_set_up_finish (TbSync *self, GAsyncResult *result, GError **error);

/* Forgetting it again. What has been exchanged stays in the register. */
gboolean tb_sync_disconnect (TbSync *self, GCancellable *cancellable, GError **error);
void tb_sync_disconnect_async (TbSync *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean tb_sync_disconnect_finish (TbSync *self, GAsyncResult *result, GError **error);

/* One exchange, now. */
gboolean tb_sync_now (TbSync *self, GCancellable *cancellable, GError **error);
void tb_sync_now_async (TbSync *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean tb_sync_now_finish (TbSync *self, GAsyncResult *result, GError **error);

/* Keeping the properties up to date, without exchanging anything. */
void tb_sync_watch (TbSync *self);

/* Live: everything is exchanged as it happens, until it is paused, or stopped for good. */
void tb_sync_start (TbSync *self);
void tb_sync_pause (TbSync *self);
void tb_sync_stop (TbSync *self);

/* How things stand. */
TbSyncStatus *tb_sync_get_status (TbSync *self, GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_get_status_async (TbSync *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
TbSyncStatus *tb_sync_get_status_finish (TbSync *self, GAsyncResult *result,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a person should look at: arrays of TbSyncReview, TbSyncRefused and TbSyncHeld. */
GPtrArray *tb_sync_list_reviews (TbSync *self, gboolean only_open, GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_list_reviews_async (TbSync *self, gboolean only_open, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tb_sync_list_refused (TbSync *self, GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_list_refused_async (TbSync *self, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tb_sync_list_held (TbSync *self, GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_list_held_async (TbSync *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *tb_sync_list_finish (TbSync *self, GAsyncResult *result,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Both values of one in full. Whoever shows them has journalled the look before: see
 * tb_session_reveal(). */
TbSyncReview *tb_sync_read_review (TbSync *self, gint64 number, GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_read_review_async (TbSync *self, gint64 number, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
TbSyncReview *tb_sync_read_review_finish (TbSync *self, GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Deciding: one ordinary batch, which can be undone. Gives the batch. */
char *tb_sync_resolve (TbSync *self, gint64 number, TbSyncChoice choice, const char *typed,
                       GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_resolve_async (TbSync *self, gint64 number, TbSyncChoice choice, const char *typed,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
char *tb_sync_resolve_finish (TbSync *self, GAsyncResult *result,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The file of an attachment that came from another desk, when it is wanted. */
gboolean tb_sync_fetch_file (TbSync *self, const char *sha256, TbProgressFunc progress,
                             gpointer progress_data, GCancellable *cancellable, GError **error);
void tb_sync_fetch_file_async (TbSync *self, const char *sha256, TbProgressFunc progress,
                               gpointer progress_data, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean tb_sync_fetch_file_finish (TbSync *self, GAsyncResult *result, GError **error);

/* Offering again what was refused: one by its number, or, with 0, everything. */
gboolean tb_sync_retry_refused (TbSync *self, gint64 number, GCancellable *cancellable,
                                GError **error);
void tb_sync_retry_refused_async (TbSync *self, gint64 number, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean tb_sync_retry_refused_finish (TbSync *self, GAsyncResult *result, GError **error);

G_END_DECLS
