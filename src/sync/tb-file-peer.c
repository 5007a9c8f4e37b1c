/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-file-peer.h"

#include <glib/gi18n-lib.h>

#include "tb-document.h"
#include "tb-error.h"
#include "tb-file-store.h"

/* Of the ids of documents that tell of attachments. */
#define ATTACHMENT_PREFIX "attachment:"

struct _TbFilePeer
{
  GObject parent_instance;

  char *name;             /* (owned): whom the file is for, or who made it */
  TbParcelWriter *writer; /* (not owned) (nullable): of a file that takes */
  TbParcelReader *reader; /* (not owned) (nullable): of a file that gives */
  gint64 n_read;          /* documents read from it */
  gboolean is_read;       /* whether all documents were */
  gboolean has_file;      /* whether a file follows them */
  GHashTable *page;       /* (owned) (element-type utf8 GPtrArray): of the last page, by id */
  GPtrArray *attached;    /* (owned) (element-type utf8): digests of attachments that it took */
};

static void tb_file_peer_iface_init (TbSyncPeerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbFilePeer, tb_file_peer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_SYNC_PEER, tb_file_peer_iface_init))

/* The place after @n documents of the file; when all were read, that after the whole file. */
static char *
dup_place (TbFilePeer *self, gint64 n)
{
  const TbParcelHeader *header = tb_parcel_reader_get_header (self->reader);

  if (n >= header->n_documents)
    return g_strdup (header->id);
  return g_strdup_printf ("%s+%" G_GINT64_FORMAT, header->id, n);
}

static TbPeerInfo *
tb_file_peer_open (TbSyncPeer *peer, GCancellable *cancellable, GError **error)
{
  TbFilePeer *self = TB_FILE_PEER (peer);
  TbPeerInfo *info = g_new0 (TbPeerInfo, 1);

  info->name = g_strdup (self->name);
  if (self->reader != NULL)
    {
      info->n_documents = tb_parcel_reader_get_header (self->reader)->n_documents;
      info->update_seq = dup_place (self, G_MAXINT64);
    }
  else
    info->update_seq = g_strdup ("");
  return info;
}

/* How many documents of this file were read by an import that was interrupted. */
static gint64
get_n_known (TbFilePeer *self, const char *since)
{
  const char *id = tb_parcel_reader_get_header (self->reader)->id;

  if (since == NULL || !g_str_has_prefix (since, id))
    return 0;
  since += strlen (id);
  if (*since == '\0')
    return G_MAXINT64;
  return *since == '+' ? g_ascii_strtoll (since + 1, NULL, 10) : 0;
}

static gboolean
read_next (TbFilePeer *self, TbPeerDocument **document, GCancellable *cancellable, GError **error)
{
  const TbParcelHeader *header = tb_parcel_reader_get_header (self->reader);
  TbParcelItem item = tb_parcel_reader_next (self->reader, document, cancellable, error);

  if (item == TB_PARCEL_ERROR)
    return FALSE;
  if (item == TB_PARCEL_DOCUMENT)
    {
      self->n_read++;
      return TRUE;
    }
  self->is_read = TRUE;
  self->has_file = item == TB_PARCEL_FILE;
  return self->n_read == header->n_documents || tb_parcel_reader_set_damaged (self->reader, error);
}

static void
add_to_page (TbFilePeer *self, TbChangesPage *page, TbPeerDocument *document)
{
  GPtrArray *leaves = g_hash_table_lookup (self->page, document->id);
  TbPeerChange *change = g_new0 (TbPeerChange, 1);
  const char *revs[] = { document->rev, NULL };

  if (leaves == NULL)
    {
      leaves = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
      g_hash_table_insert (self->page, g_strdup (document->id), leaves);
    }
  change->id = g_strdup (document->id);
  change->revs = g_strdupv ((char **)revs);
  change->deleted = document->deleted;
  g_ptr_array_add (leaves, document);
  g_ptr_array_add (page->changes, change);
}

static TbChangesPage *
tb_file_peer_changes (TbSyncPeer *peer, const char *since, guint limit, guint wait_seconds,
                      GCancellable *cancellable, GError **error)
{
  TbFilePeer *self = TB_FILE_PEER (peer);
  g_autoptr (TbChangesPage) page = g_new0 (TbChangesPage, 1);
  gint64 n_known;

  page->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_change_free);
  if (self->reader == NULL)
    {
      page->last_seq = g_strdup (since);
      return g_steal_pointer (&page);
    }

  n_known = get_n_known (self, since);
  g_hash_table_remove_all (self->page);
  while (!self->is_read && page->changes->len < limit)
    {
      g_autoptr (TbPeerDocument) document = NULL;

      if (!read_next (self, &document, cancellable, error))
        return NULL;
      if (document != NULL && self->n_read > n_known)
        add_to_page (self, page, g_steal_pointer (&document));
    }
  page->last_seq = dup_place (self, self->n_read);
  page->more = !self->is_read;
  return g_steal_pointer (&page);
}

static TbPeerDocument *
new_missing (const TbPeerRevision *wanted)
{
  TbPeerDocument *document = g_new0 (TbPeerDocument, 1);

  document->id = g_strdup (wanted->id);
  document->rev = g_strdup (wanted->rev);
  g_set_error_literal (&document->error, TB_ERROR, TB_ERROR_NOT_FOUND,
                       _ ("The exchange file does not have this version of the record."));
  return document;
}

