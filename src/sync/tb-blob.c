/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-blob.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-revision.h"

/* A file of an attachment at a peer: documents `blob:<digest>:<number>` that are never changed, so
 * that two desks which have the same file make the same documents. */

/* Chunks that are held in memory and sent, or asked for, at a time. */
#define GROUP 4

/* What reading a file in order needs. */
typedef struct
{
  GInputStream *stream; /* (owned) */
  const char *sha256;   /* (not owned) */
  gint64 size;
  guint n_chunks;
  guint next;
} Source;

/**
 * tb_blob_dup_chunk_id:
 * @sha256: a digest
 * @n: the number of a chunk, from 0
 *
 * Returns: (transfer full): the id of that document
 */
char *
tb_blob_dup_chunk_id (const char *sha256, guint n)
{
  g_return_val_if_fail (tb_sha256_is_valid (sha256), NULL);

  return g_strdup_printf ("blob:%s:%u", sha256, n);
}

static guint
count_chunks (gint64 size)
{
  return (guint)((size + TB_BLOB_CHUNK_SIZE - 1) / TB_BLOB_CHUNK_SIZE);
}

static gsize
get_chunk_size (gint64 size, guint n)
{
  return (gsize)MIN (size - (gint64)n * TB_BLOB_CHUNK_SIZE, TB_BLOB_CHUNK_SIZE);
}

/* ---- sending */

static TbPeerDocument *
make_chunk (const Source *source, const guchar *data, gsize length)
{
  TbPeerDocument *document = g_new0 (TbPeerDocument, 1);
  g_autofree char *text = g_base64_encode (data, length);

  document->body = json_object_new ();
  json_object_set_string_member (document->body, "type", "blob");
  json_object_set_int_member (document->body, "size", source->size);
  json_object_set_string_member (document->body, "data", text);
  document->id = tb_blob_dup_chunk_id (source->sha256, source->next);
  document->rev = tb_revision_new (FALSE, NULL, document->body);
  document->ancestry = g_strdupv ((char *[]){ document->rev, NULL });
  return document;
}

static gboolean
set_file_error (GError **error, const char *words)
{
  g_set_error (error, TB_ERROR, TB_ERROR_FILE,
               _ ("A file of the register could not be read, so that it was not sent: %s."), words);
  return FALSE;
}

/* The next chunks, fewer at the end. */
static GPtrArray *
read_group (Source *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) group
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  g_autofree guchar *buffer = g_malloc (TB_BLOB_CHUNK_SIZE);
  g_autoptr (GError) cause = NULL;

  while (group->len < GROUP && source->next < source->n_chunks)
    {
      gsize wanted = get_chunk_size (source->size, source->next);
      gsize length = 0;

      if (!g_input_stream_read_all (source->stream, buffer, wanted, &length, cancellable, &cause)
          || length != wanted)
        {
          set_file_error (error, cause != NULL ? cause->message : g_strerror (EIO));
          return NULL;
        }
      g_ptr_array_add (group, make_chunk (source, buffer, length));
      source->next++;
    }
  return g_steal_pointer (&group);
}

static gboolean
is_among (GPtrArray *revisions, const char *id)
{
  for (guint i = 0; i < revisions->len; i++)
    {
      TbPeerRevision *revision = g_ptr_array_index (revisions, i);

      if (g_str_equal (revision->id, id))
        return TRUE;
    }
  return FALSE;
}

/* Leaves in @group what the peer has not. */
static gboolean
drop_known (TbSyncPeer *files, GPtrArray *group, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) revisions
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) missing = NULL;

  for (guint i = 0; i < group->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (group, i);

      g_ptr_array_add (revisions, tb_peer_revision_new (document->id, document->rev));
    }
  missing = tb_sync_peer_missing (files, revisions, cancellable, error);
  if (missing == NULL)
    return FALSE;
  for (guint i = group->len; i > 0; i--)
    {
      TbPeerDocument *document = g_ptr_array_index (group, i - 1);

      if (!is_among (missing, document->id))
        g_ptr_array_remove_index (group, i - 1);
    }
  return TRUE;
}

