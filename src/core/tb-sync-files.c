/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-blob.h"
#include "tb-error.h"
#include "tb-peer-row.h"
#include "tb-session-private.h"
#include "tb-sync-file.h"
#include "tb-sync-private.h"

/* Files that a peer has or has not. */
typedef struct
{
  const char *peer_name;
  gint64 peer;
  const char *sha256;
} Files;

static gpointer
list_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Files *self = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, self->peer_name, error);

  if (peer == NULL)
    return NULL;
  self->peer = peer->row;
  return tb_sync_file_list_untold (connection, peer->row, error);
}

static gpointer
note_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Files *self = data;

  if (!tb_connection_begin (connection, error))
    return NULL;
  if (!tb_sync_file_note (connection, self->peer, self->sha256, error))
    {
      tb_connection_rollback (connection);
      return NULL;
    }
  return tb_connection_commit (connection, error) ? self : NULL;
}

static gboolean
push (TbSync *self, TbSyncPeer *peer, GPtrArray *untold, Files *files, GCancellable *cancellable,
      GError **error)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_session_get_path (self->session));

  for (guint i = 0; i < untold->len; i++)
    {
      files->sha256 = g_ptr_array_index (untold, i);
      if (!tb_file_store_has (store, files->sha256))
        continue;
      if (!tb_blob_push (peer, store, files->sha256, cancellable, error)
          || tb_session_run_write (self->session, note_in_writer, files, cancellable, error)
                 == NULL)
        return FALSE;
    }
  return TRUE;
}

/*< private >
 * tb_sync_push_files:
 *
 * Gives the service the files of attachments that it has not. Their records are there already.
 */
gboolean
tb_sync_push_files (TbSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbSyncAccount) account = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) untold = NULL;
  g_autoptr (TbSyncPeer) peer = NULL;
  g_autoptr (GError) local_error = NULL;
  Files files = { 0 };

  account = tb_sync_load_account (self->session, &local_error);
  if (account == NULL)
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  name = tb_sync_account_dup_peer_name (account);
  files.peer_name = name;
  untold = tb_session_read (self->session, list_in_reader, &files, cancellable, error);
  if (untold == NULL)
    return FALSE;
  if (untold->len == 0)
    return TRUE;

  peer = tb_sync_make_peer (self, account, TB_SYNC_FILES, cancellable, error);
  return peer != NULL && push (self, peer, untold, &files, cancellable, error);
}

/* Who wants to know how far it is. */
typedef struct
{
  TbProgressFunc func; /* (nullable) */
  gpointer data;
} Progress;

static void
progress_cb (gint64 n_done, gint64 n_all, gpointer data)
{
  const Progress *progress = data;

  if (progress->func != NULL)
    progress->func ((guint64)n_done, (guint64)n_all, progress->data);
}

/**
 * tb_sync_fetch_file:
 * @self: a register's exchange
 * @sha256: the digest of an attachment's file that is not on this desk
 * @progress: (nullable) (scope call): told how many bytes are there, on the calling thread
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Fetches the file of an attachment that came from another desk, when somebody wants to see it.
 * What has come when it is broken off is kept for the next try. Blocks; on any thread but the
 * session's database threads.
 *
 * Errors: %TB_ERROR_NOT_FOUND where the service does not have it yet, %TB_ERROR_INVALID where no
 * service is set up, %TB_ERROR_FILE or %TB_ERROR_SERVICE_INVALID where it has another under that
 * digest, %TB_ERROR_FULL, and those of the service.
 *
 * Returns: whether the file is beside the register
 */
gboolean
tb_sync_fetch_file (TbSync *self, const char *sha256, TbProgressFunc progress,
                    gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Progress telling = { .func = progress, .data = progress_data };
  g_autoptr (TbSyncAccount) account = NULL;
  g_autoptr (TbSyncPeer) peer = NULL;
  g_autoptr (TbFileStore) store = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (TB_IS_SYNC (self), FALSE);
  g_return_val_if_fail (sha256 != NULL, FALSE);

  account = tb_sync_load_account (self->session, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  peer = tb_sync_make_peer (self, account, TB_SYNC_FILES, cancellable, error);
  if (peer == NULL)
    return FALSE;
  store = tb_file_store_new (tb_session_get_path (self->session));
  return tb_blob_fetch (peer, store, sha256, progress_cb, &telling, cancellable, error);
}
