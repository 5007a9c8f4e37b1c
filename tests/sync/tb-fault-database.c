/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fault-database.h"

#include <string.h>

#include "tb-canonical-json.h"
#include "tb-fault-server.h"
#include "tb-http-documents.h"

static void
refuse (TbFaultAnswer *answer, guint status, const char *error, const char *reason)
{
  answer->status = status;
  answer->error = error;
  answer->reason = reason;
}

static void
take (TbFaultAnswer *answer, guint status, GString *text)
{
  answer->status = status;
  answer->text = g_string_free (text, FALSE);
}

static const char *
get_option (const TbFaultRequest *request, const char *name)
{
  return request->query != NULL ? g_hash_table_lookup (request->query, name) : NULL;
}

static JsonArray *
get_docs (const TbFaultRequest *request)
{
  return json_object_get_array_member (json_node_get_object (request->json), "docs");
}

static void
answer_info (const TbFaultRequest *request, TbFaultAnswer *answer)
{
  g_autoptr (TbPeerInfo) info = tb_sync_peer_open (request->peer, NULL, NULL);
  GString *text = g_string_new (NULL);

  /* CouchDB says in seconds when a database was made; from 2.0 to 3.2 it said "0" of each. */
  g_string_printf (text,
                   "{\"db_name\":\"" TB_FAULT_SERVER_DATABASE
                   "\",\"instance_start_time\":\"170000000%s\",\"update_seq\":\"%s\","
                   "\"doc_count\":%" G_GINT64_FORMAT "}",
                   info->start, info->update_seq, info->n_documents);
  take (answer, 200, text);
}

static void
append_doc (GString *text, TbSyncPeer *peer, const TbPeerChange *change)
{
  g_autoptr (GPtrArray) wanted
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) documents = NULL;

  g_ptr_array_add (wanted, tb_peer_revision_new (change->id, change->revs[0]));
  documents = tb_sync_peer_get (peer, wanted, NULL, NULL);
  g_string_append (text, ",\"doc\":");
  tb_http_write_document (text, g_ptr_array_index (documents, 0));
}

static void
append_row (GString *text, TbSyncPeer *documents, const TbPeerChange *change)
{
  if (text->str[text->len - 1] == '}')
    g_string_append_c (text, ',');
  g_string_append (text, "{\"seq\":\"?\",\"id\":");
  tb_canonical_json_append_string (change->id, text);
  g_string_append (text, ",\"changes\":[");
  for (guint i = 0; change->revs[i] != NULL; i++)
    g_string_append_printf (text, "%s{\"rev\":\"%s\"}", i > 0 ? "," : "", change->revs[i]);
  g_string_append_printf (text, "]%s", change->deleted ? ",\"deleted\":true" : "");
  if (documents != NULL)
    append_doc (text, documents, change);
  g_string_append_c (text, '}');
}

static void
answer_changes (const TbFaultRequest *request, TbFaultAnswer *answer)
{
  const char *since = request->rewind ? NULL : get_option (request, "since");
  const char *heartbeat = get_option (request, "heartbeat");
  guint limit = (guint)g_ascii_strtoull (get_option (request, "limit"), NULL, 10);
  g_autoptr (TbChangesPage) page = tb_sync_peer_changes (
      request->peer, g_strcmp0 (since, "0") == 0 ? NULL : since, limit, 0, NULL, NULL);
  GString *text;

  if (page->changes->len == 0 && heartbeat != NULL)
    {
      answer->waits_ms = (guint)g_ascii_strtoull (heartbeat, NULL, 10);
      return;
    }
  text = g_string_new ("{\"results\":[");
  for (guint i = 0; i < page->changes->len; i++)
    for (guint j = 0; j < (request->twice ? 2 : 1); j++)
      append_row (text, get_option (request, "include_docs") != NULL ? request->peer : NULL,
                  g_ptr_array_index (page->changes, i));
  g_string_append_printf (text, "],\"last_seq\":\"%s\",\"pending\":%d}", page->last_seq,
                          page->more ? 1 : 0);
  take (answer, 200, text);
}

