/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-http-peer.h"

#include <string.h>

#include "tb-blob.h"
#include "tb-error.h"
#include "tb-peer-test.h"
#include "tb-revision.h"
#include "tb-service-test.h"
#include "tb-sync-test.h"

#define USER "chenhui"
#define PASSWORD "a-password-of-tests"
#define ROLE "branch-of-tests"

static TbServiceTest *service; /* (owned): one for all tests, each of which has a branch */

typedef struct
{
  char *branch;         /* (owned) */
  char *database;       /* (owned) */
  TbHttpClient *client; /* (owned) */
  TbSyncPeer *peer;     /* (owned) */
} Test;

static void
set_up (Test *test, gconstpointer data)
{
  test->branch = tb_service_test_add_branch (service, ROLE);
  test->database = tb_service_dup_database (test->branch);
  test->client = tb_service_test_new_client (service, USER, PASSWORD);
  test->peer = tb_http_peer_new (test->client, test->database);
}

static void
tear_down (Test *test, gconstpointer data)
{
  g_assert_finalize_object (test->peer);
  g_assert_finalize_object (test->client);
  g_free (test->database);
  g_free (test->branch);
}

static TbPeerInfo *
open_peer (TbSyncPeer *peer)
{
  g_autoptr (GError) error = NULL;
  TbPeerInfo *info = tb_sync_peer_open (peer, NULL, &error);

  g_assert_no_error (error);
  return info;
}

static void
test_open (Test *test, gconstpointer data)
{
  g_autoptr (TbPeerInfo) info = open_peer (test->peer);
  g_autoptr (TbPeerInfo) again = open_peer (test->peer);

  g_assert_cmpstr (info->name, ==, test->database);
  g_assert_nonnull (info->start);
  g_assert_cmpstr (info->start, ==, again->start);
  g_assert_cmpint (info->n_documents, ==, 0);
}

static void
test_no_such_branch (Test *test, gconstpointer data)
{
  g_autoptr (TbSyncPeer) peer = tb_http_peer_new (test->client, "branch-not-there");
  g_autoptr (GError) error = NULL;
  g_autoptr (TbPeerInfo) info = tb_sync_peer_open (peer, NULL, &error);

  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_INVALID);
  g_assert_nonnull (strstr (error->message, "branch-not-there"));
  g_assert_null (info);
}

static void
test_wrong_password (Test *test, gconstpointer data)
{
  g_autoptr (TbHttpClient) client = tb_service_test_new_client (service, USER, "a-wrong-one");
  g_autoptr (TbSyncPeer) peer = tb_http_peer_new (client, test->database);
  guint64 n_requests;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TbPeerInfo) info = tb_sync_peer_open (peer, NULL, &error);

      g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_REFUSED);
      g_assert_null (strstr (error->message, "a-wrong-one"));
      g_assert_null (info);
    }
  /* It is not tried again and again, for which services lock people out. */
  n_requests = tb_http_client_get_traffic (client).n_requests;
  g_assert_cmpuint (n_requests, ==, 1);
}

