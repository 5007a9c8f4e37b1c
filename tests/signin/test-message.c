/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-message.h"

#include "tb-error.h"
#include "tb-line-channel.h"
#include "tb-signin-test.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#define LONGEST 32

static void
test_round_trip (void)
{
  static const char *const lines[] = {
    "{\"op\":\"open\",\"token\":\"" TB_TEST_TOKEN
    "\",\"address\":\"127.0.0.1\",\"port\":0,\"seconds\":60}",
    "{\"op\":\"answer\",\"attempt\":7,\"result\":\"recorded\"}",
    "{\"op\":\"answer\",\"attempt\":8,\"result\":\"not-found\"}",
    "{\"op\":\"answer\",\"attempt\":9,\"result\":\"closed\"}",
    "{\"op\":\"answer\",\"attempt\":10,\"result\":\"unavailable\"}",
    "{\"op\":\"listening\",\"address\":\"127.0.0.1\",\"port\":65535}",
    "{\"op\":\"failed\",\"why\":\"No network.\"}",
    "{\"op\":\"attempt\",\"token\":\"" TB_TEST_TOKEN
    "\",\"attempt\":1,\"name\":\"张\\\"三\\n\",\"digits\":\"1234\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TbSignInMessage) message = tb_sign_in_message_parse (lines[i], &error);
      g_autofree char *line = NULL;

      g_assert_no_error (error);
      line = tb_sign_in_message_dup_line (message);
      g_assert_cmpstr (line, ==, lines[i]);
      g_assert_null (strchr (line, '\n'));
    }
}

static void
test_refused (void)
{
  static const char *const lines[] = {
    "",
    "null",
    "[]",
    "{",
    "\xff\xfe",
    "{}",
    "{\"op\":1}",
    /* json-glib's immutable parser aborts on this one. */
    "\"\"{\"op\":\"failed\",\"why\":\"x\"}",
    "{\"op\":\"eject\"}",
    "{\"op\":\"answer\",\"attempt\":1}",
    "{\"op\":\"answer\",\"attempt\":0,\"result\":\"recorded\"}",
    "{\"op\":\"answer\",\"attempt\":-1,\"result\":\"recorded\"}",
    "{\"op\":\"answer\",\"attempt\":1.5,\"result\":\"recorded\"}",
    "{\"op\":\"answer\",\"attempt\":\"1\",\"result\":\"recorded\"}",
    "{\"op\":\"answer\",\"attempt\":99999999999999999999,\"result\":\"recorded\"}",
    "{\"op\":\"answer\",\"attempt\":1,\"result\":\"all\"}",
    "{\"op\":\"answer\",\"attempt\":1,\"result\":null}",
    "{\"op\":\"listening\",\"address\":\"127.0.0.1\",\"port\":65536}",
    "{\"op\":\"listening\",\"address\":[\"127.0.0.1\"],\"port\":1}",
    "{\"op\":\"open\",\"token\":\"x\",\"address\":\"::1\",\"port\":0,\"seconds\":0}",
    "{\"op\":\"open\",\"token\":\"x\",\"address\":\"::1\",\"port\":0,\"seconds\":43201}",
    "{\"op\":\"attempt\",\"token\":\"x\",\"attempt\":1,\"name\":\"a\",\"digits\":\"123456789\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tb_sign_in_message_parse (lines[i], &error));
      g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
    }
}

static void
test_nested (void)
{
  g_autofree char *deep = g_strnfill (TB_SIGN_IN_LINE_MAX, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_sign_in_message_parse (deep, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
}

typedef struct
{
  TbLineChannel *channel; /* (owned) */
  int their_input;
  int their_output;
  GPtrArray *lines; /* (owned) of char * */
  guint n_ended;
} Channel;

static void
line_cb (TbLineChannel *channel, const char *line, Channel *test)
{
  g_ptr_array_add (test->lines, g_strdup (line));
}

static void
ended_cb (TbLineChannel *channel, Channel *test)
{
  test->n_ended++;
}

static void
set_up (Channel *test, gconstpointer data)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) output = NULL;
  int to[2], from[2];

  g_assert_true (g_unix_open_pipe (to, O_CLOEXEC, NULL));
  g_assert_true (g_unix_open_pipe (from, O_CLOEXEC, NULL));
  input = g_unix_input_stream_new (to[0], TRUE);
  output = g_unix_output_stream_new (from[1], TRUE);
  test->their_output = to[1];
  test->their_input = from[0];
  test->lines = g_ptr_array_new_with_free_func (g_free);
  test->channel = tb_line_channel_new (input, output, LONGEST);
  g_signal_connect (test->channel, "line", G_CALLBACK (line_cb), test);
  g_signal_connect (test->channel, "ended", G_CALLBACK (ended_cb), test);
  tb_line_channel_start (test->channel);
}

