/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-error.h"
#include "tb-id.h"
#include "tb-service-setup.h"
#include "tb-service-status.h"
#include "tb-service-test.h"
#include "tb-test.h"

/* A branch of a name that nobody else has, for services that outlive the test. */
static char *
dup_name (const char *prefix)
{
  char id[TB_ID_SIZE];

  tb_id_generate (g_get_real_time (), id);
  return g_strdup_printf ("%s-%s", prefix, id);
}

static GPtrArray *
set_up (TbServiceTest *service, const TbServicePlan *plan)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_service_step_free);
  g_autoptr (GError) error = NULL;

  tb_service_test_own_branch (service, plan->branch);
  if (plan->user != NULL)
    tb_service_test_own_user (service, plan->user);
  tb_service_set_up (tb_service_test_get_admin (service), plan, steps, NULL, &error);
  g_assert_no_error (error);
  return steps;
}

static TbServiceOutcome
get_outcome (GPtrArray *steps, const char *kind, const char *name)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const TbServiceStep *step = g_ptr_array_index (steps, i);

      if (g_str_equal (step->kind, kind) && g_str_equal (step->name, name))
        return step->outcome;
    }
  g_error ("no step %s %s", kind, name);
}

/* The first time everything is made, the second time nothing is touched. */
static void
test_repeatable (void)
{
  static const char *const shared[] = { "phone", NULL };
  static const char *const signs[] = { "唐嘉燕", NULL };
  g_autoptr (TbServiceTest) service = tb_service_test_new ();
  g_autofree char *branch = dup_name ("setup");
  g_autofree char *user = dup_name ("tang");
  g_autofree char *database = tb_service_dup_database (branch);
  g_autofree char *files = tb_service_dup_files_database (branch);
  TbServicePlan plan = {
    .branch = branch,
    .shared = shared,
    .user = user,
    .password = "correct staple",
    .role = tb_service_roles_find ("committee"),
    .signs = signs,
  };
  g_autoptr (GPtrArray) first = set_up (service, &plan);
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;

  g_assert_cmpint (get_outcome (first, "database", database), ==, TB_SERVICE_MADE);
  g_assert_cmpint (get_outcome (first, "database", files), ==, TB_SERVICE_MADE);
  g_assert_cmpint (get_outcome (first, "access", database), ==, TB_SERVICE_CHANGED);
  g_assert_cmpint (get_outcome (first, "rules", files), ==, TB_SERVICE_MADE);
  g_assert_cmpint (get_outcome (first, "settings", database), ==, TB_SERVICE_MADE);
  g_assert_cmpint (get_outcome (first, "user", user), ==, TB_SERVICE_MADE);

  plan.password = NULL;
  second = set_up (service, &plan);
  g_assert_cmpuint (second->len, ==, first->len);
  for (guint i = 0; i < second->len; i++)
    {
      const TbServiceStep *step = g_ptr_array_index (second, i);

      g_test_message ("%s %s", step->kind, step->name);
      g_assert_cmpint (step->outcome, ==, TB_SERVICE_THERE);
    }

  plan.role = tb_service_roles_find ("liaison");
  third = set_up (service, &plan);
  g_assert_cmpint (get_outcome (third, "user", user), ==, TB_SERVICE_CHANGED);
  g_assert_cmpint (get_outcome (third, "rules", database), ==, TB_SERVICE_THERE);
}

/* Rules of a newer program are not put back. */
static void
test_newer (void)
{
  g_autoptr (TbServiceTest) service = tb_service_test_new ();
  g_autofree char *branch = dup_name ("newer");
  g_autofree char *database = tb_service_dup_database (branch);
  g_autofree char *path = g_strconcat (database, "/_design/towerbranch", NULL);
  TbServicePlan plan = { .branch = branch };
  g_autoptr (GPtrArray) first = set_up (service, &plan);
  g_autoptr (GPtrArray) second = NULL;
  TbHttpClient *admin = tb_service_test_get_admin (service);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) present = tb_http_client_request (admin, "GET", path, NULL, NULL, &error);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) newer = NULL;
  g_autoptr (JsonNode) written = NULL;

  g_assert_no_error (error);
  text = json_to_string (present, FALSE);
  newer = json_from_string (text, NULL);
  json_object_set_int_member (json_node_get_object (newer), "schema", 99);
  written = tb_http_client_request (admin, "PUT", path, newer, NULL, &error);
  g_assert_no_error (error);

  second = set_up (service, &plan);
  g_assert_cmpint (get_outcome (second, "rules", database), ==, TB_SERVICE_NEWER);
}