static void
test_other_role (Test *test, gconstpointer data)
{
  g_autoptr (TbHttpClient) client = NULL;
  g_autoptr (TbSyncPeer) peer = NULL;
  g_autoptr (TbPeerInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  client = tb_service_test_new_client (service, "stranger", PASSWORD);
  peer = tb_http_peer_new (client, test->database);
  info = tb_sync_peer_open (peer, NULL, &error);
  /* Some services say 401 where others say 403; neither gives anything. */
  g_assert_null (info);
  g_assert_true (g_error_matches (error, TB_ERROR, TB_ERROR_SERVICE_FORBIDDEN)
                 || g_error_matches (error, TB_ERROR, TB_ERROR_SERVICE_REFUSED));
}

static void
test_round_trip (Test *test, gconstpointer data)
{
  static const char *const ids[]
      = { "person:a/b?c#d%20e", "person:张 三", "person:+&=", "person:\"quoted\"\\" };
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_ptr_array_add (documents, tb_sync_test_first (
                                    ids[i], "{\"type\":\"person\",\"name\":\"张三 \\\"三\\\"\\n\","
                                            "\"n\":9007199254740991,\"part\":0.25,\"none\":null,"
                                            "\"list\":[],\"more\":{\"\":{\"x\":[1,{\"y\":false}]}}"
                                            "}"));
  tb_peer_test_put (test->peer, documents);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      TbPeerDocument *sent = g_ptr_array_index (documents, i);
      g_autoptr (TbPeerDocument) got = tb_peer_test_get (test->peer, sent->id, sent->rev);
      g_autofree char *before = tb_peer_test_dup_body (sent);
      g_autofree char *after = tb_peer_test_dup_body (got);

      g_assert_cmpstr (got->id, ==, sent->id);
      g_assert_cmpstr (got->rev, ==, sent->rev);
      g_assert_cmpstrv (got->ancestry, sent->ancestry);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_missing (Test *test, gconstpointer data)
{
  g_autoptr (TbPeerDocument) first = tb_sync_test_first ("person:1", "{\"v\":1}");
  g_autoptr (TbPeerDocument) other = tb_sync_test_next (first, "{\"v\":3}");
  g_autoptr (GPtrArray) documents
      = tb_peer_test_documents (tb_sync_test_next (first, "{\"v\":2}"), NULL);
  g_autoptr (GPtrArray) asked
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;
  TbPeerDocument *second = g_ptr_array_index (documents, 0);

  tb_peer_test_put (test->peer, documents);
  g_ptr_array_add (asked, tb_peer_revision_new ("person:1", second->rev));
  g_ptr_array_add (asked, tb_peer_revision_new ("person:1", other->rev));
  g_ptr_array_add (asked, tb_peer_revision_new ("person:2", first->rev));
  missing = tb_sync_peer_missing (test->peer, asked, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (missing->len, ==, 2);
  g_assert_cmpstr (((TbPeerRevision *)g_ptr_array_index (missing, 0))->rev, ==, other->rev);
  g_assert_cmpstr (((TbPeerRevision *)g_ptr_array_index (missing, 1))->id, ==, "person:2");
}

static const char *
get_greater (const char *a, const char *b)
{
  return tb_revision_compare (a, b) > 0 ? a : b;
}

/* The service has the same winner as desks have. */
static void
assert_winner (Test *test, const char *id, const char *rev)
{
  g_autofree char *escaped = tb_http_escape (id);
  g_autofree char *path = g_strdup_printf ("%s/%s", test->database, escaped);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json
      = tb_http_client_request (test->client, "GET", path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (json), "_rev"), ==, rev);
}

static void
test_leaves (Test *test, gconstpointer data)
{
  g_autoptr (TbPeerDocument) base = tb_sync_test_first ("person:1", "{\"v\":1}");
  g_autoptr (GPtrArray) leaves
      = tb_peer_test_documents (tb_sync_test_next (base, "{\"v\":\"left\"}"),
                                tb_sync_test_next (base, "{\"v\":\"right\"}"), NULL);
  TbPeerDocument *left = g_ptr_array_index (leaves, 0);
  TbPeerDocument *right = g_ptr_array_index (leaves, 1);
  g_autoptr (GHashTable) changes = NULL;
  g_autoptr (GPtrArray) tombstones = NULL;
  g_autoptr (TbPeerDocument) got = NULL;
  TbPeerDocument *tombstone;
  const char *winner = get_greater (left->rev, right->rev);
  const char *loser = winner == left->rev ? right->rev : left->rev;
  GStrv revs;

  tb_peer_test_put (test->peer, leaves);
  changes = tb_peer_test_pull_ids (test->peer, TB_SYNC_PAGE_MAX);
  revs = g_hash_table_lookup (changes, "person:1");
  g_assert_cmpuint (g_strv_length (revs), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *)revs, winner));
  g_assert_true (g_strv_contains ((const char *const *)revs, loser));
  assert_winner (test, "person:1", winner);

  /* And so it has when the loser is closed. */
  tombstone = tb_sync_test_next (winner == left->rev ? right : left, "{}");
  g_free (tombstone->rev);
  tombstone->rev = tb_revision_new_tombstone (loser);
  g_set_str (&tombstone->ancestry[0], tombstone->rev);
  tombstone->deleted = TRUE;
  tombstones = tb_peer_test_documents (tombstone, NULL);
  tb_peer_test_put (test->peer, tombstones);
  assert_winner (test, "person:1", winner);
  got = tb_peer_test_get (test->peer, "person:1", winner);
  g_assert_cmpstr (got->rev, ==, winner);
  g_assert_false (got->deleted);
}

static void
test_pages (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 1203);
  g_autoptr (GHashTable) ids = NULL;
  guint64 n_before = tb_http_client_get_traffic (test->client).n_requests;

  tb_peer_test_put (test->peer, documents);
  /* One to log in, three to send. */
  g_assert_cmpuint (tb_http_client_get_traffic (test->client).n_requests - n_before, <=, 4);

  ids = tb_peer_test_pull_ids (test->peer, 500);
  g_assert_cmpuint (g_hash_table_size (ids), ==, documents->len);
  for (guint i = 0; i < documents->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (documents, i);
      GStrv revs = g_hash_table_lookup (ids, document->id);

      g_assert_cmpstrv (revs, document->ancestry);
    }
}

