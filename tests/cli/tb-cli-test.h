/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * TbRun:
 * @status: the exit status, or -1 where a signal ended the program
 * @out: (owned): standard output
 * @err: (owned): standard error
 *
 * What came of running towerbranchctl.
 */
typedef struct
{
  int status;
  char *out;
  char *err;
} TbRun;

void tb_run_clear (TbRun *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbRun, tb_run_clear)

GSubprocess *tb_cli_test_start (const char *const *arguments,
                                const char *out_path) G_GNUC_WARN_UNUSED_RESULT;
TbRun tb_cli_test_finish (GSubprocess *process) G_GNUC_WARN_UNUSED_RESULT;
TbRun tb_cli_test_run_strv (const char *const *arguments) G_GNUC_WARN_UNUSED_RESULT;
TbRun tb_cli_test_run (const char *first, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
JsonNode *tb_cli_test_parse (const TbRun *run) G_GNUC_WARN_UNUSED_RESULT;
char *tb_cli_test_dup_database (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
