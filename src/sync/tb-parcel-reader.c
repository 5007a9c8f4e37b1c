/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-parcel-reader.h"

#include <string.h>

#include "tb-document.h"
#include "tb-file-name.h"
#include "tb-file-store.h"
#include "tb-revision.h"
#include "tb-sealed-reader.h"

#define BUFFER_SIZE (64 * 1024)

struct _TbParcelReader
{
  char *name;           /* (owned): of the file, for people */
  GInputStream *stream; /* (owned) */
  GByteArray *buffer;   /* (owned): what was read and not yet used from `used` on */
  gsize used;
  TbParcelHeader *header; /* (owned) */
  JsonParser *parser;     /* (owned) */
  char *sha256;           /* (owned) (nullable): of the last file that came */
  gint64 size;            /* and its size */
};

/* A line with its end replaced by NUL, in the buffer until the next call; %NULL at the end and on
 * error. */
static char *
read_line (TbParcelReader *self, GCancellable *cancellable, GError **error)
{
  gsize searched = self->used;

  while (TRUE)
    {
      guint8 *end = searched < self->buffer->len
                        ? memchr (self->buffer->data + searched, '\n', self->buffer->len - searched)
                        : NULL;
      guint8 *line = self->buffer->data + self->used;
      gssize n_read;
      gsize length;

      if (end != NULL)
        {
          *end = '\0';
          self->used = end + 1 - self->buffer->data;
          return (char *)line;
        }
      if (self->used > 0)
        g_byte_array_remove_range (self->buffer, 0, (guint)self->used);
      self->used = 0;
      searched = length = self->buffer->len;
      if (length > TB_PARCEL_MAX_LINE)
        {
          tb_parcel_set_damaged (self->name, error);
          return NULL;
        }
      g_byte_array_set_size (self->buffer, (guint)length + BUFFER_SIZE);
      n_read = g_input_stream_read (self->stream, self->buffer->data + length, BUFFER_SIZE,
                                    cancellable, error);
      g_byte_array_set_size (self->buffer, (guint)(length + MAX (n_read, 0)));
      if (n_read < 0)
        return NULL;
      if (n_read == 0)
        {
          if (length > 0)
            tb_parcel_set_damaged (self->name, error);
          return NULL;
        }
    }
}

