/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-documents.h"

#include <string.h>

#include "tb-canonical-json.h"
#include "tb-merge.h"
#include "tb-review-row.h"
#include "tb-revision.h"
#include "tb-sync-decision.h"

/* Revisions that are remembered before each leaf at most. Two desks that were apart for longer have
 * no common one, and every field that differs goes to review. */
#define MAX_ANCESTRY 500

/*< private >
 * tb_sync_parse_body:
 * @text: (nullable): a body as it is stored
 *
 * Returns: (transfer full): what it says; empty where it says nothing
 */
JsonObject *
tb_sync_parse_body (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node)
                                                       : json_object_new ();
}

static TbPeerDocument *
new_document (const char *id, const TbRevisionRow *row)
{
  TbPeerDocument *document = g_new0 (TbPeerDocument, 1);
  g_autofree char *ancestry = row->ancestry != NULL
                                  ? g_strconcat (row->rev, " ", row->ancestry, NULL)
                                  : g_strdup (row->rev);

  document->id = g_strdup (id);
  document->rev = g_strdup (row->rev);
  document->ancestry = g_strsplit (ancestry, " ", -1);
  document->deleted = row->deleted;
  return document;
}

/*< private >
 * tb_sync_document_from_row:
 * @id: id of the document
 * @row: one of its revisions
 *
 * Returns: (transfer full): the same as it is exchanged
 */
TbPeerDocument *
tb_sync_document_from_row (const char *id, const TbRevisionRow *row)
{
  TbPeerDocument *document = new_document (id, row);

  document->body = tb_sync_parse_body (row->body);
  return document;
}

/*< private >
 * tb_sync_document_take_row:
 * @id: id of the document
 * @row: one of its revisions; its body is taken
 *
 * Returns: (transfer full): the same as it is given to a peer, which does not read it
 */
TbPeerDocument *
tb_sync_document_take_row (const char *id, TbRevisionRow *row)
{
  TbPeerDocument *document = new_document (id, row);

  document->text = g_steal_pointer (&row->body);
  return document;
}

/* The revisions before the first. */
static char *
join_ancestry (const GStrv ancestry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 1; ancestry[0] != NULL && ancestry[i] != NULL && i <= MAX_ANCESTRY; i++)
    {
      if (i > 1)
        g_string_append_c (text, ' ');
      g_string_append (text, ancestry[i]);
    }
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

/*< private >
 * tb_sync_add_revision:
 * @document: its document, which is written down where it is new
 * @revision: a revision that is not known yet
 * @origin: number of the peer it came from; 0 for none
 * @is_foreign: whether it is to be kept aside
 * @seq: (out) (optional): its number
 */
gboolean
tb_sync_add_revision (TbConnection *connection, TbDocumentRow *document,
                      const TbPeerDocument *revision, gint64 origin, gboolean is_foreign,
                      gint64 *seq, GError **error)
{
  g_autofree char *ancestry = join_ancestry (revision->ancestry);
  g_autofree char *body = revision->deleted && json_object_get_size (revision->body) == 0
                              ? NULL
                              : tb_canonical_json_dup_object (revision->body);
  TbRevisionRow row = {
    .rev = revision->rev,
    .leaf = TRUE,
    .deleted = revision->deleted,
    .is_foreign = is_foreign,
    .origin = origin,
    .ancestry = ancestry,
    .body = body,
  };

  if (document->row == 0 && !tb_document_row_save (connection, document, error))
    return FALSE;
  row.document = document->row;
  if (!tb_revision_row_add (connection, &row, error))
    return FALSE;
  if (seq != NULL)
    *seq = row.seq;
  return TRUE;
}

/*< private >
 * tb_sync_new_first:
 *
 * Returns: (transfer full): the first revision of a document that says @body
 */
TbPeerDocument *
tb_sync_new_first (const char *id, JsonObject *body)
{
  TbPeerDocument *first = g_new0 (TbPeerDocument, 1);

  first->id = g_strdup (id);
  first->rev = tb_revision_new (FALSE, NULL, body);
  first->ancestry = g_new0 (char *, 2);
  first->ancestry[0] = g_strdup (first->rev);
  first->body = json_object_ref (body);
  return first;
}

/*< private >
 * tb_sync_add_entry:
 * @entry: a fact that this desk tells
 * @record: (nullable): id of the record that it tells of
 */
gboolean
tb_sync_add_entry (TbConnection *connection, const TbEntry *entry, const char *record,
                   GError **error)
{
  g_autoptr (TbDocumentRow) document = tb_document_row_find (connection, entry->id, error);
  g_autoptr (TbPeerDocument) leaf = NULL;

  if (document == NULL)
    return FALSE;
  if (document->row != 0)
    return TRUE;

  document->record = g_strdup (record);
  leaf = tb_sync_new_first (entry->id, entry->body);
  return tb_sync_add_revision (connection, document, leaf, 0, FALSE, NULL, error);
}

/*< private >
 * tb_sync_load_leaves:
 *
 * Returns: (transfer full) (element-type TbRevisionRow): the leaves of @document; none for one that
 * is not known
 */
