/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libglib-testing/signal-logger.h>

#include "tb-list-test.h"
#include "tb-test.h"

static void
most_added_cb (GListModel *list, guint position, guint removed, guint added, guint *most)
{
  *most = MAX (*most, added);
}

/* What a view makes widgets for comes a few rows at a time. */
static void
test_grows (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = tb_list_test_new_list (test);
  guint most = 0;

  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_signal_connect (list, "items-changed", G_CALLBACK (most_added_cb), &most);
  tb_list_test_fill (test, 200);
  tb_test_wait_until (tb_list_test_get_n_items (list) == 200);
  g_assert_cmpuint (most, >, 0);
  g_assert_cmpuint (most, <=, 20);
  g_signal_handlers_disconnect_by_data (list, &most);
}

static void
count_cb (gpointer user_data)
{
  (*(guint *)user_data)++;
}

static gboolean
count_and_pace_cb (gpointer user_data)
{
  count_cb (user_data);
  return TRUE;
}

static gboolean
pace_cb (gpointer user_data)
{
  return TRUE;
}

static gboolean
draw_nothing_cb (gpointer user_data)
{
  return FALSE;
}

static void
ignore_cb (gpointer user_data)
{
}

static const TbRecordListView counting_view = { count_and_pace_cb, ignore_cb };

/* Where somebody sets the pace, nothing is told before it says so. */
static void
test_paced (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  guint n_asked = 0;

  tb_list_test_fill (test, 600);
  list = tb_list_test_new_list (test);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_false (tb_record_list_tell (list));

  tb_record_list_set_view (list, &counting_view, &n_asked);
  g_object_unref (tb_core_test_add_record (test, "person", "name", "员00099半", NULL));
  tb_test_wait_until (n_asked == 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 600);
  while (tb_record_list_tell (list))
    ;
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 601);

  tb_record_list_set_view (list, NULL, NULL);
  g_object_unref (tb_core_test_add_record (test, "person", "name", "员00199半", NULL));
  tb_test_wait_until (tb_list_test_get_n_items (list) == 602);
  g_assert_cmpuint (n_asked, ==, 1);
}

static void
tell_all (TbRecordList *list)
{
  while (tb_record_list_tell (list))
    while (g_main_context_iteration (NULL, FALSE))
      ;
}

static const TbRecordListView view = { pace_cb, count_cb };
static const TbRecordListView hidden_view = { draw_nothing_cb, ignore_cb };

/* A view that is not drawn is told all the same, a few rows at a time, and of what changes then. */
static void
test_hidden (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = tb_list_test_new_list (test);
  guint most = 0;

  tb_test_wait_until (!tb_record_list_get_loading (list));
  tb_record_list_set_view (list, &hidden_view, NULL);
  g_signal_connect (list, "items-changed", G_CALLBACK (most_added_cb), &most);
  tb_list_test_fill (test, 100);
  tb_test_wait_until (tb_list_test_get_n_items (list) == 100);
  g_assert_cmpuint (most, ==, 1);

  tb_list_test_fill (test, 100);
  g_object_unref (tb_core_test_add_record (test, "person", "name", "员00099半", NULL));
  tb_test_wait_until (tb_list_test_get_n_items (list) == 201);
  g_signal_handlers_disconnect_by_data (list, &most);
}

/* A list of so many persons that a view shows, which counts how often all becomes something else.
 */
static TbRecordList *
new_viewed_list (TbCoreTest *test, guint n_persons, guint *n_renewed)
{
  TbRecordList *list;

  tb_list_test_fill (test, n_persons);
  list = tb_list_test_new_list (test);
  tb_record_list_set_view (list, &view, n_renewed);
  return list;
}

/* What a view has widgets for stands for other records where all becomes something else, and the
 * view is told of no more than what is behind it. */
static void
test_renews (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) descending = tb_list_test_new_query (TRUE);
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) first = NULL;
  g_autoptr (TbRecordItem) last = NULL;
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  guint n_renewed = 0;

  list = new_viewed_list (test, 600, &n_renewed);
  first = tb_list_test_get_item (list, 0);
  last = tb_list_test_get_item (list, 255);
  g_assert_cmpstr (tb_list_test_get_name (first), ==, "员00000");
  g_assert_cmpstr (tb_list_test_get_name (last), ==, "员00255");

  gt_signal_logger_connect (logger, list, "items-changed");
  gt_signal_logger_connect (logger, first, "notify::record");
  tb_record_list_set_query (list, descending);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_cmpuint (tb_record_list_get_n_records (list), ==, 600);
  g_assert_cmpuint (n_renewed, ==, 1);
  tell_all (list);

  tb_list_test_assert_changed (logger, list, 256, 344, 0);
  gt_signal_logger_assert_notify_emission_pop (logger, first, "record");
  tb_list_test_assert_changed (logger, list, 256, 0, 344);
  g_assert_cmpstr (tb_list_test_get_name (first), ==, "员00599");
  g_assert_cmpstr (tb_list_test_get_name (last), ==, "员00344");
  g_assert_cmpuint (tb_record_list_find (list, tb_record_item_get_row (last)), ==, 255);
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 600);
}

/* Rows that are found no more are blank until they are told of, from the last on. */
static void
test_shrinks (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) query = tb_list_test_new_query (FALSE);
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) found = NULL;
  g_autoptr (TbRecordItem) blank = NULL;
  guint n_renewed = 0;
  TbListMirror mirror;

  list = new_viewed_list (test, 200, &n_renewed);
  found = tb_list_test_get_item (list, 0);
  blank = tb_list_test_get_item (list, 150);
  g_assert_cmpstr (tb_list_test_get_name (blank), ==, "员00150");

  tb_query_set_search (query, "员00042");
  tb_record_list_set_query (list, query);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_cmpuint (tb_record_list_get_n_records (list), ==, 1);
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 200);
  g_assert_cmpstr (tb_list_test_get_name (found), ==, "员00042");
  g_assert_null (tb_record_item_get_record (blank));

  tb_list_mirror_start (&mirror, list);
  tell_all (list);
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 1);
  tb_list_mirror_stop (&mirror);
  g_assert_null (tb_record_item_get_record (blank));
}