/* The object of the next line, good until the next call; %NULL at the end and on error. */
static JsonObject *
read_object (TbParcelReader *self, GCancellable *cancellable, GError **error)
{
  const char *line = read_line (self, cancellable, error);
  JsonNode *root;

  if (line == NULL)
    return NULL;
  if (!json_parser_load_from_data (self->parser, line, -1, NULL)
      || (root = json_parser_get_root (self->parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      tb_parcel_set_damaged (self->name, error);
      return NULL;
    }
  return json_node_get_object (root);
}

/* As read_object() where there must be one. */
static JsonObject *
need_object (TbParcelReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  JsonObject *object = read_object (self, cancellable, &local_error);

  if (object == NULL && local_error == NULL)
    tb_parcel_set_damaged (self->name, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return object;
}

static gboolean
open_stream (TbParcelReader *self, GFile *file, const char *passphrase, GCancellable *cancellable,
             GError **error)
{
  JsonObject *first;

  g_clear_object (&self->stream);
  g_clear_pointer (&self->header, tb_parcel_header_free);
  g_byte_array_set_size (self->buffer, 0);
  self->used = 0;
  self->stream = tb_sealed_reader_open (file, passphrase, cancellable, error);
  if (self->stream == NULL || (first = need_object (self, cancellable, error)) == NULL)
    return FALSE;
  self->header = tb_parcel_header_new_from_json (first, self->name, error);
  return self->header != NULL;
}

/* Goes through all of it: what comes out of a sealed file is genuine when its end was reached. */
static gboolean
find_trailer (TbParcelReader *self, TbParcelHeader *found, GCancellable *cancellable,
              GError **error)
{
  char *line;
  g_autofree char *last = NULL;
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;

  while ((line = read_line (self, cancellable, &local_error)) != NULL)
    {
      if (last != NULL)
        return tb_parcel_set_damaged (self->name, error);
      if (g_str_has_prefix (line, "{\"documents\":"))
        last = g_strdup (line);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (last == NULL || !json_parser_load_from_data (self->parser, last, -1, NULL)
      || (root = json_parser_get_root (self->parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || !tb_parcel_is_trailer (json_node_get_object (root))
      || !tb_parcel_header_take_trailer (found, json_node_get_object (root)))
    return tb_parcel_set_damaged (self->name, error);
  return TRUE;
}

static GStrv
read_ancestry (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "ancestry");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (item) || json_node_get_value_type (item) != G_TYPE_STRING
          || !tb_revision_parse (json_node_get_string (item), NULL, NULL))
        return NULL;
      g_strv_builder_add (builder, json_node_get_string (item));
    }
  return json_array_get_length (array) > 0 ? g_strv_builder_end (builder) : NULL;
}

static TbPeerDocument *
read_document (TbParcelReader *self, JsonObject *object, GError **error)
{
  g_autoptr (TbPeerDocument) document = g_new0 (TbPeerDocument, 1);
  JsonNode *body = json_object_get_member (object, "body");
  const char *id = tb_parcel_get_text (object, "id");

  document->ancestry = read_ancestry (object);
  if (id == NULL || *id == '\0' || document->ancestry == NULL || body == NULL
      || !JSON_NODE_HOLDS_OBJECT (body))
    {
      tb_parcel_set_damaged (self->name, error);
      return NULL;
    }
  document->id = g_strdup (id);
  document->rev = g_strdup (document->ancestry[0]);
  document->deleted = json_object_get_boolean_member_with_default (object, "deleted", FALSE);
  document->body = json_object_ref (json_node_get_object (body));
  return g_steal_pointer (&document);
}

/**
 * tb_parcel_reader_open:
 * @file: an exchange file
 * @passphrase: UTF-8
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Reads all of it once, to prove it whole and to know its trailer, and goes back to its beginning.
 * Errors: those of tb_sealed_reader_open(); %TB_ERROR_FILE also where what was sealed is no
 * exchange file. Any thread.
 *
 * Returns: (transfer full): a reader, or %NULL
 */
TbParcelReader *
tb_parcel_reader_open (GFile *file, const char *passphrase, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (TbParcelReader) self = g_new0 (TbParcelReader, 1);
  TbParcelHeader trailer = { 0 };

  self->name = tb_file_name_dup_shown (file);
  self->buffer = g_byte_array_new ();
  /* Not an immutable one, see tb_http_body_parse(). */
  self->parser = json_parser_new ();
  if (!open_stream (self, file, passphrase, cancellable, error)
      || !find_trailer (self, &trailer, cancellable, error)
      || !open_stream (self, file, passphrase, cancellable, error))
    return NULL;
  self->header->n_documents = trailer.n_documents;
  self->header->n_files = trailer.n_files;
  self->header->upto = trailer.upto;
  return g_steal_pointer (&self);
}

/**
 * tb_parcel_reader_free:
 * @self: (transfer full): a reader
 */
void
tb_parcel_reader_free (TbParcelReader *self)
{
  g_free (self->name);
  g_clear_object (&self->stream);
  g_byte_array_unref (self->buffer);
  g_clear_pointer (&self->header, tb_parcel_header_free);
  g_clear_object (&self->parser);
  g_free (self->sha256);
  g_free (self);
}

/**
 * tb_parcel_reader_get_header:
 * @self: a reader
 *
 * Returns: (transfer none): what the file says of itself, the trailer included
 */
const TbParcelHeader *
tb_parcel_reader_get_header (TbParcelReader *self)
{
  return self->header;
}

/**
 * tb_parcel_reader_set_damaged:
 * @self: a reader
 * @error: return location
 *
 * Says that what was sealed is not what this program seals, as tb_parcel_set_damaged().
 *
 * Returns: %FALSE
 */
gboolean
tb_parcel_reader_set_damaged (TbParcelReader *self, GError **error)
{
  return tb_parcel_set_damaged (self->name, error);
}

/**
 * tb_parcel_reader_next:
 * @self: a reader; a file that came last was read
 * @document: (out) (transfer full): a document, where that came
 * @cancellable: (nullable): to give up
 * @error: return location: %TB_ERROR_FILE, %G_IO_ERROR_CANCELLED
 *
 * A document that comes after a file is an error: they come in that order.
 *
 * Returns: what came
 */
TbParcelItem
tb_parcel_reader_next (TbParcelReader *self, TbPeerDocument **document, GCancellable *cancellable,
                       GError **error)
{
  JsonObject *object = need_object (self, cancellable, error);
  const char *sha256;

  *document = NULL;
  if (object == NULL)
    return TB_PARCEL_ERROR;
  if (tb_parcel_is_trailer (object))
    return TB_PARCEL_END;
  sha256 = tb_parcel_get_text (object, "file");
  if (sha256 == NULL)
    {
      if (self->sha256 != NULL)
        tb_parcel_set_damaged (self->name, error);
      else
        *document = read_document (self, object, error);
      return *document != NULL ? TB_PARCEL_DOCUMENT : TB_PARCEL_ERROR;
    }

  self->size = tb_parcel_get_number (object, "size");
  if (!tb_sha256_is_valid (sha256) || self->size < 0 || self->size > TB_FILE_STORE_MAX_SIZE)
    {
      tb_parcel_set_damaged (self->name, error);
      return TB_PARCEL_ERROR;
    }
  g_set_str (&self->sha256, sha256);
  return TB_PARCEL_FILE;
}

/**
 * tb_parcel_reader_get_sha256:
 * @self: a reader to which a file came
 *
 * Returns: (transfer none): what the digest of its content should be
 */
const char *
tb_parcel_reader_get_sha256 (TbParcelReader *self)
{
  return self->sha256;
}

/**
 * tb_parcel_reader_read_file:
 * @self: a reader to which a file came
 * @cancellable: (nullable): to give up
 * @error: return location: %TB_ERROR_FILE, also where the content has another digest than it should
 *
 * Returns: (transfer full): its content
 */
GBytes *
tb_parcel_reader_read_file (TbParcelReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree char *digest = NULL;

  while (content->len < self->size)
    {
      JsonObject *object = need_object (self, cancellable, error);
      const char *text = object != NULL ? tb_parcel_get_text (object, "data") : NULL;
      g_autofree guchar *piece = NULL;
      gsize length = 0;

      if (object == NULL)
        return NULL;
      if (text != NULL)
        piece = g_base64_decode (text, &length);
      if (length == 0 || content->len + length > (gsize)self->size)
        {
          tb_parcel_set_damaged (self->name, error);
          return NULL;
        }
      g_byte_array_append (content, piece, (guint)length);
    }
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, content->data, content->len);
  if (!g_str_equal (digest, self->sha256))
    {
      tb_parcel_set_damaged (self->name, error);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}
