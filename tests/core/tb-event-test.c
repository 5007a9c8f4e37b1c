/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-event-test.h"

#include "tb-error.h"
#include "tb-event.h"
#include "tb-test.h"
#include "tb-type-attendance.h"

static TbRecord *
add_person (TbEventTest *test, const char *name, const char *category, const char *org_field,
            const char *mobile)
{
  return tb_core_test_add_record (&test->core, "person", "name", name, "category", category,
                                  org_field, tb_record_get_id (test->branch), "mobile", mobile,
                                  NULL);
}

static void
add_post (TbEventTest *test, TbRecord *person, const char *post)
{
  g_autoptr (TbRecord) record = tb_core_test_add_record (
      &test->core, "post", "organisation", tb_record_get_id (test->branch), "person",
      tb_record_get_id (person), "post", post, NULL);
}

void
tb_event_test_set_up (TbEventTest *test, gconstpointer data)
{
  tb_core_test_set_up (&test->core, data);
  test->branch = tb_core_test_add_record (&test->core, "organisation", "name",
                                          "罗湖商务大厦联合党支部", "kind", "joint_branch", NULL);
  test->secretary = add_person (test, "曾伟", "full", "formal_org", "13800000001");
  test->committee = add_person (test, "单丹", "full", "formal_org", "13800000002");
  test->member = add_person (test, "仇雪", "full", "formal_org", "13800000003");
  test->probationary = add_person (test, "朴成", "probationary", "formal_org", "13800000004");
  test->visitor = add_person (test, "区家明", "full", "activity_org", "13800000005");
  test->activist = add_person (test, "解放", "activist", "activity_org", "13800000006");
  add_post (test, test->secretary, "secretary");
  add_post (test, test->committee, "organisation_member");
  test->event = tb_core_test_add_record (
      &test->core, "event", "kind", "ZT", "title", "学习二十大精神", "organisation",
      tb_record_get_id (test->branch), "planned_on", "2026-11-22", "planned_from", "10:30", NULL);
}

void
tb_event_test_tear_down (TbEventTest *test, gconstpointer data)
{
  tb_core_test_assert_sound (&test->core);
  g_clear_object (&test->branch);
  g_clear_object (&test->secretary);
  g_clear_object (&test->committee);
  g_clear_object (&test->member);
  g_clear_object (&test->probationary);
  g_clear_object (&test->visitor);
  g_clear_object (&test->activist);
  g_clear_object (&test->event);
  tb_core_test_tear_down (&test->core, data);
}

void
tb_event_test_reload (TbEventTest *test)
{
  TbRecord *event = tb_core_test_reload (&test->core, test->event);

  g_set_object (&test->event, event);
  g_object_unref (event);
}

static char *
run (TbEventTest *test, const char *verb, const char *reason, va_list arguments, GError **error)
{
  g_autoptr (TbRecord) record = tb_core_test_reload (&test->core, test->event);
  const char *name;

  while ((name = va_arg (arguments, const char *)) != NULL)
    tb_core_test_set (record, name, va_arg (arguments, const char *));

  return tb_session_transition (test->core.session, record, verb, reason, NULL, error);
}

char *
tb_event_test_do (TbEventTest *test, const char *verb, const char *reason, ...)
{
  g_autoptr (GError) error = NULL;
  va_list arguments;
  char *batch;

  va_start (arguments, reason);
  batch = run (test, verb, reason, arguments, &error);
  va_end (arguments);
  g_assert_no_error (error);
  g_assert_cmpstr (batch, !=, "");

  tb_event_test_reload (test);
  return batch;
}

char *
tb_event_test_refuse (TbEventTest *test, const char *verb, const char *reason, int code, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = tb_core_test_dump (&test->core);
  g_autofree char *after = NULL;
  va_list arguments;

  va_start (arguments, code);
  g_assert_null (run (test, verb, reason, arguments, &error));
  va_end (arguments);
  g_assert_error (error, TB_ERROR, code);

  after = tb_core_test_dump (&test->core);
  g_assert_cmpstr (before, ==, after);
  return g_strdup (error->message);
}

void
tb_event_test_sign_in (TbEventTest *test, TbRecord *person)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_event_sign_in (test->core.session, tb_record_get_id (test->event),
                          tb_record_get_id (person), TB_SIGN_IN_LIST, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (batch);
}

/* %NULL where the person is not on the list. */
TbRecord *
tb_event_test_get_row (TbEventTest *test, TbRecord *person)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_attendance);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  tb_query_add_filter (query, TB_ATTENDANCE_EVENT, TB_QUERY_EQUAL, tb_record_get_id (test->event));
  tb_query_add_filter (query, TB_ATTENDANCE_PERSON, TB_QUERY_EQUAL, tb_record_get_id (person));
  rows = tb_session_list (test->core.session, query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, <=, 1);

  return rows->len > 0 ? g_object_ref (g_ptr_array_index (rows, 0)) : NULL;
}

void
tb_event_test_hold (TbEventTest *test)
{
  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  g_free (tb_event_test_do (test, "open_sign_in", NULL, NULL));
  tb_event_test_sign_in (test, test->secretary);
  tb_event_test_sign_in (test, test->member);
  g_free (tb_event_test_do (test, "hold", NULL, "held_on", "2026-11-22", "held_from", "10:30",
                            "held_to", "12:00", NULL));
}

void
tb_event_test_archive (TbEventTest *test)
{
  tb_event_test_hold (test);
  g_free (tb_event_test_do (test, "submit", NULL, "minutes", "学习了报告。", NULL));
  g_free (tb_event_test_do (test, "archive", NULL, NULL));
}
