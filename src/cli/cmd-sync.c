/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "tb-actions.h"
#include "tb-output.h"
#include "tb-sync-review-verbs.h"
#include "tb-sync-verbs.h"

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Cancelled on the thread that waits for signals; the loop ends on its own. */
static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, quit_cb, g_main_loop_ref (user_data),
                   (GDestroyNotify)g_main_loop_unref);
}

/* What a watcher was told last. */
typedef struct
{
  TbCli *cli;      /* (not owned) */
  TbSync *sync;    /* (not owned) */
  char *told;      /* (owned) (nullable) */
  GMainLoop *loop; /* (owned) */
} Watch;

static void
watch_clear (Watch *self)
{
  g_free (self->told);
  g_main_loop_unref (self->loop);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

static char *
dup_state_json (TbSync *sync)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "state", tb_sync_verbs_get_state_name (tb_sync_get_state (sync)));
  tb_json_add_text (builder, "message", tb_sync_get_message (sync));
  tb_json_add_text (builder, "last_success", tb_sync_get_last_success (sync));
  tb_json_add_int (builder, "waiting", tb_sync_get_n_waiting (sync));
  tb_json_add_int (builder, "review", tb_sync_get_n_review (sync));
  tb_json_add_int (builder, "refused", tb_sync_get_n_refused (sync));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static char *
dup_state_words (TbSync *sync)
{
  const char *message = tb_sync_get_message (sync);
  guint n_review = tb_sync_get_n_review (sync);
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append (
      words, message != NULL ? message : tb_sync_verbs_get_state_words (tb_sync_get_state (sync)));
  if (n_review > 0)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (
          words,
          ngettext ("%u value is to be looked at.", "%u values are to be looked at.", n_review),
          n_review);
    }
  return g_string_free_and_steal (g_steal_pointer (&words));
}

/* Says what is new, once. */
static void
changed_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  Watch *self = user_data;
  g_autofree char *now
      = self->cli->json ? dup_state_json (self->sync) : dup_state_words (self->sync);

  if (g_strcmp0 (now, self->told) == 0)
    return;
  g_set_str (&self->told, now);
  tb_output_line ("%s", now);
  fflush (stdout);
  if (tb_sync_get_state (self->sync) == TB_SYNC_STOPPED)
    g_main_loop_quit (self->loop);
}

static TbExit
watch (TbCli *cli, TbSync *sync)
{
  g_auto (Watch) self = { .cli = cli, .sync = sync, .loop = g_main_loop_new (NULL, FALSE) };
  gulong changed = g_signal_connect (sync, "notify", G_CALLBACK (changed_cb), &self);
  gulong cancelled
      = g_cancellable_connect (cli->cancellable, G_CALLBACK (cancelled_cb), self.loop, NULL);
  TbExit status;

  tb_sync_start (sync);
  if (!g_cancellable_is_cancelled (cli->cancellable))
    g_main_loop_run (self.loop);
  status = tb_sync_get_state (sync) == TB_SYNC_STOPPED ? TB_EXIT_SERVICE : TB_EXIT_DONE;
  g_cancellable_disconnect (cli->cancellable, cancelled);
  g_signal_handler_disconnect (sync, changed);
  tb_sync_stop (sync);
  return status;
}

static TbExit
exchange_once (TbCli *cli, TbSync *sync)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSyncStatus) status = NULL;

  if (!tb_sync_now (sync, cli->cancellable, &error)
      || (status = tb_sync_get_status (sync, cli->cancellable, &error)) == NULL)
    return tb_cli_fail (cli, error);
  return tb_sync_verbs_print_status (cli, status);
}

static TbExit
run_sync (TbCli *cli, int argc, char **argv)
{
  g_autofree char *password_file = NULL;
  gboolean once = FALSE;
  gboolean watches = FALSE;
  const GOptionEntry entries[] = {
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, N_ ("Exchange once and end, as without options"),
      NULL },
    { "watch", 0, 0, G_OPTION_ARG_NONE, &watches,
      N_ ("Go on exchanging as things change, until Ctrl+C"), NULL },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file,
      N_ ("File with the password; “-” is the standard input; from the keyring if not given"),
      N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (TbSync) sync = NULL;
  TbExit status;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  if (once && watches)
    return tb_cli_fail_usage (cli, _ ("Either once or until Ctrl+C: --once or --watch."));
  sync = tb_sync_verbs_open (cli, password_file, &status);
  if (sync == NULL)
    return status;
  return watches ? watch (cli, sync) : exchange_once (cli, sync);
}

static const TbCommand actions[] = {
  { "", "", N_ ("Exchange changes with the service of the branch"), run_sync },
  { "connect", N_ ("ADDRESS"), N_ ("Try a service out and remember it"), tb_sync_action_connect },
  { "disconnect", "", N_ ("Forget the service; what was exchanged stays"),
    tb_sync_action_disconnect },
  { "status", "", N_ ("Show how things stand, without asking the service"), tb_sync_action_status },
  { "review", "", N_ ("List what was changed on two desks"), tb_sync_action_review },
  { "resolve", N_ ("NUMBER take|keep|write [VALUE]"), N_ ("Decide about it"),
    tb_sync_action_resolve },
  { "refused", "", N_ ("List what the service does not take, or offer it again"),
    tb_sync_action_refused },
};

TbExit
tb_cmd_sync (TbCli *cli, int argc, char **argv)
{
  return tb_actions_run (cli, actions, G_N_ELEMENTS (actions), argc, argv);
}
