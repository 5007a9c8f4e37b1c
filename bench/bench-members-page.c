/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of members over half a million persons, beside fifty: until the first rows are on the
 * screen, a jump to any row, another order, whether the window stays live meanwhile, and the
 * memory it takes. Needs a display: build-aux/bench gives it a virtual one. */

#include <adwaita.h>

#include "tb-bench-register.h"
#include "tb-bench.h"
#include "tb-page-table.h"
#include "tb-record-list.h"

#define N_LARGE 500000
#define N_SMALL 50
#define N_ROUNDS 5
#define N_JUMPS 51

/* The rows that a window of the usual size shows. */
#define N_SHOWN 20

typedef struct
{
  GtkWindow *window;   /* (owned) */
  GtkColumnView *view; /* (not owned) */
  TbRecordList *list;  /* (not owned) */
  guint position;      /* the first row that is to be seen */
  gint64 seen_us;      /* when the rows from there on were first painted with their records, or 0 */
  gint64 longest_us;   /* that the main loop was away, since last asked */
  gint64 last_us;      /* when it was last seen */
} Page;

static TbSession *
open_register (guint n_persons)
{
  g_autoptr (TbConnection) connection = tb_bench_open_register (n_persons);
  g_autoptr (TbClock) clock = tb_clock_new_system ();
  g_autoptr (GError) error = NULL;
  TbSession *session = tb_session_open (tb_connection_get_path (connection), TB_OPEN_WRITE, clock,
                                        "bench", &error);

  g_assert_no_error (error);
  return session;
}

static GtkWidget *
find_widget (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
iterate (Page *page)
{
  gint64 now;

  g_main_context_iteration (NULL, TRUE);
  now = g_get_monotonic_time ();
  page->longest_us = MAX (page->longest_us, now - page->last_us);
  page->last_us = now;
}

static gboolean
tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
has_records (Page *page, guint position)
{
  GListModel *model = G_LIST_MODEL (page->list);
  guint n_items = g_list_model_get_n_items (model);

  if (n_items == 0)
    return FALSE;

  for (guint i = position; i < MIN (position + N_SHOWN, n_items); i++)
    {
      g_autoptr (TbRecordItem) item = g_list_model_get_item (model, i);

      if (tb_record_item_get_record (item) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Records arrive from the main loop only, so what is there now was there when the frame was drawn.
 */
static void
painted_cb (Page *page)
{
  if (page->seen_us == 0 && has_records (page, page->position))
    page->seen_us = g_get_monotonic_time ();
}

/* Runs until the rows from @position on were painted with their records; gives how long after
 * @begin that was, in ms. */
static double
wait_for_rows (Page *page, guint position, gint64 begin)
{
  page->position = position;
  page->seen_us = 0;
  while (page->seen_us == 0)
    iterate (page);

  return (double)(page->seen_us - begin) / 1000;
}

static void
page_open (Page *page, TbSession *session)
{
  const TbPageInfo *info = tb_page_table_find ("members");
  GtkWidget *content = g_object_new (info->get_type (), "info", info, "session", session, NULL);
  GListModel *selection;
  GdkFrameClock *clock;

  *page = (Page){ 0 };
  page->window = GTK_WINDOW (g_object_ref_sink (adw_window_new ()));
  gtk_window_set_default_size (page->window, 1200, 760);
  adw_window_set_content (ADW_WINDOW (page->window), content);
  page->view = GTK_COLUMN_VIEW (find_widget (content, GTK_TYPE_COLUMN_VIEW));
  selection = G_LIST_MODEL (gtk_column_view_get_model (page->view));
  page->list = TB_RECORD_LIST (gtk_single_selection_get_model (GTK_SINGLE_SELECTION (selection)));

  gtk_window_present (page->window);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (page->window));
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), page);
  page->last_us = g_get_monotonic_time ();
}

static void
page_close (Page *page)
{
  gtk_window_destroy (page->window);
  g_clear_object (&page->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static double
measure_opening (TbSession *session)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_ROUNDS + 1; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      Page page;
      double ms;

      page_open (&page, session);
      ms = wait_for_rows (&page, 0, begin);
      if (i > 0) /* the first round loads fonts and icons */
        g_array_append_val (values, ms);
      page_close (&page);
    }

  return tb_bench_median (values);
}

/* The median of what a frame takes that shows other rows, from the jump until it is painted. */
static double
measure_jumps (Page *page)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_JUMPS; i++)
    {
      guint position = (guint)g_rand_int_range (random, 0, N_LARGE - N_SHOWN);
      gint64 begin = g_get_monotonic_time ();
      double ms;

      gtk_column_view_scroll_to (page->view, position, NULL, GTK_LIST_SCROLL_NONE, NULL);
      ms = wait_for_rows (page, position, begin);
      g_array_append_val (values, ms);
    }

  return tb_bench_median (values);
}

static double
measure_sorting (Page *page)
{
  g_autoptr (GtkColumnViewColumn) column = NULL;
  GListModel *columns = gtk_column_view_get_columns (page->view);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; column == NULL; i++)
    {
      g_autoptr (GtkColumnViewColumn) candidate = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_id (candidate), "join_on") == 0)
        column = g_steal_pointer (&candidate);
    }

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      double ms;

      gtk_column_view_sort_by_column (page->view, column,
                                      i % 2 == 0 ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
      while (tb_record_list_get_loading (page->list))
        iterate (page);
      gtk_column_view_scroll_to (page->view, 0, NULL, GTK_LIST_SCROLL_NONE, NULL);
      ms = wait_for_rows (page, 0, begin);
      g_array_append_val (values, ms);
    }

  return tb_bench_median (values);
}

int
main (int argc, char **argv)
{
  TbBench bench;
  g_autoptr (TbSession) small = NULL;
  g_autoptr (TbSession) large = NULL;
  double small_ms, large_ms, small_mb, large_mb;
  guint ticks;
  Page page;

  tb_bench_start (&bench);
  if (!gtk_init_check ())
    {
      g_printerr ("This benchmark needs a display: run it with build-aux/bench.\n");
      return 77;
    }
  adw_init ();

  small = open_register (N_SMALL);
  small_ms = measure_opening (small);
  page_open (&page, small);
  wait_for_rows (&page, 0, 0);
  small_mb = tb_bench_get_rss_mb ();
  page_close (&page);
  tb_session_close (small);

  large = open_register (N_LARGE);
  large_ms = measure_opening (large);
  tb_bench_report (&bench, "members page: first rows of 500,000", "ms", large_ms,
                   "1.3 × with 50 persons", 1.3 * small_ms);

  page_open (&page, large);
  wait_for_rows (&page, 0, 0);
  while (tb_record_list_get_loading (page.list))
    iterate (&page);
  tb_bench_report (&bench, "members page: a jump until painted", "ms", measure_jumps (&page),
                   "limit", 20);

  ticks = g_timeout_add (1, tick, NULL);
  page.longest_us = 0;
  page.last_us = g_get_monotonic_time ();
  tb_bench_report (&bench, "members page: another order until painted", "ms",
                   measure_sorting (&page), "limit", 400);
  tb_bench_report (&bench, "members page: the window away meanwhile", "ms",
                   (double)page.longest_us / 1000, "limit", 100);
  g_source_remove (ticks);

  large_mb = tb_bench_get_rss_mb ();
  tb_bench_report (&bench, "members page: memory above 50 persons", "MB", large_mb - small_mb,
                   "limit", 60);
  page_close (&page);
  tb_session_close (large);

  return tb_bench_finish (&bench);
}
