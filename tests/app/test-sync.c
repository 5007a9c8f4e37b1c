/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-connected-test.h"
#include "tb-detail-pane.h"
#include "tb-difference-row.h"
#include "tb-error.h"
#include "tb-names-test.h"
#include "tb-sync-row.h"
#include "tb-sync-words.h"
#include "tb-test.h"
#include "tb-toast-title.h"
#include "tb-type-person.h"
#include "tb-ui-test.h"

#define PASSWORD_TITLE "Password"

static char *
dup_text (TbSession *session, const char *id, guint field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person = tb_session_load (session, &tb_type_person, id, NULL, &error);

  g_assert_no_error (error);

  return g_strdup (tb_record_get_text (person, field));
}

static char *
make_difference (TbConnectedTest *self)
{
  return tb_connected_test_make_difference (self, TB_PERSON_NAME, "单小玲", "单晓铃");
}

/* The assistant */

static void
fill_in (TbConnectedTest *self, const char *url, const char *password)
{
  tb_ui_test_type (tb_connected_test_get_dialog (self), "Address of the Service", url);
  tb_ui_test_type (tb_connected_test_get_dialog (self), "User Name", TB_FAULT_SERVER_USER);
  tb_ui_test_type (tb_connected_test_get_dialog (self), PASSWORD_TITLE, password);
}

static void
click_action (TbConnectedTest *self, GtkWidget *root, const char *title)
{
  gtk_widget_activate (tb_ui_test_get (root, ADW_TYPE_ACTION_ROW, title));
}

static GtkWidget *
get_default_button (TbConnectedTest *self)
{
  return adw_dialog_get_default_widget (ADW_DIALOG (tb_connected_test_get_dialog (self)));
}

static void
go_on (TbConnectedTest *self)
{
  tb_test_wait_until (get_default_button (self) != NULL
                      && gtk_widget_is_sensitive (get_default_button (self)));
  g_signal_emit_by_name (get_default_button (self), "clicked");
}

/* From an empty register to one that has what other desks keep. */
static void
test_assistant (TbConnectedTest *self, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (self->base.window);

  tb_window_test_show_page (&self->base, "overview");
  click_action (self, window, "Connect to a Service");
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);

  fill_in (self, tb_fault_server_get_url (self->server), TB_FAULT_SERVER_PASSWORD);
  tb_names_test_check (tb_connected_test_get_dialog (self));
  go_on (self);
  tb_ui_test_get (tb_connected_test_get_dialog (self), ADW_TYPE_ACTION_ROW,
                  TB_CONNECTED_TEST_BRANCH);
  tb_names_test_check (tb_connected_test_get_dialog (self));
  go_on (self);
  tb_ui_test_get (tb_connected_test_get_dialog (self), ADW_TYPE_ACTION_ROW, "Stay on This Desk");
  tb_names_test_check (tb_connected_test_get_dialog (self));
  g_assert_null (tb_sync_get_account (tb_window_get_sync (self->base.window)));
  go_on (self);

  /* The tests' session bus has no keyring; that is said, and decided by a second click. */
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self),
                             "This desktop keeps no passwords");
  g_assert_null (tb_sync_get_account (tb_window_get_sync (self->base.window)));
  go_on (self);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "From now on");
  tb_ui_test_click (tb_connected_test_get_dialog (self), "_Done");
  tb_test_wait_until (tb_connected_test_get_dialog (self) == NULL);

  tb_ui_test_wait_for_words (tb_ui_test_get (window, TB_TYPE_SYNC_ROW, NULL), "just now");
  g_assert_cmpstr (tb_sync_get_account (tb_window_get_sync (self->base.window))->branch, ==,
                   TB_CONNECTED_TEST_BRANCH);
}

#define NEWER_ID "01a200fb-5100-7440-9be8-1822dba7dac1"

/* What the branch has from elsewhere. */
static void
add_document (TbFaultServer *server, const char *id, const char *text)
{
  g_autoptr (TbSyncPeer) peer
      = TB_SYNC_PEER (tb_memory_peer_new (tb_fault_server_get_memory (server)));
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  g_autoptr (GPtrArray) refusals = NULL;
  TbPeerDocument *document = g_new0 (TbPeerDocument, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) body = json_from_string (text, &error);

  g_assert_no_error (error);
  document->id = g_strdup (id);
  document->rev = g_strdup ("1-0123456789abcdef0123456789abcdef");
  document->ancestry = g_strsplit (document->rev, " ", -1);
  document->body = json_node_dup_object (body);
  g_ptr_array_add (documents, document);
  tb_sync_peer_put (peer, documents, &refusals, NULL, &error);
  g_assert_no_error (error);
}

