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
 * tb_sync_advise:
 * @error: (transfer full): why an exchange failed
 *
 * Returns: (transfer full): the same, which also says what becomes of the changes
 */
GError *
tb_sync_advise (TbSync *self, GError *error)
{
  char *words;

  if (error->domain != TB_ERROR)
    return error;
  words = dup_words (self, error);
  g_free (error->message);
  error->message = words;
  return error;
}

/*< private >
 * tb_sync_publish_failure:
 * @error: why an exchange failed
 */
void
tb_sync_publish_failure (TbSync *self, const GError *error)
{
  g_autofree char *words = dup_words (self, error);

  tb_sync_publish (self, tb_sync_state_of_error (error), words);
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  tb_sync_publish_progress (data, total > 0 ? (double)done / (double)total : -1);
}

/*< private >
 * tb_sync_exchange:
 *
 * One exchange on the calling thread; the properties tell of it, and the register remembers how it
 * went.
 */
gboolean
tb_sync_exchange (TbSync *self, TbReplicator *replicator, TbSyncDesk *desk,
                  GCancellable *cancellable, GError **error)
{
  TbReplicatorStats stats;
  g_autoptr (GError) local_error = NULL;
  gboolean done;

  tb_sync_publish (self, TB_SYNC_SYNCING, NULL);
  tb_sync_desk_set_progress (desk, progress_cb, self);
  done = tb_replicator_exchange (replicator, &stats, cancellable, &local_error)
         && tb_sync_push_files (self, cancellable, &local_error);
  tb_sync_publish_progress (self, -1);
  if (done)
    {
      tb_sync_publish (self, TB_SYNC_IDLE, NULL);
    }
  else if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      tb_sync_publish (self, TB_SYNC_OFF, NULL);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  else
    {
      /* That it could not be written down is not what the person should be told first. */
      tb_sync_desk_note_failure (desk, local_error->message, NULL);
      tb_sync_publish_failure (self, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  tb_sync_recount (self);
  return done;
}
