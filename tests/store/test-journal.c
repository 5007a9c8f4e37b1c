/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tb-error.h"
#include "tb-id.h"
#include "tb-maintenance.h"
#include "tb-statement.h"
#include "tb-store-test.h"
#include "tb-test.h"
#include "tb-type-person.h"

static void
test_history (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) other = tb_store_test_new_record ("person", "name", "李四", NULL);
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (TbRecord) before = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GPtrArray) older = NULL;
  const TbJournalEntry *entry;

  tb_store_test_add_record (test, other);
  tb_store_test_add_record (test, person);
  before = tb_record_copy (person);
  tb_store_test_set (person, "name", "张山");
  tb_store_test_save (test, before, person);
  tb_store_test_remove_record (test, person);

  all = tb_journal_list (test->connection, NULL, NULL, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 4);

  history = tb_journal_list (test->connection, &tb_type_person, tb_record_get_id (person), 0, 2,
                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 2);
  entry = history->pdata[0];
  g_assert_cmpint (entry->op, ==, TB_CHANGE_REMOVE);
  g_assert_cmpstr (entry->before, ==, "{\"name\":\"张山\"}");
  g_assert_null (entry->after);
  g_assert_cmpstr (entry->actor, ==, "tester");
  g_assert_cmpstr (entry->record_type, ==, "person");
  g_assert_cmpstr (entry->record_id, ==, tb_record_get_id (person));

  entry = history->pdata[1];
  g_assert_cmpint (entry->op, ==, TB_CHANGE_UPDATE);
  g_assert_cmpstr (entry->before, ==, "{\"name\":\"张三\"}");
  g_assert_cmpstr (entry->after, ==, "{\"name\":\"张山\"}");

  older = tb_journal_list (test->connection, &tb_type_person, tb_record_get_id (person), entry->seq,
                           10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (older->len, ==, 1);
  g_assert_cmpint (((TbJournalEntry *)older->pdata[0])->op, ==, TB_CHANGE_INSERT);
  g_assert_null (((TbJournalEntry *)older->pdata[0])->before);
}

/* Begins a batch that takes @undoes back, in a transaction of its own. */
static void
undo (TbStoreTest *test, const char *undoes, char id[TB_ID_SIZE])
{
  g_autoptr (GError) error = NULL;
  TbBatchInfo info
      = { .id = id, .kind = TB_BATCH_UNDO, .actor = (char *)"tester", .undoes = (char *)undoes };

  tb_id_generate (tb_clock_now (test->clock), id);
  tb_connection_begin (test->connection, &error);
  tb_journal_begin_batch (test->connection, &info, &error);
  g_assert_no_error (error);
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);
}

static void
assert_undone_by (TbStoreTest *test, const char *batch, const char *by)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbBatchInfo) info = tb_journal_get_batch (test->connection, batch, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (info->undone_by, ==, by);
}

static void
test_batches (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  char import[TB_ID_SIZE], undone[TB_ID_SIZE], redone[TB_ID_SIZE];
  TbBatchInfo info = { .id = import,
                       .kind = TB_BATCH_IMPORT,
                       .actor = (char *)"tester",
                       .subject = (char *)"党员花名册.xlsx",
                       .record_type = (char *)"person" };
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  const TbBatchInfo *read;

  tb_id_generate (tb_clock_now (test->clock), import);
  tb_connection_begin (test->connection, &error);
  tb_journal_begin_batch (test->connection, &info, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("张%u", i);
      g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", name, NULL);

      tb_store_test_write (test->connection, import, NULL, person, &error);
      g_assert_no_error (error);
    }
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);
  undo (test, import, undone);

  batches = tb_journal_list_batches (test->connection, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 2);
  read = batches->pdata[0];
  g_assert_cmpint (read->kind, ==, TB_BATCH_UNDO);
  g_assert_cmpstr (read->undoes, ==, import);
  g_assert_cmpint (read->n_changes, ==, 0);
  read = batches->pdata[1];
  g_assert_cmpstr (read->id, ==, import);
  g_assert_cmpint (read->kind, ==, TB_BATCH_IMPORT);
  g_assert_cmpstr (read->subject, ==, "党员花名册.xlsx");
  g_assert_cmpstr (read->record_type, ==, "person");
  g_assert_cmpint (read->n_changes, ==, 5);
  g_assert_cmpstr (read->undone_by, ==, undone);

  entries = tb_journal_list_batch (test->connection, import, 0, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpstr (((TbJournalEntry *)entries->pdata[0])->after, ==, "{\"name\":\"张0\"}");
  rest = tb_journal_list_batch (test->connection, import,
                                ((TbJournalEntry *)entries->pdata[2])->seq, 10, &error);
  g_assert_cmpuint (rest->len, ==, 2);
  g_assert_cmpstr (((TbJournalEntry *)rest->pdata[1])->after, ==, "{\"name\":\"张4\"}");

  /* Taking back what took it back makes it stand again. */
  undo (test, undone, redone);
  assert_undone_by (test, import, NULL);
  assert_undone_by (test, undone, redone);
}

