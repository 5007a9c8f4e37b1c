/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-report-test.h"

#include <string.h>

#include "tb-attachments.h"
#include "tb-error.h"
#include "tb-pdf-text.h"
#include "tb-test.h"

#define assert_says(text, what)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (strstr (text, what) == NULL)                                                               \
      g_test_message ("%s", text);                                                                 \
    g_assert_nonnull (strstr (text, what));                                                        \
  }                                                                                                \
  G_STMT_END

static char *
dup_printed (TbReportTest *test, const char *name, TbRecord *record, const char *reason)
{
  const TbReportArguments arguments = { .id = tb_record_get_id (record), .reason = reason };
  g_autofree char *path = tb_report_test_save (test, name, &arguments, "report.pdf");

  return tb_pdf_dup_text (path);
}

/* Everything that §4.3 asks a record for, as it was entered once. */
static void
test_event_record (TbReportTest *test, gconstpointer data)
{
  g_autofree char *text = dup_printed (test, "event-record", test->event, NULL);

  assert_says (text, "第四季度支部党员大会");
  assert_says (text, "2026-11-20 14:35–16:10");
  assert_says (text, "云峰大厦3楼党群服务中心");
  assert_says (text, "HD-202611-0001");
  assert_says (text, "王伟");
  assert_says (text, "尉迟刚 (On duty elsewhere: 外地出差)");
  assert_says (text, "林凯 (Absent)");
  assert_says (text, "讨论接收预备党员");
  assert_says (text, "建议把志愿服务时间固定在每月第二个周六");
  assert_says (text, "2. 每月第二个周六开展志愿服务。 (responsible: 曾萍) (due: 2026-12-12)");
  assert_says (text, "present with a vote 4, for 4, against 0, abstained 0, passed");
}

/* One grey dot. */
#define DOT                                                                                        \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNoaGgAAAMEAYFL09IQAAAAAElFTkSuQmCC"

/* Photographs stand behind the record, with what is seen on them. */
static void
test_photos (TbReportTest *test, gconstpointer data)
{
  gsize length;
  guchar *dot = g_base64_decode (DOT, &length);
  g_autoptr (GBytes) bytes = g_bytes_new_take (dot, length);
  const TbReportArguments arguments = { .id = tb_record_get_id (test->event) };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_auto (GStrv) pages = NULL;
  guint n_pages;

  g_free (tb_session_attach_bytes (test->base.session, tb_record_get_record_type (test->event),
                                   arguments.id, bytes, "IMG_0001.png", "photo", "会场全景", NULL,
                                   &error));
  g_assert_no_error (error);
  path = tb_report_test_save (test, "event-record", &arguments, "photos.pdf");
  pages = tb_pdf_dup_pages (path);
  n_pages = g_strv_length (pages);
  g_assert_cmpuint (n_pages, >=, 2);
  assert_says (pages[n_pages - 1], "会场全景");
  g_assert_null (strstr (pages[n_pages - 1], "cannot be shown"));
}

static void
test_sign_in_sheet (TbReportTest *test, gconstpointer data)
{
  g_autofree char *text = dup_printed (test, "sign-in-sheet", test->event, NULL);

  assert_says (text, "Expected");
  assert_says (text, "6 people");
  assert_says (text, "单芳志");
  assert_says (text, "深圳市众信投资有限公司");
  assert_says (text, "On duty");
  /* By the pinyin of the surname: 单 is shàn, 曾 is zēng. */
  g_assert_true (strstr (text, "单芳志") < strstr (text, "曾萍"));
  g_assert_true (strstr (text, "丁玉若") < strstr (text, "单芳志"));
}

static void
test_notice (TbReportTest *test, gconstpointer data)
{
  g_autofree char *text = dup_printed (test, "notice", test->event, NULL);
  g_autofree char *own_text = NULL;

  assert_says (text, "All members");
  assert_says (text, "讨论接收预备党员");
  assert_says (text, "云峰大厦联合党支部");
  g_assert_cmpuint (tb_pdf_count (text, "云峰大厦联合党支部"), ==, 1);

  /* What the branch wrote itself is printed as it is. */
  tb_core_test_set (test->event, "notice", "关于开会的通知\n\n各位党员：\n\n请于周五到三楼开会。");
  g_free (tb_core_test_save (&test->base, test->event));
  own_text = dup_printed (test, "notice", test->event, NULL);
  assert_says (own_text, "关于开会的通知");
  assert_says (own_text, "请于周五到三楼开会。");
  assert_says (own_text, "云峰大厦联合党支部");
  g_assert_null (strstr (own_text, "讨论接收预备党员"));
}

static void
test_claim_letter (TbReportTest *test, gconstpointer data)
{
  g_autofree char *masked = dup_printed (test, "claim-letter", test->claim, NULL);
  g_autofree char *clear = dup_printed (test, "claim-letter", test->claim, "签认领书");

  assert_says (masked, "云峰先锋志愿服务队");
  assert_says (masked, "楼宇午间暖心食堂");
  assert_says (masked, "出志愿者20人");
  assert_says (masked, "139****0002");
  g_assert_null (strstr (masked, "13900000002"));
  assert_says (clear, "13900000002");
  assert_says (clear, "签认领书");
}

