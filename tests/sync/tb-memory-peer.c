/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-memory-peer.h"

#include "tb-error.h"

struct _TbMemoryPeer
{
  GObject parent_instance;

  TbMemoryServer *server; /* (not owned) */
  guint page;             /* rows of changes at the most */
  gboolean is_stuck;      /* gives the changes from the beginning, whatever is asked for */
  guint n_calls;
  guint breaks_at;      /* the call that fails, and all after it; 0: none */
  GCancellable *cancel; /* (owned) (nullable): cancelled when it does */
};

static void tb_memory_peer_iface_init (TbSyncPeerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbMemoryPeer, tb_memory_peer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_SYNC_PEER, tb_memory_peer_iface_init))

/* One request; FALSE where the line is down. */
static gboolean
call (TbMemoryPeer *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  self->n_calls++;
  if (self->breaks_at == 0 || self->n_calls < self->breaks_at)
    return TRUE;
  if (self->cancel != NULL)
    g_cancellable_cancel (self->cancel);
  g_set_error_literal (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE, "The line is down.");
  return FALSE;
}

/* Whether the request at which the line broke arrived, and only its answer was lost. */
static gboolean
arrived (TbMemoryPeer *self)
{
  return self->n_calls == self->breaks_at && self->n_calls % 2 == 0;
}

static TbPeerInfo *
tb_memory_peer_open (TbSyncPeer *peer, GCancellable *cancellable, GError **error)
{
  TbMemoryPeer *self = TB_MEMORY_PEER (peer);
  TbPeerInfo *info;

  if (!call (self, cancellable, error))
    return NULL;

  info = g_new0 (TbPeerInfo, 1);
  info->name = g_strdup ("branch-test");
  info->start = g_strdup_printf ("%u", tb_memory_server_get_start (self->server));
  info->update_seq = tb_memory_server_dup_seq (self->server);
  info->n_documents = tb_memory_server_get_n_documents (self->server);
  return info;
}

static TbChangesPage *
tb_memory_peer_changes (TbSyncPeer *peer, const char *since, guint limit, guint wait_seconds,
                        GCancellable *cancellable, GError **error)
{
  TbMemoryPeer *self = TB_MEMORY_PEER (peer);

  if (!call (self, cancellable, error))
    return NULL;
  return tb_memory_server_list_changes (self->server, self->is_stuck ? NULL : since,
                                        MIN (limit, self->page));
}

static GPtrArray *
tb_memory_peer_get (TbSyncPeer *peer, GPtrArray *wanted, GCancellable *cancellable, GError **error)
{
  TbMemoryPeer *self = TB_MEMORY_PEER (peer);
  GPtrArray *answers;

  if (!call (self, cancellable, error))
    return NULL;

  answers = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  for (guint i = 0; i < wanted->len; i++)
    tb_memory_server_answer (self->server, g_ptr_array_index (wanted, i), answers);
  return answers;
}

static GPtrArray *
tb_memory_peer_missing (TbSyncPeer *peer, GPtrArray *revisions, GCancellable *cancellable,
                        GError **error)
{
  TbMemoryPeer *self = TB_MEMORY_PEER (peer);
  GPtrArray *missing;

  if (!call (self, cancellable, error))
    return NULL;

  missing = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  for (guint i = 0; i < revisions->len; i++)
    {
      TbPeerRevision *revision = g_ptr_array_index (revisions, i);

      if (!tb_memory_server_has (self->server, revision))
        g_ptr_array_add (missing, tb_peer_revision_new (revision->id, revision->rev));
    }
  return missing;
}

/* When the line breaks here, a part or all of it may have arrived. */
static gboolean
tb_memory_peer_put (TbSyncPeer *peer, GPtrArray *documents, GPtrArray **refusals,
                    GCancellable *cancellable, GError **error)
{
  TbMemoryPeer *self = TB_MEMORY_PEER (peer);
  gboolean up = call (self, cancellable, error);
  guint n = documents->len;

  if (!up && self->n_calls > self->breaks_at)
    return FALSE;
  if (!up && !arrived (self))
    n /= 2;
  for (guint i = 0; i < n; i++)
    tb_memory_server_put (self->server, g_ptr_array_index (documents, i));
  return up;
}

