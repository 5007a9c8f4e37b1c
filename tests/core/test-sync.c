/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window and the command line hold of the exchange. */

#include <string.h>

#include "tb-attachments.h"
#include "tb-desk-test.h"
#include "tb-error.h"
#include "tb-session-private.h"
#include "tb-statement.h"
#include "tb-sync-private.h"
#include "tb-test.h"

/* Two registers of one branch; the first one through what the window holds. */
typedef struct
{
  TbMemoryServer *server; /* (owned) */
  TbMemoryServer *files;  /* (owned) */
  TbDeskTest a;
  TbDeskTest b;
  TbSync *sync;         /* (owned): of a */
  guint n_broken;       /* peers that fail at once, before one works */
  TbMemoryPeer *peer;   /* (owned) (nullable): the last one of records */
  TbRecord *enterprise; /* (owned) */
} Fixture;

static TbSyncPeer *
make_peer (const TbSyncAccount *account, TbSyncWhat what, gpointer data, GError **error)
{
  Fixture *fixture = data;
  TbMemoryPeer *peer
      = tb_memory_peer_new (what == TB_SYNC_FILES ? fixture->files : fixture->server);

  if (fixture->n_broken > 0)
    {
      fixture->n_broken--;
      tb_memory_peer_break_after (peer, 0);
    }
  if (what == TB_SYNC_RECORDS)
    g_set_object (&fixture->peer, peer);
  return TB_SYNC_PEER (peer);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbSyncAccount) account
      = tb_sync_account_new ("https://service.example.org", "gz", "liaison");
  g_autoptr (GError) error = NULL;

  fixture->server = tb_memory_server_new ();
  fixture->files = tb_memory_server_new ();
  tb_desk_test_open (&fixture->a, "a", fixture->server);
  tb_desk_test_open (&fixture->b, "b", fixture->server);
  fixture->sync = tb_sync_new (fixture->a.core.session);
  tb_sync_set_peer_func (fixture->sync, make_peer, fixture);
  tb_sync_save_account (fixture->a.core.session, account, &error);
  g_assert_no_error (error);
  fixture->enterprise
      = tb_core_test_add_record (&fixture->a.core, "enterprise", "name", "甲公司", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer there = fixture->sync;

  tb_sync_stop (fixture->sync);
  /* What its threads have still to tell holds it until it is told. */
  g_object_add_weak_pointer (G_OBJECT (fixture->sync), &there);
  g_clear_object (&fixture->sync);
  tb_test_wait_until (there == NULL);
  g_clear_object (&fixture->peer);
  g_clear_object (&fixture->enterprise);
  tb_desk_test_close (&fixture->a);
  tb_desk_test_close (&fixture->b);
  g_clear_pointer (&fixture->server, tb_memory_server_free);
  g_clear_pointer (&fixture->files, tb_memory_server_free);
}

static void
sync_now (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  tb_sync_now (fixture->sync, NULL, &error);
  g_assert_no_error (error);
}

/* Both desks write another remark, and both hear of it. */
static void
make_conflict (Fixture *fixture)
{
  g_autofree char *batch = NULL;
  g_autofree char *other_batch = NULL;

  sync_now (fixture);
  tb_desk_test_exchange (&fixture->b);
  batch = tb_desk_test_set (&fixture->a, fixture->enterprise, "remark", "甲写的");
  other_batch = tb_desk_test_set (&fixture->b, fixture->enterprise, "remark", "乙写的");
  tb_desk_test_exchange (&fixture->b);
  sync_now (fixture);
  tb_desk_test_exchange (&fixture->b);
}

static TbSyncReview *
get_review (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = tb_sync_list_reviews (fixture->sync, TRUE, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reviews->len, ==, 1);
  return g_ptr_array_steal_index (reviews, 0);
}

static char *
resolve (Fixture *fixture, gint64 number, TbSyncChoice choice, const char *typed)
{
  g_autoptr (GError) error = NULL;
  char *batch = tb_sync_resolve (fixture->sync, number, choice, typed, NULL, &error);

  g_assert_no_error (error);
  return batch;
}

static guint
count_open (Fixture *fixture)
{
  return tb_desk_test_count (&fixture->a, "SELECT count(*) FROM sync_review WHERE state = 'open'");
}

