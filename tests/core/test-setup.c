/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-core-test.h"
#include "tb-error.h"
#include "tb-setup.h"
#include "tb-test.h"

static gint64
count (TbCoreTest *test, const char *type_name)
{
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find (type_name));
  g_autoptr (GError) error = NULL;
  gint64 n = tb_session_count (test->session, query, NULL, &error);

  g_assert_no_error (error);
  return n;
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static char *
run_async (TbCoreTest *test, const TbSetup *setup, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tb_setup_run_async (test->session, setup, NULL, keep_result_cb, &result);
  tb_test_wait_until (result != NULL);
  return tb_session_commit_finish (test->session, result, error);
}

static void
test_whole (TbCoreTest *test, gconstpointer data)
{
  const TbSetup setup = { "滨河大厦", 30, 2, "滨河物业", "滨河大厦联合党支部" };
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = run_async (test, &setup, &error);
  g_autofree char *undo = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (count (test, "tower"), ==, 1);
  g_assert_cmpint (count (test, "floor"), ==, 32);
  g_assert_cmpint (count (test, "property_company"), ==, 1);
  g_assert_cmpint (count (test, "organisation"), ==, 1);

  /* One action, so one step back. */
  undo = tb_session_undo (test->session, batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (test, "tower"), ==, 0);
  g_assert_cmpint (count (test, "floor"), ==, 0);
}

static void
test_name_only (TbCoreTest *test, gconstpointer data)
{
  const TbSetup setup = { .tower = "滨河大厦" };
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_setup_run (test->session, &setup, &error);

  g_assert_no_error (error);
  g_assert_nonnull (batch);
  g_assert_cmpint (count (test, "tower"), ==, 1);
  g_assert_cmpint (count (test, "floor"), ==, 0);
}

static void
test_refused (TbCoreTest *test, gconstpointer data)
{
  const TbSetup setup = { .tower = " ", .storeys_above = 3 };
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = run_async (test, &setup, &error);

  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_assert_null (batch);
  g_assert_cmpint (count (test, "floor"), ==, 0);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/setup/whole", test_whole);
  tb_core_test_add ("/setup/name-only", test_name_only);
  tb_core_test_add ("/setup/refused", test_refused);

  return tb_test_run ();
}
