/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-replicator-pull.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-priority.h"

/* A page being stored while the next one is fetched. */
typedef struct
{
  const TbReplicatorDesk *desk; /* (not owned) */
  GCancellable *cancellable;    /* (not owned) (nullable) */
  GThread *thread;              /* (owned) (nullable): stores the page; NULL while there is none */
  GPtrArray *documents;         /* (owned) (nullable) (element-type TbPeerDocument) */
  char *since;                  /* (owned) (nullable) */
  GError *error;                /* (owned) (nullable): of the thread */
} Storing;

static gpointer
store_page (gpointer data)
{
  Storing *self = data;

  tb_priority_give_way ();
  self->desk->store (self->desk->data, self->documents, self->since, self->cancellable,
                     &self->error);
  return NULL;
}

/* Waits until the page that is being stored is. */
static gboolean
storing_finish (Storing *self, GError **error)
{
  if (self->thread == NULL)
    return TRUE;

  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static void
storing_clear (Storing *self)
{
  storing_finish (self, NULL);
  g_free (self->since);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Storing, storing_clear)

/* The page before must be in the register first: what comes later may build upon it. */
static gboolean
storing_begin (Storing *self, GPtrArray *documents, const char *since, GError **error)
{
  if (!storing_finish (self, error))
    {
      g_ptr_array_unref (documents);
      return FALSE;
    }
  self->documents = documents;
  g_set_str (&self->since, since);
  self->thread = g_thread_new ("tb-sync-store", store_page, self);
  return TRUE;
}

/* Documents of a page that this desk does not have. What the peer has no more is passed over: a
 * later row tells of what followed it. */
static GPtrArray *
fetch (TbSyncPeer *peer, const TbReplicatorDesk *desk, const TbChangesPage *page,
       GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) unknown
      = desk->find_unknown (desk->data, page->changes, cancellable, error);
  g_autoptr (GPtrArray) documents = NULL;

  if (unknown == NULL)
    return NULL;

  documents = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  for (guint begin = 0; begin < unknown->len; begin += TB_SYNC_PAGE_MAX)
    {
      guint n = MIN (unknown->len - begin, TB_SYNC_PAGE_MAX);
      g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
      GPtrArray *given;

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (wanted, unknown->pdata[begin + i]);
      given = tb_sync_peer_get (peer, wanted, cancellable, error);
      if (given == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (documents, given);
    }
  return g_steal_pointer (&documents);
}

/* Something between may keep answers, and give the same page whatever is asked for: that would be
 * asked for ever. */
static gboolean
check_moves_on (const TbChangesPage *page, const char *since, GError **error)
{
  if (!page->more || page->changes->len == 0 || g_strcmp0 (page->last_seq, since) != 0)
    return TRUE;
  g_set_error_literal (error, TB_ERROR, TB_ERROR_SERVICE_INVALID,
                       _ ("The service gives the same changes again and again. Tell whoever "
                          "manages the service."));
  return FALSE;
}

/* Read again, at the most, after a long exchange that was broken off. */
#define PAGES_UNCONFIRMED 20

/*< private >
 * tb_replicator_pull:
 * @state: where the peer's changes were read to; its `since` is moved on
 * @n_documents: how many documents the peer has, for the progress; 0 where that is not known
 * @confirm: called now and then, with @data
 *
 * Fetches what the peer has and this desk has not, page by page, each stored while the next one
 * comes. Errors: those of the peer and of the desk, %TB_ERROR_SERVICE_INVALID where the peer does
 * not go on.
 */
gboolean
tb_replicator_pull (TbSyncPeer *peer, const TbReplicatorDesk *desk, TbReplicatorState *state,
                    guint64 n_documents, TbReplicatorConfirm confirm, gpointer data,
                    TbReplicatorStats *stats, GCancellable *cancellable, GError **error)
{
  g_auto (Storing) storing = { .desk = desk, .cancellable = cancellable };
  guint64 total = state->since == NULL ? n_documents : 0;
  gboolean more = TRUE;
  guint n_pages = 0;

  while (more)
    {
      g_autoptr (TbChangesPage) page = NULL;
      g_autoptr (GPtrArray) documents = NULL;
      guint n_documents_here;

      page = tb_sync_peer_changes (peer, state->since, TB_SYNC_PAGE_MAX, 0, cancellable, error);
      if (page == NULL || !check_moves_on (page, state->since, error))
        return FALSE;
      /* A peer that says that there is more, and gives nothing, would be asked for ever. */
      more = page->more && page->changes->len > 0;
      if (page->changes->len == 0 && g_strcmp0 (page->last_seq, state->since) == 0)
        break;

      documents = fetch (peer, desk, page, cancellable, error);
      if (documents == NULL)
        return FALSE;
      n_documents_here = documents->len;
      if (!storing_begin (&storing, g_steal_pointer (&documents), page->last_seq, error))
        return FALSE;
      g_set_str (&state->since, page->last_seq);
      stats->n_pulled += n_documents_here;
      if (desk->progress != NULL)
        desk->progress (desk->data, stats->n_pulled, MAX (total, stats->n_pulled));
      if (++n_pages % PAGES_UNCONFIRMED == 0
          && (!storing_finish (&storing, error) || !confirm (data, cancellable, error)))
        return FALSE;
    }
  return storing_finish (&storing, error);
}