static gboolean
send_group (TbSyncPeer *files, GPtrArray *group, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) refusals = NULL;

  if (!drop_known (files, group, cancellable, error))
    return FALSE;
  if (group->len == 0)
    return TRUE;
  if (!tb_sync_peer_put (files, group, &refusals, cancellable, error))
    return FALSE;
  if (refusals->len > 0)
    {
      TbPeerRefusal *refusal = g_ptr_array_index (refusals, 0);

      g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_FORBIDDEN,
                   /* Translators: the service's own words */
                   _ ("The service does not take a file of the register: %s. Ask whoever manages "
                      "the service."),
                   *refusal->words != '\0' ? refusal->words : refusal->code);
      return FALSE;
    }
  return TRUE;
}

static gboolean
open_source (Source *source, TbFileStore *store, const char *sha256, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) cause = NULL;

  source->sha256 = sha256;
  source->stream = tb_file_store_open (store, sha256, error);
  if (source->stream == NULL)
    return FALSE;
  info = g_file_input_stream_query_info (G_FILE_INPUT_STREAM (source->stream),
                                         G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, &cause);
  if (info == NULL)
    return set_file_error (error, cause->message);
  source->size = g_file_info_get_size (info);
  source->n_chunks = count_chunks (source->size);
  return TRUE;
}

/**
 * tb_blob_push:
 * @files: the peer of the branch's files
 * @store: the register's files
 * @sha256: one of them
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Sends what the peer has not of a file, in order, so that what was broken off is taken up again.
 * On the thread of @files; memory is bounded. Errors: those of @files; TB_ERROR_SERVICE_FORBIDDEN
 * where it refuses; TB_ERROR_FILE or TB_ERROR_NOT_FOUND where the file cannot be read.
 *
 * Returns: whether the peer has the whole file
 */
gboolean
tb_blob_push (TbSyncPeer *files, TbFileStore *store, const char *sha256, GCancellable *cancellable,
              GError **error)
{
  Source source = { NULL };
  gboolean sent;

  g_return_val_if_fail (TB_IS_SYNC_PEER (files), FALSE);
  g_return_val_if_fail (store != NULL, FALSE);
  g_return_val_if_fail (tb_sha256_is_valid (sha256), FALSE);

  sent = open_source (&source, store, sha256, error);
  while (sent && source.next < source.n_chunks)
    {
      g_autoptr (GPtrArray) group = read_group (&source, cancellable, error);

      sent = group != NULL && send_group (files, group, cancellable, error);
    }
  g_clear_object (&source.stream);
  return sent;
}

/* ---- fetching */

static gboolean
set_damaged_error (GError **error)
{
  g_set_error_literal (error, TB_ERROR, TB_ERROR_SERVICE_INVALID,
                       _ ("What the service has of this file is damaged. Add the file anew on the "
                          "desk that has it."));
  return FALSE;
}

/* The size that a chunk says its file has; 0 where that cannot be. */
static gint64
read_size (JsonObject *body)
{
  gint64 size = json_object_get_int_member_with_default (body, "size", 0);

  return size > 0 && size <= TB_FILE_STORE_MAX_SIZE ? size : 0;
}

static guchar *
read_data (JsonObject *body, gsize *length)
{
  JsonNode *node = json_object_get_member (body, "data");

  *length = 0;
  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return g_base64_decode (json_node_get_string (node), length);
}

static GPtrArray *
make_wanted (const char *sha256, guint begin, guint end)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);

  for (guint n = begin; n < end; n++)
    {
      g_autofree char *id = tb_blob_dup_chunk_id (sha256, n);

      g_ptr_array_add (wanted, tb_peer_revision_new (id, NULL));
    }
  return wanted;
}

