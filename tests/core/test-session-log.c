/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a session keeps beside records: who looked at what, what was exported, settings, copies. */

#include "tb-core-test.h"
#include "tb-error.h"
#include "tb-test.h"

static void
test_settings (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *none = tb_session_get_setting (test->session, "colour", &error);
  g_autofree char *blue = NULL;
  g_autofree char *gone = NULL;

  g_assert_no_error (error);
  g_assert_null (none);

  g_assert_true (tb_session_set_setting (test->session, "colour", "blue", &error));
  g_assert_no_error (error);
  blue = tb_session_get_setting (test->session, "colour", &error);
  g_assert_cmpstr (blue, ==, "blue");

  g_assert_true (tb_session_set_setting (test->session, "colour", NULL, &error));
  gone = tb_session_get_setting (test->session, "colour", &error);
  g_assert_no_error (error);
  g_assert_null (gone);
}

/* A reason holds for five minutes of the session's clock from when it was given, however often it
 * is used. */
static void
test_reveal (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  const TbRecordType *type = tb_record_get_record_type (person);
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  const TbJournalEntry *entry = NULL;

  g_assert_true (tb_session_needs_reason (test->session));
  g_assert_false (tb_session_reveal (test->session, person, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (tb_session_reveal (test->session, person, " \t", &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (tb_session_reveal (test->session, person, "核对 “档案”", &error));
  g_assert_no_error (error);
  g_assert_false (tb_session_needs_reason (test->session));

  tb_clock_advance (test->clock, 4 * G_TIME_SPAN_MINUTE);
  g_assert_true (tb_session_reveal (test->session, person, NULL, &error));
  g_assert_no_error (error);
  tb_clock_advance (test->clock, 61 * G_TIME_SPAN_SECOND);
  g_assert_true (tb_session_needs_reason (test->session));
  g_assert_false (tb_session_reveal (test->session, person, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);

  history
      = tb_session_get_history (test->session, type, tb_record_get_id (person), 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 3);
  for (guint i = 0; i < 2; i++)
    {
      entry = g_ptr_array_index (history, i);
      g_assert_cmpint (entry->op, ==, TB_CHANGE_REVEAL);
      g_assert_nonnull (strstr (entry->after, "核对 “档案”"));
    }
}

static void
test_reveal_async (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  g_autoptr (GAsyncResult) refusal = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_session_reveal_async (test->session, person, NULL, NULL, tb_test_store_result, &refusal);
  tb_test_wait_until (refusal != NULL);
  g_assert_false (tb_session_reveal_finish (test->session, refusal, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (tb_session_needs_reason (test->session));

  tb_session_reveal_async (test->session, person, "核对档案", NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  g_assert_true (tb_session_reveal_finish (test->session, result, &error));
  g_assert_no_error (error);
  g_assert_false (tb_session_needs_reason (test->session));
}

/* A clock set back does not make a reason hold for longer. */
static void
test_reveal_clock_back (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (tb_session_reveal (test->session, person, "核对档案", &error));
  tb_clock_advance (test->clock, -24 * G_TIME_SPAN_HOUR);
  g_assert_true (tb_session_needs_reason (test->session));
}

static void
test_log_export (TbCoreTest *test, gconstpointer data)
{
  const TbRecordType *type = tb_record_types_find ("person");
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GError) error = NULL;
  const TbBatchInfo *info = NULL;

  g_assert_false (tb_session_log_export (test->session, type, "名单.xlsx", 3, TRUE, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (tb_session_log_export (test->session, type, "名单.xlsx", 3, TRUE, "上报", &error));
  g_assert_no_error (error);
  g_assert_true (tb_session_log_export (test->session, type, "名单.csv", 3, FALSE, NULL, &error));
  g_assert_no_error (error);

  batches = tb_session_get_batches (test->session, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 2);
  info = g_ptr_array_index (batches, 1);
  g_assert_cmpint (info->kind, ==, TB_BATCH_EXPORT);
  g_assert_cmpstr (info->subject, ==, "名单.xlsx");
  tb_core_test_assert_sound (test);
}

static void
test_backup (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  g_autofree char *path = tb_test_dup_path ("backup.db");
  g_autoptr (TbSession) backup = NULL;
  g_autoptr (TbRecord) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (tb_session_backup (test->session, path, NULL, NULL, &error));
  g_assert_no_error (error);
  backup = tb_session_open (path, TB_OPEN_WRITE, test->clock, "tester", &error);
  g_assert_no_error (error);
  loaded = tb_session_load (backup, tb_record_get_record_type (person), tb_record_get_id (person),
                            NULL, &error);
  g_assert_no_error (error);
  g_assert_true (tb_record_equal (person, loaded));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/session-log/settings", test_settings);
  tb_core_test_add ("/session-log/reveal", test_reveal);
  tb_core_test_add ("/session-log/reveal-async", test_reveal_async);
  tb_core_test_add ("/session-log/reveal-clock-back", test_reveal_clock_back);
  tb_core_test_add ("/session-log/log-export", test_log_export);
  tb_core_test_add ("/session-log/backup", test_backup);

  return tb_test_run ();
}