/* A person as a newer version of the program tells of one. */
static void
add_newer (TbFaultServer *server)
{
  add_document (server, "person:" NEWER_ID,
                "{\"type\":\"person\",\"schema\":99,\"by\":\"x\","
                "\"at\":\"2026-11-22T02:00:00.000Z\",\"name\":\"单晓玲\",\"colour\":\"red\"}");
}

static void
go_to_scope (TbConnectedTest *self)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (self->base.window), "win.connect-service", NULL);
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
  dialog = tb_connected_test_get_dialog (self);
  fill_in (self, tb_fault_server_get_url (self->server), TB_FAULT_SERVER_PASSWORD);
  go_on (self);
  tb_ui_test_get (dialog, ADW_TYPE_ACTION_ROW, TB_CONNECTED_TEST_BRANCH);
  go_on (self);
  tb_ui_test_get (dialog, ADW_TYPE_ACTION_ROW, "Stay on This Desk");
}

/* A branch that has another register is told from one that has this register. */
static void
test_assistant_another_register (TbConnectedTest *self, gconstpointer data)
{
  TbSync *sync = tb_window_get_sync (self->base.window);
  g_autoptr (TbSession) there = tb_ui_test_open ();
  g_autoptr (TbSync) sync_there = tb_sync_new (there);
  g_autoptr (TbRecord) other = tb_ui_test_add (there, &tb_type_person, "单晓玲");
  g_autoptr (TbRecord) own = NULL;

  tb_connected_test_connect (sync_there, self->server);
  tb_connected_test_sync (sync_there);
  tb_session_close (there);

  go_to_scope (self);
  g_assert_false (
      tb_ui_test_has_words (tb_connected_test_get_dialog (self), "has another register"));
  tb_connected_test_close_dialog (self);

  own = tb_ui_test_add (tb_window_get_session (self->base.window), &tb_type_person, "邓志明");
  go_to_scope (self);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "has another register");
  g_assert_null (get_default_button (self));
  tb_names_test_check (tb_connected_test_get_dialog (self));
  tb_connected_test_close_dialog (self);

  tb_connected_test_connect (sync, self->server);
  tb_connected_test_sync (sync);
  gtk_widget_activate_action (GTK_WIDGET (self->base.window), "win.disconnect-service", NULL);
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
  tb_ui_test_click (tb_connected_test_get_dialog (self), "_Disconnect");
  tb_test_wait_until (tb_sync_get_account (sync) == NULL
                      && tb_connected_test_get_dialog (self) == NULL);
  go_to_scope (self);
  g_assert_false (
      tb_ui_test_has_words (tb_connected_test_get_dialog (self), "has another register"));
  tb_connected_test_close_dialog (self);
}

/* What the service keeps to itself, its rules and settings, is no record of the branch. */
static void
test_assistant_counts_records (TbConnectedTest *self, gconstpointer data)
{
  add_document (self->server, "settings", "{\"type\":\"settings\",\"sensitive\":[]}");
  add_document (self->server, "_design/towerbranch", "{\"language\":\"javascript\"}");
  go_to_scope (self);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), " · 0 records");
  tb_connected_test_close_dialog (self);

  add_newer (self->server);
  go_to_scope (self);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), " · 1 record");
  tb_connected_test_close_dialog (self);
}

/* Each fault of the first step is said where it is mended, and nothing is kept. */
static void
test_assistant_faults (TbConnectedTest *self, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (self->base.window), "win.connect-service", NULL);
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);

  fill_in (self, "http://service.example.org", "x");
  go_on (self);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self),
                             "Use an address that begins with “https://”");

  fill_in (self, tb_fault_server_get_url (self->server), "not it");
  go_on (self);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self),
                             "does not accept this name and password");

  fill_in (self, "http://127.0.0.1:9", "x");
  go_on (self);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "cannot be reached");

  g_assert_null (tb_sync_get_account (tb_window_get_sync (self->base.window)));
  tb_connected_test_close_dialog (self);
}

/* The row */

