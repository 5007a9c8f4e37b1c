/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sheet-reader.h"

#include "tb-error.h"
#include "tb-test-package.h"
#include "tb-test.h"

#include <string.h>

typedef struct
{
  const char *file;
  const char *encoding;
  guint n_sheets;
  guint sheet; /* with the data */
  const char *sheet_name;
  guint n_lines;
  const char *second_line; /* with data: the header is above */
} Sample;

static const Sample samples[] = {
  { "党员花名册.xlsx", NULL, 1, 0, "花名册", 151,
    "4|N:1|T:唐嘉燕|T:女|T:汉族|T:440399199804250883|T:本科|T:深圳市瑞信投资股份有限公司|T:财务|T:"
    "正式党员|"
    "T:2017.11.07|T:2018.11.07|T:罗湖商务大厦联合党支部|T:17487660615" },
  { "党员花名册-LibreOffice.xlsx", NULL, 1, 0, "花名册", 151,
    "4|N:1|T:唐嘉燕|T:女|T:汉族|T:440399199804250883|T:本科|T:深圳市瑞信投资股份有限公司|T:财务|T:"
    "正式党员|"
    "T:2017.11.07|T:2018.11.07|T:罗湖商务大厦联合党支部|T:17487660615" },
  { "党员花名册-有问题.xlsx", NULL, 1, 0, "Sheet1", 62,
    "2|N:1|T:唐嘉燕|T:女|T:汉族|N:4.4039919980425E+17|T:本科|T:深圳市瑞信投资股份有限公司|T:财务|T:"
    "正式党员|"
    "T:2017年11月7日|T:2018年11月7日|T:罗湖商务大厦联合党支部|T:17487660615" },
  { "两新组织台账.csv", "GB18030", 1, 0, NULL, 50,
    "2|T:1|T:深圳市联鹏商贸有限公司|T:91440399MA51LCR06J|T:批发和零售业|T:13|T:1307|T:740|T:否|T:"
    "翟涵|"
    "T:17468487452|T:2010/09/12" },
  { "两新组织台账-Unicode文本.txt", "UTF-16LE", 1, 0, NULL, 31,
    "2|T:1|T:深圳市联鹏商贸有限公司|T:91440399MA51LCR06J|T:批发和零售业|T:13|T:1307|T:740|T:否|T:"
    "翟涵|"
    "T:17468487452|T:2010/09/12" },
};

static TbSheetReader *
open_sample (const char *name, GError **error)
{
  g_autofree char *path = tb_test_dup_sample_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return tb_sheet_reader_open (file, NULL, error);
}

static void
test_sample (gconstpointer data)
{
  const Sample *sample = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetReader) reader = open_sample (sample->file, &error);
  g_autofree char *rows = NULL;
  g_auto (GStrv) lines = NULL;
  const TbSheetInfo *sheets;
  guint n_sheets;

  g_assert_no_error (error);
  sheets = tb_sheet_reader_get_sheets (reader, &n_sheets);
  g_assert_cmpuint (n_sheets, ==, sample->n_sheets);
  g_assert_cmpstr (sheets[sample->sheet].name, ==, sample->sheet_name);
  g_assert_false (sheets[sample->sheet].hidden);
  g_assert_cmpstr (tb_sheet_reader_get_encoding (reader), ==, sample->encoding);

  rows = tb_test_dup_rows (reader, sample->sheet, &error);
  g_assert_no_error (error);
  lines = g_strsplit (rows, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines) - 1, ==, sample->n_lines);
  g_assert_true (g_strv_contains ((const char *const *)lines, sample->second_line));
}

/* What LibreOffice made of a workbook reads as the workbook itself. */
static void
test_libreoffice_agrees (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetReader) original = open_sample ("楼层单元.xlsx", &error);
  g_autoptr (TbSheetReader) saved_again = open_sample ("楼层单元-LibreOffice.xlsx", &error);

  g_assert_no_error (error);
  for (guint sheet = 0; sheet < 2; sheet++)
    {
      g_autofree char *rows = tb_test_dup_rows (original, sheet, &error);
      g_autofree char *rows_again = tb_test_dup_rows (saved_again, sheet, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (rows, ==, rows_again);
    }
}

static void
test_old_workbook (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetReader) reader = open_sample ("党员花名册-旧格式.xls", &error);

  g_assert_null (reader);
  g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "“党员花名册-旧格式.xls” cannot be read."));
  g_assert_nonnull (strstr (error->message, "save it as .xlsx"));
}

static void
test_missing_file (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/名单.xlsx");
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetReader) reader = tb_sheet_reader_open (file, NULL, &error);

  g_assert_null (reader);
  g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "“名单.xlsx” cannot be opened: "));
}

static gboolean
stop_at_second (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  guint *n_rows = user_data;

  return ++*n_rows < 2;
}

static gboolean
cancel_at_second (guint row, gboolean hidden, const TbCell *cells, guint n_cells,
                  gpointer user_data)
{
  if (row == 2)
    g_cancellable_cancel (user_data);
  return TRUE;
}

/* For both formats: a callback can stop, and reading can begin again. */
static void
test_stop_and_read_again (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetReader) reader = open_sample (data, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      guint n_rows = 0;

      g_assert_true (tb_sheet_reader_read (reader, 0, stop_at_second, &n_rows, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_rows, ==, 2);
    }
}

static void
test_cancelled (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetReader) reader = open_sample (data, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_no_error (error);
  g_assert_false (
      tb_sheet_reader_read (reader, 0, cancel_at_second, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sheet-reader/sample/%s", samples[i].file);

      g_test_add_data_func (path, &samples[i], test_sample);
    }
  g_test_add_func ("/sheet-reader/libreoffice-agrees", test_libreoffice_agrees);
  g_test_add_func ("/sheet-reader/old-workbook", test_old_workbook);
  g_test_add_func ("/sheet-reader/missing-file", test_missing_file);
  g_test_add_data_func ("/sheet-reader/stop-and-read-again/xlsx", "党员花名册.xlsx",
                        test_stop_and_read_again);
  g_test_add_data_func ("/sheet-reader/stop-and-read-again/csv", "两新组织台账.csv",
                        test_stop_and_read_again);
  g_test_add_data_func ("/sheet-reader/cancelled/xlsx", "党员花名册.xlsx", test_cancelled);
  g_test_add_data_func ("/sheet-reader/cancelled/csv", "两新组织台账.csv", test_cancelled);

  return tb_test_run ();
}