static void
test_now (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSyncStatus) status = NULL;

  status = tb_sync_get_status (fixture->sync, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status->n_waiting, ==, 1);
  g_assert_null (status->last_success);
  g_clear_pointer (&status, tb_sync_status_free);

  sync_now (fixture);
  status = tb_sync_get_status (fixture->sync, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status->n_waiting, ==, 0);
  g_assert_nonnull (status->last_success);
  g_assert_cmpstr (status->account->branch, ==, "gz");
  g_assert_cmpint (strlen (status->device), ==, 36);
  g_assert_cmpuint (g_strv_length (status->shared), ==, 0);
  g_assert_cmpuint (g_strv_length (status->withheld), >, 0);
}

/* A failure is remembered, is no success, and is forgotten after one. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSyncStatus) status = NULL;

  fixture->n_broken = 1;
  g_assert_false (tb_sync_now (fixture->sync, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE);
  status = tb_sync_get_status (fixture->sync, NULL, NULL);
  g_assert_null (status->last_success);
  /* Nobody tries it again by itself, so that is not said. */
  g_assert_true (g_str_has_prefix (error->message, status->failure));
  g_assert_true (g_str_has_suffix (error->message, "is kept, and sent the next time."));
  g_clear_pointer (&status, tb_sync_status_free);

  sync_now (fixture);
  status = tb_sync_get_status (fixture->sync, NULL, NULL);
  g_assert_null (status->failure);
  g_assert_nonnull (status->last_success);
}

static gpointer
sync_elsewhere (gpointer data)
{
  sync_now (data);
  return NULL;
}

static void
notify_cb (TbSync *sync, GParamSpec *pspec, GThread **thread)
{
  *thread = g_thread_self ();
}

/* What is shown changes on the thread that shows it, even while that is not in its main loop. */
static void
test_tell_here (Fixture *fixture, gconstpointer data)
{
  GThread *thread = NULL;

  g_signal_connect (fixture->sync, "notify::state", G_CALLBACK (notify_cb), &thread);
  g_thread_join (g_thread_new ("elsewhere", sync_elsewhere, fixture));
  g_assert_null (thread);
  tb_test_wait_until (thread != NULL);
  g_assert_true (thread == g_thread_self ());
  g_signal_handlers_disconnect_by_data (fixture->sync, &thread);
}