static void
most_removed_cb (GListModel *list, guint position, guint removed, guint added, guint *most)
{
  if (position < 256)
    *most = MAX (*most, removed);
}

/* Also where the list was longer than what a view has widgets for, which is removed at once only
 * behind that. */
static void
test_shrinks_far (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) query = tb_list_test_new_query (FALSE);
  g_autoptr (TbRecordList) list = NULL;
  guint n_renewed = 0;
  guint most = 0;

  list = new_viewed_list (test, 300, &n_renewed);
  g_signal_connect (list, "items-changed", G_CALLBACK (most_removed_cb), &most);

  tb_query_set_search (query, "员00042");
  tb_record_list_set_query (list, query);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  tell_all (list);
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 1);
  g_assert_cmpuint (most, ==, 1);
  g_signal_handlers_disconnect_by_data (list, &most);
}

/* A short list that many rows come into grows at its end only, and each record is there once. */
static void
test_grows_behind (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) item = NULL;
  guint n_renewed = 0;
  TbListMirror mirror;

  list = new_viewed_list (test, 100, &n_renewed);
  item = tb_list_test_get_item (list, 99);
  tb_list_mirror_start (&mirror, list);

  g_object_unref (tb_core_test_add_record (test, "person", "name", "员00000半", NULL));
  tb_test_wait_until (tb_record_list_get_n_records (list) == 101);
  tell_all (list);
  g_assert_cmpuint (n_renewed, ==, 0);
  tb_list_mirror_stop (&mirror);
  g_assert_cmpstr (tb_list_test_get_name (item), ==, "员00099");

  tb_list_test_fill (test, 100);
  tb_test_wait_until (tb_record_list_get_n_records (list) == 201);
  tell_all (list);
  g_assert_cmpuint (n_renewed, ==, 1);
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 201);
  for (guint i = 0; i < 201; i++)
    {
      g_autoptr (TbRecordItem) one = tb_list_test_get_item (list, i);

      g_assert_cmpuint (tb_record_list_find (list, tb_record_item_get_row (one)), ==, i);
    }
  g_assert_cmpstr (tb_list_test_get_name (item), ==, "员00049");
}

static void
note_told_cb (TbRecordItem *item, GParamSpec *pspec, GHashTable *told)
{
  g_hash_table_add (told, item);
}

/* What stands for other records because the register has changed says so one after the other, also
 * when those are read at once. */
static void
test_renews_slowly (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  guint n_renewed = 0;

  list = new_viewed_list (test, 40, &n_renewed);
  for (guint i = 0; i < 40; i++)
    {
      TbRecordItem *item = tb_list_test_get_item (list, i);

      g_assert_nonnull (tb_list_test_get_name (item));
      g_signal_connect (item, "notify::record", G_CALLBACK (note_told_cb), told);
      g_ptr_array_add (items, item);
    }

  tb_list_test_fill (test, 200);
  tb_test_wait_until (tb_record_list_get_n_records (list) == 240);
  g_assert_cmpuint (n_renewed, ==, 1);
  for (guint n_told = 1; n_told <= 20; n_told++)
    {
      g_autoptr (GPtrArray) first_told = NULL;

      g_assert_true (tb_record_list_tell (list));
      g_assert_cmpuint (g_hash_table_size (told), ==, n_told);
      first_told = g_hash_table_get_keys_as_ptr_array (told);
      for (guint i = 0; i < first_told->len; i++)
        tb_list_test_look_at (g_ptr_array_index (first_told, i));
    }

  tell_all (list);
  g_assert_cmpstr (tb_list_test_get_name (g_ptr_array_index (items, 39)), ==, "员00019");
  for (guint i = 0; i < items->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (items, i), told);
}

/* Where one was found before, some of what is found next come at once, and the others after
 * it. */
static void
test_finds_more (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) all = tb_list_test_new_query (FALSE);
  g_autoptr (TbQuery) one = tb_list_test_new_query (FALSE);
  g_autoptr (TbRecordList) list = NULL;
  guint n_renewed = 0;
  guint most = 0;

  list = new_viewed_list (test, 100, &n_renewed);
  tb_query_set_search (one, "员00042");
  tb_record_list_set_query (list, one);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  tell_all (list);
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 1);

  g_signal_connect (list, "items-changed", G_CALLBACK (most_added_cb), &most);
  tb_record_list_set_query (list, all);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 8);
  g_assert_cmpuint (most, ==, 7);
  g_assert_cmpuint (tb_record_list_get_n_records (list), ==, 100);
  tell_all (list);
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 100);
  g_assert_cmpuint (most, ==, 7);
  g_signal_handlers_disconnect_by_data (list, &most);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/record-list-view/grows", test_grows);
  tb_core_test_add ("/record-list-view/paced", test_paced);
  tb_core_test_add ("/record-list-view/hidden", test_hidden);
  tb_core_test_add ("/record-list-view/renews", test_renews);
  tb_core_test_add ("/record-list-view/renews-slowly", test_renews_slowly);
  tb_core_test_add ("/record-list-view/finds-more", test_finds_more);
  tb_core_test_add ("/record-list-view/shrinks", test_shrinks);
  tb_core_test_add ("/record-list-view/shrinks-far", test_shrinks_far);
  tb_core_test_add ("/record-list-view/grows-behind", test_grows_behind);

  return tb_test_run ();
}
