/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-parcel-writer.h"

#include <glib/gi18n-lib.h>

#include "tb-canonical-json.h"
#include "tb-error.h"
#include "tb-sealed-writer.h"

struct _TbParcelWriter
{
  TbSealedWriter *sealed; /* (owned) */
  GString *line;          /* (owned) */
  gint64 n_documents;
  gint64 n_files;
};

static gboolean
write_line (TbParcelWriter *self, GError **error)
{
  g_string_append_c (self->line, '\n');
  return tb_sealed_writer_write (self->sealed, self->line->str, self->line->len, error);
}

static gboolean
write_object (TbParcelWriter *self, JsonObject *object, GError **error)
{
  g_string_truncate (self->line, 0);
  tb_canonical_json_append_object (object, self->line);
  return write_line (self, error);
}

/**
 * tb_parcel_writer_open:
 * @file: the file to be made or replaced
 * @passphrase: UTF-8
 * @cost: (nullable): see tb_sealed_writer_open()
 * @header: what it says of itself
 * @error: return location, as tb_sealed_writer_open()
 *
 * Any thread.
 *
 * Returns: (transfer full): a writer, or %NULL
 */
TbParcelWriter *
tb_parcel_writer_open (GFile *file, const char *passphrase, const TbSealCost *cost,
                       const TbParcelHeader *header, GError **error)
{
  g_autoptr (TbParcelWriter) self = g_new0 (TbParcelWriter, 1);
  g_autoptr (JsonObject) first = tb_parcel_header_to_json (header);

  self->line = g_string_new (NULL);
  self->sealed = tb_sealed_writer_open (file, passphrase, cost, error);
  if (self->sealed == NULL || !write_object (self, first, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * tb_parcel_writer_free:
 * @self: (transfer full): a writer; its file is removed where it was not committed
 */
void
tb_parcel_writer_free (TbParcelWriter *self)
{
  g_clear_pointer (&self->sealed, tb_sealed_writer_free);
  g_string_free (self->line, TRUE);
  g_free (self);
}

/**
 * tb_parcel_writer_add_document:
 * @self: a writer that was given no files yet
 * @document: a leaf
 * @error: return location, as tb_sealed_writer_write()
 *
 * Returns: %FALSE on error; the writer is then only good for being freed
 */
gboolean
tb_parcel_writer_add_document (TbParcelWriter *self, const TbPeerDocument *document, GError **error)
{
  g_return_val_if_fail (self->n_files == 0, FALSE);
  g_return_val_if_fail (document->ancestry != NULL, FALSE);

  g_string_assign (self->line, "{\"id\":");
  tb_canonical_json_append_string (document->id, self->line);
  g_string_append (self->line, ",\"ancestry\":[");
  for (guint i = 0; document->ancestry[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (self->line, ',');
      tb_canonical_json_append_string (document->ancestry[i], self->line);
    }
  g_string_append_c (self->line, ']');
  if (document->deleted)
    g_string_append (self->line, ",\"deleted\":true");
  g_string_append (self->line, ",\"body\":");
  tb_peer_document_append_body (document, self->line);
  g_string_append_c (self->line, '}');
  self->n_documents++;
  return write_line (self, error);
}

/**
 * tb_parcel_writer_add_file:
 * @self: a writer that was given all documents
 * @sha256: the digest of the content
 * @size: how many bytes it has
 * @content: a stream of it
 * @cancellable: (nullable): to give up
 * @error: return location: as tb_sealed_writer_write(), and %TB_ERROR_FILE where @content cannot be
 *   read
 *
 * Returns: %FALSE on error; the writer is then only good for being freed
 */
gboolean
tb_parcel_writer_add_file (TbParcelWriter *self, const char *sha256, gint64 size,
                           GInputStream *content, GCancellable *cancellable, GError **error)
{
  g_autofree guchar *piece = g_malloc (TB_PARCEL_PIECE);
  gsize n_read;

  g_string_printf (self->line, "{\"file\":\"%s\",\"size\":%" G_GINT64_FORMAT "}", sha256, size);
  if (!write_line (self, error))
    return FALSE;
  do
    {
      g_autofree char *text = NULL;

      if (!g_input_stream_read_all (content, piece, TB_PARCEL_PIECE, &n_read, cancellable, error))
        return FALSE;
      text = g_base64_encode (piece, n_read);
      g_string_printf (self->line, "{\"data\":\"%s\"}", text);
      if (n_read > 0 && !write_line (self, error))
        return FALSE;
    }
  while (n_read == TB_PARCEL_PIECE);
  self->n_files++;
  return TRUE;
}

/**
 * tb_parcel_writer_get_n_documents:
 * @self: a writer
 *
 * Returns: how many documents it was given
 */
gint64
tb_parcel_writer_get_n_documents (TbParcelWriter *self)
{
  return self->n_documents;
}

/**
 * tb_parcel_writer_get_n_files:
 * @self: a writer
 *
 * Returns: how many files it was given
 */
gint64
tb_parcel_writer_get_n_files (TbParcelWriter *self)
{
  return self->n_files;
}

/**
 * tb_parcel_writer_commit:
 * @self: a writer
 * @upto: see #TbParcelHeader
 * @error: return location, as tb_sealed_writer_commit()
 *
 * Writes the end and puts the file in its place.
 *
 * Returns: %FALSE on error; then what was there before is as it was
 */
gboolean
tb_parcel_writer_commit (TbParcelWriter *self, gint64 upto, GError **error)
{
  TbParcelHeader end = { .n_documents = self->n_documents, .n_files = self->n_files, .upto = upto };
  g_autoptr (JsonObject) last = tb_parcel_header_trailer_to_json (&end);

  return write_object (self, last, error) && tb_sealed_writer_commit (self->sealed, error);
}
