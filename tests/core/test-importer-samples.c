/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every sample file, and what tests/data/samples/expected.json says an importer must find in it. */
#include "config.h"

#include <json-glib/json-glib.h>

#include "tb-core-test.h"
#include "tb-importer.h"
#include "tb-test.h"

#define EXPECTED "expected.json"

static TbImporter *
open_sample (TbCoreTest *test, const char *name, GError **error)
{
  g_autofree char *path = tb_test_dup_sample_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TbImporter) importer = tb_importer_new (test->session);

  if (!tb_importer_open (importer, file, NULL, error))
    return NULL;
  return g_steal_pointer (&importer);
}

static guint
count_rows_with (TbImporter *importer, const char *code)
{
  const GPtrArray *findings = tb_importer_get_findings (importer);
  g_autoptr (GHashTable) rows = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const TbImportFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        g_hash_table_add (rows, GUINT_TO_POINTER (finding->row));
    }
  return g_hash_table_size (rows);
}

/* Every error must be one of those expected: none is made up. */
static void
assert_faults (TbImporter *importer, JsonObject *faults)
{
  const GPtrArray *findings = tb_importer_get_findings (importer);
  g_autoptr (GList) codes = faults != NULL ? json_object_get_members (faults) : NULL;

  for (GList *l = codes; l != NULL; l = l->next)
    {
      g_test_message ("%s", (char *)l->data);
      g_assert_cmpuint (count_rows_with (importer, l->data), ==,
                        json_object_get_int_member (faults, l->data));
    }
  for (guint i = 0; i < findings->len; i++)
    {
      const TbImportFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity != TB_SEVERITY_ERROR)
        continue;
      g_test_message ("row %u, column %d: %s: %s", finding->row, finding->column, finding->code,
                      finding->message);
      g_assert_nonnull (faults);
      g_assert_true (json_object_has_member (faults, finding->code));
      g_assert_cmpint (finding->column, >=, 0);
    }
}

static void
assert_as_expected (TbImporter *importer, JsonObject *expected)
{
  const TbImportSummary *summary = tb_importer_get_summary (importer);
  JsonObject *faults = NULL;

  g_assert_cmpstr (tb_importer_get_record_type (importer)->name, ==,
                   json_object_get_string_member (expected, "type"));
  g_assert_cmpuint (summary->rows, ==, json_object_get_int_member (expected, "rows"));
  if (json_object_has_member (expected, "errors"))
    g_assert_cmpuint (summary->errors, ==, json_object_get_int_member (expected, "errors"));
  if (json_object_has_member (expected, "created"))
    g_assert_cmpuint (summary->created, ==, json_object_get_int_member (expected, "created"));
  if (json_object_has_member (expected, "encoding"))
    g_assert_cmpstr (tb_importer_get_encoding (importer), ==,
                     json_object_get_string_member (expected, "encoding"));
  if (json_object_has_member (expected, "sheet"))
    g_assert_cmpstr (tb_importer_get_sheet_name (importer, tb_importer_get_sheet (importer)), ==,
                     json_object_get_string_member (expected, "sheet"));
  if (json_object_has_member (expected, "faults"))
    faults = json_object_get_object_member (expected, "faults");
  assert_faults (importer, faults);
}

/* Imported, imported again, taken back: the register is empty as before. */
static void
assert_goes_in_and_out (TbCoreTest *test, TbImporter *importer, const char *name)
{
  TbImportSummary first = *tb_importer_get_summary (importer);
  g_autofree char *empty = tb_core_test_dump (test);
  g_autofree char *again = NULL;
  g_autofree char *undo = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (TbImporter) second = NULL;
  const TbImportSummary *summary;
  g_autoptr (GError) error = NULL;

  batch = tb_importer_commit (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (batch, !=, "");
  records = tb_core_test_list (test, tb_importer_get_record_type (importer)->name);
  g_assert_cmpuint (records->len, ==, first.created);

  second = open_sample (test, name, &error);
  g_assert_no_error (error);
  tb_importer_check (second, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  summary = tb_importer_get_summary (second);
  g_assert_cmpuint (summary->created, ==, 0);
  g_assert_cmpuint (summary->updated, ==, 0);
  g_assert_cmpuint (summary->ambiguous, ==, 0);
  g_assert_cmpuint (summary->also_created, ==, 0);
  g_assert_cmpuint (summary->unchanged, ==, first.created);
  g_assert_cmpuint (summary->errors, ==, first.errors);

  undo = tb_session_undo (test->session, batch, NULL, &error);
  g_assert_no_error (error);
  again = tb_core_test_dump (test);
  g_assert_cmpstr (again, ==, empty);
  tb_core_test_assert_sound (test);
}

static void
test_sample (TbCoreTest *test, const char *name, JsonObject *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbImporter) importer = open_sample (test, name, &error);

  g_test_message ("%s", name);
  if (json_object_has_member (expected, "refused"))
    {
      g_assert_nonnull (error);
      return;
    }
  g_assert_no_error (error);
  tb_importer_check (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_as_expected (importer, expected);
  assert_goes_in_and_out (test, importer, name);
}

static void
test_samples (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = tb_test_dup_sample_path (EXPECTED);
  g_autoptr (GList) names = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *root;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  names = json_object_get_members (root);
  g_assert_cmpuint (g_list_length (names), ==, 11);
  for (GList *l = names; l != NULL; l = l->next)
    test_sample (test, l->data, json_object_get_object_member (root, l->data));
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);
  tb_core_test_add ("/importer/samples", test_samples);
  return tb_test_run ();
}
