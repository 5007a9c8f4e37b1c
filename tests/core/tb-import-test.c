/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-import-test.h"

#include "tb-test.h"

TbImporter *
tb_import_test_open (TbCoreTest *test, const char *table)
{
  g_autofree char *path = tb_test_dup_path ("table.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  TbImporter *importer = tb_importer_new (test->session);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, table, -1, &error);
  g_assert_no_error (error);
  tb_importer_open (importer, file, NULL, &error);
  g_assert_no_error (error);
  return importer;
}

TbImporter *
tb_import_test_check (TbCoreTest *test, const char *table)
{
  TbImporter *importer = tb_import_test_open (test, table);
  g_autoptr (GError) error = NULL;

  tb_importer_check (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return importer;
}

char *
tb_import_test_commit (TbImporter *importer)
{
  g_autoptr (GError) error = NULL;
  char *batch = tb_importer_commit (importer, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return batch;
}

char *
tb_import_test_import (TbCoreTest *test, const char *table)
{
  g_autoptr (TbImporter) importer = tb_import_test_check (test, table);

  g_assert_cmpuint (tb_importer_get_summary (importer)->errors, ==, 0);
  return tb_import_test_commit (importer);
}

const char *
tb_import_test_get_target (TbImporter *importer, guint column)
{
  guint target = tb_importer_get_column (importer, column)->target;

  return target == TB_IMPORT_IGNORED ? NULL : tb_importer_get_target_name (importer, target);
}

guint
tb_import_test_count (TbImporter *importer, const char *code)
{
  const GPtrArray *findings = tb_importer_get_findings (importer);
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += g_str_equal (((TbImportFinding *)g_ptr_array_index (findings, i))->code, code);
  return n;
}

TbRecord *
tb_import_test_find (TbCoreTest *test, const char *type_name, const char *field_name,
                     const char *value)
{
  g_autoptr (GPtrArray) records = tb_core_test_list (test, type_name);
  TbRecord *found = NULL;

  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (tb_core_test_get (g_ptr_array_index (records, i), field_name), value) == 0)
      {
        g_assert_null (found);
        found = g_object_ref (g_ptr_array_index (records, i));
      }
  g_assert_nonnull (found);
  return found;
}

guint
tb_import_test_count_records (TbCoreTest *test, const char *type_name)
{
  g_autoptr (GPtrArray) records = tb_core_test_list (test, type_name);

  return records->len;
}
