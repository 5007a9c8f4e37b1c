/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table is, what its columns mean, and what is wrong with its cells. */
#include "config.h"

#include <string.h>
#include <xlsxwriter.h>

#include "tb-error.h"
#include "tb-import-test.h"
#include "tb-test.h"

static void
test_header (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer
      = tb_import_test_open (test, "某某党支部党员花名册,,,\n"
                                   "填报单位：,,填报日期：2026年11月,\n"
                                   "序号,姓 名（必填）,性别,身份证号码✱\n"
                                   "1,王伟,男,440399198506150011\n");

  g_assert_cmpstr (tb_importer_get_record_type (importer)->name, ==, "person");
  g_assert_cmpuint (tb_importer_get_header_row (importer), ==, 3);
  g_assert_cmpuint (tb_importer_get_n_rows (importer), ==, 1);
  g_assert_cmpuint (tb_importer_get_row_number (importer, 0), ==, 4);
  g_assert_null (tb_import_test_get_target (importer, 0));
  g_assert_cmpstr (tb_import_test_get_target (importer, 1), ==, "name");
  g_assert_cmpstr (tb_import_test_get_target (importer, 2), ==, "sex");
  g_assert_cmpstr (tb_import_test_get_target (importer, 3), ==, "id_number");
}

/* Headings in groups: the first of each pair of columns is named above. */
static void
test_groups (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_open (
      test, "序号,企业名称,负责人,,联络人,,年营业收入(元)\n"
            ",,姓名,电话,姓名,电话,\n"
            "1,深圳市甲有限公司,王伟,13800000001,李芳,13800000002,12345678\n");
  g_autofree char *batch = NULL;
  g_autoptr (TbRecord) enterprise = NULL;
  g_autoptr (GError) error = NULL;
  guint revenue;

  g_assert_cmpstr (tb_importer_get_record_type (importer)->name, ==, "enterprise");
  g_assert_cmpuint (tb_importer_get_header_row (importer), ==, 2);
  g_assert_cmpstr (tb_import_test_get_target (importer, 1), ==, "name");
  g_assert_cmpstr (tb_import_test_get_target (importer, 2), ==, "representative");
  g_assert_cmpstr (tb_import_test_get_target (importer, 3), ==, "representative_phone");
  g_assert_cmpstr (tb_import_test_get_target (importer, 4), ==, "contact");
  g_assert_cmpstr (tb_import_test_get_target (importer, 5), ==, "contact_phone");
  g_assert_cmpstr (tb_import_test_get_target (importer, 6), ==, "revenue");

  tb_importer_check (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  batch = tb_import_test_commit (importer);
  enterprise = tb_import_test_find (test, "enterprise", "contact_phone", "13800000002");
  g_assert_cmpstr (tb_core_test_get (enterprise, "representative_phone"), ==, "13800000001");
  /* 12,345,678 yuan are 1,234.57 times 10,000. */
  revenue = tb_record_type_find_field (tb_record_get_record_type (enterprise), "revenue");
  g_assert_cmpint (tb_record_get_int (enterprise, revenue), ==, 123457);
}

/* «电话» twice: each belongs to the person named before it. */
static void
test_same_heading_twice (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer
      = tb_import_test_open (test, "组织名称,法定代表人,联系电话,联络人,联系电话,从业人数\n"
                                   "深圳市甲有限公司,王伟,13800000001,李芳,13800000002,12\n");

  g_assert_cmpstr (tb_import_test_get_target (importer, 2), ==, "representative_phone");
  g_assert_cmpstr (tb_import_test_get_target (importer, 4), ==, "contact_phone");
}

static void
test_rows_left_out (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_open (test, "序号,姓名,性别,备注\n"
                                                               "1,王伟,男,\n"
                                                               ",,,\n"
                                                               "序号,姓名,性别,备注\n"
                                                               "2,李芳,女,\n"
                                                               "3,,,\n"
                                                               "合 计,2,,\n"
                                                               "填表人：,,审核人：,\n"
                                                               "注：本表一式两份。,,,\n");

  g_assert_cmpuint (tb_importer_get_n_rows (importer), ==, 2);
  g_assert_cmpstr (tb_importer_get_cell (importer, 1, 1), ==, "李芳");
}

/* Words that stand in many rows come to the same in each, and so does what is wrong with them; in a
 * column where no cell is like another, too. */
static void
test_repeated_words (TbCoreTest *test, gconstpointer data)
{
  const guint n_rows = 9000;
  g_autoptr (GString) table = g_string_new ("姓名,学历,民族,职务\n");
  g_autoptr (TbImporter) importer = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (TbRecord) second = NULL;
  g_autoptr (TbRecord) last = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (table, "甲%u,%s,%s,%s\n", i, i % 3 == 0 ? "大专" : "本科",
                            i % 2 == 0 ? "火星族" : "汉族", i % 3 == 0 ? "无" : "经理");
  importer = tb_import_test_check (test, table->str);
  g_assert_cmpuint (tb_import_test_count (importer, "code_unknown"), ==, n_rows / 2);

  /* The list stays as it was made until a row is corrected. */
  tb_importer_set_cell (importer, 0, 2, "汉族", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tb_import_test_count (importer, "code_unknown"), ==, n_rows / 2 - 1);
  tb_importer_set_cell (importer, 2, 0, "合计", &error);
  g_assert_no_error (error);
  tb_importer_check (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tb_importer_get_n_rows (importer), ==, n_rows - 1);

  batch = tb_import_test_commit (importer);
  second = tb_import_test_find (test, "person", "name", "甲1");
  g_assert_cmpstr (tb_core_test_get (second, "education"), ==, "20");
  g_assert_cmpstr (tb_core_test_get (second, "job"), ==, "经理");
  last = tb_import_test_find (test, "person", "name", "甲8997");
  g_assert_cmpstr (tb_core_test_get (last, "education"), ==, "30");
  g_assert_cmpstr (tb_core_test_get (last, "job"), ==, NULL);
}

static void
test_unknown_headings (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer
      = tb_import_test_open (test, "谁,号\n王伟,440399198506150011\n李芳,440399200002290029\n");
  g_autoptr (TbImporter) second = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;
  guint n_targets = tb_importer_get_n_targets (importer);

  g_assert_false (tb_importer_check (importer, NULL, NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);

  for (guint i = 0; i < n_targets; i++)
    {
      if (g_str_equal (tb_importer_get_target_name (importer, i), "name"))
        tb_importer_set_column (importer, 0, i);
      if (g_str_equal (tb_importer_get_target_name (importer, i), "id_number"))
        tb_importer_set_column (importer, 1, i);
    }
  tb_importer_check (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  batch = tb_import_test_commit (importer);
  g_assert_cmpuint (tb_import_test_count_records (test, "person"), ==, 2);

  /* What was said of these headings once need not be said again. */
  second = tb_import_test_check (test, "谁,号\n王伟,440399198506150011\n");
  g_assert_true (tb_importer_get_column (second, 0)->remembered);
  g_assert_cmpstr (tb_import_test_get_target (second, 1), ==, "id_number");
  g_assert_cmpuint (tb_importer_get_summary (second)->unchanged, ==, 1);
}

/* Another column that was the name is not the name any more. */
static void
test_set_column (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_open (test, "姓名,曾用名,性别\n王伟,李芳,男\n");
  guint name = tb_importer_get_column (importer, 0)->target;

  tb_importer_set_column (importer, 1, name);
  g_assert_cmpuint (tb_importer_get_column (importer, 0)->target, ==, TB_IMPORT_IGNORED);
  g_assert_cmpuint (tb_importer_get_column (importer, 1)->target, ==, name);
}

static void
test_set_type_and_header (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_open (
      test, "姓名,性别,联系电话\n企业名称,类型,联系电话\n甲公司,,13800000001\n");

  tb_importer_set_record_type (importer, tb_record_types_find ("enterprise"));
  tb_importer_set_header_row (importer, 2);
  g_assert_cmpuint (tb_importer_get_header_row (importer), ==, 2);
  g_assert_cmpuint (tb_importer_get_n_rows (importer), ==, 1);
  g_assert_cmpstr (tb_import_test_get_target (importer, 0), ==, "name");
  g_assert_cmpstr (tb_import_test_get_target (importer, 2), ==, "contact_phone");
}

typedef struct
{
  const char *heading;
  const char *cell;
  const char *code; /* NULL: nothing is wrong */
  TbSeverity severity;
} Fault;

static const Fault faults[] = {
  { "公民身份号码", "4.40399E+17", "id_is_number", TB_SEVERITY_ERROR },
  { "公民身份号码", "440399198506150012", "id_check_digit", TB_SEVERITY_ERROR },
  { "公民身份号码", "440399199002290015", "id_date", TB_SEVERITY_ERROR },
  { "公民身份号码", "44039919850615001", "id_length", TB_SEVERITY_ERROR },
  { "公民身份号码", "４４０３９９１９８５０６１５００１１", NULL, TB_SEVERITY_INFO },
  { "公民身份号码", "440399 19850615 0011", NULL, TB_SEVERITY_INFO },
  { "公民身份号码", "44039919900101019x", NULL, TB_SEVERITY_INFO },
  { "加入党组织日期", "2019.07", NULL, TB_SEVERITY_INFO },
  { "加入党组织日期", "2019年7月1日", NULL, TB_SEVERITY_INFO },
  { "加入党组织日期", "去年七月", "date_unreadable", TB_SEVERITY_ERROR },
  { "加入党组织日期", "19.7.1", "date_unreadable", TB_SEVERITY_ERROR },
  { "加入党组织日期", "2031-07-01", "date_future", TB_SEVERITY_ERROR },
  { "加入党组织日期", "/", NULL, TB_SEVERITY_INFO },
  { "民族", "汉", NULL, TB_SEVERITY_INFO },
  { "民族", "汉族", NULL, TB_SEVERITY_INFO },
  { "民族", "火星族", "code_unknown", TB_SEVERITY_WARNING },
  { "学历", "大学", NULL, TB_SEVERITY_INFO },
  { "学历", "研究生(硕士)", NULL, TB_SEVERITY_INFO },
  { "是否农民工", "√", NULL, TB_SEVERITY_INFO },
  { "是否农民工", "也许", "boolean_unreadable", TB_SEVERITY_WARNING },
  { "联系电话", "1.38E+10", "id_is_number", TB_SEVERITY_ERROR },
};

static void
test_faults (TbCoreTest *test, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *table
          = g_strdup_printf ("姓名,性别,%s\n王伟,,%s\n", faults[i].heading, faults[i].cell);
      g_autoptr (TbImporter) importer = tb_import_test_check (test, table);
      const GPtrArray *findings = tb_importer_get_findings (importer);
      const TbImportFinding *finding;

      g_test_message ("%s: %s", faults[i].heading, faults[i].cell);
      g_assert_cmpuint (findings->len, ==, faults[i].code != NULL ? 1 : 0);
      if (faults[i].code == NULL)
        continue;
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, faults[i].code);
      g_assert_cmpint (finding->severity, ==, faults[i].severity);
      g_assert_cmpuint (finding->row, ==, 2);
      g_assert_cmpint (finding->column, ==, 2);
      g_assert_cmpint (tb_importer_get_row_match (importer, 0), ==,
                       faults[i].severity == TB_SEVERITY_ERROR ? TB_IMPORT_SKIPPED : TB_IMPORT_NEW);
    }
}

static void
test_numbers (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch
      = tb_import_test_import (test, "企业名称,从业人数,注册资本（万元）,是否规上\n"
                                     "甲公司,\"1,200人\",\"5,000\",否\n"
                                     "乙公司,１２,3亿元,是\n");
  g_autoptr (TbRecord) first = tb_import_test_find (test, "enterprise", "name", "甲公司");
  g_autoptr (TbRecord) second = tb_import_test_find (test, "enterprise", "name", "乙公司");
  const TbRecordType *type = tb_record_get_record_type (first);
  guint headcount = tb_record_type_find_field (type, "headcount");
  guint capital = tb_record_type_find_field (type, "capital");
  guint above_scale = tb_record_type_find_field (type, "above_scale");
  g_autoptr (TbImporter) importer = NULL;

  g_assert_cmpint (tb_record_get_int (first, headcount), ==, 1200);
  g_assert_cmpint (tb_record_get_int (first, capital), ==, 500000);
  g_assert_true (tb_record_has (first, above_scale));
  g_assert_false (tb_record_get_boolean (first, above_scale));
  g_assert_cmpint (tb_record_get_int (second, headcount), ==, 12);
  g_assert_cmpint (tb_record_get_int (second, capital), ==, 3000000);
  g_assert_true (tb_record_get_boolean (second, above_scale));

  importer
      = tb_import_test_check (test, "企业名称,从业人数\n丙公司,约100\n丁公司,12.5\n戊公司,0x10\n");
  g_assert_cmpuint (tb_import_test_count (importer, "number_unreadable"), ==, 3);

  /* Unit and all, a number must be one that can be held. */
  g_clear_object (&importer);
  importer = tb_import_test_check (test, "企业名称,注册资本\n丙公司,9999999999999亿元\n"
                                         "丁公司,-9999999999999亿\n");
  g_assert_cmpuint (tb_import_test_count (importer, "number_unreadable"), ==, 2);
}

/* «无» is nothing, except where it is one of two answers. */
static void
test_none (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch
      = tb_import_test_import (test, "企业名称,主营业务,未建原因,工会\n甲公司,—,/,无\n");
  g_autoptr (TbRecord) enterprise = tb_import_test_find (test, "enterprise", "name", "甲公司");

  g_assert_null (tb_core_test_get (enterprise, "business"));
  g_assert_null (tb_core_test_get (enterprise, "no_organisation_reason"));
  g_assert_nonnull (tb_core_test_get (enterprise, "trade_union"));
}

static void
test_workplace (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *batch = tb_import_test_import (
      test,
      "姓名,性别,工作单位及职务\n王伟,男,深圳市甲有限公司财务经理\n李芳,女,某某研究院 工程师\n");
  g_autoptr (TbRecord) first = tb_import_test_find (test, "person", "name", "王伟");
  g_autoptr (TbRecord) second = tb_import_test_find (test, "person", "name", "李芳");
  g_autoptr (TbRecord) employer
      = tb_import_test_find (test, "enterprise", "name", "深圳市甲有限公司");

  g_assert_cmpstr (tb_core_test_get (first, "enterprise"), ==, tb_record_get_id (employer));
  g_assert_cmpstr (tb_core_test_get (first, "job"), ==, "财务经理");
  g_assert_cmpstr (tb_core_test_get (second, "job"), ==, "工程师");
}

/* A file that was exported masked and sent back takes nothing away from what the register has. */
static void
test_masked (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  g_autoptr (TbRecord) person = tb_core_test_add_record (
      test, "person", "name", "王伟", "enterprise", tb_record_get_id (enterprise), "mobile",
      "13800000001", "residence", "某路1号", NULL);
  g_autofree char *batch = tb_import_test_import (test, "姓名,工作单位,手机号码,家庭住址,职务\n"
                                                        "王伟,甲公司,138****0001,****,会计\n");
  g_autoptr (TbRecord) present = tb_core_test_reload (test, person);
  g_autoptr (TbImporter) importer = NULL;

  g_assert_cmpstr (tb_core_test_get (present, "job"), ==, "会计");
  g_assert_cmpstr (tb_core_test_get (present, "mobile"), ==, "13800000001");
  g_assert_cmpstr (tb_core_test_get (present, "residence"), ==, "某路1号");

  importer = tb_import_test_check (test, "姓名,手机号码,身份证号码\n"
                                         "李芳,138****0001,440399********0011\n"
                                         "张三,13800000002,E****123\n");
  g_assert_cmpuint (tb_import_test_count (importer, "value_masked"), ==, 1);
  g_assert_cmpuint (tb_import_test_count (importer, "id_masked"), ==, 2);
  g_assert_cmpuint (tb_importer_get_summary (importer)->errors, ==, 2);
}

/* A file that is damaged, empty or something else: an error, and nothing has changed. */
static void
test_hostile (TbCoreTest *test, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *content;
    gssize length;
  } files[] = {
    { "empty.csv", "", 0 },
    { "empty.xlsx", "", 0 },
    { "blank.csv", "\n , ,\n", 6 },
    { "rubbish.xlsx", "PK\003\004\024\0\0\0\010\0rubbish rubbish rubbish", 34 },
    { "binary.csv", "\0\1\2\3\4\5\6\7\0\0\0\0\0\0\0\0", 16 },
  };
  g_autofree char *before = tb_core_test_dump (test);
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = tb_test_dup_path (files[i].name);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (TbImporter) importer = tb_importer_new (test->session);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", files[i].name);
      g_file_set_contents (path, files[i].content, files[i].length, &error);
      g_assert_no_error (error);
      g_assert_false (tb_importer_open (importer, file, NULL, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == TB_ERROR);
      g_assert_true (strlen (error->message) > 10);
    }
  after = tb_core_test_dump (test);
  g_assert_cmpstr (before, ==, after);
}

