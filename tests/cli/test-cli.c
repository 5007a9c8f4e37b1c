/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-cli-test.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tb-session.h"
#include "tb-test.h"

/* Where the header of an SQLite file holds the version of what is in it, big-endian. */
#define USER_VERSION_OFFSET 60

static void
make_register (void)
{
  g_auto (TbRun) run = tb_cli_test_run ("init", "--tower", "罗湖商务大厦", NULL);

  g_assert_cmpstr (run.err, ==, "");
  g_assert_cmpint (run.status, ==, 0);
}

static void
assert_fails (const TbRun *run, int status)
{
  g_test_message ("%s", run->err);
  g_assert_cmpint (run->status, ==, status);
  g_assert_true (g_str_has_prefix (run->err, "towerbranchctl: "));
  g_assert_cmpstr (run->out, ==, "");
}

/* Counts of the samples as expected.json says. */

static guint
count_faults (JsonArray *findings, const char *code)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = json_array_get_object_element (findings, i);

      n += g_str_equal (json_object_get_string_member (finding, "severity"), "error")
           && g_str_equal (json_object_get_string_member (finding, "code"), code);
    }

  return n;
}

static void
check_faults (JsonObject *result, JsonObject *faults)
{
  JsonArray *findings = json_object_get_array_member (result, "findings");
  JsonObjectIter iter;
  const char *code;
  JsonNode *count;
  guint n_expected = 0;

  json_object_iter_init (&iter, faults);
  while (json_object_iter_next (&iter, &code, &count))
    {
      g_test_message ("%s", code);
      g_assert_cmpint (count_faults (findings, code), ==, json_node_get_int (count));
      n_expected += json_node_get_int (count);
    }
  g_assert_cmpint (json_object_get_int_member (result, "errors"), <=, n_expected);
}

static void
check_sample (const char *name, JsonObject *expected)
{
  g_autofree char *path = tb_test_dup_sample_path (name);
  g_autofree char *database = tb_test_dup_path (name);
  g_autofree char *option = g_strconcat ("--database=", database, ".db", NULL);
  g_auto (TbRun) init = tb_cli_test_run (option, "init", "--tower", "罗湖商务大厦", NULL);
  g_auto (TbRun) run = tb_cli_test_run (option, "import", "--json", path, NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result;

  g_test_message ("%s", name);
  g_assert_cmpint (init.status, ==, 0);
  if (json_object_has_member (expected, "refused"))
    {
      assert_fails (&run, 3);
      return;
    }

  root = tb_cli_test_parse (&run);
  result = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (result, "type"), ==,
                   json_object_get_string_member (expected, "type"));
  g_assert_cmpint (json_object_get_int_member (result, "rows"), ==,
                   json_object_get_int_member (expected, "rows"));
  if (json_object_has_member (expected, "errors"))
    g_assert_cmpint (json_object_get_int_member (result, "errors"), ==,
                     json_object_get_int_member (expected, "errors"));
  if (json_object_has_member (expected, "created"))
    g_assert_cmpint (json_object_get_int_member (result, "created"), ==,
                     json_object_get_int_member (expected, "created"));
  if (json_object_has_member (expected, "sheet"))
    g_assert_cmpstr (json_object_get_string_member (result, "sheet"), ==,
                     json_object_get_string_member (expected, "sheet"));
  if (json_object_has_member (expected, "encoding"))
    g_assert_cmpstr (json_object_get_string_member (result, "encoding"), ==,
                     json_object_get_string_member (expected, "encoding"));
  if (json_object_has_member (expected, "faults"))
    check_faults (result, json_object_get_object_member (expected, "faults"));
  g_assert_cmpint (run.status, ==, json_object_get_int_member (result, "errors") > 0 ? 1 : 0);
}

