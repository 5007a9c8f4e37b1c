/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-http-body.h"

/* What is read at a time. */
#define BUFFER_SIZE (64 * 1024)

/* Bodies are long lists of much the same; the quickest packing makes a tenth of them. */
#define PACK_LEVEL 1

/**
 * tb_http_body_pack:
 * @text: a body
 *
 * Returns: (transfer full) (nullable): @text by gzip; %NULL where that is not worth it
 */
GBytes *
tb_http_body_pack (GBytes *text)
{
  g_autoptr (GZlibCompressor) compressor = NULL;

  if (g_bytes_get_size (text) < TB_HTTP_PACK_MIN)
    return NULL;
  compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, PACK_LEVEL);
  return g_converter_convert_bytes (G_CONVERTER (compressor), text, NULL);
}

/* What a service sends while it has nothing to say. */
static gboolean
is_sign_of_life (const guint8 *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (data[i]))
      return FALSE;
  return TRUE;
}

/**
 * tb_http_body_read:
 * @stream: what comes
 * @body: to which it is added
 * @deadline_us: (monotonic time) when to stop waiting for anything; 0: never
 * @cancellable: (nullable): to give up
 * @error: return location of an error, as GIO gives it
 *
 * The time is looked at whenever the service sends a sign of life, as it does every few seconds
 * while it has nothing to say; an answer that has begun is read to its end.
 *
 * Returns: how it ended
 */
TbHttpRead
tb_http_body_read (GInputStream *stream, GByteArray *body, gint64 deadline_us,
                   GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER_SIZE);
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, BUFFER_SIZE, cancellable, error)) > 0)
    {
      if (body->len + (gsize)n > TB_HTTP_ANSWER_MAX)
        return TB_HTTP_READ_TOO_LONG;
      g_byte_array_append (body, buffer, (guint)n);
      if (deadline_us != 0 && is_sign_of_life (buffer, (gsize)n)
          && g_get_monotonic_time () >= deadline_us)
        return TB_HTTP_READ_LATE;
    }
  return n == 0 ? TB_HTTP_READ_WHOLE : TB_HTTP_READ_FAILED;
}

/**
 * tb_http_body_parse:
 * @body: an answer
 *
 * Returns: (transfer full) (nullable): what it says; %NULL where it is not whole JSON
 */
JsonNode *
tb_http_body_parse (GByteArray *body)
{
  /* Not an immutable one: json-glib 1.10 ends the program where a value follows the first. */
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (body->len == 0
      || !json_parser_load_from_data (parser, (const char *)body->data, (gssize)body->len, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}