/* Whoever waits until nobody else exchanges may give up. */
static void
test_give_up_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean done;

  g_assert_false (tb_sync_thread_ask (fixture->sync, &done, NULL, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (tb_sync_now (fixture->sync, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  tb_sync_thread_end_turn (fixture->sync);
  sync_now (fixture);
}

static void
test_no_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  tb_sync_save_account (fixture->a.core.session, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (tb_sync_now (fixture->sync, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
}

static gpointer
run_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, data, error);

  return GINT_TO_POINTER (statement != NULL && tb_statement_run (statement, error));
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;

  tb_session_run_write (fixture->a.core.session, run_in_writer, (gpointer)sql, NULL, &error);
  g_assert_no_error (error);
}

/* A service is remembered as a whole or not at all, wherever writing it ends. */
static void
test_half_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbSyncAccount) other
      = tb_sync_account_new ("https://other.example.org", "fl", "secretary");
  g_autoptr (TbSyncAccount) kept = NULL;
  g_autoptr (GError) error = NULL;

  run_sql (fixture, "CREATE TEMP TRIGGER full BEFORE INSERT ON setting WHEN new.key = 'sync.user'"
                    " BEGIN SELECT raise (ABORT, 'no room'); END");
  g_assert_false (tb_sync_set_up (fixture->sync, other, NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_clear_error (&error);

  kept = tb_sync_load_account (fixture->a.core.session, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept->url, ==, "https://service.example.org");
  g_assert_cmpstr (kept->branch, ==, "gz");
  g_assert_cmpstr (kept->user, ==, "liaison");
}

/* What changed while the numbers were being read is read, too, where that failed. */
static void
test_count_again (Fixture *fixture, gconstpointer data)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  run_sql (fixture, "ALTER TABLE sync_review RENAME TO away");
  tb_sync_watch (fixture->sync);
  tb_sync_recount (fixture->sync);
  while (!g_main_context_pending (NULL) && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  run_sql (fixture, "ALTER TABLE away RENAME TO sync_review");
  tb_test_wait_until (tb_sync_get_n_waiting (fixture->sync) == 1);
}

/* What is tried again by itself says so. */
static void
test_live_failure (Fixture *fixture, gconstpointer data)
{
  fixture->n_broken = G_MAXINT;
  tb_sync_start (fixture->sync);
  tb_test_wait_until (tb_sync_get_state (fixture->sync) == TB_SYNC_WAITING);
  g_assert_true (tb_sync_is_automatic (fixture->sync));
  g_assert_nonnull (strstr (tb_sync_get_message (fixture->sync), "It is tried again by itself"));
}

/* The other value is taken, which can be undone, and the other desk follows. */
static void
test_take (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbSyncReview) review = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *value = NULL;
  g_autofree char *value_there = NULL;
  g_autoptr (GError) error = NULL;

  make_conflict (fixture);
  review = get_review (fixture);
  g_assert_cmpint (review->kind, ==, TB_SYNC_REVIEW_FIELD);
  g_assert_cmpstr (review->title, ==, "甲公司");
  g_assert_cmpstr (review->kept, !=, review->other);

  batch = resolve (fixture, review->number, TB_SYNC_TAKE, NULL);
  g_assert_cmpstr (batch, !=, "");
  value = tb_desk_test_dup (&fixture->a, fixture->enterprise, "remark");
  g_assert_cmpstr (value, ==, review->other);
  g_assert_cmpuint (count_open (fixture), ==, 0);

  /* Decided twice is a mistake. */
  g_assert_null (tb_sync_resolve (fixture->sync, review->number, TB_SYNC_KEEP, NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_clear_error (&error);

  undone = tb_session_undo (fixture->a.core.session, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_open (fixture), ==, 1);
  g_clear_pointer (&batch, g_free);
  batch = resolve (fixture, review->number, TB_SYNC_TAKE, NULL);

  sync_now (fixture);
  tb_desk_test_exchange (&fixture->b);
  value_there = tb_desk_test_dup (&fixture->b, fixture->enterprise, "remark");
  g_assert_cmpstr (value_there, ==, review->other);
  /* Nobody there is asked any more. */
  g_assert_cmpint (
      tb_desk_test_count (&fixture->b, "SELECT count(*) FROM sync_review WHERE state = 'open'"), ==,
      0);
}

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbSyncReview) review = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *value = NULL;

  make_conflict (fixture);
  review = get_review (fixture);
  batch = resolve (fixture, review->number, TB_SYNC_KEEP, NULL);
  g_assert_cmpstr (batch, ==, "");
  value = tb_desk_test_dup (&fixture->a, fixture->enterprise, "remark");
  g_assert_cmpstr (value, ==, review->kept);
  g_assert_cmpuint (count_open (fixture), ==, 0);
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbSyncReview) review = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *value = NULL;

  make_conflict (fixture);
  review = get_review (fixture);
  batch = resolve (fixture, review->number, TB_SYNC_WRITE, "两人都对");
  value = tb_desk_test_dup (&fixture->a, fixture->enterprise, "remark");
  g_assert_cmpstr (value, ==, "两人都对");
  g_assert_cmpuint (count_open (fixture), ==, 0);
}

static gboolean
has_pushed (Fixture *fixture, guint n)
{
  return tb_memory_server_get_n_documents (fixture->server) >= n
         && tb_sync_get_state (fixture->sync) == TB_SYNC_IDLE;
}

/* What is changed here goes out by itself, and what others change comes. */
static void
test_live (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) other = NULL;

  tb_sync_start (fixture->sync);
  tb_test_wait_until (has_pushed (fixture, 1));
  tb_test_wait_until (tb_sync_get_last_success (fixture->sync) != NULL);

  other = tb_core_test_add_record (&fixture->a.core, "enterprise", "name", "乙公司", NULL);
  tb_test_wait_until (has_pushed (fixture, 2));
  sync_now (fixture);
  tb_test_wait_until (tb_sync_get_n_waiting (fixture->sync) == 0);
  tb_desk_test_exchange (&fixture->b);
  tb_desk_test_assert_equal (&fixture->a, &fixture->b);
}

/* A service that does not wait, as one that is being looked after, is not asked again and again. */
static void
test_live_hurried (Fixture *fixture, gconstpointer data)
{
  guint n_before;

  tb_sync_start (fixture->sync);
  tb_test_wait_until (has_pushed (fixture, 1));
  n_before = tb_memory_peer_get_n_calls (fixture->peer);
  for (guint i = 0; i < 20; i++)
    tb_desk_test_exchange (&fixture->b);
  g_assert_cmpuint (tb_memory_peer_get_n_calls (fixture->peer) - n_before, <, 10);
}

