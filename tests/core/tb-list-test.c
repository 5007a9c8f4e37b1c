/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-list-test.h"

#include "tb-test.h"

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

void
tb_list_test_fill (TbCoreTest *test, guint n_persons)
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

TbQuery *
tb_list_test_new_query (gboolean descending)
{
  const TbRecordType *type = tb_record_types_find ("person");
  TbQuery *query = tb_query_new (type);

  tb_query_set_sort (query, tb_record_type_find_field (type, "name"), descending);
  return query;
}

guint
tb_list_test_get_n_items (TbRecordList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

TbRecordItem *
tb_list_test_get_item (TbRecordList *list, guint position)
{
  TbRecordItem *item = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_true (TB_IS_RECORD_ITEM (item));
  return item;
}

TbRecord *
tb_list_test_look_at (TbRecordItem *item)
{
  tb_test_wait_until (tb_record_item_get_record (item) != NULL);
  return tb_record_item_get_record (item);
}

const char *
tb_list_test_get_name (TbRecordItem *item)
{
  return tb_core_test_get (tb_list_test_look_at (item), "name");
}

static void
items_changed_cb (TbRecordList *list, guint position, guint n_removed, guint n_added,
                  gpointer user_data)
{
  TbListMirror *mirror = user_data;

  g_assert_cmpuint (position + n_removed, <=, mirror->rows->len);
  if (n_removed > 0)
    g_array_remove_range (mirror->rows, position, n_removed);
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (TbRecordItem) item = tb_list_test_get_item (list, i);
      gint64 row = tb_record_item_get_row (item);

      g_array_insert_val (mirror->rows, i, row);
    }
  g_assert_cmpuint (mirror->rows->len, ==, tb_list_test_get_n_items (list));
}

void
tb_list_mirror_start (TbListMirror *mirror, TbRecordList *list)
{
  mirror->list = list;
  mirror->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  items_changed_cb (list, 0, 0, tb_list_test_get_n_items (list), mirror);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), mirror);
}

void
tb_list_mirror_assert_same (TbListMirror *mirror)
{
  g_assert_cmpuint (mirror->rows->len, ==, tb_list_test_get_n_items (mirror->list));
  for (guint i = 0; i < mirror->rows->len; i++)
    {
      g_autoptr (TbRecordItem) item = tb_list_test_get_item (mirror->list, i);

      g_assert_cmpint (tb_record_item_get_row (item), ==, g_array_index (mirror->rows, gint64, i));
    }
}

void
tb_list_mirror_stop (TbListMirror *mirror)
{
  tb_list_mirror_assert_same (mirror);
  g_signal_handlers_disconnect_by_data (mirror->list, mirror);
  g_clear_pointer (&mirror->rows, g_array_unref);
}

TbRecordList *
tb_list_test_new_list (TbCoreTest *test)
{
  g_autoptr (TbQuery) query = tb_list_test_new_query (FALSE);
  TbRecordList *list = tb_record_list_new (test->session, query);

  tb_test_wait_until (!tb_record_list_get_loading (list));
  g_assert_no_error (tb_record_list_get_error (list));
  return list;
}
