/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sign-in-phones.h"

#include "tb-alert.h"
#include "tb-event.h"
#include "tb-network-address.h"
#include "tb-qr-code.h"
#include "tb-sign-in-screen.h"
#include "tb-sign-in-server.h"
#include "tb-time.h"
#include "tb-transition.h"
#include "tb-type-event.h"

#include <glib/gi18n.h>

/* How long phones may sign in: until half an hour after the event ends (domain model §1.8), or,
 * where that is not said, three hours; in seconds. */
#define AFTER_THE_END (30 * 60)
#define WITHOUT_AN_END (3 * 60 * 60)

/* How often the time that is left is told anew, in seconds. */
#define TELL_EVERY 15

struct _TbSignInPhones
{
  AdwPreferencesGroup parent_instance;

  TbSession *session;     /* (owned) (nullable) */
  TbRecord *event;        /* (owned) (nullable): as last read */
  TbSignInServer *server; /* (owned) (nullable) */
  GPtrArray *addresses;   /* (owned) (nullable) of TbNetworkAddress */
  TbSignInScreen *screen; /* (weak) (nullable): there while it is shown */
  char *counts;           /* (owned): how many are here, in words */
  guint tell_timeout;     /* id of a source; 0: none */
  gboolean is_opening;    /* the event's state is being changed */

  AdwSwitchRow *switch_row;
  AdwComboRow *network_row;
  GtkWidget *code_row;
  TbQrCode *qr_code;
  GtkLabel *url_label;
  GtkLabel *left_label;
};

G_DEFINE_FINAL_TYPE (TbSignInPhones, tb_sign_in_phones, ADW_TYPE_PREFERENCES_GROUP)

static void server_state_cb (TbSignInPhones *self);

static gboolean
is_open (TbSignInPhones *self)
{
  return self->server != NULL
         && tb_sign_in_server_get_state (self->server) == TB_SIGN_IN_SERVER_OPEN;
}

static gboolean
takes_sign_in (TbRecord *event)
{
  return g_strcmp0 (tb_record_get_text (event, TB_EVENT_STATE), "signing_in") == 0;
}

/* Who it is */

static TbSignInAnswer
get_answer (TbEventSignInResult result)
{
  static const TbSignInAnswer answers[] = {
    [TB_EVENT_SIGN_IN_FAILED] = TB_SIGN_IN_ANSWER_UNAVAILABLE,
    [TB_EVENT_SIGN_IN_DONE] = TB_SIGN_IN_ANSWER_RECORDED,
    [TB_EVENT_SIGN_IN_ALREADY] = TB_SIGN_IN_ANSWER_RECORDED,
    [TB_EVENT_SIGN_IN_NOT_FOUND] = TB_SIGN_IN_ANSWER_NOT_FOUND,
    [TB_EVENT_SIGN_IN_AMBIGUOUS] = TB_SIGN_IN_ANSWER_NOT_FOUND,
    [TB_EVENT_SIGN_IN_CLOSED] = TB_SIGN_IN_ANSWER_CLOSED,
  };

  return answers[result];
}

typedef struct
{
  TbSignInServer *server; /* (owned) */
  gint64 attempt;
} Attempt;

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Attempt *attempt = user_data;
  g_autoptr (TbSignInServer) server = attempt->server;
  g_autoptr (GError) error = NULL;
  TbEventSignInResult found
      = tb_event_sign_in_by_phone_finish (TB_SESSION (source), result, &error);

  /* The message may name people, which no log does. */
  if (found == TB_EVENT_SIGN_IN_FAILED)
    g_warning ("Signing in by phone failed: %s %d", g_quark_to_string (error->domain), error->code);
  tb_sign_in_server_answer (server, attempt->attempt, get_answer (found));
}

static void
judge (TbSignInServer *server, gint64 number, const char *name, const char *digits, gpointer data)
{
  TbSignInPhones *self = data;
  Attempt *attempt = g_new (Attempt, 1);

  attempt->server = g_object_ref (server);
  attempt->attempt = number;
  tb_event_sign_in_by_phone_async (self->session, tb_record_get_id (self->event), name, digits,
                                   NULL, judged_cb, attempt);
}

/* Opening and closing */

static gboolean
is_offered (TbSignInPhones *self)
{
  return self->server != NULL
         && tb_sign_in_server_get_state (self->server) != TB_SIGN_IN_SERVER_CLOSED;
}

