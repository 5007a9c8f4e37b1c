/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "tb-command.h"
#include "tb-error.h"
#include "tb-interrupt.h"

#define PROGRAM "towerbranchctl"

/* Registers hold personal data: their folder is for their owner alone. */
#define FOLDER_MODE 0700

static gboolean
print_version_cb (const char *name, const char *value, gpointer data, GError **error)
{
  fputs (PROGRAM " (Tower Branch) " TB_VERSION "\n", stdout);
  fputs (_ ("License GPLv3+: GNU GPL version 3 or later <https://gnu.org/licenses/gpl.html>.\n"
            "This is free software: you are free to change and redistribute it.\n"
            "There is NO WARRANTY, to the extent permitted by law.\n"),
         stdout);
  fflush (stdout);
  exit (TB_EXIT_DONE);
}

/* The options that stand before the command or among its own. */
static void
add_common_options (TbCli *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &self->database, N_ ("The register to work on"),
      N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Write JSON, for programs"), NULL },
    { "version", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, print_version_cb,
      N_ ("Print the version and end"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static char *
dup_command_list (void)
{
  GString *list = g_string_new (_ ("Commands:"));
  guint n_commands;
  const TbCommand *commands = tb_commands_get (&n_commands);

  for (guint i = 0; i < n_commands; i++)
    g_string_append_printf (list, "\n  %-9s %s", commands[i].name, _ (commands[i].summary));
  g_string_append_c (list, '\n');

  return g_string_free_and_steal (list);
}

static void
print_message (const char *message)
{
  fputs (PROGRAM ": ", stderr);
  fputs (message, stderr);
  fputc ('\n', stderr);
}

/**
 * tb_cli_fail_usage:
 * @format: what is wrong with what was typed: a translated sentence
 *
 * Says so on standard error, and where help is to be had.
 *
 * Returns: %TB_EXIT_USAGE
 */
TbExit
tb_cli_fail_usage (TbCli *self, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *hint = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  hint = self->command != NULL
             ? g_strdup_printf (_ ("“%s %s --help” tells more."), PROGRAM, self->command->name)
             : g_strdup_printf (_ ("“%s --help” tells more."), PROGRAM);
  print_message (message);
  fputs (hint, stderr);
  fputc ('\n', stderr);

  return TB_EXIT_USAGE;
}

/**
 * tb_cli_refuse:
 * @status: the exit status
 * @format: what happened, to what, and what to do: translated sentences
 *
 * Says so on standard error.
 *
 * Returns: @status
 */
TbExit
tb_cli_refuse (TbCli *self, TbExit status, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  print_message (message);

  return status;
}

static TbExit
status_of_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TB_EXIT_INTERRUPTED;
  if (error->domain != TB_ERROR)
    return TB_EXIT_FILE;

  switch ((TbError)error->code)
    {
    case TB_ERROR_INVALID:
      return TB_EXIT_USAGE;
    case TB_ERROR_NOT_FOUND:
    case TB_ERROR_CONFLICT:
      return TB_EXIT_FINDINGS;
    case TB_ERROR_FILE:
    case TB_ERROR_LIMIT:
    case TB_ERROR_PASSPHRASE:
    case TB_ERROR_STRANGER:
      return TB_EXIT_FILE;
    case TB_ERROR_SERVICE_OFFLINE:
    case TB_ERROR_SERVICE_REFUSED:
    case TB_ERROR_SERVICE_FORBIDDEN:
    case TB_ERROR_SERVICE_BUSY:
    case TB_ERROR_SERVICE_TOO_LARGE:
    case TB_ERROR_SERVICE_INVALID:
    case TB_ERROR_SERVICE_CERTIFICATE:
    case TB_ERROR_NO_KEYRING:
      return TB_EXIT_SERVICE;
    case TB_ERROR_DATABASE:
    case TB_ERROR_LOCKED:
    case TB_ERROR_NEWER:
    case TB_ERROR_FULL:
    case TB_ERROR_READ_ONLY:
    default:
      return TB_EXIT_DATABASE;
    }
}

/**
 * tb_cli_fail:
 * @error: what went wrong
 *
 * Says so on standard error.
 *
 * Returns: the exit status that it means
 */
TbExit
tb_cli_fail (TbCli *self, const GError *error)
{
  TbExit status = status_of_error (error);

  if (status == TB_EXIT_INTERRUPTED)
    print_message (_ ("Interrupted. The register is as it was before."));
  else
    print_message (error->message);

  return status;
}

/**
 * tb_cli_parse:
 * @entries: (nullable): the command's own options. Texts are taken as %G_OPTION_ARG_FILENAME, which
 * leaves them as they are: in a locale that is not UTF-8 GLib refuses Chinese otherwise
 * @argc: (inout): what @argv has
 * @argv: (inout): the command's name and what follows; what is no option remains
 * @n_min: how many arguments there must be behind the options
 * @n_max: how many there may be; -1 for any number
 *
 * Parses the arguments of a command. With `--help` it prints the command's help and ends the
 * program.
 *
 * Returns: whether they are right; if not, the message was printed, and the command returns
 * %TB_EXIT_USAGE
 */
gboolean
tb_cli_parse (TbCli *self, const GOptionEntry *entries, int *argc, char ***argv, int n_min,
              int n_max)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_strdup_printf ("%s %s", PROGRAM, self->command->name);
  const char *arguments = self->command->arguments;

  context = g_option_context_new (*arguments != '\0' ? _ (arguments) : NULL);
  g_option_context_set_summary (context, _ (self->command->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_common_options (self, context);

  g_set_prgname (program);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      tb_cli_fail_usage (self, "%s", error->message);
      return FALSE;
    }

  /* What divides options from arguments has done its work. */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      (*argv)[1] = (*argv)[0];
      (*argv)++;
      (*argc)--;
    }

  for (int i = 1; i < *argc; i++)
    {
      if (!g_utf8_validate ((*argv)[i], -1, NULL))
        {
          tb_cli_fail_usage (self, _ ("An argument is not UTF-8."));
          return FALSE;
        }
    }
  if (*argc - 1 < n_min)
    {
      tb_cli_fail_usage (self, _ ("An argument is missing: %s %s"), self->command->name,
                         _ (arguments));
      return FALSE;
    }
  if (n_max >= 0 && *argc - 1 > n_max)
    {
      tb_cli_fail_usage (self, _ ("There is an argument too many: “%s”."), (*argv)[n_max + 1]);
      return FALSE;
    }

  return TRUE;
}

/**
 * tb_cli_get_database:
 *
 * Returns: (transfer none): the database file: the one given, or the one that the window uses
 */
const char *
tb_cli_get_database (TbCli *self)
{
  if (self->database == NULL)
    self->database = g_build_filename (g_get_user_data_dir (), TB_DATA_FOLDER, "registry.db", NULL);

  return self->database;
}

/**
 * tb_cli_make_folder:
 *
 * Makes the folder of the database where it is not there yet. Errors: %TB_ERROR_READ_ONLY.
 */
gboolean
tb_cli_make_folder (TbCli *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (tb_cli_get_database (self));

  if (g_mkdir_with_parents (folder, FOLDER_MODE) == 0)
    return TRUE;

  g_set_error (error, TB_ERROR, TB_ERROR_READ_ONLY,
               _ ("The folder “%s” cannot be made: %s. Choose another place with --database."),
               folder, g_strerror (errno));

  return FALSE;
}

static const char *
get_actor (void)
{
  const char *real_name = g_get_real_name ();

  return g_str_equal (real_name, "Unknown") || *real_name == '\0' ? g_get_user_name () : real_name;
}

/**
 * tb_cli_open:
 * @mode: how
 *
 * Opens the register. Errors: those of tb_session_open(), and cancellation.
 *
 * Returns: (transfer none) (nullable): the session, which is closed when the command has run
 */
TbSession *
tb_cli_open (TbCli *self, TbOpenMode mode, GError **error)
{
  if (mode == TB_OPEN_CREATE && !tb_cli_make_folder (self, error))
    return NULL;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;

  self->created
      = mode == TB_OPEN_CREATE && !g_file_test (tb_cli_get_database (self), G_FILE_TEST_EXISTS);
  self->session
      = tb_session_open (tb_cli_get_database (self), mode, self->clock, get_actor (), error);

  return self->session;
}

static void
close_session (TbCli *self)
{
  if (self->session != NULL)
    tb_session_close (self->session);
  g_clear_object (&self->session);
}

/**
 * tb_cli_discard:
 *
 * Closes the register, and takes its file away if the command made it: one that was not filled to
 * its end is none.
 */
void
tb_cli_discard (TbCli *self)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  close_session (self);
  for (guint i = 0; self->created && i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (tb_cli_get_database (self), suffixes[i], NULL);

      g_unlink (path);
    }
}

