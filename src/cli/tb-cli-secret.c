/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-cli-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "tb-credentials.h"
#include "tb-error.h"

/* Longer is no password, but a wrong file. */
#define LONGEST 1000

/* Reads the first line, a byte at a time: what follows it is not ours. */
static char *
read_line (int fd, GCancellable *cancellable, GError **error)
{
  char line[LONGEST + 1];
  gsize length = 0;
  char *secret = NULL;
  GPollFD polls[2] = { { .fd = fd, .events = G_IO_IN } };
  guint n_polls = g_cancellable_make_pollfd (cancellable, &polls[1]) ? 2 : 1;

  while (length < LONGEST)
    {
      ssize_t n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;
      if (g_poll (polls, n_polls, -1) < 0 || (polls[0].revents == 0))
        continue;
      n = read (fd, line + length, 1);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0 || line[length] == '\n')
        {
          secret = g_strndup (line, length);
          break;
        }
      length++;
    }
  g_cancellable_release_fd (cancellable);
  explicit_bzero (line, sizeof line);
  if (secret == NULL && error != NULL && *error == NULL)
    g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                 _ ("That is too long for a password. Check the file."));
  return secret;
}

static char *
read_file (TbCli *cli, const char *file, GError **error)
{
  gboolean is_input = g_str_equal (file, "-");
  int fd = is_input ? STDIN_FILENO : open (file, O_RDONLY | O_CLOEXEC);
  char *secret;

  if (fd < 0)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FILE, _ ("“%s” cannot be read: %s"), file,
                   g_strerror (errno));
      return NULL;
    }
  secret = read_line (fd, cli->cancellable, error);
  if (!is_input)
    close (fd);
  if (secret != NULL && g_str_has_suffix (secret, "\r"))
    secret[strlen (secret) - 1] = '\0';
  return secret;
}

/* The terminal itself, so that what is piped through the program is not taken for a password. */
static char *
ask (TbCli *cli, const char *prompt, GError **error)
{
  int fd = open ("/dev/tty", O_RDWR | O_CLOEXEC);
  struct termios before;
  struct termios silent;
  char *secret;

  if (fd < 0 || tcgetattr (fd, &before) != 0)
    {
      if (fd >= 0)
        close (fd);
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   /* Translators: %s is a question, such as “Passphrase: ” */
                   _ ("There is no terminal to ask for this: %s Name a file that holds it, or “-” "
                      "for the standard input."),
                   prompt);
      return NULL;
    }

  silent = before;
  silent.c_lflag &= ~(tcflag_t)ECHO;
  tcsetattr (fd, TCSAFLUSH, &silent);
  dprintf (fd, "%s ", prompt);
  secret = read_line (fd, cli->cancellable, error);
  tcsetattr (fd, TCSAFLUSH, &before);
  dprintf (fd, "\n");
  close (fd);
  return secret;
}

static char *
check (char *secret, GError **error)
{
  if (secret == NULL)
    return NULL;
  if (*secret != '\0' && g_utf8_validate (secret, -1, NULL))
    return secret;

  tb_credentials_wipe (secret);
  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("What was given is empty, or not UTF-8. Give the password or passphrase again."));
  return NULL;
}

/**
 * tb_cli_secret_read:
 * @file: (nullable): the file whose first line it is; `-` for the standard input; %NULL to ask
 * @prompt: what is asked for, with a colon
 * @error: return location: %TB_ERROR_FILE, %TB_ERROR_INVALID, cancellation
 *
 * Reads a password or passphrase. It is never an argument, since everybody on the machine sees
 * those; on the terminal it is not shown while it is typed.
 *
 * Returns: (transfer full): the secret, to be wiped with tb_credentials_wipe(), or %NULL
 */
char *
tb_cli_secret_read (TbCli *cli, const char *file, const char *prompt, GError **error)
{
  return check (file != NULL ? read_file (cli, file, error) : ask (cli, prompt, error), error);
}

/**
 * tb_cli_secret_read_new:
 * @file: (nullable): as tb_cli_secret_read()
 * @prompt: as tb_cli_secret_read()
 * @error: as tb_cli_secret_read()
 *
 * As tb_cli_secret_read(), for one that is chosen now: it is asked for twice.
 *
 * Returns: (transfer full): the secret, to be wiped with tb_credentials_wipe(), or %NULL
 */
char *
tb_cli_secret_read_new (TbCli *cli, const char *file, const char *prompt, GError **error)
{
  char *first = tb_cli_secret_read (cli, file, prompt, error);
  char *second;
  gboolean are_same;

  if (first == NULL || file != NULL)
    return first;
  second = tb_cli_secret_read (cli, NULL, _ ("Once more:"), error);
  are_same = g_strcmp0 (first, second) == 0;
  if (are_same)
    {
      tb_credentials_wipe (second);
      return first;
    }
  if (second != NULL)
    {
      tb_credentials_wipe (second);
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("The two are not the same. Nothing was done."));
    }
  tb_credentials_wipe (first);
  return NULL;
}
