/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-report-test.h"

#include "tb-event.h"
#include "tb-test.h"
#include "tb-transition.h"

static const char *const people[][2] = {
  { "王伟", "深圳市众盛商贸股份有限公司" },   { "单芳志", "深圳市城创科技股份有限公司" },
  { "曾萍", "深圳市城达投资股份有限公司" },   { "丁玉若", "深圳市众信投资有限公司" },
  { "尉迟刚", "深圳市泰诚投资股份有限公司" }, { "林凯", "深圳市城鹏咨询有限公司" },
};

#define MINUTES                                                                                    \
  "主持人通报了今年以来支部工作情况。\n王伟：结合岗位实际谈学习体会，建议把服务企业的清单贴到每层" \
  "楼。\n"                                                                                         \
  "曾萍：建议把志愿服务时间固定在每月第二个周六，方便大家安排。\n会议逐项讨论了明年的工作安排。"

static void
do_transition (TbReportTest *test, TbRecord **record, const char *verb)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_session_transition (test->base.session, *record, verb, NULL, NULL, &error);
  g_autoptr (TbRecord) old = *record;

  g_assert_no_error (error);
  *record = tb_core_test_reload (&test->base, old);
}

static void
add_people (TbReportTest *test, TbRecord *persons[])
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (TbRecord) enterprise
          = tb_core_test_add_record (&test->base, "enterprise", "name", people[i][1], NULL);

      persons[i] = tb_core_test_add_record (
          &test->base, "person", "name", people[i][0], "category", "full", "formal_org",
          tb_record_get_id (test->organisation), "enterprise", tb_record_get_id (enterprise), NULL);
    }
}

/* Who came, who was on leave, and who was just absent. */
static void
attend (TbReportTest *test, TbRecord *persons[])
{
  TbSession *session = test->base.session;
  const char *id = tb_record_get_id (test->event);
  g_autoptr (GError) error = NULL;

  g_free (tb_event_invite (session, id, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 4; i++)
    {
      g_free (tb_event_sign_in (session, id, tb_record_get_id (persons[i]), TB_SIGN_IN_LIST, NULL,
                                &error));
      g_assert_no_error (error);
    }
  g_free (tb_event_excuse (session, id, tb_record_get_id (persons[4]), "official", "外地出差", NULL,
                           &error));
  g_assert_no_error (error);
}

static void
add_event (TbReportTest *test)
{
  TbRecord *persons[G_N_ELEMENTS (people)];
  TbCoreTest *base = &test->base;
  const char *id;

  add_people (test, persons);
  test->event = tb_core_test_add_record (
      base, "event", "kind", "DH", "title", "第四季度支部党员大会", "organisation",
      tb_record_get_id (test->organisation), "planned_on", "2026-11-20", "planned_from", "14:30",
      "planned_to", "16:00", "place", "云峰大厦3楼党群服务中心", "host",
      tb_record_get_id (persons[0]), "recorder", tb_record_get_id (persons[1]), "audience",
      "members", "agenda", "一、传达学习上级文件精神\n二、讨论接收预备党员\n三、讨论明年工作安排",
      "minutes", MINUTES, "next_steps", "汇总意见后报联合党委（单芳志，11月30日前）", NULL);
  id = tb_record_get_id (test->event);
  g_object_unref (tb_core_test_add_record (base, "resolution", "event", id, "text",
                                           "同意接收林凯为预备党员。", NULL));
  g_object_unref (tb_core_test_add_record (base, "resolution", "event", id, "text",
                                           "每月第二个周六开展志愿服务。", "responsible", "曾萍",
                                           "due_on", "2026-12-12", NULL));
  attend (test, persons);
  tb_core_test_set (test->event, "held_on", "2026-11-20");
  tb_core_test_set (test->event, "held_from", "14:35");
  tb_core_test_set (test->event, "held_to", "16:10");
  do_transition (test, &test->event, "hold");
  for (guint i = 0; i < G_N_ELEMENTS (persons); i++)
    g_object_unref (persons[i]);
}

static void
add_vote (TbReportTest *test)
{
  g_autoptr (TbRecord) vote = tb_record_new (tb_record_types_find ("vote"));
  const struct
  {
    const char *field;
    gint64 value;
  } counts[] = { { "secret", 1 },    { "expected", 6 },      { "present", 4 },
                 { "votes_for", 4 }, { "votes_against", 0 }, { "abstained", 0 } };

  tb_core_test_set (vote, "event", tb_record_get_id (test->event));
  tb_core_test_set (vote, "topic", "接收林凯为预备党员");
  tb_core_test_set (vote, "kind", "admission");
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    tb_record_set_int (
        vote, tb_record_type_find_field (tb_record_get_record_type (vote), counts[i].field),
        counts[i].value);
  g_free (tb_core_test_save (&test->base, vote));
}

static void
add_project (TbReportTest *test)
{
  TbCoreTest *base = &test->base;

  test->project = tb_core_test_add_record (
      base, "project", "title", "楼宇午间暖心食堂", "category", "enterprise_service", "need",
      "白领午餐难，需要三层共享食堂的场地改造与志愿者", "target_group", "楼内白领", "location",
      "云峰大厦3楼", "initiator", tb_record_get_id (test->organisation), "open_from", "2026-11-01",
      "open_to", "2026-11-30", "due_on", "2027-03-31", "contact", "单芳志", "phone", "13900000001",
      "claim_mode", "multiple", NULL);
  do_transition (test, &test->project, "submit");
  do_transition (test, &test->project, "publish");
  test->claim = tb_core_test_add_record (base, "claim", "project", tb_record_get_id (test->project),
                                         "claimant_kind", "team", "claimant", "云峰先锋志愿服务队",
                                         "responsible", "曾萍", "phone", "13900000002", "pledge",
                                         "出志愿者20人、轮班3个月，另捐餐具一批", "start_on",
                                         "2026-12-01", "due_on", "2027-02-28", NULL);
  g_object_unref (tb_core_test_add_record (base, "milestone", "project",
                                           tb_record_get_id (test->project), "title", "完成改造",
                                           "due_on", "2026-12-31", NULL));
}

void
tb_report_test_set_up (TbReportTest *test, gconstpointer data)
{
  tb_core_test_set_up (&test->base, data);
  test->organisation = tb_core_test_add_record (&test->base, "organisation", "name",
                                                "云峰大厦联合党支部", "kind", "joint_branch", NULL);
  add_event (test);
  add_vote (test);
  add_project (test);
}

void
tb_report_test_tear_down (TbReportTest *test, gconstpointer data)
{
  g_clear_object (&test->organisation);
  g_clear_object (&test->event);
  g_clear_object (&test->project);
  g_clear_object (&test->claim);
  tb_core_test_tear_down (&test->base, data);
}

char *
tb_report_test_save (TbReportTest *test, const char *name, const TbReportArguments *arguments,
                     const char *file_name)
{
  const TbReportKind *kind = tb_report_kinds_find (name);
  char *path = tb_test_dup_path (file_name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbReport) report = NULL;

  g_assert_nonnull (kind);
  report = tb_report_build (test->base.session, kind, arguments, NULL, &error);
  g_assert_no_error (error);
  tb_report_save (report, test->base.session, file, NULL, &error);
  g_assert_no_error (error);

  return path;
}
