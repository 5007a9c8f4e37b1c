/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-http-client.h"

#include <libsoup/soup.h>
#include <string.h>

#include "tb-http-body.h"
#include "tb-http-error.h"

#define JSON_TYPE "application/json"
#define TIMEOUT_SECONDS 60
#define REDIRECTS_MAX 3
#define RETRY_AFTER_MAX 3600

/* How the service is told who asks. */
typedef enum
{
  AUTH_NONE,
  AUTH_COOKIE,
  AUTH_BASIC,
} Auth;

/* One request and what came of it. */
typedef struct
{
  const char *method;
  const char *path;
  GBytes *text;       /* (not owned) (nullable) */
  gint64 deadline_us; /* (monotonic time); 0: none */
  gboolean late;
  JsonNode *json; /* (owned) (nullable) */
} Exchange;

struct _TbHttpClient
{
  GObject parent_instance;

  TbServiceAddress *address;  /* (owned) */
  TbCredentials *credentials; /* (owned) (nullable) */
  SoupSession *session;       /* (owned) */

  Auth auth;
  gboolean logged_in;
  gboolean refused;   /* the name and password are wrong: they are not tried again */
  gboolean unpacked;  /* bodies go as they are: that is quicker, or the service takes no others */
  guint status;       /* of the last answer; 0: there was none */
  char *reason;       /* (owned) (nullable): the service's short reason with the last answer */
  char *words;        /* (owned) (nullable): its words */
  gboolean timed_out; /* whether the last request did */
  guint retry_after;  /* seconds; 0: the last answer did not say */
  TbHttpTraffic traffic;
};

G_DEFINE_FINAL_TYPE (TbHttpClient, tb_http_client, G_TYPE_OBJECT)

static void
tb_http_client_finalize (GObject *object)
{
  TbHttpClient *self = TB_HTTP_CLIENT (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->credentials, tb_credentials_unref);
  g_clear_pointer (&self->address, tb_service_address_unref);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->words, g_free);

  G_OBJECT_CLASS (tb_http_client_parent_class)->finalize (object);
}

static void
tb_http_client_class_init (TbHttpClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_http_client_finalize;
}