static gpointer
put_elsewhere (gpointer data)
{
  Test *test = data;
  g_autoptr (TbHttpClient) client = tb_service_test_new_client (service, USER, PASSWORD);
  g_autoptr (TbSyncPeer) peer = tb_http_peer_new (client, test->database);
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (7, 8);

  tb_peer_test_put (peer, documents);
  return NULL;
}

static void
test_long_poll (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 3);
  g_autoptr (TbChangesPage) first = NULL;
  g_autoptr (TbChangesPage) second = NULL;
  g_autoptr (GError) error = NULL;
  GThread *other;

  tb_peer_test_put (test->peer, documents);
  first = tb_sync_peer_changes (test->peer, NULL, 500, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->changes->len, ==, 3);
  g_assert_false (first->more);

  other = g_thread_new ("elsewhere", put_elsewhere, test);
  second = tb_sync_peer_changes (test->peer, first->last_seq, 500, 60, NULL, &error);
  g_thread_join (other);
  g_assert_no_error (error);
  g_assert_cmpuint (second->changes->len, ==, 1);
  g_assert_cmpstr (((TbPeerChange *)g_ptr_array_index (second->changes, 0))->id, ==,
                   "person:01890a5d-ac96-774b-bcce-000000000007");
}

static void
test_local (Test *test, gconstpointer data)
{
  g_autoptr (JsonObject) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (tb_sync_peer_get_local (test->peer, "desk-1", &none, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (none);

  for (gint64 i = 1; i <= 3; i++)
    {
      g_autoptr (JsonObject) value = json_object_new ();
      g_autoptr (JsonObject) got = NULL;

      json_object_set_int_member (value, "pushes", i);
      tb_sync_peer_put_local (test->peer, "desk-1", value, NULL, &error);
      g_assert_no_error (error);
      tb_sync_peer_get_local (test->peer, "desk-1", &got, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (json_object_get_size (got), ==, 1);
      g_assert_cmpint (json_object_get_int_member (got, "pushes"), ==, i);
    }
}

static GBytes *
make_file (gsize size)
{
  guchar *data = g_malloc (size);
  guint32 state = 1;

  for (gsize i = 0; i < size; i++)
    {
      state = state * 1664525 + 1013904223;
      data[i] = (guchar)(state >> 24);
    }
  return g_bytes_new_take (data, size);
}

static void
test_files (Test *test, gconstpointer data)
{
  g_autofree char *database = tb_service_dup_files_database (test->branch);
  g_autoptr (TbSyncPeer) files = tb_http_peer_new (test->client, database);
  g_autofree char *here = tb_test_dup_path ("here.db");
  g_autofree char *there = tb_test_dup_path ("there.db");
  g_autoptr (TbFileStore) store = tb_file_store_new (here);
  g_autoptr (TbFileStore) other = tb_file_store_new (there);
  g_autoptr (GBytes) bytes = make_file (6 * TB_BLOB_CHUNK_SIZE + 77);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) fetched = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  TbStoredFile stored;

  tb_file_store_put (store, stream, "photo.jpg", &stored, NULL, &error);
  g_assert_no_error (error);
  tb_blob_push (files, store, stored.sha256, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (tb_blob_fetch (files, other, stored.sha256, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  fetched = tb_file_store_open (other, stored.sha256, &error);
  g_assert_no_error (error);
  back = g_input_stream_read_bytes (fetched, g_bytes_get_size (bytes) + 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, bytes));
}

int
main (int argc, char **argv)
{
  int status;

  tb_test_init (&argc, &argv);
  service = tb_service_test_new ();
  tb_service_test_add_user (service, USER, PASSWORD, ROLE);
  tb_service_test_add_user (service, "stranger", PASSWORD, "another-role");

  g_test_add ("/service/peer/open", Test, NULL, set_up, test_open, tear_down);
  g_test_add ("/service/peer/no-such-branch", Test, NULL, set_up, test_no_such_branch, tear_down);
  g_test_add ("/service/peer/wrong-password", Test, NULL, set_up, test_wrong_password, tear_down);
  g_test_add ("/service/peer/other-role", Test, NULL, set_up, test_other_role, tear_down);
  g_test_add ("/service/peer/round-trip", Test, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/service/peer/missing", Test, NULL, set_up, test_missing, tear_down);
  g_test_add ("/service/peer/leaves", Test, NULL, set_up, test_leaves, tear_down);
  g_test_add ("/service/peer/pages", Test, NULL, set_up, test_pages, tear_down);
  g_test_add ("/service/peer/long-poll", Test, NULL, set_up, test_long_poll, tear_down);
  g_test_add ("/service/peer/local", Test, NULL, set_up, test_local, tear_down);
  g_test_add ("/service/peer/files", Test, NULL, set_up, test_files, tear_down);

  status = tb_test_run ();
  g_clear_pointer (&service, tb_service_test_free);
  return status;
}
