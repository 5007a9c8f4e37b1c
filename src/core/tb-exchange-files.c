/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-exchange-files.h"

#include "tb-file-peer.h"
#include "tb-file-store.h"

/**
 * tb_exchange_files_write:
 * @session: a register
 * @writer: an exchange file that was given all documents
 * @digests: (element-type utf8): of the contents that are wanted
 * @n_missing: (inout): gets how many of them are not on this desk
 * @cancellable: (nullable): to give up
 * @error: return location: as tb_parcel_writer_add_file()
 *
 * Returns: whether the others are in the file
 */
gboolean
tb_exchange_files_write (TbSession *session, TbParcelWriter *writer, GPtrArray *digests,
                         gint64 *n_missing, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_session_get_path (session));

  for (guint i = 0; i < digests->len; i++)
    {
      const char *sha256 = g_ptr_array_index (digests, i);
      g_autofree char *path = tb_file_store_dup_path (store, sha256);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GFileInfo) info = NULL;
      g_autoptr (GInputStream) content = NULL;

      if (!tb_file_store_has (store, sha256))
        {
          (*n_missing)++;
          continue;
        }
      info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                                cancellable, error);
      if (info == NULL || (content = tb_file_store_open (store, sha256, error)) == NULL
          || !tb_parcel_writer_add_file (writer, sha256, g_file_info_get_size (info), content,
                                         cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_content (TbFileStore *store, const char *sha256, GBytes *content, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (content);
  TbStoredFile stored;

  return tb_file_store_put (store, stream, sha256, &stored, cancellable, error);
}

/**
 * tb_exchange_files_read:
 * @session: a register
 * @reader: an exchange file
 * @peer: the peer that gives its documents
 * @n_files: (inout): gets how many contents came that this desk did not have
 * @cancellable: (nullable): to give up
 * @error: return location: as tb_parcel_reader_read_file() and tb_file_store_put()
 *
 * Keeps the contents, which follow the documents. Those were not looked at again where all had come
 * before.
 *
 * Returns: whether all contents are here
 */
gboolean
tb_exchange_files_read (TbSession *session, TbParcelReader *reader, TbSyncPeer *peer,
                        gint64 *n_files, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_session_get_path (session));
  g_autoptr (TbChangesPage) rest = tb_sync_peer_changes (
      peer, tb_parcel_reader_get_header (reader)->id, TB_SYNC_PAGE_MAX, 0, cancellable, error);
  TbParcelItem item = tb_file_peer_has_file (TB_FILE_PEER (peer)) ? TB_PARCEL_FILE : TB_PARCEL_END;

  if (rest == NULL)
    return FALSE;

  while (item == TB_PARCEL_FILE)
    {
      const char *sha256 = tb_parcel_reader_get_sha256 (reader);
      g_autoptr (GBytes) content = tb_parcel_reader_read_file (reader, cancellable, error);
      g_autoptr (TbPeerDocument) document = NULL;

      if (content == NULL)
        return FALSE;
      if (!tb_file_store_has (store, sha256))
        {
          if (!store_content (store, sha256, content, cancellable, error))
            return FALSE;
          (*n_files)++;
        }
      item = tb_parcel_reader_next (reader, &document, cancellable, error);
    }
  return item == TB_PARCEL_END;
}
