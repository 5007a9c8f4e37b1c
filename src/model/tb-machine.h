/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbTransitionFlags:
 * @TB_TRANSITION_NEEDS_REASON: it is not done without a reason
 * @TB_TRANSITION_TAKES_REASON: a reason can be given; whether it must be, its guard says
 * @TB_TRANSITION_FINAL: the record is locked by it: there is no other way out than a correction
 * @TB_TRANSITION_BY_CORE: not offered; it follows from another
 */
typedef enum
{
  TB_TRANSITION_FLAGS_NONE = 0,
  TB_TRANSITION_NEEDS_REASON = 1 << 0,
  TB_TRANSITION_TAKES_REASON = 1 << 1,
  TB_TRANSITION_FINAL = 1 << 2,
  TB_TRANSITION_BY_CORE = 1 << 3,
} TbTransitionFlags;

/**
 * TbTransition:
 * @verb: by which programs and the command line call it
 * @label: (translatable): by which people do, as on a button
 * @from: (array zero-terminated=1): the states it starts from
 * @to: the state it leads to
 * @flags: what is to be known of it
 * @asks: (array zero-terminated=1) (nullable): names of fields whose values are asked for when it
 * is done
 *
 * A way from one state of a record to another.
 */
typedef struct
{
  const char *verb;
  const char *label;
  const char *const *from;
  const char *to;
  TbTransitionFlags flags;
  const char *const *asks;
} TbTransition;

/**
 * TbMachine:
 * @type: the type whose records have these states
 * @state_field: index of its STATE field
 * @initial: the state of a new record
 * @transitions: (array length=n_transitions): in the order in which they are offered
 * @locked_states: (array zero-terminated=1): in which a record is no longer changed
 * @order: (array zero-terminated=1): all states, by how far on in its life a record is; what was
 * given up comes before what was done, which cannot be undone by giving up
 *
 * The states of a type's records and the ways between them (domain model §1.8 and §1.9). What must
 * be so before a transition, and what it does beside, stands in the core.
 */
typedef struct
{
  const TbRecordType *type;
  guint state_field;
  const char *initial;
  const TbTransition *transitions;
  guint n_transitions;
  const char *const *locked_states;
  const char *const *order;
} TbMachine;

const TbMachine *tb_machine_find (const TbRecordType *type);
const TbTransition *tb_machine_find_transition (const TbMachine *self, const char *verb);
gboolean tb_machine_is_locked_state (const TbMachine *self, const char *state);
int tb_machine_compare_states (const TbMachine *self, const char *a, const char *b);
gboolean tb_machine_leads (const TbMachine *self, const char *from, const char *to);
gboolean tb_machine_is_locked (TbRecord *record);
gboolean tb_transition_starts_from (const TbTransition *self, const char *state);

G_END_DECLS