static GPtrArray *
read_wanted (const TbFaultRequest *request)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  JsonArray *docs = get_docs (request);

  for (guint i = 0; i < json_array_get_length (docs); i++)
    {
      JsonObject *doc = json_array_get_object_element (docs, i);

      g_ptr_array_add (wanted, tb_peer_revision_new (
                                   json_object_get_string_member (doc, "id"),
                                   json_object_get_string_member_with_default (doc, "rev", NULL)));
    }
  return wanted;
}

/* As CouchDB words it. */
static void
append_absence (GString *text, const TbPeerDocument *document, const char *error,
                const char *reason)
{
  g_string_append (text, ",\"docs\":[{\"error\":{\"id\":");
  tb_canonical_json_append_string (document->id, text);
  g_string_append_printf (text, ",\"rev\":\"%s\",\"error\":\"%s\",\"reason\":\"%s\"}}]}",
                          document->rev != NULL ? document->rev : "undefined", error, reason);
}

static void
answer_get (const TbFaultRequest *request, TbFaultAnswer *answer)
{
  g_autoptr (GPtrArray) wanted = read_wanted (request);
  g_autoptr (GPtrArray) documents = tb_sync_peer_get (request->peer, wanted, NULL, NULL);
  GString *text = g_string_new ("{\"results\":[");

  for (guint i = 0; i < documents->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (documents, i);

      g_string_append (text, i > 0 ? ",{\"id\":" : "{\"id\":");
      tb_canonical_json_append_string (document->id, text);
      if (request->unreadable)
        append_absence (text, document, "internal_fabric_error", "timeout");
      /* PouchDB tells the revision only, or nothing. */
      else if (document->error != NULL && i % 4 == 0)
        g_string_append (text, ",\"docs\":[{\"missing\":\"1-0\"}]}");
      else if (document->error != NULL && i % 4 == 2)
        g_string_append (text, ",\"docs\":[{}]}");
      else if (document->error != NULL)
        append_absence (text, document, "not_found", "missing");
      else
        {
          g_string_append (text, ",\"docs\":[{\"ok\":");
          tb_http_write_document (text, document);
          g_string_append (text, "}]}");
        }
    }
  g_string_append (text, "]}");
  take (answer, 200, text);
}

static void
answer_missing (const TbFaultRequest *request, TbFaultAnswer *answer)
{
  g_autoptr (GPtrArray) asked
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) missing = NULL;
  GString *text = g_string_new ("{");
  JsonObjectIter iter;
  const char *id;
  JsonNode *revs;

  json_object_iter_init_ordered (&iter, json_node_get_object (request->json));
  while (json_object_iter_next_ordered (&iter, &id, &revs))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (revs)); i++)
      g_ptr_array_add (asked, tb_peer_revision_new (id, json_array_get_string_element (
                                                            json_node_get_array (revs), i)));
  missing = tb_sync_peer_missing (request->peer, asked, NULL, NULL);

  for (guint i = 0; i < missing->len; i++)
    {
      TbPeerRevision *revision = g_ptr_array_index (missing, i);
      TbPeerRevision *before = i > 0 ? g_ptr_array_index (missing, i - 1) : NULL;

      if (before != NULL && g_str_equal (before->id, revision->id))
        {
          g_string_truncate (text, text->len - 2);
          g_string_append_printf (text, ",\"%s\"]}", revision->rev);
          continue;
        }
      if (i > 0)
        g_string_append_c (text, ',');
      tb_canonical_json_append_string (revision->id, text);
      g_string_append_printf (text, ":{\"missing\":[\"%s\"]}", revision->rev);
    }
  g_string_append_c (text, '}');
  take (answer, 200, text);
}

/* As rows of `_bulk_get`, which the program reads. */
static GPtrArray *
read_docs (const TbFaultRequest *request)
{
  JsonArray *docs = get_docs (request);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "results");
  json_builder_begin_array (builder);
  for (guint i = 0; i < json_array_get_length (docs); i++)
    {
      JsonObject *doc = json_array_get_object_element (docs, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, json_object_get_string_member (doc, "_id"));
      json_builder_set_member_name (builder, "docs");
      json_builder_begin_array (builder);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "ok");
      json_builder_add_value (builder, json_array_dup_element (docs, i));
      json_builder_end_object (builder);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  return tb_http_read_documents (node);
}

