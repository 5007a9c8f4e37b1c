/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "tb-attachment-row.h"
#include "tb-attachments.h"
#include "tb-blob.h"
#include "tb-connected-test.h"
#include "tb-names-test.h"
#include "tb-revision.h"
#include "tb-test.h"
#include "tb-type-event.h"
#include "tb-type-organisation.h"
#include "tb-ui-test.h"

#define NAME "签到表.txt"

#define ON_SERVICE "On the service"

/* A window whose register has an event of another desk, with a file that is not here. */
typedef struct
{
  TbConnectedTest base;
  GBytes *bytes; /* (owned) */
  char *sha256;  /* (owned) */
  char *event;   /* (owned): id */
} Test;

static char *
add_event (TbSession *session)
{
  g_autoptr (TbRecord) organisation = tb_ui_test_add (session, &tb_type_organisation, "联合党支部");
  g_autoptr (TbRecord) event = tb_record_new (&tb_type_event);
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  tb_record_set_text (event, TB_EVENT_TITLE, "主题党日");
  tb_record_set_text (event, TB_EVENT_KIND, "ZW");
  tb_record_set_text (event, TB_EVENT_ORGANISATION, tb_record_get_id (organisation));
  tb_record_set_text (event, TB_EVENT_PLANNED_ON, "2026-11-20");
  batch = tb_session_save (session, event, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (tb_record_get_id (event));
}

static void
attach (Test *test, TbSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_attach_bytes (session, &tb_type_event, test->event,
                                                    test->bytes, NAME, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
}

static TbSession *
get_session (Test *test)
{
  return tb_window_get_session (test->base.base.window);
}

static TbSync *
get_sync (Test *test)
{
  return tb_window_get_sync (test->base.base.window);
}

/* More than one group of chunks, so that there is a way to tell how far it is. */
static void
make_bytes (Test *test)
{
  gsize size = 5 * TB_BLOB_CHUNK_SIZE + 9;
  guchar *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guchar)('a' + (i * 7 + (i >> 11)) % 26);
  test->bytes = g_bytes_new_take (data, size);
  test->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, test->bytes);
}

static void
set_up (Test *test, gconstpointer data)
{
  g_autoptr (TbSession) there = tb_ui_test_open ();
  g_autoptr (TbSync) sync_there = tb_sync_new (there);

  tb_connected_test_set_up (&test->base, data);
  make_bytes (test);
  test->event = add_event (there);
  attach (test, there);
  tb_connected_test_connect (sync_there, test->base.server);
  tb_connected_test_sync (sync_there);
  tb_session_close (there);

  tb_connected_test_connect (get_sync (test), test->base.server);
  tb_connected_test_sync (get_sync (test));
}

static void
tear_down (Test *test, gconstpointer data)
{
  tb_connected_test_tear_down (&test->base, data);
  g_clear_pointer (&test->bytes, g_bytes_unref);
  g_clear_pointer (&test->sha256, g_free);
  g_clear_pointer (&test->event, g_free);
}

static GtkWidget *
get_row (Test *test)
{
  TbPage *page;

  gtk_widget_activate_action (GTK_WIDGET (test->base.base.window), "win.show-record", "(ss)",
                              "event", test->event);
  page = tb_window_get_page (test->base.base.window);
  return tb_ui_test_get (GTK_WIDGET (page), TB_TYPE_ATTACHMENT_ROW, NAME);
}

static char *
dup_local_path (Test *test)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_session_get_path (get_session (test)));

  return tb_file_store_dup_path (store, test->sha256);
}

