/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a service does not take: how long it is listed, and what is sent after it. */

#include "tb-desk-test.h"
#include "tb-revision.h"
#include "tb-sync.h"
#include "tb-test.h"

/* Two registers of one branch. The first one has a record that it has told nobody of. */
typedef struct
{
  TbMemoryServer *server; /* (owned) */
  TbDeskTest a;
  TbDeskTest b;
  TbSync *sync;         /* (owned): of a */
  TbRecord *enterprise; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = tb_memory_server_new ();
  tb_desk_test_open (&fixture->a, "a", fixture->server);
  tb_desk_test_open (&fixture->b, "b", fixture->server);
  fixture->sync = tb_sync_new (fixture->a.core.session);
  fixture->enterprise
      = tb_core_test_add_record (&fixture->a.core, "enterprise", "name", "甲公司", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->sync);
  g_clear_object (&fixture->enterprise);
  tb_desk_test_close (&fixture->a);
  tb_desk_test_close (&fixture->b);
  g_clear_pointer (&fixture->server, tb_memory_server_free);
}

/* Has the service not take the one change of the first desk. Gives what it was. */
static TbPeerDocument *
refuse_change (Fixture *fixture)
{
  const TbReplicatorDesk *desk = tb_sync_desk_get_interface (fixture->a.desk);
  g_auto (TbReplicatorState) state = { 0 };
  g_autoptr (TbReplicatorOffer) offer = NULL;
  g_autoptr (GPtrArray) refusals
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_refusal_free);
  TbPeerDocument *document;
  gboolean more;
  g_autoptr (GError) error = NULL;

  g_assert_true (desk->begin (desk->data, &state, NULL, &error));
  g_assert_true (desk->stage (desk->data, &more, NULL, &error));
  offer = desk->offer (desk->data, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offer->documents->len, ==, 1);
  document = g_ptr_array_steal_index (offer->documents, 0);
  g_ptr_array_add (refusals, tb_peer_refusal_new (document->id, document->rev, "forbidden", ""));
  g_assert_true (desk->offered (desk->data, offer->last, refusals, NULL, &error));
  g_assert_true (desk->end (desk->data, NULL, 0, NULL, &error));
  return document;
}

static void
assert_n_refused (Fixture *fixture, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = tb_sync_list_refused (fixture->sync, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, n);
}

/* What a desk that may give the service did, is refused no more. */
static void
test_refused_given (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbPeerDocument) document = refuse_change (fixture);

  assert_n_refused (fixture, 1);
  tb_desk_test_exchange (&fixture->a);
  assert_n_refused (fixture, 1);
  tb_memory_server_put (fixture->server, document);
  tb_desk_test_exchange (&fixture->a);
  assert_n_refused (fixture, 0);
}

/* Nor what another desk has changed since. */
static void
test_refused_followed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbPeerDocument) document = refuse_change (fixture);
  g_autoptr (TbPeerDocument) next = g_new0 (TbPeerDocument, 1);

  next->id = g_strdup (document->id);
  next->body = json_object_ref (tb_peer_document_get_body (document));
  json_object_set_string_member (next->body, "name", "甲集团");
  next->rev = tb_revision_new (FALSE, document->rev, next->body);
  next->ancestry = g_strdupv ((char *[]){ next->rev, document->rev, NULL });
  tb_memory_server_put (fixture->server, next);
  tb_desk_test_exchange (&fixture->a);
  assert_n_refused (fixture, 0);
}

/* Nor what was taken back here: the service has what the register says, though it takes no word of
 * that. */
static void
test_refused_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbRecord) given
      = tb_core_test_add_record (&fixture->b.core, "enterprise", "name", "乙公司", NULL);
  g_autofree char *batch = NULL;
  g_autofree char *undo = NULL;
  g_autofree char *other_batch = NULL;
  g_autoptr (GError) error = NULL;

  tb_desk_test_exchange (&fixture->b);
  tb_desk_test_exchange (&fixture->a);
  batch = tb_desk_test_set (&fixture->a, given, "remark", "甲写的");
  tb_peer_document_free (refuse_change (fixture));
  assert_n_refused (fixture, 1);

  undo = tb_session_undo (fixture->a.core.session, batch, NULL, &error);
  g_assert_no_error (error);
  tb_peer_document_free (refuse_change (fixture));
  assert_n_refused (fixture, 0);

  other_batch = tb_desk_test_set (&fixture->a, given, "remark", "甲又写的");
  tb_peer_document_free (refuse_change (fixture));
  assert_n_refused (fixture, 1);
}

/* Makes what was changed here ready to be sent, and sends nothing. Gives how much there is. */
static guint
count_offers (Fixture *fixture)
{
  const TbReplicatorDesk *desk = tb_sync_desk_get_interface (fixture->a.desk);
  g_auto (TbReplicatorState) state = { 0 };
  g_autoptr (TbReplicatorOffer) offer = NULL;
  gboolean more;
  g_autoptr (GError) error = NULL;

  g_assert_true (desk->begin (desk->data, &state, NULL, &error));
  g_assert_true (desk->stage (desk->data, &more, NULL, &error));
  offer = desk->offer (desk->data, 0, NULL, &error);
  g_assert_no_error (error);
  return offer->documents->len;
}

/* Takes back a batch, or, with %NULL, the last one. Gives the one that did it. */
static char *
undo (Fixture *fixture, const char *batch)
{
  g_autoptr (GError) error = NULL;
  char *undone;

  tb_clock_advance (fixture->a.core.clock, G_TIME_SPAN_SECOND);
  undone = tb_session_undo (fixture->a.core.session, batch, NULL, &error);
  g_assert_no_error (error);
  return undone;
}

