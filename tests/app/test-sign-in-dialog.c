/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-dialog.h"

#include <string.h>

#include "tb-event.h"
#include "tb-network-address.h"
#include "tb-sign-in-phones.h"
#include "tb-sign-in-row.h"
#include "tb-sign-in-screen.h"
#include "tb-qr-code.h"
#include "tb-test-phone.h"
#include "tb-test.h"
#include "tb-transition.h"
#include "tb-type-event.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"
#include "tb-ui-test.h"

#define N_PEOPLE 3

static const struct
{
  const char *name;
  const char *mobile;
} people[N_PEOPLE] = {
  { "曾伟", "13800000001" },
  { "单丹", "13800000002" },
  { "仇雪", "13800000003" },
};

typedef struct
{
  TbSession *session;
  GtkWindow *window;
  TbRecord *event;
  char *ids[N_PEOPLE + 1];
  GtkWidget *dialog; /* (nullable): NULL once closed */
} Fixture;

static void
save (Fixture *fixture, TbRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_save (fixture->session, record, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (batch);
}

static TbRecord *
load_event (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TbRecord *event = tb_session_load (fixture->session, &tb_type_event,
                                     tb_record_get_id (fixture->event), NULL, &error);

  g_assert_no_error (error);
  return event;
}

static void
change_event (Fixture *fixture, const char *verb)
{
  g_autoptr (TbRecord) event = load_event (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_session_transition (fixture->session, event, verb, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (batch);
}

static gboolean
event_is (Fixture *fixture, const char *state)
{
  g_autoptr (TbRecord) event = load_event (fixture);

  return g_strcmp0 (tb_record_get_text (event, TB_EVENT_STATE), state) == 0;
}

static void
add_people (Fixture *fixture)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);

      tb_record_set_text (person, TB_PERSON_NAME, people[i].name);
      tb_record_set_text (person, TB_PERSON_MOBILE, people[i].mobile);
      save (fixture, person);
      fixture->ids[i] = g_strdup (tb_record_get_id (person));
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) branch = NULL;

  fixture->session = tb_ui_test_open ();
  fixture->window = tb_ui_test_window_new ();
  branch = tb_ui_test_add (fixture->session, &tb_type_organisation, "罗湖商务大厦联合党支部");
  fixture->event = tb_record_new (&tb_type_event);
  tb_record_set_text (fixture->event, TB_EVENT_KIND, "ZT");
  tb_record_set_text (fixture->event, TB_EVENT_TITLE, "学习二十大精神");
  tb_record_set_text (fixture->event, TB_EVENT_ORGANISATION, tb_record_get_id (branch));
  /* It is ten o'clock of this day. */
  tb_record_set_text (fixture->event, TB_EVENT_PLANNED_ON, "2026-11-22");
  tb_record_set_text (fixture->event, TB_EVENT_PLANNED_FROM, "10:30");
  tb_record_set_text (fixture->event, TB_EVENT_PLANNED_TO, "11:30");
  save (fixture, fixture->event);
  add_people (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  gtk_window_destroy (fixture->window);
  tb_test_wait_until (fixture->dialog == NULL);
  tb_session_close (fixture->session);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->event);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (fixture->ids[i]);
}

static void
invite (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_event_invite_persons (fixture->session, tb_record_get_id (fixture->event),
                                 (const char *const *)fixture->ids, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (batch);
}

static void
open_dialog (Fixture *fixture)
{
  AdwDialog *dialog = tb_sign_in_dialog_new (fixture->session, tb_record_get_id (fixture->event));

  g_set_weak_pointer (&fixture->dialog, GTK_WIDGET (dialog));
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
}

static void
open_with_people (Fixture *fixture)
{
  invite (fixture);
  change_event (fixture, "notify");
  open_dialog (fixture);
  tb_ui_test_get (fixture->dialog, TB_TYPE_SIGN_IN_ROW, people[0].name);
}

static gboolean
is_in (Fixture *fixture, guint i, TbSignInGroup group)
{
  GtkWidget *row = tb_ui_test_find (fixture->dialog, TB_TYPE_SIGN_IN_ROW, people[i].name);

  return row != NULL && tb_sign_in_row_get_group (TB_SIGN_IN_ROW (row)) == group;
}

static void
type_and_enter (Fixture *fixture, const char *typed)
{
  GtkWidget *entry = tb_ui_test_get (fixture->dialog, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), typed);
  g_signal_emit_by_name (entry, "activate");
}

