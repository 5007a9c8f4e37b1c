/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libglib-testing/signal-logger.h>

#include "tb-list-test.h"
#include "tb-test.h"

/* The first rows are shown before the others, which are added in one. */
static void
test_first_rows (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) query = tb_list_test_new_query (FALSE);
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr (TbRecordList) list = NULL;
  TbListMirror mirror;

  tb_list_test_fill (test, 600);
  list = tb_record_list_new (test->session, query);
  gt_signal_logger_connect (logger, list, "items-changed");
  tb_list_mirror_start (&mirror, list);
  g_assert_true (tb_record_list_get_loading (list));
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 0);

  tb_test_wait_until (!tb_record_list_get_loading (list));
  tb_list_test_assert_changed (logger, list, 0, 0, 64);
  tb_list_test_assert_changed (logger, list, 64, 0, 536);
  gt_signal_logger_assert_no_emissions (logger);
  tb_list_mirror_stop (&mirror);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 600));
  g_assert_true (tb_query_equal (tb_record_list_get_query (list), query));
}

/* An item is nothing until it is looked at; then its page comes, and no other. */
static void
test_pages (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) seen = NULL;
  g_autoptr (TbRecordItem) neighbour = NULL;
  g_autoptr (TbRecordItem) distant = NULL;
  g_autoptr (TbRecordItem) later = NULL;
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  TbRecordItem *same = NULL;

  tb_list_test_fill (test, 600);
  list = tb_list_test_new_list (test);
  seen = tb_list_test_get_item (list, 130);
  neighbour = tb_list_test_get_item (list, 131);
  distant = tb_list_test_get_item (list, 400);
  gt_signal_logger_connect (logger, neighbour, "notify::record");
  gt_signal_logger_connect (logger, distant, "notify::record");

  g_assert_null (tb_record_item_get_record (seen));
  g_assert_cmpstr (tb_list_test_get_name (seen), ==, "员00130");
  gt_signal_logger_assert_notify_emission_pop (logger, neighbour, "record");
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpstr (tb_list_test_get_name (distant), ==, "员00400");

  same = tb_list_test_get_item (list, 130);
  g_assert_true (same == seen);
  g_object_unref (same);

  /* What was fetched not long ago is there at once. */
  later = tb_list_test_get_item (list, 132);
  g_assert_nonnull (tb_record_item_get_record (later));
  g_assert_cmpuint (tb_record_list_find (list, tb_record_item_get_row (later)), ==, 132);
  g_assert_cmpuint (tb_record_list_find (list, 123456), ==, G_MAXUINT);

  /* The list holds no item that nobody else holds. */
  g_assert_finalize_object (g_steal_pointer (&later));
}

static void
count_cb (gpointer data)
{
  (*(guint *)data)++;
}

/* A frame that waits has its records before the main loop runs again. */
static void
test_settle (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) first = NULL;
  g_autoptr (TbRecordItem) last = NULL;
  guint n_arrived = 0;
  TbRecordItemWatch watch = { count_cb, &n_arrived, NULL };
  TbRecordItemWatch other = { count_cb, &n_arrived, NULL };
  TbRecord *record;

  tb_list_test_fill (test, 1000);
  list = tb_list_test_new_list (test);
  first = tb_list_test_get_item (list, 0);
  last = tb_list_test_get_item (list, 999);
  tb_record_item_add_watch (last, &watch);
  tb_record_item_add_watch (last, &other);
  tb_record_item_remove_watch (last, &watch);

  tb_record_list_settle (list, 0);
  g_assert_cmpuint (n_arrived, ==, 0);
  g_assert_null (tb_record_item_get_record (first));
  g_assert_null (tb_record_item_get_record (last));
  tb_record_list_settle (list, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (n_arrived, ==, 1);
  g_assert_cmpstr (tb_list_test_get_name (first), ==, "员00000");
  record = tb_record_item_get_record (last);
  g_assert_nonnull (record);
  g_assert_cmpstr (tb_core_test_get (record, "name"), ==, "员00999");

  /* The answers come round once more and change nothing. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (tb_record_item_get_record (last) == record);
  g_assert_cmpuint (n_arrived, ==, 1);
  tb_record_item_remove_watch (last, &other);
}

/* Another order is told as a removal and an addition, never as one change of everything. */
static void
test_other_order (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) descending = tb_list_test_new_query (TRUE);
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr (TbRecordItem) first = NULL;
  TbListMirror mirror;

  tb_list_test_fill (test, 600);
  list = tb_list_test_new_list (test);
  tb_list_mirror_start (&mirror, list);
  gt_signal_logger_connect (logger, list, "items-changed");

  tb_record_list_set_query (list, descending);
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 600);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  tb_list_test_assert_changed (logger, list, 0, 600, 0);
  tb_list_test_assert_changed (logger, list, 0, 0, 64);
  tb_list_test_assert_changed (logger, list, 64, 0, 536);
  gt_signal_logger_assert_no_emissions (logger);
  tb_list_mirror_stop (&mirror);

  first = tb_list_test_get_item (list, 0);
  g_assert_cmpstr (tb_list_test_get_name (first), ==, "员00599");

  /* The same query again is nothing new. */
  tb_record_list_set_query (list, descending);
  g_assert_false (tb_record_list_get_loading (list));
}

