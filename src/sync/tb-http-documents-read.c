/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-http-documents.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-http-error.h"
#include "tb-revision.h"

/* Nothing of what comes is believed to be of the kind that it should be. */

/* Revisions that a service tells of a document at most; more is no answer of a service. */
#define ANCESTRY_MAX 10000

static JsonObject *
as_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  return object != NULL ? as_object (json_object_get_member (object, name)) : NULL;
}

static const char *
node_get_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return object != NULL ? node_get_text (json_object_get_member (object, name)) : NULL;
}

static gboolean
get_flag (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static gint64
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : 0;
}

/* A place among the changes is text of the service's own, with some a number; it is given back as
 * it came and never understood. */
static char *
dup_place (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  return node_get_text (node) != NULL ? g_strdup (node_get_text (node))
                                      : json_to_string (node, FALSE);
}

/**
 * tb_http_read_info:
 * @json: what a database says of itself
 * @database: its name
 *
 * Returns: (transfer full) (nullable): that; %NULL where it is nothing of the kind
 */
TbPeerInfo *
tb_http_read_info (JsonNode *json, const char *database)
{
  JsonObject *object = as_object (json);
  g_autoptr (TbPeerInfo) info = NULL;

  if (object == NULL || get_text (object, "db_name") == NULL)
    return NULL;

  info = g_new0 (TbPeerInfo, 1);
  info->name = g_strdup (database);
  info->start = dup_place (object, "instance_start_time");
  info->update_seq = dup_place (object, "update_seq");
  info->n_documents = get_number (object, "doc_count");
  return info->update_seq != NULL ? g_steal_pointer (&info) : NULL;
}

static TbPeerChange *
read_change (JsonObject *row)
{
  JsonArray *leaves = get_array (row, "changes");
  const char *id = get_text (row, "id");
  g_autoptr (GStrvBuilder) revs = g_strv_builder_new ();
  TbPeerChange *change;

  if (id == NULL || leaves == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (leaves); i++)
    {
      const char *rev = get_text (as_object (json_array_get_element (leaves, i)), "rev");

      if (rev == NULL)
        return NULL;
      g_strv_builder_add (revs, rev);
    }

  change = g_new0 (TbPeerChange, 1);
  change->id = g_strdup (id);
  change->revs = g_strv_builder_end (revs);
  change->deleted = get_flag (row, "deleted");
  return change;
}

/**
 * tb_http_read_changes:
 * @json: the answer of `_changes`
 * @limit: how many rows were asked for at most
 *
 * Returns: (transfer full) (nullable): the page; %NULL where it is nothing of the kind
 */
TbChangesPage *
tb_http_read_changes (JsonNode *json, guint limit)
{
  JsonObject *object = as_object (json);
  JsonArray *rows = get_array (object, "results");
  g_autoptr (TbChangesPage) page = NULL;

  if (rows == NULL)
    return NULL;

  page = g_new0 (TbChangesPage, 1);
  page->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_change_free);
  page->last_seq = dup_place (object, "last_seq");
  page->more = json_array_get_length (rows) >= limit || get_number (object, "pending") > 0;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      TbPeerChange *change = read_change (as_object (json_array_get_element (rows, i)));

      if (change == NULL)
        return NULL;
      g_ptr_array_add (page->changes, change);
    }
  return page->last_seq != NULL ? g_steal_pointer (&page) : NULL;
}

static GStrv
read_ancestry (JsonObject *document, const char *rev)
{
  JsonObject *revisions = get_object (document, "_revisions");
  JsonArray *ids = get_array (revisions, "ids");
  g_autoptr (GStrvBuilder) ancestry = g_strv_builder_new ();
  gint64 generation;
  guint n;

  if (ids == NULL)
    {
      g_strv_builder_add (ancestry, rev);
      return g_strv_builder_end (ancestry);
    }
  generation = get_number (revisions, "start");
  n = json_array_get_length (ids);
  if (n == 0 || n > ANCESTRY_MAX || generation < n)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      const char *id = node_get_text (json_array_get_element (ids, i));

      if (id == NULL)
        return NULL;
      g_strv_builder_take (ancestry,
                           g_strdup_printf ("%" G_GINT64_FORMAT "-%s", generation - i, id));
    }
  return g_strv_builder_end (ancestry);
}