static void
tb_http_client_init (TbHttpClient *self)
{
  self->session = soup_session_new_with_options ("user-agent", "towerbranch", "timeout",
                                                 TIMEOUT_SECONDS, NULL);
  soup_session_add_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  /* Logging in is ours: libsoup's own would ask, and remember. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
}

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
make_message (TbHttpClient *self, const Exchange *exchange, GUri *uri)
{
  SoupMessage *message = soup_message_new_from_uri (exchange->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  /* Everything that is asked can be asked twice, so that POST may use a connection that is open. */
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT
                                       | SOUP_MESSAGE_COLLECT_METRICS);
  soup_message_headers_replace (headers, "Accept", JSON_TYPE);
  if (self->auth == AUTH_BASIC)
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
take_answer (TbHttpClient *self, Exchange *exchange, SoupMessage *message, GByteArray *body,
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
converse (TbHttpClient *self, Exchange *exchange, SoupMessage *message, GCancellable *own,
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
converse_once (TbHttpClient *self, Exchange *exchange, SoupMessage *message,
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

/* As converse_once(), and goes where the same service points. */
static gboolean
follow (TbHttpClient *self, Exchange *exchange, GCancellable *cancellable, GError **error)
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

static GBytes *
make_login (TbHttpClient *self)
{
  g_autoptr (JsonObject) login = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  char *text;

  json_object_set_string_member (login, "name", tb_credentials_get_name (self->credentials));
  json_object_set_string_member (login, "password",
                                 tb_credentials_get_password (self->credentials));
  json_node_init_object (node, login);
  text = json_to_string (node, FALSE);
  return g_bytes_new_with_free_func (text, strlen (text), (GDestroyNotify)tb_credentials_wipe,
                                     text);
}

static void
set_status_error (TbHttpClient *self, GError **error)
{
  tb_http_set_status_error (error, self->address,
                            self->credentials != NULL ? tb_credentials_get_name (self->credentials)
                                                      : NULL,
                            self->status, self->words != NULL ? self->words : self->reason);
}

/* Asks for a cookie. A service, or what stands before it, that gives none is told name and password
 * with every request instead. */
static gboolean
log_in (TbHttpClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) text = make_login (self);
  Exchange exchange = { .method = SOUP_METHOD_POST, .path = "_session", .text = text };
  gboolean answered = follow (self, &exchange, cancellable, error);

  g_clear_pointer (&exchange.json, json_node_unref);
  if (!answered)
    return FALSE;

  if (self->status == SOUP_STATUS_NOT_FOUND || self->status == SOUP_STATUS_METHOD_NOT_ALLOWED
      || self->status == SOUP_STATUS_NOT_IMPLEMENTED)
    self->auth = AUTH_BASIC;
  else if (!SOUP_STATUS_IS_SUCCESSFUL (self->status))
    {
      self->refused = self->status == SOUP_STATUS_UNAUTHORIZED;
      set_status_error (self, error);
      return FALSE;
    }
  self->logged_in = TRUE;
  return TRUE;
}

/* Sends a request as somebody the service knows. A 401 is followed by one new login, or, where we
 * had only just logged in, by the other way of saying who asks; another one ends it. */
static gboolean
follow_logged_in (TbHttpClient *self, Exchange *exchange, GCancellable *cancellable, GError **error)
{
  for (guint i = 0;; i++)
    {
      gboolean fresh = !self->logged_in;

      if (self->auth != AUTH_NONE && fresh && !log_in (self, cancellable, error))
        return FALSE;
      if (!follow (self, exchange, cancellable, error))
        return FALSE;
      if (self->status != SOUP_STATUS_UNAUTHORIZED || self->auth == AUTH_NONE)
        return TRUE;
      if (i > 0 || self->auth == AUTH_BASIC)
        {
          self->refused = TRUE;
          return TRUE;
        }
      if (fresh)
        self->auth = AUTH_BASIC;
      else
        self->logged_in = FALSE;
    }
}

/* As follow_logged_in(), and sends the body as it is to a service that takes no packed ones. */
static gboolean
run_exchange (TbHttpClient *self, Exchange *exchange, GCancellable *cancellable, GError **error)
{
  if (self->refused)
    {
      self->status = SOUP_STATUS_UNAUTHORIZED;
      return TRUE;
    }
  if (!follow_logged_in (self, exchange, cancellable, error))
    return FALSE;
  if (self->status != SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE || self->unpacked
      || exchange->text == NULL)
    return TRUE;
  self->unpacked = TRUE;
  return follow_logged_in (self, exchange, cancellable, error);
}

static JsonNode *
run (TbHttpClient *self, Exchange *exchange, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) json = NULL;
  gboolean answered = run_exchange (self, exchange, cancellable, error);

  json = g_steal_pointer (&exchange->json);
  if (!answered)
    return NULL;
  if (!SOUP_STATUS_IS_SUCCESSFUL (self->status))
    {
      set_status_error (self, error);
      return NULL;
    }
  if (exchange->late)
    return json_node_new (JSON_NODE_NULL);
  return g_steal_pointer (&json);
}

/**
 * tb_http_client_new:
 * @address: of a service
 * @credentials: (nullable): who asks; %NULL: nobody in particular
 *
 * Sends nothing yet. A client belongs to one thread at a time, and to one name and password: when
 * the service has refused them once, it is not asked again with them.
 *
 * Returns: (transfer full): what speaks to the service
 */
TbHttpClient *
tb_http_client_new (TbServiceAddress *address, TbCredentials *credentials)
{
  TbHttpClient *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_object_new (TB_TYPE_HTTP_CLIENT, NULL);
  self->address = tb_service_address_ref (address);
  /* Within a machine, packing and unpacking take longer than sending what is saved. */
  self->unpacked = tb_service_address_is_loopback (address);
  if (credentials != NULL)
    {
      self->credentials = tb_credentials_ref (credentials);
      self->auth = AUTH_COOKIE;
    }
  return self;
}

/**
 * tb_http_client_get_address:
 * @self: a client
 *
 * Returns: (transfer none): where its service is
 */
TbServiceAddress *
tb_http_client_get_address (TbHttpClient *self)
{
  g_return_val_if_fail (TB_IS_HTTP_CLIENT (self), NULL);

  return self->address;
}

/**
 * tb_http_client_set_timeout:
 * @self: a client
 * @seconds: for how long nothing at all may come before a request has failed
 *
 * A minute, where nothing is said.
 */
void
tb_http_client_set_timeout (TbHttpClient *self, guint seconds)
{
  g_return_if_fail (TB_IS_HTTP_CLIENT (self));

  soup_session_set_timeout (self->session, seconds);
  /* Connections that are open have the old one for as long as they are. */
  soup_session_abort (self->session);
}

/**
 * tb_http_client_set_packs:
 * @self: a client
 * @packs: whether long bodies are sent packed
 *
 * They are, but to a service on this machine; what takes no packed ones is found out.
 */
void
tb_http_client_set_packs (TbHttpClient *self, gboolean packs)
{
  g_return_if_fail (TB_IS_HTTP_CLIENT (self));

  self->unpacked = !packs;
}

/**
 * tb_http_client_send:
 * @self: a client
 * @method: `GET`, `PUT` …; the request must be one that may be made twice
 * @path: what is asked for, under the service's address, percent-encoded, without a slash before it
 * @text: (nullable): JSON to send
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * One request and its answer, after logging in where that is needed. Errors: %TB_ERROR_NOT_FOUND
 * (404), %TB_ERROR_CONFLICT (409, 412), `TB_ERROR_SERVICE_…`, all in words that can be shown;
 * tb_http_client_get_status() tells more. Blocks.
 *
 * Returns: (transfer full): what the service answers
 */
JsonNode *
tb_http_client_send (TbHttpClient *self, const char *method, const char *path, GBytes *text,
                     GCancellable *cancellable, GError **error)
{
  Exchange exchange = { .method = method, .path = path, .text = text };

  g_return_val_if_fail (TB_IS_HTTP_CLIENT (self), NULL);
  g_return_val_if_fail (method != NULL && path != NULL, NULL);

  return run (self, &exchange, cancellable, error);
}

/**
 * tb_http_client_request:
 * @self: a client
 * @method: as for tb_http_client_send()
 * @path: as for tb_http_client_send()
 * @body: (nullable): what to send
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * As tb_http_client_send(), for what is not long.
 *
 * Returns: (transfer full): what the service answers
 */
JsonNode *
tb_http_client_request (TbHttpClient *self, const char *method, const char *path, JsonNode *body,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) text = NULL;

  if (body != NULL)
    {
      char *json = json_to_string (body, FALSE);

      text = g_bytes_new_with_free_func (json, strlen (json), (GDestroyNotify)tb_credentials_wipe,
                                         json);
    }
  return tb_http_client_send (self, method, path, text, cancellable, error);
}

