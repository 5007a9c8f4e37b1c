/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sync-peer.h"

#include "tb-canonical-json.h"

G_DEFINE_INTERFACE (TbSyncPeer, tb_sync_peer, G_TYPE_OBJECT)

static void
tb_sync_peer_default_init (TbSyncPeerInterface *iface)
{
}

/**
 * tb_peer_info_free:
 * @self: (transfer full) (nullable): what a peer said of itself
 */
void
tb_peer_info_free (TbPeerInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->start);
  g_free (self->update_seq);
  g_free (self);
}

/**
 * tb_peer_revision_new:
 * @id: a document's id
 * @rev: (nullable): one of its revisions
 *
 * Returns: (transfer full): the two
 */
TbPeerRevision *
tb_peer_revision_new (const char *id, const char *rev)
{
  TbPeerRevision *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_new0 (TbPeerRevision, 1);
  self->id = g_strdup (id);
  self->rev = g_strdup (rev);
  return self;
}

/**
 * tb_peer_revision_free:
 * @self: (transfer full) (nullable): a revision
 */
void
tb_peer_revision_free (TbPeerRevision *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->rev);
  g_free (self);
}

/**
 * tb_peer_change_free:
 * @self: (transfer full) (nullable): a row of a page of changes
 */
void
tb_peer_change_free (TbPeerChange *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_strfreev (self->revs);
  g_free (self);
}

/**
 * tb_changes_page_free:
 * @self: (transfer full) (nullable): a page of changes
 */
void
tb_changes_page_free (TbChangesPage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self->last_seq);
  g_free (self);
}

/**
 * tb_peer_document_get_body:
 * @self: a document without an error
 *
 * Returns: (transfer none): its body, read out of its text where that is how it came
 */
JsonObject *
tb_peer_document_get_body (TbPeerDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->body == NULL)
    {
      g_autoptr (JsonNode) node = self->text != NULL ? json_from_string (self->text, NULL) : NULL;

      self->body = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node)
                                                                 : json_object_new ();
    }
  return self->body;
}

/**
 * tb_peer_document_append_body:
 * @self: a document without an error
 * @text: to which its body is added as canonical JSON
 */
void
tb_peer_document_append_body (const TbPeerDocument *self, GString *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  if (self->text != NULL)
    g_string_append (text, self->text);
  else if (self->body != NULL)
    tb_canonical_json_append_object (self->body, text);
  else
    g_string_append (text, "{}");
}

/**
 * tb_peer_document_free:
 * @self: (transfer full) (nullable): a document
 */
void
tb_peer_document_free (TbPeerDocument *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->rev);
  g_strfreev (self->ancestry);
  g_clear_pointer (&self->body, json_object_unref);
  g_free (self->text);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * tb_peer_refusal_new:
 * @id: of a document
 * @rev: its revision
 * @code: a word for programs
 * @words: (nullable): the peer's own
 *
 * Returns: (transfer full): the refusal of that document
 */
TbPeerRefusal *
tb_peer_refusal_new (const char *id, const char *rev, const char *code, const char *words)
{
  TbPeerRefusal *self;

  g_return_val_if_fail (id != NULL && rev != NULL && code != NULL, NULL);

  self = g_new0 (TbPeerRefusal, 1);
  self->id = g_strdup (id);
  self->rev = g_strdup (rev);
  self->code = g_strdup (code);
  self->words = g_strdup (words != NULL ? words : "");
  return self;
}

/**
 * tb_peer_refusal_free:
 * @self: (transfer full) (nullable): a refusal
 */
void
tb_peer_refusal_free (TbPeerRefusal *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->rev);
  g_free (self->code);
  g_free (self->words);
  g_free (self);
}

/**
 * tb_sync_peer_open:
 * @self: a peer
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Logs in where that is needed and asks the peer who it is. Comes first; may be called again to ask
 * whether anything has changed, at the price of one small request. Errors: those of the peer's
 * kind, `TB_ERROR_SERVICE_…` for a service.
 *
 * Returns: (transfer full): what it says
 */
TbPeerInfo *
tb_sync_peer_open (TbSyncPeer *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC_PEER (self), NULL);

  return TB_SYNC_PEER_GET_IFACE (self)->open (self, cancellable, error);
}

/**
 * tb_sync_peer_changes:
 * @self: a peer
 * @since: (nullable): the `last_seq` of an earlier page; %NULL: from the beginning
 * @limit: the most rows, 1 to %TB_SYNC_PAGE_MAX
 * @wait_seconds: how long to wait for a first change where there is none; 0: not at all
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * What has changed since a place. Rows may repeat, and come in an order of the peer's. A wait that
 * ends with nothing is an empty page, no error.
 *
 * Returns: (transfer full): a page, whose `last_seq` is @since where nothing changed
 */
