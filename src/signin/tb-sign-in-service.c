/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sign-in-service.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

#include "tb-error.h"
#include "tb-sign-in-form.h"
#include "tb-sign-in-page.h"
#include "tb-sign-in-token.h"
#include "tb-visitor.h"

#define BACKLOG 32
#define RETRY_AFTER_SECONDS "60"

/* Bytes of a body refused that are read all the same, since a phone that is cut off while it sends
 * does not see the answer. */
#define DRAIN_MAX (64 * 1024)

#define VISITOR_KEY "tb-visitor"
#define VERDICT_KEY "tb-verdict"

/* A room of some hundred phones at once, each of which asks three times; far less than would help
 * anybody to try all digits. */
const TbSignInLimits tb_sign_in_default_limits = {
  .gate = {
    .connections = 128,
    .peer_connections = 16,
    .peers = 2048,
    .requests = { 600, 100 },
    .peer_requests = { 60, 5 },
    .attempts = { 200, 20 },
    .peer_attempts = { 8, 1.0 / 30 },
  },
  .connection_ms = 20 * 1000,
  .answer_ms = 10 * 1000,
};

/* Somebody who waits for the desk. */
typedef struct
{
  TbSignInService *service;   /* (not owned) */
  SoupServerMessage *message; /* (owned) */
  TbVisitor *visitor;         /* (owned) */
  char *name;                 /* (owned): to show again where it is not found */
  gint64 number;
  guint timeout; /* id of a source; 0: none */
} Attempt;

struct _TbSignInService
{
  GObject parent_instance;

  char *token;  /* (owned) */
  char *policy; /* (owned): the Content-Security-Policy of every page */
  TbSignInLimits limits;
  TbNowFunc now;

  TbGate *gate;             /* (owned) */
  SoupServer *server;       /* (owned) */
  GSocketService *listener; /* (owned) (nullable) */
  guint port;               /* 0: not listening */
  GHashTable *visitors;     /* (owned): of TbVisitor (owned) */
  GHashTable *attempts;     /* (owned): number, in the value → Attempt (owned) */
  gint64 last_attempt;
};

enum
{
  SIGNAL_ATTEMPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbSignInService, tb_sign_in_service, G_TYPE_OBJECT)

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  g_clear_handle_id (&attempt->timeout, g_source_remove);
  g_object_unref (attempt->message);
  tb_visitor_unref (attempt->visitor);
  g_free (attempt->name);
  g_free (attempt);
}

static TbVisitor *
get_visitor (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (soup_server_message_get_remote_address (message)),
                            VISITOR_KEY);
}

/* Nothing is kept, framed, guessed at, or told to another site. */
static void
set_headers (TbSignInService *self, SoupServerMessage *message, TbSignInPageKind kind)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Content-Security-Policy", self->policy);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "X-Frame-Options", "DENY");
  soup_message_headers_replace (headers, "Cross-Origin-Opener-Policy", "same-origin");
  soup_message_headers_replace (headers, "Cross-Origin-Resource-Policy", "same-origin");
  soup_message_headers_replace (headers, "Vary", "Accept-Language");
  soup_message_headers_replace (headers, "Connection", "close");
  if (kind == TB_SIGN_IN_PAGE_WRONG_METHOD)
    soup_message_headers_replace (headers, "Allow", "GET, HEAD, POST");
  if (kind == TB_SIGN_IN_PAGE_BUSY)
    soup_message_headers_replace (headers, "Retry-After", RETRY_AFTER_SECONDS);
}

static void
respond (TbSignInService *self, SoupServerMessage *message, TbSignInPageKind kind, const char *name)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  const TbPageTexts *texts
      = tb_page_texts_choose (soup_message_headers_get_list (request, "Accept-Language"));
  char *html = tb_sign_in_page_dup_html (kind, texts, name);

  set_headers (self, message, kind);
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Content-Language", tb_page_texts_get_language (texts));
  soup_server_message_set_status (message, tb_sign_in_page_get_status (kind), NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, html,
                                    strlen (html));
}

static gboolean
is_our_path (TbSignInService *self, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *path = g_uri_get_path (uri);

  return *path == '/' && tb_sign_in_token_equal (self->token, path + 1)
         && g_uri_get_query (uri) == NULL;
}

static gboolean
is_form (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return type != NULL && g_ascii_strcasecmp (type, SOUP_FORM_MIME_TYPE_URLENCODED) == 0;
}

