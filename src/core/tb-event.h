/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbSignInKind:
 * @TB_SIGN_IN_LIST: the desk found the person in the list
 * @TB_SIGN_IN_SELF: the person signed at the desk
 * @TB_SIGN_IN_PHONE: the person signed with a phone of their own
 *
 * How somebody signed in.
 */
typedef enum
{
  TB_SIGN_IN_LIST,
  TB_SIGN_IN_SELF,
  TB_SIGN_IN_PHONE,
} TbSignInKind;

/**
 * TbEventSignInResult:
 * @TB_EVENT_SIGN_IN_FAILED: the register could not be read or written; an error is set
 * @TB_EVENT_SIGN_IN_DONE: found and signed in
 * @TB_EVENT_SIGN_IN_ALREADY: found, and signed in before
 * @TB_EVENT_SIGN_IN_NOT_FOUND: nobody of that name and number is expected
 * @TB_EVENT_SIGN_IN_AMBIGUOUS: several people have that name and number; the desk must choose
 * @TB_EVENT_SIGN_IN_CLOSED: signing in is not open
 *
 * What came of signing in by name and number.
 */
typedef enum
{
  TB_EVENT_SIGN_IN_FAILED,
  TB_EVENT_SIGN_IN_DONE,
  TB_EVENT_SIGN_IN_ALREADY,
  TB_EVENT_SIGN_IN_NOT_FOUND,
  TB_EVENT_SIGN_IN_AMBIGUOUS,
  TB_EVENT_SIGN_IN_CLOSED,
} TbEventSignInResult;

/* Who is expected: a snapshot by the event's audience rule, or people chosen by hand. */
char *tb_event_invite (TbSession *session, const char *event_id, GCancellable *cancellable,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_invite_async (TbSession *session, const char *event_id, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
char *tb_event_invite_persons (TbSession *session, const char *event_id,
                               const char *const *person_ids, const char *role,
                               GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_invite_persons_async (TbSession *session, const char *event_id,
                                    const char *const *person_ids, const char *role,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);

/* Who came, and who did not. The asynchronous ones are finished with tb_session_commit_finish(). */
char *tb_event_sign_in (TbSession *session, const char *event_id, const char *person_id,
                        TbSignInKind kind, GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_sign_in_async (TbSession *session, const char *event_id, const char *person_id,
                             TbSignInKind kind, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
char *tb_event_take_back_sign_in (TbSession *session, const char *event_id, const char *person_id,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_take_back_sign_in_async (TbSession *session, const char *event_id,
                                       const char *person_id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
char *tb_event_excuse (TbSession *session, const char *event_id, const char *person_id,
                       const char *leave_kind, const char *leave_reason, GCancellable *cancellable,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_excuse_async (TbSession *session, const char *event_id, const char *person_id,
                            const char *leave_kind, const char *leave_reason,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
char *tb_event_exempt (TbSession *session, const char *event_id, const char *person_id,
                       const char *exemption, GCancellable *cancellable,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_exempt_async (TbSession *session, const char *event_id, const char *person_id,
                            const char *exemption, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
char *tb_event_make_up (TbSession *session, const char *event_id, const char *person_id,
                        const char *made_up_on, const char *made_up_form, GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

TbEventSignInResult tb_event_sign_in_by_phone (TbSession *session, const char *event_id,
                                               const char *name, const char *last4,
                                               GCancellable *cancellable, GError **error);
void tb_event_sign_in_by_phone_async (TbSession *session, const char *event_id, const char *name,
                                      const char *last4, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
TbEventSignInResult tb_event_sign_in_by_phone_finish (TbSession *session, GAsyncResult *result,
                                                      GError **error);

/* Votes: filled in from who came, and locked once counted. */
TbRecord *tb_event_new_vote (TbSession *session, const char *event_id, GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Finish with tb_session_read_finish(), which gives the record. */
void tb_event_new_vote_async (TbSession *session, const char *event_id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
char *tb_event_lock_vote (TbSession *session, TbRecord *vote, GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_lock_vote_async (TbSession *session, TbRecord *vote, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);

char *tb_event_dup_notice (TbRecord *event, const char *const *names) G_GNUC_WARN_UNUSED_RESULT;

/* The events of a year, as the plans say. */
/* Finish with tb_session_read_finish(), which gives a #GPtrArray of #TbRecord. */
void tb_event_list_year_async (TbSession *session, int year, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
char *tb_event_make_year (TbSession *session, const char *plan_id, int year,
                          GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_make_year_async (TbSession *session, const char *plan_id, int year,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);

G_END_DECLS
