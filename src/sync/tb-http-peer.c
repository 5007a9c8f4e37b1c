/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-http-peer.h"

#include <libsoup/soup.h>
#include <string.h>

#include "tb-error.h"
#include "tb-http-documents.h"
#include "tb-http-error.h"
#include "tb-http-push.h"

/* How often a service that has nothing to say gives a sign of life. */
#define HEARTBEAT_SECONDS 30

struct _TbHttpPeer
{
  GObject parent_instance;

  TbHttpClient *client; /* (owned) */
  char *database;       /* (owned) */
  char *path;           /* (owned): the same, percent-encoded */
  TbHttpBatch batch;

  /* While everything is read from the beginning, pages bring their documents along. */
  gboolean catching_up;
  GHashTable *brought; /* (owned) (element-type utf8 TbPeerDocument): by id, of the last page */
};

static void tb_http_peer_sync_peer_iface_init (TbSyncPeerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbHttpPeer, tb_http_peer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_SYNC_PEER,
                                                      tb_http_peer_sync_peer_iface_init))

static TbServiceAddress *
get_address (TbHttpPeer *self)
{
  return tb_http_client_get_address (self->client);
}

/* A database that is not there is no matter of one request. */
static void
name_branch (TbHttpPeer *self, GError **error)
{
  if (tb_http_client_get_status (self->client) != SOUP_STATUS_NOT_FOUND)
    return;
  g_clear_error (error);
  tb_http_set_no_branch_error (error, get_address (self), self->database);
}

static JsonNode *
post (TbHttpPeer *self, const char *what, GBytes *text, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat (self->path, "/", what, NULL);
  JsonNode *json
      = tb_http_client_send (self->client, SOUP_METHOD_POST, path, text, cancellable, error);

  if (json == NULL)
    name_branch (self, error);
  return json;
}

static TbPeerInfo *
tb_http_peer_open (TbSyncPeer *peer, GCancellable *cancellable, GError **error)
{
  TbHttpPeer *self = TB_HTTP_PEER (peer);
  g_autoptr (JsonNode) json
      = tb_http_client_send (self->client, SOUP_METHOD_GET, self->path, NULL, cancellable, error);
  TbPeerInfo *info;

  if (json == NULL)
    {
      name_branch (self, error);
      return NULL;
    }
  info = tb_http_read_info (json, self->database);
  if (info == NULL)
    tb_http_set_foreign_error (error, get_address (self));
  return info;
}

static char *
dup_changes_path (TbHttpPeer *self, const char *since, guint limit, guint wait_seconds,
                  gboolean with_documents)
{
  g_autofree char *place = tb_http_escape (since != NULL ? since : "0");
  g_autofree char *now
      = g_strdup_printf ("%s/_changes?style=all_docs&since=%s&limit=%u%s", self->path, place, limit,
                         with_documents ? "&include_docs=true" : "");

  if (wait_seconds == 0)
    return g_steal_pointer (&now);
  return g_strdup_printf ("%s&feed=longpoll&heartbeat=%u", now,
                          MIN (wait_seconds, HEARTBEAT_SECONDS) * 1000);
}

static TbChangesPage *
make_empty_page (const char *since)
{
  TbChangesPage *page = g_new0 (TbChangesPage, 1);

  page->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_change_free);
  page->last_seq = g_strdup (since != NULL ? since : "0");
  return page;
}

static JsonNode *
ask_for_changes (TbHttpPeer *self, const char *since, guint limit, guint wait_seconds,
                 GCancellable *cancellable, GError **error)
{
  g_autofree char *path = dup_changes_path (self, since, limit, wait_seconds, self->catching_up);
  g_autoptr (GError) failure = NULL;
  JsonNode *json;

  if (wait_seconds == 0)
    json = tb_http_client_send (self->client, SOUP_METHOD_GET, path, NULL, cancellable, &failure);
  else
    json = tb_http_client_poll (self->client, path, wait_seconds, cancellable, &failure);
  if (json != NULL)
    return json;

  /* Documents so large that they have to come in smaller parts. */
  if (self->catching_up && g_error_matches (failure, TB_ERROR, TB_ERROR_SERVICE_TOO_LARGE))
    {
      self->catching_up = FALSE;
      return ask_for_changes (self, since, limit, wait_seconds, cancellable, error);
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  name_branch (self, error);
  return NULL;
}

static TbChangesPage *
tb_http_peer_changes (TbSyncPeer *peer, const char *since, guint limit, guint wait_seconds,
                      GCancellable *cancellable, GError **error)
{
  TbHttpPeer *self = TB_HTTP_PEER (peer);
  g_autoptr (JsonNode) json = NULL;
  TbChangesPage *page;

  g_hash_table_remove_all (self->brought);
  if (since == NULL)
    self->catching_up = TRUE;
  json = ask_for_changes (self, since, limit, wait_seconds, cancellable, error);
  if (json == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_NULL (json))
    return make_empty_page (since);

  page = tb_http_read_changes (json, limit);
  if (page == NULL)
    {
      tb_http_set_foreign_error (error, get_address (self));
      return NULL;
    }
  if (self->catching_up)
    tb_http_read_brought (json, self->brought);
  self->catching_up &= page->more;
  return page;
}

/* A document that the service has and could not read now must not be passed over as one that it has
 * not: nobody would ask for it again. */
static gboolean
are_answered (GPtrArray *documents, GError **error)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const TbPeerDocument *document = g_ptr_array_index (documents, i);

      if (g_error_matches (document->error, TB_ERROR, TB_ERROR_SERVICE_BUSY))
        {
          g_propagate_error (error, g_error_copy (document->error));
          return FALSE;
        }
    }
  return TRUE;
}