static void
put_as (TbHttpClient *client, const char *database, const char *json, gboolean is_taken)
{
  g_autoptr (JsonNode) document = json_from_string (json, NULL);
  g_autofree char *id
      = tb_http_escape (json_object_get_string_member (json_node_get_object (document), "_id"));
  g_autofree char *path = g_strconcat (database, "/", id, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer
      = tb_http_client_request (client, "PUT", path, document, NULL, &error);

  if (is_taken)
    g_assert_no_error (error);
  else
    g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_FORBIDDEN);
}

#define STAMP "\"schema\":1,\"at\":\"2026-11-22T06:00:00.000Z\""

/* The rules are at work in a server that nobody here wrote. */
static void
test_roles (void)
{
  g_autoptr (TbServiceTest) service = tb_service_test_new ();
  g_autofree char *branch = dup_name ("roles");
  g_autofree char *user = dup_name ("liaison");
  g_autofree char *database = tb_service_dup_database (branch);
  TbServicePlan plan = {
    .branch = branch,
    .user = user,
    .password = "correct staple",
    .role = tb_service_roles_find ("liaison"),
  };
  g_autoptr (GPtrArray) steps = set_up (service, &plan);
  g_autoptr (TbHttpClient) client = tb_service_test_new_client (service, user, "correct staple");
  g_autofree char *tower
      = g_strdup_printf ("{\"_id\":\"tower:01928c5e-0000-7000-8000-000000000001\",\"type\":"
                         "\"tower\",\"by\":\"%s\"," STAMP ",\"name\":\"银座\"}",
                         user);
  g_autofree char *person
      = g_strdup_printf ("{\"_id\":\"person:01928c5e-0000-7000-8000-000000000002\",\"type\":"
                         "\"person\",\"by\":\"%s\"," STAMP ",\"name\":\"唐嘉燕\"}",
                         user);

  put_as (client, database, tower, TRUE);
  put_as (client, database, person, FALSE);
  put_as (client, database, "{\"_id\":\"settings\",\"type\":\"settings\",\"sensitive\":\"all\"}",
          FALSE);
}

static void
test_status (void)
{
  static const char *const shared[] = { "phone", NULL };
  g_autoptr (TbServiceTest) service = tb_service_test_new ();
  g_autofree char *branch = dup_name ("status");
  g_autofree char *user = dup_name ("li");
  g_autofree char *role = NULL;
  TbServicePlan plan = {
    .branch = branch,
    .shared = shared,
    .user = user,
    .password = "correct staple",
    .role = tb_service_roles_find ("committee"),
  };
  g_autoptr (GPtrArray) steps = set_up (service, &plan);
  g_autoptr (TbHttpClient) client = tb_service_test_new_client (service, user, "correct staple");
  g_autoptr (TbHttpClient) stranger = tb_service_test_new_client (service, user, "wrong");
  g_autoptr (GError) error = NULL;
  g_autoptr (TbServiceStatus) status = tb_service_get_status (client, branch, NULL, &error);
  const TbServiceDatabase *database;

  g_assert_no_error (error);
  role = tb_service_role_dup_full_name (plan.role, branch);
  g_assert_cmpstr (status->user, ==, user);
  g_assert_true (g_strv_contains ((const char *const *)status->roles, role));
  g_assert_cmpuint (status->databases->len, ==, 3);
  database = g_ptr_array_index (status->databases, 0);
  g_assert_cmpint (database->schema, ==, 1);
  g_assert_cmpint (database->n_documents, ==, 2);
  g_assert_null (database->problem);
  g_assert_cmpstr (status->shared[0], ==, "phone");

  g_assert_null (tb_service_get_status (stranger, branch, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_REFUSED);
}

static void
test_user_without_password (void)
{
  g_autoptr (TbServiceTest) service = tb_service_test_new ();
  g_autofree char *branch = dup_name ("nopassword");
  g_autofree char *user = dup_name ("wang");
  TbServicePlan plan
      = { .branch = branch, .user = user, .role = tb_service_roles_find ("committee") };
  g_autoptr (GPtrArray) steps
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_service_step_free);
  g_autoptr (GError) error = NULL;
  gboolean has = TRUE;

  tb_service_test_own_branch (service, branch);
  g_assert_false (
      tb_service_set_up (tb_service_test_get_admin (service), &plan, steps, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (
      tb_service_has_user (tb_service_test_get_admin (service), user, &has, NULL, &error));
  g_assert_false (has);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/service/setup/repeatable", test_repeatable);
  g_test_add_func ("/service/setup/newer", test_newer);
  g_test_add_func ("/service/setup/roles", test_roles);
  g_test_add_func ("/service/setup/status", test_status);
  g_test_add_func ("/service/setup/user-without-password", test_user_without_password);

  return tb_test_run ();
}