/**
 * tb_http_client_poll:
 * @self: a client
 * @path: as for tb_http_client_send()
 * @wait_seconds: how long to wait for the end of the answer
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Asks for what may come only later. Errors as tb_http_client_send().
 *
 * Returns: (transfer full): what the service answers; a JSON null where it has not in @wait_seconds
 */
JsonNode *
tb_http_client_poll (TbHttpClient *self, const char *path, guint wait_seconds,
                     GCancellable *cancellable, GError **error)
{
  Exchange exchange = { .method = SOUP_METHOD_GET, .path = path };

  g_return_val_if_fail (TB_IS_HTTP_CLIENT (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  exchange.deadline_us = g_get_monotonic_time () + wait_seconds * G_USEC_PER_SEC;
  return run (self, &exchange, cancellable, error);
}

/**
 * tb_http_client_get_status:
 * @self: a client
 *
 * Returns: the status of the last answer; 0 where none came
 */
guint
tb_http_client_get_status (TbHttpClient *self)
{
  g_return_val_if_fail (TB_IS_HTTP_CLIENT (self), 0);

  return self->status;
}

/**
 * tb_http_client_get_reason:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): the service's word for why the last request failed:
 * `bad_request` …
 */
const char *
tb_http_client_get_reason (TbHttpClient *self)
{
  g_return_val_if_fail (TB_IS_HTTP_CLIENT (self), NULL);

  return self->reason;
}

/**
 * tb_http_client_get_timed_out:
 * @self: a client
 *
 * Returns: whether the last request failed because no answer came in time
 */
gboolean
tb_http_client_get_timed_out (TbHttpClient *self)
{
  g_return_val_if_fail (TB_IS_HTTP_CLIENT (self), FALSE);

  return self->timed_out;
}

/**
 * tb_http_client_get_retry_after:
 * @self: a client
 *
 * Returns: for how many seconds the service asked to be left alone with its last answer; 0 where it
 * did not
 */
guint
tb_http_client_get_retry_after (TbHttpClient *self)
{
  g_return_val_if_fail (TB_IS_HTTP_CLIENT (self), 0);

  return self->retry_after;
}

/**
 * tb_http_client_get_traffic:
 * @self: a client
 *
 * Returns: what it has sent and received until now
 */
TbHttpTraffic
tb_http_client_get_traffic (TbHttpClient *self)
{
  g_return_val_if_fail (TB_IS_HTTP_CLIENT (self), (TbHttpTraffic){ 0 });

  return self->traffic;
}

/**
 * tb_http_escape:
 * @text: an id, a name or a place, as a part of a path or a query
 *
 * Returns: (transfer full): @text percent-encoded
 */
char *
tb_http_escape (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_uri_escape_string (text, NULL, FALSE);
}
