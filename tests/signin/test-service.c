/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-service.h"

#include "tb-page-texts.h"
#include "tb-signin-test.h"

#include <string.h>

#define GET "GET " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\nAccept-Language: en\r\n\r\n"
#define FORM "name=%E5%BC%A0%E4%B8%89&digits=0123"

typedef struct
{
  TbSignInService *service; /* (owned) */
  guint port;
  GPtrArray *attempts; /* (owned) of char *: "number name digits" */
  gint64 last;
  gboolean answers; /* at once */
  TbSignInAnswer answer;
} Test;

static gint64 time_now;

static gint64
get_now (void)
{
  return time_now;
}

static void
attempt_cb (TbSignInService *service, gint64 number, const char *name, const char *digits,
            Test *test)
{
  test->last = number;
  g_ptr_array_add (test->attempts, g_strdup_printf ("%s %s", name, digits));
  if (test->answers)
    tb_sign_in_service_answer (service, number, test->answer);
}

static void
open_with (Test *test, const TbSignInLimits *limits)
{
  g_autoptr (GError) error = NULL;

  test->service = tb_sign_in_service_new (TB_TEST_TOKEN, limits, get_now);
  g_signal_connect (test->service, "attempt", G_CALLBACK (attempt_cb), test);
  g_assert_true (tb_sign_in_service_listen (test->service, "127.0.0.1", 0, &error));
  g_assert_no_error (error);
  test->port = tb_sign_in_service_get_port (test->service);
}

static void
set_up (Test *test, gconstpointer data)
{
  time_now = 0;
  test->attempts = g_ptr_array_new_with_free_func (g_free);
  test->answers = TRUE;
  open_with (test, &tb_sign_in_default_limits);
}

static void
tear_down (Test *test, gconstpointer data)
{
  g_assert_finalize_object (test->service);
  g_ptr_array_unref (test->attempts);
}

/* As many times as it takes to have other limits. */
static void
reopen (Test *test, const TbSignInLimits *limits)
{
  g_assert_finalize_object (test->service);
  open_with (test, limits);
}

static void
assert_header (TbTestPhone *phone, const char *name, const char *value)
{
  g_autofree char *found = tb_test_phone_dup_header (phone, name);

  g_assert_cmpstr (found, ==, value);
}

static void
assert_strict (TbTestPhone *phone)
{
  g_autofree char *policy = tb_test_phone_dup_header (phone, "Content-Security-Policy");

  g_assert_nonnull (policy);
  g_assert_true (g_str_has_prefix (policy, "default-src 'none'; style-src 'sha256-"));
  g_assert_nonnull (strstr (policy, "frame-ancestors 'none'"));
  assert_header (phone, "Cache-Control", "no-store");
  assert_header (phone, "Referrer-Policy", "no-referrer");
  assert_header (phone, "X-Content-Type-Options", "nosniff");
  assert_header (phone, "X-Frame-Options", "DENY");
  assert_header (phone, "Connection", "close");
  assert_header (phone, "Set-Cookie", NULL);
  assert_header (phone, "Server", NULL);
}

static void
test_form (Test *test, gconstpointer data)
{
  g_autoptr (TbTestPhone) phone = tb_test_ask (test->port, GET);

  g_assert_cmpuint (tb_test_phone_get_status (phone), ==, 200);
  assert_strict (phone);
  assert_header (phone, "Content-Type", "text/html; charset=utf-8");
  assert_header (phone, "Content-Language", "en");
  g_assert_nonnull (strstr (phone->received->str, "<form method=\"post\""));
  g_assert_cmpuint (test->attempts->len, ==, 0);
}

static void
test_head (Test *test, gconstpointer data)
{
  g_autoptr (TbTestPhone) phone
      = tb_test_ask (test->port, "HEAD " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\n\r\n");

  g_assert_cmpuint (tb_test_phone_get_status (phone), ==, 200);
  assert_strict (phone);
  g_assert_true (g_str_has_suffix (phone->received->str, "\r\n\r\n"));
}

static void
test_answers (Test *test, gconstpointer data)
{
  static const struct
  {
    TbSignInAnswer answer;
    guint status;
    const char *words;
    gboolean has_form;
  } cases[] = {
    { TB_SIGN_IN_ANSWER_RECORDED, 200, "The sign-in is recorded.", FALSE },
    { TB_SIGN_IN_ANSWER_NOT_FOUND, 200, "ask at the sign-in desk", TRUE },
    { TB_SIGN_IN_ANSWER_CLOSED, 410, "Sign-in Is Closed", FALSE },
    { TB_SIGN_IN_ANSWER_UNAVAILABLE, 503, "does not answer", TRUE },
  };
  g_autofree char *post = tb_test_dup_post (TB_TEST_PATH, FORM);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TbTestPhone) phone = NULL;

      test->answer = cases[i].answer;
      phone = tb_test_ask (test->port, post);
      g_assert_cmpuint (tb_test_phone_get_status (phone), ==, cases[i].status);
      assert_strict (phone);
      g_assert_nonnull (strstr (phone->received->str, cases[i].words));
      g_assert_cmpint (strstr (phone->received->str, "<form") != NULL, ==, cases[i].has_form);
      g_assert_null (strstr (phone->received->str, "0123"));
      g_assert_cmpstr (g_ptr_array_index (test->attempts, i), ==, "张三 0123");
    }
}