static GPtrArray *
get_once (TbHttpPeer *self, GPtrArray *wanted, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) text = tb_http_write_wanted (wanted);
  g_autoptr (JsonNode) json
      = post (self, "_bulk_get?revs=true&latest=true", text, cancellable, error);
  g_autoptr (GPtrArray) documents = NULL;

  if (json == NULL)
    return NULL;
  documents = tb_http_read_documents (json);
  if (documents == NULL)
    {
      tb_http_set_foreign_error (error, get_address (self));
      return NULL;
    }
  return are_answered (documents, error) ? g_steal_pointer (&documents) : NULL;
}

static gboolean
get_between (TbHttpPeer *self, GPtrArray *wanted, guint begin, guint end, GPtrArray *documents,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) part = g_ptr_array_new (); /* of what is @wanted's */
  g_autoptr (GPtrArray) got = NULL;
  g_autoptr (GError) failure = NULL;
  guint middle = begin + (end - begin) / 2;

  for (guint i = begin; i < end; i++)
    g_ptr_array_add (part, g_ptr_array_index (wanted, i));
  got = get_once (self, part, cancellable, &failure);
  if (got != NULL)
    {
      g_ptr_array_extend_and_steal (documents, g_steal_pointer (&got));
      return TRUE;
    }
  if (middle == begin || !g_error_matches (failure, TB_ERROR, TB_ERROR_SERVICE_TOO_LARGE))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return get_between (self, wanted, begin, middle, documents, cancellable, error)
         && get_between (self, wanted, middle, end, documents, cancellable, error);
}

/* What the page of changes has brought along; the rest of @wanted is added to @others. */
static void
take_brought (TbHttpPeer *self, GPtrArray *wanted, GPtrArray *documents, GPtrArray *others)
{
  for (guint i = 0; i < wanted->len; i++)
    {
      TbPeerRevision *revision = g_ptr_array_index (wanted, i);
      TbPeerDocument *document = g_hash_table_lookup (self->brought, revision->id);

      if (document == NULL || g_strcmp0 (document->rev, revision->rev) != 0)
        {
          g_ptr_array_add (others, revision);
          continue;
        }
      g_hash_table_steal (self->brought, revision->id);
      g_ptr_array_add (documents, document);
    }
}

static GPtrArray *
tb_http_peer_get (TbSyncPeer *peer, GPtrArray *wanted, GCancellable *cancellable, GError **error)
{
  TbHttpPeer *self = TB_HTTP_PEER (peer);
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  take_brought (self, wanted, documents, others);
  if (others->len > 0 && !get_between (self, others, 0, others->len, documents, cancellable, error))
    return NULL;
  return g_steal_pointer (&documents);
}

static GPtrArray *
tb_http_peer_missing (TbSyncPeer *peer, GPtrArray *revisions, GCancellable *cancellable,
                      GError **error)
{
  TbHttpPeer *self = TB_HTTP_PEER (peer);
  g_autoptr (GBytes) text = tb_http_write_revisions (revisions);
  g_autoptr (JsonNode) json = post (self, "_revs_diff", text, cancellable, error);
  GPtrArray *missing;

  if (json == NULL)
    return NULL;
  missing = tb_http_read_missing (json, revisions);
  if (missing == NULL)
    tb_http_set_foreign_error (error, get_address (self));
  return missing;
}

static gboolean
tb_http_peer_put (TbSyncPeer *peer, GPtrArray *documents, GPtrArray **refusals,
                  GCancellable *cancellable, GError **error)
{
  TbHttpPeer *self = TB_HTTP_PEER (peer);
  g_autofree char *path = g_strconcat (self->path, "/_bulk_docs", NULL);

  if (tb_http_push (self->client, path, &self->batch, documents, *refusals, cancellable, error))
    return TRUE;
  name_branch (self, error);
  return FALSE;
}

