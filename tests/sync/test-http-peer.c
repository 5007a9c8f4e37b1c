/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-http-peer.h"

#include <string.h>

#include "tb-error.h"
#include "tb-fault-server.h"
#include "tb-peer-test.h"
#include "tb-sync-test.h"

typedef struct
{
  TbFaultServer *server; /* (owned) */
  TbHttpClient *client;  /* (owned) */
  TbSyncPeer *peer;      /* (owned) */
} Test;

static void
set_up (Test *test, gconstpointer data)
{
  test->server = tb_fault_server_new ();
  test->client = tb_fault_server_new_client (test->server, TB_FAULT_SERVER_PASSWORD);
  test->peer = tb_http_peer_new (test->client, TB_FAULT_SERVER_DATABASE);
}

static void
tear_down (Test *test, gconstpointer data)
{
  g_assert_finalize_object (test->peer);
  g_assert_finalize_object (test->client);
  tb_fault_server_free (test->server);
}

static void
add_fault (Test *test, const char *on, TbFaultKind kind)
{
  tb_fault_server_add (test->server, &(TbServerFault){ .on = on, .kind = kind });
}

static void
assert_holds (Test *test, guint n_documents)
{
  g_assert_cmpuint (tb_memory_server_get_n_documents (tb_fault_server_get_memory (test->server)),
                    ==, n_documents);
}

static void
test_push (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 1200);

  tb_peer_test_put (test->peer, documents);
  assert_holds (test, 1200);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_bulk_docs"), ==, 3);
  /* Packed, it is much less than the 560 bytes of each. */
  g_assert_cmpuint (tb_http_client_get_traffic (test->client).n_bytes, <, 1200 * 200);
}

/* To a service on this machine, which the fault server is, unless told otherwise. */
static void
test_push_near (Test *test, gconstpointer data)
{
  TbServiceAddress *address = tb_http_client_get_address (test->client);
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 100);
  g_autoptr (TbCredentials) credentials
      = tb_credentials_new (TB_FAULT_SERVER_USER, TB_FAULT_SERVER_PASSWORD);
  g_autoptr (TbHttpClient) client = tb_http_client_new (address, credentials);
  g_autoptr (TbSyncPeer) peer = tb_http_peer_new (client, TB_FAULT_SERVER_DATABASE);

  tb_fault_server_set_takes_packed (test->server, FALSE);
  tb_peer_test_put (peer, documents);
  assert_holds (test, 100);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_bulk_docs"), ==, 1);
}

static void
test_push_unpacked (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 100);
  g_autoptr (GPtrArray) more = tb_peer_test_persons (100, 200);

  tb_fault_server_set_takes_packed (test->server, FALSE);
  tb_peer_test_put (test->peer, documents);
  tb_peer_test_put (test->peer, more);
  assert_holds (test, 200);
  /* Tried once. */
  g_assert_cmpuint (tb_fault_server_count (test->server, "_bulk_docs"), ==, 3);
}

static void
test_push_too_large (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 1000);
  g_autoptr (GPtrArray) more = tb_peer_test_persons (1000, 1100);
  guint n_requests;

  tb_fault_server_set_body_max (test->server, 100000);
  tb_peer_test_put (test->peer, documents);
  assert_holds (test, 1000);
  /* Five or more are needed; what is too much is not tried for each of them again. */
  n_requests = tb_fault_server_count (test->server, "_bulk_docs");
  g_assert_cmpuint (n_requests, <, 20);
  tb_peer_test_put (test->peer, more);
  assert_holds (test, 1100);
}

