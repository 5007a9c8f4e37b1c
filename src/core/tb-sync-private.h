/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-credentials.h"
#include "tb-document-scope.h"
#include "tb-replicator.h"
#include "tb-sync-desk.h"
#include "tb-sync.h"

G_BEGIN_DECLS

/**
 * TbSyncWhat:
 * @TB_SYNC_RECORDS: the branch's records
 * @TB_SYNC_FILES: the files of their attachments
 *
 * Which database of a branch.
 */
typedef enum
{
  TB_SYNC_RECORDS,
  TB_SYNC_FILES,
} TbSyncWhat;

/**
 * TbSyncPeerFunc:
 *
 * Returns: (transfer full): with whom changes are exchanged by @account, for the calling thread
 */
typedef TbSyncPeer *(*TbSyncPeerFunc) (const TbSyncAccount *account, TbSyncWhat what, gpointer data,
                                       GError **error);

/* What an exchange goes through; one thread at a time. */
typedef struct
{
  TbSyncPeer *peer;         /* (owned) (nullable): the service */
  TbSyncDesk *desk;         /* (owned) (nullable): the register */
  TbReplicator *replicator; /* (owned) (nullable): between them */
} TbSyncLink;

struct _TbSync
{
  GObject parent_instance;

  TbSession *session;     /* (owned) */
  GMainContext *context;  /* (owned): of the thread that made it; the properties change there */
  GThread *own_thread;    /* (not owned): that thread, only to be compared with */
  gulong changed_handler; /* 0 where nobody looks at the properties */
  gboolean is_automatic;  /* whether everything is exchanged as it happens */

  /* What is shown, on the context's thread. */
  TbSyncState state;
  TbSyncAccount *account; /* (owned) (nullable) */
  char *last_success;     /* (owned) (nullable) */
  char *message;          /* (owned) (nullable) */
  gboolean needs_password;
  guint n_waiting;
  guint n_review;
  guint n_refused;
  double progress;
  gboolean is_counting; /* whether the numbers are being read */
  gboolean count_again; /* whether they are to be read once more then */
  GThread *thread;      /* (owned) (nullable): of the live exchange */

  TbSyncPeerFunc make_peer; /* another peer than a service, in tests */
  gpointer make_peer_data;  /* (not owned) */

  GMutex mutex;             /* guards what follows */
  GCond cond;               /* told of every change of it */
  TbCredentials *override;  /* (owned) (nullable): instead of those of the keyring */
  gboolean is_stopping;     /* whether the thread is to end */
  gboolean is_live;         /* whether there is a thread that exchanges */
  gboolean is_exchanging;   /* whether somebody else is exchanging at this moment */
  guint n_asked;            /* exchanges that the thread was asked for */
  guint n_answered;         /* of which it has done so many */
  GError *answer;           /* (owned) (nullable): how the last one went */
  gboolean is_touched;      /* whether something may have been changed here */
  gboolean is_retrying;     /* whether something is to be offered again */
  GCancellable *waiting;    /* (owned) (nullable): ends the wait for the service */
  GCancellable *exchanging; /* (owned) (nullable): ends the exchange of the thread */
};

/* The account, on any thread but the session's. */
TbSyncAccount *tb_sync_load_account (TbSession *session, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sync_save_account (TbSession *session, const TbSyncAccount *account, GError **error);
char *tb_sync_account_dup_peer_name (const TbSyncAccount *self) G_GNUC_WARN_UNUSED_RESULT;

/* A service, for the calling thread. */
TbSyncPeer *tb_sync_make_peer (TbSync *self, const TbSyncAccount *account, TbSyncWhat what,
                               GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_set_peer_func (TbSync *self, TbSyncPeerFunc make_peer, gpointer data);

/* Labels of the protected fields that travel, or of the others: a text for each type. */
GStrv tb_sync_list_protected (const TbDocumentScope *scope,
                              gboolean shared) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a branch has records, and none of this register's, which has some, too. */
gboolean tb_sync_holds_another (TbSession *session, TbSyncPeer *peer, gboolean *another,
                                GCancellable *cancellable, GError **error);

void tb_sync_set_watched (TbSession *session, TbSync *sync);

/* Telling the properties, on any thread. */
void tb_sync_publish (TbSync *self, TbSyncState state, const char *message,
                      gboolean needs_password);
void tb_sync_publish_progress (TbSync *self, double progress);
void tb_sync_recount (TbSync *self);
void tb_sync_reload_account (TbSync *self, const TbSyncAccount *account);

/* What an exchange that failed means. */
TbSyncState tb_sync_state_of_error (const GError *error);
void tb_sync_publish_failure (TbSync *self, const GError *error);

gboolean tb_sync_link_open (TbSyncLink *self, TbSync *sync, GCancellable *cancellable,
                            GError **error);
void tb_sync_link_clear (TbSyncLink *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbSyncLink, tb_sync_link_clear)

/* One exchange on the calling thread, with all that is told of it. */
gboolean tb_sync_exchange (TbSync *self, TbSyncLink *link, GCancellable *cancellable,
                           GError **error);

gboolean tb_sync_push_files (TbSync *self, GCancellable *cancellable, GError **error);

/* The thread that exchanges as things happen. */
void tb_sync_note_change (TbSync *self);
void tb_sync_offer_again (TbSync *self);
void tb_sync_thread_start (TbSync *self);
void tb_sync_thread_stop (TbSync *self);
gboolean tb_sync_thread_ask (TbSync *self, gboolean *done, GCancellable *cancellable,
                             GError **error);
void tb_sync_thread_end_turn (TbSync *self);
gpointer tb_sync_live (gpointer data);

G_END_DECLS
