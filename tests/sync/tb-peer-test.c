/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-peer-test.h"

#include "tb-canonical-json.h"
#include "tb-sync-test.h"

/**
 * tb_peer_test_person:
 * @n: which one
 *
 * Returns: (transfer full): a person's document of about 560 bytes
 */
TbPeerDocument *
tb_peer_test_person (guint n)
{
  g_autofree char *id = g_strdup_printf ("person:01890a5d-ac96-774b-bcce-%012x", n);
  g_autofree char *body = g_strdup_printf (
      "{\"type\":\"person\",\"schema\":1,\"by\":\"陈慧\",\"at\":\"2026-03-01T02:03:04.%06uZ\","
      "\"name\":\"测试人员%06u\",\"sex\":\"female\",\"ethnicity\":\"01\",\"birth_date\":\"1990-05-"
      "06\",\"education\":\"20\",\"political_status\":\"01\",\"member_status\":\"full\",\"joined\":"
      "\"2012-07-01\",\"kind\":\"floating\",\"organisation\":\"01890a5d-ac96-774b-bcce-b302099a%04x"
      "\",\"enterprise\":\"01890a5d-ac96-774b-bcce-b302099b%04x\",\"title\":\"业务主管\",\"floor\":"
      "\"%u\",\"skills\":[\"law\",\"first_aid\"],\"note\":\"流动党员，组织关系在原籍，%u 年转入\"}",
      n % 1000000, n, n % 97, n % 1009, n % 60, 2000 + n % 26);

  return tb_sync_test_first (id, body);
}

/**
 * tb_peer_test_documents:
 * @first: (transfer full): a document
 * @...: (transfer full): more of them, ended by %NULL
 *
 * Returns: (transfer full): them all
 */
GPtrArray *
tb_peer_test_documents (TbPeerDocument *first, ...)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  TbPeerDocument *document;
  va_list args;

  va_start (args, first);
  for (document = first; document != NULL; document = va_arg (args, TbPeerDocument *))
    g_ptr_array_add (documents, document);
  va_end (args);
  return documents;
}

/**
 * tb_peer_test_persons:
 * @begin: the first one
 * @end: the one after the last
 *
 * Returns: (transfer full): the documents of persons
 */
GPtrArray *
tb_peer_test_persons (guint begin, guint end)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);

  for (guint n = begin; n < end; n++)
    g_ptr_array_add (documents, tb_peer_test_person (n));
  return documents;
}

/**
 * tb_peer_test_put:
 * @peer: a peer
 * @documents: what it must take
 */
void
tb_peer_test_put (TbSyncPeer *peer, GPtrArray *documents)
{
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;

  tb_sync_peer_put (peer, documents, &refusals, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refusals->len, ==, 0);
}

/**
 * tb_peer_test_get:
 * @peer: a peer
 * @id: a document that it must have
 * @rev: (nullable): at a revision
 *
 * Returns: (transfer full): the document
 */
TbPeerDocument *
tb_peer_test_get (TbSyncPeer *peer, const char *id, const char *rev)
{
  g_autoptr (GPtrArray) wanted
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GError) error = NULL;
  TbPeerDocument *document;

  g_ptr_array_add (wanted, tb_peer_revision_new (id, rev));
  documents = tb_sync_peer_get (peer, wanted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (documents->len, ==, 1);
  document = g_ptr_array_steal_index (documents, 0);
  g_assert_no_error (document->error);
  return document;
}

/**
 * tb_peer_test_pull_ids:
 * @peer: a peer
 * @limit: rows of a page
 *
 * Returns: (transfer full): the ids of all that has changed, each with its leaves
 */
GHashTable *
tb_peer_test_pull_ids (TbSyncPeer *peer, guint limit)
{
  GHashTable *ids
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
  g_autofree char *since = NULL;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TbChangesPage) page = tb_sync_peer_changes (peer, since, limit, 0, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < page->changes->len; i++)
        {
          TbPeerChange *change = g_ptr_array_index (page->changes, i);

          g_hash_table_insert (ids, g_strdup (change->id), g_strdupv (change->revs));
        }
      g_set_str (&since, page->last_seq);
      more = page->more;
    }
  return ids;
}

/**
 * tb_peer_test_dup_body:
 * @document: a document
 *
 * Returns: (transfer full): its body as canonical JSON
 */
char *
tb_peer_test_dup_body (const TbPeerDocument *document)
{
  return tb_canonical_json_dup_object (document->body);
}
