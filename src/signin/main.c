/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <unistd.h>

#include "tb-confine.h"
#include "tb-line-channel.h"
#include "tb-page-texts.h"
#include "tb-sign-in-message.h"
#include "tb-sign-in-service.h"
#include "tb-sign-in-token.h"

/*
 * The page for phones: started by the desk's process for one opening of sign-in, told over standard
 * input what to accept, and ended by the end of that input, by the end of the token's time, or by
 * anything that it does not understand.
 */

typedef struct
{
  GMainLoop *loop;          /* (owned) */
  TbLineChannel *channel;   /* (owned) */
  TbSignInService *service; /* (owned) (nullable): NULL before it was told what to accept */
  char *token;              /* (owned) (nullable) */
} Page;

static void
send (Page *page, const TbSignInMessage *message)
{
  g_autofree char *line = tb_sign_in_message_dup_line (message);

  tb_line_channel_send (page->channel, line);
}

static void
attempt_cb (TbSignInService *service, gint64 number, const char *name, const char *digits,
            Page *page)
{
  const TbSignInMessage message = {
    .kind = TB_SIGN_IN_MESSAGE_ATTEMPT,
    .token = page->token,
    .attempt = number,
    .name = (char *)name,
    .digits = (char *)digits,
  };

  send (page, &message);
}

static gboolean
time_is_up_cb (gpointer data)
{
  Page *page = data;

  g_main_loop_quit (page->loop);
  return G_SOURCE_REMOVE;
}

static void
open_page (Page *page, const TbSignInMessage *wish)
{
  g_autoptr (GError) error = NULL;
  TbSignInMessage message = { .kind = TB_SIGN_IN_MESSAGE_LISTENING, .address = wish->address };

  page->token = g_strdup (wish->token);
  page->service
      = tb_sign_in_service_new (wish->token, &tb_sign_in_default_limits, g_get_monotonic_time);
  if (!tb_sign_in_service_listen (page->service, wish->address, wish->port, &error))
    {
      message.kind = TB_SIGN_IN_MESSAGE_FAILED;
      message.why = error->message;
      send (page, &message);
      return;
    }

  tb_confine_network ();
  g_signal_connect (page->service, "attempt", G_CALLBACK (attempt_cb), page);
  g_timeout_add_seconds (wish->seconds, time_is_up_cb, page);
  message.port = tb_sign_in_service_get_port (page->service);
  send (page, &message);
}

static void
line_cb (TbLineChannel *channel, const char *line, Page *page)
{
  g_autoptr (TbSignInMessage) message = tb_sign_in_message_parse (line, NULL);

  if (message != NULL && message->kind == TB_SIGN_IN_MESSAGE_ANSWER && page->service != NULL)
    tb_sign_in_service_answer (page->service, message->attempt, message->result);
  else if (message != NULL && message->kind == TB_SIGN_IN_MESSAGE_OPEN && page->service == NULL
           && tb_sign_in_token_is_well_formed (message->token))
    open_page (page, message);
  else
    g_main_loop_quit (page->loop);
}

static void
ended_cb (TbLineChannel *channel, Page *page)
{
  g_main_loop_quit (page->loop);
}

int
main (void)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) output = NULL;
  const char *locale_dir = g_getenv ("TB_LOCALE_DIR");
  Page page = { NULL };

  tb_confine_at_start ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : TB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  tb_page_texts_load ();

  tb_confine_files ();

  input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  page.loop = g_main_loop_new (NULL, FALSE);
  page.channel = tb_line_channel_new (input, output, TB_SIGN_IN_LINE_MAX);
  g_signal_connect (page.channel, "line", G_CALLBACK (line_cb), &page);
  g_signal_connect (page.channel, "ended", G_CALLBACK (ended_cb), &page);
  tb_line_channel_start (page.channel);
  g_main_loop_run (page.loop);

  /* At once: there is nothing to be saved, and phones that still wait shall not hold it up. */
  _exit (0);
}
