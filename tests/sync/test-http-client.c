/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-http-client.h"

#include <string.h>

#include "tb-error.h"
#include "tb-fault-server.h"
#include "tb-http-error.h"
#include "tb-test.h"

typedef struct
{
  TbFaultServer *server; /* (owned) */
  TbHttpClient *client;  /* (owned) */
} Test;

static void
set_up (Test *test, gconstpointer data)
{
  test->server = tb_fault_server_new ();
  test->client = tb_fault_server_new_client (test->server, TB_FAULT_SERVER_PASSWORD);
}

static void
tear_down (Test *test, gconstpointer data)
{
  g_assert_finalize_object (test->client);
  tb_fault_server_free (test->server);
}

static void
add_fault (Test *test, const char *on, TbFaultKind kind, guint times)
{
  tb_fault_server_add (test->server, &(TbServerFault){ .on = on, .kind = kind, .times = times });
}

static void
assert_answers (Test *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json
      = tb_http_client_request (test->client, "GET", TB_FAULT_SERVER_DATABASE, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (json));
}

static void
assert_fails (Test *test, TbError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json
      = tb_http_client_request (test->client, "GET", TB_FAULT_SERVER_DATABASE, NULL, NULL, &error);

  g_assert_error (error, TB_ERROR, (int)code);
  g_assert_null (json);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

static void
test_login (Test *test, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    assert_answers (test);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_session"), ==, 1);
}

static void
test_login_forgotten (Test *test, gconstpointer data)
{
  assert_answers (test);
  add_fault (test, "GET /branch-a", TB_FAULT_FORGET_LOGIN, 1);
  assert_answers (test);
  assert_answers (test);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_session"), ==, 2);
}

/* One new login, then it is given up: services lock out who goes on. */
static void
test_login_in_vain (Test *test, gconstpointer data)
{
  guint n_requests;

  assert_answers (test);
  add_fault (test, "GET /branch-a", TB_FAULT_FORGET_LOGIN, 2);
  assert_fails (test, TB_ERROR_SERVICE_REFUSED, "does not accept this name and password");
  g_assert_cmpuint (tb_fault_server_count (test->server, "_session"), ==, 2);

  n_requests = tb_fault_server_count (test->server, " ");
  assert_fails (test, TB_ERROR_SERVICE_REFUSED, "does not accept this name and password");
  g_assert_cmpuint (tb_fault_server_count (test->server, " "), ==, n_requests);
}

static void
test_wrong_password (Test *test, gconstpointer data)
{
  g_assert_finalize_object (test->client);
  test->client = tb_fault_server_new_client (test->server, "another");
  assert_fails (test, TB_ERROR_SERVICE_REFUSED, "does not accept this name and password");
  assert_fails (test, TB_ERROR_SERVICE_REFUSED, "does not accept this name and password");
  g_assert_cmpuint (tb_fault_server_count (test->server, " "), ==, 1);
}

/* A name is locked for a while after wrong passwords, whoever gave them: that passes. */
static void
test_locked (Test *test, gconstpointer data)
{
  TbServerFault fault
      = { .on = "POST /_session",
          .kind = TB_FAULT_STATUS,
          .status = 403,
          .words = "Account is temporarily locked due to multiple authentication failures" };

  tb_fault_server_add (test->server, &fault);
  assert_fails (test, TB_ERROR_SERVICE_BUSY, "for a few minutes");
  assert_answers (test);
}

static void
test_basic (Test *test, gconstpointer data)
{
  tb_fault_server_set_has_sessions (test->server, FALSE);
  assert_answers (test);
  assert_answers (test);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_session"), ==, 1);
}

/* Something on the way takes the cookie away. */
static void
test_cookie_in_vain (Test *test, gconstpointer data)
{
  add_fault (test, "GET /branch-a", TB_FAULT_FORGET_LOGIN, 1);
  assert_answers (test);
  assert_answers (test);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_session"), ==, 1);
}

/* What a person reads for each status. */
static void
test_status (Test *test, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *reason;
    TbError code;
    const char *words;
  } cases[] = {
    { 400, "Bad.", TB_ERROR_SERVICE_INVALID, "could not do what it was asked (400): Bad." },
    { 403, "Not yours.", TB_ERROR_SERVICE_FORBIDDEN, "does not let “chenhui” do this: Not yours." },
    { 404, "missing", TB_ERROR_NOT_FOUND, "(404): missing" },
    { 409, "Conflict.", TB_ERROR_CONFLICT, "(409): Conflict." },
    { 412, "Exists.", TB_ERROR_CONFLICT, "(412): Exists." },
    { 413, "", TB_ERROR_SERVICE_TOO_LARGE, "does not take that much at once" },
    { 429, "", TB_ERROR_SERVICE_BUSY, "is busy or being looked after" },
    { 500, "Oops.", TB_ERROR_SERVICE_BUSY, "(500): Oops." },
    { 502, "", TB_ERROR_SERVICE_BUSY, "is busy or being looked after" },
    { 503, "", TB_ERROR_SERVICE_BUSY, "is busy or being looked after" },
    { 504, "", TB_ERROR_SERVICE_BUSY, "is busy or being looked after" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbServerFault fault = { .on = "GET /branch-a",
                              .kind = TB_FAULT_STATUS,
                              .status = cases[i].status,
                              .words = cases[i].reason };

      tb_fault_server_add (test->server, &fault);
      assert_fails (test, cases[i].code, cases[i].words);
      g_assert_cmpuint (tb_http_client_get_status (test->client), ==, cases[i].status);
      assert_answers (test);
    }
}

static void
test_long_words (Test *test, gconstpointer data)
{
  g_autofree char *words = g_strnfill (100000, 'x');
  TbServerFault fault
      = { .on = "GET /branch-a", .kind = TB_FAULT_STATUS, .status = 403, .words = words };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;

  tb_fault_server_add (test->server, &fault);
  json = tb_http_client_request (test->client, "GET", TB_FAULT_SERVER_DATABASE, NULL, NULL, &error);
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_FORBIDDEN);
  g_assert_cmpuint (strlen (error->message), <, 500);
}

