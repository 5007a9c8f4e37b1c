/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-machine.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbRemedyKind:
 * @TB_REMEDY_NONE: nothing but time, or somebody else
 * @TB_REMEDY_STEP: a step of another record comes first
 * @TB_REMEDY_FILL_IN: something is to be filled in in the record
 * @TB_REMEDY_CLAIM: the project is to be claimed
 * @TB_REMEDY_EVIDENCE: a photo or a file is to be added to the claim
 * @TB_REMEDY_TELL: the notice of the event is to be given to those whom it is for
 * @TB_REMEDY_SIGN_IN: those who came to the event are to sign in
 * @TB_REMEDY_WRITE_MINUTES: the minutes of the event are to be written
 * @TB_REMEDY_LOCK_VOTE: a vote is to be locked
 *
 * What clears the way for a step that is refused.
 */
typedef enum
{
  TB_REMEDY_NONE,
  TB_REMEDY_STEP,
  TB_REMEDY_FILL_IN,
  TB_REMEDY_CLAIM,
  TB_REMEDY_EVIDENCE,
  TB_REMEDY_TELL,
  TB_REMEDY_SIGN_IN,
  TB_REMEDY_WRITE_MINUTES,
  TB_REMEDY_LOCK_VOTE,
} TbRemedyKind;

/**
 * TbRemedy:
 * @kind: what is to be done
 * @record: (owned) (nullable): with what, as last read; %NULL for @TB_REMEDY_NONE
 * @transition: (not owned) (nullable): the step, for @TB_REMEDY_STEP
 */
typedef struct
{
  TbRemedyKind kind;
  TbRecord *record;
  const TbTransition *transition;
} TbRemedy;

/**
 * TbTransitionOffer:
 * @transition: (not owned): what starts from the record's present state
 * @refusal: (owned) (nullable): why it cannot be done now, a whole translated sentence; %NULL where
 * it can
 * @remedy: what is to be done first, where it is refused
 */
typedef struct
{
  const TbTransition *transition;
  char *refusal;
  TbRemedy remedy;
} TbTransitionOffer;

void tb_transition_offer_free (TbTransitionOffer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbTransitionOffer, tb_transition_offer_free)

/* What can be done with a record now, and why the rest cannot. */
GPtrArray *tb_session_list_transitions (TbSession *self, TbRecord *record,
                                        GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Finish with tb_session_read_finish(), which gives a #GPtrArray of #TbTransitionOffer. */
void tb_session_list_transitions_async (TbSession *self, TbRecord *record,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);

/* Does one of them: state, reason and what follows in other records, as one batch. Gives the batch.
 */
char *tb_session_transition (TbSession *self, TbRecord *record, const char *verb,
                             const char *reason, GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Finish with tb_session_commit_finish(). */
void tb_session_transition_async (TbSession *self, TbRecord *record, const char *verb,
                                  const char *reason, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

/* The same, with a record that it rests on added in the same batch. */
char *tb_session_transition_with (TbSession *self, TbRecord *record, const char *verb,
                                  const char *reason, TbRecord *added, GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_session_transition_with_async (TbSession *self, TbRecord *record, const char *verb,
                                       const char *reason, TbRecord *added,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);

/* Changes what is locked, with a reason and somebody's approval; the earlier values stay visible.
 * Gives the batch. */
char *tb_session_correct (TbSession *self, TbRecord *record, const char *reason,
                          const char *approver, GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Finish with tb_session_commit_finish(). */
void tb_session_correct_async (TbSession *self, TbRecord *record, const char *reason,
                               const char *approver, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
