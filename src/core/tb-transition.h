/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-machine.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbTransitionOffer:
 * @transition: (not owned): what starts from the record's present state
 * @refusal: (owned) (nullable): why it cannot be done now, a whole translated sentence; %NULL where
 * it can
 */
typedef struct
{
  const TbTransition *transition;
  char *refusal;
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