static JsonObject *
copy_body (JsonObject *document)
{
  JsonObject *body = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, document);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (*name != '_')
      json_object_set_member (body, name, json_node_ref (value));
  return body;
}

/* Whoever may write into a database may call a revision what they like, and a service gives it on.
 */
static gboolean
is_ancestry_of (const GStrv ancestry, const char *rev)
{
  if (ancestry == NULL || g_strcmp0 (ancestry[0], rev) != 0)
    return FALSE;
  for (guint i = 0; ancestry[i] != NULL; i++)
    if (!tb_revision_parse (ancestry[i], NULL, NULL))
      return FALSE;
  return TRUE;
}

/* A document that cannot be taken is told as one that the service does not give: others come. */
static TbPeerDocument *
read_document (JsonObject *object)
{
  g_autoptr (TbPeerDocument) document = NULL;
  const char *id = get_text (object, "_id");
  const char *rev = get_text (object, "_rev");

  if (id == NULL || rev == NULL)
    return NULL;

  document = g_new0 (TbPeerDocument, 1);
  document->id = g_strdup (id);
  document->rev = g_strdup (rev);
  document->ancestry = read_ancestry (object, rev);
  if (!is_ancestry_of (document->ancestry, rev))
    {
      g_clear_pointer (&document->ancestry, g_strfreev);
      g_set_error (&document->error, TB_ERROR, TB_ERROR_SERVICE_INVALID,
                   /* Translators: an id of a document */
                   _ ("The service gives the document “%s” with a revision that is none."), id);
      return g_steal_pointer (&document);
    }
  document->deleted = get_flag (object, "_deleted");
  document->body = copy_body (object);
  return g_steal_pointer (&document);
}

/* The document of a row of changes, where that is all there is to know of it: it has one leaf, and
 * that is the first revision, which has no ancestors. */
static TbPeerDocument *
read_brought (JsonObject *row)
{
  JsonArray *leaves = get_array (row, "changes");
  JsonObject *object = get_object (row, "doc");
  const char *rev = get_text (object, "_rev");

  if (leaves == NULL || json_array_get_length (leaves) != 1 || rev == NULL
      || !g_str_has_prefix (rev, "1-"))
    return NULL;
  return read_document (object);
}

/**
 * tb_http_read_brought:
 * @json: the answer of `_changes` with documents, which tb_http_read_changes() could read
 * @documents: (element-type utf8 TbPeerDocument): by their ids, which they own
 *
 * Takes the documents that need no further question.
 */
void
tb_http_read_brought (JsonNode *json, GHashTable *documents)
{
  JsonArray *rows = get_array (as_object (json), "results");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      g_autoptr (TbPeerDocument) document
          = read_brought (as_object (json_array_get_element (rows, i)));

      if (document != NULL && document->error == NULL)
        {
          g_hash_table_replace (documents, document->id, document);
          g_steal_pointer (&document);
        }
    }
}

/* What a row tells where the service has no such document, and never will. Any other word in its
 * place, as CouchDB's `internal_fabric_error`, is trouble of its own: the document is there.
 * PouchDB also gives a row without a word for what it has not. */
static const char *const absences[]
    = { "not_found", "missing", "deleted", "bad_request", "illegal_docid", NULL };

static gboolean
tells_absence (JsonObject *inner)
{
  const char *code = get_text (inner, "error");

  return code == NULL || g_strv_contains (absences, code);
}

static GError *
make_row_error (const char *id, gboolean is_absent, const char *words)
{
  if (is_absent)
    return g_error_new (TB_ERROR, TB_ERROR_NOT_FOUND,
                        /* Translators: an id of a document, then the service's own words */
                        _ ("The service does not give the document “%s”: %s."), id,
                        *words != '\0' ? words : "missing");
  return g_error_new (TB_ERROR, TB_ERROR_SERVICE_BUSY,
                      /* Translators: an id of a document, then the service's own words */
                      _ ("The service could not read the document “%s”: %s."), id,
                      *words != '\0' ? words : "error");
}