static void
test_cancelled (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_open (test, "姓名,性别\n王伟,男\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (tb_importer_check (importer, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  tb_importer_check (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  batch = tb_importer_commit (importer, NULL, NULL, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (batch);
  g_assert_cmpuint (tb_import_test_count_records (test, "person"), ==, 0);

  /* And it can be tried again. */
  batch = tb_import_test_commit (importer);
  g_assert_cmpuint (tb_import_test_count_records (test, "person"), ==, 1);
}

/* A table is found behind an empty sheet even if nothing of it is known. */
static void
test_empty_first_sheet (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path ("second.xlsx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TbImporter) importer = tb_importer_new (test->session);
  lxw_workbook *workbook = workbook_new (path);
  lxw_worksheet *sheet;
  g_autoptr (GError) error = NULL;

  workbook_add_worksheet (workbook, "封面");
  sheet = workbook_add_worksheet (workbook, "表");
  worksheet_write_string (sheet, 0, 0, "甲", NULL);
  worksheet_write_string (sheet, 0, 1, "乙", NULL);
  worksheet_write_string (sheet, 1, 0, "一", NULL);
  worksheet_write_string (sheet, 1, 1, "二", NULL);
  g_assert_cmpint (workbook_close (workbook), ==, LXW_NO_ERROR);

  tb_importer_open (importer, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tb_importer_get_sheet (importer), ==, 1);
}

/* So many at once, where nobody is yet, are written in another way than a few. */
#define N_FIRST 5200

/* A first roster, in a register that has the branch already: all of it, found, and taken back. */
static void
test_first_roster (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) branch
      = tb_core_test_add_record (test, "organisation", "name", "第一党支部", NULL);
  g_autoptr (GString) table = g_string_new ("姓名,性别,工作单位,所在党支部,联系电话\n");
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (TbRecord) person = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_FIRST; i++)
    g_string_append_printf (table, "单%c%u,女,深圳市第%u有限公司,第一党支部,138%08u\n",
                            'a' + i % 26, i, i % 50, i);
  batch = tb_import_test_import (test, table->str);

  g_assert_cmpuint (tb_import_test_count_records (test, "person"), ==, N_FIRST);
  g_assert_cmpuint (tb_import_test_count_records (test, "enterprise"), ==, 50);
  person = tb_import_test_find (test, "person", "mobile", "13800005100");
  g_assert_cmpstr (tb_core_test_get (person, "formal_org"), ==, tb_record_get_id (branch));
  hits = tb_session_search (test->session, NULL, "00005100", 5, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
  tb_core_test_assert_sound (test);

  undone = tb_session_undo (test->session, batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tb_import_test_count_records (test, "person"), ==, 0);
  tb_core_test_assert_sound (test);
}

/* Another file that could not be taken leaves the first one as it was. */
static void
test_second_file_fails (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_open (test, "姓名,性别\n王伟,男\n");
  g_autofree char *path = tb_test_dup_path ("second.csv");
  g_autoptr (GFile) second = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "企业名称,地址,备注\n甲公司,某路1号,\n", -1, NULL));
  tb_session_close (test->session);
  g_assert_false (tb_importer_open (importer, second, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_DATABASE);

  g_assert_cmpuint (tb_importer_get_n_columns (importer), ==, 2);
  g_assert_cmpstr (tb_importer_get_record_type (importer)->name, ==, "person");
  g_assert_cmpuint (tb_importer_get_n_rows (importer), ==, 1);
  g_assert_cmpstr (tb_importer_get_cell (importer, 0, 0), ==, "王伟");
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);
  tb_core_test_add ("/importer/header", test_header);
  tb_core_test_add ("/importer/groups", test_groups);
  tb_core_test_add ("/importer/same-heading-twice", test_same_heading_twice);
  tb_core_test_add ("/importer/rows-left-out", test_rows_left_out);
  tb_core_test_add ("/importer/repeated-words", test_repeated_words);
  tb_core_test_add ("/importer/unknown-headings", test_unknown_headings);
  tb_core_test_add ("/importer/set-column", test_set_column);
  tb_core_test_add ("/importer/set-type-and-header", test_set_type_and_header);
  tb_core_test_add ("/importer/faults", test_faults);
  tb_core_test_add ("/importer/numbers", test_numbers);
  tb_core_test_add ("/importer/none", test_none);
  tb_core_test_add ("/importer/workplace", test_workplace);
  tb_core_test_add ("/importer/masked", test_masked);
  tb_core_test_add ("/importer/hostile", test_hostile);
  tb_core_test_add ("/importer/cancelled", test_cancelled);
  tb_core_test_add ("/importer/empty-first-sheet", test_empty_first_sheet);
  tb_core_test_add ("/importer/first-roster", test_first_roster);
  tb_core_test_add ("/importer/second-file-fails", test_second_file_fails);
  return tb_test_run ();
}
