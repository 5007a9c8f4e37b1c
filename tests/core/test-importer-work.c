/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ledgers of events and lists of projects, as branches keep them (domain model §4.3, §4.8). */

#include "tb-import-test.h"
#include "tb-test.h"
#include "tb-type-event.h"
#include "tb-type-project.h"

/* The clock of all tests stands at 22 November 2026. */

#define LEDGER_HEADINGS                                                                            \
  "序号,会议类型,标题,主办党组织,日期,开始,结束,地点,主持人,记录人,应到,实到,出勤率,状态\n"

static TbRecord *
add_branch (TbCoreTest *test)
{
  return tb_core_test_add_record (test, "organisation", "name", "中共星河大厦联合党支部",
                                  "short_name", "星河大厦联合党支部", NULL);
}

static void
test_ledger (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) branch = add_branch (test);
  g_autoptr (TbRecord) host = tb_core_test_add_record (test, "person", "name", "王伟", NULL);
  g_autofree char *batch = tb_import_test_import (
      test, "2026年三会一课台账,,,,,,,,,,,,,\n" LEDGER_HEADINGS
            "1,支部党员大会,第三季度支部党员大会,星河大厦联合党支部,2026-09-25,14:00,15:30,"
            "党群服务站,王伟,,20,17,85%,已归档\n"
            "2,主题党日,消防演练,中共星河大厦联合党支部,2026年11月19日,下午2点半,16：30,"
            "大堂,王伟,,20,18,90%,\n"
            "3,支委会,十二月支委会,星河大厦联合党支部,2026-12-03,17:30,,会议室,,,,,,\n");
  g_autoptr (TbRecord) meeting
      = tb_import_test_find (test, "event", "title", "第三季度支部党员大会");
  g_autoptr (TbRecord) theme_day = tb_import_test_find (test, "event", "title", "消防演练");
  g_autoptr (TbRecord) planned = tb_import_test_find (test, "event", "title", "十二月支委会");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (tb_core_test_get (meeting, "kind"), ==, "DH");
  g_assert_cmpstr (tb_core_test_get (meeting, "organisation"), ==, tb_record_get_id (branch));
  g_assert_cmpstr (tb_core_test_get (meeting, "state"), ==, "archived");
  g_assert_cmpstr (tb_core_test_get (meeting, "held_on"), ==, "2026-09-25");
  g_assert_cmpstr (tb_core_test_get (meeting, "held_to"), ==, "15:30");
  g_assert_cmpstr (tb_core_test_get (meeting, "host"), ==, tb_record_get_id (host));
  g_assert_cmpint (tb_record_get_int (meeting, TB_EVENT_EXPECTED), ==, 20);
  g_assert_cmpint (tb_record_get_int (meeting, TB_EVENT_PRESENT), ==, 17);
  /* It comes two months late, and is marked for it. */
  g_assert_true (tb_record_get_boolean (meeting, TB_EVENT_LATE));
  g_assert_cmpstr (tb_core_test_get (meeting, "code"), ==, "HD-202609-0001");

  /* What lies behind is held, though the ledger does not say so; what lies ahead is planned. */
  g_assert_cmpstr (tb_core_test_get (theme_day, "state"), ==, "held");
  g_assert_cmpstr (tb_core_test_get (theme_day, "held_from"), ==, "14:30");
  g_assert_cmpstr (tb_core_test_get (theme_day, "held_to"), ==, "16:30");
  g_assert_false (tb_record_get_boolean (theme_day, TB_EVENT_LATE));
  g_assert_cmpstr (tb_core_test_get (planned, "state"), ==, "planned");
  g_assert_null (tb_core_test_get (planned, "held_on"));
  g_assert_cmpuint (tb_import_test_count_records (test, "organisation"), ==, 1);

  /* All of it goes again, the archived meeting too. */
  g_free (tb_session_undo (test->session, batch, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tb_import_test_count_records (test, "event"), ==, 0);
  tb_core_test_assert_sound (test);
}