static void
remove_enterprise (Fixture *fixture)
{
  g_autoptr (TbRecord) present = tb_core_test_reload (&fixture->a.core, fixture->enterprise);
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  tb_clock_advance (fixture->a.core.clock, G_TIME_SPAN_SECOND);
  batch = tb_session_remove (fixture->a.core.session, present, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_same_there (Fixture *fixture)
{
  tb_desk_test_exchange (&fixture->a);
  tb_desk_test_exchange (&fixture->b);
  tb_desk_test_assert_equal (&fixture->a, &fixture->b);
  assert_n_refused (fixture, 0);
}

/* A record that the service never took and that was taken back here is no business of it, until it
 * is put back. */
static void
test_refused_new_undone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *undone = NULL;
  g_autofree char *done_again = NULL;

  tb_peer_document_free (refuse_change (fixture));
  assert_n_refused (fixture, 1);

  undone = undo (fixture, NULL);
  g_assert_cmpuint (count_offers (fixture), ==, 0);
  assert_n_refused (fixture, 0);
  tb_desk_test_exchange (&fixture->a);
  g_assert_cmpuint (tb_memory_server_get_n_documents (fixture->server), ==, 0);

  done_again = undo (fixture, undone);
  assert_same_there (fixture);
  g_assert_cmpuint (tb_memory_server_get_n_documents (fixture->server), ==, 1);
  remove_enterprise (fixture);
  g_assert_cmpuint (count_offers (fixture), ==, 1);
  assert_same_there (fixture);
}

/* Nor is one that was taken back before it was ever sent. */
static void
test_refused_new_unsent (Fixture *fixture, gconstpointer data)
{
  remove_enterprise (fixture);
  tb_peer_document_free (refuse_change (fixture));
  assert_n_refused (fixture, 0);
}

static void
change_enterprise (Fixture *fixture)
{
  g_autofree char *batch = tb_desk_test_set (&fixture->a, fixture->enterprise, "remark", "甲写的");
}

/* Nor is one that was changed meanwhile, and refused as before. */
static void
test_refused_new_changed (Fixture *fixture, gconstpointer data)
{
  tb_peer_document_free (refuse_change (fixture));
  change_enterprise (fixture);
  tb_peer_document_free (refuse_change (fixture));
  assert_n_refused (fixture, 1);

  remove_enterprise (fixture);
  g_assert_cmpuint (count_offers (fixture), ==, 0);
  assert_n_refused (fixture, 0);
}

/* What the service took after all is told to be gone. */
static void
test_refused_new_taken (Fixture *fixture, gconstpointer data)
{
  tb_peer_document_free (refuse_change (fixture));
  change_enterprise (fixture);
  assert_same_there (fixture);
  remove_enterprise (fixture);
  g_assert_cmpuint (count_offers (fixture), ==, 1);
  assert_same_there (fixture);
}

/* Also where another desk gave it to the service, before it was removed or after. */
static void
test_refused_new_given (Fixture *fixture, gconstpointer data)
{
  gboolean is_late = GPOINTER_TO_INT (data);
  g_autoptr (TbPeerDocument) document = NULL;

  tb_peer_document_free (refuse_change (fixture));
  change_enterprise (fixture);
  document = refuse_change (fixture);
  if (!is_late)
    tb_memory_server_put (fixture->server, document);
  remove_enterprise (fixture);
  if (is_late)
    {
      tb_desk_test_exchange (&fixture->a);
      g_assert_cmpuint (tb_memory_server_get_n_documents (fixture->server), ==, 0);
      tb_memory_server_put (fixture->server, document);
    }
  assert_same_there (fixture);
  g_assert_cmpint (
      tb_desk_test_count (&fixture->b, "SELECT count(*) FROM enterprise WHERE removed_at NOTNULL"),
      ==, 1);
}

/* What the service does not take is told with its reason, and offered again when asked. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbPeerDocument) document = refuse_change (fixture);
  g_autoptr (GPtrArray) list = NULL;
  const TbSyncRefused *refused;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (document);
  list = tb_sync_list_refused (fixture->sync, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  refused = g_ptr_array_index (list, 0);
  g_assert_cmpstr (refused->title, ==, "甲公司");
  g_assert_cmpstr (refused->reason, !=, "");

  tb_desk_test_exchange (&fixture->a);
  g_assert_cmpuint (fixture->a.stats.n_pushed, ==, 0);
  g_assert_true (tb_sync_retry_refused (fixture->sync, refused->number, NULL, &error));
  tb_desk_test_exchange (&fixture->a);
  g_assert_cmpuint (fixture->a.stats.n_pushed, ==, 1);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = tb_sync_list_refused (fixture->sync, NULL, &error);
  g_assert_cmpuint (list->len, ==, 0);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);
#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  add ("/sync-refused/again", test_refused);
  add ("/sync-refused/given", test_refused_given);
  add ("/sync-refused/followed", test_refused_followed);
  add ("/sync-refused/undone", test_refused_undone);
  add ("/sync-refused/new-undone", test_refused_new_undone);
  add ("/sync-refused/new-changed", test_refused_new_changed);
  add ("/sync-refused/new-taken", test_refused_new_taken);
  add ("/sync-refused/new-given", test_refused_new_given);
  g_test_add ("/sync-refused/new-given-late", Fixture, GINT_TO_POINTER (TRUE), set_up,
              test_refused_new_given, tear_down);
  add ("/sync-refused/new-unsent", test_refused_new_unsent);
#undef add
  return tb_test_run ();
}