static void
test_samples (void)
{
  g_autofree char *path = tb_test_dup_sample_path ("expected.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *expected;
  guint n = 0;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  json_object_iter_init (&iter, json_node_get_object (json_parser_get_root (parser)));
  while (json_object_iter_next (&iter, &name, &expected))
    {
      check_sample (name, json_node_get_object (expected));
      n++;
    }
  g_assert_cmpuint (n, >=, 8);
}

/* Exit status 4: the database cannot be opened. */

static void
test_missing (void)
{
  g_auto (TbRun) run = tb_cli_test_run ("list", "person", NULL);
  g_autofree char *database = tb_cli_test_dup_database ();

  assert_fails (&run, 4);
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
}

static void
test_not_a_register (void)
{
  g_autofree char *path = tb_test_dup_path ("letter.db");
  g_auto (TbRun) run = { 0 };
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (path, "A letter, not a register.", -1, NULL));
  run = tb_cli_test_run ("-d", path, "add", "person", "name=张伟", NULL);
  assert_fails (&run, 4);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "A letter, not a register.");
}

static void
test_newer (void)
{
  g_autofree char *database = tb_cli_test_dup_database ();
  g_autofree char *data = NULL;
  g_auto (TbRun) run = { 0 };
  gsize length;

  make_register ();
  g_assert_true (g_file_get_contents (database, &data, &length, NULL));
  memcpy (data + USER_VERSION_OFFSET, "\0\0\x03\xe7", 4);
  g_assert_true (g_file_set_contents (database, data, length, NULL));

  run = tb_cli_test_run ("list", "person", NULL);
  assert_fails (&run, 4);
  g_assert_nonnull (strstr (run.err, "newer"));
}

static void
test_restore_while_open (void)
{
  g_autofree char *database = tb_cli_test_dup_database ();
  g_autofree char *backup = tb_test_dup_path ("backup.db");
  g_autoptr (TbClock) clock = tb_test_clock_new ();
  g_autoptr (TbSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TbRun) write = { 0 };
  g_auto (TbRun) refused = { 0 };
  g_auto (TbRun) done = { 0 };

  make_register ();
  write = tb_cli_test_run ("backup", backup, NULL);
  g_assert_cmpint (write.status, ==, 0);

  session = tb_session_open (database, TB_OPEN_WRITE, clock, "张三", &error);
  g_assert_no_error (error);
  refused = tb_cli_test_run ("restore", backup, NULL);
  assert_fails (&refused, 4);

  tb_session_close (session);
  done = tb_cli_test_run ("restore", backup, NULL);
  g_assert_cmpint (done.status, ==, 0);
}

/* Has the register remember a service that nobody has tried out. */
static void
remember_service (void)
{
  static const char *const settings[][2] = {
    { "sync.url", "https://service.example.org" },
    { "sync.branch", "gz" },
    { "sync.user", "liaison" },
  };
  g_autofree char *database = tb_cli_test_dup_database ();
  g_autoptr (TbClock) clock = tb_test_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSession) session = tb_session_open (database, TB_OPEN_WRITE, clock, "张三", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      tb_session_set_setting (session, settings[i][0], settings[i][1], &error);
      g_assert_no_error (error);
    }
  tb_session_close (session);
}

static void
test_disconnect (void)
{
  g_auto (TbRun) run = { 0 };
  g_auto (TbRun) again = { 0 };
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result;

  make_register ();
  remember_service ();
  run = tb_cli_test_run ("--json", "sync", "disconnect", NULL);
  g_assert_cmpstr (run.err, ==, "");
  g_assert_cmpint (run.status, ==, 0);
  root = tb_cli_test_parse (&run);
  result = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (result, "url"), ==,
                   "https://service.example.org");
  g_assert_cmpstr (json_object_get_string_member (result, "branch"), ==, "gz");
  g_assert_cmpstr (json_object_get_string_member (result, "name"), ==, "liaison");

  again = tb_cli_test_run ("--json", "sync", "disconnect", NULL);
  assert_fails (&again, 5);
}

static void
test_folder_cannot_be_made (void)
{
  g_autofree char *file = tb_test_dup_path ("file");
  g_autofree char *below = g_build_filename (file, "registry.db", NULL);
  g_auto (TbRun) run = { 0 };

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  run = tb_cli_test_run ("-d", below, "init", "--tower", "罗湖商务大厦", NULL);
  assert_fails (&run, 4);
}

