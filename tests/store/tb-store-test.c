/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-store-test.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "tb-id.h"
#include "tb-maintenance.h"
#include "tb-record-table.h"
#include "tb-search-index.h"
#include "tb-test.h"

void
tb_store_test_set_up (TbStoreTest *test, gconstpointer data)
{
  test->clock = tb_test_clock_new ();
  test->path = tb_test_dup_path ("register.db");
  tb_store_test_reopen (test, TB_OPEN_CREATE);
}

void
tb_store_test_tear_down (TbStoreTest *test, gconstpointer data)
{
  g_clear_pointer (&test->connection, tb_connection_close);
  g_clear_pointer (&test->clock, tb_clock_unref);
  g_clear_pointer (&test->path, g_free);
}

void
tb_store_test_reopen (TbStoreTest *test, TbOpenMode mode)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&test->connection, tb_connection_close);
  test->connection = tb_connection_open (test->path, mode, test->clock, &error);
  g_assert_no_error (error);
  tb_connection_set_actor (test->connection, "tester");
}

static void
set_value (TbRecord *record, const char *field_name, const char *value)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  guint field = tb_record_type_find_field (type, field_name);

  g_assert_cmpuint (field, !=, TB_FIELD_NOT_FOUND);
  if (value == NULL)
    tb_record_clear (record, field);
  else if (tb_field_is_text (&type->fields[field]))
    tb_record_set_text (record, field, value);
  else
    tb_record_set_int (record, field, g_ascii_strtoll (value, NULL, 10));
}

TbRecord *
tb_store_test_new_record (const char *type_name, ...)
{
  TbRecord *record = tb_record_new (tb_record_types_find (type_name));
  va_list arguments;
  const char *name;

  va_start (arguments, type_name);
  while ((name = va_arg (arguments, const char *)) != NULL)
    set_value (record, name, va_arg (arguments, const char *));
  va_end (arguments);

  tb_record_type_derive (record);
  return record;
}

void
tb_store_test_set (TbRecord *record, const char *field_name, const char *value)
{
  set_value (record, field_name, value);
  tb_record_type_derive (record);
}

static TbChangeOp
get_op (TbRecord *before, TbRecord *after)
{
  if (before == NULL)
    return TB_CHANGE_INSERT;
  if (tb_record_is_removed (after) != tb_record_is_removed (before))
    return tb_record_is_removed (after) ? TB_CHANGE_REMOVE : TB_CHANGE_RESTORE;
  return TB_CHANGE_UPDATE;
}

gboolean
tb_store_test_write (TbConnection *connection, const char *batch, TbRecord *before, TbRecord *after,
                     GError **error)
{
  TbChangeOp op = get_op (before, after);
  gboolean written = before == NULL ? tb_record_table_insert (connection, after, error)
                                    : tb_record_table_update (connection, after, error);

  return written && tb_search_index_put (connection, before, after, error)
         && tb_journal_append (connection, batch, "tester", op,
                               op == TB_CHANGE_RESTORE ? NULL : before,
                               op == TB_CHANGE_REMOVE ? NULL : after, error);
}

gboolean
tb_store_test_begin_batch (TbConnection *connection, TbBatchKind kind, char id[37], GError **error)
{
  TbBatchInfo info = { .id = id, .kind = kind, .actor = (char *)"tester" };

  tb_id_generate (tb_clock_now (tb_connection_get_clock (connection)), id);
  return tb_journal_begin_batch (connection, &info, error);
}

void
tb_store_test_save (TbStoreTest *test, TbRecord *before, TbRecord *after)
{
  g_autoptr (GError) error = NULL;
  char batch[TB_ID_SIZE];

  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  tb_store_test_begin_batch (test->connection, before == NULL ? TB_BATCH_ADD : TB_BATCH_EDIT, batch,
                             &error);
  g_assert_no_error (error);
  tb_store_test_write (test->connection, batch, before, after, &error);
  g_assert_no_error (error);
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);
}

void
tb_store_test_add_record (TbStoreTest *test, TbRecord *record)
{
  tb_store_test_save (test, NULL, record);
}

void
tb_store_test_remove_record (TbStoreTest *test, TbRecord *record)
{
  g_autoptr (TbRecord) before = tb_record_copy (record);

  tb_record_set_removed (record, TRUE);
  tb_store_test_save (test, before, record);
}

void
tb_store_test_assert_sound (TbConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = tb_maintenance_verify (connection, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    {
      const TbFault *fault = faults->pdata[i];

      g_test_message ("%s: %s", fault->where, fault->message);
    }
  g_assert_cmpuint (faults->len, ==, 0);
}

void
tb_store_test_tamper (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}
