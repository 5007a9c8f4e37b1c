/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-line-channel.h"
#include "tb-sign-in-message.h"
#include "tb-signin-test.h"

#include <string.h>

#define OPEN_FOR(seconds)                                                                          \
  "{\"op\":\"open\",\"token\":\"" TB_TEST_TOKEN                                                    \
  "\",\"address\":\"127.0.0.1\",\"port\":0,\"seconds\":" seconds "}"

/* The page's program as the desk starts it, spoken to by hand. */
typedef struct
{
  GSubprocess *process;     /* (owned) */
  TbLineChannel *channel;   /* (owned) */
  TbSignInMessage *message; /* (owned) (nullable): the last one */
  gboolean exited;
} Test;

static void
line_cb (TbLineChannel *channel, const char *line, Test *test)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&test->message, tb_sign_in_message_free);
  test->message = tb_sign_in_message_parse (line, &error);
  g_assert_no_error (error);
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Test *test = data;

  g_assert_true (g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL));
  test->exited = TRUE;
}

static void
set_up (Test *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, g_getenv ("TB_SIGN_IN_PROGRAM"), NULL);
  g_assert_no_error (error);
  g_subprocess_wait_async (test->process, NULL, exited_cb, test);
  test->channel
      = tb_line_channel_new (g_subprocess_get_stdout_pipe (test->process),
                             g_subprocess_get_stdin_pipe (test->process), TB_SIGN_IN_LINE_MAX);
  g_signal_connect (test->channel, "line", G_CALLBACK (line_cb), test);
  tb_line_channel_start (test->channel);
}

static void
tear_down (Test *test, gconstpointer data)
{
  tb_line_channel_end (test->channel);
  tb_test_wait_until (test->exited);
  g_assert_true (g_subprocess_get_successful (test->process));
  g_object_unref (test->channel);
  g_object_unref (test->process);
  g_clear_pointer (&test->message, tb_sign_in_message_free);
}

static guint
open_page (Test *test, const char *line)
{
  tb_line_channel_send (test->channel, line);
  tb_test_wait_until (test->message != NULL);
  g_assert_cmpint (test->message->kind, ==, TB_SIGN_IN_MESSAGE_LISTENING);
  g_assert_cmpstr (test->message->address, ==, "127.0.0.1");
  return test->message->port;
}

static void
test_sign_in (Test *test, gconstpointer data)
{
  guint port = open_page (test, OPEN_FOR ("60"));
  g_autofree char *post = tb_test_dup_post (TB_TEST_PATH, "name=%E5%BC%A0%E4%B8%89&digits=0123");
  g_autoptr (TbTestPhone) phone = tb_test_phone_new (port);

  tb_test_phone_send (phone, post, -1);
  tb_test_wait_until (test->message->kind == TB_SIGN_IN_MESSAGE_ATTEMPT);
  g_assert_cmpstr (test->message->token, ==, TB_TEST_TOKEN);
  g_assert_cmpstr (test->message->name, ==, "张三");
  g_assert_cmpstr (test->message->digits, ==, "0123");
  g_assert_cmpint (test->message->attempt, ==, 1);
  tb_line_channel_send (test->channel, "{\"op\":\"answer\",\"attempt\":1,\"result\":\"recorded\"}");
  tb_test_wait_until (phone->ended);
  g_assert_nonnull (strstr (phone->received->str, "is recorded"));
}

static void
test_ends_with_its_input (Test *test, gconstpointer data)
{
  guint port = open_page (test, OPEN_FOR ("60"));
  g_autoptr (TbTestPhone) phone = tb_test_phone_new (port);

  /* Also while somebody is connected. */
  tb_line_channel_end (test->channel);
  tb_test_wait_until (test->exited && phone->ended);
}

static void
test_ends_before_it_is_told (Test *test, gconstpointer data)
{
  tb_line_channel_end (test->channel);
  tb_test_wait_until (test->exited);
}

static void
test_ends_with_its_time (Test *test, gconstpointer data)
{
  open_page (test, OPEN_FOR ("1"));
  tb_test_wait_until (test->exited);
}

static void
test_ends_with_nonsense (Test *test, gconstpointer data)
{
  tb_line_channel_send (test->channel, data);
  tb_test_wait_until (test->exited);
}

static void
test_opens_once (Test *test, gconstpointer data)
{
  open_page (test, OPEN_FOR ("60"));
  tb_line_channel_send (test->channel, OPEN_FOR ("60"));
  tb_test_wait_until (test->exited);
}

static void
test_no_such_address (Test *test, gconstpointer data)
{
  tb_line_channel_send (test->channel, "{\"op\":\"open\",\"token\":\"" TB_TEST_TOKEN
                                       "\",\"address\":\"192.0.2.1\",\"port\":0,\"seconds\":9}");
  tb_test_wait_until (test->message != NULL);
  g_assert_cmpint (test->message->kind, ==, TB_SIGN_IN_MESSAGE_FAILED);
  g_assert_nonnull (strstr (test->message->why, "192.0.2.1"));
}

/* It has no file open but its pipes, its socket and what waits for them; and no register. */
static void
test_open_files (Test *test, gconstpointer data)
{
  g_autofree char *folder
      = g_strdup_printf ("/proc/%s/fd", g_subprocess_get_identifier (test->process));
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  open_page (test, OPEN_FOR ("60"));
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      n++;
      if (target != NULL && g_ascii_strtoull (name, NULL, 10) > 2)
        g_assert_false (g_path_is_absolute (target));
    }
  /* Where the kernel hides them even from us, it hides them from everybody. */
  g_assert_true (dir == NULL || n >= 4);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

#define ADD(name, data, func) g_test_add ("/process/" name, Test, data, set_up, func, tear_down)
  ADD ("sign-in", NULL, test_sign_in);
  ADD ("ends-with-its-input", NULL, test_ends_with_its_input);
  ADD ("ends-before-it-is-told", NULL, test_ends_before_it_is_told);
  ADD ("ends-with-its-time", NULL, test_ends_with_its_time);
  ADD ("ends-with-nonsense", "what?", test_ends_with_nonsense);
  ADD ("ends-with-a-short-token",
       "{\"op\":\"open\",\"token\":\"A\",\"address\":\"127.0.0.1\",\"port\":0,\"seconds\":9}",
       test_ends_with_nonsense);
  ADD ("ends-with-an-answer-too-early", "{\"op\":\"answer\",\"attempt\":1,\"result\":\"closed\"}",
       test_ends_with_nonsense);
  ADD ("opens-once", NULL, test_opens_once);
  ADD ("no-such-address", NULL, test_no_such_address);
  ADD ("open-files", NULL, test_open_files);
#undef ADD

  return tb_test_run ();
}
