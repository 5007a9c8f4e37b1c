/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-test.h"

#include <ftw.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#define WAIT_US (10 * G_USEC_PER_SEC)
#define SLOW_WAIT_US (60 * G_USEC_PER_SEC)
#define WAIT_ITERATIONS 1000000u

/* A longer pause is not a wait: the whole process stood still, as on a machine that sleeps. */
#define STEP_US G_USEC_PER_SEC

static char *test_dir; /* (owned) of this process, set by tb_test_init () */

static int
make_writable_cb (const char *path, const struct stat *info, int kind, struct FTW *position)
{
  /* A test of read-only folders must not leave one that cannot be emptied. */
  if (kind == FTW_D || kind == FTW_DNR)
    chmod (path, 0700);
  return 0;
}

static int
remove_cb (const char *path, const struct stat *info, int kind, struct FTW *position)
{
  return remove (path);
}

static void
remove_tree (const char *path)
{
  nftw (path, make_writable_cb, 16, FTW_PHYS);
  if (nftw (path, remove_cb, 16, FTW_DEPTH | FTW_PHYS) != 0)
    g_printerr ("The temporary folder “%s” could not be removed.\n", path);
}

static void
set_folder (const char *variable, const char *name, int mode)
{
  g_autofree char *path = g_build_filename (test_dir, name, NULL);

  g_assert_no_errno (g_mkdir (path, mode));
  g_setenv (variable, path, TRUE);
}

static char *
dup_locale_dir (void)
{
  const char *dir = g_getenv ("TB_TEST_LOCALE_DIR");

  return g_strdup (dir != NULL ? dir : TB_TEST_LOCALE_DIR);
}

/**
 * tb_test_init:
 * @argc: (inout): as main() has it
 * @argv: (inout): as main() has it
 *
 * Starts a test program in English (C.UTF-8): gives the process a temporary home and XDG folders of
 * its own, memory instead of the desktop's settings, and UTC as its zone, so that code which
 * forgets the clock it was given shows. Call it before anything else in main(), since GLib
 * remembers the folders that it has once answered.
 */
void
tb_test_init (int *argc, char ***argv)
{
  tb_test_init_with_locale (argc, argv, "C.UTF-8");
}

/**
 * tb_test_init_with_locale:
 * @argc: (inout): as main() has it
 * @argv: (inout): as main() has it
 * @locale: "C.UTF-8", or "zh_CN.UTF-8" for a test of what people see, with the translations of this
 * build
 *
 * As tb_test_init(), in the language of @locale.
 */
void
tb_test_init_with_locale (int *argc, char ***argv, const char *locale)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *locale_dir = dup_locale_dir ();

  g_return_if_fail (test_dir == NULL);

  test_dir = g_dir_make_tmp ("tb-test-XXXXXX", &error);
  g_assert_no_error (error);

  set_folder ("HOME", "home", 0755);
  set_folder ("XDG_DATA_HOME", "data", 0755);
  set_folder ("XDG_CONFIG_HOME", "config", 0755);
  set_folder ("XDG_CACHE_HOME", "cache", 0755);
  set_folder ("XDG_STATE_HOME", "state", 0755);
  set_folder ("XDG_RUNTIME_DIR", "run", 0700);
  /* What a child leaves when it is killed goes with its parent. */
  set_folder ("TMPDIR", "tmp", 0700);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("LC_ALL", locale, TRUE);
  g_unsetenv ("LANGUAGE");

  if (setlocale (LC_ALL, "") == NULL)
    g_error ("The locale %s is not there: generate it.", locale);
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_test_init (argc, argv, NULL);
}

/**
 * tb_test_run:
 *
 * Runs the tests that were added, then removes the temporary folder of the process.
 *
 * Returns: what main() is to return
 */
int
tb_test_run (void)
{
  int status = g_test_run ();

  remove_tree (test_dir);
  g_clear_pointer (&test_dir, g_free);
  return status;
}

/**
 * tb_test_dup_dir:
 *
 * The folder of the test that runs now, made when first asked for. It is gone when the process
 * ends.
 *
 * Returns: (transfer full): its path
 */
char *
tb_test_dup_dir (void)
{
  g_autofree char *name = g_strdelimit (g_strdup (g_test_get_path ()), "/", '_');
  g_autofree char *path = g_build_filename (test_dir, "tests", name, NULL);

  g_assert_no_errno (g_mkdir_with_parents (path, 0755));
  return g_steal_pointer (&path);
}

/**
 * tb_test_dup_path:
 * @name: a file name
 *
 * Returns: (transfer full): the path of @name in the folder of the test that runs now; nothing is
 * created there
 */
char *
tb_test_dup_path (const char *name)
{
  g_autofree char *dir = tb_test_dup_dir ();

  return g_build_filename (dir, name, NULL);
}

/**
 * tb_test_dup_data_path:
 * @name: a path relative to tests/data
 *
 * Returns: (transfer full): the path of a fixture, to be read only
 */
char *
tb_test_dup_data_path (const char *name)
{
  return g_build_filename (TB_TEST_DATA_DIR, name, NULL);
}

/**
 * tb_test_dup_sample_path:
 * @name: the name of a sample spreadsheet in tests/data/samples
 *
 * Returns: (transfer full): its path, to be read only
 */
char *
tb_test_dup_sample_path (const char *name)
{
  return g_build_filename (TB_TEST_DATA_DIR, "samples", name, NULL);
}

/**
 * tb_test_store_result:
 * @source: (nullable): unused
 * @result: what an asynchronous function answers with
 * @location: a `GAsyncResult **` that holds %NULL; it is given a reference
 *
 * The callback to hand to an asynchronous function, followed by `tb_test_wait_until (result !=
 * NULL)`.
 */
void
tb_test_store_result (GObject *source, GAsyncResult *result, gpointer location)
{
  GAsyncResult **stored = location;

  g_assert_null (*stored);
  *stored = g_object_ref (result);
}

static gint64
get_limit_us (void)
{
  /* Sanitizers and valgrind slow everything down many times; build-aux/test says so. */
  return g_getenv ("TB_TEST_SLOW") != NULL ? SLOW_WAIT_US : WAIT_US;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/**
 * tb_test_wait_step:
 * @wait: what the steps of one wait share, zero before the first
 * @condition: what is waited for, as text
 * @file: where
 * @line: where
 * @func: where
 *
 * One round of tb_test_wait_until(); use that.
 */
void
tb_test_wait_step (TbTestWait *wait, const char *condition, const char *file, int line,
                   const char *func)
{
  GMainContext *context = g_main_context_get_thread_default ();
  g_autoptr (GSource) wake = NULL;
  const gint64 now = g_get_monotonic_time ();

  if (wait->n_iterations++ > 0)
    wait->waited_us += MIN (now - wait->last_us, STEP_US);
  wait->last_us = now;

  if (wait->waited_us >= get_limit_us () || wait->n_iterations > WAIT_ITERATIONS)
    {
      g_autofree char *message = g_strdup_printf ("never became true: %s (%u iterations)",
                                                  condition, wait->n_iterations - 1);

      g_assertion_message (G_LOG_DOMAIN, file, line, func, message);
    }

  /* Nothing may ever come: the context is woken none the less. */
  wake = g_timeout_source_new (STEP_US / 1000);
  g_source_set_callback (wake, wake_cb, NULL, NULL);
  g_source_attach (wake, context);
  g_main_context_iteration (context, TRUE);
  g_source_destroy (wake);
}
