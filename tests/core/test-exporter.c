/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "tb-error.h"
#include "tb-exporter.h"
#include "tb-import-test.h"
#include "tb-sample.h"
#include "tb-statement.h"
#include "tb-test.h"

#define REASON "年度核对"

static void
fill (TbCoreTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_sample_fill (test->session, TB_SAMPLE_TOWER, 1, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
}

static GFile *export (TbCoreTest *test, const char *type_name, const char *file_name,
                      const char *reason)
{
  g_autofree char *path = tb_test_dup_path (file_name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find (type_name));
  TbExportOptions options = { .query = query, .reason = reason };
  g_autoptr (GError) error = NULL;
  gint64 n_written = tb_exporter_write (test->session, &options, file, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (n_written, ==, tb_import_test_count_records (test, type_name));
  return g_steal_pointer (&file);
}

/* Every row of a file exported in clear is found again, and says nothing new. */
static void
assert_comes_back (TbCoreTest *test, const char *type_name, const char *extension)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", type_name, extension);
  g_autoptr (GFile) file = export (test, type_name, name, REASON);
  g_autoptr (TbImporter) importer = tb_importer_new (test->session);
  const TbImportSummary *summary;
  const GPtrArray *findings;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", name);
  tb_importer_open (importer, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tb_importer_get_record_type (importer)->name, ==, type_name);
  tb_importer_check (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  findings = tb_importer_get_findings (importer);
  for (guint i = 0; i < findings->len; i++)
    {
      const TbImportFinding *finding = g_ptr_array_index (findings, i);

      g_test_message ("row %u, column %d: %s: %s", finding->row, finding->column, finding->code,
                      finding->message);
    }
  summary = tb_importer_get_summary (importer);
  g_assert_cmpuint (summary->errors, ==, 0);
  g_assert_cmpuint (summary->created, ==, 0);
  g_assert_cmpuint (summary->updated, ==, 0);
  g_assert_cmpuint (summary->ambiguous, ==, 0);
  g_assert_cmpuint (summary->also_created, ==, 0);
  g_assert_cmpuint (summary->unchanged, ==, summary->rows);
  g_assert_cmpuint (summary->rows, >=, tb_import_test_count_records (test, type_name));
}

static void
test_comes_back (TbCoreTest *test, gconstpointer data)
{
  static const char *const types[] = { "person", "enterprise", "unit" };

  fill (test);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      assert_comes_back (test, types[i], "xlsx");
      assert_comes_back (test, types[i], "csv");
    }
}

static char *
read_text (GFile *file)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_masked (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person
      = tb_core_test_add_record (test, "person", "name", "王伟", "id_number", "440399198506150011",
                                 "mobile", "13800000001", "residence", "某路1号", NULL);
  g_autoptr (GFile) masked = export (test, "person", "masked.csv", NULL);
  g_autoptr (GFile) clear = export (test, "person", "clear.csv", REASON);
  g_autofree char *masked_text = read_text (masked);
  g_autofree char *clear_text = read_text (clear);

  g_assert_nonnull (strstr (masked_text, "王伟"));
  g_assert_null (strstr (masked_text, "440399198506150011"));
  g_assert_null (strstr (masked_text, "13800000001"));
  g_assert_null (strstr (masked_text, "某路1号"));
  g_assert_nonnull (strstr (clear_text, "440399198506150011"));
  g_assert_nonnull (strstr (clear_text, "13800000001"));
  g_assert_nonnull (strstr (clear_text, REASON));
}

/* What is reckoned stands beside what it is reckoned from. */
static void
test_computed (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person
      = tb_core_test_add_record (test, "person", "name", "王伟", "birth_date", "1985-06-15",
                                 "category", "full", "full_on", "2009-07", NULL);
  g_autoptr (GFile) file = export (test, "person", "computed.csv", REASON);
  g_autofree char *text = read_text (file);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) headings = NULL;
  g_auto (GStrv) cells = NULL;
  guint n_found = 0;

  while (!g_str_has_prefix (lines[n_found], "姓名"))
    n_found++;
  headings = g_strsplit (lines[n_found], ",", -1);
  cells = g_strsplit (lines[n_found + 1], ",", -1);

  n_found = 0;
  for (guint i = 0; headings[i] != NULL; i++)
    {
      if (g_str_equal (headings[i], "Age"))
        n_found += g_str_equal (cells[i], "41");
      else if (g_str_equal (headings[i], "Party standing"))
        n_found += g_str_equal (cells[i], "17");
    }
  g_assert_cmpuint (n_found, ==, 2);
}

/* A masked file cannot do harm when it is imported: its numbers are no numbers. */
static void
test_masked_is_refused (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "王伟",
                                                         "id_number", "440399198506150011", NULL);
  g_autoptr (GFile) masked = export (test, "person", "masked.xlsx", NULL);
  g_autoptr (TbImporter) importer = tb_importer_new (test->session);
  g_autoptr (GError) error = NULL;

  tb_importer_open (importer, masked, NULL, &error);
  g_assert_no_error (error);
  tb_importer_check (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tb_importer_get_summary (importer)->errors, ==, 1);
}

