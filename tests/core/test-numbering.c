/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-core-test.h"
#include "tb-test.h"

/* The clock of all tests stands at 22 November 2026. */

static TbRecord *
add_organisation (TbCoreTest *test)
{
  return tb_core_test_add_record (test, "organisation", "name", "星河大厦联合党支部", NULL);
}

static TbRecord *
add_event (TbCoreTest *test, TbRecord *organisation, const char *planned_on)
{
  return tb_core_test_add_record (test, "event", "kind", "ZT", "title", "主题党日", "organisation",
                                  tb_record_get_id (organisation), "planned_on", planned_on, NULL);
}

static void
assert_number (TbRecord *record, const char *expected)
{
  g_assert_cmpstr (tb_core_test_get (record, "code"), ==, expected);
}

static void
test_series (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) organisation = add_organisation (test);
  g_autoptr (TbRecord) first = add_event (test, organisation, "2026-11-26");
  g_autoptr (TbRecord) second = add_event (test, organisation, "2026-11-03");
  g_autoptr (TbRecord) december = add_event (test, organisation, "2026-12-24");
  g_autoptr (TbRecord) vague = add_event (test, organisation, "2027");
  g_autoptr (TbRecord) project = tb_core_test_add_record (
      test, "project", "title", "电梯间照明", "initiator", tb_record_get_id (organisation), NULL);
  g_autoptr (TbRecord) claim = tb_core_test_add_record (
      test, "claim", "project", tb_record_get_id (project), "claimant_kind", "team", "claimant",
      "星河志愿队", "applied_on", "2025-12-30", NULL);

  assert_number (first, "HD-202611-0001");
  assert_number (second, "HD-202611-0002");
  assert_number (december, "HD-202612-0001");
  assert_number (vague, "HD-202611-0003");
  assert_number (project, "XM-2026-0001");
  assert_number (claim, "RL-2025-0001");
}

/* What stood on paper once is not the number of something else. */
static void
test_never_again (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) organisation = add_organisation (test);
  g_autoptr (TbRecord) first = add_event (test, organisation, "2026-11-26");
  g_autoptr (TbRecord) second = NULL;

  g_free (tb_session_undo (test->session, NULL, NULL, &error));
  g_assert_no_error (error);

  second = add_event (test, organisation, "2026-11-26");
  assert_number (first, "HD-202611-0001");
  assert_number (second, "HD-202611-0002");
}

/* A number given by hand or by a list stays, and those after it go on from there. */
static void
test_given (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) organisation = add_organisation (test);
  const char *id = tb_record_get_id (organisation);
  g_autoptr (TbRecord) listed = tb_core_test_add_record (
      test, "project", "title", "甲", "initiator", id, "code", "XM-2026-0017", NULL);
  g_autoptr (TbRecord) lower = tb_core_test_add_record (test, "project", "title", "乙", "initiator",
                                                        id, "code", "XM-2026-0003", NULL);
  g_autoptr (TbRecord) foreign = tb_core_test_add_record (
      test, "project", "title", "丙", "initiator", id, "code", "街道第8号", NULL);
  g_autoptr (TbRecord) next
      = tb_core_test_add_record (test, "project", "title", "丁", "initiator", id, NULL);

  assert_number (listed, "XM-2026-0017");
  assert_number (lower, "XM-2026-0003");
  assert_number (foreign, "街道第8号");
  assert_number (next, "XM-2026-0018");
}

/* It can be corrected, but not taken away. */
static void
test_edited (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) organisation = add_organisation (test);
  g_autoptr (TbRecord) event = add_event (test, organisation, "2026-11-26");
  g_autoptr (TbRecord) next = NULL;

  tb_core_test_set (event, "code", "HD-202611-0009");
  g_free (tb_core_test_save (test, event));
  next = add_event (test, organisation, "2026-11-27");
  assert_number (event, "HD-202611-0009");
  assert_number (next, "HD-202611-0010");

  tb_core_test_set (event, "code", NULL);
  g_free (tb_core_test_save (test, event));
  assert_number (event, "HD-202611-0011");
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/core/numbering/series", test_series);
  tb_core_test_add ("/core/numbering/never-again", test_never_again);
  tb_core_test_add ("/core/numbering/given", test_given);
  tb_core_test_add ("/core/numbering/edited", test_edited);

  return tb_test_run ();
}
