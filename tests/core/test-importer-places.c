/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Towers, floors and rooms, and who is in them. */
#include "config.h"

#include "tb-import-test.h"
#include "tb-test.h"

static GPtrArray *
list_open_tenancies (TbCoreTest *test)
{
  GPtrArray *tenancies = tb_core_test_list (test, "tenancy");

  for (guint i = tenancies->len; i-- > 0;)
    if (tb_core_test_get (g_ptr_array_index (tenancies, i), "until") != NULL)
      g_ptr_array_remove_index (tenancies, i);
  return tenancies;
}

#define ROOMS                                                                                      \
  "楼宇名称,楼层,房号,面积(㎡),状态,入驻企业,入驻时间\n"                                           \
  "甲大厦,1,101,100.5,在租,甲公司,2019-02-07\n"                                                    \
  "甲大厦,1,102,80,空置,,\n"                                                                       \
  "甲大厦,2,201,60,在租,甲公司,2020-03\n"

static void
test_rooms (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_check (test, ROOMS);
  const TbImportSummary *summary = tb_importer_get_summary (importer);
  g_autofree char *batch = NULL;
  g_autofree char *undo = NULL;
  g_autoptr (TbRecord) room = NULL;
  g_autoptr (TbRecord) enterprise = NULL;
  g_autoptr (GPtrArray) tenancies = NULL;
  g_autoptr (TbImporter) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (tb_importer_get_record_type (importer)->name, ==, "unit");
  g_assert_cmpuint (summary->created, ==, 3);
  /* A tower, two floors, an enterprise. */
  g_assert_cmpuint (summary->also_created, ==, 4);
  batch = tb_import_test_commit (importer);

  room = tb_import_test_find (test, "unit", "room_no", "101");
  enterprise = tb_import_test_find (test, "enterprise", "name", "甲公司");
  g_assert_cmpstr (tb_core_test_get (enterprise, "office"), ==, tb_record_get_id (room));
  g_assert_nonnull (tb_core_test_get (enterprise, "tower"));
  tenancies = list_open_tenancies (test);
  g_assert_cmpuint (tenancies->len, ==, 2);
  for (guint i = 0; i < tenancies->len; i++)
    g_assert_nonnull (tb_core_test_get (g_ptr_array_index (tenancies, i), "since"));

  again = tb_import_test_check (test, ROOMS);
  g_assert_cmpuint (tb_importer_get_summary (again)->unchanged, ==, 3);
  undo = tb_session_undo (test->session, batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tb_import_test_count_records (test, "tower"), ==, 0);
  g_assert_cmpuint (tb_import_test_count_records (test, "tenancy"), ==, 0);
  tb_core_test_assert_sound (test);
}

/* Another tenant: the one before has left. */
static void
test_new_tenant (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *first = tb_import_test_import (test, ROOMS);
  g_autoptr (TbImporter) importer = tb_import_test_check (
      test, "楼层,房号,入驻企业,入驻时间\n1,101,乙公司,2026-01-01\n1,102,空置,\n");
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) tenancies = NULL;
  g_autoptr (TbRecord) gone = NULL;
  g_autoptr (TbRecord) come = NULL;
  g_autoptr (TbRecord) closed = NULL;

  g_assert_cmpint (tb_importer_get_row_match (importer, 0), ==, TB_IMPORT_CHANGED);
  g_assert_cmpint (tb_importer_get_row_match (importer, 1), ==, TB_IMPORT_SAME);
  second = tb_import_test_commit (importer);

  tenancies = list_open_tenancies (test);
  g_assert_cmpuint (tenancies->len, ==, 2);
  closed = tb_import_test_find (test, "tenancy", "until", "2026-01-01");
  gone = tb_import_test_find (test, "enterprise", "name", "甲公司");
  come = tb_import_test_find (test, "enterprise", "name", "乙公司");
  g_assert_cmpstr (tb_core_test_get (closed, "enterprise"), ==, tb_record_get_id (gone));
  g_assert_null (tb_core_test_get (gone, "office"));
  g_assert_nonnull (tb_core_test_get (come, "office"));
  tb_core_test_assert_sound (test);
}

/* A tenant that came before the one who left cannot have turned him out on that day. */
static void
test_earlier_tenant (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *first = tb_import_test_import (test, ROOMS);
  g_autofree char *second
      = tb_import_test_import (test, "楼层,房号,入驻企业,入驻时间\n1,101,乙公司,2018-01\n");
  g_autoptr (TbRecord) closed = tb_import_test_find (test, "tenancy", "since", "2019-02-07");

  g_assert_cmpstr (tb_core_test_get (closed, "until"), ==, "2026-11-22");
  tb_core_test_assert_sound (test);
}