static void
test_push_one_too_large (Test *test, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (200000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"text\":\"%s\"}", long_text);
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 20);
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;
  TbPeerRefusal *refusal;

  g_ptr_array_insert (documents, 11, tb_sync_test_first ("person:long", body));
  tb_fault_server_set_body_max (test->server, 100000);
  g_assert_true (tb_sync_peer_put (test->peer, documents, &refusals, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (refusals->len, ==, 1);
  refusal = g_ptr_array_index (refusals, 0);
  g_assert_cmpstr (refusal->id, ==, "person:long");
  g_assert_cmpstr (refusal->code, ==, "too_large");
  assert_holds (test, 20);
}

static int
compare_refusals (gconstpointer a, gconstpointer b)
{
  const TbPeerRefusal *const *x = a;
  const TbPeerRefusal *const *y = b;

  return strcmp ((*x)->id, (*y)->id);
}

/* Two that poison a request, and one that is refused by name, among five hundred. */
static void
test_push_poison (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 497);
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;
  TbPeerRefusal *refusal;

  g_ptr_array_insert (documents, 3, tb_sync_test_first ("person:a", "{\"poison\":true}"));
  g_ptr_array_insert (documents, 250, tb_sync_test_first ("person:b", "{\"forbidden\":true}"));
  g_ptr_array_insert (documents, 499, tb_sync_test_first ("person:c", "{\"poison\":1}"));
  g_assert_true (tb_sync_peer_put (test->peer, documents, &refusals, NULL, &error));
  g_assert_no_error (error);
  assert_holds (test, 497);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_bulk_docs"), <, 50);

  g_assert_cmpuint (refusals->len, ==, 3);
  g_ptr_array_sort (refusals, compare_refusals);
  refusal = g_ptr_array_index (refusals, 0);
  g_assert_cmpstr (refusal->id, ==, "person:a");
  g_assert_cmpstr (refusal->code, ==, "doc_validation");
  g_assert_nonnull (strstr (refusal->words, "Bad special document member"));
  refusal = g_ptr_array_index (refusals, 1);
  g_assert_cmpstr (refusal->id, ==, "person:b");
  g_assert_cmpstr (refusal->code, ==, "forbidden");
  g_assert_cmpstr (refusal->words, ==, "Only the secretary.");
  g_assert_cmpstr (refusal->rev, ==, ((TbPeerDocument *)g_ptr_array_index (documents, 250))->rev);
  refusal = g_ptr_array_index (refusals, 2);
  g_assert_cmpstr (refusal->id, ==, "person:c");
}

/* On the first of ten the service itself fails, again and again. */
static void
test_push_breaks_service (Test *test, gconstpointer data)
{
  TbServerFault fault = {
    .on = "_bulk_docs", .kind = TB_FAULT_STATUS, .status = 500, .words = "Oops.", .times = 4
  };
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 10);
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;
  TbPeerRefusal *refusal;

  tb_fault_server_add (test->server, &fault);
  g_assert_true (tb_sync_peer_put (test->peer, documents, &refusals, NULL, &error));
  g_assert_no_error (error);
  assert_holds (test, 9);
  g_assert_cmpuint (refusals->len, ==, 1);
  refusal = g_ptr_array_index (refusals, 0);
  g_assert_cmpstr (refusal->id, ==, ((TbPeerDocument *)g_ptr_array_index (documents, 0))->id);
}

/* A service that fails on everything is broken: nothing is taken for refused. */
static void
test_push_broken_service (Test *test, gconstpointer data)
{
  TbServerFault fault = {
    .on = "_bulk_docs", .kind = TB_FAULT_STATUS, .status = 500, .words = "Oops.", .times = 10000
  };
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 500);
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;

  tb_fault_server_add (test->server, &fault);
  g_assert_false (tb_sync_peer_put (test->peer, documents, &refusals, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_BUSY);
  g_assert_cmpuint (refusals->len, ==, 0);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_bulk_docs"), <, 50);
}

/* What the service was in trouble with is tried once more, and refused only where that is no help
 * and others are taken. */
static void
test_push_troubled (Test *test, gconstpointer data)
{
  TbServerFault fault = { .on = "_bulk_docs", .kind = TB_FAULT_TROUBLED, .times = 2 };
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 10);
  g_autoptr (GPtrArray) others = tb_peer_test_persons (10, 20);
  g_autoptr (GPtrArray) last = tb_peer_test_persons (20, 21);
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  TbPeerRefusal *refusal;

  add_fault (test, "_bulk_docs", TB_FAULT_TROUBLED);
  tb_peer_test_put (test->peer, documents);
  assert_holds (test, 10);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_bulk_docs"), ==, 2);

  tb_fault_server_add (test->server, &fault);
  g_assert_true (tb_sync_peer_put (test->peer, others, &refusals, NULL, &error));
  g_assert_no_error (error);
  assert_holds (test, 19);
  g_assert_cmpuint (refusals->len, ==, 1);
  refusal = g_ptr_array_index (refusals, 0);
  g_assert_cmpstr (refusal->id, ==, ((TbPeerDocument *)g_ptr_array_index (others, 0))->id);
  g_assert_cmpstr (refusal->code, ==, "os_process_error");

  add_fault (test, "_bulk_docs", TB_FAULT_TROUBLED);
  g_assert_false (tb_sync_peer_put (test->peer, last, &none, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_BUSY);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_push_slow_service (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) first = tb_peer_test_persons (0, 1);
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (1, 100);

  tb_peer_test_put (test->peer, first);
  tb_http_client_set_timeout (test->client, 1);
  add_fault (test, "_bulk_docs", TB_FAULT_SILENCE);
  tb_peer_test_put (test->peer, documents);
  assert_holds (test, 100);
}