TbChangesPage *
tb_sync_peer_changes (TbSyncPeer *self, const char *since, guint limit, guint wait_seconds,
                      GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC_PEER (self), NULL);
  g_return_val_if_fail (limit > 0 && limit <= TB_SYNC_PAGE_MAX, NULL);

  return TB_SYNC_PEER_GET_IFACE (self)->changes (self, since, limit, wait_seconds, cancellable,
                                                 error);
}

/**
 * tb_sync_peer_get:
 * @self: a peer
 * @wanted: (element-type TbPeerRevision): at most %TB_SYNC_PAGE_MAX
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Fetches documents. Where a revision that is wanted has been followed by others meanwhile, the
 * peer may give its descendants instead of it, so that answers are told apart by what they say and
 * not by their place. One that the peer has not is an item with `error`
 * (%TB_ERROR_NOT_FOUND), and the others come all the same.
 *
 * Returns: (transfer full) (element-type TbPeerDocument): the documents
 */
GPtrArray *
tb_sync_peer_get (TbSyncPeer *self, GPtrArray *wanted, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC_PEER (self), NULL);
  g_return_val_if_fail (wanted != NULL && wanted->len <= TB_SYNC_PAGE_MAX, NULL);

  return TB_SYNC_PEER_GET_IFACE (self)->get (self, wanted, cancellable, error);
}

/**
 * tb_sync_peer_missing:
 * @self: a peer
 * @revisions: (element-type TbPeerRevision): at most %TB_SYNC_PAGE_MAX
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Returns: (transfer full) (element-type TbPeerRevision): those of @revisions that the peer has not
 */
GPtrArray *
tb_sync_peer_missing (TbSyncPeer *self, GPtrArray *revisions, GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC_PEER (self), NULL);
  g_return_val_if_fail (revisions != NULL && revisions->len <= TB_SYNC_PAGE_MAX, NULL);

  return TB_SYNC_PEER_GET_IFACE (self)->missing (self, revisions, cancellable, error);
}

/**
 * tb_sync_peer_put:
 * @self: a peer
 * @documents: (element-type TbPeerDocument): with `ancestry`, in which they are joined to what the
 * peer holds; as many as are at hand
 * @refusals: (out) (transfer full) (element-type TbPeerRefusal): what the peer does not take; may
 * be empty; set also on failure, with what was refused before it
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Stores leaves with the revisions that they have. The peer divides them as its transport needs,
 * and where it takes a part only when it is smaller, finds what it is that it does not take: that
 * is a refusal, and the others are stored. After a failure any part of @documents may be stored:
 * tb_sync_peer_missing() tells.
 *
 * Returns: whether every document was either stored or refused
 */
gboolean
tb_sync_peer_put (TbSyncPeer *self, GPtrArray *documents, GPtrArray **refusals,
                  GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC_PEER (self), FALSE);
  g_return_val_if_fail (documents != NULL, FALSE);
  g_return_val_if_fail (refusals != NULL, FALSE);

  *refusals = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_refusal_free);
  return TB_SYNC_PEER_GET_IFACE (self)->put (self, documents, refusals, cancellable, error);
}

/**
 * tb_sync_peer_get_local:
 * @self: a peer
 * @key: a name: the desk's id
 * @value: (out) (transfer full) (nullable): what was put there; %NULL where nothing was
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Reads what a desk left at the peer, which is no document and is not replicated: its canary.
 *
 * Returns: whether @value is what the peer holds
 */
gboolean
tb_sync_peer_get_local (TbSyncPeer *self, const char *key, JsonObject **value,
                        GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC_PEER (self), FALSE);
  g_return_val_if_fail (key != NULL && *key != '\0', FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  *value = NULL;
  return TB_SYNC_PEER_GET_IFACE (self)->get_local (self, key, value, cancellable, error);
}

/**
 * tb_sync_peer_put_local:
 * @self: a peer
 * @key: a name: the desk's id
 * @value: what to leave there instead of what was
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Returns: whether the peer holds @value
 */
gboolean
tb_sync_peer_put_local (TbSyncPeer *self, const char *key, JsonObject *value,
                        GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC_PEER (self), FALSE);
  g_return_val_if_fail (key != NULL && *key != '\0', FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return TB_SYNC_PEER_GET_IFACE (self)->put_local (self, key, value, cancellable, error);
}

/**
 * tb_sync_peer_get_retry_after:
 * @self: a peer
 *
 * Returns: for how many seconds the peer asked to be left alone when it last said that it was busy
 * (%TB_ERROR_SERVICE_BUSY); 0 where it did not say
 */
guint
tb_sync_peer_get_retry_after (TbSyncPeer *self)
{
  TbSyncPeerInterface *iface;

  g_return_val_if_fail (TB_IS_SYNC_PEER (self), 0);

  iface = TB_SYNC_PEER_GET_IFACE (self);
  return iface->get_retry_after != NULL ? iface->get_retry_after (self) : 0;
}