/* The body of a chunk among what the peer gave. */
static JsonObject *
find_chunk (GPtrArray *documents, const char *sha256, guint n, GError **error)
{
  g_autofree char *id = tb_blob_dup_chunk_id (sha256, n);

  for (guint i = 0; i < documents->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (documents, i);

      if (g_str_equal (document->id, id) && document->body != NULL && !document->deleted)
        return document->body;
    }
  g_set_error_literal (error, TB_ERROR, TB_ERROR_NOT_FOUND,
                       _ ("This file has not come to the service yet. It is there when the desk "
                          "on which it was added has synchronised."));
  return NULL;
}

/* Adds chunks [begin, end) to what is there; learns the file's size from the first of them. */
static gboolean
fetch_group (TbSyncPeer *files, TbFileStore *store, const char *sha256, guint begin, guint end,
             gint64 *size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) wanted = make_wanted (sha256, begin, end);
  g_autoptr (GPtrArray) documents = tb_sync_peer_get (files, wanted, cancellable, error);

  if (documents == NULL)
    return FALSE;
  for (guint n = begin; n < end; n++)
    {
      JsonObject *body = find_chunk (documents, sha256, n, error);
      g_autofree guchar *data = NULL;
      gsize length;

      if (body == NULL)
        return FALSE;
      *size = read_size (body);
      data = read_data (body, &length);
      if (*size <= (gint64)n * TB_BLOB_CHUNK_SIZE || length != get_chunk_size (*size, n))
        return set_damaged_error (error);
      if (!tb_file_store_write_part (store, sha256, (gint64)n * TB_BLOB_CHUNK_SIZE, data, length,
                                     error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fetch_chunks (TbSyncPeer *files, TbFileStore *store, const char *sha256,
              TbBlobProgressFunc progress, gpointer user_data, GCancellable *cancellable,
              GError **error)
{
  /* The last whole chunk of an earlier try is fetched again, which tells the size. */
  guint next = (guint)(tb_file_store_get_part_size (store, sha256) / TB_BLOB_CHUNK_SIZE);
  guint n_chunks = 1;
  gint64 size = 0;

  if (next > 0)
    next--;
  n_chunks = next + 1;
  while (next < n_chunks)
    {
      guint end = MIN (next + (size > 0 ? GROUP : 1), n_chunks);

      if (!fetch_group (files, store, sha256, next, end, &size, cancellable, error))
        return FALSE;
      next = end;
      n_chunks = count_chunks (size);
      if (progress != NULL)
        progress (MIN ((gint64)next * TB_BLOB_CHUNK_SIZE, size), size, user_data);
    }
  return TRUE;
}

/**
 * tb_blob_fetch:
 * @files: the peer of the branch's files
 * @store: the register's files
 * @sha256: a file that a row of the register tells of
 * @progress: (nullable) (scope call): told how far it is
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Fetches a file that is not there yet, and proves by its digest that it is the one. What has come
 * when it is broken off is kept for the next try. On the thread of @files; memory is bounded.
 * Errors: those of @files; TB_ERROR_NOT_FOUND where the peer has not all of it;
 * TB_ERROR_SERVICE_INVALID or TB_ERROR_FILE where it is another; those of tb_file_store_put().
 *
 * Returns: whether the file is in @store
 */
gboolean
tb_blob_fetch (TbSyncPeer *files, TbFileStore *store, const char *sha256,
               TbBlobProgressFunc progress, gpointer user_data, GCancellable *cancellable,
               GError **error)
{
  g_return_val_if_fail (TB_IS_SYNC_PEER (files), FALSE);
  g_return_val_if_fail (store != NULL, FALSE);
  g_return_val_if_fail (tb_sha256_is_valid (sha256), FALSE);

  if (tb_file_store_has (store, sha256))
    return TRUE;
  return fetch_chunks (files, store, sha256, progress, user_data, cancellable, error)
         && tb_file_store_finish_part (store, sha256, cancellable, error);
}