static const char *
get_typed (Fixture *fixture)
{
  return gtk_editable_get_text (
      GTK_EDITABLE (tb_ui_test_get (fixture->dialog, GTK_TYPE_SEARCH_ENTRY, NULL)));
}

static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  open_with_people (fixture);
  tb_ui_test_get (fixture->dialog, GTK_TYPE_LABEL, "Expected 3 · Here 0");

  /* Surnames as they are read: 曾 zēng, 单 shàn. */
  type_and_enter (fixture, "zw");
  g_assert_cmpstr (get_typed (fixture), ==, "");
  tb_test_wait_until (is_in (fixture, 0, TB_SIGN_IN_HERE));
  type_and_enter (fixture, "shan");
  tb_test_wait_until (is_in (fixture, 1, TB_SIGN_IN_HERE));
  g_assert_true (is_in (fixture, 2, TB_SIGN_IN_WAITING));
  tb_ui_test_get (fixture->dialog, GTK_TYPE_LABEL, "Expected 3 · Here 2");
}

static void
test_nobody_by_mistake (Fixture *fixture, gconstpointer data)
{
  open_with_people (fixture);

  type_and_enter (fixture, "");
  type_and_enter (fixture, "liu");
  g_assert_cmpstr (get_typed (fixture), ==, "liu");
  type_and_enter (fixture, "zw");
  tb_test_wait_until (is_in (fixture, 0, TB_SIGN_IN_HERE));
  /* Once more is no fault, and signs in nobody else. */
  type_and_enter (fixture, "zw");
  tb_ui_test_get (fixture->dialog, GTK_TYPE_LABEL, "曾伟 was here already");
  tb_ui_test_get (fixture->dialog, GTK_TYPE_LABEL, "Expected 3 · Here 1");
}

static void
test_take_back (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_with_people (fixture);
  row = tb_ui_test_get (fixture->dialog, TB_TYPE_SIGN_IN_ROW, people[1].name);
  tb_ui_test_click (row, "Sign In");
  tb_test_wait_until (is_in (fixture, 1, TB_SIGN_IN_HERE));
  tb_ui_test_click (row, "Take Back");
  tb_test_wait_until (is_in (fixture, 1, TB_SIGN_IN_WAITING));
}

static void
test_excuse (Fixture *fixture, gconstpointer data)
{
  open_with_people (fixture);
  gtk_widget_activate_action (fixture->dialog, "sign-in.excuse", "(ss)", fixture->ids[2], "sick");
  tb_test_wait_until (is_in (fixture, 2, TB_SIGN_IN_AWAY));
  tb_ui_test_get (fixture->dialog, GTK_TYPE_LABEL, "Expected 3 · Here 0 · On leave 1");
  tb_ui_test_get (fixture->dialog, GTK_TYPE_LABEL, "On leave · Sick leave");
}

/* One of the register who comes all the same: by a button, never by Enter. */
static void
test_walk_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) guest = tb_ui_test_add (fixture->session, &tb_type_person, "翟思远");
  GtkWidget *row;

  open_with_people (fixture);
  type_and_enter (fixture, "zhai");
  g_assert_cmpstr (get_typed (fixture), ==, "zhai");
  row = tb_ui_test_get (fixture->dialog, ADW_TYPE_ACTION_ROW, "翟思远");
  g_assert_false (TB_IS_SIGN_IN_ROW (row));
  tb_ui_test_click (row, "Sign In");
  g_assert_cmpstr (get_typed (fixture), ==, "");
  row = tb_ui_test_get (fixture->dialog, TB_TYPE_SIGN_IN_ROW, "翟思远");
  g_assert_cmpint (tb_sign_in_row_get_group (TB_SIGN_IN_ROW (row)), ==, TB_SIGN_IN_HERE);
}

static void
test_nobody_invited (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture);
  tb_ui_test_get (fixture->dialog, ADW_TYPE_STATUS_PAGE, "Nobody Is Invited Yet");
  /* Somebody else does. */
  invite (fixture);
  tb_ui_test_get (fixture->dialog, TB_TYPE_SIGN_IN_ROW, people[0].name);
}

/* Phones */

static TbSignInPhones *
get_phones (Fixture *fixture)
{
  return TB_SIGN_IN_PHONES (tb_ui_test_get (fixture->dialog, TB_TYPE_SIGN_IN_PHONES, NULL));
}

static void
set_network (Fixture *fixture, const char *address)
{
  g_autoptr (GPtrArray) addresses
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_network_address_free);
  TbNetworkAddress *network = g_new (TbNetworkAddress, 1);

  network->address = g_strdup (address);
  network->network = g_strdup ("lo");
  g_ptr_array_add (addresses, network);
  tb_sign_in_phones_set_networks (get_phones (fixture), addresses);
}