static void
test_ledger_again (TbCoreTest *test, gconstpointer data)
{
  const char *table = LEDGER_HEADINGS
      "1,党课,学党史,星河大厦联合党支部,2026-11-12,15:00,16:00,,,,20,17,85%,已归档\n"
      "2,支委会,十一月支委会,星河大厦联合党支部,2026-11-13,17:30,18:00,,,,5,5,100%,已召开\n";
  const char *changed = LEDGER_HEADINGS
      "1,党课,学党史,星河大厦联合党支部,2026-11-12,15:00,16:00,会议室,,,20,17,85%,已归档\n"
      "2,支委会,十一月支委会,星河大厦联合党支部,2026-11-13,17:30,18:00,会议室,,,5,5,100%,已归档\n";
  g_autoptr (TbRecord) branch = add_branch (test);
  g_autofree char *batch = tb_import_test_import (test, table);
  g_autoptr (TbImporter) again = tb_import_test_check (test, table);
  g_autoptr (TbImporter) other = tb_import_test_check (test, changed);
  g_autofree char *second = tb_import_test_commit (other);
  g_autoptr (TbRecord) meeting = tb_import_test_find (test, "event", "title", "十一月支委会");

  g_assert_cmpuint (tb_importer_get_summary (again)->unchanged, ==, 2);

  /* What is archived is not changed by a list, and no list takes a step. */
  g_assert_cmpuint (tb_import_test_count (other, "closed"), ==, 1);
  g_assert_cmpuint (tb_importer_get_summary (other)->updated, ==, 1);
  g_assert_cmpstr (tb_core_test_get (meeting, "place"), ==, "会议室");
  g_assert_cmpstr (tb_core_test_get (meeting, "state"), ==, "held");
}

/* A time in one cell, with the day before it or not, and the names of those who came. */
static void
test_names_and_times (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) branch = add_branch (test);
  g_autoptr (TbRecord) known = tb_core_test_add_record (test, "person", "name", "王伟", NULL);
  g_autofree char *batch = tb_import_test_import (
      test, "会议类型,活动主题,党支部,日期,时间,主讲人,参会人员\n"
            "党课,学党章,星河大厦联合党支部,2026.11.12,14:00-16:00,外请教授,王伟、李芳；张 三\n"
            "主题党日,,星河大厦联合党支部,,2026年11月5日 9:30—11:00,王伟,王伟 李芳\n");
  g_autoptr (TbRecord) class = tb_import_test_find (test, "event", "title", "学党章");
  g_autoptr (TbRecord) theme_day = tb_import_test_find (test, "event", "title", "主题党日");
  g_autoptr (GPtrArray) attendance = tb_core_test_list (test, "attendance");
  guint n_known = 0;

  g_assert_cmpstr (tb_core_test_get (class, "held_from"), ==, "14:00");
  g_assert_cmpstr (tb_core_test_get (class, "held_to"), ==, "16:00");
  g_assert_cmpstr (tb_core_test_get (class, "guest_speaker"), ==, "外请教授");
  g_assert_cmpint (tb_record_get_int (class, TB_EVENT_PRESENT), ==, 3);
  g_assert_cmpstr (tb_core_test_get (theme_day, "on"), ==, "2026-11-05");
  g_assert_cmpstr (tb_core_test_get (theme_day, "held_from"), ==, "09:30");
  g_assert_cmpstr (tb_core_test_get (theme_day, "speaker"), ==, tb_record_get_id (known));

  g_assert_cmpuint (attendance->len, ==, 5);
  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *row = g_ptr_array_index (attendance, i);
      const char *person = tb_core_test_get (row, "person");

      g_assert_cmpstr (tb_core_test_get (row, "state"), ==, "present");
      g_assert_cmpint (person != NULL, ==, g_str_equal (tb_core_test_get (row, "name"), "王伟"));
      n_known += person != NULL;
    }
  g_assert_cmpuint (n_known, ==, 2);
}