static void
test_retry_after (Test *test, gconstpointer data)
{
  static const struct
  {
    const char *header;
    guint at_least;
    guint at_most;
  } cases[] = {
    { NULL, 0, 0 },
    { "120", 120, 120 },
    { "1000000", 3600, 3600 },
    { "soon", 0, 0 },
    { "Fri, 31 Dec 1999 23:59:59 GMT", 0, 0 },
    { "Fri, 31 Dec 2199 23:59:59 GMT", 3600, 3600 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbServerFault fault = { .on = "GET /branch-a",
                              .kind = TB_FAULT_STATUS,
                              .status = 503,
                              .retry_after = cases[i].header };

      tb_fault_server_add (test->server, &fault);
      assert_fails (test, TB_ERROR_SERVICE_BUSY, "is busy");
      g_assert_cmpuint (tb_http_client_get_retry_after (test->client), >=, cases[i].at_least);
      g_assert_cmpuint (tb_http_client_get_retry_after (test->client), <=, cases[i].at_most);
      assert_answers (test);
      g_assert_cmpuint (tb_http_client_get_retry_after (test->client), ==, 0);
    }
}

/* A connection that was open and is gone is not even noticed; a service that goes on like that is
 * away. */
static void
test_dropped (Test *test, gconstpointer data)
{
  add_fault (test, "GET /branch-a", TB_FAULT_DROP, 5);
  assert_fails (test, TB_ERROR_SERVICE_OFFLINE, "cannot be reached");
}

static void
test_dropped_in_the_middle (Test *test, gconstpointer data)
{
  add_fault (test, "GET /branch-a", TB_FAULT_LOSE_ANSWER, 1);
  assert_fails (test, TB_ERROR_SERVICE_OFFLINE, "cannot be reached");
  assert_answers (test);
}

static void
test_half_json (Test *test, gconstpointer data)
{
  add_fault (test, "GET /branch-a", TB_FAULT_HALF_JSON, 1);
  assert_fails (test, TB_ERROR_SERVICE_OFFLINE, "came only in part");
  assert_answers (test);
}

static void
test_page_of_the_network (Test *test, gconstpointer data)
{
  add_fault (test, "GET /branch-a", TB_FAULT_HTML, 1);
  assert_fails (test, TB_ERROR_SERVICE_INVALID, "is not a service for this program");
}

static void
test_silence (Test *test, gconstpointer data)
{
  assert_answers (test);
  tb_http_client_set_timeout (test->client, 1);
  add_fault (test, "GET /branch-a", TB_FAULT_SILENCE, 1);
  assert_fails (test, TB_ERROR_SERVICE_OFFLINE, "did not answer in time");
  g_assert_true (tb_http_client_get_timed_out (test->client));
  assert_answers (test);
  g_assert_false (tb_http_client_get_timed_out (test->client));
}

static void
test_nobody_there (void)
{
  g_autoptr (TbServiceAddress) address = NULL;
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TbHttpClient) client = NULL;
  g_autoptr (JsonNode) json = NULL;
  /* A port that was free a moment ago. */
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  g_autofree char *text = g_strdup_printf ("http://127.0.0.1:%u", port);

  g_assert_no_error (error);
  g_socket_listener_close (listener);
  address = tb_service_address_new (text, NULL);
  client = tb_http_client_new (address, NULL);
  json = tb_http_client_request (client, "GET", "branch-a", NULL, NULL, &error);
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE);
  g_assert_nonnull (strstr (error->message, text));
}

