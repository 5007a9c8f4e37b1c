/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include <string.h>

#include "tb-canonical-json.h"
#include "tb-document.h"
#include "tb-http-body.h"
#include "tb-http-documents.h"
#include "tb-revision.h"

/* The input is whatever a service answers, and is read as each thing that is ever asked for. What
 * is understood of it can be stored and given on, and is understood the same. */

#define REV "\"1-0123456789abcdef0123456789abcdef\""
#define REVISIONS "\"_revisions\":{\"start\":2,\"ids\":[\"aa\",\"bb\"]}"
#define DEPTH 5000

static const char *const seeds[] = {
  "{\"results\":[{\"id\":\"person:x\",\"docs\":[{\"ok\":{\"_id\":\"person:x\",\"_rev\":\"2-aa\","
  "\"type\":\"person\",\"name\":\"唐\"," REVISIONS "}},{\"error\":{\"id\":\"x\",\"rev\":\"1-a\","
  "\"error\":\"not_found\",\"reason\":\"missing\"}},{\"missing\":\"1-a\"}]}]}",
  "{\"results\":[{\"id\":\"x\",\"docs\":[{\"ok\":{\"_id\":\"x\",\"_rev\":\"2-aa\",\"a\":1,\"a\":[2]"
  ",\"_deleted\":true," REVISIONS ",\"b\":{\"c\":[1e999,-1e999,1e-400,9223372036854775808,-0.0,"
  "123456789012345678901234567890,0.1,\"\\u0000\\ud83d\\ude00\"]}}}]}]}",
  "{\"results\":[{\"seq\":\"7-abc\",\"id\":\"person:x\",\"changes\":[{\"rev\":" REV "}],\"doc\":{"
  "\"_id\":\"person:x\",\"_rev\":" REV ",\"type\":\"person\",\"n\":12}},{\"seq\":8,\"id\":\"y\","
  "\"changes\":[{\"rev\":\"1-a\"},{\"rev\":\"1-b\"}],\"deleted\":true}],\"last_seq\":\"8-x\","
  "\"pending\":3}",
  "{\"db_name\":\"branch-a\",\"update_seq\":\"9-g1AAAA\",\"instance_start_time\":\"0\",\"doc_"
  "count\":"
  "12,\"sizes\":{\"file\":1}}",
  "{\"person:x\":{\"missing\":[\"1-a\",\"2-b\"],\"possible_ancestors\":[\"1-c\"]}}",
  "[{\"id\":\"person:x\",\"error\":\"forbidden\",\"reason\":\"“by” is missing\"},{\"id\":\"y\","
  "\"rev\":\"1-a\",\"error\":\"conflict\"},{\"ok\":true,\"id\":\"z\",\"rev\":\"1-b\"}]",
  "{\"results\":[],\"last_seq\":1}{\"results\":[],\"last_seq\":2}",
};

/* It says the same when it is read again out of what is stored. */
static void
check_body (JsonObject *body)
{
  g_autofree char *text = tb_canonical_json_dup_object (body);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autofree char *again = NULL;

  g_assert_nonnull (node);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  again = tb_canonical_json_dup_object (json_node_get_object (node));
  g_assert_cmpstr (text, ==, again);
}

static void
check_document (TbPeerDocument *document)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;

  g_assert_nonnull (document->id);
  if (document->error != NULL)
    return;
  g_assert_cmpstr (document->rev, ==, document->ancestry[0]);
  for (guint i = 0; document->ancestry[i] != NULL; i++)
    g_assert_true (tb_revision_parse (document->ancestry[i], NULL, NULL));
  check_body (document->body);
  tb_document_is_newer (document->body);
  tb_http_write_document (text, document);
  node = json_from_string (text->str, NULL);
  g_assert_nonnull (node);
}

static void
check_documents (GPtrArray *documents)
{
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    check_document (g_ptr_array_index (documents, i));
}

static void
read_changes (JsonNode *json)
{
  g_autoptr (TbChangesPage) page = tb_http_read_changes (json, 2);
  g_autoptr (GHashTable) brought = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                          (GDestroyNotify)tb_peer_document_free);
  GHashTableIter iter;
  gpointer document;

  if (page == NULL)
    return;
  g_assert_nonnull (page->last_seq);
  tb_http_read_brought (json, brought);
  g_hash_table_iter_init (&iter, brought);
  while (g_hash_table_iter_next (&iter, NULL, &document))
    {
      g_assert_null (((TbPeerDocument *)document)->error);
      check_document (document);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GPtrArray) refusals
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_refusal_free);
  g_autoptr (GPtrArray) asked
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (TbPeerInfo) info = NULL;

  g_byte_array_append (body, data, (guint)size);
  json = tb_http_body_parse (body);
  if (json == NULL)
    return 0;

  g_ptr_array_add (asked, tb_peer_revision_new ("person:x", "1-a"));
  info = tb_http_read_info (json, "branch-a");
  documents = tb_http_read_documents (json);
  missing = tb_http_read_missing (json, asked);
  tb_http_read_refusals (json, refusals);
  check_documents (documents);
  read_changes (json);
  return 0;
}

/* Arrays in arrays, deeper than any parser should follow. */
static GBytes *
new_deep (void)
{
  g_autofree char *open = g_strnfill (DEPTH, '[');
  g_autofree char *close = g_strnfill (DEPTH, ']');
  char *text = g_strconcat ("{\"results\":[{\"id\":\"x\",\"docs\":[{\"ok\":{\"_id\":\"x\",\"_rev\":"
                            "\"1-a\",\"deep\":",
                            open, close, "}}]}]}", NULL);

  return g_bytes_new_take (text, strlen (text));
}

GPtrArray *
tb_fuzz_new_seeds (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    g_ptr_array_add (list, g_bytes_new_static (seeds[i], strlen (seeds[i])));
  g_ptr_array_add (list, new_deep ());
  return list;
}