static void
test_faults (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) branch = add_branch (test);
  g_autoptr (TbImporter) importer
      = tb_import_test_check (test, "会议类型,标题,主办党组织,日期,时间,开始,主持人,状态\n"
                                    "茶话会,甲,星河大厦联合党支部,2026-11-12,下午,,王伟,\n"
                                    "党课,乙,星河大厦联合党支部,2026-13-12,14:00,,,\n"
                                    "党课,丙,,2026-11-12,14:00,25点,,\n"
                                    "党课,丁,星河大厦联合党支部,2026-12-12,14:00,,,已召开\n"
                                    "党课,戊,星河大厦联合党支部,2026-11-12,14:00,,,\n"
                                    "党课,戊,星河大厦联合党支部,2026-11-12,14:00,,,\n");

  g_assert_cmpuint (tb_import_test_count (importer, "code_unknown"), ==, 1);
  g_assert_cmpuint (tb_import_test_count (importer, "times_unreadable"), ==, 1);
  g_assert_cmpuint (tb_import_test_count (importer, "person_unknown"), ==, 1);
  g_assert_cmpuint (tb_import_test_count (importer, "date_unreadable"), ==, 1);
  g_assert_cmpuint (tb_import_test_count (importer, "time_unreadable"), ==, 1);
  g_assert_cmpuint (tb_import_test_count (importer, "date_future"), ==, 1);
  g_assert_cmpuint (tb_import_test_count (importer, "duplicate"), ==, 1);
  g_assert_cmpuint (tb_importer_get_summary (importer)->errors, ==, 5);
  g_assert_cmpuint (tb_importer_get_summary (importer)->created, ==, 1);
}

static void
test_project_list (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) branch = add_branch (test);
  g_autofree char *batch = tb_import_test_import (
      test,
      "序号,项目编号,项目名称,类别,项目来源,需求内容,服务对象,预计受益人数,资金需求(万元),人力需求,"
      "实施地点,计划起止,发起单位,联系人电话,认领方式,状态\n"
      "1,XM-2026-0012,骑手驿站,新业态关爱,群众需求,缺少休息处,外卖骑手,200人,2.6,"
      "志愿者6人,一楼大堂,2026.3—2026.12,星河大厦联合党支部,王芳 13800000001,多方认领,已发布\n"
      "2,,共享书屋,文化,自主提出,缺少书籍,员工,300,,,三楼,,星河大厦联合党支部,,独家,\n");
  g_autoptr (TbRecord) station = tb_import_test_find (test, "project", "title", "骑手驿站");
  g_autoptr (TbRecord) books = tb_import_test_find (test, "project", "title", "共享书屋");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (tb_core_test_get (station, "code"), ==, "XM-2026-0012");
  g_assert_cmpstr (tb_core_test_get (station, "category"), ==, "new_employment");
  g_assert_cmpstr (tb_core_test_get (station, "origin"), ==, "public_need");
  g_assert_cmpint (tb_record_get_int (station, TB_PROJECT_EXPECTED_BENEFICIARIES), ==, 200);
  g_assert_cmpint (tb_record_get_int (station, TB_PROJECT_BUDGET), ==, 2600000);
  g_assert_cmpstr (tb_core_test_get (station, "due_on"), ==, "2026-12");
  g_assert_cmpstr (tb_core_test_get (station, "initiator"), ==, tb_record_get_id (branch));
  g_assert_cmpstr (tb_core_test_get (station, "contact"), ==, "王芳");
  g_assert_cmpstr (tb_core_test_get (station, "phone"), ==, "13800000001");
  g_assert_cmpstr (tb_core_test_get (station, "claim_mode"), ==, "multiple");
  g_assert_cmpstr (tb_core_test_get (station, "state"), ==, "published");
  g_assert_cmpstr (tb_core_test_get (books, "code"), ==, "XM-2026-0013");
  g_assert_cmpstr (tb_core_test_get (books, "state"), ==, "draft");

  g_free (tb_session_undo (test->session, batch, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tb_import_test_count_records (test, "project"), ==, 0);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/importer-work/ledger", test_ledger);
  tb_core_test_add ("/importer-work/again", test_ledger_again);
  tb_core_test_add ("/importer-work/names-and-times", test_names_and_times);
  tb_core_test_add ("/importer-work/faults", test_faults);
  tb_core_test_add ("/importer-work/projects", test_project_list);

  return tb_test_run ();
}
