/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-entry.h"

#include "tb-canonical-json.h"

/**
 * tb_entry_dup_id:
 * @body: what an entry says
 *
 * Returns: (transfer full): its id: its type and the SHA-256 of its canonical JSON
 */
char *
tb_entry_dup_id (JsonObject *body)
{
  g_autofree char *text = NULL;
  g_autofree char *digest = NULL;
  const char *type;

  g_return_val_if_fail (body != NULL, NULL);

  type = tb_document_get_text (body, TB_DOCUMENT_TYPE);
  g_return_val_if_fail (type != NULL, NULL);

  text = tb_canonical_json_dup_object (body);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return tb_document_dup_id (type, digest);
}

/**
 * tb_entry_is_genuine:
 * @id: the `_id` of a document
 * @body: its body
 *
 * Returns: whether @body is what @id was made of; an entry of which that is not true was forged, or
 * damaged on its way
 */
gboolean
tb_entry_is_genuine (const char *id, JsonObject *body)
{
  g_autofree char *genuine = NULL;

  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (body != NULL, FALSE);

  if (tb_document_get_text (body, TB_DOCUMENT_TYPE) == NULL)
    return FALSE;
  genuine = tb_entry_dup_id (body);
  return strcmp (id, genuine) == 0;
}

/**
 * tb_entry_new:
 * @body: (transfer full): what is to be testified; of its type
 *
 * Returns: (transfer full): the entry
 */
TbEntry *
tb_entry_new (JsonObject *body)
{
  TbEntry *self;

  g_return_val_if_fail (body != NULL, NULL);

  self = g_new0 (TbEntry, 1);
  self->id = tb_entry_dup_id (body);
  self->body = body;
  return self;
}

/**
 * tb_entry_free:
 * @self: an entry
 */
void
tb_entry_free (TbEntry *self)
{
  g_free (self->id);
  json_object_unref (self->body);
  g_free (self);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
set_superseded (JsonObject *body, GPtrArray *heads)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  JsonArray *superseded = json_array_new ();

  for (guint i = 0; i < heads->len; i++)
    g_ptr_array_add (ids, ((TbEntry *)g_ptr_array_index (heads, i))->id);
  g_ptr_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    json_array_add_string_element (superseded, g_ptr_array_index (ids, i));
  json_object_set_array_member (body, TB_DOCUMENT_SUPERSEDES, superseded);
}

/**
 * tb_entry_new_for_record:
 * @record: a record with an id, as it is now
 * @by: who made the last edit that it tells of
 * @at: the UTC instant of that edit
 * @scope: which protected fields may leave this desk
 * @heads: (element-type TbEntry): the entries that told of it until now, the best first; none for a
 * new record
 *
 * What a record of an entry type becomes when it is staged. It takes the place of all @heads. Pure;
 * any thread.
 *
 * Returns: (transfer full): the entry
 */
TbEntry *
tb_entry_new_for_record (TbRecord *record, const char *by, const char *at,
                         const TbDocumentScope *scope, GPtrArray *heads)
{
  TbEntry *first;
  JsonObject *body;

  g_return_val_if_fail (TB_IS_RECORD (record), NULL);
  g_return_val_if_fail (heads != NULL, NULL);

  first = heads->len > 0 ? g_ptr_array_index (heads, 0) : NULL;
  body = tb_document_new (record, by, at, scope, first != NULL ? first->body : NULL);
  json_object_set_string_member (body, TB_DOCUMENT_RECORD_MEMBER, tb_record_get_id (record));
  set_superseded (body, heads);
  return tb_entry_new (body);
}

/**
 * tb_entry_new_removal:
 * @heads: (element-type TbEntry): the entries that tell of a record, the best first
 *
 * The entry that removes a record because another one says the same (see tb_unique_yield()). It has
 * the stamp of the best head, so that every desk makes the same one.
 *
 * Returns: (transfer full): the entry
 */
TbEntry *
tb_entry_new_removal (GPtrArray *heads)
{
  TbEntry *first;
  JsonObject *body;

  g_return_val_if_fail (heads != NULL && heads->len > 0, NULL);

  first = g_ptr_array_index (heads, 0);
  body = tb_document_copy (first->body);
  json_object_set_boolean_member (body, TB_DOCUMENT_REMOVED, TRUE);
  set_superseded (body, heads);
  return tb_entry_new (body);
}

/**
 * tb_entry_get_record_id:
 * @body: what an entry says
 *
 * Returns: (transfer none) (nullable): the id of the record that it tells of
 */
const char *
tb_entry_get_record_id (JsonObject *body)
{
  return tb_document_get_text (body, TB_DOCUMENT_RECORD_MEMBER);
}

static void
add_superseded (GHashTable *superseded, JsonObject *body)
{
  JsonNode *node = json_object_get_member (body, TB_DOCUMENT_SUPERSEDES);
  JsonArray *ids;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  ids = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      JsonNode *id = json_array_get_element (ids, i);

      if (JSON_NODE_HOLDS_VALUE (id) && json_node_get_value_type (id) == G_TYPE_STRING)
        g_hash_table_add (superseded, (gpointer)json_node_get_string (id));
    }
}

