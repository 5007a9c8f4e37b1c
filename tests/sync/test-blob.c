/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-blob.h"

#include <string.h>

#include "tb-error.h"
#include "tb-memory-peer.h"
#include "tb-peer-test.h"
#include "tb-sync-test.h"

/* Four chunks are sent at a time. */
#define N_CHUNKS 11

typedef struct
{
  TbMemoryServer *server; /* (owned) */
  TbMemoryPeer *peer;     /* (owned) */
  TbFileStore *here;      /* (owned): has the file */
  TbFileStore *there;     /* (owned) */
  TbStoredFile file;
} Test;

static void
set_up (Test *test, gconstpointer data)
{
  g_autofree char *here = tb_test_dup_path ("here.db");
  g_autofree char *there = tb_test_dup_path ("there.db");
  gsize size = (N_CHUNKS - 1) * TB_BLOB_CHUNK_SIZE + 77;
  guchar *bytes = g_malloc (size);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, size, g_free);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guchar)(i * 31 + (i >> 9));
  test->server = tb_memory_server_new ();
  test->peer = tb_memory_peer_new (test->server);
  test->here = tb_file_store_new (here);
  test->there = tb_file_store_new (there);
  tb_file_store_put (test->here, stream, "photo.jpg", &test->file, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Test *test, gconstpointer data)
{
  tb_file_store_free (test->here);
  tb_file_store_free (test->there);
  g_object_unref (test->peer);
  tb_memory_server_free (test->server);
}

static void
push (Test *test)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      tb_blob_push (TB_SYNC_PEER (test->peer), test->here, test->file.sha256, NULL, &error));
  g_assert_no_error (error);
}

static void
progress_cb (gint64 n_done, gint64 n_all, gpointer data)
{
  gint64 *last = data;

  g_assert_cmpint (n_done, >, *last);
  g_assert_cmpint (n_done, <=, n_all);
  *last = n_done;
}