static void
test_row (TbConnectedTest *self, gconstpointer data)
{
  TbSync *sync = tb_window_get_sync (self->base.window);
  GtkWidget *window = GTK_WIDGET (self->base.window);
  GtkWidget *row;
  g_autoptr (TbRecord) person = NULL;
  const TbServerFault closed = { .on = "", .kind = TB_FAULT_STATUS, .status = 503, .times = 100 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_ui_test_find (window, TB_TYPE_SYNC_ROW, NULL));
  tb_connected_test_connect (sync, self->server);
  row = tb_ui_test_get (window, TB_TYPE_SYNC_ROW, NULL);
  tb_ui_test_wait_for_words (row, "Not synced yet");

  tb_connected_test_sync (sync);
  tb_ui_test_wait_for_words (row, "Last sync: just now");
  tb_ui_test_wait_for_words (row, "Nothing waits to be sent");

  person = tb_ui_test_add (tb_window_get_session (self->base.window), &tb_type_person, "曾志强");
  tb_ui_test_wait_for_words (row, "1 change waits to be sent");

  /* The last success is still the last success. */
  tb_fault_server_add (self->server, &closed);
  tb_sync_now_async (sync, NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  g_assert_false (tb_sync_now_finish (sync, result, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_BUSY);
  tb_ui_test_wait_for_words (row, "1 change waits to be sent");
  g_assert_false (tb_ui_test_has_words (row, "Nothing waits"));
}

static void
fail_to_sync (TbConnectedTest *self, TbError code)
{
  TbSync *sync = tb_window_get_sync (self->base.window);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_sync_now_async (sync, NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  g_assert_false (tb_sync_now_finish (sync, result, &error));
  g_assert_error (error, TB_ERROR, (int)code);
}

static gboolean
asks_for_password (TbConnectedTest *self)
{
  return tb_ui_test_find (tb_connected_test_get_dialog (self), GTK_TYPE_BUTTON, "Enter _Password…")
         != NULL;
}

/* The password is asked for where it is what is wrong, in the words of the button; where it is not,
 * another one would not help. */
static void
test_password (TbConnectedTest *self, gconstpointer data)
{
  TbSync *sync = tb_window_get_sync (self->base.window);
  const TbServerFault forbidden
      = { .on = "", .kind = TB_FAULT_STATUS, .status = 403, .times = 100 };

  tb_connected_test_connect (sync, self->server);
  gtk_widget_activate_action (GTK_WIDGET (self->base.window), "win.show-sync", NULL);
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
  g_assert_false (asks_for_password (self));

  tb_sync_set_password (sync, "not it");
  fail_to_sync (self, TB_ERROR_SERVICE_REFUSED);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "Enter them again");
  g_assert_true (asks_for_password (self));

  /* There is no keyring here; the words are of the same kind. */
  tb_sync_set_password (sync, NULL);
  fail_to_sync (self, TB_ERROR_NO_KEYRING);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "cannot be used");
  g_assert_true (asks_for_password (self));

  tb_sync_set_password (sync, TB_FAULT_SERVER_PASSWORD);
  tb_fault_server_add (self->server, &forbidden);
  fail_to_sync (self, TB_ERROR_SERVICE_FORBIDDEN);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "does not let");
  g_assert_false (asks_for_password (self));
  tb_connected_test_close_dialog (self);

  /* No step follows the password. */
  gtk_widget_activate_action (GTK_WIDGET (self->base.window), "win.change-password", NULL);
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
  tb_ui_test_wait_for_words (get_default_button (self), "Save");
  tb_connected_test_close_dialog (self);
}

/* A service that is away is no matter for a dialog; what only a person can mend is. */
static void
test_sync_now_fails (TbConnectedTest *self, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (self->base.window);
  TbSync *sync = tb_window_get_sync (self->base.window);
  const TbServerFault closed = { .on = "", .kind = TB_FAULT_STATUS, .status = 503, .times = 100 };

  tb_connected_test_connect (sync, self->server);
  tb_sync_set_password (sync, "not it");
  gtk_widget_activate_action (window, "win.sync-now", NULL);
  tb_test_wait_until (ADW_IS_ALERT_DIALOG (tb_connected_test_get_dialog (self)));
  tb_connected_test_close_dialog (self);
  g_assert_null (tb_ui_test_find (window, TB_TYPE_TOAST_TITLE, NULL));

  tb_sync_set_password (sync, TB_FAULT_SERVER_PASSWORD);
  tb_fault_server_add (self->server, &closed);
  gtk_widget_activate_action (window, "win.sync-now", NULL);
  tb_ui_test_get (window, TB_TYPE_TOAST_TITLE, NULL);
  g_assert_null (tb_connected_test_get_dialog (self));
}

