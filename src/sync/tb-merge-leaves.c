/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-merge-leaves.h"

#include "tb-revision.h"

static int
compare_leaves (gconstpointer a, gconstpointer b)
{
  const TbPeerDocument *a_leaf = *(const TbPeerDocument *const *)a;
  const TbPeerDocument *b_leaf = *(const TbPeerDocument *const *)b;

  return -tb_revision_compare_leaves (a_leaf->rev, a_leaf->deleted, b_leaf->rev, b_leaf->deleted);
}

/**
 * tb_merge_find_winner:
 * @leaves: (element-type TbPeerDocument): the leaves of one document
 *
 * Returns: (transfer none) (nullable): the one that is the document to everybody until they are
 * merged; %NULL where there are no leaves
 */
TbPeerDocument *
tb_merge_find_winner (GPtrArray *leaves)
{
  TbPeerDocument *winner = NULL;

  g_return_val_if_fail (leaves != NULL, NULL);

  for (guint i = 0; i < leaves->len; i++)
    {
      TbPeerDocument *leaf = g_ptr_array_index (leaves, i);

      if (winner == NULL || compare_leaves (&leaf, &winner) < 0)
        winner = leaf;
    }
  return winner;
}

static GStrv
prepend_revision (const char *rev, GStrv ancestry)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, rev);
  g_strv_builder_addv (builder, (const char **)ancestry);
  return g_strv_builder_end (builder);
}

static TbPeerDocument *
new_child (TbPeerDocument *parent, gboolean deleted, JsonObject *body)
{
  TbPeerDocument *child = g_new0 (TbPeerDocument, 1);

  child->id = g_strdup (parent->id);
  child->rev = tb_revision_new (deleted, parent->rev, body);
  child->ancestry = prepend_revision (child->rev, parent->ancestry);
  child->deleted = deleted;
  child->body = json_object_ref (body);
  return child;
}

/**
 * tb_merge_new_child:
 * @parent: a leaf
 * @body: what is to follow it
 *
 * Returns: (transfer full): the revision of @body after @parent
 */
TbPeerDocument *
tb_merge_new_child (TbPeerDocument *parent, JsonObject *body)
{
  g_return_val_if_fail (parent != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  return new_child (parent, FALSE, body);
}

/**
 * tb_merge_new_tombstone:
 * @leaf: a leaf whose content is in another one now
 *
 * Returns: (transfer full): the revision that closes it
 */
TbPeerDocument *
tb_merge_new_tombstone (TbPeerDocument *leaf)
{
  g_autoptr (JsonObject) nothing = json_object_new ();

  g_return_val_if_fail (leaf != NULL, NULL);

  return new_child (leaf, TRUE, nothing);
}

/* The leaves that say something, the winner first; none where one of them is not for us to merge.
 */
static GPtrArray *
list_live (GPtrArray *leaves)
{
  g_autoptr (GPtrArray) live = g_ptr_array_new ();
  const TbRecordType *type = NULL;

  for (guint i = 0; i < leaves->len; i++)
    {
      TbPeerDocument *leaf = g_ptr_array_index (leaves, i);

      if (leaf->deleted)
        continue;
      if (tb_document_is_newer (leaf->body)
          || (type != NULL && tb_document_get_record_type (leaf->body) != type))
        {
          g_ptr_array_set_size (live, 0);
          break;
        }
      type = tb_document_get_record_type (leaf->body);
      g_ptr_array_add (live, leaf);
    }
  g_ptr_array_sort (live, compare_leaves);
  return g_steal_pointer (&live);
}

/* The body of the last revision that both follow. */
static JsonObject *
find_base (TbPeerDocument *a, TbPeerDocument *b, TbMergeLookup lookup, gpointer data)
{
  for (guint i = 0; a->ancestry[i] != NULL; i++)
    {
      JsonObject *body;

      if (!g_strv_contains ((const char *const *)b->ancestry, a->ancestry[i]))
        continue;
      body = lookup (a->ancestry[i], data);
      if (body != NULL)
        return body;
    }
  return NULL;
}

/**
 * tb_merge_leaves:
 * @leaves: (element-type TbPeerDocument): all leaves of one document that are known
 * @lookup: (scope call): finds the body of a revision before them
 * @data: given to @lookup
 * @reviews: (nullable) (element-type TbMergeReview): where each value that is not taken is added
 *
 * Makes one leaf of several: a child of the winner that says what all of them say, where that is
 * more than the winner says, and a tombstone for each of the others. Leaves that a newer program
 * wrote, or that are of several types, are left as they are for a program that understands them.
 * Pure; any thread.
 *
 * Returns: (transfer full) (element-type TbPeerDocument): the revisions that are to be added; none
 * where there is nothing to merge
 */
GPtrArray *
tb_merge_leaves (GPtrArray *leaves, TbMergeLookup lookup, gpointer data, GPtrArray *reviews)
{
  g_autoptr (GPtrArray) live = NULL;
  g_autoptr (JsonObject) merged = NULL;
  g_autoptr (GPtrArray) added = NULL;
  TbPeerDocument *winner;

  g_return_val_if_fail (leaves != NULL, NULL);
  g_return_val_if_fail (lookup != NULL, NULL);

  added = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  live = list_live (leaves);
  if (live->len < 2)
    return g_steal_pointer (&added);

  winner = g_ptr_array_index (live, 0);
  merged = json_object_ref (winner->body);
  for (guint i = 1; i < live->len; i++)
    {
      TbPeerDocument *other = g_ptr_array_index (live, i);
      JsonObject *base = find_base (winner, other, lookup, data);
      JsonObject *both = tb_merge (tb_document_get_record_type (winner->body), base, merged,
                                   other->body, reviews);

      json_object_unref (merged);
      merged = both;
      g_ptr_array_add (added, tb_merge_new_tombstone (other));
    }

  if (!tb_document_says_same (merged, winner->body))
    g_ptr_array_insert (added, 0, tb_merge_new_child (winner, merged));
  return g_steal_pointer (&added);
}

/**
 * tb_merge_review_closed:
 * @closed: a revision that a merge on another desk closed
 * @beside: (nullable): a leaf that stood beside @closed; where @winner follows @closed, but was
 * made by a merge
 * @winner: the leaf that the merge made or left
 * @lookup: (scope call): finds the body of a revision before them
 * @data: given to @lookup
 * @reviews: (element-type TbMergeReview): where each value that is not taken is added
 *
 * What that merge did not take of @closed, for the desk where people had @closed before them: they
 * are to know that what they wrote does not stand. Pure; any thread.
 */
void
tb_merge_review_closed (TbPeerDocument *closed, TbPeerDocument *beside, TbPeerDocument *winner,
                        TbMergeLookup lookup, gpointer data, GPtrArray *reviews)
{
  const TbRecordType *type;
  g_autoptr (JsonObject) merged = NULL;

  g_return_if_fail (closed != NULL && winner != NULL);
  g_return_if_fail (lookup != NULL);
  g_return_if_fail (reviews != NULL);

  type = tb_document_get_record_type (winner->body);
  if (winner->deleted || tb_document_is_newer (winner->body)
      || tb_document_get_record_type (closed->body) != type)
    return;
  merged = tb_merge (type, find_base (beside != NULL ? beside : winner, closed, lookup, data),
                     winner->body, closed->body, reviews);
}
