/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-machines.h"
#include "tb-type-claim.h"

static const TbTransition transitions[] = {
  { .verb = "check", .label = N_ ("Check"), .from = TB_NAMES ("applied"), .to = "checked" },
  { .verb = "reject",
    .label = N_ ("Reject"),
    .from = TB_NAMES ("applied", "checked"),
    .to = "rejected",
    .flags = TB_TRANSITION_NEEDS_REASON },
  { .verb = "confirm",
    .label = N_ ("Confirm"),
    .from = TB_NAMES ("checked"),
    .to = "confirmed",
    .asks = TB_NAMES ("pledge", "due_on") },
  { .verb = "start",
    .label = N_ ("Start"),
    .from = TB_NAMES ("confirmed"),
    .to = "under_way",
    .asks = TB_NAMES ("start_on") },
  { .verb = "submit",
    .label = N_ ("Submit result"),
    .from = TB_NAMES ("under_way", "rework"),
    .to = "submitted" },
  { .verb = "accept", .label = N_ ("Accept"), .from = TB_NAMES ("submitted"), .to = "accepted" },
  { .verb = "send_back",
    .label = N_ ("Send back for rework"),
    .from = TB_NAMES ("submitted"),
    .to = "rework",
    .asks = TB_NAMES ("rework_due") },
  { .verb = "fail", .label = N_ ("Not accepted"), .from = TB_NAMES ("submitted"), .to = "failed" },
  { .verb = "evaluate",
    .label = N_ ("Evaluate"),
    .from = TB_NAMES ("accepted"),
    .to = "evaluated" },
  { .verb = "withdraw",
    .label = N_ ("Withdraw"),
    .from = TB_NAMES ("applied", "checked", "confirmed", "under_way", "rework"),
    .to = "withdrawn",
    .flags = TB_TRANSITION_TAKES_REASON },
};

/* Domain model §1.9. */
const TbMachine tb_machine_claim = {
  .type = &tb_type_claim,
  .state_field = TB_CLAIM_STATE,
  .initial = "applied",
  .transitions = transitions,
  .n_transitions = G_N_ELEMENTS (transitions),
  .locked_states = (const char *const[]){ NULL },
  .order = TB_NAMES ("applied", "checked", "rejected", "confirmed", "under_way", "rework",
                     "withdrawn", "submitted", "failed", "accepted", "evaluated"),
};