static void
loaded_to_check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSignInPhones) self = user_data;
  g_autoptr (TbRecord) event = tb_session_read_finish (TB_SESSION (source), result, NULL);

  if (event != NULL && !takes_sign_in (event) && is_offered (self))
    tb_sign_in_server_close (self->server);
}

/* Closes the page where the event takes no sign-in any more. The page is only opened for an event
 * that takes it, so that what is read from now on decides. */
static void
check_event (TbSignInPhones *self)
{
  tb_session_load_async (self->session, &tb_type_event, tb_record_get_id (self->event), NULL,
                         loaded_to_check_cb, g_object_ref (self));
}

static guint
get_seconds (TbSignInPhones *self)
{
  const char *to = tb_record_get_text (self->event, TB_EVENT_PLANNED_TO);
  const char *on = tb_record_get_text (self->event, TB_EVENT_PLANNED_ON);
  char today_iso[TB_DATE_ISO_SIZE];
  TbDate today;
  int end, now;
  gint64 seconds;

  tb_clock_get_local (tb_session_get_clock (self->session), &today, &now);
  if (to == NULL || !tb_time_parse (to, &end)
      || g_strcmp0 (on, tb_date_to_iso (today, today_iso)) != 0)
    return WITHOUT_AN_END;
  seconds = (gint64)(end - now) * 60 + AFTER_THE_END;
  return seconds > 0 ? MIN (seconds, TB_SIGN_IN_SECONDS_MAX) : WITHOUT_AN_END;
}

static void
show_switch (TbSignInPhones *self, gboolean active)
{
  g_signal_handlers_block_matched (self->switch_row, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
  adw_switch_row_set_active (self->switch_row, active);
  g_signal_handlers_unblock_matched (self->switch_row, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
}

static void
open_server (TbSignInPhones *self)
{
  guint selected = adw_combo_row_get_selected (self->network_row);
  TbNetworkAddress *address
      = g_ptr_array_index (self->addresses, selected < self->addresses->len ? selected : 0);

  if (self->server == NULL)
    {
      self->server = tb_sign_in_server_new (tb_session_get_clock (self->session),
                                            tb_record_get_id (self->event), judge, self);
      g_signal_connect_object (self->server, "notify::state", G_CALLBACK (server_state_cb), self,
                               G_CONNECT_SWAPPED);
    }
  tb_sign_in_server_open (self->server, address->address, TB_SIGN_IN_PORT, get_seconds (self));
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSignInPhones) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  /* The page is closed whatever the register says. */
  if (batch == NULL && self->session != NULL)
    tb_alert_present (GTK_WIDGET (self), _ ("Could Not Close Sign-in"), error);
}

static void
loaded_to_close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSignInPhones) self = user_data;
  g_autoptr (TbRecord) event = tb_session_read_finish (TB_SESSION (source), result, NULL);

  if (event != NULL && takes_sign_in (event))
    tb_session_transition_async (TB_SESSION (source), event, "close_sign_in", NULL, NULL, closed_cb,
                                 g_object_ref (self));
}

/* As it is now: what was last read may be from before it was opened. */
static void
close_event (TbSignInPhones *self)
{
  tb_session_load_async (self->session, &tb_type_event, tb_record_get_id (self->event), NULL,
                         loaded_to_close_cb, g_object_ref (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSignInPhones) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  self->is_opening = FALSE;
  if (self->session == NULL)
    return;
  if (batch == NULL)
    {
      show_switch (self, FALSE);
      tb_alert_present (GTK_WIDGET (self), _ ("Could Not Open Sign-in"), error);
    }
  else if (adw_switch_row_get_active (self->switch_row))
    {
      open_server (self);
      /* Somebody may have closed it before this was told. */
      check_event (self);
    }
  else
    {
      close_event (self);
    }
}

static void
open_event (TbSignInPhones *self)
{
  g_autoptr (TbRecord) event = tb_record_copy (self->event);

  self->is_opening = TRUE;
  tb_session_transition_async (self->session, event, "open_sign_in", NULL, NULL, opened_cb,
                               g_object_ref (self));
}

static void
refuse (TbSignInPhones *self, const char *why)
{
  show_switch (self, FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->switch_row), why);
}