/* Gives each document once: the page lets go of it. */
static TbPeerDocument *
take_document (TbFilePeer *self, const TbPeerRevision *wanted)
{
  GPtrArray *leaves = g_hash_table_lookup (self->page, wanted->id);

  for (guint i = 0; leaves != NULL && i < leaves->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (leaves, i);

      if (wanted->rev == NULL || g_str_equal (document->rev, wanted->rev))
        return g_ptr_array_steal_index_fast (leaves, i);
    }
  return new_missing (wanted);
}

static GPtrArray *
tb_file_peer_get (TbSyncPeer *peer, GPtrArray *wanted, GCancellable *cancellable, GError **error)
{
  TbFilePeer *self = TB_FILE_PEER (peer);
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);

  for (guint i = 0; i < wanted->len; i++)
    g_ptr_array_add (documents, take_document (self, g_ptr_array_index (wanted, i)));
  return documents;
}

/* A file has nothing before it is written. */
static GPtrArray *
tb_file_peer_missing (TbSyncPeer *peer, GPtrArray *revisions, GCancellable *cancellable,
                      GError **error)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);

  for (guint i = 0; i < revisions->len; i++)
    {
      const TbPeerRevision *revision = g_ptr_array_index (revisions, i);

      g_ptr_array_add (missing, tb_peer_revision_new (revision->id, revision->rev));
    }
  return missing;
}

/* The contents of attachments come after all documents. */
static void
note_attachment (TbFilePeer *self, TbPeerDocument *document)
{
  JsonObject *body;
  const char *sha256;

  if (!g_str_has_prefix (document->id, ATTACHMENT_PREFIX))
    return;
  body = tb_peer_document_get_body (document);
  sha256 = tb_document_get_text (body, "sha256");
  if (sha256 != NULL && tb_sha256_is_valid (sha256) && !tb_document_is_removed (body)
      && !g_ptr_array_find_with_equal_func (self->attached, sha256, g_str_equal, NULL))
    g_ptr_array_add (self->attached, g_strdup (sha256));
}

static gboolean
tb_file_peer_put (TbSyncPeer *peer, GPtrArray *documents, GPtrArray **refusals,
                  GCancellable *cancellable, GError **error)
{
  TbFilePeer *self = TB_FILE_PEER (peer);

  g_return_val_if_fail (self->writer != NULL, FALSE);

  for (guint i = 0; i < documents->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !tb_parcel_writer_add_document (self->writer, g_ptr_array_index (documents, i), error))
        return FALSE;
      note_attachment (self, g_ptr_array_index (documents, i));
    }
  return TRUE;
}

static gboolean
set_not_supported (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _ ("An exchange file keeps nothing for a desk."));
  return FALSE;
}

static gboolean
tb_file_peer_get_local (TbSyncPeer *peer, const char *key, JsonObject **value,
                        GCancellable *cancellable, GError **error)
{
  return set_not_supported (error);
}

static gboolean
tb_file_peer_put_local (TbSyncPeer *peer, const char *key, JsonObject *value,
                        GCancellable *cancellable, GError **error)
{
  return set_not_supported (error);
}

static void
tb_file_peer_iface_init (TbSyncPeerInterface *iface)
{
  iface->open = tb_file_peer_open;
  iface->changes = tb_file_peer_changes;
  iface->get = tb_file_peer_get;
  iface->missing = tb_file_peer_missing;
  iface->put = tb_file_peer_put;
  iface->get_local = tb_file_peer_get_local;
  iface->put_local = tb_file_peer_put_local;
}

static void
tb_file_peer_finalize (GObject *object)
{
  TbFilePeer *self = TB_FILE_PEER (object);

  g_free (self->name);
  g_hash_table_unref (self->page);
  g_ptr_array_unref (self->attached);
  G_OBJECT_CLASS (tb_file_peer_parent_class)->finalize (object);
}

static void
tb_file_peer_class_init (TbFilePeerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_file_peer_finalize;
}

static void
tb_file_peer_init (TbFilePeer *self)
{
  self->page
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  self->attached = g_ptr_array_new_with_free_func (g_free);
}

/**
 * tb_file_peer_new_export:
 * @writer: what is written; must live as long as the peer, and is committed by the caller
 * @name: whom the file is for
 *
 * A peer that has nothing and takes everything.
 *
 * Returns: (transfer full): the peer
 */
TbSyncPeer *
tb_file_peer_new_export (TbParcelWriter *writer, const char *name)
{
  TbFilePeer *self = g_object_new (TB_TYPE_FILE_PEER, NULL);

  self->writer = writer;
  self->name = g_strdup (name);
  return TB_SYNC_PEER (self);
}

/**
 * tb_file_peer_new_import:
 * @reader: what is read; must live as long as the peer
 *
 * A peer that gives its documents once, in their order, so that each page is to be got before the
 * next one is asked for. It takes nothing. An import that was interrupted goes on where it was.
 *
 * Returns: (transfer full): the peer
 */
TbSyncPeer *
tb_file_peer_new_import (TbParcelReader *reader)
{
  TbFilePeer *self = g_object_new (TB_TYPE_FILE_PEER, NULL);

  self->reader = reader;
  self->name = g_strdup (tb_parcel_reader_get_header (reader)->name);
  return TB_SYNC_PEER (self);
}

/**
 * tb_file_peer_has_file:
 * @self: a peer that gives, of which all changes were read
 *
 * Returns: whether the content of an attachment follows, which the caller reads from the reader
 */
gboolean
tb_file_peer_has_file (TbFilePeer *self)
{
  return self->has_file;
}

/**
 * tb_file_peer_get_attached:
 * @self: a peer that takes
 *
 * Returns: (transfer none) (element-type utf8): digests of the contents of the attachments of which
 * documents were taken
 */
GPtrArray *
tb_file_peer_get_attached (TbFilePeer *self)
{
  return self->attached;
}
