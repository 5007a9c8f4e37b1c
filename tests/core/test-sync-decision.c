/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one desk looked at, and left as it is, is not asked on the others. */

#include "tb-desk-test.h"
#include "tb-sync.h"
#include "tb-test.h"

#define N_ENTERPRISES 8

/* Three desks; two of them have changed the same values. */
typedef struct
{
  TbMemoryServer *server; /* (owned) */
  TbDeskTest a;
  TbDeskTest b;
  TbDeskTest c;
  TbRecord *enterprises[N_ENTERPRISES]; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = tb_memory_server_new ();
  tb_desk_test_open (&fixture->a, "a", fixture->server);
  tb_desk_test_open (&fixture->b, "b", fixture->server);
  tb_desk_test_open (&fixture->c, "c", fixture->server);
  for (gsize i = 0; i < N_ENTERPRISES; i++)
    {
      g_autofree char *name = g_strdup_printf ("甲%d公司", (int)i);

      fixture->enterprises[i]
          = tb_core_test_add_record (&fixture->a.core, "enterprise", "name", name, NULL);
    }
  tb_desk_test_exchange (&fixture->a);
  tb_desk_test_exchange (&fixture->b);
  tb_desk_test_exchange (&fixture->c);

  for (gsize i = 0; i < N_ENTERPRISES; i++)
    {
      g_autofree char *batch
          = tb_desk_test_set (&fixture->a, fixture->enterprises[i], "remark", "甲写的");
      g_autofree char *other_batch
          = tb_desk_test_set (&fixture->b, fixture->enterprises[i], "remark", "乙写的");
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  tb_desk_test_close (&fixture->a);
  tb_desk_test_close (&fixture->b);
  tb_desk_test_close (&fixture->c);
  tb_memory_server_free (fixture->server);
  for (gsize i = 0; i < N_ENTERPRISES; i++)
    g_object_unref (fixture->enterprises[i]);
}

static gint64
count_open (TbDeskTest *desk)
{
  return tb_desk_test_count (desk, "SELECT count(*) FROM sync_review WHERE state = 'open'");
}

static gint64
count_settled (TbDeskTest *desk)
{
  return tb_desk_test_count (desk, "SELECT count(*) FROM sync_review WHERE state = 'elsewhere'");
}

/* Somebody looks at all that waits at a desk, and leaves it as it is. */
static void
keep_all (TbDeskTest *desk)
{
  g_autoptr (TbSync) sync = tb_sync_new (desk->core.session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = tb_sync_list_reviews (sync, TRUE, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < reviews->len; i++)
    {
      const TbSyncReview *review = g_ptr_array_index (reviews, i);
      g_autofree char *batch
          = tb_sync_resolve (sync, review->number, TB_SYNC_KEEP, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (batch, ==, "");
    }
}

/* Both desks ask about what a lost; a's person answers. */
static void
test_settled (Fixture *fixture, gconstpointer data)
{
  gint64 n_a, n_b;

  tb_desk_test_exchange (&fixture->a);
  tb_desk_test_exchange (&fixture->b);
  tb_desk_test_exchange (&fixture->a);
  n_a = count_open (&fixture->a);
  n_b = count_open (&fixture->b);
  g_assert_cmpint (n_a, >, 0);
  g_assert_cmpint (n_b, ==, N_ENTERPRISES);

  keep_all (&fixture->a);
  g_assert_cmpint (count_open (&fixture->a), ==, 0);
  tb_desk_test_exchange (&fixture->a);
  g_assert_cmpuint (fixture->a.stats.n_pushed, ==, (guint64)n_a);
  tb_desk_test_exchange (&fixture->b);
  g_assert_cmpint (count_open (&fixture->b), ==, n_b - n_a);
  g_assert_cmpint (count_settled (&fixture->b), ==, n_a);

  /* What is settled says nothing new to anybody. */
  tb_desk_test_exchange (&fixture->b);
  g_assert_cmpuint (fixture->b.stats.n_pushed, ==, 0);
  tb_desk_test_exchange (&fixture->c);
  tb_desk_test_assert_equal (&fixture->a, &fixture->b);
  tb_desk_test_assert_equal (&fixture->a, &fixture->c);
}

/* The answer comes, page by page, before what is asked. */
static void
test_answer_first (Fixture *fixture, gconstpointer data)
{
  gint64 n_a;

  tb_desk_test_exchange (&fixture->a);
  tb_desk_test_exchange (&fixture->c);
  tb_desk_test_exchange (&fixture->b);
  tb_desk_test_exchange (&fixture->a);
  n_a = count_open (&fixture->a);
  keep_all (&fixture->a);
  tb_desk_test_exchange (&fixture->a);
  for (gsize i = 0; i < N_ENTERPRISES; i++)
    {
      g_autofree char *batch
          = tb_desk_test_set (&fixture->a, fixture->enterprises[i], "name", "乙公司");
    }
  tb_desk_test_exchange (&fixture->a);

  tb_memory_peer_set_page (fixture->c.peer, 1);
  tb_desk_test_exchange (&fixture->c);
  tb_desk_test_assert_equal (&fixture->a, &fixture->c);
  g_assert_cmpint (count_open (&fixture->c), ==, 0);
  g_assert_cmpint (count_settled (&fixture->c), ==, n_a);
}

/* A version that continues nothing is known by another number on each desk. */
static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbPeerDocument) forged = g_new0 (TbPeerDocument, 1);

  forged->id = g_strconcat ("enterprise:", tb_record_get_id (fixture->enterprises[0]), NULL);
  forged->ancestry = g_strsplit ("9-0000000000000000000000000000000a "
                                 "8-0000000000000000000000000000000b",
                                 " ", -1);
  forged->rev = g_strdup (forged->ancestry[0]);
  forged->text = g_strdup ("{\"at\":\"2026-11-22T02:00:00.000Z\",\"by\":\"x\",\"name\":\"假公司\","
                           "\"schema\":1,\"type\":\"enterprise\"}");
  tb_memory_server_put (fixture->server, forged);
  tb_desk_test_exchange (&fixture->c);
  g_assert_cmpint (count_open (&fixture->c), ==, 1);
  tb_desk_test_exchange (&fixture->a);
  g_assert_cmpint (count_open (&fixture->a), ==, 1);

  keep_all (&fixture->c);
  tb_desk_test_exchange (&fixture->c);
  tb_desk_test_exchange (&fixture->a);
  g_assert_cmpint (count_open (&fixture->a), ==, 0);
  /* A desk that has seen neither is not asked either. */
  tb_desk_test_exchange (&fixture->b);
  g_assert_cmpint (tb_desk_test_count (&fixture->b, "SELECT count(*) FROM sync_review"
                                                    " WHERE kind = 'foreign' AND state = 'open'"),
                   ==, 0);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add ("/sync-decision/settled", Fixture, NULL, set_up, test_settled, tear_down);
  g_test_add ("/sync-decision/answer-first", Fixture, NULL, set_up, test_answer_first, tear_down);
  g_test_add ("/sync-decision/foreign", Fixture, NULL, set_up, test_foreign, tear_down);

  return tb_test_run ();
}