static gboolean
tb_memory_peer_get_local (TbSyncPeer *peer, const char *key, JsonObject **value,
                          GCancellable *cancellable, GError **error)
{
  TbMemoryPeer *self = TB_MEMORY_PEER (peer);

  if (!call (self, cancellable, error))
    return FALSE;
  *value = tb_memory_server_get_local (self->server, key);
  return TRUE;
}

static gboolean
tb_memory_peer_put_local (TbSyncPeer *peer, const char *key, JsonObject *value,
                          GCancellable *cancellable, GError **error)
{
  TbMemoryPeer *self = TB_MEMORY_PEER (peer);
  gboolean up = call (self, cancellable, error);

  if (up || arrived (self))
    tb_memory_server_set_local (self->server, key, value);
  return up;
}

static void
tb_memory_peer_iface_init (TbSyncPeerInterface *iface)
{
  iface->open = tb_memory_peer_open;
  iface->changes = tb_memory_peer_changes;
  iface->get = tb_memory_peer_get;
  iface->missing = tb_memory_peer_missing;
  iface->put = tb_memory_peer_put;
  iface->get_local = tb_memory_peer_get_local;
  iface->put_local = tb_memory_peer_put_local;
}

static void
tb_memory_peer_finalize (GObject *object)
{
  g_clear_object (&TB_MEMORY_PEER (object)->cancel);

  G_OBJECT_CLASS (tb_memory_peer_parent_class)->finalize (object);
}

static void
tb_memory_peer_class_init (TbMemoryPeerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_memory_peer_finalize;
}

static void
tb_memory_peer_init (TbMemoryPeer *self)
{
}

/*
 * tb_memory_peer_new:
 * @server: (not owned): what it leads to; must live longer
 *
 * Returns: (transfer full): one desk's line to it
 */
TbMemoryPeer *
tb_memory_peer_new (TbMemoryServer *server)
{
  TbMemoryPeer *self = g_object_new (TB_TYPE_MEMORY_PEER, NULL);

  self->server = server;
  self->page = TB_SYNC_PAGE_MAX;
  return self;
}

/*
 * tb_memory_peer_set_page:
 * @self: a line
 * @n_rows: how many changes it gives at once at the most, so that what belongs together comes in
 * several pages
 */
void
tb_memory_peer_set_page (TbMemoryPeer *self, guint n_rows)
{
  self->page = n_rows;
}

/*
 * tb_memory_peer_set_stuck:
 * @self: a line
 * @is_stuck: whether it gives the changes from the beginning, whatever is asked for, as something
 * does that keeps answers and looks at no more than half of the question
 */
void
tb_memory_peer_set_stuck (TbMemoryPeer *self, gboolean is_stuck)
{
  self->is_stuck = is_stuck;
}

/*
 * tb_memory_peer_break_after:
 * @self: a line
 * @n_calls: how many more requests are answered; the next one is not: if it is to store anything,
 * half of it arrives, or all
 */
void
tb_memory_peer_break_after (TbMemoryPeer *self, guint n_calls)
{
  self->breaks_at = self->n_calls + n_calls + 1;
}

/*
 * tb_memory_peer_cancel_after:
 * @self: a line
 * @n_calls: how many more requests are answered; the next one is not
 * @cancellable: cancelled then, and with it what the desk does at that moment
 */
void
tb_memory_peer_cancel_after (TbMemoryPeer *self, guint n_calls, GCancellable *cancellable)
{
  tb_memory_peer_break_after (self, n_calls);
  g_set_object (&self->cancel, cancellable);
}

/*
 * tb_memory_peer_mend:
 * @self: a line that was broken
 */
void
tb_memory_peer_mend (TbMemoryPeer *self)
{
  self->breaks_at = 0;
  g_clear_object (&self->cancel);
}

guint
tb_memory_peer_get_n_calls (TbMemoryPeer *self)
{
  return self->n_calls;
}
