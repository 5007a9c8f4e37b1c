/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to core: what the functions about events share. */

#include "tb-batch-writer.h"
#include "tb-session.h"
#include "tb-transition-rule.h"

G_BEGIN_DECLS

/**
 * TbEventArguments:
 *
 * What an action on an event is told beside the event. Strings are owned and nullable.
 */
typedef struct
{
  char *person;
  char *code;
  char *date;
  char *text;
  char **persons;
} TbEventArguments;

/**
 * TbEventFunc:
 * @event: as it is stored
 *
 * An action on an event, on the writer's thread, within a batch of its own.
 */
typedef gboolean (*TbEventFunc) (TbBatchWriter *writer, TbRecord *event,
                                 const TbEventArguments *arguments, GError **error);

/* Runs an action on an event as a batch; the arguments are copied. */
char *tb_event_act (TbSession *session, const char *event_id, TbBatchKind kind, TbEventFunc func,
                    const TbEventArguments *arguments, GCancellable *cancellable,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_act_async (TbSession *session, const char *event_id, TbBatchKind kind,
                         TbEventFunc func, const TbEventArguments *arguments,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);

/**
 * TbInvitee:
 * @person: (owned): id
 * @name: (owned)
 * @workplace: (owned) (nullable)
 * @role: code of the role
 * @can_vote: by the matrix of rights (domain model §1.4)
 *
 * Somebody who is to come to an event, as they are now.
 */
typedef struct
{
  char *person;
  char *name;
  char *workplace;
  const char *role;
  gboolean can_vote;
} TbInvitee;

void tb_invitee_free (TbInvitee *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbInvitee, tb_invitee_free)

const char *tb_event_get_audience (TbRecord *event);
GPtrArray *tb_event_find_audience (TbConnection *connection, TbRecord *event,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbInvitee *tb_event_find_person (TbConnection *connection, TbRecord *event, const char *person_id,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbInvitee *tb_event_find_walk_in (TbConnection *connection, TbRecord *event, const char *person_id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean tb_event_was_held (TbRecord *event);
gboolean tb_event_write_invitees (TbBatchWriter *writer, TbRecord *event, GError **error);

/* Attendance. */
GPtrArray *tb_event_load_attendance (TbConnection *connection, const char *event_id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_attendance_is_present (TbRecord *attendance);
TbRecord *tb_attendance_new (TbRecord *event, const TbInvitee *invitee,
                             const char *state) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_event_write_sign_in (TbBatchWriter *writer, TbRecord *event, TbRecord *attendance,
                                 const char *signed_by, GError **error);

/* What follows from who came: the counts on paper, and the ledger of hours. */
void tb_event_set_counts (TbRecord *event, GPtrArray *attendance);
gboolean tb_event_settle_hours (TbBatchWriter *writer, TbRecord *event, GError **error);

/* Rows of the table of effects. */
gboolean tb_event_follow_attendance (TbBatchWriter *writer, TbRecord *before, TbRecord *after,
                                     GError **error);
gboolean tb_event_follow_change (TbBatchWriter *writer, TbRecord *before, TbRecord *after,
                                 GError **error);

/* Rows of the table of transitions. */
gboolean tb_event_prepare_notify (const TbTransitionStep *step, GError **error);
gboolean tb_event_follow_notify (const TbTransitionStep *step, GError **error);
gboolean tb_event_guard_open_sign_in (const TbTransitionStep *step, GError **error);
gboolean tb_event_is_over (const TbTransitionStep *step);
gboolean tb_event_guard_hold (const TbTransitionStep *step, GError **error);
gboolean tb_event_prepare_hold (const TbTransitionStep *step, GError **error);
gboolean tb_event_follow_hold (const TbTransitionStep *step, GError **error);
gboolean tb_event_prepare_submit (const TbTransitionStep *step, GError **error);
gboolean tb_event_guard_archive (const TbTransitionStep *step, GError **error);
gboolean tb_event_prepare_archive (const TbTransitionStep *step, GError **error);
gboolean tb_event_prepare_move (const TbTransitionStep *step, GError **error);

G_END_DECLS
