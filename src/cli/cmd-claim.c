/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-step-with.h"
#include "tb-steps.h"
#include "tb-type-claim.h"

static const TbStepRest rests[] = {
  { "accept", "acceptance", "claim", "passed", NULL },
  { "send_back", "acceptance", "claim", "rework", NULL },
  { "fail", "acceptance", "claim", "failed", NULL },
  { "evaluate", "evaluation", "claim", NULL, "project" },
};

static TbExit
run_with (TbCli *cli, int argc, char **argv)
{
  return tb_step_with_run (cli, &tb_type_claim, rests, G_N_ELEMENTS (rests), argc, argv);
}

static const TbCommand actions[] = {
  { "accept", N_ ("ID [FIELD=VALUE…]"), N_ ("Accept, with the fields of an acceptance"), run_with },
  { "send-back", N_ ("ID [FIELD=VALUE…]"),
    N_ ("Send back for rework, with the fields of an acceptance"), run_with },
  { "fail", N_ ("ID [FIELD=VALUE…]"), N_ ("Do not accept, with the fields of an acceptance"),
    run_with },
  { "evaluate", N_ ("ID [FIELD=VALUE…]"), N_ ("Evaluate, with the fields of an evaluation"),
    run_with },
};

TbExit
tb_cmd_claim (TbCli *cli, int argc, char **argv)
{
  return tb_steps_run (cli, &tb_type_claim, actions, G_N_ELEMENTS (actions), argc, argv);
}