/* "Just now" is said of the first refusal and of the next alike. */
static void
assert_tells_exactly (TbConnectedTest *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all
      = tb_sync_list_refused (tb_window_get_sync (self->base.window), NULL, &error);
  const TbSyncRefused *refused;
  g_autofree char *exact = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  refused = g_ptr_array_index (all, 0);
  exact = tb_sync_words_dup_exact (refused->at);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), exact);
}

/* What the service does not take is listed with its reason, and is offered again. */
static void
test_refused (TbConnectedTest *self, gconstpointer data)
{
  TbSync *sync = tb_window_get_sync (self->base.window);
  g_autoptr (TbRecord) person = NULL;
  const TbServerFault bad
      = { .on = "_bulk_docs", .kind = TB_FAULT_STATUS, .status = 400, .words = "odd", .times = 1 };

  tb_connected_test_connect (sync, self->server);
  person = tb_ui_test_add (tb_window_get_session (self->base.window), &tb_type_person, "曾志强");
  tb_fault_server_add (self->server, &bad);
  tb_connected_test_sync (sync);
  tb_test_wait_until (tb_sync_get_n_refused (sync) == 1);
  tb_ui_test_wait_for_words (
      tb_ui_test_get (GTK_WIDGET (self->base.window), TB_TYPE_SYNC_ROW, NULL), "1 refused");

  gtk_widget_activate_action (GTK_WIDGET (self->base.window), "win.show-sync", NULL);
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
  tb_names_test_check (tb_connected_test_get_dialog (self));
  click_action (self, tb_connected_test_get_dialog (self), "Refused by the Service");
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "曾志强");
  tb_names_test_check (tb_connected_test_get_dialog (self));
  assert_tells_exactly (self);

  /* Refused again, it says when that was. */
  tb_fault_server_add (self->server, &bad);
  tb_ui_test_click (tb_connected_test_get_dialog (self), "Offer Again");
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "Nothing Refused");
  tb_connected_test_sync (sync);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "曾志强");
  assert_tells_exactly (self);

  tb_ui_test_click (tb_connected_test_get_dialog (self), "Offer All Again");
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (self), "Nothing Refused");
  tb_connected_test_close_dialog (self);
  tb_connected_test_sync (sync);
  tb_test_wait_until (tb_sync_get_n_waiting (sync) == 0);
}

/* Review */

static void
test_review_take (TbConnectedTest *self, gconstpointer data)
{
  g_autofree char *id = make_difference (self);
  TbSession *session = tb_window_get_session (self->base.window);
  g_autofree char *kept = dup_text (session, id, TB_PERSON_NAME);
  const char *other = g_str_equal (kept, "单小玲") ? "单晓铃" : "单小玲";
  g_autofree char *taken = NULL;
  g_autofree char *back = NULL;
  TbPage *page;

  tb_test_wait_until (tb_sync_get_n_review (tb_window_get_sync (self->base.window)) == 1);
  page = tb_window_test_show_page (&self->base, "review");
  tb_ui_test_wait_for_words (GTK_WIDGET (page), other);
  tb_names_test_check (GTK_WIDGET (page));

  tb_ui_test_click (GTK_WIDGET (page), "_Take");
  tb_ui_test_wait_for_words (GTK_WIDGET (page), "Nothing to Review");
  taken = dup_text (session, id, TB_PERSON_NAME);
  g_assert_cmpstr (taken, ==, other);

  /* The toast's widget is of a type of libadwaita's own. */
  tb_test_wait_until (g_type_from_name ("AdwToastWidget") != 0);
  tb_ui_test_click (
      tb_ui_test_get (GTK_WIDGET (self->base.window), g_type_from_name ("AdwToastWidget"), NULL),
      "Undo");
  tb_ui_test_wait_for_words (GTK_WIDGET (page), other);
  back = dup_text (session, id, TB_PERSON_NAME);
  g_assert_cmpstr (back, ==, kept);
}

static void
test_review_write (TbConnectedTest *self, gconstpointer data)
{
  g_autofree char *id = make_difference (self);
  TbPage *page = tb_window_test_show_page (&self->base, "review");
  g_autofree char *written = NULL;

  tb_ui_test_get (GTK_WIDGET (page), TB_TYPE_DIFFERENCE_ROW, NULL);
  tb_ui_test_click (GTK_WIDGET (page), "Write Another Value");
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
  tb_names_test_check (tb_connected_test_get_dialog (self));
  tb_ui_test_type (tb_connected_test_get_dialog (self), "Name", "单筱玲");
  tb_ui_test_click (tb_connected_test_get_dialog (self), "_Write");

  tb_ui_test_wait_for_words (GTK_WIDGET (page), "Nothing to Review");
  written = dup_text (tb_window_get_session (self->base.window), id, TB_PERSON_NAME);
  g_assert_cmpstr (written, ==, "单筱玲");
}

