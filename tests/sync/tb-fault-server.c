/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fault-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "tb-fault-database.h"

#define COOKIE "AuthSession=token-of-the-test"
#define JSON_TYPE "application/json"

typedef struct
{
  TbServerFault fault; /* its texts are the test's */
  guint n_left;
} Pending;

struct _TbFaultServer
{
  GThread *thread;           /* (owned) */
  GMainContext *context;     /* (owned) */
  GMainLoop *loop;           /* (owned) */
  TbServiceAddress *address; /* (owned) */

  /* Of the thread */
  SoupServer *server;           /* (owned) */
  GTlsCertificate *certificate; /* (owned) (nullable) */
  GSocketService *tls_service;  /* (owned) (nullable): only with a certificate */
  GCancellable *closing;        /* (owned): of the handshakes that go on */
  guint n_handshakes;           /* that go on */
  TbMemoryServer *memory;       /* (owned) */
  TbSyncPeer *peer;             /* (owned) */
  TbMemoryServer *files;        /* (owned): of the branch's attachments */
  TbSyncPeer *files_peer;       /* (owned) */
  GPtrArray *silent;            /* (owned) (element-type SoupServerMessage) */

  GMutex lock;
  GCond ready;
  GPtrArray *pending; /* (owned) (element-type Pending), guarded by @lock, as is @log */
  GString *log;       /* (owned) */
  gboolean logged_in;
  gsize body_max; /* 0: none */
  gboolean has_sessions;
  gboolean takes_packed;
};

static char *
dup_line (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);

  return g_strdup_printf ("%s %s%s%s", soup_server_message_get_method (message),
                          g_uri_get_path (uri), query != NULL ? "?" : "",
                          query != NULL ? query : "");
}

/* The fault that this request meets; %FALSE where all goes well. */
static gboolean
take_fault (TbFaultServer *self, const char *line, TbServerFault *fault)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->pending->len; i++)
    {
      Pending *pending = g_ptr_array_index (self->pending, i);

      if (strstr (line, pending->fault.on) == NULL)
        continue;
      *fault = pending->fault;
      if (--pending->n_left == 0)
        g_ptr_array_remove_index (self->pending, i);
      return TRUE;
    }
  return FALSE;
}

static void
respond (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static void
respond_reason (SoupServerMessage *message, guint status, const char *error, const char *reason)
{
  g_autofree char *text = g_strdup_printf ("{\"error\":\"%s\",\"reason\":\"%s\"}", error, reason);

  respond (message, status, JSON_TYPE, text);
}

/* An answer that breaks off. */
static void
break_off (SoupServerMessage *message, const char *text, gsize length)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: " JSON_TYPE
                                           "\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%.*s",
                                           strlen (text), (int)length, text);

  if (length > 0)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), head, strlen (head), NULL,
                               NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static gboolean
is_our_login (JsonNode *json)
{
  JsonObject *object
      = json != NULL && JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;

  return object != NULL
         && g_strcmp0 (json_object_get_string_member_with_default (object, "name", NULL),
                       TB_FAULT_SERVER_USER)
                == 0
         && g_strcmp0 (json_object_get_string_member_with_default (object, "password", NULL),
                       TB_FAULT_SERVER_PASSWORD)
                == 0;
}

static void
answer_login (TbFaultServer *self, SoupServerMessage *message, JsonNode *json)
{
  if (!self->has_sessions)
    respond_reason (message, 404, "not_found", "missing");
  else if (!is_our_login (json))
    respond_reason (message, 401, "unauthorized", "Name or password is incorrect.");
  else
    {
      self->logged_in = TRUE;
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Set-Cookie", COOKIE "; Path=/; HttpOnly");
      respond (message, 200, JSON_TYPE, "{\"ok\":true}");
    }
}

static gboolean
is_known (TbFaultServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *cookie = soup_message_headers_get_list (headers, "Cookie");
  const char *basic = soup_message_headers_get_one (headers, "Authorization");
  g_autofree char *pair
      = g_base64_encode ((const guchar *)TB_FAULT_SERVER_USER ":" TB_FAULT_SERVER_PASSWORD,
                         strlen (TB_FAULT_SERVER_USER ":" TB_FAULT_SERVER_PASSWORD));

  if (self->logged_in && cookie != NULL && strstr (cookie, COOKIE) != NULL)
    return TRUE;
  return basic != NULL && g_str_has_prefix (basic, "Basic ") && g_str_equal (basic + 6, pair);
}

/* Its body as it is meant; %NULL where it is packed and that is not taken. */
static GBytes *
unpack (TbFaultServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body
      = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (GZlibDecompressor) decompressor = NULL;

  if (soup_message_headers_get_one (headers, "Content-Encoding") == NULL)
    return g_steal_pointer (&body);
  if (!self->takes_packed)
    return NULL;
  decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  return g_converter_convert_bytes (G_CONVERTER (decompressor), body, NULL);
}

