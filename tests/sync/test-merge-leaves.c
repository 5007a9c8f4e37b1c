/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-merge-leaves.h"

#include "tb-canonical-json.h"
#include "tb-revision.h"
#include "tb-sync-test.h"
#include "tb-test.h"

#define ID "tower:01928c5e-0000-7000-8000-000000000001"
#define STAMP(day) "'type':'tower','schema':1,'by':'甲','at':'2026-11-" day "T00:00:00Z'"

/* The revisions that a desk has bodies of. */
static JsonObject *
look_up (const char *rev, gpointer data)
{
  GPtrArray *known = data;

  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      TbPeerDocument *document = g_ptr_array_index (known, i);

      if (strcmp (document->rev, rev) == 0)
        return document->body;
    }
  return NULL;
}

static GPtrArray *
list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
}

static void
add (GPtrArray *list, TbPeerDocument *document)
{
  g_ptr_array_add (list, tb_sync_test_document_copy (document));
}

static void
test_two (void)
{
  g_autoptr (TbPeerDocument) first = tb_sync_test_first (ID, "{" STAMP ("01") ",'name':'a'}");
  g_autoptr (TbPeerDocument) second
      = tb_sync_test_next (first, "{" STAMP ("02") ",'name':'a','alias':'x'}");
  g_autoptr (TbPeerDocument) third
      = tb_sync_test_next (second, "{" STAMP ("03") ",'name':'b','alias':'x'}");
  g_autoptr (TbPeerDocument) other
      = tb_sync_test_next (first, "{" STAMP ("04") ",'name':'a','owners':'y'}");
  g_autoptr (GPtrArray) leaves = list_new ();
  g_autoptr (GPtrArray) turned = list_new ();
  g_autoptr (GPtrArray) known = list_new ();
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GPtrArray) added_elsewhere = NULL;
  TbPeerDocument *child;
  TbPeerDocument *tombstone;

  add (leaves, other);
  add (leaves, third);
  add (turned, third);
  add (turned, other);
  add (known, first);
  g_assert_true (tb_merge_find_winner (leaves) == g_ptr_array_index (leaves, 1));

  added = tb_merge_leaves (leaves, look_up, known, reviews);
  g_assert_cmpuint (added->len, ==, 2);
  g_assert_cmpuint (reviews->len, ==, 0);
  child = g_ptr_array_index (added, 0);
  tb_sync_test_assert_body (child->body, "{" STAMP ("04") ",'name':'b','alias':'x','owners':'y'}");
  g_assert_cmpstr (child->id, ==, ID);
  g_assert_false (child->deleted);
  g_assert_cmpuint (g_strv_length (child->ancestry), ==, 4);
  g_assert_cmpstr (child->ancestry[0], ==, child->rev);
  g_assert_cmpstr (child->ancestry[1], ==, third->rev);
  g_assert_cmpstr (child->ancestry[3], ==, first->rev);

  tombstone = g_ptr_array_index (added, 1);
  g_assert_true (tombstone->deleted);
  g_assert_cmpstr (tombstone->ancestry[1], ==, other->rev);
  g_assert_cmpuint (json_object_get_size (tombstone->body), ==, 0);

  /* Another desk, which learnt of them in another order. */
  added_elsewhere = tb_merge_leaves (turned, look_up, known, NULL);
  g_assert_cmpuint (added_elsewhere->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (((TbPeerDocument *)g_ptr_array_index (added_elsewhere, i))->rev, ==,
                     ((TbPeerDocument *)g_ptr_array_index (added, i))->rev);
}

static void
test_nothing_to_merge (void)
{
  g_autoptr (TbPeerDocument) first = tb_sync_test_first (ID, "{" STAMP ("01") ",'name':'a'}");
  g_autoptr (TbPeerDocument) second = tb_sync_test_next (first, "{" STAMP ("02") ",'name':'b'}");
  g_autoptr (TbPeerDocument) other = tb_sync_test_next (first, "{" STAMP ("03") ",'name':'c'}");
  g_autoptr (TbPeerDocument) closed = tb_merge_new_tombstone (other);
  g_autoptr (GPtrArray) leaves = list_new ();
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) one_live = NULL;

  none = tb_merge_leaves (leaves, look_up, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (tb_merge_find_winner (leaves));
  add (leaves, second);
  one = tb_merge_leaves (leaves, look_up, NULL, NULL);
  g_assert_cmpuint (one->len, ==, 0);
  add (leaves, closed);
  one_live = tb_merge_leaves (leaves, look_up, NULL, NULL);
  g_assert_cmpuint (one_live->len, ==, 0);
  g_assert_true (tb_merge_find_winner (leaves) == g_ptr_array_index (leaves, 0));
}