/* What the request gets by its headers alone: FORM where there is nothing against it. */
static TbSignInPageKind
judge_headers (TbSignInService *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *method = soup_server_message_get_method (message);
  gboolean posts = g_str_equal (method, SOUP_METHOD_POST);
  SoupEncoding encoding = soup_message_headers_get_encoding (headers);

  if (!tb_gate_take_request (self->gate, tb_visitor_get_peer (get_visitor (message)), self->now ()))
    return TB_SIGN_IN_PAGE_BUSY;
  if (!is_our_path (self, message))
    return TB_SIGN_IN_PAGE_WRONG_ADDRESS;
  if (!posts && !g_str_equal (method, SOUP_METHOD_GET) && !g_str_equal (method, SOUP_METHOD_HEAD))
    return TB_SIGN_IN_PAGE_WRONG_METHOD;
  if (encoding == SOUP_ENCODING_CONTENT_LENGTH
          ? soup_message_headers_get_content_length (headers) > TB_SIGN_IN_FORM_MAX
          : encoding != SOUP_ENCODING_NONE)
    return encoding == SOUP_ENCODING_CONTENT_LENGTH ? TB_SIGN_IN_PAGE_TOO_LARGE
                                                    : TB_SIGN_IN_PAGE_NO_LENGTH;
  if (posts && !is_form (message))
    return TB_SIGN_IN_PAGE_WRONG_TYPE;
  return TB_SIGN_IN_PAGE_FORM;
}

static void
got_headers_cb (TbSignInService *self, SoupServerMessage *message)
{
  TbSignInPageKind verdict = judge_headers (self, message);
  SoupExpectation expectations
      = soup_message_headers_get_expectations (soup_server_message_get_request_headers (message));

  g_object_set_data (G_OBJECT (message), VERDICT_KEY, GINT_TO_POINTER (verdict));
  if (verdict == TB_SIGN_IN_PAGE_FORM)
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), TRUE);
  else if (expectations & SOUP_EXPECTATION_CONTINUE)
    respond (self, message, verdict, ""); /* before it sends what it asked leave to send */
}

static void
got_chunk_cb (TbSignInService *self, GBytes *chunk, SoupServerMessage *message)
{
  TbVisitor *visitor = get_visitor (message);

  if (!tb_visitor_add_drained (visitor, g_bytes_get_size (chunk), DRAIN_MAX))
    tb_visitor_cut_off (visitor);
}

static void
request_started_cb (TbSignInService *self, SoupServerMessage *message)
{
  /* Nothing is kept in memory before its length is known to be small. */
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  /* Also on what libsoup answers by itself. */
  set_headers (self, message, TB_SIGN_IN_PAGE_FORM);
  g_signal_connect_object (message, "got-headers", G_CALLBACK (got_headers_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
request_aborted_cb (TbSignInService *self, SoupServerMessage *message)
{
  GHashTableIter iter;
  Attempt *attempt;

  g_hash_table_iter_init (&iter, self->attempts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&attempt))
    if (attempt->message == message)
      g_hash_table_iter_remove (&iter);
}

static gboolean
answer_timeout_cb (gpointer data)
{
  Attempt *attempt = data;

  attempt->timeout = 0;
  tb_sign_in_service_answer (attempt->service, attempt->number, TB_SIGN_IN_ANSWER_UNAVAILABLE);
  return G_SOURCE_REMOVE;
}

static void
hand_on (TbSignInService *self, SoupServerMessage *message, const TbSignInForm *form)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->service = self;
  attempt->message = g_object_ref (message);
  attempt->visitor = tb_visitor_ref (get_visitor (message));
  attempt->name = g_strdup (form->name);
  attempt->number = ++self->last_attempt;
  attempt->timeout = g_timeout_add (self->limits.answer_ms, answer_timeout_cb, attempt);
  g_hash_table_insert (self->attempts, &attempt->number, attempt);

  soup_server_message_pause (message);
  g_signal_emit (self, signals[SIGNAL_ATTEMPT], 0, attempt->number, form->name, form->digits);
}

static void
take_form (TbSignInService *self, SoupServerMessage *message)
{
  g_autoptr (GBytes) body
      = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_auto (TbSignInForm) form = { NULL };
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  tb_sign_in_form_read (&form, data, length);
  if (!tb_sign_in_form_is_complete (&form))
    respond (self, message, TB_SIGN_IN_PAGE_INCOMPLETE, form.name);
  else if (!tb_gate_take_attempt (self->gate, tb_visitor_get_peer (get_visitor (message)),
                                  self->now ()))
    respond (self, message, TB_SIGN_IN_PAGE_BUSY, "");
  else
    hand_on (self, message, &form);
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  TbSignInService *self = user_data;
  TbSignInPageKind verdict = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (message), VERDICT_KEY));

  if (verdict != TB_SIGN_IN_PAGE_FORM
      || !g_str_equal (soup_server_message_get_method (message), SOUP_METHOD_POST))
    respond (self, message, verdict, "");
  else
    take_form (self, message);
}