/* Output that does not arrive is not a success. */
static void
test_output_is_full (void)
{
  static const char *const arguments[] = { "types", NULL };
  g_autoptr (GSubprocess) process = tb_cli_test_start (arguments, "/dev/full");
  g_auto (TbRun) run = tb_cli_test_finish (process);

  g_assert_cmpint (run.status, ==, 3);
  g_assert_true (g_str_has_prefix (run.err, "towerbranchctl: "));
}

/* Ctrl+C while a register of half a million is made: none is left. */
static void
test_interrupt_new (void)
{
  static const char *const arguments[] = { "sample", "--scale", "city", NULL };
  g_autofree char *database = tb_cli_test_dup_database ();
  g_autofree char *log = g_strconcat (database, "-wal", NULL);
  g_autoptr (GSubprocess) process = tb_cli_test_start (arguments, NULL);
  g_auto (TbRun) run = { 0 };
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!g_file_test (log, G_FILE_TEST_EXISTS) && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  g_subprocess_send_signal (process, SIGINT);

  run = tb_cli_test_finish (process);
  assert_fails (&run, 130);
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static gint64
file_size (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

/* Ctrl+C while an empty register is filled: it is as empty as before, and sound. */
static void
test_interrupt_present (void)
{
  static const char *const arguments[] = { "sample", "--scale", "city", NULL };
  g_autofree char *database = tb_cli_test_dup_database ();
  g_autofree char *log = g_strconcat (database, "-wal", NULL);
  g_autofree char *folder = g_path_get_dirname (database);
  g_autoptr (TbClock) clock = tb_test_clock_new ();
  g_autoptr (TbSession) session = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TbRun) run = { 0 };
  g_auto (TbRun) verify = { 0 };
  g_auto (TbRun) list = { 0 };
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  session = tb_session_open (database, TB_OPEN_CREATE, clock, "张三", &error);
  g_assert_no_error (error);
  tb_session_close (session);
  g_assert_cmpint (file_size (log), ==, 0);

  /* The log grows when the transaction outgrows the cache, which is in the middle of it. */
  process = tb_cli_test_start (arguments, NULL);
  while (file_size (log) == 0 && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  g_assert_cmpint (file_size (log), >, 0);
  g_subprocess_send_signal (process, SIGINT);

  run = tb_cli_test_finish (process);
  assert_fails (&run, 130);
  verify = tb_cli_test_run ("verify", NULL);
  g_assert_cmpint (verify.status, ==, 0);
  list = tb_cli_test_run ("list", "tower", NULL);
  g_assert_cmpint (list.status, ==, 0);
  g_assert_null (strstr (list.out, "-7"));
}

/* The same seed makes the same people. */
static void
test_sample_is_the_same (void)
{
  g_autofree char *a = tb_test_dup_path ("a.db");
  g_autofree char *b = tb_test_dup_path ("b.db");
  const char *const paths[] = { a, b };
  char *names[2] = { NULL, NULL };

  for (guint i = 0; i < 2; i++)
    {
      g_auto (TbRun) sample
          = tb_cli_test_run ("-d", paths[i], "sample", "--scale", "tower", "--seed", "7", NULL);
      g_auto (TbRun) list
          = tb_cli_test_run ("-d", paths[i], "list", "person", "--json", "--sort", "name", NULL);
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (GString) titles = g_string_new (NULL);
      JsonArray *records;

      g_assert_cmpint (sample.status, ==, 0);
      root = tb_cli_test_parse (&list);
      records = json_object_get_array_member (json_node_get_object (root), "records");
      g_assert_cmpuint (json_array_get_length (records), ==, 146);
      for (guint j = 0; j < json_array_get_length (records); j++)
        {
          JsonObject *record = json_array_get_object_element (records, j);

          g_string_append (titles, json_object_get_string_member (record, "title"));
        }
      names[i] = g_strdup (titles->str);
    }

  g_assert_cmpstr (names[0], ==, names[1]);
  g_free (names[0]);
  g_free (names[1]);
}

/* What is exported in clear comes back unchanged. */
static void
test_export_and_import (void)
{
  g_autofree char *roster = tb_test_dup_sample_path ("党员花名册.xlsx");
  static const char *const files[] = { "out.xlsx", "out.csv" };

  make_register ();
  {
    g_auto (TbRun) import = tb_cli_test_run ("import", roster, NULL);

    g_assert_cmpint (import.status, ==, 0);
  }

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_auto (TbRun) export = tb_cli_test_run ("export", "person", "-o", files[i], "--reveal",
                                               "--reason", "核对", NULL);
      g_auto (TbRun) again = tb_cli_test_run ("import", "--json", files[i], NULL);
      g_autoptr (JsonNode) root = NULL;
      JsonObject *result;

      g_assert_cmpint (export.status, ==, 0);
      root = tb_cli_test_parse (&again);
      result = json_node_get_object (root);
      g_assert_cmpint (json_object_get_int_member (result, "rows"), ==, 146);
      g_assert_cmpint (json_object_get_int_member (result, "unchanged"), ==, 146);
      g_assert_cmpint (again.status, ==, 0);
    }
}

/* Completion offers what there is. */

static void
assert_completes (const char *line, const char *expected)
{
  g_autofree char *folder = g_path_get_dirname (TB_TEST_TOWERBRANCHCTL);
  g_autofree char *path = g_strconcat (folder, ":", g_getenv ("PATH"), NULL);
  g_autofree char *script = g_strdup_printf (
      "source '%s'; COMP_WORDS=(%s); [[ '%s' == *' ' ]] && COMP_WORDS+=(''); "
      "COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); _towerbranchctl; echo -n \"${COMPREPLY[*]}\"",
      TB_TEST_COMPLETION, line, line);
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_auto (TbRun) run = { 0 };
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "PATH", path, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, "bash", "-c", script, NULL);
  g_assert_no_error (error);
  run = tb_cli_test_finish (process);
  g_assert_cmpstr (run.err, ==, "");
  g_assert_cmpstr (run.out, ==, expected);
}

