/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-project-test.h"

#include "tb-transition.h"

static TbRecord *
new_record (const char *type_name, va_list arguments)
{
  TbRecord *record = tb_record_new (tb_record_types_find (type_name));
  const char *name;

  while ((name = va_arg (arguments, const char *)) != NULL)
    {
      guint field = tb_record_type_find_field (tb_record_get_record_type (record), name);
      const char *value = va_arg (arguments, const char *);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (field, !=, TB_FIELD_NOT_FOUND);
      if (tb_field_is_text (tb_record_type_get_field (tb_record_get_record_type (record), field)))
        tb_record_set_text (record, field, value);
      else if (value != NULL)
        tb_record_parse (record, field, value, &error);
      g_assert_no_error (error);
    }

  return record;
}

TbRecord *
tb_project_test_add (TbCoreTest *test, const char *type_name, ...)
{
  TbRecord *record;
  va_list arguments;

  va_start (arguments, type_name);
  record = new_record (type_name, arguments);
  va_end (arguments);
  g_free (tb_core_test_save (test, record));

  return record;
}

static gboolean
give_one (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  TbRecord **record = data;

  change->op = TB_CHANGE_INSERT;
  change->record = g_steal_pointer (record);

  return change->record != NULL;
}

TbRecord *
tb_project_test_import (TbCoreTest *test, const char *type_name, ...)
{
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  TbRecord *given;
  va_list arguments;

  va_start (arguments, type_name);
  record = new_record (type_name, arguments);
  va_end (arguments);

  given = g_object_ref (record);
  batch = tb_session_commit (test->session, TB_BATCH_IMPORT, tb_record_get_record_type (record),
                             "ledger.xlsx", give_one, &given, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return tb_core_test_reload (test, record);
}

char *
tb_project_test_dup_organisation (TbCoreTest *test, const char *name, const char *parent)
{
  g_autoptr (TbRecord) record
      = tb_core_test_new_record ("organisation", "name", name, "kind", "joint_branch", NULL);

  if (parent != NULL)
    tb_core_test_set (record, "parent", parent);
  g_free (tb_core_test_save (test, record));

  return g_strdup (tb_record_get_id (record));
}

TbRecord *
tb_project_test_do (TbCoreTest *test, TbRecord *record, const char *verb, const char *reason)
{
  g_autoptr (TbRecord) present = tb_core_test_reload (test, record);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  batch = tb_session_transition (test->session, present, verb, reason, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (batch);

  return tb_core_test_reload (test, record);
}

void
tb_project_test_refuse (TbCoreTest *test, TbRecord *record, const char *verb, const char *reason,
                        const char *words)
{
  g_autoptr (TbRecord) present = tb_core_test_reload (test, record);
  g_autofree char *before = tb_core_test_dump (test);
  g_autofree char *after = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  batch = tb_session_transition (test->session, present, verb, reason, NULL, &error);
  g_assert_null (batch);
  g_assert_nonnull (error);
  g_test_message ("%s: %s", verb, error->message);
  g_assert_nonnull (strstr (error->message, words));

  after = tb_core_test_dump (test);
  g_assert_cmpstr (before, ==, after);
}

TbRecord *
tb_project_test_add_project (TbCoreTest *test, const char *claim_mode, const char *max_claimants)
{
  g_autofree char *branch = tb_project_test_dup_organisation (test, "云杉大厦联合党支部", NULL);

  return tb_project_test_add (test, "project", "title", "楼道照明改造", "initiator", branch, "need",
                              "三至五层楼道灯不亮", "claim_mode", claim_mode, "max_claimants",
                              max_claimants, "open_from", "2026-11-01", "open_to", "2026-12-15",
                              "due_on", "2027-03-31", "contact", "林晓雯", NULL);
}

TbRecord *
tb_project_test_publish (TbCoreTest *test, TbRecord *project)
{
  g_autoptr (TbRecord) submitted = tb_project_test_do (test, project, "submit", NULL);

  return tb_project_test_do (test, submitted, "publish", NULL);
}

TbRecord *
tb_project_test_add_claim (TbCoreTest *test, TbRecord *project, const char *claimant)
{
  return tb_project_test_add (test, "claim", "project", tb_record_get_id (project), "claimant_kind",
                              "team", "claimant", claimant, NULL);
}

TbRecord *
tb_project_test_confirm (TbCoreTest *test, TbRecord *project, const char *claimant)
{
  g_autoptr (TbRecord) claim = tb_project_test_add_claim (test, project, claimant);
  g_autoptr (TbRecord) checked = tb_project_test_do (test, claim, "check", NULL);

  return tb_project_test_do (test, checked, "confirm", NULL);
}

void
tb_project_test_assert_state (TbCoreTest *test, TbRecord *record, const char *state)
{
  g_autoptr (TbRecord) present = tb_core_test_reload (test, record);

  g_assert_cmpstr (tb_core_test_get (present, "state"), ==, state);
}
