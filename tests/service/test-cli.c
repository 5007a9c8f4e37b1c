/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "tb-cli-test.h"
#include "tb-id.h"
#include "tb-service-test.h"
#include "tb-test.h"

/* What an operator and two desks type, against a real service. */

#define PASSWORD "correct staple"

typedef struct
{
  TbServiceTest *service;
  char *url;         /* (owned) */
  char *branch;      /* (owned) */
  char *user;        /* (owned) */
  char *admin_file;  /* (owned): with the administrator's password */
  char *user_file;   /* (owned) */
  const char *admin; /* (not owned): the administrator's name */
} Fixture;

static char *
dup_unique (const char *prefix)
{
  char id[TB_ID_SIZE];

  tb_id_generate (g_get_real_time (), id);
  return g_strdup_printf ("%s-%s", prefix, id);
}

static char *
write_secret (const char *name, const char *secret)
{
  char *path = tb_test_dup_path (name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, secret, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  TbCredentials *admin;

  fixture->service = tb_service_test_new ();
  admin = tb_service_test_get_admin_credentials (fixture->service);
  fixture->url
      = g_strdup (tb_service_address_get_text (tb_service_test_get_address (fixture->service)));
  fixture->branch = dup_unique ("cli");
  fixture->user = dup_unique ("tang");
  tb_service_test_own_branch (fixture->service, fixture->branch);
  tb_service_test_own_user (fixture->service, fixture->user);
  fixture->admin = tb_credentials_get_name (admin);
  fixture->admin_file = write_secret ("admin", tb_credentials_get_password (admin));
  fixture->user_file = write_secret ("user", PASSWORD "\n");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  tb_service_test_free (fixture->service);
  g_free (fixture->url);
  g_free (fixture->branch);
  g_free (fixture->user);
  g_free (fixture->admin_file);
  g_free (fixture->user_file);
}

static void
assert_status (const TbRun *run, int status)
{
  g_test_message ("%s%s", run->out, run->err);
  g_assert_cmpint (run->status, ==, status);
}

static JsonArray *
run_setup (Fixture *fixture, JsonNode **root)
{
  g_auto (TbRun) run
      = tb_cli_test_run ("service", "setup", fixture->url, "--branch", fixture->branch, "--name",
                         fixture->admin, "--password-file", fixture->admin_file, "--user",
                         fixture->user, "--role", "committee", "--user-password-file",
                         fixture->user_file, "--share", "mobile", "--district", "--json", NULL);

  assert_status (&run, 0);
  *root = tb_cli_test_parse (&run);
  return json_object_get_array_member (json_node_get_object (*root), "steps");
}

static guint
count_outcomes (JsonArray *steps, const char *outcome)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (steps); i++)
    n += g_str_equal (
        json_object_get_string_member (json_array_get_object_element (steps, i), "outcome"),
        outcome);
  return n;
}

static void
test_setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;
  g_autoptr (JsonNode) state = NULL;
  g_auto (TbRun) status = { 0 };
  JsonArray *steps = run_setup (fixture, &first);
  JsonObject *object;

  g_assert_cmpuint (count_outcomes (steps, "made"), >=, 6);
  steps = run_setup (fixture, &second);
  g_assert_cmpuint (count_outcomes (steps, "made"), ==, 0);
  /* The password is given, so that it is set again. */
  g_assert_cmpuint (count_outcomes (steps, "changed"), ==, 1);

  status
      = tb_cli_test_run ("service", "status", fixture->url, "--branch", fixture->branch, "--name",
                         fixture->user, "--password-file", fixture->user_file, "--json", NULL);
  assert_status (&status, 0);
  g_assert_null (strstr (status.out, PASSWORD));
  state = tb_cli_test_parse (&status);
  object = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (state), "databases"), 0);
  g_assert_true (json_object_get_boolean_member (object, "usable"));
  g_assert_cmpint (json_object_get_int_member (object, "schema"), ==, 1);
}

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database = tb_test_dup_path ("a.db");
  g_autoptr (JsonNode) steps = NULL;
  g_auto (TbRun) init = tb_cli_test_run ("-d", database, "init", "--tower", "甲", NULL);
  g_autofree char *path = g_strdup_printf ("district/summary%%3A%s%%3A2026-11", fixture->branch);
  g_autoptr (JsonNode) stored = NULL;
  g_autoptr (GError) error = NULL;

  assert_status (&init, 0);
  run_setup (fixture, &steps);
  for (guint i = 0; i < 2; i++)
    {
      g_auto (TbRun) run
          = tb_cli_test_run ("-d", database, "service", "summary", fixture->url, "--branch",
                             fixture->branch, "--month", "2026-11", "--name", fixture->user,
                             "--password-file", fixture->user_file, NULL);

      assert_status (&run, 0);
    }
  stored = tb_http_client_request (tb_service_test_get_admin (fixture->service), "GET", path, NULL,
                                   NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      json_object_get_int_member (
          json_object_get_object_member (json_node_get_object (stored), "counts"), "tower"),
      ==, 1);
}

static TbRun
run_sync (Fixture *fixture, const char *database)
{
  return tb_cli_test_run ("-d", database, "sync", "--password-file", fixture->user_file, "--json",
                          NULL);
}

static gint64
get_number (const TbRun *run, const char *member)
{
  g_autoptr (JsonNode) root = tb_cli_test_parse (run);

  return json_object_get_int_member (json_node_get_object (root), member);
}

static void
connect_desk (Fixture *fixture, const char *database, const char *branch)
{
  g_auto (TbRun) init = tb_cli_test_run ("-d", database, "init", "--tower", "甲", NULL);
  g_auto (TbRun) connect
      = tb_cli_test_run ("-d", database, "sync", "connect", fixture->url, "--branch", branch,
                         "--name", fixture->user, "--password-file", fixture->user_file, NULL);

  assert_status (&init, 0);
  assert_status (&connect, 0);
}

