/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The most rows of a page of changes, and documents of one question or answer. */
#define TB_SYNC_PAGE_MAX 500

/**
 * TbPeerInfo:
 * @name: (owned): what the peer calls the branch's database, for messages
 * @start: (owned) (nullable): an opaque text that changes when the database is made anew; %NULL
 * where the peer tells none
 * @update_seq: (owned): the opaque place where its changes end now
 * @n_documents: how many documents it holds
 *
 * What a peer says of itself.
 */
typedef struct
{
  char *name;
  char *start;
  char *update_seq;
  gint64 n_documents;
} TbPeerInfo;

void tb_peer_info_free (TbPeerInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPeerInfo, tb_peer_info_free)

/**
 * TbPeerRevision:
 * @id: (owned): a document's id
 * @rev: (owned) (nullable): one of its revisions; where it is asked for, %NULL means the winning
 * one
 */
typedef struct
{
  char *id;
  char *rev;
} TbPeerRevision;

TbPeerRevision *tb_peer_revision_new (const char *id, const char *rev) G_GNUC_WARN_UNUSED_RESULT;
void tb_peer_revision_free (TbPeerRevision *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPeerRevision, tb_peer_revision_free)

/**
 * TbPeerChange:
 * @id: (owned): a document's id
 * @revs: (owned): its leaves now
 * @deleted: whether the winning leaf closes the document
 */
typedef struct
{
  char *id;
  GStrv revs;
  gboolean deleted;
} TbPeerChange;

void tb_peer_change_free (TbPeerChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPeerChange, tb_peer_change_free)

/**
 * TbChangesPage:
 * @changes: (owned) (element-type TbPeerChange): rows; a document may stand in several
 * @last_seq: (owned): the opaque place from which to go on
 * @more: whether to ask at once again: the page was full, or the peer says that more wait
 */
typedef struct
{
  GPtrArray *changes;
  char *last_seq;
  gboolean more;
} TbChangesPage;

void tb_changes_page_free (TbChangesPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbChangesPage, tb_changes_page_free)

/**
 * TbPeerDocument:
 * @id: (owned): its id
 * @rev: (owned) (nullable): its revision; %NULL only where @error is set and none was asked for
 * @ancestry: (owned) (nullable): revisions from @rev to the oldest that is known, @rev the first;
 * %NULL where @error is set
 * @deleted: whether this leaf closes the document
 * @body: (owned) (nullable): its members but those whose names begin with `_`; %NULL where @error
 * is set, and where there is @text instead
 * @text: (owned) (nullable): the same as canonical JSON, of a document that is given to a peer by
 * one who has it so: most go out as they are stored, and nobody reads them on the way
 * @error: (owned) (nullable): why the peer does not give it, where it does not
 *
 * A document at one revision.
 */
typedef struct
{
  char *id;
  char *rev;
  GStrv ancestry;
  gboolean deleted;
  JsonObject *body;
  char *text;
  GError *error;
} TbPeerDocument;

JsonObject *tb_peer_document_get_body (TbPeerDocument *self);
void tb_peer_document_append_body (const TbPeerDocument *self, GString *text);

void tb_peer_document_free (TbPeerDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPeerDocument, tb_peer_document_free)

/**
 * TbPeerRefusal:
 * @id: (owned): of the document
 * @rev: (owned): its revision
 * @code: (owned): the peer's short reason, a word for programs: `forbidden`, `too_large` …
 * @words: (owned): the peer's reason in its own words; may be empty
 *
 * A document that the peer does not take, and will not take however often it is offered.
 */
typedef struct
{
  char *id;
  char *rev;
  char *code;
  char *words;
} TbPeerRefusal;

TbPeerRefusal *tb_peer_refusal_new (const char *id, const char *rev, const char *code,
                                    const char *words) G_GNUC_WARN_UNUSED_RESULT;
void tb_peer_refusal_free (TbPeerRefusal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPeerRefusal, tb_peer_refusal_free)

#define TB_TYPE_SYNC_PEER (tb_sync_peer_get_type ())
G_DECLARE_INTERFACE (TbSyncPeer, tb_sync_peer, TB, SYNC_PEER, GObject)

/**
 * TbSyncPeerInterface:
 * @open: see tb_sync_peer_open()
 * @changes: see tb_sync_peer_changes()
 * @get: see tb_sync_peer_get()
 * @missing: see tb_sync_peer_missing()
 * @put: see tb_sync_peer_put()
 * @get_local: see tb_sync_peer_get_local()
 * @put_local: see tb_sync_peer_put_local()
 * @get_retry_after: (nullable): see tb_sync_peer_get_retry_after(); without it, 0
 *
 * What the replicator speaks to: a service's database over HTTP, an exchange file, or memory in
 * tests. Everything is synchronous and used by one thread at a time.
 */
struct _TbSyncPeerInterface
{
  GTypeInterface parent_iface;

  TbPeerInfo *(*open) (TbSyncPeer *self, GCancellable *cancellable, GError **error);
  TbChangesPage *(*changes) (TbSyncPeer *self, const char *since, guint limit, guint wait_seconds,
                             GCancellable *cancellable, GError **error);
  GPtrArray *(*get) (TbSyncPeer *self, GPtrArray *wanted, GCancellable *cancellable,
                     GError **error);
  GPtrArray *(*missing) (TbSyncPeer *self, GPtrArray *revisions, GCancellable *cancellable,
                         GError **error);
  gboolean (*put) (TbSyncPeer *self, GPtrArray *documents, GPtrArray **refusals,
                   GCancellable *cancellable, GError **error);
  gboolean (*get_local) (TbSyncPeer *self, const char *key, JsonObject **value,
                         GCancellable *cancellable, GError **error);
  gboolean (*put_local) (TbSyncPeer *self, const char *key, JsonObject *value,
                         GCancellable *cancellable, GError **error);
  guint (*get_retry_after) (TbSyncPeer *self);
};

TbPeerInfo *tb_sync_peer_open (TbSyncPeer *self, GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbChangesPage *tb_sync_peer_changes (TbSyncPeer *self, const char *since, guint limit,
                                     guint wait_seconds, GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_sync_peer_get (TbSyncPeer *self, GPtrArray *wanted, GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_sync_peer_missing (TbSyncPeer *self, GPtrArray *revisions, GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sync_peer_put (TbSyncPeer *self, GPtrArray *documents, GPtrArray **refusals,
                           GCancellable *cancellable, GError **error);
gboolean tb_sync_peer_get_local (TbSyncPeer *self, const char *key, JsonObject **value,
                                 GCancellable *cancellable, GError **error);
gboolean tb_sync_peer_put_local (TbSyncPeer *self, const char *key, JsonObject *value,
                                 GCancellable *cancellable, GError **error);
guint tb_sync_peer_get_retry_after (TbSyncPeer *self);

G_END_DECLS
