/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libglib-testing/signal-logger.h>

#include "tb-core-test.h"
#include "tb-record-list.h"
#include "tb-test.h"

/* What a list model said of itself, kept up from its signals alone, as a view does. */
typedef struct
{
  TbRecordList *list; /* (not owned) */
  GArray *rows;       /* (owned) (element-type gint64) */
} Mirror;

typedef struct
{
  guint n_given;
  guint n_wanted;
} Persons;

static gboolean
give_person (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  Persons *persons = data;
  g_autofree char *name = NULL;

  if (persons->n_given == persons->n_wanted)
    return FALSE;

  name = g_strdup_printf ("员%05u", persons->n_given++);
  change->op = TB_CHANGE_INSERT;
  change->record = tb_core_test_new_record ("person", "name", name, NULL);
  return TRUE;
}

static void
fill (TbCoreTest *test, guint n_persons)
{
  Persons persons = { .n_wanted = n_persons };
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  batch = tb_session_commit (test->session, TB_BATCH_SAMPLE, NULL, NULL, give_person, &persons, 0,
                             NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  /* What is told of that is told before a list is there to hear it. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* All persons by name. */
static TbQuery *
new_query (gboolean descending)
{
  const TbRecordType *type = tb_record_types_find ("person");
  TbQuery *query = tb_query_new (type);

  tb_query_set_sort (query, tb_record_type_find_field (type, "name"), descending);
  return query;
}

static guint
get_n_items (TbRecordList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static TbRecordItem *
get_item (TbRecordList *list, guint position)
{
  TbRecordItem *item = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_true (TB_IS_RECORD_ITEM (item));
  return item;
}

/* Looks at an item until its record has come. */
static TbRecord *
look_at (TbRecordItem *item)
{
  tb_test_wait_until (tb_record_item_get_record (item) != NULL);
  return tb_record_item_get_record (item);
}

static const char *
get_name (TbRecordItem *item)
{
  return tb_core_test_get (look_at (item), "name");
}

static void
items_changed_cb (TbRecordList *list, guint position, guint n_removed, guint n_added,
                  gpointer user_data)
{
  Mirror *mirror = user_data;

  g_assert_cmpuint (position + n_removed, <=, mirror->rows->len);
  if (n_removed > 0)
    g_array_remove_range (mirror->rows, position, n_removed);
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (TbRecordItem) item = get_item (list, i);
      gint64 row = tb_record_item_get_row (item);

      g_array_insert_val (mirror->rows, i, row);
    }
  g_assert_cmpuint (mirror->rows->len, ==, get_n_items (list));
}

static void
mirror_start (Mirror *mirror, TbRecordList *list)
{
  mirror->list = list;
  mirror->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), mirror);
}

static void
mirror_assert_same (Mirror *mirror)
{
  g_assert_cmpuint (mirror->rows->len, ==, get_n_items (mirror->list));
  for (guint i = 0; i < mirror->rows->len; i++)
    {
      g_autoptr (TbRecordItem) item = get_item (mirror->list, i);

      g_assert_cmpint (tb_record_item_get_row (item), ==, g_array_index (mirror->rows, gint64, i));
    }
}

static void
mirror_stop (Mirror *mirror)
{
  mirror_assert_same (mirror);
  g_signal_handlers_disconnect_by_data (mirror->list, mirror);
  g_clear_pointer (&mirror->rows, g_array_unref);
}

static TbRecordList *
new_list (TbCoreTest *test)
{
  g_autoptr (TbQuery) query = new_query (FALSE);
  TbRecordList *list = tb_record_list_new (test->session, query);

  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_no_error (tb_record_list_get_error (list));
  return list;
}

#define assert_items_changed(logger, list, position, removed, added)                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint position_, removed_, added_;                                                             \
    gt_signal_logger_assert_emission_pop (logger, list, "items-changed", &position_, &removed_,    \
                                          &added_);                                                \
    g_assert_cmpuint (position_, ==, position);                                                    \
    g_assert_cmpuint (removed_, ==, removed);                                                      \
    g_assert_cmpuint (added_, ==, added);                                                          \
  }                                                                                                \
  G_STMT_END

