/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sign-in-server.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-line-channel.h"
#include "tb-sign-in-token.h"
#include "tb-text.h"

/* Attempts that are judged at once; the page's process lets fewer through. */
#define PENDING_MAX 256

/* How often a name is looked for in vain, so that nobody finds the digits of a colleague by trying.
 */
#define MISSES_MAX 5

/* Names missed that are remembered; after so many something other than people is trying. */
#define NAMES_MAX 4096

struct _TbSignInServer
{
  GObject parent_instance;

  TbClock *clock; /* (owned) */
  char *event_id; /* (owned) */
  TbSignInJudge judge;
  gpointer judge_data; /* (not owned) */

  TbSignInServerState state;
  TbSignInKey key;        /* of this opening; zero when closed */
  gint64 expires;         /* in seconds of Unix time */
  char *token;            /* (owned) (nullable) */
  char *address;          /* (owned) (nullable): where the page is to be */
  char *url;              /* (owned) (nullable): where it is */
  char *problem;          /* (owned) (nullable) */
  GSubprocess *process;   /* (owned) (nullable) */
  TbLineChannel *channel; /* (owned) (nullable) */
  guint timeout;          /* id of a source; 0: none */
  GHashTable *pending;    /* (owned): number of an attempt (owned) → name, folded (owned) */
  GHashTable *misses;     /* (owned): name, folded (owned) → how often it was not found */
};

enum
{
  PROP_STATE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TbSignInServer, tb_sign_in_server, G_TYPE_OBJECT)

static void
set_state (TbSignInServer *self, TbSignInServerState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Ends the page's process, and with the key everything that it might still say. */
static void
end_process (TbSignInServer *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->channel != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->channel, self);
      tb_line_channel_end (self->channel);
      g_clear_object (&self->channel);
    }
  if (self->process != NULL)
    {
      g_subprocess_force_exit (self->process);
      g_clear_object (&self->process);
    }
  tb_sign_in_key_clear (&self->key);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->url, g_free);
  g_hash_table_remove_all (self->pending);
}

static void
fail (TbSignInServer *self, const char *problem)
{
  end_process (self);
  g_set_str (&self->problem, problem);
  set_state (self, TB_SIGN_IN_SERVER_FAILED);
}

static gint64
get_now (TbSignInServer *self)
{
  return tb_clock_now (self->clock) / G_USEC_PER_SEC;
}

static void
send (TbSignInServer *self, const TbSignInMessage *message)
{
  g_autofree char *line = tb_sign_in_message_dup_line (message);

  tb_line_channel_send (self->channel, line);
}

static void
send_answer (TbSignInServer *self, gint64 attempt, TbSignInAnswer answer)
{
  const TbSignInMessage message
      = { .kind = TB_SIGN_IN_MESSAGE_ANSWER, .attempt = attempt, .result = answer };

  send (self, &message);
}

static gboolean
was_missed_often (TbSignInServer *self, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->misses, name)) >= MISSES_MAX
         || g_hash_table_size (self->misses) >= NAMES_MAX;
}

static void
take_attempt (TbSignInServer *self, const TbSignInMessage *message)
{
  g_autofree char *name = tb_text_fold (message->name);
  gint64 *number;

  if (tb_sign_in_token_check (&self->key, message->token, self->event_id, get_now (self))
      != TB_SIGN_IN_TOKEN_VALID)
    send_answer (self, message->attempt, TB_SIGN_IN_ANSWER_CLOSED);
  else if (g_hash_table_size (self->pending) >= PENDING_MAX
           || g_hash_table_contains (self->pending, &message->attempt))
    send_answer (self, message->attempt, TB_SIGN_IN_ANSWER_UNAVAILABLE);
  else if (was_missed_often (self, name))
    send_answer (self, message->attempt, TB_SIGN_IN_ANSWER_NOT_FOUND);
  else
    {
      number = g_memdup2 (&message->attempt, sizeof message->attempt);
      g_hash_table_insert (self->pending, number, g_steal_pointer (&name));
      self->judge (self, message->attempt, message->name, message->digits, self->judge_data);
    }
}

static void
start_listening (TbSignInServer *self, const TbSignInMessage *message)
{
  gboolean is_ipv6 = strchr (self->address, ':') != NULL;

  self->url = g_strdup_printf (is_ipv6 ? "http://[%s]:%d/%s" : "http://%s:%d/%s", self->address,
                               (int)message->port, self->token);
  set_state (self, TB_SIGN_IN_SERVER_OPEN);
}