static void
test_no_such_batch (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  char id[TB_ID_SIZE];
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);

  tb_id_generate (tb_clock_now (test->clock), id);
  g_assert_null (tb_journal_get_batch (test->connection, id, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_NOT_FOUND);
  g_clear_error (&error);

  tb_connection_begin (test->connection, &error);
  g_assert_false (tb_store_test_write (test->connection, id, NULL, person, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_NOT_FOUND);
  tb_connection_rollback (test->connection);
}

static void
assert_refused (TbStoreTest *test, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (tb_connection_run (test->connection, sql, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
}

static void
test_only_added_to (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);

  tb_store_test_add_record (test, person);
  assert_refused (test, "UPDATE change SET actor = 'somebody else'");
  assert_refused (test, "UPDATE change SET before = NULL, after = NULL");
  assert_refused (test, "DELETE FROM change");
  assert_refused (test, "REPLACE INTO change SELECT * FROM change");
  assert_refused (test, "UPDATE batch SET subject = 'something else'");
  assert_refused (test, "DELETE FROM batch");
  tb_store_test_assert_sound (test->connection);
}

/* Who rolled back must not leave a hash behind for the next transaction. */
static void
test_rolled_back (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) kept = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (TbRecord) dropped = tb_store_test_new_record ("person", "name", "李四", NULL);
  g_autoptr (GPtrArray) entries = NULL;
  char batch[TB_ID_SIZE];

  tb_connection_begin (test->connection, &error);
  tb_store_test_begin_batch (test->connection, TB_BATCH_ADD, batch, &error);
  tb_store_test_write (test->connection, batch, NULL, dropped, &error);
  g_assert_no_error (error);
  tb_connection_rollback (test->connection);

  tb_store_test_add_record (test, kept);
  entries = tb_journal_list (test->connection, NULL, NULL, 0, 10, &error);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpint (((TbJournalEntry *)entries->pdata[0])->seq, ==, 1);
  tb_store_test_assert_sound (test->connection);
}

static void
test_note (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  const TbJournalEntry *entry;
  char batch[TB_ID_SIZE];

  tb_connection_begin (test->connection, &error);
  tb_store_test_begin_batch (test->connection, TB_BATCH_EXPORT, batch, &error);
  tb_journal_append_note (test->connection, batch, "tester", TB_CHANGE_EXPORT, "person", NULL,
                          "{\"rows\":12}", &error);
  g_assert_no_error (error);
  tb_connection_commit (test->connection, &error);

  entries = tb_journal_list (test->connection, NULL, NULL, 0, 10, &error);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = entries->pdata[0];
  g_assert_cmpint (entry->op, ==, TB_CHANGE_EXPORT);
  g_assert_null (entry->record_id);
  g_assert_cmpstr (entry->after, ==, "{\"rows\":12}");
  tb_store_test_assert_sound (test->connection);
}

/* The hash of the first entry, worked out by hand from what tb-journal-chain.c says it is over. */
static void
test_hash (TbStoreTest *test, gconstpointer data)
{
  static const guint8 zeros[32];
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (TbStatement) statement = NULL;
  const TbJournalEntry *entry;
  guint8 bytes[32];
  gsize length = sizeof bytes;

  tb_store_test_add_record (test, person);
  entries = tb_journal_list (test->connection, NULL, NULL, 0, 1, &error);
  g_assert_no_error (error);
  entry = entries->pdata[0];

  g_checksum_update (digest, (const guchar *)entry->after, -1);
  g_checksum_get_digest (digest, bytes, &length);
  {
    const char *const texts[]
        = { "1", entry->at, entry->actor, entry->batch, "person", entry->record_id, "insert" };

    for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
      g_checksum_update (hash, (const guchar *)texts[i], (gssize)strlen (texts[i]) + 1);
  }
  g_checksum_update (hash, zeros, sizeof zeros);
  g_checksum_update (hash, bytes, sizeof bytes);
  g_checksum_update (hash, zeros, sizeof zeros);

  statement
      = tb_connection_prepare (test->connection, "SELECT lower (hex (hash)) FROM change", &error);
  g_assert_cmpint (tb_statement_step (statement, &error), ==, TB_STEP_ROW);
  g_assert_cmpstr (tb_statement_get_text (statement, 0), ==, g_checksum_get_string (hash));
}

/* Two actions that claim to have undone each other are read all the same. */
static void
test_undone_in_a_ring (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) first = tb_store_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (TbRecord) second = tb_store_test_new_record ("person", "name", "李四", NULL);
  g_autoptr (GPtrArray) batches = NULL;

  tb_store_test_add_record (test, first);
  tb_store_test_add_record (test, second);
  g_clear_pointer (&test->connection, tb_connection_close);
  tb_store_test_tamper (test->path, "DROP TRIGGER batch_is_not_changed;"
                                    " UPDATE batch SET undoes = 3 - row");
  tb_store_test_reopen (test, TB_OPEN_READ);

  batches = tb_journal_list_batches (test->connection, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 2);
  g_assert_null (((TbBatchInfo *)batches->pdata[0])->undone_by);
  g_assert_null (((TbBatchInfo *)batches->pdata[1])->undoes);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/journal/history", test_history);
  tb_store_test_add ("/store/journal/batches", test_batches);
  tb_store_test_add ("/store/journal/no-such-batch", test_no_such_batch);
  tb_store_test_add ("/store/journal/only-added-to", test_only_added_to);
  tb_store_test_add ("/store/journal/rolled-back", test_rolled_back);
  tb_store_test_add ("/store/journal/undone-in-a-ring", test_undone_in_a_ring);
  tb_store_test_add ("/store/journal/note", test_note);
  tb_store_test_add ("/store/journal/hash", test_hash);

  return tb_test_run ();
}