static GtkWidget *
get_switch (Fixture *fixture)
{
  return tb_ui_test_get (fixture->dialog, ADW_TYPE_SWITCH_ROW, "Sign-in by Phone");
}

static void
turn_on (Fixture *fixture)
{
  GtkWidget *row = get_switch (fixture);

  tb_test_wait_until (gtk_widget_is_sensitive (row));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
}

static void
open_page (Fixture *fixture)
{
  open_with_people (fixture);
  set_network (fixture, "127.0.0.1");
  turn_on (fixture);
  tb_test_wait_until (tb_sign_in_phones_get_url (get_phones (fixture)) != NULL);
}

static GUri *
parse_url (Fixture *fixture)
{
  return g_uri_parse (tb_sign_in_phones_get_url (get_phones (fixture)), G_URI_FLAGS_NONE, NULL);
}

/* What the page says to whoever sends this. */
static char *
send_form (Fixture *fixture, const char *name, const char *digits)
{
  g_autoptr (GUri) uri = parse_url (fixture);
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *form = g_strdup_printf ("name=%s&digits=%s", escaped, digits);
  g_autofree char *post = tb_test_dup_post (g_uri_get_path (uri), form);
  g_autoptr (TbTestPhone) phone = tb_test_ask (g_uri_get_port (uri), post);

  return g_strdup (phone->received->str);
}

static void
test_by_phone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *stranger = NULL;
  g_autofree char *wrong = NULL;
  g_autofree char *right = NULL;
  g_autofree char *again = NULL;

  open_page (fixture);
  g_assert_true (event_is (fixture, "signing_in"));
  g_assert_cmpstr (
      tb_qr_code_get_text (TB_QR_CODE (tb_ui_test_get (fixture->dialog, TB_TYPE_QR_CODE, NULL))),
      ==, tb_sign_in_phones_get_url (get_phones (fixture)));
  /* Half an hour beyond half past eleven. */
  tb_ui_test_get (fixture->dialog, GTK_TYPE_LABEL, "120 minutes left");

  stranger = send_form (fixture, "王某", "0001");
  g_assert_nonnull (strstr (stranger, "Not Found"));
  wrong = send_form (fixture, people[0].name, "0002");
  g_assert_nonnull (strstr (wrong, "Not Found"));
  g_assert_true (is_in (fixture, 0, TB_SIGN_IN_WAITING));

  right = send_form (fixture, people[0].name, "0001");
  g_assert_nonnull (strstr (right, "is recorded"));
  tb_test_wait_until (is_in (fixture, 0, TB_SIGN_IN_HERE));
  again = send_form (fixture, people[0].name, "0001");
  g_assert_nonnull (strstr (again, "is recorded"));
  tb_ui_test_get (fixture->dialog, GTK_TYPE_LABEL, "Expected 3 · Here 1");
}

static void
test_switched_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (TbTestPhone) phone = NULL;

  open_page (fixture);
  uri = parse_url (fixture);
  phone = tb_test_phone_new (g_uri_get_port (uri));
  adw_switch_row_set_active (ADW_SWITCH_ROW (get_switch (fixture)), FALSE);
  g_assert_null (tb_sign_in_phones_get_url (get_phones (fixture)));
  g_assert_null (tb_ui_test_find (fixture->dialog, TB_TYPE_QR_CODE, NULL));
  tb_test_wait_until (phone->ended);
  tb_test_wait_until (event_is (fixture, "notified"));
}

/* Before the register has answered. */
static void
test_switched_off_at_once (Fixture *fixture, gconstpointer data)
{
  open_with_people (fixture);
  set_network (fixture, "127.0.0.1");
  turn_on (fixture);
  adw_switch_row_set_active (ADW_SWITCH_ROW (get_switch (fixture)), FALSE);
  tb_test_wait_until (event_is (fixture, "signing_in"));
  tb_test_wait_until (event_is (fixture, "notified"));
  g_assert_null (tb_sign_in_phones_get_url (get_phones (fixture)));
}

static void
test_dialog_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (TbTestPhone) phone = NULL;

  open_page (fixture);
  uri = parse_url (fixture);
  phone = tb_test_phone_new (g_uri_get_port (uri));
  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  tb_test_wait_until (phone->ended && fixture->dialog == NULL);
  tb_test_wait_until (event_is (fixture, "notified"));
}