static void
test_review_keep (TbConnectedTest *self, gconstpointer data)
{
  g_autofree char *id = make_difference (self);
  TbPage *page = tb_window_test_show_page (&self->base, "review");
  g_autofree char *before
      = dup_text (tb_window_get_session (self->base.window), id, TB_PERSON_NAME);
  g_autofree char *after = NULL;

  tb_ui_test_click (GTK_WIDGET (page), "_Keep");
  tb_ui_test_wait_for_words (GTK_WIDGET (page), "Nothing to Review");
  after = dup_text (tb_window_get_session (self->base.window), id, TB_PERSON_NAME);
  g_assert_cmpstr (after, ==, before);
}

/* px that GTK's own frame takes of a window without a compositor. */
#define FRAME 10

/* At 360 px nothing sticks out: GTK and libadwaita warn where something does, and warnings end the
 * test. */
static void
test_narrow (TbConnectedTest *self, gconstpointer data)
{
  static const char *const actions[]
      = { "win.show-sync", "win.change-password", "win.disconnect-service", "app.preferences" };
  g_autofree char *id = make_difference (self);
  TbPage *page;

  gtk_window_set_default_size (GTK_WINDOW (self->base.window), 360 + FRAME, 640);
  tb_test_wait_until (gtk_widget_get_width (GTK_WIDGET (self->base.window)) <= 360 + FRAME);
  page = tb_window_test_show_page (&self->base, "review");
  tb_ui_test_get (GTK_WIDGET (page), TB_TYPE_DIFFERENCE_ROW, NULL);
  tb_window_test_wait_frames (&self->base, 3);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (page)), <=, 360);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->base.window), actions[i], NULL);
      tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
      tb_window_test_wait_frames (&self->base, 3);
      tb_names_test_check (tb_connected_test_get_dialog (self));
      tb_connected_test_close_dialog (self);
    }
}

#define HERE "广东省深圳市南山区"
#define THERE "湖南省长沙市岳麓区"

static gboolean
is_masked (GtkWidget *page)
{
  return !tb_ui_test_has_words (page, HERE) && !tb_ui_test_has_words (page, THERE);
}

/* Protected values are read when a reason was given, which is journalled, and not before. */
static void
test_review_reveal (TbConnectedTest *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page, *dialog;

  add_document (self->server, "settings", "{\"type\":\"settings\",\"sensitive\":\"all\"}");
  id = tb_connected_test_make_difference (self, TB_PERSON_HOUSEHOLD_PLACE, HERE, THERE);
  page = GTK_WIDGET (tb_window_test_show_page (&self->base, "review"));
  tb_ui_test_get (page, TB_TYPE_DIFFERENCE_ROW, NULL);
  tb_ui_test_wait_for_words (page, "Stands now");
  g_assert_true (is_masked (page));

  tb_ui_test_click (page, "Reveal");
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
  dialog = tb_connected_test_get_dialog (self);
  tb_names_test_check (dialog);
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "reveal"));
  g_assert_true (is_masked (page));
  tb_ui_test_type (dialog, "Reason", "核对户籍地");
  tb_ui_test_click (dialog, "_Show");

  tb_ui_test_wait_for_words (page, HERE);
  g_assert_true (tb_ui_test_has_words (page, THERE));
  history = tb_session_get_history (tb_window_get_session (self->base.window), &tb_type_person, id,
                                    1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((TbJournalEntry *)g_ptr_array_index (history, 0))->op, ==, TB_CHANGE_REVEAL);
}

static GtkWidget *
show_person (TbConnectedTest *self, const char *id)
{
  TbPage *page;
  GtkWidget *pane;

  gtk_widget_activate_action (GTK_WIDGET (self->base.window), "win.show-record", "(ss)", "person",
                              id);
  page = tb_window_get_page (self->base.window);
  pane = tb_ui_test_get (GTK_WIDGET (page), TB_TYPE_DETAIL_PANE, NULL);
  tb_ui_test_wait_for_words (pane, "Last changed");
  return pane;
}