/* The first rows are shown before the others, which are added in one. */
static void
test_first_rows (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) query = new_query (FALSE);
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr (TbRecordList) list = NULL;
  Mirror mirror;

  fill (test, 600);
  list = tb_record_list_new (test->session, query);
  gt_signal_logger_connect (logger, list, "items-changed");
  mirror_start (&mirror, list);
  g_assert_true (tb_record_list_get_loading (list));
  g_assert_cmpuint (get_n_items (list), ==, 0);

  tb_test_wait_until (!tb_record_list_get_loading (list));
  assert_items_changed (logger, list, 0, 0, 64);
  assert_items_changed (logger, list, 64, 0, 536);
  gt_signal_logger_assert_no_emissions (logger);
  mirror_stop (&mirror);
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

  fill (test, 600);
  list = new_list (test);
  seen = get_item (list, 130);
  neighbour = get_item (list, 131);
  distant = get_item (list, 400);
  gt_signal_logger_connect (logger, neighbour, "notify::record");
  gt_signal_logger_connect (logger, distant, "notify::record");

  g_assert_null (tb_record_item_get_record (seen));
  g_assert_cmpstr (get_name (seen), ==, "员00130");
  gt_signal_logger_assert_notify_emission_pop (logger, neighbour, "record");
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpstr (get_name (distant), ==, "员00400");

  same = get_item (list, 130);
  g_assert_true (same == seen);
  g_object_unref (same);

  /* What was fetched not long ago is there at once. */
  later = get_item (list, 132);
  g_assert_nonnull (tb_record_item_get_record (later));
  g_assert_cmpuint (tb_record_list_find (list, tb_record_item_get_row (later)), ==, 132);
  g_assert_cmpuint (tb_record_list_find (list, 123456), ==, G_MAXUINT);

  /* The list holds no item that nobody else holds. */
  g_assert_finalize_object (g_steal_pointer (&later));
}

/* Another order is told as a removal and an addition, never as one change of everything. */
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

  fill (test, 1000);
  list = new_list (test);
  first = get_item (list, 0);
  last = get_item (list, 999);
  tb_record_item_add_watch (last, &watch);
  tb_record_item_add_watch (last, &other);
  tb_record_item_remove_watch (last, &watch);

  tb_record_list_settle (list, 0);
  g_assert_cmpuint (n_arrived, ==, 0);
  g_assert_null (tb_record_item_get_record (first));
  g_assert_null (tb_record_item_get_record (last));
  tb_record_list_settle (list, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (n_arrived, ==, 1);
  g_assert_cmpstr (get_name (first), ==, "员00000");
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

static void
test_other_order (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) descending = new_query (TRUE);
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr (TbRecordItem) first = NULL;
  Mirror mirror;

  fill (test, 600);
  list = new_list (test);
  mirror_start (&mirror, list);
  items_changed_cb (list, 0, 0, 600, &mirror);
  gt_signal_logger_connect (logger, list, "items-changed");

  tb_record_list_set_query (list, descending);
  g_assert_cmpuint (get_n_items (list), ==, 600);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  assert_items_changed (logger, list, 0, 600, 0);
  assert_items_changed (logger, list, 0, 0, 64);
  assert_items_changed (logger, list, 64, 0, 536);
  gt_signal_logger_assert_no_emissions (logger);
  mirror_stop (&mirror);

  first = get_item (list, 0);
  g_assert_cmpstr (get_name (first), ==, "员00599");

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
  Mirror mirror;

  fill (test, 600);
  list = new_list (test);
  mirror_start (&mirror, list);
  items_changed_cb (list, 0, 0, 600, &mirror);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TbQuery) ordered = new_query (i % 2 == 0);

      tb_record_list_set_query (list, ordered);
      if (i % 5 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  tb_test_wait_until (!tb_record_list_get_loading (list));
  mirror_assert_same (&mirror);

  {
    g_autoptr (TbQuery) searched = new_query (FALSE);

    tb_query_set_search (searched, "员0012");
    tb_record_list_set_query (list, searched);
  }
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_cmpuint (get_n_items (list), ==, 10);
  mirror_stop (&mirror);
  g_assert_no_error (tb_record_list_get_error (list));

  for (guint i = 0; i < get_n_items (list); i++)
    {
      g_clear_object (&item);
      item = get_item (list, i);
      g_assert_nonnull (strstr (get_name (item), "员0012"));
    }
}