static void
test_window_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (TbTestPhone) phone = NULL;

  open_page (fixture);
  uri = parse_url (fixture);
  phone = tb_test_phone_new (g_uri_get_port (uri));
  gtk_window_destroy (fixture->window);
  tb_test_wait_until (phone->ended && fixture->dialog == NULL);
  fixture->window = tb_ui_test_window_new ();
}

/* Whoever closes the event, in whatever way, closes the page. */
static void
test_event_closed (Fixture *fixture, gconstpointer data)
{
  open_page (fixture);
  tb_test_wait_until (event_is (fixture, "signing_in"));
  change_event (fixture, "close_sign_in");
  tb_test_wait_until (tb_sign_in_phones_get_url (get_phones (fixture)) == NULL);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (get_switch (fixture))));
}

/* The register tells of several changes in one signal: that the event was open in between is never
 * read. */
static void
test_event_closed_at_once (Fixture *fixture, gconstpointer data)
{
  const gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  open_with_people (fixture);
  set_network (fixture, "127.0.0.1");
  turn_on (fixture);
  while (!event_is (fixture, "signing_in"))
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  change_event (fixture, "close_sign_in");
  tb_test_wait_until (!adw_switch_row_get_active (ADW_SWITCH_ROW (get_switch (fixture))));
  g_assert_null (tb_sign_in_phones_get_url (get_phones (fixture)));
}

/* The machine's own words, and the switch is off again. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  invite (fixture);
  open_dialog (fixture);
  tb_ui_test_get (fixture->dialog, TB_TYPE_SIGN_IN_ROW, people[0].name);
  set_network (fixture, "127.0.0.1");
  turn_on (fixture);
  tb_ui_test_get (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "Could Not Open Sign-in");
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (get_switch (fixture))));
  g_assert_null (tb_sign_in_phones_get_url (get_phones (fixture)));
}

static void
test_no_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GtkWidget *row;

  open_with_people (fixture);
  tb_sign_in_phones_set_networks (get_phones (fixture), none);
  turn_on (fixture);
  row = get_switch (fixture);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "no network"));
  g_assert_true (event_is (fixture, "notified"));
}

static void
test_wrong_network (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_with_people (fixture);
  /* An address of documentation is of no machine. */
  set_network (fixture, "192.0.2.1");
  turn_on (fixture);
  row = get_switch (fixture);
  tb_test_wait_until (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "192.0.2.1")
                      != NULL);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
}

static GtkWidget *
find_screen (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (TB_IS_SIGN_IN_SCREEN (window) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static void
test_full_screen (Fixture *fixture, gconstpointer data)
{
  open_page (fixture);
  tb_ui_test_click (fixture->dialog, "_Full Screen");
  tb_test_wait_until (find_screen () != NULL);
  tb_ui_test_get (find_screen (), GTK_TYPE_LABEL, "学习二十大精神");
  g_assert_cmpstr (
      tb_qr_code_get_text (TB_QR_CODE (tb_ui_test_get (find_screen (), TB_TYPE_QR_CODE, NULL))), ==,
      tb_sign_in_phones_get_url (get_phones (fixture)));
  type_and_enter (fixture, "zw");
  tb_ui_test_get (find_screen (), GTK_TYPE_LABEL, "Expected 3 · Here 1");
  /* Gone with the page. */
  adw_switch_row_set_active (ADW_SWITCH_ROW (get_switch (fixture)), FALSE);
  tb_test_wait_until (find_screen () == NULL);
}

int
main (int argc, char *argv[])
{
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

#define ADD(name, func) g_test_add ("/sign-in-dialog/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("keyboard", test_keyboard);
  ADD ("nobody-by-mistake", test_nobody_by_mistake);
  ADD ("take-back", test_take_back);
  ADD ("excuse", test_excuse);
  ADD ("walk-in", test_walk_in);
  ADD ("nobody-invited", test_nobody_invited);
  ADD ("by-phone", test_by_phone);
  ADD ("switched-off", test_switched_off);
  ADD ("switched-off-at-once", test_switched_off_at_once);
  ADD ("dialog-closed", test_dialog_closed);
  ADD ("window-closed", test_window_closed);
  ADD ("event-closed", test_event_closed);
  ADD ("event-closed-at-once", test_event_closed_at_once);
  ADD ("refused", test_refused);
  ADD ("no-network", test_no_network);
  ADD ("wrong-network", test_wrong_network);
  ADD ("full-screen", test_full_screen);
#undef ADD

  return tb_test_run ();
}