static gboolean
is_here (Test *test)
{
  g_autofree char *path = dup_local_path (test);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Whether @path holds the file. */
static gboolean
is_the_file (Test *test, const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  return bytes != NULL && g_bytes_equal (bytes, test->bytes);
}

static void
wait_for_dialog (Test *test, const char *words)
{
  tb_test_wait_until (tb_connected_test_get_dialog (&test->base) != NULL);
  tb_ui_test_wait_for_words (tb_connected_test_get_dialog (&test->base), words);
  tb_names_test_check (tb_connected_test_get_dialog (&test->base));
}

static void
wait_until_closed (Test *test)
{
  tb_test_wait_until (tb_connected_test_get_dialog (&test->base) == NULL);
}

/* The desktop's program for text: it leaves a copy of what it was given. */
static char *
install_viewer (void)
{
  char *seen = tb_test_dup_path ("seen.txt");
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *entry = g_build_filename (folder, "viewer.desktop", NULL);
  g_autofree char *defaults = g_build_filename (folder, "mimeapps.list", NULL);
  g_autofree char *text = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Viewer\n"
                                           "Exec=cp %%f %s\nMimeType=text/plain;\n",
                                           seen);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (entry, text, -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (defaults, "[Default Applications]\ntext/plain=viewer.desktop\n", -1, &error);
  g_assert_no_error (error);
  g_unlink (seen);
  return seen;
}

/* Opened as if it were here. */
static void
test_open (Test *test, gconstpointer data)
{
  g_autofree char *seen = install_viewer ();
  GtkWidget *row = get_row (test);

  tb_ui_test_wait_for_words (row, ON_SERVICE);
  tb_names_test_check (row);
  g_assert_false (is_here (test));

  gtk_widget_activate (row);
  tb_test_wait_until (is_the_file (test, seen));
  g_assert_true (is_here (test));
  tb_test_wait_until (!tb_ui_test_has_words (row, ON_SERVICE));
  g_assert_null (tb_ui_test_find (row, GTK_TYPE_BUTTON, "Fetch “" NAME "”"));
}

static void
test_save (Test *test, gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path ("saved.txt");
  g_autoptr (GFile) target = g_file_new_for_path (path);

  tb_attachment_row_save_to (TB_ATTACHMENT_ROW (get_row (test)), target);
  tb_test_wait_until (is_the_file (test, path));
  g_assert_true (is_here (test));
}

/* Begins, and waits until the service has been asked so often. */
static void
begin_fetching (Test *test, GtkWidget *row, guint n_asked)
{
  tb_ui_test_click (row, "Fetch “" NAME "”");
  tb_ui_test_wait_for_words (row, "Fetching from the service…");
  tb_test_wait_until (tb_fault_server_count (test->base.server, TB_FAULT_SERVER_FILES "/_bulk_get")
                      == n_asked);
}

/* Fetching is told and can be stopped, by its button and by the keyboard, and be done later. */
static void
test_stop (Test *test, gconstpointer data)
{
  const TbServerFault silence
      = { .on = TB_FAULT_SERVER_FILES "/_bulk_get", .kind = TB_FAULT_SILENCE, .times = 2 };
  GtkWidget *row = get_row (test);

  tb_fault_server_add (test->base.server, &silence);
  begin_fetching (test, row, 1);
  tb_names_test_check (row);
  tb_ui_test_click (row, "Stop Fetching “" NAME "”");
  tb_ui_test_wait_for_words (row, ON_SERVICE);

  begin_fetching (test, row, 2);
  g_assert_true (gtk_widget_activate_action (row, "attachment.stop", NULL));
  tb_ui_test_wait_for_words (row, ON_SERVICE);
  g_assert_null (tb_connected_test_get_dialog (&test->base));
  g_assert_false (is_here (test));

  tb_ui_test_click (row, "Fetch “" NAME "”");
  tb_test_wait_until (is_here (test));
}

/* What is asked for while the file is on its way waits for that. */
static void
test_meanwhile (Test *test, gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path ("meanwhile.txt");
  g_autoptr (GFile) target = g_file_new_for_path (path);
  GtkWidget *row = get_row (test);

  tb_ui_test_click (row, "Fetch “" NAME "”");
  tb_attachment_row_save_to (TB_ATTACHMENT_ROW (row), target);
  tb_test_wait_until (is_the_file (test, path));
}

/* Whoever goes elsewhere does not wait: nothing opens that nobody looks for any more. */
static void
test_leave (Test *test, gconstpointer data)
{
  const TbServerFault silence
      = { .on = TB_FAULT_SERVER_FILES "/_bulk_get", .kind = TB_FAULT_SILENCE, .times = 1 };
  g_autofree char *path = tb_test_dup_path ("elsewhere.db");
  GtkWidget *row = get_row (test);

  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *)&row);
  tb_fault_server_add (test->base.server, &silence);
  gtk_widget_activate (row);
  tb_ui_test_wait_for_words (row, "Fetching from the service…");
  tb_window_open (test->base.base.window, path, TB_OPEN_CREATE);
  tb_test_wait_until (row == NULL);
}

/* While somebody reads what went wrong, nothing is said to go on. */
static void
assert_not_fetching (GtkWidget *row)
{
  g_assert_false (tb_ui_test_has_words (row, "Fetching"));
  g_assert_true (tb_ui_test_has_words (row, ON_SERVICE));
  g_assert_null (tb_ui_test_find (row, GTK_TYPE_BUTTON, "Stop Fetching “" NAME "”"));
  g_assert_null (tb_ui_test_find (row, ADW_TYPE_SPINNER, NULL));
}

/* What went wrong is said, and trying again mends it. */
static void
test_busy (Test *test, gconstpointer data)
{
  const TbServerFault busy = {
    .on = TB_FAULT_SERVER_FILES "/_bulk_get", .kind = TB_FAULT_STATUS, .status = 503, .times = 1
  };
  GtkWidget *row = get_row (test);

  tb_fault_server_add (test->base.server, &busy);
  tb_ui_test_click (row, "Fetch “" NAME "”");
  wait_for_dialog (test, "busy");
  assert_not_fetching (row);
  tb_ui_test_click (tb_connected_test_get_dialog (&test->base), "_Try Again");
  tb_test_wait_until (is_here (test));
  wait_until_closed (test);
}