static void
test_redirect_elsewhere (Test *test, gconstpointer data)
{
  g_autoptr (TbFaultServer) other = tb_fault_server_new ();
  g_autoptr (TbHttpClient) others = tb_fault_server_new_client (other, "");
  g_autofree char *there = g_strconcat (
      tb_service_address_get_text (tb_http_client_get_address (others)), "/branch-a", NULL);
  TbServerFault fault = { .on = "GET /branch-a", .kind = TB_FAULT_REDIRECT, .words = there };

  tb_fault_server_add (test->server, &fault);
  assert_fails (test, TB_ERROR_SERVICE_INVALID, "points to another address");
  g_assert_cmpuint (tb_fault_server_count (other, " "), ==, 0);
}

static void
test_redirect_within (Test *test, gconstpointer data)
{
  TbServerFault fault
      = { .on = "GET /branch-a?x", .kind = TB_FAULT_REDIRECT, .words = "/branch-a" };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;

  tb_fault_server_add (test->server, &fault);
  json = tb_http_client_request (test->client, "GET", "branch-a?x", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (json);
}

static void
test_redirect_in_a_circle (Test *test, gconstpointer data)
{
  TbServerFault fault
      = { .on = "GET /branch-a", .kind = TB_FAULT_REDIRECT, .words = "/branch-a", .times = 100 };

  tb_fault_server_add (test->server, &fault);
  assert_fails (test, TB_ERROR_SERVICE_INVALID, "points to another address");
  g_assert_cmpuint (tb_fault_server_count (test->server, "GET /branch-a"), <, 10);
}

static GTlsCertificate *
make_certificate (void)
{
  g_autofree char *key = tb_test_dup_path ("key.pem");
  g_autofree char *certificate = tb_test_dup_path ("certificate.pem");
  const char *const command[]
      = { "openssl",   "req",   "-x509",         "-newkey", "rsa:2048",
          "-nodes",    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
          "-days",     "2",     "-keyout",       key,       "-out",
          certificate, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      command, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  GTlsCertificate *made;

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  made = g_tls_certificate_new_from_files (certificate, key, &error);
  g_assert_no_error (error);
  return made;
}

/* A certificate that nobody whom we trust has signed is the end of it: not even the name is sent.
 */
static void
test_certificate (void)
{
  g_autoptr (GTlsCertificate) certificate = make_certificate ();
  g_autoptr (TbFaultServer) server = tb_fault_server_new_with_certificate (certificate);
  g_autoptr (TbHttpClient) client = tb_fault_server_new_client (server, TB_FAULT_SERVER_PASSWORD);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) json
          = tb_http_client_request (client, "GET", "branch-a", NULL, NULL, &error);

      g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_CERTIFICATE);
      g_assert_nonnull (strstr (error->message, "Nothing was sent"));
      /* That is not mended by setting a clock. */
      g_assert_null (strstr (error->message, "clock"));
      g_assert_nonnull (strstr (error->message, "authority"));
    }
  g_assert_cmpuint (tb_fault_server_count (server, " "), ==, 0);
}

static void
assert_transport_words (GQuark domain, int code, const char *said, GTlsCertificateFlags certificate,
                        int expected_code, const char *expected_words)
{
  g_autoptr (TbServiceAddress) address = tb_service_address_new ("service.example.org", NULL);
  g_autoptr (GError) cause = g_error_new_literal (domain, code, said);
  g_autoptr (GError) error = NULL;

  tb_http_set_transport_error (&error, address, cause, certificate);
  g_assert_error (error, TB_ERROR, expected_code);
  g_assert_nonnull (strstr (error->message, "https://service.example.org"));
  g_assert_nonnull (strstr (error->message, expected_words));
}

