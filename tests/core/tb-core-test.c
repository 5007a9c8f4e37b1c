/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-core-test.h"

#include "tb-test.h"

void
tb_core_test_set_up (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test->clock = tb_test_clock_new ();
  test->path = tb_test_dup_path ("registry.db");
  test->session = tb_session_open (test->path, TB_OPEN_CREATE, test->clock, "tester", &error);
  g_assert_no_error (error);
}

void
tb_core_test_tear_down (TbCoreTest *test, gconstpointer data)
{
  tb_session_close (test->session);
  /* Answers on their way hold the session. Whoever holds it after that would hold it for ever. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&test->session));
  g_clear_pointer (&test->clock, tb_clock_unref);
  g_clear_pointer (&test->path, g_free);
}

static void
set_fields (TbRecord *record, va_list arguments)
{
  const char *name;

  while ((name = va_arg (arguments, const char *)) != NULL)
    tb_core_test_set (record, name, va_arg (arguments, const char *));
}

TbRecord *
tb_core_test_new_record (const char *type_name, ...)
{
  TbRecord *record = tb_record_new (tb_record_types_find (type_name));
  va_list arguments;

  va_start (arguments, type_name);
  set_fields (record, arguments);
  va_end (arguments);

  return record;
}

TbRecord *
tb_core_test_add_record (TbCoreTest *test, const char *type_name, ...)
{
  TbRecord *record = tb_record_new (tb_record_types_find (type_name));
  va_list arguments;

  va_start (arguments, type_name);
  set_fields (record, arguments);
  va_end (arguments);
  g_free (tb_core_test_save (test, record));

  return record;
}

static guint
find_field (TbRecord *record, const char *field_name)
{
  guint field = tb_record_type_find_field (tb_record_get_record_type (record), field_name);

  g_assert_cmpuint (field, !=, TB_FIELD_NOT_FOUND);
  return field;
}

const char *
tb_core_test_get (TbRecord *record, const char *field_name)
{
  return tb_record_get_text (record, find_field (record, field_name));
}

void
tb_core_test_set (TbRecord *record, const char *field_name, const char *value)
{
  tb_record_set_text (record, find_field (record, field_name), value);
}

/* Gives the batch. */
char *
tb_core_test_save (TbCoreTest *test, TbRecord *record)
{
  g_autoptr (GError) error = NULL;
  char *batch = tb_session_save (test->session, record, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (batch);
  return batch;
}

TbRecord *
tb_core_test_reload (TbCoreTest *test, TbRecord *record)
{
  g_autoptr (GError) error = NULL;
  TbRecord *loaded = NULL;

  loaded = tb_session_load (test->session, tb_record_get_record_type (record),
                            tb_record_get_id (record), NULL, &error);
  g_assert_no_error (error);
  return loaded;
}

GPtrArray *
tb_core_test_list (TbCoreTest *test, const char *type_name)
{
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find (type_name));
  g_autoptr (GError) error = NULL;
  GPtrArray *records = tb_session_list (test->session, query, NULL, &error);

  g_assert_no_error (error);
  return records;
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

char *
tb_core_test_dump (TbCoreTest *test)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (GPtrArray) records = tb_core_test_list (test, types[i]->name);

      for (guint j = 0; j < records->len; j++)
        {
          TbRecord *record = g_ptr_array_index (records, j);
          GString *line = g_string_new (tb_record_get_id (record));

          g_string_append_printf (line, " %s ", types[i]->name);
          tb_record_append_json (record, line);
          g_ptr_array_add (lines, g_string_free_and_steal (line));
        }
    }

  g_ptr_array_sort (lines, compare_text);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **)lines->pdata);
}

void
tb_core_test_assert_sound (TbCoreTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = tb_session_verify (test->session, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    {
      const TbFault *fault = g_ptr_array_index (faults, i);

      g_test_message ("%s: %s", fault->where, fault->message);
    }
  g_assert_cmpuint (faults->len, ==, 0);
}