/* Gives the register's change to the list, and waits until it shows it. */
static void
edit_name (TbCoreTest *test, TbRecordItem *item, const char *name)
{
  g_autoptr (TbRecord) record = tb_record_copy (look_at (item));

  tb_core_test_set (record, "name", name);
  g_free (tb_core_test_save (test, record));
  tb_test_wait_until (g_strcmp0 (get_name (item), name) == 0);
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
  Mirror mirror;

  fill (test, 600);
  list = new_list (test);
  mirror_start (&mirror, list);
  items_changed_cb (list, 0, 0, 600, &mirror);
  item = get_item (list, 10);
  g_assert_cmpstr (get_name (item), ==, "员00010");
  gt_signal_logger_connect (logger, list, "items-changed");

  edit_name (test, item, "员00450半");
  tb_test_wait_until (tb_record_list_find (list, tb_record_item_get_row (item)) == 450);
  assert_items_changed (logger, list, 451, 0, 1);
  assert_items_changed (logger, list, 10, 1, 0);
  gt_signal_logger_assert_no_emissions (logger);
  moved = get_item (list, 450);
  g_assert_true (moved == item);
  g_object_unref (moved);

  /* What does not change the order tells of no rows. */
  edit_name (test, item, "员00450末");
  gt_signal_logger_assert_no_emissions (logger);
  mirror_stop (&mirror);
}

static void
test_add_and_remove (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecord) added = NULL;
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  fill (test, 300);
  list = new_list (test);
  gt_signal_logger_connect (logger, list, "items-changed");

  added = tb_core_test_add_record (test, "person", "name", "员00099半", NULL);
  tb_test_wait_until (get_n_items (list) == 301);
  assert_items_changed (logger, list, 100, 0, 1);

  batch = tb_session_remove (test->session, added, NULL, &error);
  g_assert_no_error (error);
  tb_test_wait_until (get_n_items (list) == 300);
  assert_items_changed (logger, list, 100, 1, 0);
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
  g_autoptr (TbRecordList) list = new_list (test);
  g_autoptr (TbRecordItem) item = get_item (list, 0);

  g_assert_cmpstr (tb_record_get_reference_title (look_at (item), field), ==, "甲公司");
  tb_core_test_set (enterprise, "name", "乙公司");
  g_free (tb_core_test_save (test, enterprise));
  tb_test_wait_until (g_strcmp0 (tb_record_get_reference_title (look_at (item), field), "乙公司")
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

  fill (test, 10);
  list = new_list (test);
  tb_record_list_set_query (list, query);
  g_assert_cmpuint (get_n_items (list), ==, 0);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_cmpuint (get_n_items (list), ==, 1);
  item = get_item (list, 0);
  g_assert_cmpstr (get_name (item), ==, "甲公司");
}

static void
test_error (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) query = new_query (TRUE);
  g_autoptr (TbRecordList) list = new_list (test);
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

  fill (test, 600);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TbQuery) query = new_query (i % 2 == 0);
      TbRecordList *list = tb_record_list_new (test->session, query);

      if (i % 3 == 0)
        {
          tb_test_wait_until (get_n_items (list) > 0);
          g_set_object (&item, NULL);
          item = get_item (list, 0);
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
  Mirror mirror;

  fill (test, 300);
  list = new_list (test);
  mirror_start (&mirror, list);
  items_changed_cb (list, 0, 0, 300, &mirror);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("员%05u半", (i * 7919) % 300);
      g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", name, NULL);

      g_main_context_iteration (NULL, FALSE);
    }
  tb_test_wait_until (get_n_items (list) == 340);
  mirror_stop (&mirror);
  last = get_item (list, 339);
  g_assert_cmpstr (get_name (last), ==, "员00299");
}

static void
most_added_cb (GListModel *list, guint position, guint removed, guint added, guint *most)
{
  *most = MAX (*most, added);
}