/* Of several queries in a row only the last is shown, whatever the answers of the others do. */
static void
test_late_answers (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) item = NULL;
  TbListMirror mirror;

  tb_list_test_fill (test, 600);
  list = tb_list_test_new_list (test);
  tb_list_mirror_start (&mirror, list);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TbQuery) ordered = tb_list_test_new_query (i % 2 == 0);

      tb_record_list_set_query (list, ordered);
      if (i % 5 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  tb_test_wait_until (!tb_record_list_get_loading (list));
  tb_list_mirror_assert_same (&mirror);

  {
    g_autoptr (TbQuery) searched = tb_list_test_new_query (FALSE);

    tb_query_set_search (searched, "员0012");
    tb_record_list_set_query (list, searched);
  }
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 10);
  tb_list_mirror_stop (&mirror);
  g_assert_no_error (tb_record_list_get_error (list));

  for (guint i = 0; i < tb_list_test_get_n_items (list); i++)
    {
      g_clear_object (&item);
      item = tb_list_test_get_item (list, i);
      g_assert_nonnull (strstr (tb_list_test_get_name (item), "员0012"));
    }
}

/* Gives the register's change to the list, and waits until it shows it. */
static void
edit_name (TbCoreTest *test, TbRecordItem *item, const char *name)
{
  g_autoptr (TbRecord) record = tb_record_copy (tb_list_test_look_at (item));

  tb_core_test_set (record, "name", name);
  g_free (tb_core_test_save (test, record));
  tb_test_wait_until (g_strcmp0 (tb_list_test_get_name (item), name) == 0);
}

/* A name that changes the order moves one row; the item stays the same, and is filled anew in
 * place. */
static void
test_edit_moves (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) item = NULL;
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  TbRecordItem *moved = NULL;
  TbListMirror mirror;

  tb_list_test_fill (test, 600);
  list = tb_list_test_new_list (test);
  tb_list_mirror_start (&mirror, list);
  item = tb_list_test_get_item (list, 10);
  g_assert_cmpstr (tb_list_test_get_name (item), ==, "员00010");
  gt_signal_logger_connect (logger, list, "items-changed");

  edit_name (test, item, "员00450半");
  tb_test_wait_until (tb_record_list_find (list, tb_record_item_get_row (item)) == 450);
  tb_list_test_assert_changed (logger, list, 451, 0, 1);
  tb_list_test_assert_changed (logger, list, 10, 1, 0);
  gt_signal_logger_assert_no_emissions (logger);
  moved = tb_list_test_get_item (list, 450);
  g_assert_true (moved == item);
  g_object_unref (moved);

  /* What does not change the order tells of no rows. */
  edit_name (test, item, "员00450末");
  gt_signal_logger_assert_no_emissions (logger);
  tb_list_mirror_stop (&mirror);
}

static void
test_add_and_remove (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecord) added = NULL;
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  tb_list_test_fill (test, 300);
  list = tb_list_test_new_list (test);
  gt_signal_logger_connect (logger, list, "items-changed");

  added = tb_core_test_add_record (test, "person", "name", "员00099半", NULL);
  tb_test_wait_until (tb_list_test_get_n_items (list) == 301);
  tb_list_test_assert_changed (logger, list, 100, 0, 1);

  batch = tb_session_remove (test->session, added, NULL, &error);
  g_assert_no_error (error);
  tb_test_wait_until (tb_list_test_get_n_items (list) == 300);
  tb_list_test_assert_changed (logger, list, 100, 1, 0);
  gt_signal_logger_assert_no_emissions (logger);
}

/* What a record refers to is shown by its name, so a new name there is shown here. */
static void
test_follows_references (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  g_autoptr (TbRecord) person = tb_core_test_add_record (
      test, "person", "name", "张三", "enterprise", tb_record_get_id (enterprise), NULL);
  guint field = tb_record_type_find_field (tb_record_get_record_type (person), "enterprise");
  g_autoptr (TbRecordList) list = tb_list_test_new_list (test);
  g_autoptr (TbRecordItem) item = tb_list_test_get_item (list, 0);

  g_assert_cmpstr (tb_record_get_reference_title (tb_list_test_look_at (item), field), ==,
                   "甲公司");
  tb_core_test_set (enterprise, "name", "乙公司");
  g_free (tb_core_test_save (test, enterprise));
  tb_test_wait_until (
      g_strcmp0 (tb_record_get_reference_title (tb_list_test_look_at (item), field), "乙公司")
      == 0);
}