static void
wait_silently (TbFaultServer *self, SoupServerMessage *message)
{
  soup_server_message_pause (message);
  g_ptr_array_add (self->silent, g_object_ref (message));
}

static gboolean
heartbeat_cb (gpointer data)
{
  SoupServerMessage *message = data;

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                            "\n", 1);
  soup_server_message_unpause (message);
  return G_SOURCE_CONTINUE;
}

static void
stop_heartbeat_cb (SoupServerMessage *message, GSource *source)
{
  g_source_destroy (source);
}

/* A long poll without an end: the beginning of an answer, and a sign of life, again and again. */
static void
wait_audibly (TbFaultServer *self, SoupServerMessage *message, guint heartbeat_ms)
{
  g_autoptr (GSource) source = g_timeout_source_new (heartbeat_ms);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Type",
                                JSON_TYPE);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                            "{\"results\":[\n", strlen ("{\"results\":[\n"));
  g_source_set_callback (source, heartbeat_cb, message, NULL);
  g_source_attach (source, self->context);
  g_signal_connect_data (message, "finished", G_CALLBACK (stop_heartbeat_cb), g_source_ref (source),
                         (GClosureNotify)g_source_unref, 0);
  soup_server_message_pause (message);
}

static gboolean
is_of_files (SoupServerMessage *message)
{
  return g_str_has_prefix (g_uri_get_path (soup_server_message_get_uri (message)),
                           "/" TB_FAULT_SERVER_FILES);
}

/* Does what is asked and gives the answer, or %NULL where it has been given. */
static char *
act (TbFaultServer *self, SoupServerMessage *message, GHashTable *query, JsonNode *json,
     const TbServerFault *fault)
{
  TbFaultRequest request = {
    .peer = is_of_files (message) ? self->files_peer : self->peer,
    .method = soup_server_message_get_method (message),
    .path = g_uri_get_path (soup_server_message_get_uri (message)),
    .query = query,
    .json = json,
    .twice = fault != NULL && fault->kind == TB_FAULT_TWICE,
    .rewind = fault != NULL && fault->kind == TB_FAULT_REWIND,
    .unreadable = fault != NULL && fault->kind == TB_FAULT_UNREADABLE,
    .troubled = fault != NULL && fault->kind == TB_FAULT_TROUBLED,
  };
  TbFaultAnswer answer = { 0 };

  tb_fault_database_answer (&request, &answer);
  if (answer.waits_ms > 0)
    {
      wait_audibly (self, message, answer.waits_ms);
      return NULL;
    }
  if (answer.status >= 400)
    {
      respond_reason (message, answer.status, answer.error, answer.reason);
      return NULL;
    }
  soup_server_message_set_status (message, answer.status, NULL);
  return answer.text;
}

static void
answer_known (TbFaultServer *self, SoupServerMessage *message, GHashTable *query, JsonNode *json,
              const TbServerFault *fault)
{
  g_autofree char *text = act (self, message, query, json, fault);

  if (text == NULL)
    return;
  if (fault != NULL && fault->kind == TB_FAULT_ACCEPTED)
    soup_server_message_set_status (message, SOUP_STATUS_ACCEPTED, NULL);
  if (fault != NULL && fault->kind == TB_FAULT_LOSE_ANSWER)
    break_off (message, text, strlen (text) / 2);
  else
    {
      gsize length = strlen (text);

      if (fault != NULL && fault->kind == TB_FAULT_HALF_JSON)
        length /= 2;
      soup_server_message_set_response (message, JSON_TYPE, SOUP_MEMORY_COPY, text, length);
    }
}