/* What a view makes widgets for comes a few rows at a time. */
static void
test_grows (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = new_list (test);
  guint most = 0;

  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_signal_connect (list, "items-changed", G_CALLBACK (most_added_cb), &most);
  fill (test, 200);
  tb_test_wait_until (get_n_items (list) == 200);
  g_assert_cmpuint (most, >, 0);
  g_assert_cmpuint (most, <=, 20);
  g_signal_handlers_disconnect_by_data (list, &most);
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

  fill (test, 10);
  list = new_list (test);
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
  tb_test_wait_until (get_n_items (list) == 11);
  gt_signal_logger_assert_emission_pop (logger, list, "items-changed", NULL, NULL, NULL);
}

static void
asked_cb (gpointer user_data)
{
  (*(guint *)user_data)++;
}

static void
ignore_cb (gpointer user_data)
{
}

static const TbRecordListView counting_view = { asked_cb, ignore_cb };

/* Where somebody sets the pace, nothing is told before it says so. */
static void
test_paced (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecordList) list = NULL;
  guint n_asked = 0;

  fill (test, 600);
  list = new_list (test);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_false (tb_record_list_tell (list));

  tb_record_list_set_view (list, &counting_view, &n_asked);
  g_object_unref (tb_core_test_add_record (test, "person", "name", "员00099半", NULL));
  tb_test_wait_until (n_asked == 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (get_n_items (list), ==, 600);
  while (tb_record_list_tell (list))
    ;
  g_assert_cmpuint (get_n_items (list), ==, 601);

  tb_record_list_set_view (list, NULL, NULL);
  g_object_unref (tb_core_test_add_record (test, "person", "name", "员00199半", NULL));
  tb_test_wait_until (get_n_items (list) == 602);
  g_assert_cmpuint (n_asked, ==, 1);
}

static void
tell_all (TbRecordList *list)
{
  while (tb_record_list_tell (list))
    while (g_main_context_iteration (NULL, FALSE))
      ;
}

static const TbRecordListView view = { ignore_cb, asked_cb };

/* What a view has widgets for stands for other records where all becomes something else, and the
 * view is told of no more than what is behind it. */
static void
test_renews (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) descending = new_query (TRUE);
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) first = NULL;
  g_autoptr (TbRecordItem) last = NULL;
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  guint n_renewed = 0;

  fill (test, 600);
  list = new_list (test);
  tb_record_list_set_view (list, &view, &n_renewed);
  first = get_item (list, 0);
  last = get_item (list, 255);
  g_assert_cmpstr (get_name (first), ==, "员00000");
  g_assert_cmpstr (get_name (last), ==, "员00255");

  gt_signal_logger_connect (logger, list, "items-changed");
  gt_signal_logger_connect (logger, first, "notify::record");
  tb_record_list_set_query (list, descending);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_cmpuint (tb_record_list_get_n_records (list), ==, 600);
  g_assert_cmpuint (n_renewed, ==, 1);
  tell_all (list);

  assert_items_changed (logger, list, 256, 344, 0);
  gt_signal_logger_assert_notify_emission_pop (logger, first, "record");
  assert_items_changed (logger, list, 256, 0, 344);
  g_assert_cmpstr (get_name (first), ==, "员00599");
  g_assert_cmpstr (get_name (last), ==, "员00344");
  g_assert_cmpuint (tb_record_list_find (list, tb_record_item_get_row (last)), ==, 255);
  g_assert_cmpuint (get_n_items (list), ==, 600);
}