/* Records of another type take the place of these at once: their rows mean something else. */
static void
test_other_type (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find ("enterprise"));
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) item = NULL;

  tb_list_test_fill (test, 10);
  list = tb_list_test_new_list (test);
  tb_record_list_set_query (list, query);
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 0);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_cmpuint (tb_list_test_get_n_items (list), ==, 1);
  item = tb_list_test_get_item (list, 0);
  g_assert_cmpstr (tb_list_test_get_name (item), ==, "甲公司");
}

static void
test_error (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) query = tb_list_test_new_query (TRUE);
  g_autoptr (TbRecordList) list = tb_list_test_new_list (test);
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();

  gt_signal_logger_connect (logger, list, "notify::error");
  tb_session_close (test->session);
  tb_record_list_set_query (list, query);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_nonnull (tb_record_list_get_error (list));
  gt_signal_logger_assert_notify_emission_pop (logger, list, "error");
}

/* A list that goes away while everything is under way takes nothing with it, and items outlive it.
 */
static void
test_gone_early (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordItem) item = NULL;
  g_autoptr (TbRecord) person = NULL;

  tb_list_test_fill (test, 600);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TbQuery) query = tb_list_test_new_query (i % 2 == 0);
      TbRecordList *list = tb_record_list_new (test->session, query);

      if (i % 3 == 0)
        {
          tb_test_wait_until (tb_list_test_get_n_items (list) > 0);
          g_set_object (&item, NULL);
          item = tb_list_test_get_item (list, 0);
          g_assert_null (tb_record_item_get_record (item));
        }
      g_assert_finalize_object (list);
    }

  g_assert_null (tb_record_item_get_record (item));
  person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* While a hail of changes goes on, the list goes on being read, and in the end shows what is there.
 */
static void
test_many_changes (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) last = NULL;
  TbListMirror mirror;

  tb_list_test_fill (test, 300);
  list = tb_list_test_new_list (test);
  tb_list_mirror_start (&mirror, list);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("员%05u半", (i * 7919) % 300);
      g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", name, NULL);

      g_main_context_iteration (NULL, FALSE);
    }
  tb_test_wait_until (tb_list_test_get_n_items (list) == 340);
  tb_list_mirror_stop (&mirror);
  last = tb_list_test_get_item (list, 339);
  g_assert_cmpstr (tb_list_test_get_name (last), ==, "员00299");
}

static void
told_cb (TbSession *session, const char *const *type_names, guint *n_signals)
{
  (*n_signals)++;
}

/* A list that nobody sees does nothing, and catches up. */
static void
test_rests (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecord) person = NULL;
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr (GError) error = NULL;
  guint n_signals = 0;

  tb_list_test_fill (test, 10);
  list = tb_list_test_new_list (test);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_signal_connect (test->session, "changed", G_CALLBACK (told_cb), &n_signals);
  gt_signal_logger_connect (logger, list, "items-changed");
  tb_record_list_set_following (list, FALSE);
  person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  tb_test_wait_until (n_signals == 1);
  g_signal_handlers_disconnect_by_data (test->session, &n_signals);
  /* A reading asked for by mistake would be answered before one that is asked for now. */
  g_assert_cmpint (tb_session_count (test->session, tb_record_list_get_query (list), NULL, &error),
                   ==, 11);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gt_signal_logger_assert_no_emissions (logger);

  tb_record_list_set_following (list, TRUE);
  tb_test_wait_until (tb_list_test_get_n_items (list) == 11);
  gt_signal_logger_assert_emission_pop (logger, list, "items-changed", NULL, NULL, NULL);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/record-list/first-rows", test_first_rows);
  tb_core_test_add ("/record-list/pages", test_pages);
  tb_core_test_add ("/record-list/settle", test_settle);
  tb_core_test_add ("/record-list/other-order", test_other_order);
  tb_core_test_add ("/record-list/late-answers", test_late_answers);
  tb_core_test_add ("/record-list/edit-moves", test_edit_moves);
  tb_core_test_add ("/record-list/add-and-remove", test_add_and_remove);
  tb_core_test_add ("/record-list/follows-references", test_follows_references);
  tb_core_test_add ("/record-list/other-type", test_other_type);
  tb_core_test_add ("/record-list/error", test_error);
  tb_core_test_add ("/record-list/gone-early", test_gone_early);
  tb_core_test_add ("/record-list/many-changes", test_many_changes);
  tb_core_test_add ("/record-list/rests", test_rests);

  return tb_test_run ();
}
