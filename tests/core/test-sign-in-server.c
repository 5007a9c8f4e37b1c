/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-server.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "tb-test-phone.h"
#include "tb-test.h"

#define EVENT "0193489c-0000-7000-8000-000000000001"
#define LOOPBACK "127.0.0.1"
#define FORM "name=%E5%BC%A0%E4%B8%89&digits=0123"

/* An argument of this program: be a desk, say where the page is, and wait to be killed. */
#define BE_A_DESK "--be-a-desk"

typedef struct
{
  TbClock *clock;         /* (owned) */
  TbSignInServer *server; /* (owned) */
  guint n_judged;
  char *said; /* (owned) (nullable): name and digits last judged */
  TbSignInAnswer answer;
} Test;

static void
judge (TbSignInServer *server, gint64 attempt, const char *name, const char *digits, gpointer data)
{
  Test *test = data;

  test->n_judged++;
  g_free (test->said);
  test->said = g_strdup_printf ("%s %s", name, digits);
  tb_sign_in_server_answer (server, attempt, test->answer);
}

static void
set_up (Test *test, gconstpointer data)
{
  test->clock = tb_test_clock_new ();
  test->server = tb_sign_in_server_new (test->clock, EVENT, judge, test);
}

static void
tear_down (Test *test, gconstpointer data)
{
  g_assert_finalize_object (test->server);
  tb_clock_unref (test->clock);
  g_free (test->said);
}

static guint
get_port (Test *test)
{
  g_autoptr (GUri) uri
      = g_uri_parse (tb_sign_in_server_get_url (test->server), G_URI_FLAGS_NONE, NULL);

  return g_uri_get_port (uri);
}

static char *
dup_path (Test *test)
{
  g_autoptr (GUri) uri
      = g_uri_parse (tb_sign_in_server_get_url (test->server), G_URI_FLAGS_NONE, NULL);

  return g_strdup (g_uri_get_path (uri));
}

static void
open_page (Test *test, guint seconds)
{
  tb_sign_in_server_open (test->server, LOOPBACK, 0, seconds);
  tb_test_wait_until (tb_sign_in_server_get_state (test->server) == TB_SIGN_IN_SERVER_OPEN);
}

static guint
post_to (Test *test, const char *path, const char *form)
{
  g_autofree char *post = tb_test_dup_post (path, form);
  g_autoptr (TbTestPhone) phone = tb_test_ask (get_port (test), post);

  return tb_test_phone_get_status (phone);
}

static guint
post (Test *test, const char *form)
{
  g_autofree char *path = dup_path (test);

  return post_to (test, path, form);
}

static void
test_sign_in (Test *test, gconstpointer data)
{
  open_page (test, 600);
  g_assert_true (g_str_has_prefix (tb_sign_in_server_get_url (test->server), "http://127.0.0.1:"));
  g_assert_cmpint (tb_sign_in_server_get_seconds_left (test->server), ==, 600);
  g_assert_cmpuint (post (test, FORM), ==, 200);
  g_assert_cmpstr (test->said, ==, "张三 0123");
}

static void
test_missed_often (Test *test, gconstpointer data)
{
  test->answer = TB_SIGN_IN_ANSWER_NOT_FOUND;
  open_page (test, 600);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (post (test, FORM), ==, 200);
  g_assert_cmpuint (test->n_judged, ==, 5);

  /* Not looked for again, even with what would be right, and in another spelling. */
  test->answer = TB_SIGN_IN_ANSWER_RECORDED;
  g_assert_cmpuint (post (test, "name=%E5%BC%A0++%E4%B8%89&digits=4567"), ==, 200);
  g_assert_cmpuint (test->n_judged, ==, 5);
  g_assert_cmpuint (post (test, "name=%E6%9D%8E%E5%9B%9B&digits=4567"), ==, 200);
  g_assert_cmpuint (test->n_judged, ==, 6);
}