static gboolean
has_poison (GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++)
    if (json_object_has_member (((TbPeerDocument *)g_ptr_array_index (documents, i))->body,
                                TB_FAULT_SERVER_POISON))
      return TRUE;
  return FALSE;
}

static void
append_refusal (GString *text, const TbPeerDocument *document, const char *error,
                const char *reason)
{
  g_string_append (text, text->len > 1 ? ",{\"id\":" : "{\"id\":");
  tb_canonical_json_append_string (document->id, text);
  g_string_append_printf (text, ",\"rev\":\"%s\",\"error\":\"%s\",\"reason\":\"%s\"}",
                          document->rev, error, reason);
}

static void
answer_put (const TbFaultRequest *request, TbFaultAnswer *answer)
{
  g_autoptr (GPtrArray) documents = read_docs (request);
  g_autoptr (GPtrArray) refusals = NULL;
  GString *text;

  if (has_poison (documents))
    {
      refuse (answer, 400, "doc_validation", "Bad special document member");
      return;
    }
  text = g_string_new ("[");
  for (guint i = documents->len; i > 0; i--)
    {
      TbPeerDocument *document = g_ptr_array_index (documents, i - 1);

      if (json_object_has_member (document->body, TB_FAULT_SERVER_FORBIDDEN))
        append_refusal (text, document, "forbidden", "Only the secretary.");
      else if (request->troubled && i == 1)
        append_refusal (text, document, "os_process_error", "OS process timed out.");
      else
        continue;
      g_ptr_array_remove_index (documents, i - 1);
    }
  g_string_append_c (text, ']');
  tb_sync_peer_put (request->peer, documents, &refusals, NULL, NULL);
  take (answer, 201, text);
}

static void
answer_local (const TbFaultRequest *request, TbFaultAnswer *answer)
{
  const char *key = strrchr (request->path, '/') + 1;
  g_autoptr (JsonObject) value = NULL;
  GString *text;

  if (g_str_equal (request->method, "PUT"))
    {
      tb_sync_peer_put_local (request->peer, key, json_node_get_object (request->json), NULL, NULL);
      take (answer, 201, g_string_new ("{\"ok\":true}"));
      return;
    }
  tb_sync_peer_get_local (request->peer, key, &value, NULL, NULL);
  if (value == NULL)
    {
      refuse (answer, 404, "not_found", "missing");
      return;
    }
  text = g_string_new (NULL);
  tb_canonical_json_append_object (value, text);
  take (answer, 200, text);
}

/**
 * tb_fault_database_answer:
 * @request: what is asked
 * @answer: (out caller-allocates): what a database says
 */
void
tb_fault_database_answer (const TbFaultRequest *request, TbFaultAnswer *answer)
{
  static const struct
  {
    const char *ending;
    void (*func) (const TbFaultRequest *request, TbFaultAnswer *answer);
  } roads[] = {
    { "/" TB_FAULT_SERVER_DATABASE, answer_info },
    { "/" TB_FAULT_SERVER_FILES, answer_info },
    { "/_changes", answer_changes },
    { "/_bulk_get", answer_get },
    { "/_revs_diff", answer_missing },
    { "/_bulk_docs", answer_put },
  };

  *answer = (TbFaultAnswer){ 0 };
  if (!g_str_has_prefix (request->path, "/" TB_FAULT_SERVER_DATABASE))
    {
      refuse (answer, 404, "not_found", "Database does not exist.");
      return;
    }
  if (strstr (request->path, "/_local/") != NULL)
    {
      answer_local (request, answer);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (roads); i++)
    if (g_str_has_suffix (request->path, roads[i].ending))
      {
        roads[i].func (request, answer);
        return;
      }
  refuse (answer, 405, "method_not_allowed", "");
}
