/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <signal.h>
#include <sys/resource.h>

#include "tb-code-list.h"
#include "tb-core-test.h"
#include "tb-error.h"
#include "tb-session-private.h"
#include "tb-test.h"

/* Gives persons, one by one, and can fail or cancel on the way. */
typedef struct
{
  guint n_given;
  guint n_wanted;
  guint fail_at;             /* 0: never */
  guint cancel_at;           /* 0: never */
  GCancellable *cancellable; /* (not owned) (nullable) */
  GThread *thread;           /* (not owned): the one it was asked on */
} Persons;

/* What `changed` told. */
typedef struct
{
  guint n_signals;
  GHashTable *types; /* (owned) */
  GThread *thread;   /* (not owned) */
} Changes;

static gboolean
give_person (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  Persons *persons = data;
  g_autofree char *name = NULL;

  persons->thread = g_thread_self ();
  if (persons->n_given == persons->n_wanted)
    return FALSE;

  persons->n_given++;
  if (persons->n_given == persons->fail_at)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_FILE, "The file ends in the middle.");
      return FALSE;
    }
  if (persons->n_given == persons->cancel_at)
    g_cancellable_cancel (persons->cancellable);

  name = g_strdup_printf ("某%u", persons->n_given);
  change->op = TB_CHANGE_INSERT;
  change->record = tb_core_test_new_record ("person", "name", name, NULL);
  return TRUE;
}

/* What was told of the progress of a batch. */
typedef struct
{
  guint n_told;
  guint64 done;
  guint64 total;
} Progress;

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  Progress *progress = data;

  g_assert_cmpuint (done, >=, progress->done);
  *progress = (Progress){ progress->n_told + 1, done, total };
}

static guint
count (TbCoreTest *test, const char *type_name)
{
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find (type_name));
  g_autoptr (GError) error = NULL;
  gint64 n_records = tb_session_count (test->session, query, NULL, &error);

  g_assert_no_error (error);
  return n_records;
}

static void
changed_cb (TbSession *session, const char *const *type_names, gpointer user_data)
{
  Changes *changes = user_data;

  changes->n_signals++;
  changes->thread = g_thread_self ();
  for (guint i = 0; type_names[i] != NULL; i++)
    g_hash_table_add (changes->types, g_strdup (type_names[i]));
}

static void
changes_watch (Changes *changes, TbSession *session)
{
  *changes = (Changes){ 0 };
  changes->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), changes);
}

static void
changes_end (Changes *changes, TbSession *session)
{
  g_signal_handlers_disconnect_by_data (session, changes);
  g_clear_pointer (&changes->types, g_hash_table_unref);
}

static void
test_open_missing (void)
{
  g_autoptr (TbClock) clock = tb_test_clock_new ();
  g_autofree char *path = tb_test_dup_path ("missing.db");
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_session_open (path, TB_OPEN_WRITE, clock, "tester", &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_DATABASE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_open_async (void)
{
  g_autoptr (TbClock) clock = tb_test_clock_new ();
  g_autofree char *path = tb_test_dup_path ("registry.db");
  g_autofree char *missing = tb_test_dup_path ("missing.db");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) failure = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSession) session = NULL;

  tb_session_open_async (path, TB_OPEN_CREATE, clock, "tester", NULL, tb_test_store_result,
                         &result);
  tb_session_open_async (missing, TB_OPEN_READ, clock, "tester", NULL, tb_test_store_result,
                         &failure);
  tb_test_wait_until (result != NULL && failure != NULL);

  session = tb_session_open_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tb_session_get_path (session), ==, path);
  g_assert_true (tb_session_get_clock (session) == clock);

  g_assert_null (tb_session_open_finish (failure, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_DATABASE);
}

/* An answer that was there already when somebody stopped asking is not given any more: what was
 * asked instead may have been answered by another reader meanwhile. */
static gpointer
tell_reading (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_atomic_int_set ((int *)data, TRUE);

  return g_strdup ("answer");
}

