/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-transition-rule.h"

#include "tb-event-private.h"

/* What guards each transition, and what it brings about; one that is not here has nothing but its
 * states. */
static const TbTransitionRule rules[] = {
  { "event", "notify", NULL, tb_event_prepare_notify, tb_event_follow_notify },
  { "event", "open_sign_in", tb_event_guard_open_sign_in, NULL, NULL },
  { "event", "hold", tb_event_guard_hold, tb_event_prepare_hold, tb_event_follow_hold },
  { "event", "submit", NULL, tb_event_prepare_submit, NULL },
  { "event", "archive", tb_event_guard_archive, tb_event_prepare_archive, NULL },
  { "event", "move", NULL, tb_event_prepare_move, NULL },
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
