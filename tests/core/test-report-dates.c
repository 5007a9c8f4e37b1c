/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-report-test.h"

#include "tb-event.h"
#include "tb-pdf-text.h"
#include "tb-test.h"

/* How days stand on paper, which only Chinese tells from how they stand on the screen. */

static const char *
get_id (TbReportTest *test, const TbReportKind *kind)
{
  switch (kind->scope)
    {
    case TB_REPORT_OF_EVENT:
      return tb_record_get_id (test->event);
    case TB_REPORT_OF_CLAIM:
      return tb_record_get_id (test->claim);
    default:
      return NULL;
    }
}

/* A day or a month as on the screen; numbers of events and projects have such a middle. */
static gboolean
has_screen_date (const char *text)
{
  g_autoptr (GRegex) date = g_regex_new ("(?<![\\d-])20\\d\\d-\\d\\d(?!\\d)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *found = NULL;

  if (!g_regex_match (date, text, 0, &match))
    return FALSE;
  found = g_match_info_fetch (match, 0);
  g_test_message ("%s in: %s", found, text);
  return TRUE;
}

/* No form has two forms of date beside each other. */
static void
test_on_paper (TbReportTest *test, gconstpointer data)
{
  guint n_kinds;
  const TbReportKind *kinds = tb_report_kinds_get (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      const TbReportArguments arguments
          = { .id = get_id (test, &kinds[i]), .year = 2026, .month = kinds[i].whole_year ? 0 : 11 };
      g_autofree char *path = tb_report_test_save (test, kinds[i].name, &arguments, "form.pdf");
      g_autofree char *text = tb_pdf_dup_text (path);

      g_test_message ("%s", kinds[i].name);
      g_assert_false (has_screen_date (text));
      g_assert_nonnull (strstr (text, "2026年"));
    }
}

/* A table that is saved as a spreadsheet can be sorted by its days. */
static void
test_in_spreadsheet (TbReportTest *test, gconstpointer data)
{
  const TbReportArguments arguments = { .year = 2026 };
  g_autofree char *path = tb_report_test_save (test, "event-ledger", &arguments, "ledger.csv");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, ",2026-11-20,"));
}

/* The notice that is copied and sent is the letter that is printed. */
static void
test_notice (TbReportTest *test, gconstpointer data)
{
  g_autofree char *text = tb_event_dup_notice (test->event, NULL);

  g_assert_false (has_screen_date (text));
  g_assert_nonnull (strstr (text, "2026年11月20日"));
}

int
main (int argc, char **argv)
{
  tb_test_init_with_locale (&argc, &argv, "zh_CN.UTF-8");

  tb_report_test_add ("/report-dates/on-paper", test_on_paper);
  tb_report_test_add ("/report-dates/in-spreadsheet", test_in_spreadsheet);
  tb_report_test_add ("/report-dates/notice", test_notice);

  return tb_test_run ();
}
