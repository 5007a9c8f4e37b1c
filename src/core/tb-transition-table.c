/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-transition-rule.h"

#include "tb-claim-rules.h"
#include "tb-event-private.h"
#include "tb-project-rules.h"
#include "tb-remedies.h"

/* What guards each transition, and what it brings about; one that is not here has nothing but its
 * states. */
static const TbTransitionRule rules[] = {
  { "event", "notify", NULL, tb_event_prepare_notify, tb_event_follow_notify },
  { "event", "open_sign_in", tb_event_guard_open_sign_in, NULL, NULL, tb_remedy_open_sign_in },
  { "event", "hold", tb_event_guard_hold, tb_event_prepare_hold, tb_event_follow_hold,
    tb_remedy_hold, tb_event_is_over },
  { "event", "submit", NULL, tb_event_prepare_submit, NULL },
  { "event", "archive", tb_event_guard_archive, tb_event_prepare_archive, NULL, tb_remedy_archive },
  { "event", "move", NULL, tb_event_prepare_move, NULL },

  { "project", "publish", tb_project_guard_publish, tb_project_prepare_publish, NULL,
    tb_remedy_publish },
  { "project", "start", tb_project_guard_start, NULL, tb_project_follow_start,
    tb_remedy_start_project },
  { "project", "finish", tb_project_guard_finish, NULL, NULL, tb_remedy_finish },
  { "project", "accept", tb_project_guard_accept, tb_project_prepare_accept, NULL,
    tb_remedy_accept_project },
  { "project", "evaluate", tb_project_guard_evaluate, NULL, NULL },
  { "project", "lapse", tb_project_guard_lapse, NULL, NULL },
  { "project", "republish", NULL, tb_project_prepare_republish, NULL },
  { "project", "assign", tb_project_guard_assign, NULL, tb_project_follow_assign },
  { "project", "extend", tb_project_guard_extend, tb_project_prepare_extend,
    tb_project_follow_extend },
  { "project", "terminate", NULL, tb_project_prepare_terminate, tb_project_follow_terminate },

  { "claim", "check", tb_claim_guard_check, NULL, NULL },
  { "claim", "confirm", tb_claim_guard_confirm, tb_claim_prepare_confirm, tb_claim_follow_confirm },
  { "claim", "start", tb_claim_guard_start, tb_claim_prepare_start, NULL, tb_remedy_work_on_claim },
  { "claim", "submit", tb_claim_guard_submit, tb_claim_prepare_submit, NULL,
    tb_remedy_work_on_claim },
  { "claim", "accept", tb_claim_guard_accept, tb_claim_prepare_accept, NULL },
  { "claim", "send_back", tb_claim_guard_send_back, tb_claim_prepare_send_back, NULL },
  { "claim", "fail", tb_claim_guard_fail, NULL, NULL },
  { "claim", "evaluate", tb_claim_guard_evaluate, NULL, NULL },
  { "claim", "withdraw", NULL, tb_claim_prepare_withdraw, tb_claim_follow_withdraw },
};

/*
 * tb_transition_rules_find:
 *
 * Returns: (transfer none) (nullable): the rule of a transition; %NULL where it has none
 */
const TbTransitionRule *
tb_transition_rules_find (const TbRecordType *type, const char *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (g_str_equal (rules[i].type, type->name) && g_str_equal (rules[i].verb, verb))
        return &rules[i];
    }

  return NULL;
}