static void
fetch (Test *test)
{
  gint64 last = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (tb_blob_fetch (TB_SYNC_PEER (test->peer), test->there, test->file.sha256,
                                progress_cb, &last, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (last, ==, test->file.size);
  g_assert_true (tb_file_store_has (test->there, test->file.sha256));
  g_assert_cmpint (tb_file_store_get_part_size (test->there, test->file.sha256), ==, 0);
}

static void
assert_fetch_fails (Test *test, TbError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (tb_blob_fetch (TB_SYNC_PEER (test->peer), test->there, test->file.sha256, NULL,
                                 NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, (int)code);
  g_assert_false (tb_file_store_has (test->there, test->file.sha256));
}

static void
test_round_trip (Test *test, gconstpointer data)
{
  guint n_calls;

  push (test);
  g_assert_cmpuint (tb_memory_server_get_n_documents (test->server), ==, N_CHUNKS);
  fetch (test);

  /* What is there is neither sent nor fetched again. */
  n_calls = tb_memory_peer_get_n_calls (test->peer);
  push (test);
  g_assert_cmpuint (tb_memory_peer_get_n_calls (test->peer) - n_calls, ==, 3);
  n_calls = tb_memory_peer_get_n_calls (test->peer);
  g_assert_true (tb_blob_fetch (TB_SYNC_PEER (test->peer), test->there, test->file.sha256, NULL,
                                NULL, NULL, NULL));
  g_assert_cmpuint (tb_memory_peer_get_n_calls (test->peer), ==, n_calls);
}

/* No document of a file is larger than a service takes. */
static void
test_sizes (Test *test, gconstpointer data)
{
  push (test);
  for (guint n = 0; n < N_CHUNKS; n++)
    {
      g_autofree char *id = tb_blob_dup_chunk_id (test->file.sha256, n);
      g_autoptr (TbPeerDocument) chunk = tb_peer_test_get (TB_SYNC_PEER (test->peer), id, NULL);
      g_autofree char *body = tb_peer_test_dup_body (chunk);

      g_assert_cmpuint (strlen (body), <, 512 * 1000);
    }
}

/* Broken off at any place, it goes on from there, both ways. */
static void
test_resumed (Test *test, gconstpointer data)
{
  gint64 size;

  /* Two groups of chunks come there, and only the rest is sent later. */
  tb_memory_peer_break_after (test->peer, 4);
  g_assert_false (
      tb_blob_push (TB_SYNC_PEER (test->peer), test->here, test->file.sha256, NULL, NULL));
  tb_memory_peer_mend (test->peer);
  g_assert_cmpuint (tb_memory_server_get_n_documents (test->server), ==, 8);
  push (test);
  g_assert_cmpuint (tb_memory_server_get_n_documents (test->server), ==, N_CHUNKS);

  tb_memory_peer_break_after (test->peer, 2);
  g_assert_false (tb_blob_fetch (TB_SYNC_PEER (test->peer), test->there, test->file.sha256, NULL,
                                 NULL, NULL, NULL));
  tb_memory_peer_mend (test->peer);
  size = tb_file_store_get_part_size (test->there, test->file.sha256);
  g_assert_cmpint (size, >, 0);
  g_assert_cmpint (size, <, test->file.size);
  fetch (test);
}

/* The desk that has it has not sent it, or only a part. */
static void
test_not_there (Test *test, gconstpointer data)
{
  assert_fetch_fails (test, TB_ERROR_NOT_FOUND);
  tb_memory_peer_break_after (test->peer, 3);
  g_assert_false (
      tb_blob_push (TB_SYNC_PEER (test->peer), test->here, test->file.sha256, NULL, NULL));
  tb_memory_peer_mend (test->peer);
  assert_fetch_fails (test, TB_ERROR_NOT_FOUND);
  push (test);
  fetch (test);
}

/* Puts chunk @n at the peer with a body of our own. */
static void
forge (Test *test, guint n, const char *body)
{
  g_autofree char *id = tb_blob_dup_chunk_id (test->file.sha256, n);
  g_autoptr (GPtrArray) documents = tb_peer_test_documents (tb_sync_test_first (id, body), NULL);

  tb_peer_test_put (TB_SYNC_PEER (test->peer), documents);
}

static void
test_nonsense (Test *test, gconstpointer data)
{
  static const char *const bodies[] = {
    "{}",
    "{\"type\":\"blob\",\"size\":-1,\"data\":\"AAAA\"}",
    "{\"type\":\"blob\",\"size\":9000000000,\"data\":\"AAAA\"}",
    "{\"type\":\"blob\",\"size\":4,\"data\":\"AAAA\"}",
    "{\"type\":\"blob\",\"size\":3,\"data\":[1]}",
    "{\"type\":\"blob\",\"size\":3,\"data\":\"%%%\"}",
  };
  const char *body = bodies[GPOINTER_TO_UINT (data)];

  forge (test, 0, body);
  assert_fetch_fails (test, TB_ERROR_SERVICE_INVALID);
}

/* It has the right size, and is another file. */
static void
test_another_file (Test *test, gconstpointer data)
{
  forge (test, 0, "{\"type\":\"blob\",\"size\":3,\"data\":\"AAAA\"}");
  assert_fetch_fails (test, TB_ERROR_FILE);
  g_assert_cmpint (tb_file_store_get_part_size (test->there, test->file.sha256), ==, 0);
}

static void
test_no_such_file (Test *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      tb_blob_push (TB_SYNC_PEER (test->peer), test->there, test->file.sha256, NULL, &error));
  g_assert_cmpint (error->domain, ==, TB_ERROR);
  g_assert_cmpuint (tb_memory_server_get_n_documents (test->server), ==, 0);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add ("/sync/blob/round-trip", Test, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/sync/blob/sizes", Test, NULL, set_up, test_sizes, tear_down);
  g_test_add ("/sync/blob/resumed", Test, NULL, set_up, test_resumed, tear_down);
  g_test_add ("/sync/blob/not-there", Test, NULL, set_up, test_not_there, tear_down);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/blob/nonsense/%u", i);

      g_test_add (path, Test, GUINT_TO_POINTER (i), set_up, test_nonsense, tear_down);
    }
  g_test_add ("/sync/blob/another-file", Test, NULL, set_up, test_another_file, tear_down);
  g_test_add ("/sync/blob/no-such-file", Test, NULL, set_up, test_no_such_file, tear_down);

  return tb_test_run ();
}