static char *
dup_local_path (TbHttpPeer *self, const char *key)
{
  g_autofree char *escaped = tb_http_escape (key);

  return g_strconcat (self->path, "/_local/", escaped, NULL);
}

/* What is there, with the members of the service's own; %NULL without an error where nothing is. */
static JsonNode *
read_local (TbHttpPeer *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) json
      = tb_http_client_send (self->client, SOUP_METHOD_GET, path, NULL, cancellable, &failure);

  if (json != NULL && JSON_NODE_HOLDS_OBJECT (json))
    return g_steal_pointer (&json);
  if (json != NULL)
    tb_http_set_foreign_error (error, get_address (self));
  else if (!g_error_matches (failure, TB_ERROR, TB_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static JsonObject *
dup_without_own_members (JsonObject *object)
{
  JsonObject *value = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (*name != '_')
      json_object_set_member (value, name, json_node_ref (member));
  return value;
}

static gboolean
tb_http_peer_get_local (TbSyncPeer *peer, const char *key, JsonObject **value,
                        GCancellable *cancellable, GError **error)
{
  TbHttpPeer *self = TB_HTTP_PEER (peer);
  g_autofree char *path = dup_local_path (self, key);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) json = read_local (self, path, cancellable, &failure);

  if (json != NULL)
    *value = dup_without_own_members (json_node_get_object (json));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Writes over what is there, which the service wants named. */
static gboolean
replace_local (TbHttpPeer *self, const char *path, JsonObject *value, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) old = read_local (self, path, cancellable, &failure);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonNode) answer = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  object = dup_without_own_members (value);
  if (old != NULL)
    json_object_set_string_member (
        object, "_rev",
        json_object_get_string_member_with_default (json_node_get_object (old), "_rev", ""));
  json_node_init_object (node, object);
  answer = tb_http_client_request (self->client, SOUP_METHOD_PUT, path, node, cancellable, error);
  return answer != NULL;
}

static gboolean
tb_http_peer_put_local (TbSyncPeer *peer, const char *key, JsonObject *value,
                        GCancellable *cancellable, GError **error)
{
  TbHttpPeer *self = TB_HTTP_PEER (peer);
  g_autofree char *path = dup_local_path (self, key);
  g_autoptr (GError) failure = NULL;

  if (replace_local (self, path, value, cancellable, &failure))
    return TRUE;
  /* Somebody came between; the same desk in two programs. */
  if (g_error_matches (failure, TB_ERROR, TB_ERROR_CONFLICT))
    return replace_local (self, path, value, cancellable, error);
  name_branch (self, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static guint
tb_http_peer_get_retry_after (TbSyncPeer *peer)
{
  return tb_http_client_get_retry_after (TB_HTTP_PEER (peer)->client);
}

static void
tb_http_peer_finalize (GObject *object)
{
  TbHttpPeer *self = TB_HTTP_PEER (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->brought, g_hash_table_unref);

  G_OBJECT_CLASS (tb_http_peer_parent_class)->finalize (object);
}

static void
tb_http_peer_sync_peer_iface_init (TbSyncPeerInterface *iface)
{
  iface->open = tb_http_peer_open;
  iface->changes = tb_http_peer_changes;
  iface->get = tb_http_peer_get;
  iface->missing = tb_http_peer_missing;
  iface->put = tb_http_peer_put;
  iface->get_local = tb_http_peer_get_local;
  iface->put_local = tb_http_peer_put_local;
  iface->get_retry_after = tb_http_peer_get_retry_after;
}

static void
tb_http_peer_class_init (TbHttpPeerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_http_peer_finalize;
}

static void
tb_http_peer_init (TbHttpPeer *self)
{
  self->batch = (TbHttpBatch){ TB_HTTP_BATCH_DOCUMENTS, TB_HTTP_BATCH_BYTES };
  self->brought = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)tb_peer_document_free);
}

/**
 * tb_http_peer_new:
 * @client: what speaks to the service; several databases may share one
 * @database: the name of a database, from tb_service_dup_database() and its like
 *
 * A database of a service as a peer. Used by the thread of @client.
 *
 * Returns: (transfer full): the peer
 */
TbSyncPeer *
tb_http_peer_new (TbHttpClient *client, const char *database)
{
  TbHttpPeer *self;

  g_return_val_if_fail (TB_IS_HTTP_CLIENT (client), NULL);
  g_return_val_if_fail (database != NULL && *database != '\0', NULL);

  self = g_object_new (TB_TYPE_HTTP_PEER, NULL);
  self->client = g_object_ref (client);
  self->database = g_strdup (database);
  self->path = tb_http_escape (database);
  return TB_SYNC_PEER (self);
}