static void
line_cb (TbSignInServer *self, const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSignInMessage) message = tb_sign_in_message_parse (line, &error);

  if (message == NULL)
    fail (self, error->message);
  else if (message->kind == TB_SIGN_IN_MESSAGE_ATTEMPT && self->state == TB_SIGN_IN_SERVER_OPEN)
    take_attempt (self, message);
  else if (message->kind == TB_SIGN_IN_MESSAGE_LISTENING && self->state == TB_SIGN_IN_SERVER_OPENING
           && message->port > 0)
    start_listening (self, message);
  else if (message->kind == TB_SIGN_IN_MESSAGE_FAILED && self->state == TB_SIGN_IN_SERVER_OPENING)
    fail (self, message->why);
  else
    fail (self, _ ("The sign-in page did something unexpected and was closed. Open it again."));
}

static void
ended_cb (TbSignInServer *self)
{
  fail (self, _ ("The sign-in page has stopped. Open it again."));
}

static gboolean
time_is_up_cb (gpointer data)
{
  TbSignInServer *self = data;

  self->timeout = 0;
  tb_sign_in_server_close (self);
  return G_SOURCE_REMOVE;
}

/* The page's process is told its language and nothing else of where it runs. */
static char **
dup_environment (void)
{
  static const char *const names[]
      = { "LANG",          "LC_ALL",       "LC_CTYPE",     "LC_MESSAGES",
          "TB_LOCALE_DIR", "ASAN_OPTIONS", "UBSAN_OPTIONS" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_getenv (names[i]);

      if (value != NULL)
        g_strv_builder_take (builder, g_strdup_printf ("%s=%s", names[i], value));
    }
  return g_strv_builder_end (builder);
}