/* Faults that come before anything is done; %FALSE where @fault is none of them. */
static gboolean
meet_fault (TbFaultServer *self, SoupServerMessage *message, const TbServerFault *fault)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  switch (fault->kind)
    {
    case TB_FAULT_STATUS:
      if (fault->retry_after != NULL)
        soup_message_headers_replace (headers, "Retry-After", fault->retry_after);
      respond_reason (message, fault->status, "of_the_script",
                      fault->words != NULL ? fault->words : "");
      return TRUE;
    case TB_FAULT_DROP:
      break_off (message, "", 0);
      return TRUE;
    case TB_FAULT_HTML:
      respond (message, 200, "text/html", "<html><title>Welcome to the network</title></html>");
      return TRUE;
    case TB_FAULT_SILENCE:
      wait_silently (self, message);
      return TRUE;
    case TB_FAULT_REDIRECT:
      soup_message_headers_replace (headers, "Location", fault->words);
      soup_server_message_set_status (message, 307, NULL);
      return TRUE;
    case TB_FAULT_FORGET_LOGIN:
      self->logged_in = FALSE;
      return FALSE;
    case TB_FAULT_LOSE_ANSWER:
    case TB_FAULT_HALF_JSON:
    case TB_FAULT_ACCEPTED:
    case TB_FAULT_TWICE:
    case TB_FAULT_REWIND:
    case TB_FAULT_UNREADABLE:
    case TB_FAULT_TROUBLED:
    default:
      return FALSE;
    }
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  TbFaultServer *self = user_data;
  g_autofree char *line = dup_line (message);
  g_autoptr (GBytes) body = unpack (self, message);
  g_autoptr (JsonNode) json = NULL;
  TbServerFault fault;
  gboolean faulty = take_fault (self, line, &fault);

  g_mutex_lock (&self->lock);
  g_string_append_printf (self->log, "%s\n", line);
  g_mutex_unlock (&self->lock);

  if (body != NULL && g_bytes_get_size (body) > 0)
    {
      g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

      json = json_from_string (text, NULL);
    }

  if (faulty && meet_fault (self, message, &fault))
    return;
  if (body == NULL)
    respond_reason (message, 415, "bad_content_encoding", "packed");
  else if (self->body_max > 0 && g_bytes_get_size (body) > self->body_max)
    respond_reason (message, 413, "too_large", "the request entity is too large");
  else if (g_str_equal (path, "/_session")
           && soup_server_message_get_method (message) == SOUP_METHOD_POST)
    answer_login (self, message, json);
  else if (!is_known (self, message))
    respond_reason (message, 401, "unauthorized", "You are not authorized to access this db.");
  else if (g_str_equal (path, "/_session"))
    respond (message, 200, JSON_TYPE,
             "{\"ok\":true,\"userCtx\":{\"name\":\"" TB_FAULT_SERVER_USER
             "\",\"roles\":[\"" TB_FAULT_SERVER_DATABASE ":liaison\"]}}");
  else
    answer_known (self, message, query, json, faulty ? &fault : NULL);
}

static void
shaken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbFaultServer *self = user_data;

  self->n_handshakes--;
  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL))
    soup_server_accept_iostream (self->server, G_IO_STREAM (source), NULL, NULL, NULL);
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source_object,
             gpointer user_data)
{
  TbFaultServer *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream
      = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, &error);

  g_assert_no_error (error);
  self->n_handshakes++;
  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), G_PRIORITY_DEFAULT, self->closing,
                                    shaken_cb, self);
  return TRUE;
}

/* A handshake of libsoup's own does not hold its connection: one that fails while the server is
 * taken down answers for a connection that is gone. So the handshakes are ours here. */
static guint
listen_with_tls (TbFaultServer *self, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  self->closing = g_cancellable_new ();
  self->tls_service = g_socket_service_new ();
  g_signal_connect (self->tls_service, "incoming", G_CALLBACK (incoming_cb), self);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->tls_service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound,
                                      error))
    return 0;
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

static guint
listen_plainly (TbFaultServer *self, GError **error)
{
  g_autoslist (GUri) uris = NULL;

  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return 0;
  uris = soup_server_get_uris (self->server);
  return (guint)g_uri_get_port (uris->data);
}

static void
listen_here (TbFaultServer *self)
{
  const gboolean with_tls = self->certificate != NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint port;

  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  port = with_tls ? listen_with_tls (self, &error) : listen_plainly (self, &error);
  g_assert_no_error (error);
  text = g_strdup_printf ("%s://127.0.0.1:%u", with_tls ? "https" : "http", port);
  self->address = tb_service_address_new (text, &error);
  g_assert_no_error (error);
}

static void
stop_listening (TbFaultServer *self)
{
  if (self->tls_service != NULL)
    {
      g_socket_service_stop (self->tls_service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->tls_service));
      g_cancellable_cancel (self->closing);
      while (self->n_handshakes > 0)
        g_main_context_iteration (self->context, TRUE);
    }
  soup_server_disconnect (self->server);
  g_clear_object (&self->tls_service);
  g_clear_object (&self->closing);
}

static gpointer
run (gpointer data)
{
  TbFaultServer *self = data;

  g_main_context_push_thread_default (self->context);
  listen_here (self);
  self->memory = tb_memory_server_new ();
  self->peer = TB_SYNC_PEER (tb_memory_peer_new (self->memory));
  self->files = tb_memory_server_new ();
  self->files_peer = TB_SYNC_PEER (tb_memory_peer_new (self->files));
  self->silent = g_ptr_array_new_with_free_func (g_object_unref);

  g_mutex_lock (&self->lock);
  self->loop = g_main_loop_new (self->context, FALSE);
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->lock);
  g_main_loop_run (self->loop);

  stop_listening (self);
  g_clear_pointer (&self->silent, g_ptr_array_unref);
  g_clear_object (&self->server);
  g_clear_object (&self->peer);
  g_clear_pointer (&self->memory, tb_memory_server_free);
  g_clear_object (&self->files_peer);
  g_clear_pointer (&self->files, tb_memory_server_free);
  /* What libsoup still has to close. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/**
 * tb_fault_server_new:
 *
 * Returns: (transfer full): a service that answers, with an empty database
 */
