/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-id.h"

#define NOW G_GINT64_CONSTANT (1795368615250000)

static void
test_form (void)
{
  char id[TB_ID_SIZE];

  tb_id_generate (NOW, id);
  g_assert_cmpuint (strlen (id), ==, TB_ID_SIZE - 1);
  g_assert_true (tb_id_is_valid (id));
  g_assert_cmpint (id[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", id[19]));
  /* 1795368615250 in hexadecimal */
  g_assert_true (g_str_has_prefix (id, "01a2044e-fd52-7"));
}

static void
test_validity (void)
{
  static const char *const wrong[] = {
    "",
    "01a1e8b2-0b12-7000-8000-00000000000",
    "01a1e8b2-0b12-7000-8000-0000000000000",
    "01A1E8B2-0B12-7000-8000-000000000000",
    "01a1e8b2 0b12-7000-8000-000000000000",
    "01a1e8b2-0b12-7000-8000-00000000000g",
    "01a1e8b20b12-7000-8000-000000000000-",
  };

  g_assert_true (tb_id_is_valid ("01a1e8b2-0b12-7000-8000-000000000000"));
  g_assert_false (tb_id_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (tb_id_is_valid (wrong[i]));
}

static void
test_order_within_a_millisecond (void)
{
  char previous[TB_ID_SIZE], id[TB_ID_SIZE];

  tb_id_generate (NOW, previous);
  for (guint i = 0; i < 100000; i++)
    {
      tb_id_generate (NOW + i / 50, id);
      g_assert_cmpstr (previous, <, id);
      memcpy (previous, id, sizeof id);
    }
}

static void
test_order_when_the_clock_goes_back (void)
{
  char before[TB_ID_SIZE], after[TB_ID_SIZE];

  tb_id_generate (NOW + G_TIME_SPAN_HOUR, before);
  tb_id_generate (NOW, after);
  g_assert_cmpstr (before, <, after);
}

#define N_THREADS 4
#define N_IDS_A_THREAD 20000

static gpointer
generate_many (gpointer data)
{
  char (*ids)[TB_ID_SIZE] = data;

  for (guint i = 0; i < N_IDS_A_THREAD; i++)
    tb_id_generate (NOW, ids[i]);

  return NULL;
}

static void
test_unique_over_threads (void)
{
  g_autofree char (*ids)[TB_ID_SIZE] = g_malloc (N_THREADS * N_IDS_A_THREAD * TB_ID_SIZE);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ids", generate_many, ids + i * N_IDS_A_THREAD);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  for (guint i = 0; i < N_THREADS * N_IDS_A_THREAD; i++)
    g_assert_true (g_hash_table_add (seen, ids[i]));
  for (guint i = 0; i < N_THREADS; i++)
    {
      for (guint j = 1; j < N_IDS_A_THREAD; j++)
        g_assert_cmpstr (ids[i * N_IDS_A_THREAD + j - 1], <, ids[i * N_IDS_A_THREAD + j]);
    }
}

static void
test_speed (void)
{
  char id[TB_ID_SIZE];
  double seconds;

  g_test_timer_start ();
  for (guint i = 0; i < 100000; i++)
    tb_id_generate (NOW + i, id);
  seconds = g_test_timer_elapsed ();

  g_test_minimized_result (seconds, "100,000 ids in %.3f s", seconds);
  /* Ten times what it takes, so that a busy machine does not fail the test. */
  g_assert_cmpfloat (seconds, <, 0.5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id/form", test_form);
  g_test_add_func ("/id/validity", test_validity);
  g_test_add_func ("/id/order-within-a-millisecond", test_order_within_a_millisecond);
  g_test_add_func ("/id/order-when-the-clock-goes-back", test_order_when_the_clock_goes_back);
  g_test_add_func ("/id/unique-over-threads", test_unique_over_threads);
  g_test_add_func ("/id/speed", test_speed);

  return g_test_run ();
}