static void
test_offline (Test *test, gconstpointer data)
{
  GtkWidget *row = get_row (test);

  g_clear_pointer (&test->base.server, tb_fault_server_free);
  gtk_widget_activate (row);
  wait_for_dialog (test, "cannot be reached");
  assert_not_fetching (row);
  tb_ui_test_click (tb_connected_test_get_dialog (&test->base), "_Close");
  wait_until_closed (test);
  tb_ui_test_wait_for_words (row, ON_SERVICE);
}

/* The record has come, and the service has no file for it. */
static void
test_gone (Test *test, gconstpointer data)
{
  g_autoptr (TbMemoryServer) empty = tb_memory_server_new ();
  GtkWidget *row = get_row (test);

  tb_memory_server_restore (tb_fault_server_get_files (test->base.server), empty);
  gtk_widget_activate (row);
  wait_for_dialog (test, "has not come to the service yet");
  tb_connected_test_close_dialog (&test->base);
  tb_ui_test_wait_for_words (row, ON_SERVICE);
  g_assert_false (is_here (test));
}

/* Another file under this file's digest. */
static void
put_other_file (Test *test)
{
  g_autoptr (TbMemoryServer) empty = tb_memory_server_new ();
  TbMemoryServer *files = tb_fault_server_get_files (test->base.server);
  TbPeerDocument *document = g_new0 (TbPeerDocument, 1);
  g_autofree char *words = g_base64_encode ((const guchar *)"other", 5);

  document->id = tb_blob_dup_chunk_id (test->sha256, 0);
  document->body = json_object_new ();
  json_object_set_string_member (document->body, "type", "blob");
  json_object_set_int_member (document->body, "size", 5);
  json_object_set_string_member (document->body, "data", words);
  document->rev = tb_revision_new (FALSE, NULL, document->body);
  document->ancestry = g_strdupv ((char *[]){ document->rev, NULL });
  tb_memory_server_restore (files, empty);
  tb_memory_server_put (files, document);
}

static void
test_damaged (Test *test, gconstpointer data)
{
  GtkWidget *row = get_row (test);

  put_other_file (test);
  gtk_widget_activate (row);
  wait_for_dialog (test, "came damaged");
  tb_connected_test_close_dialog (&test->base);
  tb_ui_test_wait_for_words (row, ON_SERVICE);
  g_assert_false (is_here (test));
}

/* Without a service it is said where the file is, and what to do. */
static void
test_unconnected (Test *test, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  GtkWidget *row = get_row (test);

  tb_sync_disconnect_async (get_sync (test), NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL && tb_sync_get_account (get_sync (test)) == NULL);
  tb_ui_test_wait_for_words (row, "On another desk");
  g_assert_null (tb_ui_test_find (row, GTK_TYPE_BUTTON, "Fetch “" NAME "”"));

  gtk_widget_activate (row);
  wait_for_dialog (test, "Connect to the service of the branch");
  tb_ui_test_click (tb_connected_test_get_dialog (&test->base), "_Connect to a Service…");
  tb_test_wait_until (tb_connected_test_get_dialog (&test->base) != NULL);
  tb_ui_test_get (tb_connected_test_get_dialog (&test->base), ADW_TYPE_ENTRY_ROW,
                  "Address of the Service");
}

/* A file of this desk that was lost comes back from the service. */
static void
test_lost (Test *test, gconstpointer data)
{
  g_autofree char *path = dup_local_path (test);
  GtkWidget *row;

  g_free (test->event);
  test->event = add_event (get_session (test));
  attach (test, get_session (test));
  tb_connected_test_sync (get_sync (test));
  g_assert_true (is_here (test));
  g_assert_cmpint (g_unlink (path), ==, 0);

  row = get_row (test);
  tb_ui_test_wait_for_words (row, "The file is missing. It is fetched");
  tb_ui_test_click (row, "Fetch “" NAME "”");
  tb_test_wait_until (is_the_file (test, path));
  tb_test_wait_until (!tb_ui_test_has_words (row, "missing"));
}

#define ADD(name, func) g_test_add ("/app/fetch-file/" name, Test, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (!tb_connected_test_init (&argc, &argv))
    return 77;

  ADD ("open", test_open);
  ADD ("save", test_save);
  ADD ("stop", test_stop);
  ADD ("meanwhile", test_meanwhile);
  ADD ("leave", test_leave);
  ADD ("busy", test_busy);
  ADD ("offline", test_offline);
  ADD ("gone", test_gone);
  ADD ("damaged", test_damaged);
  ADD ("unconnected", test_unconnected);
  ADD ("lost", test_lost);

  return tb_test_run ();
}
