/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and the records of the register that they are about; corrections and choices; one batch. */
#include "config.h"

#include "tb-error.h"
#include "tb-import-test.h"
#include "tb-test.h"

#define WANG "440399198506150011"
#define LI "440399200002290029"

/* By identity number; what the row has no value for stays, and what is known more exactly too. */
static void
test_update (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *first = tb_import_test_import (
      test, "姓名,性别,公民身份号码,职务,联系电话,加入党组织日期\n王伟,男," WANG
            ",经理,13800000001,2010-07-01\n");
  g_autoptr (TbImporter) importer
      = tb_import_test_check (test, "姓名,公民身份号码,职务,联系电话,加入党组织日期\n王伟," WANG
                                    ",无,13800000002,2010.07\n");
  const TbImportSummary *summary = tb_importer_get_summary (importer);
  g_autoptr (TbRecord) present = NULL;
  g_autoptr (TbRecord) future = NULL;
  g_autoptr (TbRecord) stored = NULL;
  g_autofree char *second = NULL;
  g_autofree char *undo = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (summary->updated, ==, 1);
  g_assert_cmpuint (summary->created, ==, 0);
  tb_importer_get_difference (importer, 0, &present, &future, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tb_core_test_get (present, "mobile"), ==, "13800000001");
  g_assert_cmpstr (tb_core_test_get (future, "mobile"), ==, "13800000002");
  g_assert_cmpstr (tb_core_test_get (future, "job"), ==, "经理");
  g_assert_cmpstr (tb_core_test_get (future, "join_on"), ==, "2010-07-01");

  second = tb_import_test_commit (importer);
  stored = tb_import_test_find (test, "person", "id_number", WANG);
  g_assert_cmpstr (tb_core_test_get (stored, "mobile"), ==, "13800000002");
  g_clear_object (&stored);

  undo = tb_session_undo (test->session, second, NULL, &error);
  g_assert_no_error (error);
  stored = tb_import_test_find (test, "person", "id_number", WANG);
  g_assert_cmpstr (tb_core_test_get (stored, "mobile"), ==, "13800000001");
  tb_core_test_assert_sound (test);
}

/* Without a number: by phone and name, then by name and enterprise. The number is learnt. */
static void
test_by_phone_and_by_enterprise (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *first = tb_import_test_import (test, "姓名,工作单位,联系电话\n"
                                                        "王伟,甲公司,13800000001\n"
                                                        "李芳,乙公司,13800000002\n");
  g_autoptr (TbImporter) importer
      = tb_import_test_check (test, "姓名,工作单位,联系电话,公民身份号码\n"
                                    "王伟,丙公司,13800000001," WANG "\n"
                                    "李芳,乙公司,13800000003," LI "\n"
                                    "王伟,丁公司,13800000009,\n");
  g_autofree char *second = NULL;
  g_autoptr (TbRecord) wang = NULL;
  g_autoptr (TbRecord) li = NULL;
  g_autoptr (TbImporter) third = NULL;

  g_assert_cmpint (tb_importer_get_row_match (importer, 0), ==, TB_IMPORT_CHANGED);
  g_assert_cmpint (tb_importer_get_row_match (importer, 1), ==, TB_IMPORT_CHANGED);
  g_assert_cmpint (tb_importer_get_row_match (importer, 2), ==, TB_IMPORT_NEW);
  second = tb_import_test_commit (importer);
  wang = tb_import_test_find (test, "person", "id_number", WANG);
  g_assert_cmpstr (tb_core_test_get (wang, "mobile"), ==, "13800000001");
  li = tb_import_test_find (test, "person", "id_number", LI);
  g_assert_cmpstr (tb_core_test_get (li, "mobile"), ==, "13800000003");

  /* Somebody with another number is somebody else. */
  third = tb_import_test_check (
      test, "姓名,联系电话,公民身份号码\n王伟,13800000001,440399198811085172\n");
  g_assert_cmpint (tb_importer_get_row_match (third, 0), ==, TB_IMPORT_NEW);
}

static void
test_ambiguous (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *first
      = tb_import_test_import (test, "姓名,联系电话\n王伟,13800000001\n王伟,13800000002\n");
  g_autoptr (TbImporter) importer = tb_import_test_check (test, "姓名,职务\n王伟,经理\n");
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (TbRecord) stored = NULL;
  g_autofree char *none = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (tb_importer_get_row_match (importer, 0), ==, TB_IMPORT_AMBIGUOUS);
  g_assert_cmpuint (tb_importer_get_summary (importer)->ambiguous, ==, 1);
  /* Nobody has chosen: nothing is written. */
  none = tb_import_test_commit (importer);
  g_assert_cmpstr (none, ==, "");

  candidates = tb_importer_get_candidates (importer, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 2);
  tb_importer_choose (importer, 0, tb_record_get_id (g_ptr_array_index (candidates, 1)));
  g_assert_cmpint (tb_importer_get_row_match (importer, 0), ==, TB_IMPORT_CHANGED);
  batch = tb_import_test_commit (importer);
  stored = tb_import_test_find (test, "person", "job", "经理");
  g_assert_cmpstr (tb_record_get_id (stored), ==,
                   tb_record_get_id (g_ptr_array_index (candidates, 1)));
}

