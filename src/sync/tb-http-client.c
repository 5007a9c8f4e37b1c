/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-http-client-private.h"

#include <string.h>

#include "tb-http-error.h"

#define TIMEOUT_SECONDS 60

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
  TbHttpExchange exchange = { .method = SOUP_METHOD_POST, .path = "_session", .text = text };
  gboolean answered = tb_http_exchange_follow (self, &exchange, cancellable, error);

  g_clear_pointer (&exchange.json, json_node_unref);
  if (!answered)
    return FALSE;

  if (self->status == SOUP_STATUS_NOT_FOUND || self->status == SOUP_STATUS_METHOD_NOT_ALLOWED
      || self->status == SOUP_STATUS_NOT_IMPLEMENTED)
    self->auth = TB_HTTP_AUTH_BASIC;
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
follow_logged_in (TbHttpClient *self, TbHttpExchange *exchange, GCancellable *cancellable,
                  GError **error)
{
  for (guint i = 0;; i++)
    {
      gboolean fresh = !self->logged_in;

      if (self->auth != TB_HTTP_AUTH_NONE && fresh && !log_in (self, cancellable, error))
        return FALSE;
      if (!tb_http_exchange_follow (self, exchange, cancellable, error))
        return FALSE;
      if (self->status != SOUP_STATUS_UNAUTHORIZED || self->auth == TB_HTTP_AUTH_NONE)
        return TRUE;
      if (i > 0 || self->auth == TB_HTTP_AUTH_BASIC)
        {
          self->refused = TRUE;
          return TRUE;
        }
      if (fresh)
        self->auth = TB_HTTP_AUTH_BASIC;
      else
        self->logged_in = FALSE;
    }
}

/* As follow_logged_in(), and sends the body as it is to a service that takes no packed ones. */
static gboolean
run_exchange (TbHttpClient *self, TbHttpExchange *exchange, GCancellable *cancellable,
              GError **error)
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
run (TbHttpClient *self, TbHttpExchange *exchange, GCancellable *cancellable, GError **error)
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
      self->auth = TB_HTTP_AUTH_COOKIE;
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
  TbHttpExchange exchange = { .method = method, .path = path, .text = text };

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
  TbHttpExchange exchange = { .method = SOUP_METHOD_GET, .path = path };

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