/* The winner already says all: no revision that says the same again. */
static void
test_winner_says_all (void)
{
  g_autoptr (TbPeerDocument) first = tb_sync_test_first (ID, "{" STAMP ("01") ",'name':'a'}");
  g_autoptr (TbPeerDocument) second = tb_sync_test_next (first, "{" STAMP ("02") ",'name':'b'}");
  g_autoptr (TbPeerDocument) third = tb_sync_test_next (second, "{" STAMP ("03") ",'name':'c'}");
  g_autoptr (TbPeerDocument) other = tb_sync_test_next (first, "{" STAMP ("04") ",'name':'a'}");
  g_autoptr (GPtrArray) leaves = list_new ();
  g_autoptr (GPtrArray) known = list_new ();
  g_autoptr (GPtrArray) added = NULL;

  add (leaves, third);
  add (leaves, other);
  add (known, first);
  added = tb_merge_leaves (leaves, look_up, known, NULL);
  g_assert_cmpuint (added->len, ==, 1);
  g_assert_true (((TbPeerDocument *)g_ptr_array_index (added, 0))->deleted);
}

static void
test_no_base (void)
{
  g_autoptr (TbPeerDocument) one = tb_sync_test_first (ID, "{" STAMP ("01") ",'name':'a'}");
  g_autoptr (TbPeerDocument) other = tb_sync_test_first (ID, "{" STAMP ("02") ",'name':'b'}");
  g_autoptr (GPtrArray) leaves = list_new ();
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (GPtrArray) added = NULL;

  add (leaves, one);
  add (leaves, other);
  added = tb_merge_leaves (leaves, look_up, NULL, reviews);
  g_assert_cmpuint (reviews->len, ==, 1);
  g_assert_cmpuint (added->len, ==, 1);
}

/* The desk whose leaf was closed learns the same as the one that closed it. */
static void
test_closed (void)
{
  g_autoptr (TbPeerDocument) first
      = tb_sync_test_first (ID, "{" STAMP ("01") ",'name':'a','alias':'x'}");
  g_autoptr (TbPeerDocument) second
      = tb_sync_test_next (first, "{" STAMP ("02") ",'name':'b','alias':'x'}");
  g_autoptr (TbPeerDocument) third
      = tb_sync_test_next (second, "{" STAMP ("03") ",'name':'b','alias':'x','height':3}");
  g_autoptr (TbPeerDocument) other
      = tb_sync_test_next (first, "{" STAMP ("04") ",'name':'c','alias':'y'}");
  g_autoptr (GPtrArray) leaves = list_new ();
  g_autoptr (GPtrArray) known = list_new ();
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (GPtrArray) reviews_elsewhere = tb_sync_test_reviews_new ();
  g_autoptr (GPtrArray) added = NULL;

  add (leaves, third);
  add (leaves, other);
  add (known, first);
  added = tb_merge_leaves (leaves, look_up, known, reviews);
  tb_merge_review_closed (other, NULL, g_ptr_array_index (added, 0), look_up, known,
                          reviews_elsewhere);
  g_assert_cmpuint (reviews->len, ==, 1);
  g_assert_cmpuint (reviews_elsewhere->len, ==, 1);
  tb_sync_test_assert_review (reviews, 0, "name", "\"b\"", "\"c\"");
  tb_sync_test_assert_review (reviews_elsewhere, 0, "name", "\"b\"", "\"c\"");
}

/* Only a program that understands a record merges it. */
static void
test_newer (void)
{
  g_autoptr (TbPeerDocument) first = tb_sync_test_first (ID, "{" STAMP ("01") ",'name':'a'}");
  g_autoptr (TbPeerDocument) ours = tb_sync_test_next (first, "{" STAMP ("02") ",'name':'b'}");
  g_autoptr (TbPeerDocument) newer
      = tb_sync_test_next (first, "{'type':'tower','schema':99,'name':'a','colour':'red'}");
  g_autoptr (GPtrArray) leaves = list_new ();
  g_autoptr (GPtrArray) added = NULL;

  add (leaves, ours);
  add (leaves, newer);
  added = tb_merge_leaves (leaves, look_up, NULL, NULL);
  g_assert_cmpuint (added->len, ==, 0);
}

/* A document's leaves and all bodies, as one desk has them. */
typedef struct
{
  GPtrArray *leaves;
  GPtrArray *known;
} Desk;

static gboolean
knows (Desk *desk, const char *rev)
{
  return look_up (rev, desk->known) != NULL;
}