static void
test_close (Test *test, gconstpointer data)
{
  g_autoptr (TbTestPhone) phone = NULL;

  open_page (test, 600);
  phone = tb_test_phone_new (get_port (test));
  tb_sign_in_server_close (test->server);
  g_assert_cmpint (tb_sign_in_server_get_state (test->server), ==, TB_SIGN_IN_SERVER_CLOSED);
  g_assert_null (tb_sign_in_server_get_url (test->server));
  g_assert_cmpint (tb_sign_in_server_get_seconds_left (test->server), ==, 0);
  tb_test_wait_until (phone->ended);
  /* Too late. */
  tb_sign_in_server_answer (test->server, 1, TB_SIGN_IN_ANSWER_RECORDED);
}

static void
test_replay_after_close (Test *test, gconstpointer data)
{
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  open_page (test, 600);
  old = dup_path (test);
  g_assert_cmpuint (post (test, FORM), ==, 200);
  open_page (test, 600);
  new = dup_path (test);
  g_assert_cmpstr (old, !=, new);
  g_assert_cmpuint (post_to (test, old, FORM), ==, 404);
  g_assert_cmpuint (test->n_judged, ==, 1);
}

static void
test_expired (Test *test, gconstpointer data)
{
  open_page (test, 600);
  tb_clock_advance (test->clock, 599 * (gint64)G_USEC_PER_SEC);
  g_assert_cmpuint (post (test, FORM), ==, 200);
  tb_clock_advance (test->clock, G_USEC_PER_SEC);
  g_assert_cmpuint (post (test, FORM), ==, 410);
  g_assert_cmpuint (test->n_judged, ==, 1);
}

static void
test_time_is_up (Test *test, gconstpointer data)
{
  open_page (test, 1);
  tb_test_wait_until (tb_sign_in_server_get_state (test->server) != TB_SIGN_IN_SERVER_OPEN);
}

static void
test_no_such_address (Test *test, gconstpointer data)
{
  /* An address of documentation is of no machine. */
  tb_sign_in_server_open (test->server, "192.0.2.1", 0, 600);
  g_assert_cmpint (tb_sign_in_server_get_state (test->server), ==, TB_SIGN_IN_SERVER_OPENING);
  tb_test_wait_until (tb_sign_in_server_get_state (test->server) == TB_SIGN_IN_SERVER_FAILED);
  g_assert_nonnull (strstr (tb_sign_in_server_get_problem (test->server), "192.0.2.1"));
  /* And it can be opened at another. */
  open_page (test, 600);
  g_assert_null (tb_sign_in_server_get_problem (test->server));
}

/* A page's process that is not what it should be: a script told what to do by a test. */
static void
open_impostor (Test *test, const char *script)
{
  g_autofree char *real = g_strdup (g_getenv ("TB_SIGN_IN_PROGRAM"));
  g_autofree char *path = tb_test_dup_path ("impostor");
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\nread -r wish\n%s\nread -r more\n", script);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_assert_no_errno (g_chmod (path, 0700));
  g_setenv ("TB_SIGN_IN_PROGRAM", path, TRUE);
  tb_sign_in_server_open (test->server, LOOPBACK, 0, 600);
  g_setenv ("TB_SIGN_IN_PROGRAM", real, TRUE);
}

#define SAY_LISTENING "echo '{\"op\":\"listening\",\"address\":\"127.0.0.1\",\"port\":9}'\n"

static void
test_impostor_fails (Test *test, gconstpointer data)
{
  open_impostor (test, data);
  tb_test_wait_until (tb_sign_in_server_get_state (test->server) == TB_SIGN_IN_SERVER_FAILED);
  g_assert_nonnull (tb_sign_in_server_get_problem (test->server));
  g_assert_null (tb_sign_in_server_get_url (test->server));
  g_assert_cmpuint (test->n_judged, ==, 0);
}