static void
visitor_gone_cb (TbVisitor *visitor, gpointer data)
{
  TbSignInService *self = data;

  tb_gate_leave (self->gate, tb_visitor_get_peer (visitor));
  g_hash_table_remove (self->visitors, visitor);
}

static gboolean
incoming_cb (TbSignInService *self, GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autofree char *peer = NULL;
  TbVisitor *visitor;

  /* It may be gone again already. */
  if (local == NULL || remote == NULL)
    return TRUE;
  peer = tb_visitor_dup_peer_of (remote);
  if (!tb_gate_enter (self->gate, peer, self->now ()))
    return TRUE;

  visitor = tb_visitor_new (connection, peer, self->limits.connection_ms, visitor_gone_cb, self);
  g_object_set_data_full (G_OBJECT (remote), VISITOR_KEY, tb_visitor_ref (visitor),
                          (GDestroyNotify)tb_visitor_unref);
  g_hash_table_add (self->visitors, visitor);
  if (!soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL))
    tb_visitor_cut_off (visitor);
  return TRUE;
}

static void
tb_sign_in_service_dispose (GObject *object)
{
  TbSignInService *self = TB_SIGN_IN_SERVICE (object);
  GHashTableIter iter;
  TbVisitor *visitor;

  if (self->listener != NULL)
    {
      g_socket_service_stop (self->listener);
      g_socket_listener_close (G_SOCKET_LISTENER (self->listener));
      g_clear_object (&self->listener);
    }
  g_hash_table_remove_all (self->attempts);
  g_hash_table_iter_init (&iter, self->visitors);
  while (g_hash_table_iter_next (&iter, (gpointer *)&visitor, NULL))
    tb_visitor_forget (visitor);
  g_hash_table_remove_all (self->visitors);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (tb_sign_in_service_parent_class)->dispose (object);
}

static void
tb_sign_in_service_finalize (GObject *object)
{
  TbSignInService *self = TB_SIGN_IN_SERVICE (object);

  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->policy, g_free);
  g_clear_pointer (&self->gate, tb_gate_free);
  g_clear_pointer (&self->visitors, g_hash_table_unref);
  g_clear_pointer (&self->attempts, g_hash_table_unref);

  G_OBJECT_CLASS (tb_sign_in_service_parent_class)->finalize (object);
}

static void
tb_sign_in_service_class_init (TbSignInServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_sign_in_service_dispose;
  G_OBJECT_CLASS (klass)->finalize = tb_sign_in_service_finalize;

  /**
   * TbSignInService::attempt:
   * @self: the service
   * @number: what the answer is to name
   * @name: a name
   * @digits: four digits
   */
  signals[SIGNAL_ATTEMPT]
      = g_signal_new ("attempt", TB_TYPE_SIGN_IN_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_STRING, G_TYPE_STRING);
}