/* A row that tells why there is no document: `{"error": …}`, where the word may also be an object
 * of words, or `{"missing": revision}`. */
static TbPeerDocument *
read_absence (JsonObject *row, const char *id)
{
  TbPeerDocument *document = g_new0 (TbPeerDocument, 1);
  JsonObject *inner = get_object (row, "error");
  const char *rev = get_text (row, "missing");
  g_autofree char *words = NULL;

  if (inner == NULL)
    inner = row;
  if (rev == NULL)
    rev = get_text (inner, "rev");
  words = tb_http_dup_words (get_text (inner, "reason") != NULL ? get_text (inner, "reason")
                                                                : get_text (inner, "error"));

  document->id = g_strdup (id);
  document->rev = g_strdup (rev);
  document->error = make_row_error (id, tells_absence (inner), words);
  return document;
}

static TbPeerDocument *
read_row (JsonObject *row, const char *id)
{
  JsonObject *found = get_object (row, "ok");

  if (row == NULL)
    return NULL;
  return found != NULL ? read_document (found) : read_absence (row, id);
}

/**
 * tb_http_read_documents:
 * @json: the answer of `_bulk_get`
 *
 * Returns: (transfer full) (element-type TbPeerDocument) (nullable): the documents, and what tells
 * that they are not there (%TB_ERROR_NOT_FOUND) or could not be read (%TB_ERROR_SERVICE_BUSY);
 * %NULL where it is nothing of the kind
 */
GPtrArray *
tb_http_read_documents (JsonNode *json)
{
  JsonArray *results = get_array (as_object (json), "results");
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);

  if (results == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = as_object (json_array_get_element (results, i));
      const char *id = get_text (result, "id");
      JsonArray *rows = get_array (result, "docs");

      if (id == NULL || rows == NULL)
        return NULL;
      for (guint j = 0; j < json_array_get_length (rows); j++)
        {
          TbPeerDocument *document = read_row (as_object (json_array_get_element (rows, j)), id);

          if (document == NULL)
            return NULL;
          g_ptr_array_add (documents, document);
        }
    }
  return g_steal_pointer (&documents);
}

static gboolean
array_has (JsonArray *array, const char *text)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (node_get_text (json_array_get_element (array, i)), text) == 0)
      return TRUE;
  return FALSE;
}

/**
 * tb_http_read_missing:
 * @json: the answer of `_revs_diff`
 * @asked: (element-type TbPeerRevision): what was asked about
 *
 * Returns: (transfer full) (element-type TbPeerRevision) (nullable): those that are missing; %NULL
 * where it is nothing of the kind
 */
GPtrArray *
tb_http_read_missing (JsonNode *json, GPtrArray *asked)
{
  JsonObject *object = as_object (json);
  GPtrArray *missing;

  if (object == NULL)
    return NULL;
  missing = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  for (guint i = 0; i < asked->len; i++)
    {
      TbPeerRevision *revision = g_ptr_array_index (asked, i);
      JsonArray *revs = get_array (get_object (object, revision->id), "missing");

      if (revs != NULL && array_has (revs, revision->rev))
        g_ptr_array_add (missing, tb_peer_revision_new (revision->id, revision->rev));
    }
  return missing;
}

/**
 * tb_http_read_refusals:
 * @json: the answer of `_bulk_docs`
 * @refusals: (element-type TbPeerRefusal): to which the rows that are refusals are added, with an
 * empty `rev` where the service does not tell it
 *
 * Returns: whether it is such an answer
 */
gboolean
tb_http_read_refusals (JsonNode *json, GPtrArray *refusals)
{
  JsonArray *rows = JSON_NODE_HOLDS_ARRAY (json) ? json_node_get_array (json) : NULL;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = as_object (json_array_get_element (rows, i));
      const char *id = get_text (row, "id");
      const char *code = get_text (row, "error");
      const char *rev = get_text (row, "rev");
      g_autofree char *words = tb_http_dup_words (get_text (row, "reason"));

      if (id != NULL && code != NULL)
        g_ptr_array_add (refusals, tb_peer_refusal_new (id, rev != NULL ? rev : "", code, words));
    }
  return TRUE;
}