static void
test_answer_later (Test *test, gconstpointer data)
{
  g_autofree char *post = tb_test_dup_post (TB_TEST_PATH, FORM);
  g_autoptr (TbTestPhone) first = tb_test_phone_new (test->port);
  g_autoptr (TbTestPhone) second = tb_test_phone_new (test->port);

  test->answers = FALSE;
  tb_test_phone_send (first, post, -1);
  tb_test_wait_until (test->attempts->len == 1);
  tb_test_phone_send (second, post, -1);
  tb_test_wait_until (test->attempts->len == 2);

  tb_sign_in_service_answer (test->service, test->last, TB_SIGN_IN_ANSWER_RECORDED);
  tb_test_wait_until (second->ended);
  g_assert_nonnull (strstr (second->received->str, "is recorded"));
  g_assert_false (first->ended);
  tb_sign_in_service_answer (test->service, test->last - 1, TB_SIGN_IN_ANSWER_NOT_FOUND);
  tb_test_wait_until (first->ended);
  g_assert_nonnull (strstr (first->received->str, "Not Found"));
  /* Answered, or never asked. */
  tb_sign_in_service_answer (test->service, test->last, TB_SIGN_IN_ANSWER_RECORDED);
  tb_sign_in_service_answer (test->service, 1000, TB_SIGN_IN_ANSWER_RECORDED);
}

static void
test_no_answer (Test *test, gconstpointer data)
{
  g_autofree char *post = tb_test_dup_post (TB_TEST_PATH, FORM);
  TbSignInLimits limits = tb_sign_in_default_limits;
  g_autoptr (TbTestPhone) phone = NULL;

  limits.answer_ms = 10;
  reopen (test, &limits);
  test->answers = FALSE;
  phone = tb_test_ask (test->port, post);
  g_assert_cmpuint (tb_test_phone_get_status (phone), ==, 503);
}

static void
test_gone_before_the_answer (Test *test, gconstpointer data)
{
  g_autofree char *post = tb_test_dup_post (TB_TEST_PATH, FORM);
  TbTestPhone *phone = tb_test_phone_new (test->port);

  test->answers = FALSE;
  tb_test_phone_send (phone, post, -1);
  tb_test_wait_until (test->attempts->len == 1);
  tb_test_phone_free (phone);
  tb_sign_in_service_answer (test->service, test->last, TB_SIGN_IN_ANSWER_RECORDED);
  tb_test_wait_until (tb_sign_in_service_get_n_connections (test->service) == 0);
}

static void
test_closed_while_waiting (Test *test, gconstpointer data)
{
  g_autofree char *post = tb_test_dup_post (TB_TEST_PATH, FORM);
  g_autoptr (TbTestPhone) phone = tb_test_phone_new (test->port);
  g_autoptr (TbTestPhone) idle = tb_test_phone_new (test->port);

  test->answers = FALSE;
  tb_test_phone_send (phone, post, -1);
  tb_test_wait_until (test->attempts->len == 1);
  tb_test_wait_until (tb_sign_in_service_get_n_connections (test->service) == 2);
  reopen (test, &tb_sign_in_default_limits);
  tb_test_wait_until (phone->ended && idle->ended);
  g_assert_cmpuint (tb_test_phone_get_status (phone), ==, 0);
}

static void
test_incomplete (Test *test, gconstpointer data)
{
  static const char *const bodies[]
      = { "",         "name=%E5%BC%A0",      "name=A&digits=12", "digits=1234",
          "\xff\xff", "name=%00&digits=1234" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *post = tb_test_dup_post (TB_TEST_PATH, bodies[i]);
      g_autoptr (TbTestPhone) phone = tb_test_ask (test->port, post);

      g_assert_cmpuint (tb_test_phone_get_status (phone), ==, 400);
      assert_strict (phone);
      g_assert_nonnull (strstr (phone->received->str, "exactly four digits"));
    }
  g_assert_cmpuint (test->attempts->len, ==, 0);
}