static void
tb_sign_in_service_init (TbSignInService *self)
{
  self->policy = tb_sign_in_page_dup_policy ();
  self->visitors = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)tb_visitor_unref, NULL);
  self->attempts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, attempt_free);

  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  g_signal_connect_object (self->server, "request-started", G_CALLBACK (request_started_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->server, "request-aborted", G_CALLBACK (request_aborted_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * tb_sign_in_service_new:
 * @token: a well-formed token, the only one that is accepted
 * @limits: how much is served; copied
 * @now: the time, for the rates
 *
 * After tb_page_texts_load().
 *
 * Returns: (transfer full): a service that does not listen yet
 */
TbSignInService *
tb_sign_in_service_new (const char *token, const TbSignInLimits *limits, TbNowFunc now)
{
  TbSignInService *self;

  g_return_val_if_fail (token != NULL && tb_sign_in_token_is_well_formed (token), NULL);
  g_return_val_if_fail (limits != NULL, NULL);
  g_return_val_if_fail (now != NULL, NULL);

  self = g_object_new (TB_TYPE_SIGN_IN_SERVICE, NULL);
  self->token = g_strdup (token);
  self->limits = *limits;
  self->now = now;
  self->gate = tb_gate_new (&limits->gate);
  return self;
}

static GSocket *
bind_socket (GInetAddress *address, guint port, GError **error)
{
  g_autoptr (GSocketAddress) where = g_inet_socket_address_new (address, port);
  g_autoptr (GSocket) socket = g_socket_new (g_inet_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, where, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

/* At the port that is wished for, so that a firewall can be told of it, or at any where it is
 * taken.
 */
static GSocket *
bind_any_socket (GInetAddress *address, guint port, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GSocket *socket = bind_socket (address, port, &local_error);

  if (socket == NULL && port != 0
      && g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    {
      g_clear_error (&local_error);
      socket = bind_socket (address, 0, &local_error);
    }
  if (socket == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return socket;
}

/**
 * tb_sign_in_service_listen:
 * @self: a service that does not listen yet
 * @address: an IP address of this machine
 * @port: the port wished for; 0: any
 * @error: return location of an error
 *
 * Lets phones come, from networks on which @address is. Fails with %TB_ERROR_INVALID where @address
 * cannot be listened at.
 *
 * Returns: whether they can come
 */
gboolean
tb_sign_in_service_listen (TbSignInService *self, const char *address, guint port, GError **error)
{
  g_autoptr (GInetAddress) inet = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (TB_IS_SIGN_IN_SERVICE (self), FALSE);
  g_return_val_if_fail (self->listener == NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  inet = g_inet_address_new_from_string (address);
  if (inet != NULL)
    socket = bind_any_socket (inet, port, &local_error);
  if (socket != NULL)
    bound = g_socket_get_local_address (socket, &local_error);
  self->listener = g_socket_service_new ();
  if (bound == NULL
      || !g_socket_listener_add_socket (G_SOCKET_LISTENER (self->listener), socket, NULL,
                                        &local_error))
    {
      g_clear_object (&self->listener);
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("The sign-in page cannot be offered at the address %s. Choose another "
                      "network."),
                   address);
      return FALSE;
    }

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect_object (self->listener, "incoming", G_CALLBACK (incoming_cb), self,
                           G_CONNECT_SWAPPED);
  return TRUE;
}

/**
 * tb_sign_in_service_get_port:
 * @self: a service
 *
 * Returns: the port at which it listens; 0 before it does
 */
guint
tb_sign_in_service_get_port (TbSignInService *self)
{
  g_return_val_if_fail (TB_IS_SIGN_IN_SERVICE (self), 0);

  return self->port;
}

/**
 * tb_sign_in_service_get_n_connections:
 * @self: a service
 *
 * Returns: how many connections are open
 */
guint
tb_sign_in_service_get_n_connections (TbSignInService *self)
{
  g_return_val_if_fail (TB_IS_SIGN_IN_SERVICE (self), 0);

  return tb_gate_get_n_connections (self->gate);
}

static TbSignInPageKind
get_page (TbSignInAnswer answer)
{
  static const TbSignInPageKind pages[] = {
    [TB_SIGN_IN_ANSWER_RECORDED] = TB_SIGN_IN_PAGE_RECORDED,
    [TB_SIGN_IN_ANSWER_NOT_FOUND] = TB_SIGN_IN_PAGE_NOT_FOUND,
    [TB_SIGN_IN_ANSWER_CLOSED] = TB_SIGN_IN_PAGE_CLOSED,
    [TB_SIGN_IN_ANSWER_UNAVAILABLE] = TB_SIGN_IN_PAGE_UNAVAILABLE,
  };

  return pages[answer];
}

/**
 * tb_sign_in_service_answer:
 * @self: a service
 * @number: of an attempt
 * @answer: what came of it
 *
 * Shows @answer on the phone that made the attempt. Nothing happens where it is gone, or was
 * answered.
 */
void
tb_sign_in_service_answer (TbSignInService *self, gint64 number, TbSignInAnswer answer)
{
  Attempt *attempt;

  g_return_if_fail (TB_IS_SIGN_IN_SERVICE (self));

  attempt = g_hash_table_lookup (self->attempts, &number);
  if (attempt == NULL)
    return;

  if (answer == TB_SIGN_IN_ANSWER_RECORDED)
    tb_gate_give_back_attempt (self->gate, tb_visitor_get_peer (attempt->visitor));
  respond (self, attempt->message, get_page (answer), attempt->name);
  soup_server_message_unpause (attempt->message);
  g_hash_table_remove (self->attempts, &number);
}
