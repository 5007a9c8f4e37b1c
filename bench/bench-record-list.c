/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of half a million persons as the window uses it, beside that of fifty: until there is
 * something to show, until everything is known, in another order, a jump to any row, an edit, and
 * the memory it takes. */

#include "tb-bench-register.h"
#include "tb-bench.h"
#include "tb-record-list.h"

#define N_LARGE 500000
#define N_SMALL 50
#define N_ROUNDS 7
#define N_JUMPS 101

/* The rows of a screen. */
#define N_BOUND 50

/* A frame at 60 Hz: what the list may take of it. */
#define FRAME_MS 16

typedef struct
{
  double first_ms; /* until the first rows were told of */
  double all_ms;   /* until all were */
} Times;

static double
get_ms_since (gint64 begin)
{
  return (double)(g_get_monotonic_time () - begin) / 1000;
}

static TbQuery *
new_query (const char *sort_name, gboolean descending)
{
  const TbRecordType *type = tb_record_types_find ("person");
  TbQuery *query = tb_query_new (type);

  tb_query_set_sort (query, tb_record_type_find_field (type, sort_name), descending);
  return query;
}

static TbSession *
open_register (guint n_persons)
{
  g_autoptr (TbConnection) connection = tb_bench_open_register (n_persons);
  g_autoptr (TbClock) clock = tb_clock_new_system ();
  g_autoptr (GError) error = NULL;
  TbSession *session = NULL;

  session = tb_session_open (tb_connection_get_path (connection), TB_OPEN_WRITE, clock, "bench",
                             &error);
  g_assert_no_error (error);
  return session;
}

/* Runs the main loop until the list has told of rows, and on until it has all. */
static void
wait_for_rows (TbRecordList *list, Times *times, gint64 begin)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    g_main_context_iteration (NULL, TRUE);
  times->first_ms = get_ms_since (begin);

  while (tb_record_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  times->all_ms = get_ms_since (begin);
  g_assert_no_error (tb_record_list_get_error (list));
}

/* Looks at rows as a view does, until the last of them has come. Gives the items. */
static GPtrArray *
bind_rows (TbRecordList *list, guint position, guint n_rows)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean missing = TRUE;

  for (guint i = 0; i < n_rows; i++)
    {
      gpointer item = g_list_model_get_item (G_LIST_MODEL (list), position + i);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }

  while (missing)
    {
      missing = FALSE;
      for (guint i = 0; i < items->len; i++)
        missing = tb_record_item_get_record (g_ptr_array_index (items, i)) == NULL || missing;
      if (missing)
        g_main_context_iteration (NULL, TRUE);
    }

  return items;
}

/* The medians of opening a list. */
static Times
measure_opening (TbSession *session)
{
  g_autoptr (TbQuery) query = new_query ("name", FALSE);
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (TbRecordList) list = tb_record_list_new (session, query);
      g_autoptr (GPtrArray) items = NULL;
      Times times;

      wait_for_rows (list, &times, begin);
      items = bind_rows (list, 0, N_BOUND);
      g_array_append_val (first, times.first_ms);
      g_array_append_val (all, times.all_ms);
    }

  return (Times){ tb_bench_median (first), tb_bench_median (all) };
}

static double
measure_sorting (TbRecordList *list, const char *sort_name)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (TbQuery) query = new_query (sort_name, i % 2 == 0);
      gint64 begin = g_get_monotonic_time ();
      double ms;

      tb_record_list_set_query (list, query);
      while (tb_record_list_get_loading (list))
        g_main_context_iteration (NULL, TRUE);
      ms = get_ms_since (begin);
      g_array_append_val (values, ms);
    }

  return tb_bench_median (values);
}

static double
measure_jumps (TbRecordList *list)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_JUMPS; i++)
    {
      guint position
          = g_rand_int_range (random, 0, g_list_model_get_n_items (G_LIST_MODEL (list)) - N_BOUND);
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (GPtrArray) items = bind_rows (list, position, N_BOUND);
      double ms = get_ms_since (begin);

      g_array_append_val (values, ms);
    }

  return tb_bench_percentile (values, 95);
}

/* From saving a new name until the row has moved to its place; then the name goes back. */
static double
measure_edit (TbSession *session, TbRecordList *list)
{
  g_autoptr (GPtrArray) items = bind_rows (list, N_LARGE / 2, 1);
  TbRecordItem *item = g_ptr_array_index (items, 0);
  g_autoptr (TbRecord) record = tb_record_copy (tb_record_item_get_record (item));
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;
  gint64 begin = g_get_monotonic_time ();
  double ms;

  tb_record_set_text (record, tb_record_get_record_type (record)->title_field, "啊啊");
  batch = tb_session_save (session, record, NULL, &error);
  g_assert_no_error (error);
  while (tb_record_list_find (list, tb_record_item_get_row (item)) == N_LARGE / 2)
    g_main_context_iteration (NULL, TRUE);
  ms = get_ms_since (begin);

  undone = tb_session_undo (session, batch, NULL, &error);
  g_assert_no_error (error);
  return ms;
}

int
main (int argc, char **argv)
{
  TbBench bench;
  g_autoptr (TbSession) small = NULL;
  g_autoptr (TbSession) large = NULL;
  g_autoptr (TbRecordList) small_list = NULL;
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbQuery) query = NULL;
  Times small_times, times;
  double small_mb;

  tb_bench_start (&bench);
  query = new_query ("name", FALSE);

  small = open_register (N_SMALL);
  small_times = measure_opening (small);
  small_list = tb_record_list_new (small, query);
  wait_for_rows (small_list, &times, g_get_monotonic_time ());
  small_mb = tb_bench_get_rss_mb ();

  large = open_register (N_LARGE);
  times = measure_opening (large);
  tb_bench_report (&bench, "list: first rows of 500,000", "ms", times.first_ms,
                   "a frame more than of 50", small_times.first_ms + FRAME_MS);
  tb_bench_note (&bench, "list: all rows of 500,000", "ms", times.all_ms, "of 50",
                 small_times.all_ms);

  list = tb_record_list_new (large, query);
  wait_for_rows (list, &times, g_get_monotonic_time ());
  tb_bench_report (&bench, "list: a jump to any row (95 %)", "ms", measure_jumps (list), "a frame",
                   FRAME_MS);
  tb_bench_report (&bench, "list: sorted by date of birth", "ms",
                   measure_sorting (list, "birth_date"), "painted", 400);
  tb_bench_report (&bench, "list: sorted by name", "ms", measure_sorting (list, "name"), "painted",
                   400);
  tb_bench_note (&bench, "list: a new name in its place", "ms", measure_edit (large, list),
                 "all rows", times.all_ms);
  tb_bench_report (&bench, "list: memory above that of 50", "MB", tb_bench_get_rss_mb () - small_mb,
                   "the window's", 60);

  tb_session_close (small);
  tb_session_close (large);
  return tb_bench_finish (&bench);
}