static void
take_in (Desk *desk, TbPeerDocument *document)
{
  if (knows (desk, document->rev))
    return;
  add (desk->known, document);

  /* It may come after what follows it. */
  for (guint i = 0; i < desk->leaves->len; i++)
    {
      TbPeerDocument *leaf = g_ptr_array_index (desk->leaves, i);

      if (g_strv_contains ((const char *const *)leaf->ancestry, document->rev))
        return;
    }
  for (guint i = 0; i < desk->leaves->len; i++)
    {
      TbPeerDocument *leaf = g_ptr_array_index (desk->leaves, i);

      if (g_strv_contains ((const char *const *)document->ancestry, leaf->rev))
        g_ptr_array_remove_index (desk->leaves, i--);
    }
  add (desk->leaves, document);
}

static gboolean
merge_at (Desk *desk)
{
  g_autoptr (GPtrArray) added = tb_merge_leaves (desk->leaves, look_up, desk->known, NULL);

  for (guint i = 0; i < added->len; i++)
    take_in (desk, g_ptr_array_index (added, i));
  return added->len > 0;
}

static gboolean
tell (Desk *from, Desk *to)
{
  guint known = to->known->len;

  for (guint i = 0; i < from->leaves->len; i++)
    take_in (to, g_ptr_array_index (from->leaves, i));
  return to->known->len > known;
}

static TbPeerDocument *
random_child (GRand *rand, TbPeerDocument *parent)
{
  g_autofree char *json = g_strdup_printf (
      "{'type':'tower','schema':1,'by':'甲','at':'2026-11-%02dT00:00:00Z','name':'%c',"
      "'worker_count':%d%s}",
      g_rand_int_range (rand, 1, 5), 'a' + g_rand_int_range (rand, 0, 3),
      g_rand_int_range (rand, 0, 3), g_rand_int_range (rand, 0, 6) == 0 ? ",'removed':true" : "");

  return tb_sync_test_next (parent, json);
}

/* Whichever desks merge first, and whoever tells whom, all end with the same single leaf, and do
 * not go on merging for ever. */
static void
test_desks_agree (void)
{
  const guint32 seed = 411;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (TbPeerDocument) first
          = tb_sync_test_first (ID, "{" STAMP ("01") ",'name':'a','worker_count':0}");
      Desk desks[4];
      gboolean restless = TRUE;

      for (gsize i = 0; i < G_N_ELEMENTS (desks); i++)
        {
          g_autoptr (TbPeerDocument) edit = NULL;

          desks[i] = (Desk){ list_new (), list_new () };
          take_in (&desks[i], first);
          edit = random_child (rand, first);
          take_in (&desks[i], edit);
          if (g_rand_boolean (rand))
            {
              g_autoptr (TbPeerDocument) more = random_child (rand, edit);

              take_in (&desks[i], more);
            }
        }

      for (guint step = 0; step < 6; step++)
        {
          Desk *from = &desks[g_rand_int_range (rand, 0, G_N_ELEMENTS (desks))];
          Desk *to = &desks[g_rand_int_range (rand, 0, G_N_ELEMENTS (desks))];

          tell (from, to);
          merge_at (to);
        }

      for (guint step = 0; restless; step++)
        {
          g_assert_cmpuint (step, <, 20);
          restless = FALSE;
          for (gsize i = 0; i < G_N_ELEMENTS (desks); i++)
            for (gsize j = 0; j < G_N_ELEMENTS (desks); j++)
              {
                restless |= tell (&desks[i], &desks[j]);
                restless |= merge_at (&desks[j]);
              }
        }

      for (gsize i = 0; i < G_N_ELEMENTS (desks); i++)
        {
          TbPeerDocument *winner = tb_merge_find_winner (desks[i].leaves);

          g_assert_cmpstr (winner->rev, ==, tb_merge_find_winner (desks[0].leaves)->rev);
          for (guint j = 0; j < desks[i].leaves->len; j++)
            {
              TbPeerDocument *leaf = g_ptr_array_index (desks[i].leaves, j);

              g_assert_true (leaf == winner || leaf->deleted);
            }
        }
      for (gsize i = 0; i < G_N_ELEMENTS (desks); i++)
        {
          g_ptr_array_unref (desks[i].leaves);
          g_ptr_array_unref (desks[i].known);
        }
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/merge-leaves/two", test_two);
  g_test_add_func ("/merge-leaves/nothing-to-merge", test_nothing_to_merge);
  g_test_add_func ("/merge-leaves/winner-says-all", test_winner_says_all);
  g_test_add_func ("/merge-leaves/no-base", test_no_base);
  g_test_add_func ("/merge-leaves/closed", test_closed);
  g_test_add_func ("/merge-leaves/newer", test_newer);
  g_test_add_func ("/merge-leaves/desks-agree", test_desks_agree);

  return tb_test_run ();
}