/* What only a newer program understands is shown, and neither changed nor told otherwise. */
static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  TbPeerDocument *document = g_new0 (TbPeerDocument, 1);
  g_autoptr (TbSyncPeer) peer = TB_SYNC_PEER (tb_memory_peer_new (fixture->server));
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (JsonNode) node = json_from_string (
      "{\"type\":\"enterprise\",\"schema\":99,\"by\":\"x\",\"at\":\"2026-11-22T02:00:00.000Z\","
      "\"name\":\"未来公司\",\"colour\":\"red\"}",
      NULL);
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  char *batch;

  g_ptr_array_add (documents, document);
  document->id = g_strdup ("enterprise:01a200fb-5100-7440-9be8-1822dba7dac1");
  document->rev = g_strdup ("1-0123456789abcdef0123456789abcdef");
  document->ancestry = g_strsplit (document->rev, " ", -1);
  document->body = json_node_dup_object (node);
  tb_sync_peer_put (peer, documents, &refusals, NULL, &error);
  g_assert_no_error (error);

  sync_now (fixture);
  record = tb_session_load (fixture->a.core.session, tb_record_types_find ("enterprise"),
                            "01a200fb-5100-7440-9be8-1822dba7dac1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tb_core_test_get (record, "name"), ==, "未来公司");

  tb_core_test_set (record, "remark", "改");
  batch = tb_session_save (fixture->a.core.session, record, NULL, &error);
  g_assert_error (error, TB_ERROR, TB_ERROR_NEWER);
  g_assert_null (batch);
  g_assert_cmpint (tb_desk_test_count (
                       &fixture->a, "SELECT count(*) FROM sync_revision WHERE body LIKE '%red%'"),
                   ==, 1);
}

static gint64
count_waiting (TbSync *sync)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSyncStatus) status = tb_sync_get_status (sync, NULL, &error);

  g_assert_no_error (error);
  return status->n_waiting;
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  guint64 *last = data;

  g_assert_cmpuint (done, <=, total);
  *last = done;
}

/* A file goes to the branch's files after its record, and is fetched where it is wanted. */
static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbSyncAccount) account
      = tb_sync_account_new ("https://service.example.org", "gz", "liaison");
  g_autoptr (TbSync) other = tb_sync_new (fixture->b.core.session);
  g_autoptr (TbRecord) organisation = NULL;
  g_autoptr (TbRecord) project = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("照片", 6);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *batch = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  guint64 n_fetched = 0;
  gint64 n_before;
  g_autoptr (GError) error = NULL;

  organisation = tb_core_test_add_record (&fixture->a.core, "organisation", "name", "甲支部",
                                          "kind", "branch", NULL);
  project = tb_core_test_add_record (&fixture->a.core, "project", "title", "修电梯", "initiator",
                                     tb_record_get_id (organisation), NULL);
  /* The row of the file, and the file. */
  n_before = count_waiting (fixture->sync);
  batch = tb_session_attach_bytes (fixture->a.core.session, tb_record_types_find ("project"),
                                   tb_record_get_id (project), bytes, "a.txt", NULL, NULL, NULL,
                                   &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_waiting (fixture->sync), ==, n_before + 2);
  sync_now (fixture);
  g_assert_cmpint (count_waiting (fixture->sync), ==, 0);
  g_assert_cmpuint (tb_memory_server_get_n_documents (fixture->files), ==, 1);

  tb_sync_set_peer_func (other, make_peer, fixture);
  tb_sync_save_account (fixture->b.core.session, account, &error);
  g_assert_no_error (error);
  tb_sync_now (other, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_waiting (other), ==, 0);
  faults = tb_session_verify (fixture->b.core.session, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_false (tb_faults_has_damage (faults));

  tb_sync_fetch_file (other, sha256, progress_cb, &n_fetched, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_fetched, ==, g_bytes_get_size (bytes));
  tb_core_test_assert_sound (&fixture->b.core);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);
#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  add ("/sync/now", test_now);
  add ("/sync/failure", test_failure);
  add ("/sync/tell-here", test_tell_here);
  add ("/sync/give-up-waiting", test_give_up_waiting);
  add ("/sync/no-account", test_no_account);
  add ("/sync/take", test_take);
  add ("/sync/keep", test_keep);
  add ("/sync/write", test_write);
  add ("/sync/live", test_live);
  add ("/sync/live-failure", test_live_failure);
  add ("/sync/half-account", test_half_account);
  add ("/sync/count-again", test_count_again);
  add ("/sync/live-hurried", test_live_hurried);
  add ("/sync/newer", test_newer);
  add ("/sync/files", test_files);
#undef add
  return tb_test_run ();
}
