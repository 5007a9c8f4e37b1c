/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbExit:
 * @TB_EXIT_DONE: done
 * @TB_EXIT_FINDINGS: done, with findings: not found, damage, breaches, rows left out, a change
 * refused
 * @TB_EXIT_USAGE: wrong usage
 * @TB_EXIT_FILE: a file to be read or written cannot be used; nothing was changed
 * @TB_EXIT_DATABASE: the database cannot be opened or written
 * @TB_EXIT_SERVICE: the service cannot be reached, or refuses
 * @TB_EXIT_INTERRUPTED: Ctrl+C; the database is as before
 *
 * Exit status of the program.
 */
typedef enum
{
  TB_EXIT_DONE = 0,
  TB_EXIT_FINDINGS = 1,
  TB_EXIT_USAGE = 2,
  TB_EXIT_FILE = 3,
  TB_EXIT_DATABASE = 4,
  TB_EXIT_SERVICE = 5,
  TB_EXIT_INTERRUPTED = 130,
} TbExit;

typedef struct _TbCommand TbCommand;

/**
 * TbCli:
 * @command: (nullable): what is run
 * @type: (nullable): the type with states that the command is about, see tb_steps_run()
 * @database: (owned) (nullable): the database file that was given; see tb_cli_get_database()
 * @json: whether to write JSON for programs instead of text for people
 * @cancellable: (owned): cancelled by Ctrl+C
 * @clock: (owned)
 * @session: (owned) (nullable): the register, once tb_cli_open() opened it
 * @created: whether tb_cli_open() made the database file
 *
 * One run of the program. Commands use it on the main thread.
 */
typedef struct
{
  const TbCommand *command;
  const TbRecordType *type;
  char *database;
  gboolean json;
  GCancellable *cancellable;
  TbClock *clock;
  TbSession *session;
  gboolean created;
} TbCli;

int tb_cli_main (int argc, char **argv);

gboolean tb_cli_parse (TbCli *self, const GOptionEntry *entries, int *argc, char ***argv, int n_min,
                       int n_max);
TbSession *tb_cli_open (TbCli *self, TbOpenMode mode, GError **error);
const char *tb_cli_get_database (TbCli *self);
void tb_cli_discard (TbCli *self);
gboolean tb_cli_make_folder (TbCli *self, GError **error);
void tb_cli_print_help (TbCli *self);

TbExit tb_cli_fail (TbCli *self, const GError *error);
TbExit tb_cli_fail_usage (TbCli *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
TbExit tb_cli_refuse (TbCli *self, TbExit status, const char *format, ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