static void
test_push_forbidden (Test *test, gconstpointer data)
{
  TbServerFault fault = {
    .on = "_bulk_docs", .kind = TB_FAULT_STATUS, .status = 403, .words = "You are no member."
  };
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 500);
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;

  tb_fault_server_add (test->server, &fault);
  g_assert_false (tb_sync_peer_put (test->peer, documents, &refusals, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_FORBIDDEN);
  g_assert_cmpuint (refusals->len, ==, 0);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_bulk_docs"), ==, 1);
}

static void
test_busy (Test *test, gconstpointer data)
{
  TbServerFault fault
      = { .on = "_changes", .kind = TB_FAULT_STATUS, .status = 503, .retry_after = "17" };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbChangesPage) page = NULL;

  tb_fault_server_add (test->server, &fault);
  page = tb_sync_peer_changes (test->peer, NULL, 500, 0, NULL, &error);
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_BUSY);
  g_assert_cmpuint (tb_sync_peer_get_retry_after (test->peer), ==, 17);
}

static TbChangesPage *
get_page (Test *test, const char *since, guint wait_seconds)
{
  g_autoptr (GError) error = NULL;
  TbChangesPage *page = tb_sync_peer_changes (test->peer, since, 500, wait_seconds, NULL, &error);

  g_assert_no_error (error);
  return page;
}

static void
test_rows_repeat (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 10);
  g_autoptr (TbChangesPage) once = NULL;
  g_autoptr (TbChangesPage) twice = NULL;
  g_autoptr (TbChangesPage) rewound = NULL;

  tb_peer_test_put (test->peer, documents);
  once = get_page (test, NULL, 0);
  g_assert_cmpuint (once->changes->len, ==, 10);
  add_fault (test, "_changes", TB_FAULT_TWICE);
  twice = get_page (test, NULL, 0);
  g_assert_cmpuint (twice->changes->len, ==, 20);
  g_assert_cmpstr (twice->last_seq, ==, once->last_seq);
  add_fault (test, "_changes", TB_FAULT_REWIND);
  rewound = get_page (test, once->last_seq, 0);
  g_assert_cmpuint (rewound->changes->len, ==, 10);
}

static void
test_poll_without_changes (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 3);
  g_autoptr (TbChangesPage) page = NULL;
  g_autoptr (TbChangesPage) none = NULL;

  tb_peer_test_put (test->peer, documents);
  page = get_page (test, NULL, 0);
  none = get_page (test, page->last_seq, 1);
  g_assert_cmpuint (none->changes->len, ==, 0);
  g_assert_cmpstr (none->last_seq, ==, page->last_seq);
  g_assert_false (none->more);
}

static gpointer
cancel_when_polling (gpointer data)
{
  Test *test = ((gpointer *)data)[0];
  GCancellable *cancellable = ((gpointer *)data)[1];

  while (tb_fault_server_count (test->server, "longpoll") == 0)
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_poll_cancelled (Test *test, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gpointer both[] = { test, cancellable };
  GThread *other = g_thread_new ("cancels", cancel_when_polling, both);
  g_autoptr (TbChangesPage) page
      = tb_sync_peer_changes (test->peer, NULL, 500, 600, cancellable, &error);

  g_thread_join (other);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (page);
}

static void
add_wanted (GPtrArray *wanted, const TbChangesPage *page)
{
  for (guint i = 0; i < page->changes->len; i++)
    {
      TbPeerChange *change = g_ptr_array_index (page->changes, i);

      for (guint j = 0; change->revs[j] != NULL; j++)
        g_ptr_array_add (wanted, tb_peer_revision_new (change->id, change->revs[j]));
    }
}

/* From the beginning, documents come with their rows; what has a past, or several leaves, is asked
 * for. */
static void
test_catch_up (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 100);
  g_autoptr (TbPeerDocument) base = tb_sync_test_first ("person:a", "{\"v\":1}");
  g_autoptr (GPtrArray) wanted
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) got = NULL;
  g_autoptr (GHashTable) sent = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (TbChangesPage) page = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, tb_sync_test_next (base, "{\"v\":2}"));
  g_ptr_array_add (documents, tb_sync_test_first ("person:b", "{\"v\":1}"));
  g_ptr_array_add (documents, tb_sync_test_first ("person:b", "{\"v\":2}"));
  tb_peer_test_put (test->peer, documents);
  for (guint i = 0; i < documents->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (documents, i);

      g_hash_table_insert (sent, document->rev, document);
    }

  page = get_page (test, NULL, 0);
  add_wanted (wanted, page);
  got = tb_sync_peer_get (test->peer, wanted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (got->len, ==, documents->len);
  for (guint i = 0; i < got->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (got, i);
      TbPeerDocument *before = g_hash_table_lookup (sent, document->rev);
      g_autofree char *body = tb_peer_test_dup_body (document);
      g_autofree char *body_before = tb_peer_test_dup_body (before);

      g_assert_cmpstr (document->id, ==, before->id);
      g_assert_cmpstrv (document->ancestry, before->ancestry);
      g_assert_cmpstr (body, ==, body_before);
      g_hash_table_remove (sent, document->rev);
    }
  g_assert_cmpuint (tb_fault_server_count (test->server, "include_docs=true"), ==, 1);
  g_assert_cmpuint (tb_fault_server_count (test->server, "_bulk_get"), ==, 1);
}

