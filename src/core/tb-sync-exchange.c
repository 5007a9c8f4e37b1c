/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-sync-private.h"

/*< private >
 * tb_sync_state_of_error:
 *
 * Whether what went wrong will be tried again by itself, or a person must do something first.
 */
TbSyncState
tb_sync_state_of_error (const GError *error)
{
  static const TbError persons[] = {
    TB_ERROR_INVALID,
    TB_ERROR_NEWER,
    TB_ERROR_FULL,
    TB_ERROR_READ_ONLY,
    TB_ERROR_DATABASE,
    TB_ERROR_SERVICE_REFUSED,
    TB_ERROR_SERVICE_FORBIDDEN,
    TB_ERROR_SERVICE_INVALID,
    TB_ERROR_NOT_FOUND,
    TB_ERROR_SERVICE_CERTIFICATE,
    TB_ERROR_NO_KEYRING,
    TB_ERROR_SERVICE_TOO_LARGE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (persons); i++)
    if (g_error_matches (error, TB_ERROR, (int)persons[i]))
      return TB_SYNC_STOPPED;
  return TB_SYNC_WAITING;
}

/* What becomes of the changes after a failure that may pass. */
static char *
dup_words (TbSync *self, const GError *error)
{
  gboolean is_live;

  if (g_error_matches (error, TB_ERROR, TB_ERROR_SERVICE_REFUSED)
      || g_error_matches (error, TB_ERROR, TB_ERROR_SERVICE_FORBIDDEN))
    /* Translators: %s is a sentence that says what failed. */
    return g_strdup_printf (_ ("%s What was changed here is kept."), error->message);
  if (tb_sync_state_of_error (error) != TB_SYNC_WAITING)
    return g_strdup (error->message);

  g_mutex_lock (&self->mutex);
  is_live = self->is_live;
  g_mutex_unlock (&self->mutex);
  if (is_live)
    /* Translators: %s is a sentence that says what failed. */
    return g_strdup_printf (_ ("%s It is tried again by itself; what was changed here waits until "
                               "then."),
                            error->message);
  /* Translators: %s is a sentence that says what failed. */
  return g_strdup_printf (_ ("%s What was changed here is kept, and sent the next time."),
                          error->message);
}

/*< private >
 * tb_sync_publish_failure:
 * @error: why an exchange failed
 */
void
tb_sync_publish_failure (TbSync *self, const GError *error)
{
  g_autofree char *words = dup_words (self, error);
  gboolean needs_password = g_error_matches (error, TB_ERROR, TB_ERROR_SERVICE_REFUSED)
                            || g_error_matches (error, TB_ERROR, TB_ERROR_NO_KEYRING);

  tb_sync_publish (self, tb_sync_state_of_error (error), words, needs_password);
}

/*< private >
 * tb_sync_link_open:
 * @self: an empty link
 * @sync: the exchange whose account says with whom
 *
 * For the calling thread. Errors: %TB_ERROR_INVALID where no service is set up, those of the
 * keyring and of the store.
 *
 * Returns: whether an exchange can be begun
 */
gboolean
tb_sync_link_open (TbSyncLink *self, TbSync *sync, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbSyncAccount) account = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) local_error = NULL;

  account = tb_sync_load_account (sync->session, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->peer = tb_sync_make_peer (sync, account, TB_SYNC_RECORDS, cancellable, error);
  if (self->peer == NULL)
    return FALSE;

  name = tb_sync_account_dup_peer_name (account);
  self->desk = tb_sync_desk_new (sync->session, name);
  self->replicator = tb_replicator_new (self->peer, tb_sync_desk_get_interface (self->desk));
  return TRUE;
}

/*< private >
 * tb_sync_link_clear:
 * @self: a link; empty afterwards
 */
void
tb_sync_link_clear (TbSyncLink *self)
{
  g_clear_pointer (&self->replicator, tb_replicator_free);
  g_clear_pointer (&self->desk, tb_sync_desk_free);
  g_clear_object (&self->peer);
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  tb_sync_publish_progress (data, total > 0 ? (double)done / (double)total : -1);
}

/*< private >
 * tb_sync_exchange:
 * @link: an open link
 *
 * One exchange on the calling thread; the properties tell of it, and the register remembers how it
 * went.
 */
gboolean
tb_sync_exchange (TbSync *self, TbSyncLink *link, GCancellable *cancellable, GError **error)
{
  TbReplicatorStats stats;
  g_autoptr (GError) local_error = NULL;
  gboolean done;

  tb_sync_publish (self, TB_SYNC_SYNCING, NULL, FALSE);
  tb_sync_desk_set_progress (link->desk, progress_cb, self);
  done = tb_replicator_exchange (link->replicator, &stats, cancellable, &local_error)
         && tb_sync_push_files (self, cancellable, &local_error);
  tb_sync_publish_progress (self, -1);
  if (done)
    {
      tb_sync_publish (self, TB_SYNC_IDLE, NULL, FALSE);
    }
  else if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      tb_sync_publish (self, TB_SYNC_OFF, NULL, FALSE);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  else
    {
      /* That it could not be written down is not what the person should be told first. */
      tb_sync_desk_note_failure (link->desk, local_error->message, NULL);
      tb_sync_publish_failure (self, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  tb_sync_recount (self);
  return done;
}

static gboolean
exchange_here (TbSync *self, GCancellable *cancellable, GError **error)
{
  g_auto (TbSyncLink) link = { 0 };
  g_autoptr (GError) local_error = NULL;

  if (tb_sync_link_open (&link, self, cancellable, &local_error))
    return tb_sync_exchange (self, &link, cancellable, error);

  /* An exchange tells of itself; this is why there is none. */
  if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tb_sync_publish_failure (self, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Adds what becomes of the changes; takes @error. */
static GError *
advise (TbSync *self, GError *error)
{
  char *words;

  if (error->domain != TB_ERROR)
    return error;
  words = dup_words (self, error);
  g_free (error->message);
  error->message = words;
  return error;
}

/**
 * tb_sync_now:
 * @self: a register's exchange
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Exchanges everything with the service that is set up, now. Blocks; on any thread but the
 * session's database threads.
 *
 * Errors: %TB_ERROR_INVALID where no service is set up, those of the service and of the store,
 * %G_IO_ERROR_CANCELLED. What was exchanged before a failure is exchanged.
 *
 * Returns: whether everything was exchanged
 */
gboolean
tb_sync_now (TbSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean done = FALSE;

  g_return_val_if_fail (TB_IS_SYNC (self), FALSE);

  if (!tb_sync_thread_ask (self, &done, cancellable, &local_error))
    {
      done = exchange_here (self, cancellable, &local_error);
      tb_sync_thread_end_turn (self);
    }
  if (!done)
    g_propagate_error (error, advise (self, g_steal_pointer (&local_error)));
  return done;
}