static void
turn_on (TbSignInPhones *self)
{
  g_autoptr (GPtrArray) addresses = NULL;

  if (self->addresses == NULL)
    {
      addresses = tb_network_address_list ();
      tb_sign_in_phones_set_networks (self, addresses);
    }
  if (self->addresses->len == 0)
    {
      g_clear_pointer (&self->addresses, g_ptr_array_unref);
      refuse (self, _ ("This computer is on no network by which phones could reach it. Connect it "
                       "first."));
    }
  else if (takes_sign_in (self->event))
    open_server (self);
  else if (!self->is_opening)
    open_event (self);
}

static void
switch_cb (TbSignInPhones *self)
{
  if (adw_switch_row_get_active (self->switch_row))
    turn_on (self);
  else
    tb_sign_in_phones_close (self);
}

static void
network_cb (TbSignInPhones *self)
{
  if (is_open (self))
    open_server (self);
}

/* What is shown */

static gboolean
tell_time_left_cb (gpointer data)
{
  TbSignInPhones *self = data;
  gint64 minutes = (tb_sign_in_server_get_seconds_left (self->server) + 59) / 60;
  g_autofree char *words = g_strdup_printf (
      ngettext ("%d minute left", "%d minutes left", (gulong)minutes), (int)minutes);

  gtk_label_set_label (self->left_label, words);
  return G_SOURCE_CONTINUE;
}

static void
server_state_cb (TbSignInPhones *self)
{
  TbSignInServerState state = tb_sign_in_server_get_state (self->server);
  const char *url = tb_sign_in_server_get_url (self->server);
  const char *problem = tb_sign_in_server_get_problem (self->server);

  tb_qr_code_set_text (self->qr_code, url);
  gtk_label_set_label (self->url_label, url != NULL ? url : "");
  gtk_widget_set_visible (self->code_row, url != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->network_row), url != NULL && self->addresses->len > 1);
  g_clear_handle_id (&self->tell_timeout, g_source_remove);
  if (url != NULL)
    {
      tell_time_left_cb (self);
      self->tell_timeout = g_timeout_add_seconds (TELL_EVERY, tell_time_left_cb, self);
    }

  if (state == TB_SIGN_IN_SERVER_FAILED)
    refuse (self, problem);
  else if (state == TB_SIGN_IN_SERVER_CLOSED)
    show_switch (self, FALSE);
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->switch_row), "");

  if (self->screen != NULL && url != NULL)
    tb_sign_in_screen_set_url (self->screen, url);
  else if (self->screen != NULL && state != TB_SIGN_IN_SERVER_OPENING)
    gtk_window_close (GTK_WINDOW (self->screen));
}

static void
full_screen_cb (TbSignInPhones *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *title = NULL;

  if (self->screen != NULL || !is_open (self))
    return;

  title = tb_record_dup_title (self->event);
  g_set_weak_pointer (&self->screen,
                      TB_SIGN_IN_SCREEN (tb_sign_in_screen_new (GTK_WINDOW (root), title)));
  tb_sign_in_screen_set_url (self->screen, tb_sign_in_server_get_url (self->server));
  tb_sign_in_screen_set_counts (self->screen, self->counts);
  gtk_window_present (GTK_WINDOW (self->screen));
}

static void
tb_sign_in_phones_dispose (GObject *object)
{
  TbSignInPhones *self = TB_SIGN_IN_PHONES (object);

  g_clear_handle_id (&self->tell_timeout, g_source_remove);
  if (self->server != NULL)
    g_signal_handlers_disconnect_by_data (self->server, self);
  if (self->server != NULL)
    tb_sign_in_server_close (self->server);
  g_clear_object (&self->server);
  if (self->screen != NULL)
    gtk_window_destroy (GTK_WINDOW (self->screen));
  g_clear_weak_pointer (&self->screen);
  g_clear_object (&self->session);
  g_clear_object (&self->event);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_SIGN_IN_PHONES);

  G_OBJECT_CLASS (tb_sign_in_phones_parent_class)->dispose (object);
}

static void
tb_sign_in_phones_finalize (GObject *object)
{
  TbSignInPhones *self = TB_SIGN_IN_PHONES (object);

  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_free);

  G_OBJECT_CLASS (tb_sign_in_phones_parent_class)->finalize (object);
}