static TbRun
run_connect (Fixture *fixture, const char *database, const char *flag)
{
  return tb_cli_test_run ("-d", database, "sync", "connect", fixture->url, "--branch",
                          fixture->branch, "--name", fixture->user, "--password-file",
                          fixture->user_file, flag, NULL);
}

static char *
add_person (const char *database)
{
  g_auto (TbRun) run
      = tb_cli_test_run ("-d", database, "add", "person", "name=张伟", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;

  assert_status (&run, 0);
  root = tb_cli_test_parse (&run);
  return g_strdup (json_object_get_string_member (json_node_get_object (root), "id"));
}

static void
set_remark (const char *database, const char *id, const char *remark)
{
  g_autofree char *assignment = g_strconcat ("remark=", remark, NULL);
  g_auto (TbRun) run = tb_cli_test_run ("-d", database, "set", "person", id, assignment, NULL);

  assert_status (&run, 0);
}

/* Two desks change one field; one decides, and the other learns of it. */
static void
test_sync (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = tb_test_dup_path ("a.db");
  g_autofree char *b = tb_test_dup_path ("b.db");
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) steps = NULL;
  g_auto (TbRun) first = { 0 };
  g_auto (TbRun) second = { 0 };
  g_auto (TbRun) third = { 0 };
  g_auto (TbRun) fourth = { 0 };
  g_auto (TbRun) resolve = { 0 };
  g_auto (TbRun) last = { 0 };
  g_auto (TbRun) end = { 0 };
  g_auto (TbRun) shown = { 0 };

  run_setup (fixture, &steps);
  connect_desk (fixture, a, fixture->branch);
  connect_desk (fixture, b, fixture->branch);
  id = add_person (a);
  first = run_sync (fixture, a);
  assert_status (&first, 0);
  g_assert_cmpint (get_number (&first, "waiting"), ==, 0);
  second = run_sync (fixture, b);
  assert_status (&second, 0);

  set_remark (a, id, "甲写的");
  set_remark (b, id, "乙写的");
  third = run_sync (fixture, a);
  assert_status (&third, 0);
  fourth = run_sync (fixture, b);
  assert_status (&fourth, 1);
  g_assert_cmpint (get_number (&fourth, "review"), ==, 1);

  resolve = tb_cli_test_run ("-d", b, "sync", "resolve", "1", "write", "两人写的", NULL);
  assert_status (&resolve, 0);
  last = run_sync (fixture, b);
  assert_status (&last, 0);
  end = run_sync (fixture, a);
  g_assert_cmpint (get_number (&end, "waiting"), ==, 0);
  shown = tb_cli_test_run ("-d", a, "show", "person", id, NULL);
  g_assert_nonnull (strstr (shown.out, "两人写的"));
}

/* A branch that has another register is joined only where somebody says so. */
static void
test_another_register (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = tb_test_dup_path ("a.db");
  g_autofree char *b = tb_test_dup_path ("b.db");
  g_autofree char *c = tb_test_dup_path ("c.db");
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) steps = NULL;
  g_auto (TbRun) sync = { 0 };
  g_auto (TbRun) init = { 0 };
  g_auto (TbRun) refused = { 0 };
  g_auto (TbRun) merged = { 0 };
  g_auto (TbRun) init_empty = { 0 };
  g_auto (TbRun) joined = { 0 };

  run_setup (fixture, &steps);
  connect_desk (fixture, a, fixture->branch);
  id = add_person (a);
  sync = run_sync (fixture, a);
  assert_status (&sync, 0);

  init = tb_cli_test_run ("-d", b, "init", "--tower", "乙", NULL);
  assert_status (&init, 0);
  refused = run_connect (fixture, b, NULL);
  assert_status (&refused, 1);
  g_assert_nonnull (strstr (refused.err, "has another register"));
  merged = run_connect (fixture, b, "--merge");
  assert_status (&merged, 0);

  init_empty = tb_cli_test_run ("-d", c, "init", "--empty", NULL);
  assert_status (&init_empty, 0);
  joined = run_connect (fixture, c, NULL);
  assert_status (&joined, 0);
}

/* What is wrong is said, remembered, and no secret is in it. */
static void
test_wrong_password (Fixture *fixture, gconstpointer data)
{
  g_autofree char *branch = tb_service_test_add_branch (fixture->service, "committee");
  g_autofree char *a = tb_test_dup_path ("a.db");
  g_autofree char *wrong = write_secret ("wrong", "another staple\n");
  g_auto (TbRun) run = { 0 };
  g_auto (TbRun) status = { 0 };

  tb_service_test_add_user (fixture->service, fixture->user, PASSWORD, "committee");
  connect_desk (fixture, a, branch);
  run = tb_cli_test_run ("-d", a, "sync", "--password-file", wrong, NULL);
  assert_status (&run, 5);
  g_assert_null (strstr (run.err, "staple"));
  status = tb_cli_test_run ("-d", a, "sync", "status", "--json", NULL);
  assert_status (&status, 1);
  g_assert_nonnull (strstr (status.out, "\"last_success\":null"));
  g_assert_null (strstr (status.out, "staple"));
}

#define ADD(name, func) g_test_add ("/service/cli/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  /* Whoever runs the tests has a keyring, perhaps; it is not for these passwords. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  tb_test_init (&argc, &argv);

  ADD ("setup", test_setup);
  ADD ("summary", test_summary);
  ADD ("sync", test_sync);
  ADD ("another-register", test_another_register);
  ADD ("wrong-password", test_wrong_password);

  return tb_test_run ();
}