static void
test_completion (void)
{
  assert_completes ("towerbranchctl re", "remove report restore");
  assert_completes ("towerbranchctl report pro", "project-list progress-ledger");
  assert_completes ("towerbranchctl --json li", "list");
  assert_completes ("towerbranchctl -d x.db li", "list");
  assert_completes ("towerbranchctl list pe", "person");
  assert_completes ("towerbranchctl help ver", "verify");
  assert_completes ("towerbranchctl add floor la", "label=");
  assert_completes ("towerbranchctl list floor --sort le", "level");
  assert_completes ("towerbranchctl sample --scale ", "tower district city");
  assert_completes ("towerbranchctl import --dr", "--dry-run");
  assert_completes ("towerbranchctl event ar", "archive");
  assert_completes ("towerbranchctl event open", "open-sign-in");
  assert_completes ("towerbranchctl event hold x held_f", "held_from=");
  assert_completes ("towerbranchctl event cancel --rea", "--reason");
  assert_completes ("towerbranchctl nonsense ", "");
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/cli/samples", test_samples);
  g_test_add_func ("/cli/missing", test_missing);
  g_test_add_func ("/cli/not-a-register", test_not_a_register);
  g_test_add_func ("/cli/newer", test_newer);
  g_test_add_func ("/cli/restore-while-open", test_restore_while_open);
  g_test_add_func ("/cli/disconnect", test_disconnect);
  g_test_add_func ("/cli/folder-cannot-be-made", test_folder_cannot_be_made);
  g_test_add_func ("/cli/output-is-full", test_output_is_full);
  g_test_add_func ("/cli/interrupt-new", test_interrupt_new);
  g_test_add_func ("/cli/interrupt-present", test_interrupt_present);
  g_test_add_func ("/cli/sample-is-the-same", test_sample_is_the_same);
  g_test_add_func ("/cli/export-and-import", test_export_and_import);
  g_test_add_func ("/cli/completion", test_completion);

  return tb_test_run ();
}