static void
undo_meanwhile_cb (guint64 done, guint64 expected, gpointer user_data)
{
  TbCoreTest *test = user_data;
  g_autoptr (GError) error = NULL;

  /* On one reader's thread; the other one and the writer are free. */
  g_free (tb_session_undo (test->session, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* A table is of the register as it was when the export began. */
static void
test_one_state (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "王伟", NULL);
  g_autofree char *path = tb_test_dup_path ("state.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find ("person"));
  TbExportOptions options = { .query = query };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  tb_core_test_set (person, "name", "李芳");
  g_free (tb_core_test_save (test, person));
  tb_exporter_write (test->session, &options, file, undo_meanwhile_cb, test, NULL, &error);
  g_assert_no_error (error);

  text = read_text (file);
  g_assert_nonnull (strstr (text, "李芳"));
  g_assert_null (strstr (text, "王伟"));
}

static void
test_journalled (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "王伟", NULL);
  g_autoptr (GFile) file = export (test, "person", "named.csv", REASON);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches = tb_session_get_batches (test->session, 1, NULL, &error);
  const TbBatchInfo *batch;

  g_assert_no_error (error);
  batch = g_ptr_array_index (batches, 0);
  g_assert_cmpint (batch->kind, ==, TB_BATCH_EXPORT);
  g_assert_cmpstr (batch->subject, ==, "named.csv");
  tb_core_test_assert_sound (test);
}

static void
test_refused (TbCoreTest *test, gconstpointer data)
{
  static const struct
  {
    const char *file;
    const char *reason;
  } cases[] = { { "wrong.pdf", NULL }, { "blank.csv", " " } };
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find ("person"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = tb_test_dup_path (cases[i].file);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      TbExportOptions options = { .query = query, .reason = cases[i].reason };
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (tb_exporter_write (test->session, &options, file, NULL, NULL, NULL, &error),
                       ==, -1);
      g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
      g_assert_false (g_file_query_exists (file, NULL));
    }
}

static void
test_cancelled (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path ("cancelled.xlsx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find ("person"));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  TbExportOptions options = { .query = query };
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "王伟", NULL);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (
      tb_exporter_write (test->session, &options, file, NULL, NULL, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (file, NULL));
}

static void
test_fields (TbCoreTest *test, gconstpointer data)
{
  const TbRecordType *type = tb_record_types_find ("tower");
  const guint fields[] = { tb_record_type_find_field (type, "name") };
  g_autoptr (TbRecord) tower
      = tb_core_test_add_record (test, "tower", "name", "甲大厦", "address", "某路1号", NULL);
  g_autofree char *path = tb_test_dup_path ("towers.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TbQuery) query = tb_query_new (type);
  TbExportOptions options = { .query = query, .fields = fields, .n_fields = 1 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  tb_exporter_write_async (test->session, &options, file, NULL, NULL, NULL, tb_test_store_result,
                           &result);
  tb_test_wait_until (result != NULL);
  g_assert_cmpint (tb_exporter_write_finish (result, &error), ==, 1);
  g_assert_no_error (error);
  text = read_text (file);
  g_assert_nonnull (strstr (text, "甲大厦"));
  g_assert_null (strstr (text, "某路1号"));
}

/* Finds bytes, whatever they are. */
static gpointer
find_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 n = 0;

  return tb_connection_read_int (connection, data, &n, error) && n > 0 ? data : NULL;
}

/* A name that another system gave is in the journal as it can be shown: what is not UTF-8 would be
 * read by nobody. */
static void
test_foreign_name (TbCoreTest *test, gconstpointer data)
{
  static const char *const sql = "SELECT count(*) FROM change WHERE op = 'export'"
                                 " AND instr (CAST (after AS BLOB), x'EFBFBDEFBFBD2E637376')";
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  file = export (test, "person", "\xc3\xfb.csv", NULL);
  g_assert_true (g_file_query_exists (file, NULL));
  g_assert_nonnull (tb_session_read (test->session, find_in_reader, (gpointer)sql, NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);
  tb_core_test_add ("/exporter/comes-back", test_comes_back);
  tb_core_test_add ("/exporter/computed", test_computed);
  tb_core_test_add ("/exporter/masked", test_masked);
  tb_core_test_add ("/exporter/masked-is-refused", test_masked_is_refused);
  tb_core_test_add ("/exporter/one-state", test_one_state);
  tb_core_test_add ("/exporter/journalled", test_journalled);
  tb_core_test_add ("/exporter/foreign-name", test_foreign_name);
  tb_core_test_add ("/exporter/refused", test_refused);
  tb_core_test_add ("/exporter/cancelled", test_cancelled);
  tb_core_test_add ("/exporter/fields", test_fields);
  return tb_test_run ();
}