static void
test_choose_new (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *first = tb_import_test_import (test, "姓名,联系电话\n王伟,13800000001\n");
  g_autoptr (TbImporter) importer = tb_import_test_check (test, "姓名,职务\n王伟,经理\n");
  g_autofree char *batch = NULL;

  tb_importer_choose (importer, 0, NULL);
  g_assert_cmpint (tb_importer_get_row_match (importer, 0), ==, TB_IMPORT_NEW);
  batch = tb_import_test_commit (importer);
  g_assert_cmpuint (tb_import_test_count_records (test, "person"), ==, 2);
}

/* Two rows, one record: the second must be asked. */
static void
test_second_match (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *first = tb_import_test_import (test, "姓名,工作单位\n王伟,甲公司\n");
  g_autoptr (TbImporter) importer
      = tb_import_test_check (test, "姓名,工作单位,职务\n王伟,甲公司,经理\n王伟,甲公司,财务\n");

  g_assert_cmpint (tb_importer_get_row_match (importer, 0), ==, TB_IMPORT_CHANGED);
  g_assert_cmpint (tb_importer_get_row_match (importer, 1), ==, TB_IMPORT_AMBIGUOUS);
  g_assert_cmpuint (tb_import_test_count (importer, "second_match"), ==, 1);
}

static void
test_correct (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_check (test, "姓名,公民身份号码,工作单位\n"
                                                                "王伟," WANG ",甲公司\n"
                                                                "李芳," WANG ",乙公司\n"
                                                                ",440399198811085172,丙公司\n");
  const TbImportSummary *summary = tb_importer_get_summary (importer);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  g_assert_cmpuint (summary->errors, ==, 2);
  g_assert_cmpuint (summary->also_created, ==, 1);
  g_assert_cmpint (tb_importer_get_row_state (importer, 1), ==, TB_IMPORT_ROW_ERROR);

  /* The first row gives the number up, so the second is no duplicate any more. */
  tb_importer_set_cell (importer, 0, 1, LI, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tb_importer_get_row_state (importer, 1), ==, TB_IMPORT_ROW_OK);
  tb_importer_set_cell (importer, 2, 0, "张敏", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->errors, ==, 0);
  g_assert_cmpuint (summary->created, ==, 3);
  g_assert_cmpuint (summary->also_created, ==, 3);
  g_assert_cmpuint (tb_importer_get_findings (importer)->len, ==, 0);

  /* An employer that nobody names any more is not made. */
  tb_importer_set_cell (importer, 2, 2, "甲公司", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->also_created, ==, 2);
  tb_importer_set_skipped (importer, 1, TRUE);
  g_assert_cmpuint (summary->also_created, ==, 1);
  g_assert_cmpint (tb_importer_get_row_match (importer, 1), ==, TB_IMPORT_SKIPPED);

  batch = tb_import_test_commit (importer);
  g_assert_cmpuint (tb_import_test_count_records (test, "person"), ==, 2);
  g_assert_cmpuint (tb_import_test_count_records (test, "enterprise"), ==, 1);
}

/* A Party group belongs to its branch: two branches have two first groups. */
static void
test_groups (TbCoreTest *test, gconstpointer data)
{
  const char *table = "姓名,所在党支部,党小组,联系电话\n"
                      "王伟,甲联合党支部,第一党小组,13800000001\n"
                      "李芳,乙党支部,第一党小组,13800000002\n";
  g_autofree char *batch = tb_import_test_import (test, table);
  g_autoptr (TbRecord) branch = tb_import_test_find (test, "organisation", "name", "甲联合党支部");
  g_autoptr (TbImporter) again = NULL;

  g_assert_cmpuint (tb_import_test_count_records (test, "organisation"), ==, 4);
  g_assert_nonnull (tb_core_test_get (branch, "kind"));
  again = tb_import_test_check (test, table);
  g_assert_cmpuint (tb_importer_get_summary (again)->unchanged, ==, 2);
}

/* Somebody else was at work between the dry run and the import. */
static void
test_changed_meanwhile (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer
      = tb_import_test_check (test, "姓名,联系电话\n王伟,13800000001\n");
  g_autoptr (TbRecord) other
      = tb_core_test_add_record (test, "person", "name", "王伟", "mobile", "13800000001", NULL);
  g_autofree char *refused = NULL;
  g_autoptr (GError) error = NULL;

  refused = tb_importer_commit (importer, NULL, NULL, NULL, &error);
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_assert_null (refused);
  g_clear_error (&error);

  tb_importer_check (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tb_importer_get_summary (importer)->unchanged, ==, 1);
}