static void
tb_sign_in_phones_class_init (TbSignInPhonesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_sign_in_phones_dispose;
  G_OBJECT_CLASS (klass)->finalize = tb_sign_in_phones_finalize;

  g_type_ensure (TB_TYPE_QR_CODE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-sign-in-phones.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSignInPhones, switch_row);
  gtk_widget_class_bind_template_child (widget_class, TbSignInPhones, network_row);
  gtk_widget_class_bind_template_child (widget_class, TbSignInPhones, code_row);
  gtk_widget_class_bind_template_child (widget_class, TbSignInPhones, qr_code);
  gtk_widget_class_bind_template_child (widget_class, TbSignInPhones, url_label);
  gtk_widget_class_bind_template_child (widget_class, TbSignInPhones, left_label);
  gtk_widget_class_bind_template_callback (widget_class, switch_cb);
  gtk_widget_class_bind_template_callback (widget_class, network_cb);
  gtk_widget_class_bind_template_callback (widget_class, full_screen_cb);
}

static void
tb_sign_in_phones_init (TbSignInPhones *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->counts = g_strdup ("");
}

/**
 * tb_sign_in_phones_set_session:
 * @self: a new widget
 * @session: the register
 */
void
tb_sign_in_phones_set_session (TbSignInPhones *self, TbSession *session)
{
  g_return_if_fail (TB_IS_SIGN_IN_PHONES (self));
  g_return_if_fail (TB_IS_SESSION (session));

  g_set_object (&self->session, session);
}

/**
 * tb_sign_in_phones_set_event:
 * @self: a widget with a session
 * @event: always the same event, as last read
 *
 * Closes the page when @event takes no sign-in any more.
 */
void
tb_sign_in_phones_set_event (TbSignInPhones *self, TbRecord *event)
{
  g_return_if_fail (TB_IS_SIGN_IN_PHONES (self));
  g_return_if_fail (TB_IS_RECORD (event));

  g_set_object (&self->event, event);
  gtk_widget_set_sensitive (GTK_WIDGET (self->switch_row), TRUE);
  /* This may have been read before the event was opened, and come after. */
  if (!takes_sign_in (event) && is_offered (self))
    check_event (self);
}

/**
 * tb_sign_in_phones_set_counts:
 * @self: a widget
 * @counts: how many are here, in words
 */
void
tb_sign_in_phones_set_counts (TbSignInPhones *self, const char *counts)
{
  g_return_if_fail (TB_IS_SIGN_IN_PHONES (self));
  g_return_if_fail (counts != NULL);

  g_set_str (&self->counts, counts);
  if (self->screen != NULL)
    tb_sign_in_screen_set_counts (self->screen, counts);
}

/**
 * tb_sign_in_phones_set_networks:
 * @self: a widget
 * @addresses: (element-type TbNetworkAddress): where phones may reach this machine, the likeliest
 * first
 *
 * Without it, what the machine has when the switch is turned on is offered.
 */
void
tb_sign_in_phones_set_networks (TbSignInPhones *self, GPtrArray *addresses)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_return_if_fail (TB_IS_SIGN_IN_PHONES (self));
  g_return_if_fail (addresses != NULL);

  for (guint i = 0; i < addresses->len; i++)
    {
      TbNetworkAddress *address = g_ptr_array_index (addresses, i);

      gtk_string_list_take (names, g_strdup_printf ("%s (%s)", address->address, address->network));
    }
  if (self->addresses != addresses)
    {
      g_clear_pointer (&self->addresses, g_ptr_array_unref);
      self->addresses = g_ptr_array_ref (addresses);
    }
  adw_combo_row_set_model (self->network_row, G_LIST_MODEL (names));
}

/**
 * tb_sign_in_phones_get_url:
 * @self: a widget
 *
 * Returns: (transfer none) (nullable): the address of the page while it is open
 */
const char *
tb_sign_in_phones_get_url (TbSignInPhones *self)
{
  g_return_val_if_fail (TB_IS_SIGN_IN_PHONES (self), NULL);

  return self->server != NULL ? tb_sign_in_server_get_url (self->server) : NULL;
}

/**
 * tb_sign_in_phones_close:
 * @self: a widget
 *
 * Closes the page at once, if it is open, and then the event.
 */
void
tb_sign_in_phones_close (TbSignInPhones *self)
{
  gboolean was_offered;

  g_return_if_fail (TB_IS_SIGN_IN_PHONES (self));

  was_offered = is_offered (self);
  if (self->server != NULL)
    tb_sign_in_server_close (self->server);
  show_switch (self, FALSE);
  if (was_offered)
    close_event (self);
}