static gboolean
start_process (TbSignInServer *self, GError **error)
{
  const char *program = g_getenv ("TB_SIGN_IN_PROGRAM");
  g_auto (GStrv) environment = dup_environment ();
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);

  g_subprocess_launcher_set_environ (launcher, environment);
  self->process = g_subprocess_launcher_spawn (
      launcher, error, program != NULL ? program : TB_LIBEXEC_DIR "/towerbranch-signin", NULL);
  if (self->process == NULL)
    return FALSE;

  self->channel
      = tb_line_channel_new (g_subprocess_get_stdout_pipe (self->process),
                             g_subprocess_get_stdin_pipe (self->process), TB_SIGN_IN_LINE_MAX);
  g_signal_connect_object (self->channel, "line", G_CALLBACK (line_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->channel, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  tb_line_channel_start (self->channel);
  return TRUE;
}

static void
tb_sign_in_server_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbSignInServer *self = TB_SIGN_IN_SERVER (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_sign_in_server_dispose (GObject *object)
{
  end_process (TB_SIGN_IN_SERVER (object));

  G_OBJECT_CLASS (tb_sign_in_server_parent_class)->dispose (object);
}

static void
tb_sign_in_server_finalize (GObject *object)
{
  TbSignInServer *self = TB_SIGN_IN_SERVER (object);

  g_clear_pointer (&self->clock, tb_clock_unref);
  g_clear_pointer (&self->event_id, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_clear_pointer (&self->misses, g_hash_table_unref);

  G_OBJECT_CLASS (tb_sign_in_server_parent_class)->finalize (object);
}

static void
tb_sign_in_server_class_init (TbSignInServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_sign_in_server_get_property;
  object_class->dispose = tb_sign_in_server_dispose;
  object_class->finalize = tb_sign_in_server_finalize;

  /**
   * TbSignInServer:state:
   *
   * A #TbSignInServerState.
   */
  properties[PROP_STATE]
      = g_param_spec_uint ("state", NULL, NULL, TB_SIGN_IN_SERVER_CLOSED, TB_SIGN_IN_SERVER_FAILED,
                           TB_SIGN_IN_SERVER_CLOSED,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tb_sign_in_server_init (TbSignInServer *self)
{
  self->pending = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->misses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * tb_sign_in_server_new:
 * @clock: the time, by which tokens end
 * @event_id: the event
 * @judge: what compares names and digits with the register
 * @judge_data: for @judge; is to stay as long as the server
 *
 * Returns: (transfer full): a server that is closed
 */
TbSignInServer *
tb_sign_in_server_new (TbClock *clock, const char *event_id, TbSignInJudge judge,
                       gpointer judge_data)
{
  TbSignInServer *self;

  g_return_val_if_fail (clock != NULL, NULL);
  g_return_val_if_fail (event_id != NULL, NULL);
  g_return_val_if_fail (judge != NULL, NULL);

  self = g_object_new (TB_TYPE_SIGN_IN_SERVER, NULL);
  self->clock = tb_clock_ref (clock);
  self->event_id = g_strdup (event_id);
  self->judge = judge;
  self->judge_data = judge_data;
  return self;
}

/**
 * tb_sign_in_server_open:
 * @self: a server
 * @address: an IP address of this machine at which phones reach it
 * @port: the port wished for; 0: any
 * @seconds: how long, 1 to %TB_SIGN_IN_SECONDS_MAX
 *
 * Opens the page with a new key and token; what was valid before is no more. The state tells how it
 * went. Names missed before stay so.
 */
void
tb_sign_in_server_open (TbSignInServer *self, const char *address, guint port, guint seconds)
{
  g_autoptr (GError) error = NULL;
  TbSignInMessage message;

  g_return_if_fail (TB_IS_SIGN_IN_SERVER (self));
  g_return_if_fail (address != NULL);
  g_return_if_fail (port <= G_MAXUINT16);
  g_return_if_fail (seconds >= 1 && seconds <= TB_SIGN_IN_SECONDS_MAX);

  tb_sign_in_server_close (self);
  g_clear_pointer (&self->problem, g_free);
  if (!start_process (self, &error))
    {
      fail (self, _ ("The program of the sign-in page cannot be started. Install the program "
                     "again."));
      return;
    }

  g_set_str (&self->address, address);
  self->expires = get_now (self) + seconds;
  tb_sign_in_key_generate (&self->key);
  self->token = tb_sign_in_token_make (&self->key, self->event_id, self->expires);
  self->timeout = g_timeout_add_seconds (seconds, time_is_up_cb, self);
  message = (TbSignInMessage){
    .kind = TB_SIGN_IN_MESSAGE_OPEN,
    .token = self->token,
    .address = self->address,
    .port = port,
    .seconds = seconds,
  };
  set_state (self, TB_SIGN_IN_SERVER_OPENING);
  send (self, &message);
}

/**
 * tb_sign_in_server_close:
 * @self: a server
 *
 * Ends the page at once. Attempts that were not answered never are.
 */
void
tb_sign_in_server_close (TbSignInServer *self)
{
  g_return_if_fail (TB_IS_SIGN_IN_SERVER (self));

  end_process (self);
  set_state (self, TB_SIGN_IN_SERVER_CLOSED);
}

/**
 * tb_sign_in_server_answer:
 * @self: a server
 * @attempt: what was judged
 * @answer: what came of it
 *
 * Nothing happens where the page was closed meanwhile, or @attempt was answered.
 */
void
tb_sign_in_server_answer (TbSignInServer *self, gint64 attempt, TbSignInAnswer answer)
{
  const char *name;
  guint n;

  g_return_if_fail (TB_IS_SIGN_IN_SERVER (self));

  name = g_hash_table_lookup (self->pending, &attempt);
  if (name == NULL)
    return;

  if (answer == TB_SIGN_IN_ANSWER_NOT_FOUND)
    {
      n = GPOINTER_TO_UINT (g_hash_table_lookup (self->misses, name));
      g_hash_table_insert (self->misses, g_strdup (name), GUINT_TO_POINTER (n + 1));
    }
  g_hash_table_remove (self->pending, &attempt);
  send_answer (self, attempt, answer);
}

/**
 * tb_sign_in_server_get_state:
 * @self: a server
 *
 * Returns: whether phones can sign in
 */
TbSignInServerState
tb_sign_in_server_get_state (TbSignInServer *self)
{
  g_return_val_if_fail (TB_IS_SIGN_IN_SERVER (self), TB_SIGN_IN_SERVER_CLOSED);

  return self->state;
}

/**
 * tb_sign_in_server_get_url:
 * @self: a server
 *
 * Returns: (transfer none) (nullable): the address of the page; %NULL unless it is open
 */
const char *
tb_sign_in_server_get_url (TbSignInServer *self)
{
  g_return_val_if_fail (TB_IS_SIGN_IN_SERVER (self), NULL);

  return self->url;
}

/**
 * tb_sign_in_server_get_problem:
 * @self: a server
 *
 * Returns: (transfer none) (nullable): why the page is not open, for people; %NULL unless it failed
 */
const char *
tb_sign_in_server_get_problem (TbSignInServer *self)
{
  g_return_val_if_fail (TB_IS_SIGN_IN_SERVER (self), NULL);

  return self->state == TB_SIGN_IN_SERVER_FAILED ? self->problem : NULL;
}

/**
 * tb_sign_in_server_get_seconds_left:
 * @self: a server
 *
 * Returns: how much longer phones can sign in; 0 unless they can
 */
gint64
tb_sign_in_server_get_seconds_left (TbSignInServer *self)
{
  g_return_val_if_fail (TB_IS_SIGN_IN_SERVER (self), 0);

  return self->state == TB_SIGN_IN_SERVER_OPEN ? MAX (self->expires - get_now (self), 0) : 0;
}
