/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-cli-test.h"

#include "tb-test.h"

void
tb_run_clear (TbRun *self)
{
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
}

/* Where towerbranchctl keeps the register of the test that runs now. */
char *
tb_cli_test_dup_database (void)
{
  g_autofree char *dir = tb_test_dup_dir ();

  return g_build_filename (dir, TB_DATA_FOLDER, "registry.db", NULL);
}

/* Starts towerbranchctl in the folder of the test that runs now, which is its XDG_DATA_HOME too. */
GSubprocess *
tb_cli_test_start (const char *const *arguments, const char *out_path)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autofree char *dir = tb_test_dup_dir ();
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE
                                        | (out_path == NULL ? G_SUBPROCESS_FLAGS_STDOUT_PIPE : 0));
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", dir, TRUE);
  g_subprocess_launcher_set_cwd (launcher, dir);
  if (out_path != NULL)
    g_subprocess_launcher_set_stdout_file_path (launcher, out_path);

  g_strv_builder_add (builder, TB_TEST_TOWERBRANCHCTL);
  g_strv_builder_addv (builder, (const char **)arguments);
  argv = g_strv_builder_end (builder);

  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)argv, &error);
  g_assert_no_error (error);

  return process;
}

TbRun
tb_cli_test_finish (GSubprocess *process)
{
  TbRun run = { 0 };
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &run.out, &run.err, &error);
  g_assert_no_error (error);
  run.status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;

  return run;
}

TbRun
tb_cli_test_run_strv (const char *const *arguments)
{
  g_autoptr (GSubprocess) process = tb_cli_test_start (arguments, NULL);

  return tb_cli_test_finish (process);
}

TbRun
tb_cli_test_run (const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  va_list args;

  va_start (args, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (args, const char *))
    g_ptr_array_add (arguments, (gpointer)argument);
  va_end (args);
  g_ptr_array_add (arguments, NULL);

  return tb_cli_test_run_strv ((const char *const *)arguments->pdata);
}

JsonNode *
tb_cli_test_parse (const TbRun *run)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = json_from_string (run->out, &error);

  g_assert_no_error (error);
  g_assert_nonnull (root);

  return root;
}