static void
tear_down (Channel *test, gconstpointer data)
{
  tb_line_channel_end (test->channel);
  g_assert_cmpuint (test->n_ended, ==, 1);
  g_object_add_weak_pointer (G_OBJECT (test->channel), (gpointer *)&test->channel);
  g_object_unref (test->channel);
  tb_test_wait_until (test->channel == NULL);
  close (test->their_input);
  if (test->their_output >= 0)
    close (test->their_output);
  g_ptr_array_unref (test->lines);
}

static void
say (Channel *test, const char *bytes, gsize length)
{
  g_assert_cmpint (write (test->their_output, bytes, length), ==, length);
}

static void
test_lines (Channel *test, gconstpointer data)
{
  static const char text[] = "one\n\ntwo and ";

  say (test, text, strlen (text));
  tb_test_wait_until (test->lines->len == 2);
  say (test, "a half\n", 7);
  tb_test_wait_until (test->lines->len == 3);
  g_assert_cmpstr (g_ptr_array_index (test->lines, 0), ==, "one");
  g_assert_cmpstr (g_ptr_array_index (test->lines, 1), ==, "");
  g_assert_cmpstr (g_ptr_array_index (test->lines, 2), ==, "two and a half");
  g_assert_cmpuint (test->n_ended, ==, 0);
}

static void
test_end (Channel *test, gconstpointer data)
{
  say (test, "not whole", 9);
  close (test->their_output);
  test->their_output = -1;
  tb_test_wait_until (test->n_ended == 1);
  g_assert_cmpuint (test->lines->len, ==, 0);
}

static void
test_too_long (Channel *test, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (LONGEST, 'x');

  say (test, longest, LONGEST);
  say (test, "\n", 1);
  tb_test_wait_until (test->lines->len == 1);
  say (test, longest, LONGEST);
  say (test, "x", 1);
  tb_test_wait_until (test->n_ended == 1);
  g_assert_cmpuint (test->lines->len, ==, 1);
}

static void
test_nul (Channel *test, gconstpointer data)
{
  say (test, "a\0b\n", 4);
  tb_test_wait_until (test->n_ended == 1);
  g_assert_cmpuint (test->lines->len, ==, 0);
}

static void
test_send (Channel *test, gconstpointer data)
{
  char bytes[64] = { 0 };
  gsize n = 0;

  tb_line_channel_send (test->channel, "first");
  tb_line_channel_send (test->channel, "second");
  while (n < strlen ("first\nsecond\n"))
    {
      gssize got;

      g_main_context_iteration (NULL, FALSE);
      got = g_unix_set_fd_nonblocking (test->their_input, TRUE, NULL)
                ? read (test->their_input, bytes + n, sizeof bytes - n - 1)
                : -1;
      g_assert_cmpint (got, !=, 0);
      n += MAX (got, 0);
    }
  g_assert_cmpstr (bytes, ==, "first\nsecond\n");
}

static void
test_nobody_listens (Channel *test, gconstpointer data)
{
  g_autofree char *line = g_strnfill (4000, 'x');

  /* More than a pipe and the queue hold. */
  for (guint i = 0; i < 2000 && test->n_ended == 0; i++)
    tb_line_channel_send (test->channel, line);
  g_assert_cmpuint (test->n_ended, ==, 1);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/message/round-trip", test_round_trip);
  g_test_add_func ("/message/refused", test_refused);
  g_test_add_func ("/message/nested", test_nested);
#define ADD(name, func) g_test_add ("/channel/" name, Channel, NULL, set_up, func, tear_down)
  ADD ("lines", test_lines);
  ADD ("end", test_end);
  ADD ("too-long", test_too_long);
  ADD ("nul", test_nul);
  ADD ("send", test_send);
  ADD ("nobody-listens", test_nobody_listens);
#undef ADD

  return tb_test_run ();
}