/* Rows left out are saved with the reasons, mended there, and imported. */
static void
test_save_errors (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_check (test, "姓名,公民身份号码\n"
                                                                "王伟," WANG "\n"
                                                                "李芳,440399200002290020\n"
                                                                ",440399198811085172\n");
  g_autofree char *path = tb_test_dup_path ("left-out.xlsx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TbImporter) mended = tb_importer_new (test->session);
  g_autofree char *first = tb_import_test_commit (importer);
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  tb_importer_save_errors (importer, file, &error);
  g_assert_no_error (error);

  tb_importer_open (mended, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tb_importer_get_n_rows (mended), ==, 2);
  g_assert_cmpuint (tb_importer_get_n_columns (mended), ==, 3);
  g_assert_cmpstr (tb_importer_get_cell (mended, 0, 0), ==, "李芳");
  g_assert_cmpstr (tb_importer_get_cell (mended, 0, 2), !=, "");
  tb_importer_check (mended, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tb_importer_get_summary (mended)->errors, ==, 2);

  tb_importer_set_cell (mended, 0, 1, LI, &error);
  g_assert_no_error (error);
  tb_importer_set_cell (mended, 1, 0, "张敏", &error);
  g_assert_no_error (error);
  second = tb_import_test_commit (mended);
  g_assert_cmpuint (tb_import_test_count_records (test, "person"), ==, 3);
}

/* Two firms have one name: the program takes neither, and the code says which is meant. */
static void
test_name_ambiguous (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *firms
      = tb_import_test_import (test, "企业名称,统一社会信用代码\n"
                                     "甲公司,91440399MA5ABCDE5B\n甲公司,91440399MA9T001730\n");
  g_autoptr (TbImporter) importer
      = tb_import_test_check (test, "姓名,工作单位\n王伟,甲公司\n李芳,乙公司\n");
  g_autoptr (TbRecord) firm
      = tb_import_test_find (test, "enterprise", "credit_code", "91440399MA9T001730");
  g_autoptr (TbRecord) wang = NULL;
  const TbImportFinding *const *findings;
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;
  guint n_findings;

  g_assert_cmpint (tb_importer_get_row_state (importer, 0), ==, TB_IMPORT_ROW_ERROR);
  g_assert_cmpint (tb_importer_get_row_state (importer, 1), ==, TB_IMPORT_ROW_OK);
  findings = tb_importer_get_row_findings (importer, 0, &n_findings);
  g_assert_cmpuint (n_findings, ==, 1);
  g_assert_cmpstr (findings[0]->code, ==, "name_ambiguous");
  g_assert_cmpint (findings[0]->column, ==, 1);
  tb_importer_get_row_findings (importer, 1, &n_findings);
  g_assert_cmpuint (n_findings, ==, 0);

  tb_importer_set_cell (importer, 0, 1, "91440399MA9T001730", &error);
  g_assert_no_error (error);
  g_assert_cmpint (tb_importer_get_row_state (importer, 0), ==, TB_IMPORT_ROW_OK);
  g_assert_cmpuint (tb_importer_get_summary (importer)->also_created, ==, 1);
  batch = tb_import_test_commit (importer);
  wang = tb_import_test_find (test, "person", "name", "王伟");
  g_assert_cmpstr (tb_core_test_get (wang, "enterprise"), ==, tb_record_get_id (firm));
  tb_core_test_assert_sound (test);
}

/* The code beside a tenant of a common name tells it apart at once. */
static void
test_tenant_by_code (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *firms
      = tb_import_test_import (test, "企业名称,统一社会信用代码\n"
                                     "甲公司,91440399MA5ABCDE5B\n甲公司,91440399MA9T001730\n");
  g_autofree char *rooms
      = tb_import_test_import (test, "楼宇名称,楼层,房号,入驻企业,统一社会信用代码\n"
                                     "甲大厦,10,1001,甲公司,91440399MA9T001730\n");
  g_autoptr (TbRecord) firm
      = tb_import_test_find (test, "enterprise", "credit_code", "91440399MA9T001730");
  g_autoptr (GPtrArray) tenancies = tb_core_test_list (test, "tenancy");

  g_assert_cmpuint (tenancies->len, ==, 1);
  g_assert_cmpstr (tb_core_test_get (g_ptr_array_index (tenancies, 0), "enterprise"), ==,
                   tb_record_get_id (firm));
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);
  tb_core_test_add ("/importer/match/update", test_update);
  tb_core_test_add ("/importer/match/phone-and-enterprise", test_by_phone_and_by_enterprise);
  tb_core_test_add ("/importer/match/ambiguous", test_ambiguous);
  tb_core_test_add ("/importer/match/choose-new", test_choose_new);
  tb_core_test_add ("/importer/match/second", test_second_match);
  tb_core_test_add ("/importer/match/correct", test_correct);
  tb_core_test_add ("/importer/match/groups", test_groups);
  tb_core_test_add ("/importer/match/changed-meanwhile", test_changed_meanwhile);
  tb_core_test_add ("/importer/match/save-errors", test_save_errors);
  tb_core_test_add ("/importer/match/name-ambiguous", test_name_ambiguous);
  tb_core_test_add ("/importer/match/tenant-by-code", test_tenant_by_code);
  return tb_test_run ();
}