GPtrArray *
tb_sync_load_leaves (TbConnection *connection, const TbDocumentRow *document, GError **error)
{
  return document->row != 0 ? tb_revision_row_list_leaves (connection, document->row, error)
                            : g_ptr_array_new_with_free_func ((GDestroyNotify)tb_revision_row_free);
}

/* Entries are not followed by anything, and not taken back by deleting them. */
static gboolean
load_entry (TbConnection *connection, const TbDocumentRow *document, GPtrArray *entries,
            GError **error)
{
  g_autoptr (GPtrArray) leaves = tb_sync_load_leaves (connection, document, error);

  if (leaves == NULL)
    return FALSE;

  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);
      TbEntry *entry;

      if (leaf->body == NULL || leaf->is_foreign)
        continue;
      entry = g_new0 (TbEntry, 1);
      entry->id = g_strdup (document->id);
      entry->body = tb_sync_parse_body (leaf->body);
      g_ptr_array_add (entries, entry);
      break;
    }
  return TRUE;
}

/*< private >
 * tb_sync_load_entries:
 * @record: id of a record of an entry type
 *
 * Returns: (transfer full) (element-type TbEntry): all that is known to tell of it
 */
GPtrArray *
tb_sync_load_entries (TbConnection *connection, const char *record, GError **error)
{
  g_autoptr (GPtrArray) documents = tb_document_row_list_of_record (connection, record, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_entry_free);

  if (documents == NULL)
    return NULL;

  for (guint i = 0; i < documents->len; i++)
    if (!load_entry (connection, g_ptr_array_index (documents, i), entries, error))
      return NULL;
  return g_steal_pointer (&entries);
}

/*< private >
 * tb_sync_load_scope:
 *
 * Returns: (transfer full): which protected fields travel, as the service's settings document says
 */
TbDocumentScope *
tb_sync_load_scope (TbConnection *connection, GError **error)
{
  g_autoptr (TbDocumentRow) document
      = tb_document_row_find (connection, TB_DOCUMENT_SETTINGS, error);
  g_autoptr (GPtrArray) leaves = NULL;
  g_autoptr (JsonObject) settings = NULL;

  if (document == NULL)
    return NULL;
  leaves = tb_sync_load_leaves (connection, document, error);
  if (leaves == NULL)
    return NULL;

  for (guint i = 0; settings == NULL && i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);

      if (!leaf->deleted)
        settings = tb_sync_parse_body (leaf->body);
    }
  return tb_document_scope_new (settings);
}

static char *
dup_json (JsonNode *value)
{
  g_autoptr (GString) text = NULL;

  if (value == NULL)
    return NULL;
  text = g_string_new (NULL);
  tb_canonical_json_append (value, text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/*< private >
 * tb_sync_add_reviews:
 * @reviews: (element-type TbMergeReview): values that a merge did not take
 *
 * What a field's policy decided, or a person on another desk, is there for whoever looks at the
 * record's past, and asks nobody.
 */
gboolean
tb_sync_add_reviews (TbConnection *connection, const TbDocumentRow *document, GPtrArray *reviews,
                     GError **error)
{
  static const char *const kinds[] = {
    [TB_MERGE_REVIEW_FIELD] = "field",
    [TB_MERGE_REVIEW_REMOVED] = "removed",
    [TB_MERGE_REVIEW_UNIQUE] = "unique",
  };

  for (guint i = 0; i < reviews->len; i++)
    {
      const TbMergeReview *review = g_ptr_array_index (reviews, i);
      g_autofree char *kept = dup_json (review->kept);
      g_autofree char *other = dup_json (review->other);
      TbReviewRow row = {
        .document = document->row,
        .kind = (char *)kinds[review->kind],
        .field = review->field,
        .kept = kept,
        .other = other,
        .kept_by = review->kept_by,
        .kept_at = review->kept_at,
        .other_by = review->other_by,
        .other_at = review->other_at,
        .state = review->decided ? (char *)"kept" : NULL,
      };
      gboolean made = FALSE;

      if (!review->decided && !tb_sync_decision_is_made (connection, document, &row, &made, error))
        return FALSE;
      if (made)
        row.state = (char *)"elsewhere";
      if (!tb_review_row_add (connection, &row, error))
        return FALSE;
    }
  return TRUE;
}

/*< private >
 * tb_sync_settle_reviews:
 * @body: what the document says now
 *
 * Whoever changed a value after it was put up for review has decided, wherever that was.
 */
gboolean
tb_sync_settle_reviews (TbConnection *connection, const TbDocumentRow *document, JsonObject *body,
                        GError **error)
{
  g_autoptr (GPtrArray) reviews = tb_review_row_list_of_document (connection, document->row, error);

  if (reviews == NULL)
    return FALSE;

  for (guint i = 0; i < reviews->len; i++)
    {
      const TbReviewRow *review = g_ptr_array_index (reviews, i);
      g_autofree char *present = NULL;

      if (strcmp (review->state, "open") != 0 || review->field == NULL)
        continue;
      present = dup_json (json_object_get_member (body, review->field));
      if (g_strcmp0 (present, review->kept) != 0
          && !tb_review_row_decide (connection, review->row, "elsewhere", NULL, error))
        return FALSE;
    }
  return TRUE;
}