/* Each fault of a certificate comes with what mends that one. */
static void
test_certificate_words (void)
{
  static const struct
  {
    GTlsCertificateFlags flags;
    const char *words;
  } cases[] = {
    { G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_UNKNOWN_CA, "clock" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "clock" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "Enter the address exactly" },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "must use another certificate" },
    { G_TLS_CERTIFICATE_REVOKED, "Tell whoever manages the service" },
    { G_TLS_CERTIFICATE_INSECURE, "not acceptable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_transport_words (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "Unacceptable certificate",
                            cases[i].flags, TB_ERROR_SERVICE_CERTIFICATE, cases[i].words);
}

static void
test_transport_words (void)
{
  assert_transport_words (G_TLS_ERROR, G_TLS_ERROR_MISC,
                          "Error performing TLS handshake: unexpected packet.", 0,
                          TB_ERROR_SERVICE_OFFLINE, "may not speak “https”");
  assert_transport_words (G_TLS_ERROR, G_TLS_ERROR_EOF, "TLS connection closed unexpectedly", 0,
                          TB_ERROR_SERVICE_OFFLINE, "closed unexpectedly");
  assert_transport_words (G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND, "名称或服务未知。", 0,
                          TB_ERROR_SERVICE_OFFLINE, "名称或服务未知.");
}

static void
test_cancelled (Test *test, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;

  g_cancellable_cancel (cancellable);
  json = tb_http_client_request (test->client, "GET", "branch-a", NULL, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (json);
}

/* All that can be seen of a program, with everything logged that it logs: no password. */
static void
test_secrets (Test *test, gconstpointer data)
{
  g_autofree char *log = NULL;

  if (!g_test_subprocess ())
    {
      g_auto (GStrv) environment
          = g_environ_setenv (g_get_environ (), "G_MESSAGES_DEBUG", "all", TRUE);

      g_test_trap_subprocess_with_envp (NULL, (const char *const *)environment, 0,
                                        G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stdout ("*POST _session: 200*");
      g_test_trap_assert_stderr_unmatched ("*" TB_FAULT_SERVER_PASSWORD "*");
      g_test_trap_assert_stdout_unmatched ("*" TB_FAULT_SERVER_PASSWORD "*");
      return;
    }

  assert_answers (test);
  add_fault (test, "GET /branch-a", TB_FAULT_LOSE_ANSWER, 1);
  assert_fails (test, TB_ERROR_SERVICE_OFFLINE, "");
  tb_fault_server_set_has_sessions (test->server, FALSE);
  g_assert_finalize_object (test->client);
  test->client = tb_fault_server_new_client (test->server, TB_FAULT_SERVER_PASSWORD);
  assert_answers (test);
  g_assert_finalize_object (test->client);
  tb_fault_server_set_has_sessions (test->server, TRUE);
  test->client = tb_fault_server_new_client (test->server, TB_FAULT_SERVER_PASSWORD "x");
  assert_fails (test, TB_ERROR_SERVICE_REFUSED, "");

  log = tb_fault_server_dup_log (test->server);
  g_assert_nonnull (strstr (log, "_session"));
  g_assert_null (strstr (log, TB_FAULT_SERVER_PASSWORD));
  g_print ("%s\n", log);
}

#define ADD(name, func) g_test_add ("/sync/http-client/" name, Test, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  ADD ("login", test_login);
  ADD ("login-forgotten", test_login_forgotten);
  ADD ("login-in-vain", test_login_in_vain);
  ADD ("wrong-password", test_wrong_password);
  ADD ("locked", test_locked);
  ADD ("basic", test_basic);
  ADD ("cookie-in-vain", test_cookie_in_vain);
  ADD ("status", test_status);
  ADD ("long-words", test_long_words);
  ADD ("retry-after", test_retry_after);
  ADD ("dropped", test_dropped);
  ADD ("dropped-in-the-middle", test_dropped_in_the_middle);
  ADD ("half-json", test_half_json);
  ADD ("page-of-the-network", test_page_of_the_network);
  ADD ("silence", test_silence);
  g_test_add_func ("/sync/http-client/nobody-there", test_nobody_there);
  ADD ("redirect-elsewhere", test_redirect_elsewhere);
  ADD ("redirect-within", test_redirect_within);
  ADD ("redirect-in-a-circle", test_redirect_in_a_circle);
  g_test_add_func ("/sync/http-client/certificate", test_certificate);
  g_test_add_func ("/sync/http-client/certificate-words", test_certificate_words);
  g_test_add_func ("/sync/http-client/transport-words", test_transport_words);
  ADD ("cancelled", test_cancelled);
  ADD ("secrets", test_secrets);

  return tb_test_run ();
}
