/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-replicator-push.h"

#include "tb-priority.h"

/* The next leaves, read while the peer is given those before them. */
typedef struct
{
  const TbReplicatorDesk *desk; /* (not owned) */
  GCancellable *cancellable;    /* (not owned) (nullable) */
  gint64 after;
  GThread *thread;          /* (owned) (nullable) */
  TbReplicatorOffer *offer; /* (owned) (nullable): what the thread read */
  GError *error;            /* (owned) (nullable): of the thread */
} Reading;

static gpointer
read_offer (gpointer data)
{
  Reading *self = data;

  tb_priority_give_way ();
  self->offer = self->desk->offer (self->desk->data, self->after, self->cancellable, &self->error);
  return NULL;
}

static void
reading_begin (Reading *self, gint64 after)
{
  self->after = after;
  self->thread = g_thread_new ("tb-sync-offer", read_offer, self);
}

static TbReplicatorOffer *
reading_finish (Reading *self, GError **error)
{
  g_thread_join (g_steal_pointer (&self->thread));
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return g_steal_pointer (&self->offer);
}

static void
reading_clear (Reading *self)
{
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_clear_pointer (&self->offer, tb_replicator_offer_free);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static char *
dup_key (const char *id, const char *rev)
{
  return g_strconcat (id, " ", rev, NULL);
}

/* Leaves of @documents only what the peer has not. */
static gboolean
keep_missing (TbSyncPeer *peer, GPtrArray *documents, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) asked
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GHashTable) missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) answer = NULL;

  for (guint i = 0; i < documents->len; i++)
    {
      const TbPeerDocument *document = g_ptr_array_index (documents, i);

      g_ptr_array_add (asked, tb_peer_revision_new (document->id, document->rev));
    }
  answer = tb_sync_peer_missing (peer, asked, cancellable, error);
  if (answer == NULL)
    return FALSE;

  for (guint i = 0; i < answer->len; i++)
    {
      const TbPeerRevision *one = g_ptr_array_index (answer, i);

      g_hash_table_add (missing, dup_key (one->id, one->rev));
    }
  for (guint i = documents->len; i > 0; i--)
    {
      const TbPeerDocument *document = g_ptr_array_index (documents, i - 1);
      g_autofree char *key = dup_key (document->id, document->rev);

      if (!g_hash_table_contains (missing, key))
        g_ptr_array_remove_index (documents, i - 1);
    }
  return TRUE;
}

static gboolean
give (TbSyncPeer *peer, const TbReplicatorDesk *desk, TbReplicatorOffer *offer, gboolean *uncertain,
      TbReplicatorStats *stats, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) refusals = NULL;

  if ((offer->may_have || *uncertain) && !keep_missing (peer, offer->documents, cancellable, error))
    return FALSE;

  if (offer->documents->len > 0)
    {
      /* Where the answer does not come, the peer may have stored what it was given all the same. */
      *uncertain = TRUE;
      if (!tb_sync_peer_put (peer, offer->documents, &refusals, cancellable, error))
        return FALSE;
      stats->n_pushed += offer->documents->len - MIN (refusals->len, offer->documents->len);
      stats->n_refused += refusals->len;
    }
  *uncertain = FALSE;
  return desk->offered (desk->data, offer->last, refusals, cancellable, error);
}

/*< private >
 * tb_replicator_push:
 * @uncertain: (inout): whether the peer may have got what it did not confirm
 *
 * Gives the peer what it has not, in the order in which it came to be.
 */
gboolean
tb_replicator_push (TbSyncPeer *peer, const TbReplicatorDesk *desk, gboolean *uncertain,
                    TbReplicatorStats *stats, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbReplicatorOffer) offer = desk->offer (desk->data, 0, cancellable, error);

  while (offer != NULL && offer->documents->len > 0)
    {
      g_auto (Reading) reading = { .desk = desk, .cancellable = cancellable };

      reading_begin (&reading, offer->last);
      if (!give (peer, desk, offer, uncertain, stats, cancellable, error))
        return FALSE;
      if (desk->progress != NULL)
        desk->progress (desk->data, stats->n_pulled + stats->n_pushed, 0);
      tb_replicator_offer_free (g_steal_pointer (&offer));
      offer = reading_finish (&reading, error);
    }
  return offer != NULL;
}
