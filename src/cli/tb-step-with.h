/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-command.h"

G_BEGIN_DECLS

/**
 * TbStepRest:
 * @verb: name of a transition
 * @added: name of the type of the record that it rests on
 * @link: the REFERENCE of that record to the one that takes the step
 * @code: (nullable): what its field `result` says
 * @parent: (nullable): a REFERENCE that both records have, taken over
 *
 * A transition that rests on a record added with it.
 */
typedef struct
{
  const char *verb;
  const char *added;
  const char *link;
  const char *code;
  const char *parent;
} TbStepRest;

/* For actions: `ID [FIELD=VALUE…]`: with fields, the record is added; without, it was before. */
TbExit tb_step_with_run (TbCli *cli, const TbRecordType *type, const TbStepRest *rests,
                         guint n_rests, int argc, char **argv);

G_END_DECLS
