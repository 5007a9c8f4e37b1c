/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-memory-peer.h"

#include "tb-error.h"
#include "tb-sync-test.h"
#include "tb-test.h"

/* What the property tests lean on: that this behaves as the real servers do. */

typedef struct
{
  TbMemoryServer *server;
  TbMemoryPeer *line;
  TbSyncPeer *peer; /* the same */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = tb_memory_server_new ();
  fixture->line = tb_memory_peer_new (fixture->server);
  fixture->peer = TB_SYNC_PEER (fixture->line);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->line);
  tb_memory_server_free (fixture->server);
}

static void
put (Fixture *fixture, TbPeerDocument *document)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, document);
  g_assert_true (tb_sync_peer_put (fixture->peer, documents, &refusals, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (refusals->len, ==, 0);
}

static TbChangesPage *
changes (Fixture *fixture, const char *since, guint limit)
{
  g_autoptr (GError) error = NULL;
  TbChangesPage *page = tb_sync_peer_changes (fixture->peer, since, limit, 0, NULL, &error);

  g_assert_no_error (error);
  return page;
}

static GPtrArray *
get (Fixture *fixture, const char *id, const char *rev)
{
  g_autoptr (GPtrArray) wanted
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GError) error = NULL;
  GPtrArray *answers;

  g_ptr_array_add (wanted, tb_peer_revision_new (id, rev));
  answers = tb_sync_peer_get (fixture->peer, wanted, NULL, &error);
  g_assert_no_error (error);
  return answers;
}

static void
test_tree (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbPeerDocument) first = tb_sync_test_first ("t:1", "{'type':'t','n':1}");
  g_autoptr (TbPeerDocument) second = tb_sync_test_next (first, "{'type':'t','n':2}");
  g_autoptr (TbPeerDocument) other = tb_sync_test_next (first, "{'type':'t','n':3}");
  g_autoptr (TbPeerDocument) closed = tb_merge_new_tombstone (other);
  g_autoptr (TbChangesPage) page = NULL;
  g_autoptr (TbChangesPage) later = NULL;
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) absent = NULL;
  TbPeerChange *change;
  TbPeerDocument *answer;

  /* The leaves alone; what came before them is known by name. */
  put (fixture, second);
  put (fixture, other);
  page = changes (fixture, NULL, 10);
  g_assert_cmpuint (page->changes->len, ==, 1);
  change = g_ptr_array_index (page->changes, 0);
  g_assert_cmpuint (g_strv_length (change->revs), ==, 2);

  both = get (fixture, "t:1", first->rev);
  g_assert_cmpuint (both->len, ==, 2);
  answer = g_ptr_array_index (both, 0);
  g_assert_cmpuint (g_strv_length (answer->ancestry), ==, 2);
  g_assert_cmpstr (answer->ancestry[1], ==, first->rev);
  tb_sync_test_assert_body (answer->body, "{'type':'t','n':2}");

  /* A revision that is there already is no change. */
  put (fixture, second);
  later = changes (fixture, page->last_seq, 10);
  g_assert_cmpuint (later->changes->len, ==, 0);
  g_assert_cmpstr (later->last_seq, ==, page->last_seq);
  g_clear_pointer (&later, tb_changes_page_free);

  put (fixture, closed);
  later = changes (fixture, page->last_seq, 10);
  g_assert_cmpuint (later->changes->len, ==, 1);
  change = g_ptr_array_index (later->changes, 0);
  g_assert_false (change->deleted);
  g_assert_cmpuint (g_strv_length (change->revs), ==, 2);

  absent = get (fixture, "t:1", "9-0");
  answer = g_ptr_array_index (absent, 0);
  g_assert_error (answer->error, TB_ERROR, TB_ERROR_NOT_FOUND);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbPeerDocument) first = tb_sync_test_first ("t:1", "{'type':'t','n':1}");
  g_autoptr (TbPeerDocument) second = tb_sync_test_next (first, "{'type':'t','n':2}");
  g_autoptr (TbPeerDocument) other = tb_sync_test_first ("t:2", "{'type':'t','n':1}");
  g_autoptr (GPtrArray) revisions
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) missing = NULL;

  put (fixture, second);
  g_ptr_array_add (revisions, tb_peer_revision_new ("t:1", first->rev));
  g_ptr_array_add (revisions, tb_peer_revision_new ("t:1", second->rev));
  g_ptr_array_add (revisions, tb_peer_revision_new ("t:2", other->rev));
  missing = tb_sync_peer_missing (fixture->peer, revisions, NULL, NULL);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpstr (((TbPeerRevision *)g_ptr_array_index (missing, 0))->id, ==, "t:2");
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *since = NULL;
  guint n = 0;
  gboolean more = TRUE;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *id = g_strdup_printf ("t:%u", i);
      g_autoptr (TbPeerDocument) document = tb_sync_test_first (id, "{'type':'t'}");

      put (fixture, document);
    }
  while (more)
    {
      g_autoptr (TbChangesPage) page = changes (fixture, since, 4);

      n += page->changes->len;
      more = page->more;
      g_set_str (&since, page->last_seq);
    }
  g_assert_cmpuint (n, ==, 10);
  g_assert_cmpuint (tb_memory_peer_get_n_calls (fixture->line), ==, 13);
}