static void
test_read_cancelled (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GAsyncResult) next = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  int was_read = FALSE;
  int was_read_next = FALSE;

  tb_session_read_async (test->session, tell_reading, &was_read, NULL, g_free, cancellable,
                         tb_test_store_result, &late);
  while (!g_atomic_int_get (&was_read))
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  tb_session_read_async (test->session, tell_reading, &was_read_next, NULL, g_free, NULL,
                         tb_test_store_result, &next);
  tb_test_wait_until (late != NULL && next != NULL);

  g_assert_null (tb_session_read_finish (test->session, late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  answer = tb_session_read_finish (test->session, next, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer, ==, "answer");
}

static void
test_save_and_load (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person
      = tb_core_test_add_record (test, "person", "name", "张三", "mobile", "13800000001", NULL);
  g_autoptr (TbRecord) loaded = tb_core_test_reload (test, person);
  g_autofree char *nothing = NULL;
  g_autofree char *batch = NULL;

  g_assert_cmpint (tb_record_get_version (person), ==, 1);
  g_assert_cmpint (tb_record_get_row (person), >, 0);
  g_assert_true (tb_record_equal (person, loaded));

  /* Saving what has not changed writes nothing. */
  nothing = tb_core_test_save (test, loaded);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpint (tb_record_get_version (loaded), ==, 1);

  /* A saved record can be changed and saved again. */
  tb_core_test_set (person, "mobile", "13800000002");
  batch = tb_core_test_save (test, person);
  g_assert_cmpstr (batch, !=, "");
  g_assert_cmpint (tb_record_get_version (person), ==, 2);
  tb_core_test_assert_sound (test);
}

static void
test_save_async (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_new_record ("person", "name", "李四", NULL);
  g_autoptr (TbRecord) loaded = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) removal = NULL;
  g_autoptr (GAsyncResult) reading = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *removal_batch = NULL;

  tb_session_save_async (test->session, person, NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  batch = tb_session_commit_finish (test->session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (batch, !=, "");
  g_assert_cmpint (tb_record_get_version (person), ==, 1);

  tb_session_load_async (test->session, tb_record_get_record_type (person),
                         tb_record_get_id (person), NULL, tb_test_store_result, &reading);
  tb_test_wait_until (reading != NULL);
  loaded = tb_session_read_finish (test->session, reading, &error);
  g_assert_no_error (error);
  g_assert_true (tb_record_equal (person, loaded));

  tb_session_remove_async (test->session, loaded, NULL, tb_test_store_result, &removal);
  tb_test_wait_until (removal != NULL);
  removal_batch = tb_session_commit_finish (test->session, removal, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (test, "person"), ==, 0);
}

static void
test_refused (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) nameless = tb_core_test_new_record ("person", "mobile", "13800000001", NULL);
  g_autoptr (TbRecord) unemployed = tb_core_test_new_record (
      "person", "name", "王五", "enterprise", "01930000-0000-7000-8000-000000000000", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_session_save (test->session, nameless, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_assert_cmpint (tb_record_get_version (nameless), ==, 0);
  g_clear_error (&error);

  g_assert_null (tb_session_save (test->session, unemployed, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_NOT_FOUND);
  g_assert_cmpuint (count (test, "person"), ==, 0);

  /* What was refused can be put right and saved. */
  tb_core_test_set (nameless, "name", "赵六");
  g_free (tb_core_test_save (test, nameless));
  g_assert_cmpuint (count (test, "person"), ==, 1);
}

static void
test_version_conflict (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) mine = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  g_autoptr (TbRecord) theirs = tb_core_test_reload (test, mine);
  g_autoptr (TbRecord) present = NULL;
  g_autoptr (GError) error = NULL;

  tb_core_test_set (theirs, "job", "会计");
  g_free (tb_core_test_save (test, theirs));

  tb_core_test_set (mine, "job", "出纳");
  g_assert_null (tb_session_save (test->session, mine, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "张三"));
  g_assert_nonnull (strstr (error->message, "tester"));
  g_clear_error (&error);

  g_assert_null (tb_session_remove (test->session, mine, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);

  present = tb_core_test_reload (test, mine);
  g_assert_cmpstr (tb_core_test_get (present, "job"), ==, "会计");
}

static void
test_unique (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) first = tb_core_test_add_record (test, "person", "name", "张三", "id_number",
                                                        "440399199001010018", NULL);
  g_autoptr (TbRecord) second
      = tb_core_test_new_record ("person", "name", "李四", "id_number", "440399199001010018", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_session_save (test->session, second, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "张三"));
}

static void
test_remove (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "海港贸易有限公司", NULL);
  g_autoptr (TbRecord) person = tb_core_test_add_record (
      test, "person", "name", "张三", "enterprise", tb_record_get_id (enterprise), NULL);
  g_autoptr (TbRecord) employment = tb_core_test_add_record (
      test, "employment", "person", tb_record_get_id (person), "enterprise",
      tb_record_get_id (enterprise), "since", "2020-01", NULL);
  g_autoptr (TbRecord) newcomer = NULL;
  g_autoptr (TbRecord) gone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *last = NULL;

  /* Somebody works there. */
  g_assert_null (tb_session_remove (test->session, enterprise, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "海港贸易有限公司"));
  g_assert_nonnull (strstr (error->message, "张三"));
  g_clear_error (&error);

  /* A person goes with the history of where they worked. */
  g_assert_cmpuint (count (test, "employment"), ==, 1);
  batch = tb_session_remove (test->session, person, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (test, "person"), ==, 0);
  g_assert_cmpuint (count (test, "employment"), ==, 0);
  gone = tb_core_test_reload (test, person);
  g_assert_true (tb_record_is_removed (gone));

  /* Now nobody does, and nobody can any more. */
  last = tb_session_remove (test->session, enterprise, NULL, &error);
  g_assert_no_error (error);
  newcomer = tb_core_test_new_record ("person", "name", "李四", "enterprise",
                                      tb_record_get_id (enterprise), NULL);
  g_assert_null (tb_session_save (test->session, newcomer, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "海港贸易有限公司"));
  tb_core_test_assert_sound (test);
}

static void
test_tree (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) committee
      = tb_core_test_add_record (test, "organisation", "name", "某某大厦联合党委", NULL);
  g_autoptr (TbRecord) general = tb_core_test_add_record (
      test, "organisation", "name", "联合党总支", "parent", tb_record_get_id (committee), NULL);
  g_autoptr (TbRecord) branch = tb_core_test_add_record (
      test, "organisation", "name", "第一联合党支部", "parent", tb_record_get_id (general), NULL);
  g_autoptr (GError) error = NULL;

  tb_core_test_set (committee, "parent", tb_record_get_id (branch));
  g_assert_null (tb_session_save (test->session, committee, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_clear_error (&error);

  tb_core_test_set (committee, "parent", tb_record_get_id (committee));
  g_assert_null (tb_session_save (test->session, committee, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
}

/* What a branch added to a code list is there when its register is opened, and only then. */
static void
test_local_codes (TbCoreTest *test, gconstpointer data)
{
  const TbCodeList *list = tb_code_lists_find ("post");
  g_autofree char *other_path = tb_test_dup_path ("other.db");
  g_autoptr (TbSession) other = NULL;
  g_autoptr (TbRecord) added = tb_core_test_add_record (test, "code_item", "list", "post", "code",
                                                        "local-1", "label", "宣传干事", NULL);
  g_autoptr (TbRecord) unknown = tb_core_test_add_record (test, "code_item", "list", "no-such-list",
                                                          "code", "1", "label", "无", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_code_list_find_code (list, "local-1"));
  tb_session_close (test->session);
  g_clear_object (&test->session);
  test->session = tb_session_open (test->path, TB_OPEN_WRITE, test->clock, "tester", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tb_code_list_find_code (list, "local-1")->label, ==, "宣传干事");

  other = tb_session_open (other_path, TB_OPEN_CREATE, test->clock, "tester", &error);
  g_assert_no_error (error);
  g_assert_null (tb_code_list_find_code (list, "local-1"));
}

static void
test_search_follows_names (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "海港贸易有限公司", NULL);
  g_autoptr (TbRecord) person = tb_core_test_add_record (
      test, "person", "name", "张三", "enterprise", tb_record_get_id (enterprise), NULL);
  const TbRecordType *type = tb_record_get_record_type (person);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) removed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  before = tb_session_search (test->session, type, "海港", 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (before->len, ==, 1);

  tb_core_test_set (enterprise, "name", "山城物流有限公司");
  g_free (tb_core_test_save (test, enterprise));

  tb_session_search_async (test->session, type, "山城", 10, NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  after = tb_session_read_finish (test->session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (((TbSearchHit *)g_ptr_array_index (after, 0))->id, ==,
                   tb_record_get_id (person));

  batch = tb_session_remove (test->session, person, NULL, &error);
  g_assert_no_error (error);
  removed = tb_session_search (test->session, type, "张三", 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (removed->len, ==, 0);
  tb_core_test_assert_sound (test);
}

static void
test_journal (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  const TbRecordType *type = tb_record_get_record_type (person);
  g_autoptr (GAsyncResult) history_result = NULL;
  g_autoptr (GAsyncResult) batches_result = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  const TbBatchInfo *info = NULL;
  const TbJournalEntry *entry = NULL;

  tb_core_test_set (person, "job", "会计");
  batch = tb_core_test_save (test, person);

  tb_session_get_history_async (test->session, type, tb_record_get_id (person), 10, NULL,
                                tb_test_store_result, &history_result);
  tb_session_get_batches_async (test->session, 10, NULL, tb_test_store_result, &batches_result);
  tb_test_wait_until (history_result != NULL && batches_result != NULL);
  history = tb_session_read_finish (test->session, history_result, &error);
  g_assert_no_error (error);
  batches = tb_session_read_finish (test->session, batches_result, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (history->len, ==, 2);
  entry = g_ptr_array_index (history, 0);
  g_assert_cmpint (entry->op, ==, TB_CHANGE_UPDATE);
  g_assert_cmpstr (entry->batch, ==, batch);
  g_assert_cmpstr (entry->actor, ==, "tester");
  g_assert_null (strstr (entry->before, "会计"));
  g_assert_nonnull (strstr (entry->after, "会计"));

  g_assert_cmpuint (batches->len, ==, 2);
  info = g_ptr_array_index (batches, 0);
  g_assert_cmpstr (info->id, ==, batch);
  g_assert_cmpint (info->kind, ==, TB_BATCH_EDIT);
  g_assert_cmpstr (info->subject, ==, "张三");
  g_assert_cmpstr (info->record_type, ==, "person");
  g_assert_cmpint (info->n_changes, ==, 1);
}

static void
test_commit (TbCoreTest *test, gconstpointer data)
{
  const TbRecordType *type = tb_record_types_find ("person");
  Persons persons = { .n_wanted = 300 };
  Persons none = { 0 };
  Progress progress = { 0 };
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *nothing = NULL;
  g_autoptr (GPtrArray) batches = NULL;

  batch = tb_session_commit (test->session, TB_BATCH_IMPORT, type, "花名册.xlsx", give_person,
                             &persons, 300, progress_cb, &progress, NULL, &error);
  g_assert_no_error (error);
  /* A few times a second, and at the end. */
  g_assert_cmpuint (progress.done, ==, 300);
  g_assert_cmpuint (progress.total, ==, 300);
  g_assert_cmpuint (progress.n_told, <=,
                    1 + (g_get_monotonic_time () - begin) / (250 * G_TIME_SPAN_MILLISECOND));
  g_assert_cmpuint (count (test, "person"), ==, 300);
  g_assert_true (persons.thread != g_thread_self ());

  nothing = tb_session_commit (test->session, TB_BATCH_IMPORT, type, "空表.xlsx", give_person,
                               &none, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nothing, ==, "");

  batches = tb_session_get_batches (test->session, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 1);
  g_assert_cmpint (((TbBatchInfo *)g_ptr_array_index (batches, 0))->n_changes, ==, 300);
  tb_core_test_assert_sound (test);
}

/* Whatever ends a batch before its end, nothing of it stays, and the session goes on. */
static void
test_commit_taken_back (TbCoreTest *test, gconstpointer data)
{
  const TbRecordType *type = tb_record_types_find ("person");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Persons failing = { .n_wanted = 100, .fail_at = 50 };
  Persons cancelled = { .n_wanted = 100, .cancel_at = 50, .cancellable = cancellable };
  Persons whole = { .n_wanted = 10 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  g_assert_null (tb_session_commit (test->session, TB_BATCH_IMPORT, type, NULL, give_person,
                                    &failing, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
  g_clear_error (&error);

  tb_session_commit_async (test->session, TB_BATCH_IMPORT, type, NULL, give_person, &cancelled,
                           NULL, 0, NULL, NULL, cancellable, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  g_assert_null (tb_session_commit_finish (test->session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (cancelled.n_given, ==, 50);

  g_assert_cmpuint (count (test, "person"), ==, 0);
  batch = tb_session_commit (test->session, TB_BATCH_IMPORT, type, NULL, give_person, &whole, 0,
                             NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (test, "person"), ==, 10);
  tb_core_test_assert_sound (test);
}

/* A disk without room ends in a clear error, loses nothing, and can be emptied. */
static void
test_disk_full (TbCoreTest *test, gconstpointer data)
{
  const TbRecordType *type = tb_record_types_find ("person");
  g_autoptr (TbRecord) kept = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  Persons persons = { .n_wanted = 20000 };
  Persons few = { .n_wanted = 10 };
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  struct rlimit limit;
  rlim_t usual;

  /* A file that may grow no further stands for a full disk. */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  usual = limit.rlim_cur;
  limit.rlim_cur = 2 * 1024 * 1024;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));

  g_assert_null (tb_session_commit (test->session, TB_BATCH_IMPORT, type, NULL, give_person,
                                    &persons, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_FULL);
  g_clear_error (&error);

  limit.rlim_cur = usual;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));

  g_assert_cmpuint (count (test, "person"), ==, 1);
  batch = tb_session_commit (test->session, TB_BATCH_IMPORT, type, NULL, give_person, &few, 0, NULL,
                             NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (test, "person"), ==, 11);
  tb_core_test_assert_sound (test);
}

static void
test_read_only (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  g_autoptr (TbSession) reader = NULL;
  g_autoptr (TbRecord) loaded = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  reader = tb_session_open (test->path, TB_OPEN_READ, test->clock, "reader", &error);
  g_assert_no_error (error);
  loaded = tb_session_load (reader, tb_record_get_record_type (person), tb_record_get_id (person),
                            NULL, &error);
  g_assert_no_error (error);

  g_assert_null (tb_session_remove (reader, loaded, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_READ_ONLY);
  g_clear_error (&error);
  tb_session_undo_async (reader, NULL, NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  g_assert_null (tb_session_commit_finish (reader, result, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_READ_ONLY);
}

/* Several commits made before the main loop comes to it are told once, with all their types. */
static void
test_changed (TbCoreTest *test, gconstpointer data)
{
  Changes changes;
  g_autoptr (TbRecord) enterprise = NULL;
  g_autoptr (TbRecord) person = NULL;
  g_autoptr (TbRecord) nameless = tb_core_test_new_record ("person", "job", "会计", NULL);

  changes_watch (&changes, test->session);
  enterprise = tb_core_test_add_record (test, "enterprise", "name", "海港贸易有限公司", NULL);
  person = tb_core_test_add_record (test, "person", "name", "张三", "enterprise",
                                    tb_record_get_id (enterprise), NULL);
  tb_core_test_set (person, "enterprise", NULL);
  g_free (tb_core_test_save (test, person));
  g_assert_cmpuint (changes.n_signals, ==, 0);
  tb_test_wait_until (changes.n_signals > 0);

  g_assert_cmpuint (changes.n_signals, ==, 1);
  g_assert_true (changes.thread == g_thread_self ());
  g_assert_true (g_hash_table_contains (changes.types, "person"));
  g_assert_true (g_hash_table_contains (changes.types, "enterprise"));
  g_assert_true (g_hash_table_contains (changes.types, "employment"));

  /* What was refused changed nothing, and so did saving what is the same. */
  g_assert_null (tb_session_save (test->session, nameless, NULL, NULL));
  g_free (tb_core_test_save (test, person));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (changes.n_signals, ==, 1);
  changes_end (&changes, test->session);
}

static void
receive (TbCoreTest *test, const char *type_name)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (types, (gpointer)type_name);
  tb_session_queue_received (test->session, types);
}

/* Of a hail of commits the first is told at once, and those that come soon after it together. */
static void
test_received (TbCoreTest *test, gconstpointer data)
{
  Changes changes;
  gint64 first_us;

  changes_watch (&changes, test->session);
  receive (test, "person");
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (changes.n_signals, ==, 1);

  first_us = g_get_monotonic_time ();
  receive (test, "enterprise");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  receive (test, "unit");
  tb_test_wait_until (changes.n_signals > 1);
  g_assert_cmpuint (changes.n_signals, ==, 2);
  g_assert_cmpint (g_get_monotonic_time () - first_us, >=, G_USEC_PER_SEC / 5);
  g_assert_true (g_hash_table_contains (changes.types, "enterprise"));
  g_assert_true (g_hash_table_contains (changes.types, "unit"));
  changes_end (&changes, test->session);
}

/* What is saved here does not wait with what comes in, and takes it along. */
static void
test_changed_between (TbCoreTest *test, gconstpointer data)
{
  Changes changes;
  g_autoptr (TbRecord) person = NULL;

  changes_watch (&changes, test->session);
  receive (test, "enterprise");
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  receive (test, "unit");
  person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  receive (test, "event");
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (changes.n_signals, ==, 2);
  g_assert_true (g_hash_table_contains (changes.types, "unit"));
  g_assert_true (g_hash_table_contains (changes.types, "person"));
  g_assert_true (g_hash_table_contains (changes.types, "event"));

  /* Nothing is left to be told. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (changes.n_signals, ==, 2);
  changes_end (&changes, test->session);
}

/* After closing, everything is refused, and closing again does nothing. */
static void
test_close (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_new_record ("person", "name", "张三", NULL);
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find ("person"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_session_close (test->session);
  tb_session_close (test->session);
  g_assert_null (tb_session_save (test->session, person, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_DATABASE);
  g_clear_error (&error);
  tb_session_list_async (test->session, query, NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  g_assert_null (tb_session_read_finish (test->session, result, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_DATABASE);
}

/* Written and read from many threads at once, nothing is lost. */
static gpointer
add_from_thread (gpointer data)
{
  TbCoreTest *test = data;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
      g_autoptr (TbRecord) loaded = tb_core_test_reload (test, person);

      g_assert_true (tb_record_equal (person, loaded));
    }

  return NULL;
}

static void
test_many_threads (TbCoreTest *test, gconstpointer data)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("adder", add_from_thread, test);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_assert_cmpuint (count (test, "person"), ==, 80);
  tb_core_test_assert_sound (test);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/session/open-missing", test_open_missing);
  g_test_add_func ("/session/open-async", test_open_async);
  tb_core_test_add ("/session/read-cancelled", test_read_cancelled);
  tb_core_test_add ("/session/save-and-load", test_save_and_load);
  tb_core_test_add ("/session/save-async", test_save_async);
  tb_core_test_add ("/session/refused", test_refused);
  tb_core_test_add ("/session/version-conflict", test_version_conflict);
  tb_core_test_add ("/session/unique", test_unique);
  tb_core_test_add ("/session/remove", test_remove);
  tb_core_test_add ("/session/tree", test_tree);
  tb_core_test_add ("/session/local-codes", test_local_codes);
  tb_core_test_add ("/session/search-follows-names", test_search_follows_names);
  tb_core_test_add ("/session/journal", test_journal);
  tb_core_test_add ("/session/commit", test_commit);
  tb_core_test_add ("/session/commit-taken-back", test_commit_taken_back);
  tb_core_test_add ("/session/disk-full", test_disk_full);
  tb_core_test_add ("/session/read-only", test_read_only);
  tb_core_test_add ("/session/changed", test_changed);
  tb_core_test_add ("/session/received", test_received);
  tb_core_test_add ("/session/changed-between", test_changed_between);
  tb_core_test_add ("/session/close", test_close);
  tb_core_test_add ("/session/many-threads", test_many_threads);

  return tb_test_run ();
}
