/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to core: what stands behind the transitions of the machines. */

#include "tb-batch-writer.h"
#include "tb-machine.h"
#include "tb-transition.h"

G_BEGIN_DECLS

/**
 * TbTransitionStep:
 * @connection: the writer's, or a reader's where it is only asked whether it could be done
 * @writer: (nullable): the batch; %NULL where it is only asked
 * @transition: what is to be done
 * @before: the record as it is stored
 * @record: the record as it is to be, with the values that the transition asks for; @before where
 * it is only asked
 * @reason: (nullable): what was given as reason; %NULL where it is only asked
 *
 * One transition of one record, as its rule sees it.
 */
typedef struct
{
  TbConnection *connection;
  TbBatchWriter *writer;
  const TbTransition *transition;
  TbRecord *before;
  TbRecord *record;
  const char *reason;
} TbTransitionStep;

/**
 * TbTransitionFunc:
 *
 * Part of the rule of a transition. It refuses with tb_transition_refuse(), and fails with what the
 * store failed with.
 *
 * Returns: whether it may go on; otherwise @error is set
 */
typedef gboolean (*TbTransitionFunc) (const TbTransitionStep *step, GError **error);

/**
 * TbTransitionRemedyFunc:
 * @step: a transition that its guard refuses
 * @remedy: (out caller-allocates): of no kind
 *
 * Finds out what clears the way for it, and leaves @remedy as it is where nothing does.
 *
 * Returns: %FALSE where the store failed; then @error is set
 */
typedef gboolean (*TbTransitionRemedyFunc) (const TbTransitionStep *step, TbRemedy *remedy,
                                            GError **error);

/**
 * TbTransitionIsDue:
 *
 * Returns: whether a transition is likely to be the next one, although others stand before it in
 * the machine
 */
typedef gboolean (*TbTransitionIsDue) (const TbTransitionStep *step);

/**
 * TbTransitionRule:
 * @type: name of the record type
 * @verb: the transition
 * @guard: (nullable): whether the register allows it. Also called to find out what could be done
 * now: it looks only at what is stored, not at values that the transition asks for, and changes
 * nothing
 * @prepare: (nullable): checks the values that were asked for and fills in others, before the
 * record is written; may change other records
 * @follow: (nullable): changes other records, after it was written
 * @remedy: (nullable): what is to be done first where the guard refuses
 * @is_due: (nullable): where it is offered before the others
 *
 * What guards a transition, and what it brings about beside the new state. A new one is a row of
 * the table in tb-transition-table.c.
 */
typedef struct
{
  const char *type;
  const char *verb;
  TbTransitionFunc guard;
  TbTransitionFunc prepare;
  TbTransitionFunc follow;
  TbTransitionRemedyFunc remedy;
  TbTransitionIsDue is_due;
} TbTransitionRule;

const TbTransitionRule *tb_transition_rules_find (const TbRecordType *type, const char *verb);

/* Sets the error that says why something cannot be done, and gives %FALSE. */
gboolean tb_transition_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The same where a value is missing that the transition asks for. */
gboolean tb_transition_refuse_missing (GError **error, const TbTransitionStep *step, guint field);

/* Does a transition within a batch; also those that core does by itself. */
gboolean tb_transition_run (TbBatchWriter *writer, TbRecord *record, const char *verb,
                            const char *reason, GError **error);

/* Live records of @type whose field @field is @value; with reference titles. */
GPtrArray *tb_transition_find (TbConnection *connection, const TbRecordType *type, guint field,
                               const char *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