/* Where they are too many bytes at once, they are fetched as always. */
static void
test_catch_up_too_large (Test *test, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (12 * 1024 * 1024, 'x');
  g_autofree char *body = g_strdup_printf ("{\"text\":\"%s\"}", long_text);
  g_autoptr (TbChangesPage) page = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("person:%u", i);
      g_autoptr (GPtrArray) one = tb_peer_test_documents (tb_sync_test_first (id, body), NULL);

      tb_peer_test_put (test->peer, one);
    }
  page = get_page (test, NULL, 0);
  g_assert_cmpuint (page->changes->len, ==, 3);
}

static void
test_get_missing (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 1);
  g_autoptr (GPtrArray) wanted
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) got = NULL;
  g_autoptr (GError) error = NULL;
  TbPeerDocument *person = g_ptr_array_index (documents, 0);
  guint n_there = 0;

  tb_peer_test_put (test->peer, documents);
  g_ptr_array_add (wanted, tb_peer_revision_new ("person:none", person->rev));
  g_ptr_array_add (wanted, tb_peer_revision_new (person->id, person->rev));
  g_ptr_array_add (wanted, tb_peer_revision_new ("person:neither", person->rev));
  g_ptr_array_add (wanted, tb_peer_revision_new ("person:nor", person->rev));
  got = tb_sync_peer_get (test->peer, wanted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (got->len, ==, 4);
  for (guint i = 0; i < got->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (got, i);

      n_there += document->body != NULL;
      if (document->body == NULL)
        g_assert_error (document->error, TB_ERROR, TB_ERROR_NOT_FOUND);
      else
        g_assert_cmpstr (document->id, ==, person->id);
    }
  g_assert_cmpuint (n_there, ==, 1);
}

/* What the service could not read now is not taken for what it has not. */
static void
test_get_unreadable (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 3);
  g_autoptr (GPtrArray) wanted
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) got = NULL;
  g_autoptr (GError) error = NULL;

  tb_peer_test_put (test->peer, documents);
  for (guint i = 0; i < documents->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (documents, i);

      g_ptr_array_add (wanted, tb_peer_revision_new (document->id, document->rev));
    }
  add_fault (test, "_bulk_get", TB_FAULT_UNREADABLE);
  none = tb_sync_peer_get (test->peer, wanted, NULL, &error);
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_BUSY);
  g_assert_null (none);
  g_clear_error (&error);

  got = tb_sync_peer_get (test->peer, wanted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (got->len, ==, 3);
}

/* More than is taken at once comes in parts. */
static void
test_get_too_large (Test *test, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (12 * 1024 * 1024, 'x');
  g_autofree char *body = g_strdup_printf ("{\"text\":\"%s\"}", long_text);
  g_autoptr (GPtrArray) wanted
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) got = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("person:%u", i);
      g_autoptr (GPtrArray) one = tb_peer_test_documents (tb_sync_test_first (id, body), NULL);
      TbPeerDocument *document = g_ptr_array_index (one, 0);

      tb_peer_test_put (test->peer, one);
      g_ptr_array_add (wanted, tb_peer_revision_new (document->id, document->rev));
    }
  got = tb_sync_peer_get (test->peer, wanted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (got->len, ==, 3);
}