/* One that makes up a token is told what anybody is told, and nothing is looked for. */
static void
test_forged_token (Test *test, gconstpointer data)
{
  g_autofree char *answer = tb_test_dup_path ("answer");
  g_autofree char *script = g_strdup_printf (
      SAY_LISTENING "echo '{\"op\":\"attempt\",\"token\":\"AAAAbbbbCCCCdddd0000-_-_1111\","
                    "\"attempt\":1,\"name\":\"A\",\"digits\":\"0123\"}'\n"
                    "read -r answer\necho \"$answer\" > '%s'\nexit 0",
      answer);
  g_autofree char *told = NULL;

  open_impostor (test, script);
  tb_test_wait_until (tb_sign_in_server_get_state (test->server) == TB_SIGN_IN_SERVER_FAILED);
  g_assert_true (g_file_get_contents (answer, &told, NULL, NULL));
  g_assert_cmpstr (told, ==, "{\"op\":\"answer\",\"attempt\":1,\"result\":\"closed\"}\n");
  g_assert_cmpuint (test->n_judged, ==, 0);
}

static void
test_no_program (Test *test, gconstpointer data)
{
  g_autofree char *real = g_strdup (g_getenv ("TB_SIGN_IN_PROGRAM"));
  g_autofree char *path = tb_test_dup_path ("nothing");

  g_setenv ("TB_SIGN_IN_PROGRAM", path, TRUE);
  tb_sign_in_server_open (test->server, LOOPBACK, 0, 600);
  g_setenv ("TB_SIGN_IN_PROGRAM", real, TRUE);
  g_assert_cmpint (tb_sign_in_server_get_state (test->server), ==, TB_SIGN_IN_SERVER_FAILED);
  g_assert_nonnull (tb_sign_in_server_get_problem (test->server));
}

static int
be_a_desk (void)
{
  Test test = { NULL };

  set_up (&test, NULL);
  open_page (&test, 600);
  /* Not g_print (): a test's is made a comment. */
  printf ("page %u\n", get_port (&test));
  fflush (stdout);
  tb_test_wait_until (FALSE);
  return 1;
}

/* The page ends with the desk, however that ends. */
static void
test_desk_killed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) desk = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                                   "/proc/self/exe", BE_A_DESK, NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (TbTestPhone) phone = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (desk));
  do
    {
      g_free (line);
      line = g_data_input_stream_read_line (output, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (line);
    }
  while (!g_str_has_prefix (line, "page "));

  phone = tb_test_phone_new (atoi (line + strlen ("page ")));
  g_subprocess_send_signal (desk, SIGKILL);
  tb_test_wait_until (phone->ended);
  g_assert_true (g_subprocess_wait (desk, NULL, NULL));
}

int
main (int argc, char *argv[])
{
  gboolean is_desk = argc == 2 && g_str_equal (argv[1], BE_A_DESK);

  if (is_desk)
    argc = 1;
  tb_test_init (&argc, &argv);
  if (is_desk)
    return be_a_desk ();

#define ADD(name, data, func)                                                                      \
  g_test_add ("/sign-in-server/" name, Test, data, set_up, func, tear_down)
  ADD ("sign-in", NULL, test_sign_in);
  ADD ("missed-often", NULL, test_missed_often);
  ADD ("close", NULL, test_close);
  ADD ("replay-after-close", NULL, test_replay_after_close);
  ADD ("expired", NULL, test_expired);
  ADD ("time-is-up", NULL, test_time_is_up);
  ADD ("no-such-address", NULL, test_no_such_address);
  ADD ("no-program", NULL, test_no_program);
  ADD ("impostor/garbage", "echo what", test_impostor_fails);
  ADD ("impostor/silent", "exit 0", test_impostor_fails);
  ADD ("impostor/no-end-of-line", "head -c 9000 /dev/zero | tr '\\0' x", test_impostor_fails);
  ADD ("impostor/attempt-first",
       "echo "
       "'{\"op\":\"attempt\",\"token\":\"x\",\"attempt\":1,\"name\":\"A\",\"digits\":\"0123\"}'",
       test_impostor_fails);
  ADD ("impostor/listens-twice", SAY_LISTENING SAY_LISTENING, test_impostor_fails);
  ADD ("impostor/gives-orders",
       SAY_LISTENING "echo '{\"op\":\"answer\",\"attempt\":1,\"result\":\"recorded\"}'",
       test_impostor_fails);
  ADD ("impostor/forged-token", NULL, test_forged_token);
#undef ADD
  g_test_add_func ("/sign-in-server/desk-killed", test_desk_killed);

  return tb_test_run ();
}