#define SHARED "楼宇名称,楼层,房号,入驻企业\n甲大厦,1,101,甲公司\n甲大厦,1,101,乙公司\n"

static void
test_shared_room (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_check (test, SHARED);
  const TbImportSummary *summary = tb_importer_get_summary (importer);
  g_autofree char *batch = NULL;
  g_autoptr (GPtrArray) tenancies = NULL;
  g_autoptr (TbImporter) again = NULL;

  g_assert_cmpuint (summary->errors, ==, 0);
  g_assert_cmpuint (summary->created, ==, 1);
  batch = tb_import_test_commit (importer);
  tenancies = list_open_tenancies (test);
  g_assert_cmpuint (tenancies->len, ==, 2);
  g_assert_cmpuint (tb_import_test_count_records (test, "unit"), ==, 1);

  again = tb_import_test_check (test, SHARED);
  g_assert_cmpuint (tb_importer_get_summary (again)->unchanged, ==, 2);
}

/* A ledger of enterprises that does not name its tower means the only one. */
static void
test_offices (TbCoreTest *test, gconstpointer data)
{
  const char *table
      = "企业名称,楼层,房号,入驻时间\n甲公司,3,301,2020-05-01\n乙公司,1,102,\n丙公司,,105,\n";
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (TbImporter) importer = NULL;
  g_autoptr (TbImporter) without_tower = tb_import_test_check (test, table);
  g_autoptr (TbImporter) again = NULL;
  g_autoptr (TbRecord) tenancy = NULL;
  g_autoptr (TbRecord) enterprise = NULL;

  /* No tower at all: the enterprises come, their offices do not, and the rows say so. */
  g_assert_cmpuint (tb_import_test_count (without_tower, "tower_missing"), ==, 3);
  g_assert_cmpuint (tb_importer_get_summary (without_tower)->created, ==, 3);

  first = tb_import_test_import (test, ROOMS);
  importer = tb_import_test_check (test, table);
  g_assert_cmpuint (tb_import_test_count (importer, "floor_missing"), ==, 1);
  g_assert_cmpuint (tb_importer_get_summary (importer)->created, ==, 2);
  g_assert_cmpuint (tb_importer_get_summary (importer)->updated, ==, 1);
  second = tb_import_test_commit (importer);

  enterprise = tb_import_test_find (test, "enterprise", "name", "甲公司");
  tenancy = tb_import_test_find (test, "tenancy", "since", "2020-05-01");
  g_assert_cmpstr (tb_core_test_get (tenancy, "enterprise"), ==, tb_record_get_id (enterprise));
  g_assert_cmpstr (tb_core_test_get (enterprise, "office"), ==, tb_core_test_get (tenancy, "unit"));

  again = tb_import_test_check (test, table);
  g_assert_cmpuint (tb_importer_get_summary (again)->unchanged, ==, 3);
  tb_core_test_assert_sound (test);
}

static void
test_incomplete_rooms (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbImporter) importer = tb_import_test_check (
      test, "楼宇名称,楼层,房号,面积\n甲大厦,,101,50\n甲大厦,1,,50\n,1,102,50\n甲大厦,1,103,大\n");

  g_assert_cmpuint (tb_import_test_count (importer, "floor_missing"), ==, 1);
  g_assert_cmpuint (tb_import_test_count (importer, "tower_missing"), ==, 1);
  g_assert_cmpuint (tb_import_test_count (importer, "number_unreadable"), ==, 1);
  g_assert_cmpuint (tb_importer_get_summary (importer)->errors, ==, 4);
  g_assert_cmpuint (tb_importer_get_summary (importer)->also_created, ==, 0);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);
  tb_core_test_add ("/importer/places/rooms", test_rooms);
  tb_core_test_add ("/importer/places/new-tenant", test_new_tenant);
  tb_core_test_add ("/importer/places/earlier-tenant", test_earlier_tenant);
  tb_core_test_add ("/importer/places/shared-room", test_shared_room);
  tb_core_test_add ("/importer/places/offices", test_offices);
  tb_core_test_add ("/importer/places/incomplete-rooms", test_incomplete_rooms);
  return tb_test_run ();
}