/* What is no answer of a service is never taken for one. */
/* A member of a branch may call a revision anything; a service gives it on, and others with it. */
static void
test_get_malformed (Test *test, gconstpointer data)
{
  static const char *const revs[] = { "1-a b", "0-a", "1-", "x", "1-甲", "99999999999999999999-a" };
  TbMemoryServer *memory = tb_fault_server_get_memory (test->server);
  g_autoptr (GPtrArray) wanted
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (TbPeerDocument) good = tb_peer_test_person (0);
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GError) error = NULL;

  tb_memory_server_put (memory, good);
  g_ptr_array_add (wanted, tb_peer_revision_new (good->id, good->rev));
  for (gsize i = 0; i < G_N_ELEMENTS (revs); i++)
    {
      g_autoptr (TbPeerDocument) bad = tb_peer_test_person ((guint)i + 1);

      g_set_str (&bad->rev, revs[i]);
      g_free (bad->ancestry[0]);
      bad->ancestry[0] = g_strdup (revs[i]);
      tb_memory_server_put (memory, bad);
      g_ptr_array_add (wanted, tb_peer_revision_new (bad->id, bad->rev));
    }
  documents = tb_sync_peer_get (test->peer, wanted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (documents->len, ==, wanted->len);
  for (guint i = 0; i < documents->len; i++)
    {
      const TbPeerDocument *document = g_ptr_array_index (documents, i);

      if (g_str_equal (document->id, good->id))
        g_assert_no_error (document->error);
      else
        g_assert_error (document->error, TB_ERROR, TB_ERROR_SERVICE_INVALID);
    }
}

static void
test_foreign_answers (Test *test, gconstpointer data)
{
  static const char *const on[] = { "GET /branch-a", "_changes", "_revs_diff", "_bulk_get" };
  g_autoptr (GPtrArray) asked
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);

  g_ptr_array_add (asked, tb_peer_revision_new ("person:1", "1-aa"));
  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    {
      g_autoptr (GError) error = NULL;

      add_fault (test, on[i], TB_FAULT_HTML);
      if (i == 0)
        g_assert_null (tb_sync_peer_open (test->peer, NULL, &error));
      else if (i == 1)
        g_assert_null (tb_sync_peer_changes (test->peer, NULL, 5, 0, NULL, &error));
      else if (i == 2)
        g_assert_null (tb_sync_peer_missing (test->peer, asked, NULL, &error));
      else
        g_assert_null (tb_sync_peer_get (test->peer, asked, NULL, &error));
      g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_INVALID);
    }
}

/* Opening an idle service and asking for changes is all that is sent when nothing has changed. */
static void
test_idle (Test *test, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = tb_peer_test_persons (0, 10);
  g_autoptr (TbChangesPage) page = NULL;
  g_autoptr (TbChangesPage) none = NULL;
  TbHttpTraffic before, after;

  tb_peer_test_put (test->peer, documents);
  page = get_page (test, NULL, 0);
  before = tb_http_client_get_traffic (test->client);
  none = get_page (test, page->last_seq, 0);
  after = tb_http_client_get_traffic (test->client);
  g_assert_cmpuint (none->changes->len, ==, 0);
  g_assert_cmpuint (after.n_requests - before.n_requests, ==, 1);
  g_assert_cmpuint (after.n_bytes - before.n_bytes, <, 500);
}

#define ADD(name, func) g_test_add ("/sync/http-peer/" name, Test, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  ADD ("push", test_push);
  ADD ("push/near", test_push_near);
  ADD ("push/unpacked", test_push_unpacked);
  ADD ("push/too-large", test_push_too_large);
  ADD ("push/one-too-large", test_push_one_too_large);
  ADD ("push/poison", test_push_poison);
  ADD ("push/breaks-service", test_push_breaks_service);
  ADD ("push/broken-service", test_push_broken_service);
  ADD ("push/troubled", test_push_troubled);
  ADD ("push/slow-service", test_push_slow_service);
  ADD ("push/forbidden", test_push_forbidden);
  ADD ("busy", test_busy);
  ADD ("rows-repeat", test_rows_repeat);
  ADD ("poll/without-changes", test_poll_without_changes);
  ADD ("poll/cancelled", test_poll_cancelled);
  ADD ("catch-up/documents", test_catch_up);
  ADD ("catch-up/too-large", test_catch_up_too_large);
  ADD ("get/missing", test_get_missing);
  ADD ("get/unreadable", test_get_unreadable);
  ADD ("get/too-large", test_get_too_large);
  ADD ("get/malformed", test_get_malformed);
  ADD ("foreign-answers", test_foreign_answers);
  ADD ("idle", test_idle);

  return tb_test_run ();
}