static void
test_break (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbPeerDocument) one = tb_sync_test_first ("t:1", "{'type':'t'}");
  g_autoptr (TbPeerDocument) two = tb_sync_test_first ("t:2", "{'type':'t'}");
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbPeerInfo) none = NULL;
  g_autoptr (TbPeerInfo) info = NULL;

  g_ptr_array_add (documents, one);
  g_ptr_array_add (documents, two);
  tb_memory_peer_break_after (fixture->line, 0);
  g_assert_false (tb_sync_peer_put (fixture->peer, documents, &refusals, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE);
  g_assert_cmpuint (tb_memory_server_get_n_documents (fixture->server), ==, 1);
  none = tb_sync_peer_open (fixture->peer, NULL, NULL);
  g_assert_null (none);

  tb_memory_peer_mend (fixture->line);
  info = tb_sync_peer_open (fixture->peer, NULL, NULL);
  g_assert_nonnull (info);
  g_assert_cmpint (info->n_documents, ==, 1);
}

static void
test_restored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbPeerDocument) one = tb_sync_test_first ("t:1", "{'type':'t'}");
  g_autoptr (TbPeerDocument) two = tb_sync_test_first ("t:2", "{'type':'t'}");
  g_autoptr (TbMemoryServer) copy = NULL;
  g_autoptr (TbPeerInfo) before = NULL;
  g_autoptr (TbPeerInfo) restored = NULL;
  g_autoptr (TbPeerInfo) anew = NULL;
  g_autoptr (JsonObject) canary = tb_sync_test_object ("{'rounds':1}");
  g_autoptr (JsonObject) later = tb_sync_test_object ("{'rounds':2}");
  g_autoptr (JsonObject) found = NULL;

  put (fixture, one);
  g_assert_true (tb_sync_peer_put_local (fixture->peer, "desk", canary, NULL, NULL));
  copy = tb_memory_server_copy (fixture->server);
  before = tb_sync_peer_open (fixture->peer, NULL, NULL);
  put (fixture, two);
  g_assert_true (tb_sync_peer_put_local (fixture->peer, "desk", later, NULL, NULL));

  tb_memory_server_restore (fixture->server, copy);
  restored = tb_sync_peer_open (fixture->peer, NULL, NULL);
  g_assert_cmpint (restored->n_documents, ==, 1);
  g_assert_cmpstr (restored->start, ==, before->start);
  g_assert_cmpstr (restored->update_seq, ==, before->update_seq);
  g_assert_true (tb_sync_peer_get_local (fixture->peer, "desk", &found, NULL, NULL));
  tb_sync_test_assert_body (found, "{'rounds':1}");
  g_clear_pointer (&found, json_object_unref);

  tb_memory_server_forget (fixture->server);
  anew = tb_sync_peer_open (fixture->peer, NULL, NULL);
  g_assert_cmpint (anew->n_documents, ==, 0);
  g_assert_cmpstr (anew->start, !=, before->start);
  g_assert_true (tb_sync_peer_get_local (fixture->peer, "desk", &found, NULL, NULL));
  g_assert_null (found);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/memory-peer/tree", test_tree);
  ADD ("/memory-peer/missing", test_missing);
  ADD ("/memory-peer/pages", test_pages);
  ADD ("/memory-peer/break", test_break);
  ADD ("/memory-peer/restored", test_restored);
#undef ADD

  return tb_test_run ();
}