/* What a newer version wrote is said to be for reading only, and not offered to be edited. */
static void
test_newer (TbConnectedTest *self, gconstpointer data)
{
  const char *words = "written on another desk by a newer version";
  g_autoptr (TbRecord) person
      = tb_ui_test_add (tb_window_get_session (self->base.window), &tb_type_person, "曾志强");
  GtkWidget *pane;

  add_newer (self->server);
  tb_connected_test_connect (tb_window_get_sync (self->base.window), self->server);
  tb_connected_test_sync (tb_window_get_sync (self->base.window));

  tb_window_test_show_page (&self->base, "members");
  pane = show_person (self, NEWER_ID);
  tb_ui_test_wait_for_words (pane, words);
  g_assert_false (gtk_widget_get_sensitive (tb_ui_test_get (pane, GTK_TYPE_BUTTON, "Edit")));
  g_assert_false (tb_ui_test_has_words (pane, "Incomplete"));
  tb_names_test_check (pane);

  pane = show_person (self, tb_record_get_id (person));
  tb_test_wait_until (gtk_widget_get_sensitive (tb_ui_test_get (pane, GTK_TYPE_BUTTON, "Edit")));
  tb_test_wait_until (!tb_ui_test_has_words (pane, words));
}

/* Of two loads that were both answered before the window got to them, the last one counts. */
static void
test_load_twice (TbConnectedTest *self, gconstpointer data)
{
  TbSession *session = tb_window_get_session (self->base.window);
  g_autoptr (TbRecord) first = tb_ui_test_add (session, &tb_type_person, "单晓玲");
  g_autoptr (TbRecord) second = tb_ui_test_add (session, &tb_type_person, "曾志强");
  TbRecordDetail *detail
      = TB_RECORD_DETAIL (g_object_ref_sink (g_object_new (TB_TYPE_RECORD_DETAIL, NULL)));

  tb_record_detail_set_session (detail, session);
  tb_record_detail_load (detail, &tb_type_person, tb_record_get_id (first));
  /* Both readers have come past it. */
  for (guint i = 0; i < 8; i++)
    g_free (dup_text (session, tb_record_get_id (first), TB_PERSON_NAME));
  tb_record_detail_load (detail, &tb_type_person, tb_record_get_id (second));

  tb_test_wait_until (tb_record_detail_get_record (detail) != NULL);
  g_assert_cmpstr (tb_record_get_id (tb_record_detail_get_record (detail)), ==,
                   tb_record_get_id (second));
  g_object_unref (detail);
}

/* Leaving the service leaves the register. */
static void
test_disconnect (TbConnectedTest *self, gconstpointer data)
{
  TbSync *sync = tb_window_get_sync (self->base.window);

  tb_connected_test_connect (sync, self->server);
  gtk_widget_activate_action (GTK_WIDGET (self->base.window), "win.disconnect-service", NULL);
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
  tb_ui_test_click (tb_connected_test_get_dialog (self), "_Disconnect");
  tb_test_wait_until (tb_sync_get_account (sync) == NULL);
  tb_test_wait_until (tb_ui_test_find (GTK_WIDGET (self->base.window), TB_TYPE_SYNC_ROW, NULL)
                      == NULL);

  /* The password was in no keyring, and none is asked to forget it. */
  tb_ui_test_wait_for_words (GTK_WIDGET (self->base.window), "Disconnected");
  g_assert_null (tb_connected_test_get_dialog (self));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/sync/" name, TbConnectedTest, NULL, tb_connected_test_set_up, func,            \
              tb_connected_test_tear_down)

int
main (int argc, char **argv)
{
  if (!tb_connected_test_init (&argc, &argv))
    return 77;

  ADD ("assistant", test_assistant);
  ADD ("assistant-another-register", test_assistant_another_register);
  ADD ("assistant-counts-records", test_assistant_counts_records);
  ADD ("assistant-faults", test_assistant_faults);
  ADD ("row", test_row);
  ADD ("password", test_password);
  ADD ("sync-now-fails", test_sync_now_fails);
  ADD ("refused", test_refused);
  ADD ("review-take", test_review_take);
  ADD ("review-write", test_review_write);
  ADD ("review-keep", test_review_keep);
  ADD ("review-reveal", test_review_reveal);
  ADD ("narrow", test_narrow);
  ADD ("newer", test_newer);
  ADD ("load-twice", test_load_twice);
  ADD ("disconnect", test_disconnect);

  return tb_test_run ();
}
