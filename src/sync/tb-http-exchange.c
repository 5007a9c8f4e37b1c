/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-http-client-private.h"

#include <string.h>

#include "tb-http-body.h"
#include "tb-http-error.h"

#define JSON_TYPE "application/json"
#define REDIRECTS_MAX 3
#define RETRY_AFTER_MAX 3600

static void
set_basic (TbHttpClient *self, SoupMessageHeaders *headers)
{
  char *pair = g_strdup_printf ("%s:%s", tb_credentials_get_name (self->credentials),
                                tb_credentials_get_password (self->credentials));
  char *encoded = g_base64_encode ((const guchar *)pair, strlen (pair));
  char *header = g_strconcat ("Basic ", encoded, NULL);

  soup_message_headers_replace (headers, "Authorization", header);
  tb_credentials_wipe (pair);
  tb_credentials_wipe (encoded);
  tb_credentials_wipe (header);
}

static SoupMessage *
make_message (TbHttpClient *self, const TbHttpExchange *exchange, GUri *uri)
{
  SoupMessage *message = soup_message_new_from_uri (exchange->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  /* Everything that is asked can be asked twice, so that POST may use a connection that is open. */
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT
                                       | SOUP_MESSAGE_COLLECT_METRICS);
  soup_message_headers_replace (headers, "Accept", JSON_TYPE);
  if (self->auth == TB_HTTP_AUTH_BASIC)
    set_basic (self, headers);

  if (exchange->text != NULL)
    {
      g_autoptr (GBytes) packed = self->unpacked ? NULL : tb_http_body_pack (exchange->text);

      if (packed != NULL)
        soup_message_headers_replace (headers, "Content-Encoding", "gzip");
      soup_message_set_request_body_from_bytes (message, JSON_TYPE,
                                                packed != NULL ? packed : exchange->text);
    }
  return message;
}

static void
count_traffic (TbHttpClient *self, SoupMessage *message)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (message);

  self->traffic.n_requests++;
  if (metrics != NULL)
    self->traffic.n_bytes += soup_message_metrics_get_request_header_bytes_sent (metrics)
                             + soup_message_metrics_get_request_body_bytes_sent (metrics)
                             + soup_message_metrics_get_response_header_bytes_received (metrics)
                             + soup_message_metrics_get_response_body_bytes_received (metrics);
}

static guint
read_retry_after (SoupMessage *message)
{
  const char *text
      = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  g_autoptr (GDateTime) when = NULL;
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &seconds, NULL))
    return (guint)MIN (seconds, RETRY_AFTER_MAX);
  when = soup_date_time_new_from_http_string (text);
  if (when == NULL)
    return 0;
  return (guint)CLAMP (g_date_time_to_unix (when) - g_get_real_time () / G_USEC_PER_SEC, 0,
                       RETRY_AFTER_MAX);
}

static gboolean
is_json (SoupMessage *message)
{
  const char *type
      = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  /* Some servers call JSON text where a client does not say what it accepts, or at all. */
  return type == NULL || g_str_equal (type, JSON_TYPE) || g_str_equal (type, "text/plain");
}

static const char *
get_text_member (JsonNode *json, const char *name)
{
  JsonNode *member;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    return NULL;
  member = json_object_get_member (json_node_get_object (json), name);
  return member != NULL && json_node_get_value_type (member) == G_TYPE_STRING
             ? json_node_get_string (member)
             : NULL;
}

/* What the answer says beside its body. */
static void
note_answer (TbHttpClient *self, SoupMessage *message, JsonNode *json)
{
  self->status = soup_message_get_status (message);
  self->retry_after = read_retry_after (message);
  g_set_str (&self->reason, self->status >= 400 ? get_text_member (json, "error") : NULL);
  g_set_str (&self->words, self->status >= 400 ? get_text_member (json, "reason") : NULL);
}

/* Takes the answer apart. Where it is no failure, it must be JSON. */
static gboolean
take_answer (TbHttpClient *self, TbHttpExchange *exchange, SoupMessage *message, GByteArray *body,
             GError **error)
{
  exchange->json = tb_http_body_parse (body);
  note_answer (self, message, exchange->json);
  g_debug ("%s %s: %u, %u bytes", exchange->method, exchange->path, self->status, body->len);

  if (!SOUP_STATUS_IS_SUCCESSFUL (self->status) || exchange->json != NULL)
    return TRUE;
  if (is_json (message))
    tb_http_set_damaged_error (error, self->address);
  else
    tb_http_set_foreign_error (error, self->address);
  return FALSE;
}

