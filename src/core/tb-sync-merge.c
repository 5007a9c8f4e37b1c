/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "tb-merge-leaves.h"
#include "tb-review-row.h"
#include "tb-sync-decision.h"
#include "tb-sync-item.h"

/* Where the bodies before the leaves are found. */
typedef struct
{
  TbConnection *connection;      /* (not owned) */
  const TbDocumentRow *document; /* (not owned) */
  JsonObject *last;              /* (owned) (nullable): what was found last */
  GError *error;                 /* (owned) (nullable) */
} Lookup;

static void
lookup_clear (Lookup *self)
{
  g_clear_pointer (&self->last, json_object_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lookup, lookup_clear)

static JsonObject *
find_body (const char *rev, gpointer data)
{
  Lookup *self = data;
  g_autofree char *text = NULL;

  g_clear_pointer (&self->last, json_object_unref);
  if (self->error == NULL
      && tb_revision_row_find_body (self->connection, self->document->row, rev, &text, &self->error)
      && text != NULL)
    self->last = tb_sync_parse_body (text);
  return self->last;
}

/* What was kept aside because it continued nothing known is all that there is now: a desk that
 * knew both has decided. */
static gboolean
accept_foreign (TbConnection *connection, const TbDocumentRow *document, GPtrArray *leaves,
                GError **error)
{
  g_autoptr (GPtrArray) reviews = NULL;

  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);

      if (!leaf->deleted && !leaf->is_foreign)
        return TRUE;
    }

  reviews = tb_review_row_list_of_document (connection, document->row, error);
  if (reviews == NULL)
    return FALSE;
  for (guint i = 0; i < leaves->len; i++)
    {
      TbRevisionRow *leaf = g_ptr_array_index (leaves, i);

      if (!leaf->is_foreign)
        continue;
      if (!tb_revision_row_set_foreign (connection, leaf->seq, FALSE, error))
        return FALSE;
      leaf->is_foreign = FALSE;
    }
  for (guint i = 0; i < reviews->len; i++)
    {
      const TbReviewRow *review = g_ptr_array_index (reviews, i);

      if (strcmp (review->kind, "foreign") == 0 && strcmp (review->state, "open") == 0
          && !tb_review_row_decide (connection, review->row, "elsewhere", NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
merge_leaves (TbConnection *connection, TbDocumentRow *document, GPtrArray *leaves, guint *n_added,
              GError **error)
{
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  g_autoptr (GPtrArray) reviews
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_merge_review_free);
  g_auto (Lookup) lookup = { .connection = connection, .document = document };
  g_autoptr (GPtrArray) added = NULL;

  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);

      if (!leaf->is_foreign)
        g_ptr_array_add (documents, tb_sync_document_from_row (document->id, leaf));
    }

  added = tb_merge_leaves (documents, find_body, &lookup, reviews);
  if (lookup.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&lookup.error));
      return FALSE;
    }

  for (guint i = 0; i < added->len; i++)
    if (!tb_sync_add_revision (connection, document, g_ptr_array_index (added, i), 0, FALSE, NULL,
                               error))
      return FALSE;
  *n_added = added->len;
  return tb_sync_add_reviews (connection, document, reviews, error);
}

/* A leaf that a merge closed beside the history of @winner. */
static TbPeerDocument *
find_closed_leaf (const TbDocumentRow *document, GPtrArray *leaves, TbPeerDocument *winner)
{
  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);
      g_autoptr (TbPeerDocument) closed = NULL;

      if (!leaf->deleted || leaf->is_foreign)
        continue;
      closed = tb_sync_document_from_row (document->id, leaf);
      if (closed->ancestry[1] != NULL
          && !g_strv_contains ((const char *const *)winner->ancestry, closed->ancestry[1]))
        return g_steal_pointer (&closed);
    }
  return NULL;
}

/* Another desk's merge may have closed the version that people here have before them. What it did
 * not take of that is to be looked at here, too. It may also have removed the record with what was
 * edited, for a removal wins; then it followed the version, and took nothing of it. */
