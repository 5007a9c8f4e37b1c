/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-ical-writer.h"

#include "tb-test.h"

#include <string.h>

#define LONG_TITLE                                                                                 \
  "学习贯彻党的创新理论专题党课暨楼宇党群服务中心共建单位联席会议（第四季度，含新就业群体代表座谈" \
  "）"

static const TbIcalEvent events[] = {
  { .uid = "019aa7c0-0000-7000-8000-000000000001",
    .sequence = 3,
    .changed_at = "2026-11-22T02:00:00.250Z",
    .status = TB_ICAL_CONFIRMED,
    .on = { 2026, 11, 28 },
    .from = 14 * 60 + 30,
    .to = 16 * 60,
    .summary = LONG_TITLE,
    .location = "云峰大厦3楼, 党群服务中心; A厅",
    .description = "一、学习\n二、讨论\\表决\r\n三、其他\t事项",
    .category = "主题党日",
    .organiser = "云峰\"大厦\"联合党支部" },
  { .uid = "019aa7c0-0000-7000-8000-000000000002",
    .changed_at = "2026-11-22T02:00:00Z",
    .status = TB_ICAL_TENTATIVE,
    .on = { 2026, 12, 31 },
    .from = TB_ICAL_NO_TIME,
    .to = TB_ICAL_NO_TIME,
    .summary = "支部委员会" },
  { .uid = "019aa7c0-0000-7000-8000-000000000003",
    .sequence = 7,
    .changed_at = "2026-11-22T02:00:00Z",
    .status = TB_ICAL_CANCELLED,
    .on = { 2026, 12, 31 },
    .from = 22 * 60,
    .to = 30,
    .summary = "跨年志愿服务" },
  { .uid = "019aa7c0-0000-7000-8000-000000000004",
    .sequence = 1,
    .changed_at = "2026-11-22T02:00:00Z",
    .status = TB_ICAL_CONFIRMED,
    .on = { 2026, 12, 1 },
    .from = 9 * 60,
    .to = TB_ICAL_NO_TIME,
    .summary = "党小组会" },
};

/* What the other parser is to find. */
static const char expected[] = "name='组织生活'\n"
                               "zones=\"['Asia/Shanghai']\"\n"
                               "\n"
                               "UID='019aa7c0-0000-7000-8000-000000000001'\n"
                               "SEQUENCE='3'\n"
                               "STATUS='CONFIRMED'\n"
                               "SUMMARY='" LONG_TITLE "'\n"
                               "LOCATION='云峰大厦3楼, 党群服务中心; A厅'\n"
                               "DESCRIPTION='一、学习\\n二、讨论\\\\表决\\n三、其他 事项'\n"
                               "CATEGORIES=\"['主题党日']\"\n"
                               "ORGANIZER=\"云峰'大厦'联合党支部\"\n"
                               "DTSTAMP='2026-11-22T02:00:00+00:00'\n"
                               "DTSTART='2026-11-28T14:30:00+08:00 Asia/Shanghai'\n"
                               "DTEND='2026-11-28T16:00:00+08:00 Asia/Shanghai'\n"
                               "\n"
                               "UID='019aa7c0-0000-7000-8000-000000000002'\n"
                               "SEQUENCE='0'\n"
                               "STATUS='TENTATIVE'\n"
                               "SUMMARY='支部委员会'\n"
                               "DTSTAMP='2026-11-22T02:00:00+00:00'\n"
                               "DTSTART='2026-12-31'\n"
                               "DTEND='2027-01-01'\n"
                               "\n"
                               "UID='019aa7c0-0000-7000-8000-000000000003'\n"
                               "SEQUENCE='7'\n"
                               "STATUS='CANCELLED'\n"
                               "SUMMARY='跨年志愿服务'\n"
                               "DTSTAMP='2026-11-22T02:00:00+00:00'\n"
                               "DTSTART='2026-12-31T22:00:00+08:00 Asia/Shanghai'\n"
                               "DTEND='2027-01-01T00:30:00+08:00 Asia/Shanghai'\n"
                               "\n"
                               "UID='019aa7c0-0000-7000-8000-000000000004'\n"
                               "SEQUENCE='1'\n"
                               "STATUS='CONFIRMED'\n"
                               "SUMMARY='党小组会'\n"
                               "DTSTAMP='2026-11-22T02:00:00+00:00'\n"
                               "DTSTART='2026-12-01T09:00:00+08:00 Asia/Shanghai'\n";

static char *
make_calendar (void)
{
  g_autoptr (TbIcalWriter) writer = tb_ical_writer_new ("组织生活");

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    tb_ical_writer_add (writer, &events[i]);

  return tb_ical_writer_dup_text (writer);
}

static void
test_foreign_parser (void)
{
  g_autofree char *text = make_calendar ();
  g_autofree char *path = tb_test_dup_path ("calendar.ics");
  g_autofree char *found = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, TB_TEST_PYTHON,
                              TB_TEST_READ_ICAL, path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &found, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_cmpstr (found, ==, expected);
}

/* No line is longer than 75 bytes, none is broken inside a character, each ends with CR and LF. */
static void
test_lines (void)
{
  g_autofree char *text = make_calendar ();
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  guint n_folded = 0;
  guint n_lines = g_strv_length (lines);

  g_assert_cmpstr (lines[n_lines - 1], ==, "");
  for (guint i = 0; i < n_lines; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strpbrk (lines[i], "\r\n"));
      n_folded += lines[i][0] == ' ';
    }
  g_assert_cmpuint (n_folded, >=, 1);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/ical-writer/foreign-parser", test_foreign_parser);
  g_test_add_func ("/ical-writer/lines", test_lines);

  return tb_test_run ();
}
