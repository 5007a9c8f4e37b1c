/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-erasure.h"
#include "tb-id.h"
#include "tb-maintenance.h"
#include "tb-statement.h"
#include "tb-store-test.h"
#include "tb-test.h"
#include "tb-type-person.h"

#define REASON "{\"reason\":\"本人要求\"}"

static void
erase (TbStoreTest *test, TbRecord *person)
{
  const TbErasedRecord erased = { &tb_type_person, tb_record_get_id (person) };
  g_autoptr (GError) error = NULL;
  char batch[TB_ID_SIZE];

  tb_connection_begin (test->connection, &error);
  tb_store_test_begin_batch (test->connection, TB_BATCH_ERASE, batch, &error);
  tb_erasure_run (test->connection, batch, "tester", &erased, 1, REASON, &error);
  g_assert_no_error (error);
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);
}

static void
assert_refused (TbStoreTest *test, const char *sql)
{
  g_assert_false (tb_connection_run (test->connection, sql, NULL));
}

static gint64
count (TbStoreTest *test, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  tb_connection_read_int (test->connection, sql, &n, &error);
  g_assert_no_error (error);
  return n;
}

/* A batch of @kind about @subject that changes @record. */
static void
change_in_batch (TbStoreTest *test, TbBatchKind kind, const char *type, const char *subject,
                 TbRecord *record)
{
  g_autoptr (TbRecord) before = tb_record_copy (record);
  g_autoptr (GError) error = NULL;
  char id[TB_ID_SIZE];
  TbBatchInfo info = { .id = id,
                       .kind = kind,
                       .actor = (char *)"tester",
                       .subject = (char *)subject,
                       .record_type = (char *)type };

  tb_id_generate (tb_clock_now (test->clock), id);
  tb_store_test_set (record, "remark", subject);
  tb_connection_begin (test->connection, &error);
  tb_journal_begin_batch (test->connection, &info, &error);
  tb_store_test_write (test->connection, id, before, record, &error);
  g_assert_no_error (error);
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);
}

static void
test_values (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person
      = tb_store_test_new_record ("person", "name", "张三", "mobile", "13800000001", NULL);
  g_autoptr (TbRecord) other = tb_store_test_new_record ("person", "name", "李四", NULL);
  g_autoptr (GPtrArray) entries = NULL;
  const TbJournalEntry *newest;

  tb_store_test_add_record (test, person);
  tb_store_test_add_record (test, other);
  tb_store_test_remove_record (test, person);
  erase (test, person);

  entries = tb_journal_list (test->connection, &tb_type_person, tb_record_get_id (person), 0, 10,
                             &error);
  g_assert_cmpuint (entries->len, ==, 3);
  newest = entries->pdata[0];
  g_assert_cmpint (newest->op, ==, TB_CHANGE_ERASE);
  g_assert_cmpstr (newest->after, ==, REASON);
  for (guint i = 1; i < entries->len; i++)
    {
      g_assert_null (((TbJournalEntry *)entries->pdata[i])->before);
      g_assert_null (((TbJournalEntry *)entries->pdata[i])->after);
    }

  /* The chain holds, and nothing may be taken out of the journal now. */
  tb_store_test_assert_sound (test->connection);
  assert_refused (test, "UPDATE change SET before = NULL, after = NULL");
  assert_refused (test, "UPDATE batch SET subject = NULL");
}

/* What a batch was about goes where it names the person; what is not about the person stays. */
static void
test_subjects (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (TbRecord) other = tb_store_test_new_record ("person", "name", "张三丰", NULL);

  tb_store_test_add_record (test, person);
  tb_store_test_add_record (test, other);
  change_in_batch (test, TB_BATCH_EDIT, "person", "张山", person);
  change_in_batch (test, TB_BATCH_IMPORT, "person", "花名册.xlsx", person);
  change_in_batch (test, TB_BATCH_IMPORT, "person", "张三的表.xlsx", person);
  change_in_batch (test, TB_BATCH_SIGN_IN, "event", "党课", person);
  change_in_batch (test, TB_BATCH_EDIT, "person", "张三丰", other);
  erase (test, person);

  g_assert_cmpint (count (test, "SELECT count(*) FROM batch WHERE subject = '张山'"), ==, 0);
  g_assert_cmpint (count (test, "SELECT count(*) FROM batch WHERE subject = '张三的表.xlsx'"), ==,
                   0);
  g_assert_cmpint (count (test, "SELECT count(*) FROM batch WHERE subject = '花名册.xlsx'"), ==, 1);
  g_assert_cmpint (count (test, "SELECT count(*) FROM batch WHERE subject = '党课'"), ==, 1);
  g_assert_cmpint (count (test, "SELECT count(*) FROM batch WHERE subject = '张三丰'"), ==, 1);
}

/* Half an erasure is none. */
static void
test_rolled_back (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);
  const TbErasedRecord erased = { &tb_type_person, NULL };
  TbErasedRecord records[] = { erased };
  g_autoptr (GError) error = NULL;
  char batch[TB_ID_SIZE];

  tb_store_test_add_record (test, person);
  records[0].id = tb_record_get_id (person);
  tb_connection_begin (test->connection, &error);
  tb_store_test_begin_batch (test->connection, TB_BATCH_ERASE, batch, &error);
  g_assert_true (tb_erasure_run (test->connection, batch, "tester", records, 1, REASON, &error));
  tb_connection_rollback (test->connection);

  g_assert_cmpint (count (test, "SELECT count(*) FROM change WHERE after LIKE '%张三%'"), ==, 1);
  g_assert_cmpint (count (test, "SELECT count(*) FROM erasure"), ==, 0);
  tb_store_test_assert_sound (test->connection);
}

/* Traces that a killed program left are taken out by the next, and only once. */
static void
test_clean_later (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (GError) error = NULL;

  tb_store_test_add_record (test, person);
  tb_store_test_remove_record (test, person);
  erase (test, person);
  g_assert_cmpint (count (test, "SELECT count(*) FROM setting WHERE key = 'erasure.unclean'"), ==,
                   1);

  tb_store_test_reopen (test, TB_OPEN_WRITE);
  g_assert_true (tb_erasure_clean_what_was_left (test->connection, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (test, "SELECT count(*) FROM setting WHERE key = 'erasure.unclean'"), ==,
                   0);
  g_assert_true (tb_erasure_clean_what_was_left (test->connection, &error));
  tb_store_test_assert_sound (test->connection);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/erasure/values", test_values);
  tb_store_test_add ("/store/erasure/subjects", test_subjects);
  tb_store_test_add ("/store/erasure/rolled-back", test_rolled_back);
  tb_store_test_add ("/store/erasure/clean-later", test_clean_later);

  return tb_test_run ();
}
