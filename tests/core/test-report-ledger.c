/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-report-test.h"

#include <string.h>

#include "tb-attachments.h"
#include "tb-pdf-text.h"
#include "tb-sheet-reader.h"
#include "tb-test.h"

/* The rows of a spreadsheet, cells parted by bars. */
static GPtrArray *
read_sheet (const char *path)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (rows, g_strdup (lines[i]));

  return rows;
}

/* The same table as text and on paper. */
static GPtrArray *
read_ledger (TbReportTest *test, const char *name, const TbReportArguments *arguments,
             char **printed)
{
  g_autofree char *pdf = tb_report_test_save (test, name, arguments, "ledger.pdf");
  g_autofree char *csv = tb_report_test_save (test, name, arguments, "ledger.csv");

  *printed = tb_pdf_dup_text (pdf);

  return read_sheet (csv);
}

static const char *
get_row (GPtrArray *rows, guint index)
{
  g_assert_cmpuint (index, <, rows->len);
  return g_ptr_array_index (rows, index);
}

static void
test_event_ledger (TbReportTest *test, gconstpointer data)
{
  const TbReportArguments year = { .year = 2026 };
  const TbReportArguments month = { .year = 2026, .month = 10 };
  g_autofree char *printed = NULL;
  g_autofree char *printed_month = NULL;
  g_autoptr (GPtrArray) rows = read_ledger (test, "event-ledger", &year, &printed);
  g_autoptr (GPtrArray) none = read_ledger (test, "event-ledger", &month, &printed_month);

  /* A note, the headings, an event, the totals. */
  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_nonnull (strstr (get_row (rows, 0), "Ledger of organisation life (2026)"));
  g_assert_cmpstr (
      get_row (rows, 2), ==,
      "1,General meeting of the branch,第四季度支部党员大会,云峰大厦联合党支部,2026-11-20,"
      "\"=\"\"14:35\"\"\",\"=\"\"16:10\"\"\",云峰大厦3楼党群服务中心,王伟,单芳志,6,4,66.7%,"
      "Held");
  g_assert_nonnull (strstr (get_row (rows, 3), "1 event"));
  g_assert_nonnull (strstr (printed, "Ledger of organisation life (2026)"));
  g_assert_nonnull (strstr (printed, "Reported by (seal): 云峰大厦联合党支部"));
  g_assert_nonnull (strstr (printed, "66.7%"));

  g_assert_cmpuint (none->len, ==, 3);
  g_assert_nonnull (strstr (printed_month, "2026-10"));
  g_assert_null (strstr (printed_month, "66.7%"));
}

static void
test_year_matrix (TbReportTest *test, gconstpointer data)
{
  const TbReportArguments year = { .year = 2026 };
  g_autofree char *printed = NULL;
  g_autoptr (GPtrArray) rows = read_ledger (test, "year-matrix", &year, &printed);
  g_auto (GStrv) headings = g_strsplit (get_row (rows, 1), ",", -1);
  g_auto (GStrv) cells = g_strsplit (get_row (rows, 2), ",", -1);
  guint n_held = 0;

  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpuint (g_strv_length (headings), ==, g_strv_length (cells));
  for (guint i = 0; headings[i] != NULL; i++)
    if (g_str_equal (cells[i], "✓"))
      {
        g_assert_cmpstr (headings[i], ==, "General meeting of the branch Q4");
        n_held++;
      }
  g_assert_cmpuint (n_held, ==, 1);
  g_assert_nonnull (strstr (printed, "云峰大厦联合党支部"));
  g_assert_nonnull (strstr (printed, "✓"));
}

static void
test_project_list (TbReportTest *test, gconstpointer data)
{
  const TbReportArguments all = { 0 };
  const TbReportArguments earlier = { .year = 2025 };
  g_autofree char *printed = NULL;
  g_autofree char *printed_earlier = NULL;
  g_autoptr (GPtrArray) rows = read_ledger (test, "project-list", &all, &printed);
  g_autoptr (GPtrArray) none = read_ledger (test, "project-list", &earlier, &printed_earlier);

  g_assert_nonnull (
      strstr (get_row (rows, 2), "XM-2026-0001,楼宇午间暖心食堂,Serving enterprises"));
  g_assert_nonnull (strstr (printed, "139****0001"));
  g_assert_null (strstr (printed, "13900000001"));
  g_assert_null (strstr (printed_earlier, "楼宇午间暖心食堂"));
}

/* A file of its own for each. */
static void
attach (TbReportTest *test, TbRecord *owner)
{
  const char *text = tb_record_get_id (owner);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_free (tb_session_attach_bytes (test->base.session, tb_record_get_record_type (owner), text,
                                   bytes, "佐证.txt", NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* Evidence counts wherever it hangs. */
static void
test_progress_ledger (TbReportTest *test, gconstpointer data)
{
  const TbReportArguments all = { 0 };
  g_autoptr (TbRecord) milestone = tb_core_test_add_record (
      &test->base, "milestone", "project", tb_record_get_id (test->project), "title", "验收",
      "due_on", "2027-02-28", NULL);
  g_autofree char *printed = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  g_object_unref (tb_core_test_add_record (&test->base, "progress_report", "claim",
                                           tb_record_get_id (test->claim), "on", "2026-11-21",
                                           "text", "已进场", "problems", "电梯运力不足", NULL));
  attach (test, test->project);
  attach (test, test->claim);
  attach (test, milestone);
  rows = read_ledger (test, "progress-ledger", &all, &printed);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (
      get_row (rows, 2), ==,
      "1,楼宇午间暖心食堂,云峰先锋志愿服务队,曾萍,完成改造,2027-02-28,,,电梯运力不足,3,,,,");
}

/* The ledger opens in Excel and WPS as it is. */
static void
test_xlsx (TbReportTest *test, gconstpointer data)
{
  const TbReportArguments year = { .year = 2026 };
  g_autofree char *path = tb_report_test_save (test, "event-ledger", &year, "ledger.xlsx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetReader) reader = tb_sheet_reader_open (file, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reader);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_report_test_add ("/report/event-ledger", test_event_ledger);
  tb_report_test_add ("/report/year-matrix", test_year_matrix);
  tb_report_test_add ("/report/project-list", test_project_list);
  tb_report_test_add ("/report/progress-ledger", test_progress_ledger);
  tb_report_test_add ("/report/xlsx", test_xlsx);

  return tb_test_run ();
}