static gboolean
review_closed (TbConnection *connection, TbDocumentRow *document, GPtrArray *leaves, GError **error)
{
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  g_autoptr (GPtrArray) reviews
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_merge_review_free);
  g_auto (Lookup) lookup = { .connection = connection, .document = document };
  g_autoptr (TbRevisionRow) applied = NULL;
  g_autoptr (TbPeerDocument) closed = NULL;
  g_autoptr (TbPeerDocument) beside = NULL;
  TbPeerDocument *winner;

  if (document->applied == 0)
    return TRUE;
  applied = tb_revision_row_load (connection, document->applied, error);
  if (applied == NULL)
    return FALSE;
  if (applied->leaf)
    return TRUE;

  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);

      if (!leaf->is_foreign && !leaf->deleted)
        g_ptr_array_add (documents, tb_sync_document_from_row (document->id, leaf));
    }
  winner = tb_merge_find_winner (documents);
  if (winner == NULL)
    return TRUE;

  closed = tb_sync_document_from_row (document->id, applied);
  if (g_strv_contains ((const char *const *)winner->ancestry, applied->rev))
    {
      if (tb_document_is_removed (winner->body) && !tb_document_is_removed (closed->body))
        beside = find_closed_leaf (document, leaves, winner);
      if (beside == NULL)
        return TRUE;
    }
  tb_merge_review_closed (closed, beside, winner, find_body, &lookup, reviews);
  if (lookup.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&lookup.error));
      return FALSE;
    }
  return tb_sync_add_reviews (connection, document, reviews, error);
}

static TbRevisionRow *
steal_winner (GPtrArray *leaves)
{
  g_autoptr (GPtrArray) live = g_ptr_array_new ();

  for (guint i = leaves->len; i > 0; i--)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i - 1);

      if (leaf->deleted || leaf->is_foreign)
        g_ptr_array_remove_index (leaves, i - 1);
    }
  if (leaves->len == 0)
    return NULL;

  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);
      TbPeerDocument *document = g_new0 (TbPeerDocument, 1);

      document->rev = g_strdup (leaf->rev);
      g_ptr_array_add (live, document);
    }
  g_ptr_array_set_free_func (live, (GDestroyNotify)tb_peer_document_free);
  for (guint i = 0; i < live->len; i++)
    if (g_ptr_array_index (live, i) == (gpointer)tb_merge_find_winner (live))
      return g_ptr_array_steal_index (leaves, i);
  return NULL;
}

/*< private >
 * tb_sync_merge_document:
 * @document: a document of records
 * @winner: (out) (transfer full) (nullable): its present revision then; %NULL where it has none
 *
 * Makes one leaf of all that this desk may merge, and puts up for review what was not taken.
 */
gboolean
tb_sync_merge_document (TbConnection *connection, TbDocumentRow *document, TbRevisionRow **winner,
                        GError **error)
{
  g_autoptr (GPtrArray) leaves = tb_sync_load_leaves (connection, document, error);
  guint n_added = 0;

  if (leaves == NULL || !accept_foreign (connection, document, leaves, error)
      || !review_closed (connection, document, leaves, error)
      || (leaves->len > 1 && !merge_leaves (connection, document, leaves, &n_added, error)))
    return FALSE;

  if (n_added > 0)
    {
      g_ptr_array_unref (leaves);
      leaves = tb_sync_load_leaves (connection, document, error);
      if (leaves == NULL)
        return FALSE;
    }
  *winner = steal_winner (leaves);
  return TRUE;
}

/*< private >
 * tb_sync_keep_aside:
 * @seq: a revision that continues nothing known here, or cannot be read
 * @body: what it says
 *
 * Keeps it, and has a person look at it.
 */
gboolean
tb_sync_keep_aside (TbConnection *connection, const TbDocumentRow *document, gint64 seq,
                    JsonObject *body, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seq);
  TbReviewRow review = {
    .document = document->row,
    .kind = (char *)"foreign",
    .other = text,
    .other_by = (char *)tb_document_get_text (body, TB_DOCUMENT_BY),
    .other_at = (char *)tb_document_get_text (body, TB_DOCUMENT_AT),
  };

  gboolean made;

  if (!tb_revision_row_set_foreign (connection, seq, TRUE, error)
      || !tb_sync_decision_is_made (connection, document, &review, &made, error))
    return FALSE;
  if (made)
    review.state = (char *)"elsewhere";
  return tb_review_row_add (connection, &review, error);
}