TbFaultServer *
tb_fault_server_new (void)
{
  return tb_fault_server_new_with_certificate (NULL);
}

/**
 * tb_fault_server_new_with_certificate:
 * @certificate: (nullable): with which it proves who it is; %NULL: it speaks without TLS
 *
 * Returns: (transfer full): a service that answers, with an empty database
 */
TbFaultServer *
tb_fault_server_new_with_certificate (GTlsCertificate *certificate)
{
  TbFaultServer *self = g_new0 (TbFaultServer, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_set_object (&self->certificate, certificate);
  self->context = g_main_context_new ();
  self->pending = g_ptr_array_new_with_free_func (g_free);
  self->log = g_string_new (NULL);
  self->has_sessions = TRUE;
  self->takes_packed = TRUE;

  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("fault-server", run, self);
  while (self->loop == NULL)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/**
 * tb_fault_server_free:
 * @self: (transfer full): a server
 */
void
tb_fault_server_free (TbFaultServer *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  tb_service_address_unref (self->address);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->pending);
  g_string_free (self->log, TRUE);
  g_cond_clear (&self->ready);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * tb_fault_server_new_client:
 * @password: what the one user says
 *
 * Returns: (transfer full): a client of that user, which packs what it sends, as to one far away
 */
TbHttpClient *
tb_fault_server_new_client (TbFaultServer *self, const char *password)
{
  g_autoptr (TbCredentials) credentials = tb_credentials_new (TB_FAULT_SERVER_USER, password);
  g_autoptr (TbHttpClient) client = tb_http_client_new (self->address, credentials);

  tb_http_client_set_packs (client, TRUE);
  return g_steal_pointer (&client);
}

/**
 * tb_fault_server_get_url:
 *
 * Returns: (transfer none): where it is
 */
const char *
tb_fault_server_get_url (TbFaultServer *self)
{
  return tb_service_address_get_text (self->address);
}

/**
 * tb_fault_server_get_memory:
 *
 * Returns: (transfer none): what it holds; only to be touched while nobody asks it anything
 */
TbMemoryServer *
tb_fault_server_get_memory (TbFaultServer *self)
{
  return self->memory;
}

/**
 * tb_fault_server_get_files:
 *
 * Returns: (transfer none): the documents of the branch's attachments
 */
TbMemoryServer *
tb_fault_server_get_files (TbFaultServer *self)
{
  return self->files;
}

/**
 * tb_fault_server_add:
 * @fault: what goes wrong, after what was said before for the same requests
 */
void
tb_fault_server_add (TbFaultServer *self, const TbServerFault *fault)
{
  Pending *pending = g_new0 (Pending, 1);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  pending->fault = *fault;
  pending->n_left = MAX (fault->times, 1);
  g_ptr_array_add (self->pending, pending);
}

/**
 * tb_fault_server_count:
 * @on: a part of `METHOD /path`
 *
 * Returns: how many requests there were that have it
 */
guint
tb_fault_server_count (TbFaultServer *self, const char *on)
{
  g_autofree char *log = tb_fault_server_dup_log (self);
  g_auto (GStrv) lines = g_strsplit (log, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += *lines[i] != '\0' && strstr (lines[i], on) != NULL;
  return n;
}

/**
 * tb_fault_server_dup_log:
 *
 * Returns: (transfer full): the first line of every request, as logs of servers and proxies have it
 */
char *
tb_fault_server_dup_log (TbFaultServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (self->log->str);
}

/**
 * tb_fault_server_set_body_max:
 * @n_bytes: how many a request may have, unpacked; 0: any number
 */
void
tb_fault_server_set_body_max (TbFaultServer *self, gsize n_bytes)
{
  self->body_max = n_bytes;
}

/**
 * tb_fault_server_set_has_sessions:
 * @has_sessions: whether one can log in for a cookie
 */
void
tb_fault_server_set_has_sessions (TbFaultServer *self, gboolean has_sessions)
{
  self->has_sessions = has_sessions;
}

/**
 * tb_fault_server_set_takes_packed:
 * @takes_packed: whether bodies may be packed
 */
void
tb_fault_server_set_takes_packed (TbFaultServer *self, gboolean takes_packed)
{
  self->takes_packed = takes_packed;
}