static void
cli_clear (TbCli *self)
{
  close_session (self);
  g_clear_pointer (&self->clock, tb_clock_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->database, g_free);
}

/* Output that did not arrive is not done. */
static TbExit
close_output (TbExit status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;

  print_message (
      _ ("Not all output could be written. Check the disk or the program that reads it."));

  return TB_EXIT_FILE;
}

static GOptionContext *
make_context (TbCli *self)
{
  GOptionContext *context = g_option_context_new (_ ("COMMAND …"));
  g_autofree char *list = dup_command_list ();

  g_option_context_set_summary (context, _ ("Keeps the register of a tower's joint Party branch."));
  g_option_context_set_description (context, list);
  g_option_context_set_strict_posix (context, TRUE);
  add_common_options (self, context);

  return context;
}

/**
 * tb_cli_print_help:
 *
 * Prints the help of the program as a whole.
 */
void
tb_cli_print_help (TbCli *self)
{
  g_autoptr (GOptionContext) context = make_context (self);
  g_autofree char *help = NULL;

  g_set_prgname (PROGRAM);
  help = g_option_context_get_help (context, TRUE, NULL);
  fputs (help, stdout);
}

static TbExit
run (TbCli *self, int argc, char **argv)
{
  g_autoptr (GOptionContext) context = make_context (self);
  g_autoptr (GError) error = NULL;

  if (!g_option_context_parse (context, &argc, &argv, &error))
    return tb_cli_fail_usage (self, "%s", error->message);
  if (argc < 2)
    return tb_cli_fail_usage (self, _ ("A command is missing."));

  self->command = tb_commands_find (argv[1]);
  if (self->command == NULL)
    return tb_cli_fail_usage (self, _ ("There is no command “%s”."), argv[1]);

  return self->command->run (self, argc - 1, argv + 1);
}

/**
 * tb_cli_main:
 *
 * Runs the program once.
 *
 * Returns: its exit status
 */
int
tb_cli_main (int argc, char **argv)
{
  TbCli self = {
    .cancellable = g_cancellable_new (),
    .clock = tb_clock_new_system (),
  };
  TbExit status;

  g_set_prgname (PROGRAM);
  tb_interrupt_watch (self.cancellable);

  status = close_output (run (&self, argc, argv));
  cli_clear (&self);

  return status;
}