/* Rows that are found no more are blank until they are told of, from the last on. */
static void
test_shrinks (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbQuery) query = new_query (FALSE);
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (TbRecordItem) found = NULL;
  g_autoptr (TbRecordItem) blank = NULL;
  guint n_renewed = 0;
  Mirror mirror;

  fill (test, 200);
  list = new_list (test);
  tb_record_list_set_view (list, &view, &n_renewed);
  found = get_item (list, 0);
  blank = get_item (list, 150);
  g_assert_cmpstr (get_name (blank), ==, "员00150");

  tb_query_set_search (query, "员00042");
  tb_record_list_set_query (list, query);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_cmpuint (tb_record_list_get_n_records (list), ==, 1);
  g_assert_cmpuint (get_n_items (list), ==, 200);
  g_assert_cmpstr (get_name (found), ==, "员00042");
  g_assert_null (tb_record_item_get_record (blank));

  mirror_start (&mirror, list);
  items_changed_cb (list, 0, 0, 200, &mirror);
  tell_all (list);
  g_assert_cmpuint (get_n_items (list), ==, 1);
  mirror_stop (&mirror);
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
  g_autoptr (TbQuery) query = new_query (FALSE);
  g_autoptr (TbRecordList) list = NULL;
  guint n_renewed = 0;
  guint most = 0;

  fill (test, 300);
  list = new_list (test);
  tb_record_list_set_view (list, &view, &n_renewed);
  g_signal_connect (list, "items-changed", G_CALLBACK (most_removed_cb), &most);

  tb_query_set_search (query, "员00042");
  tb_record_list_set_query (list, query);
  tb_test_wait_until (!tb_record_list_get_loading (list));
  tell_all (list);
  g_assert_cmpuint (get_n_items (list), ==, 1);
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
  Mirror mirror;

  fill (test, 100);
  list = new_list (test);
  tb_record_list_set_view (list, &view, &n_renewed);
  item = get_item (list, 99);
  mirror_start (&mirror, list);
  items_changed_cb (list, 0, 0, 100, &mirror);

  g_object_unref (tb_core_test_add_record (test, "person", "name", "员00000半", NULL));
  tb_test_wait_until (tb_record_list_get_n_records (list) == 101);
  tell_all (list);
  g_assert_cmpuint (n_renewed, ==, 0);
  mirror_stop (&mirror);
  g_assert_cmpstr (get_name (item), ==, "员00099");

  fill (test, 100);
  tb_test_wait_until (tb_record_list_get_n_records (list) == 201);
  tell_all (list);
  g_assert_cmpuint (n_renewed, ==, 1);
  g_assert_cmpuint (get_n_items (list), ==, 201);
  for (guint i = 0; i < 201; i++)
    {
      g_autoptr (TbRecordItem) one = get_item (list, i);

      g_assert_cmpuint (tb_record_list_find (list, tb_record_item_get_row (one)), ==, i);
    }
  g_assert_cmpstr (get_name (item), ==, "员00049");
}

static void
note_told_cb (TbRecordItem *item, GParamSpec *pspec, GHashTable *told)
{
  g_hash_table_add (told, item);
}

/* What stands for other records because the register has changed says so a few at a time, also when
 * those are read at once; twice as many each time. */
static void
test_renews_slowly (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TbRecordList) list = NULL;
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  guint n_renewed = 0;

  fill (test, 40);
  list = new_list (test);
  tb_record_list_set_view (list, &view, &n_renewed);
  for (guint i = 0; i < 40; i++)
    {
      TbRecordItem *item = get_item (list, i);

      g_assert_nonnull (get_name (item));
      g_signal_connect (item, "notify::record", G_CALLBACK (note_told_cb), told);
      g_ptr_array_add (items, item);
    }

  fill (test, 200);
  tb_test_wait_until (tb_record_list_get_n_records (list) == 240);
  g_assert_cmpuint (n_renewed, ==, 1);
  for (guint n_most = 1; n_most < 32; n_most *= 2)
    {
      g_autoptr (GPtrArray) first_told = NULL;

      g_hash_table_remove_all (told);
      g_assert_true (tb_record_list_tell (list));
      first_told = g_hash_table_get_keys_as_ptr_array (told);
      for (guint i = 0; i < first_told->len; i++)
        look_at (g_ptr_array_index (first_told, i));
      g_assert_cmpuint (g_hash_table_size (told), >, 0);
      g_assert_cmpuint (g_hash_table_size (told), <=, n_most);
    }

  tell_all (list);
  g_assert_cmpstr (get_name (g_ptr_array_index (items, 39)), ==, "员00019");
  for (guint i = 0; i < items->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (items, i), told);
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
  tb_core_test_add ("/record-list/grows", test_grows);
  tb_core_test_add ("/record-list/rests", test_rests);
  tb_core_test_add ("/record-list/paced", test_paced);
  tb_core_test_add ("/record-list/renews", test_renews);
  tb_core_test_add ("/record-list/renews-slowly", test_renews_slowly);
  tb_core_test_add ("/record-list/shrinks", test_shrinks);
  tb_core_test_add ("/record-list/shrinks-far", test_shrinks_far);
  tb_core_test_add ("/record-list/grows-behind", test_grows_behind);

  return tb_test_run ();
}