/* The indicators with how they are reckoned, what was published and held, and the best of it. */
static void
test_month_report (TbReportTest *test, gconstpointer data)
{
  const TbReportArguments november = { .year = 2026, .month = 11 };
  const TbReportArguments october = { .year = 2026, .month = 10 };
  g_autofree char *path = tb_report_test_save (test, "month-report", &november, "november.pdf");
  g_autofree char *earlier_path
      = tb_report_test_save (test, "month-report", &october, "october.pdf");
  g_autofree char *text = tb_pdf_dup_text (path);
  g_autofree char *earlier = tb_pdf_dup_text (earlier_path);

  assert_says (text, "Month report (2026-11)");
  assert_says (text, "XM-2026-0001");
  assert_says (text, "General meeting");
  assert_says (text, "66.7%");
  assert_says (earlier, "No meeting was held this month.");
  g_assert_null (strstr (earlier, "66.7%"));
}

static guint
count_exports (TbReportTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches = tb_session_get_batches (test->base.session, 100, NULL, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < batches->len; i++)
    {
      const TbBatchInfo *info = g_ptr_array_index (batches, i);

      n += info->kind == TB_BATCH_EXPORT;
    }

  return n;
}

/* Whatever leaves the register is journalled, printed or saved. */
static void
test_journalled (TbReportTest *test, gconstpointer data)
{
  const TbReportArguments arguments = { .id = tb_record_get_id (test->event) };
  g_autofree char *text = dup_printed (test, "event-record", test->event, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbReport) report = NULL;

  g_assert_cmpuint (count_exports (test), ==, 1);
  report = tb_report_build (test->base.session, tb_report_kinds_find ("notice"), &arguments, NULL,
                            &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_exports (test), ==, 1);
  g_assert_true (tb_report_log_print (report, test->base.session, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_exports (test), ==, 2);
}

static void
assert_refused (TbReportTest *test, const char *name, TbReportArguments arguments, int code)
{
  g_autoptr (GError) error = NULL;
  TbReport *report
      = tb_report_build (test->base.session, tb_report_kinds_find (name), &arguments, NULL, &error);

  g_assert_null (report);
  g_assert_error (error, TB_ERROR, code);
}

static void
test_refused (TbReportTest *test, gconstpointer data)
{
  const char *id = tb_record_get_id (test->event);
  const char *nobody = "019aa7c0-0000-7000-8000-000000000000";
  const TbReportArguments arguments = { .id = id };
  g_autofree char *path = tb_test_dup_path ("report.xlsx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbReport) report = NULL;

  assert_refused (test, "event-record", (TbReportArguments){ 0 }, TB_ERROR_INVALID);
  assert_refused (test, "event-record", (TbReportArguments){ .id = nobody }, TB_ERROR_NOT_FOUND);
  assert_refused (test, "event-record", (TbReportArguments){ .id = id, .reason = " " },
                  TB_ERROR_INVALID);
  assert_refused (test, "event-ledger", (TbReportArguments){ .year = 2026, .month = 13 },
                  TB_ERROR_INVALID);
  assert_refused (test, "year-matrix", (TbReportArguments){ .year = 2026, .month = 3 },
                  TB_ERROR_INVALID);
  assert_refused (test, "project-list", (TbReportArguments){ .month = 3 }, TB_ERROR_INVALID);
  assert_refused (test, "event-ledger", (TbReportArguments){ .organisation = nobody },
                  TB_ERROR_NOT_FOUND);

  /* A letter is no spreadsheet. */
  report = tb_report_build (test->base.session, tb_report_kinds_find ("notice"), &arguments, NULL,
                            &error);
  g_assert_no_error (error);
  g_assert_false (tb_report_save (report, test->base.session, file, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_assert_false (g_file_query_exists (file, NULL));
  g_assert_cmpuint (count_exports (test), ==, 0);
}

static void
test_async (TbReportTest *test, gconstpointer data)
{
  const TbReportArguments arguments = { .id = tb_record_get_id (test->event) };
  g_autofree char *path = tb_test_dup_path ("async.pdf");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) built = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (TbReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  tb_report_build_async (test->base.session, tb_report_kinds_find ("event-record"), &arguments,
                         NULL, tb_test_store_result, &built);
  tb_test_wait_until (built != NULL);
  report = tb_report_build_finish (test->base.session, built, &error);
  g_assert_no_error (error);
  tb_report_save_async (report, test->base.session, file, NULL, tb_test_store_result, &saved);
  tb_test_wait_until (saved != NULL);
  g_assert_true (tb_report_save_finish (test->base.session, saved, &error));
  g_assert_no_error (error);
  text = tb_pdf_dup_text (path);
  assert_says (text, "第四季度支部党员大会");

  tb_report_build_async (test->base.session, tb_report_kinds_find ("event-record"),
                         &(TbReportArguments){ 0 }, NULL, tb_test_store_result, &refused);
  tb_test_wait_until (refused != NULL);
  g_assert_null (tb_report_build_finish (test->base.session, refused, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_report_test_add ("/report/event-record", test_event_record);
  tb_report_test_add ("/report/photos", test_photos);
  tb_report_test_add ("/report/sign-in-sheet", test_sign_in_sheet);
  tb_report_test_add ("/report/notice", test_notice);
  tb_report_test_add ("/report/claim-letter", test_claim_letter);
  tb_report_test_add ("/report/month-report", test_month_report);
  tb_report_test_add ("/report/journalled", test_journalled);
  tb_report_test_add ("/report/refused", test_refused);
  tb_report_test_add ("/report/async", test_async);

  return tb_test_run ();
}
