/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-command.h"

G_BEGIN_DECLS

/*
 * Commands about a type with states, such as `event VERB …`: a verb is one of the type's own
 * actions, of the actions that all such types have, or a transition of the type's machine. An
 * action is a #TbCommand whose name is the verb; it is run with the verb as its first argument, and
 * parses what follows by tb_cli_parse() like any command.
 */

TbExit tb_steps_run (TbCli *cli, const TbRecordType *type, const TbCommand *actions,
                     guint n_actions, int argc, char **argv);

/* For actions: says what was done with a record, which is read anew. */
TbExit tb_steps_print (TbCli *cli, const TbRecordType *type, const char *id, const char *batch);
/* For actions: opens the register, and loads the record that the first argument names. */
TbRecord *tb_steps_load (TbCli *cli, TbOpenMode mode, const TbRecordType *type, const char *typed,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