/* What was typed comes back to be mended, and nothing in it is obeyed. */
static void
test_echo (Test *test, gconstpointer data)
{
  g_autofree char *post
      = tb_test_dup_post (TB_TEST_PATH, "name=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&digits=9");
  g_autoptr (TbTestPhone) phone = tb_test_ask (test->port, post);

  g_assert_nonnull (
      strstr (phone->received->str, "value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""));
  g_assert_null (strstr (phone->received->str, "<script"));
}

static void
test_wrong_address (Test *test, gconstpointer data)
{
  static const char *const paths[] = {
    "/",
    "/favicon.ico",
    "/AAAAbbbbCCCCdddd0000-_-_1112",
    TB_TEST_PATH "/",
    TB_TEST_PATH "?a=b",
    "/../../../../etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "//" TB_TEST_TOKEN,
    "/%00",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *get = g_strdup_printf (
          "GET %s HTTP/1.1\r\nHost: desk\r\nAccept-Language: en\r\n\r\n", paths[i]);
      g_autofree char *post = tb_test_dup_post (paths[i], FORM);
      g_autoptr (TbTestPhone) asked = tb_test_ask (test->port, get);
      g_autoptr (TbTestPhone) posted = tb_test_ask (test->port, post);

      g_assert_cmpuint (tb_test_phone_get_status (asked), ==, 404);
      g_assert_cmpuint (tb_test_phone_get_status (posted), ==, 404);
      assert_strict (asked);
      g_assert_null (strstr (asked->received->str, "<form"));
    }
  g_assert_cmpuint (test->attempts->len, ==, 0);
}

static void
test_wrong_method (Test *test, gconstpointer data)
{
  static const char *const methods[] = { "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *request
          = g_strdup_printf ("%s " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\n\r\n", methods[i]);
      g_autoptr (TbTestPhone) phone = tb_test_ask (test->port, request);

      g_assert_cmpuint (tb_test_phone_get_status (phone), ==, 405);
      assert_header (phone, "Allow", "GET, HEAD, POST");
    }
}

static void
test_wrong_type (Test *test, gconstpointer data)
{
  g_autoptr (TbTestPhone) phone
      = tb_test_ask (test->port, "POST " TB_TEST_PATH
                                 " HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n"
                                 "Content-Length: 2\r\n\r\n{}");

  g_assert_cmpuint (tb_test_phone_get_status (phone), ==, 415);
}

static void
test_large_body (Test *test, gconstpointer data)
{
  g_autofree char *largest = g_strnfill (2048, '&');
  g_autofree char *larger = g_strnfill (2049, '&');
  g_autofree char *taken = tb_test_dup_post (TB_TEST_PATH, largest);
  g_autofree char *refused = tb_test_dup_post (TB_TEST_PATH, larger);
  g_autoptr (TbTestPhone) first = tb_test_ask (test->port, taken);
  g_autoptr (TbTestPhone) second = tb_test_ask (test->port, refused);

  g_assert_cmpuint (tb_test_phone_get_status (first), ==, 400);
  g_assert_cmpuint (tb_test_phone_get_status (second), ==, 413);
}

/* One that asks before it sends is told before it sends. */
static void
test_expect (Test *test, gconstpointer data)
{
  g_autoptr (TbTestPhone) phone = tb_test_ask (
      test->port, "POST " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\nExpect: 100-continue\r\n"
                  "Content-Type: application/x-www-form-urlencoded\r\n"
                  "Content-Length: 1000000000\r\n\r\n");

  g_assert_cmpuint (tb_test_phone_get_status (phone), ==, 413);
}

/* One that never stops sending is cut off. */
static void
test_endless_body (Test *test, gconstpointer data)
{
  g_autoptr (TbTestPhone) phone = tb_test_phone_new (test->port);
  g_autofree char *block = g_strnfill (1024, 'x');

  tb_test_phone_send (phone,
                      "POST " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\n"
                      "Content-Type: application/x-www-form-urlencoded\r\n"
                      "Content-Length: 1000000000\r\n\r\n",
                      -1);
  for (guint i = 0; i < 1000 && !phone->ended; i++)
    {
      tb_test_phone_send (phone, block, -1);
      g_main_context_iteration (NULL, FALSE);
    }
  tb_test_wait_until (phone->ended);
  tb_test_wait_until (tb_sign_in_service_get_n_connections (test->service) == 0);
}

static void
test_chunked_body (Test *test, gconstpointer data)
{
  g_autoptr (TbTestPhone) phone = tb_test_ask (
      test->port, "POST " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n"
                  "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
                  "4\r\nname\r\n0\r\n\r\n");

  g_assert_cmpuint (tb_test_phone_get_status (phone), ==, 411);
  g_assert_cmpuint (test->attempts->len, ==, 0);
}

static void
test_large_headers (Test *test, gconstpointer data)
{
  g_autoptr (TbTestPhone) phone = tb_test_phone_new (test->port);
  g_autofree char *block = g_strnfill (1024, 'x');

  tb_test_phone_send (phone, "GET " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\nX: ", -1);
  for (guint i = 0; i < 1000 && !phone->ended; i++)
    {
      tb_test_phone_send (phone, block, -1);
      g_main_context_iteration (NULL, FALSE);
    }
  tb_test_wait_until (phone->ended);
  g_assert_cmpuint (tb_test_phone_get_status (phone), !=, 200);
}

static void
test_garbage (Test *test, gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } cases[] = {
#define BYTES(text) { text, sizeof text - 1 }
    BYTES ("\r\n\r\n"),
    BYTES ("\0\0\0\0\r\n\r\n"),
    BYTES ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS greeting\r\n\r\n"),
    BYTES ("GET\r\n\r\n"),
    BYTES ("GET " TB_TEST_PATH "\r\n\r\n"),
    BYTES ("GET " TB_TEST_PATH " HTTP/9.9\r\n\r\n"),
    BYTES ("GET " TB_TEST_PATH " HTTP/1.1\r\n\r\n"),
    BYTES ("GET http://[/ HTTP/1.1\r\nHost: desk\r\n\r\n"),
    BYTES ("CONNECT desk:1 HTTP/1.1\r\nHost: desk\r\n\r\n"),
    BYTES ("POST " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\nContent-Length: -1\r\n\r\n"),
    BYTES ("POST " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\nContent-Length: 1\r\n"
           "Content-Length: 2\r\n\r\nab"),
    BYTES ("POST " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: gzip\r\n\r\nab"),
    BYTES ("OPTIONS * HTTP/1.1\r\nHost: desk\r\n\r\n"),
#undef BYTES
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TbTestPhone) phone = tb_test_phone_new (test->port);

      tb_test_phone_send (phone, cases[i].bytes, cases[i].length);
      g_socket_shutdown (g_socket_connection_get_socket (phone->connection), FALSE, TRUE, NULL);
      tb_test_wait_until (phone->ended);
      g_assert_null (strstr (phone->received->str, "<form"));
    }
  g_assert_cmpuint (test->attempts->len, ==, 0);
}

/* One that sends a letter now and then is cut off in the end. */
static void
test_slow (Test *test, gconstpointer data)
{
  TbSignInLimits limits = tb_sign_in_default_limits;
  g_autoptr (TbTestPhone) silent = NULL;
  g_autoptr (TbTestPhone) slow = NULL;
  g_autoptr (TbTestPhone) half = NULL;

  limits.connection_ms = 30;
  reopen (test, &limits);
  silent = tb_test_phone_new (test->port);
  slow = tb_test_phone_new (test->port);
  half = tb_test_phone_new (test->port);
  tb_test_phone_send (slow, "GET " TB_TEST_PATH " HT", -1);
  tb_test_phone_send (half,
                      "POST " TB_TEST_PATH " HTTP/1.1\r\nHost: desk\r\nContent-Length: 10\r\n"
                      "Content-Type: application/x-www-form-urlencoded\r\n\r\nname=",
                      -1);
  tb_test_wait_until (silent->ended && slow->ended && half->ended);
  tb_test_wait_until (tb_sign_in_service_get_n_connections (test->service) == 0);
}

static void
test_one_request_a_connection (Test *test, gconstpointer data)
{
  g_autoptr (TbTestPhone) phone = tb_test_ask (test->port, GET GET GET);

  g_assert_null (strstr (phone->received->str + 1, "HTTP/1.1 "));
}

static void
test_connection_limit (Test *test, gconstpointer data)
{
  TbSignInLimits limits = tb_sign_in_default_limits;
  TbTestPhone *first;
  g_autoptr (TbTestPhone) second = NULL;
  g_autoptr (TbTestPhone) third = NULL;
  g_autoptr (TbTestPhone) fourth = NULL;

  limits.gate.peer_connections = 2;
  reopen (test, &limits);
  first = tb_test_phone_new (test->port);
  second = tb_test_phone_new (test->port);
  tb_test_wait_until (tb_sign_in_service_get_n_connections (test->service) == 2);
  third = tb_test_ask (test->port, GET);
  g_assert_cmpuint (tb_test_phone_get_status (third), ==, 0);

  tb_test_phone_free (first);
  tb_test_wait_until (tb_sign_in_service_get_n_connections (test->service) == 1);
  fourth = tb_test_ask (test->port, GET);
  g_assert_cmpuint (tb_test_phone_get_status (fourth), ==, 200);
}

static void
assert_status (Test *test, const char *request, guint status)
{
  g_autoptr (TbTestPhone) phone = tb_test_ask (test->port, request);

  g_assert_cmpuint (tb_test_phone_get_status (phone), ==, status);
  if (status == 429)
    assert_header (phone, "Retry-After", "60");
}

static void
test_request_rate (Test *test, gconstpointer data)
{
  TbSignInLimits limits = tb_sign_in_default_limits;

  limits.gate.peer_requests = (TbRate){ 3, 1 };
  reopen (test, &limits);
  for (guint i = 0; i < 3; i++)
    assert_status (test, GET, 200);
  assert_status (test, GET, 429);
  /* Also where it leads nowhere. */
  assert_status (test, "GET / HTTP/1.1\r\nHost: desk\r\n\r\n", 429);
  time_now += G_USEC_PER_SEC;
  assert_status (test, GET, 200);
  assert_status (test, GET, 429);
}

static void
test_attempt_rate (Test *test, gconstpointer data)
{
  g_autofree char *post = tb_test_dup_post (TB_TEST_PATH, FORM);
  TbSignInLimits limits = tb_sign_in_default_limits;

  limits.gate.peer_attempts = (TbRate){ 3, 0.1 };
  reopen (test, &limits);
  /* A room behind one address signs in. */
  for (guint i = 0; i < 10; i++)
    assert_status (test, post, 200);
  /* One who guesses does not. */
  test->answer = TB_SIGN_IN_ANSWER_NOT_FOUND;
  for (guint i = 0; i < 3; i++)
    assert_status (test, post, 200);
  for (guint i = 0; i < 3; i++)
    assert_status (test, post, 429);
  g_assert_cmpuint (test->attempts->len, ==, 13);
  assert_status (test, GET, 200);
  time_now += 10 * G_USEC_PER_SEC;
  assert_status (test, post, 200);
  assert_status (test, post, 429);
  g_assert_cmpuint (test->attempts->len, ==, 14);
}

static void
test_listen (Test *test, gconstpointer data)
{
  g_autoptr (TbSignInService) taken
      = tb_sign_in_service_new (TB_TEST_TOKEN, &tb_sign_in_default_limits, get_now);
  g_autoptr (TbSignInService) elsewhere
      = tb_sign_in_service_new (TB_TEST_TOKEN, &tb_sign_in_default_limits, get_now);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_address = NULL;

  /* A port that is taken is not insisted on. */
  g_assert_true (tb_sign_in_service_listen (taken, "127.0.0.1", test->port, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tb_sign_in_service_get_port (taken), !=, test->port);
  /* An address of documentation is of no machine. */
  g_assert_false (tb_sign_in_service_listen (elsewhere, "192.0.2.1", 0, &error));
  g_assert_nonnull (strstr (error->message, "192.0.2.1"));
  g_assert_false (tb_sign_in_service_listen (elsewhere, "desk", 0, &no_address));
  g_assert_nonnull (no_address);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);
  tb_page_texts_load ();

#define ADD(name, func) g_test_add ("/service/" name, Test, NULL, set_up, func, tear_down)
  ADD ("form", test_form);
  ADD ("head", test_head);
  ADD ("answers", test_answers);
  ADD ("answer-later", test_answer_later);
  ADD ("no-answer", test_no_answer);
  ADD ("gone-before-the-answer", test_gone_before_the_answer);
  ADD ("closed-while-waiting", test_closed_while_waiting);
  ADD ("incomplete", test_incomplete);
  ADD ("echo", test_echo);
  ADD ("wrong-address", test_wrong_address);
  ADD ("wrong-method", test_wrong_method);
  ADD ("wrong-type", test_wrong_type);
  ADD ("large-body", test_large_body);
  ADD ("expect", test_expect);
  ADD ("endless-body", test_endless_body);
  ADD ("chunked-body", test_chunked_body);
  ADD ("large-headers", test_large_headers);
  ADD ("garbage", test_garbage);
  ADD ("slow", test_slow);
  ADD ("one-request-a-connection", test_one_request_a_connection);
  ADD ("connection-limit", test_connection_limit);
  ADD ("request-rate", test_request_rate);
  ADD ("attempt-rate", test_attempt_rate);
  ADD ("listen", test_listen);
#undef ADD

  return tb_test_run ();
}