static void
cancel_cb (GCancellable *cancellable, GCancellable *own)
{
  g_cancellable_cancel (own);
}

static gboolean
fail_transport (TbHttpClient *self, SoupMessage *message, const GError *cause, GError **error)
{
  self->timed_out = g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_debug ("no answer: %s", cause->message);
  tb_http_set_transport_error (error, self->address, cause,
                               soup_message_get_tls_peer_certificate_errors (message));
  return FALSE;
}

/* Sends a message and reads its answer; %FALSE where none came whole. */
static gboolean
converse (TbHttpClient *self, TbHttpExchange *exchange, SoupMessage *message, GCancellable *own,
          GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GInputStream) stream = soup_session_send (self->session, message, own, &cause);
  TbHttpRead end = TB_HTTP_READ_FAILED;

  if (stream != NULL)
    end = tb_http_body_read (stream, body, exchange->deadline_us, own, &cause);
  /* What is left unread is not worth waiting for: the connection is closed instead. */
  if (end != TB_HTTP_READ_WHOLE)
    g_cancellable_cancel (own);
  if (stream != NULL)
    g_input_stream_close (stream, own, NULL);
  count_traffic (self, message);

  switch (end)
    {
    case TB_HTTP_READ_WHOLE:
      return take_answer (self, exchange, message, body, error);
    case TB_HTTP_READ_LATE:
      exchange->late = TRUE;
      note_answer (self, message, NULL);
      return TRUE;
    case TB_HTTP_READ_TOO_LONG:
      tb_http_set_long_answer_error (error, self->address);
      return FALSE;
    case TB_HTTP_READ_FAILED:
    default:
      return fail_transport (self, message, cause, error);
    }
}

static gboolean
converse_once (TbHttpClient *self, TbHttpExchange *exchange, SoupMessage *message,
               GCancellable *cancellable, GError **error)
{
  g_autoptr (GCancellable) own = g_cancellable_new ();
  gulong handler = 0;
  gboolean answered;

  g_clear_pointer (&exchange->json, json_node_unref);
  exchange->late = FALSE;
  self->status = 0;
  self->retry_after = 0;
  self->timed_out = FALSE;
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->words, g_free);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), own, NULL);
  answered = converse (self, exchange, message, own, error);
  g_cancellable_disconnect (cancellable, handler);
  return answered;
}

/* Where an answer leads, as long as it is to the same service. */
static GUri *
get_redirect (TbHttpClient *self, SoupMessage *message, GError **error)
{
  const char *location
      = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autoptr (GUri) uri = NULL;

  if (location != NULL)
    uri = g_uri_parse_relative (soup_message_get_uri (message), location,
                                G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri != NULL && tb_service_address_is_same_origin (self->address, uri))
    return g_steal_pointer (&uri);

  tb_http_set_elsewhere_error (error, self->address);
  return NULL;
}

/*< private >
 * tb_http_exchange_follow:
 * @self: a client
 * @exchange: a request
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Sends a request, as whoever the client says it is, and reads the answer, also where the service
 * points to another place of its own. An answer that says no is an answer: the client's status
 * tells. Blocks.
 *
 * Returns: whether there was a whole answer, or none in time
 */
gboolean
tb_http_exchange_follow (TbHttpClient *self, TbHttpExchange *exchange, GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GUri) uri = tb_service_address_resolve (self->address, exchange->path);

  for (guint i = 0; i <= REDIRECTS_MAX; i++)
    {
      g_autoptr (SoupMessage) message = make_message (self, exchange, uri);

      if (!converse_once (self, exchange, message, cancellable, error))
        return FALSE;
      if (!SOUP_STATUS_IS_REDIRECTION (self->status))
        return TRUE;
      g_clear_pointer (&uri, g_uri_unref);
      uri = get_redirect (self, message, error);
      if (uri == NULL)
        return FALSE;
    }
  tb_http_set_elsewhere_error (error, self->address);
  return FALSE;
}