/* The best first. As everywhere, a removal wins. */
static int
compare_heads (gconstpointer a, gconstpointer b)
{
  const TbEntry *a_entry = *(const TbEntry *const *)a;
  const TbEntry *b_entry = *(const TbEntry *const *)b;
  int order = tb_document_is_removed (b_entry->body) - tb_document_is_removed (a_entry->body);

  if (order == 0)
    order = g_strcmp0 (tb_document_get_text (b_entry->body, TB_DOCUMENT_AT),
                       tb_document_get_text (a_entry->body, TB_DOCUMENT_AT));
  if (order == 0)
    order = strcmp (b_entry->id, a_entry->id);
  return order;
}

/**
 * tb_entry_find_heads:
 * @entries: (element-type TbEntry): all entries known of one record
 *
 * The entries whose place no other one has taken. The first is the record's present value: of a
 * removal and others the removal, then the last in time, then that of the larger id. Pure.
 *
 * Returns: (transfer container) (element-type TbEntry): the heads, the best first
 */
GPtrArray *
tb_entry_find_heads (GPtrArray *entries)
{
  g_autoptr (GHashTable) superseded = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *heads = g_ptr_array_new ();

  g_return_val_if_fail (entries != NULL, NULL);

  for (guint i = 0; i < entries->len; i++)
    add_superseded (superseded, ((TbEntry *)g_ptr_array_index (entries, i))->body);
  for (guint i = 0; i < entries->len; i++)
    {
      TbEntry *entry = g_ptr_array_index (entries, i);

      if (!g_hash_table_contains (superseded, entry->id))
        g_ptr_array_add (heads, entry);
    }
  g_ptr_array_sort (heads, compare_heads);
  return heads;
}

/* The ids of all entries whose place @entry took, and that were superseded by those. */
static GHashTable *
find_ancestors (TbEntry *entry, GPtrArray *entries)
{
  GHashTable *ancestors = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_before;

  add_superseded (ancestors, entry->body);
  do
    {
      n_before = g_hash_table_size (ancestors);
      for (guint i = 0; i < entries->len; i++)
        {
          TbEntry *other = g_ptr_array_index (entries, i);

          if (g_hash_table_contains (ancestors, other->id))
            add_superseded (ancestors, other->body);
        }
    }
  while (g_hash_table_size (ancestors) > n_before);
  return ancestors;
}

/* What both went on from: the base of a merge. */
static GPtrArray *
find_last_common (TbEntry *a, TbEntry *b, GPtrArray *entries)
{
  g_autoptr (GHashTable) of_a = find_ancestors (a, entries);
  g_autoptr (GHashTable) of_b = find_ancestors (b, entries);
  g_autoptr (GPtrArray) common = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      TbEntry *entry = g_ptr_array_index (entries, i);

      if (g_hash_table_contains (of_a, entry->id) && g_hash_table_contains (of_b, entry->id))
        g_ptr_array_add (common, entry);
    }
  return tb_entry_find_heads (common);
}

static gboolean
repeats_one_of (TbEntry *entry, const TbField *field, GPtrArray *before)
{
  for (guint i = 0; i < before->len; i++)
    {
      TbEntry *other = g_ptr_array_index (before, i);

      if (!tb_document_differ_in (entry->body, other->body, field))
        return TRUE;
    }
  return FALSE;
}

/**
 * tb_entry_compare_heads:
 * @heads: (element-type TbEntry): the heads of a record, the best first
 * @entries: (element-type TbEntry): all entries known of it
 * @reviews: (element-type TbMergeReview): where each value that another head says is added
 *
 * What the heads after the first say otherwise than it, and otherwise than what both went on from.
 */
void
tb_entry_compare_heads (GPtrArray *heads, GPtrArray *entries, GPtrArray *reviews)
{
  TbEntry *first;
  const TbRecordType *type;

  g_return_if_fail (heads != NULL && heads->len > 0);
  g_return_if_fail (entries != NULL && reviews != NULL);

  first = g_ptr_array_index (heads, 0);
  type = tb_document_get_record_type (first->body);
  for (guint i = 1; type != NULL && i < heads->len; i++)
    {
      TbEntry *head = g_ptr_array_index (heads, i);
      g_autoptr (GPtrArray) before = find_last_common (first, head, entries);
      gboolean edit_lost
          = tb_document_is_removed (first->body) && !tb_document_is_removed (head->body);

      for (guint j = 0; j < type->n_fields; j++)
        {
          const TbField *field = &type->fields[j];

          if (!tb_document_differ_in (first->body, head->body, field)
              || repeats_one_of (head, field, before))
            continue;
          g_ptr_array_add (reviews, tb_merge_review_new (edit_lost ? TB_MERGE_REVIEW_REMOVED
                                                                   : TB_MERGE_REVIEW_FIELD,
                                                         field->name, first->body, head->body));
        }
    }
}
