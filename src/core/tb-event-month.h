/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbMonthEvent:
 * @row: the event's row number, for a table beside the calendar
 * @id: (owned)
 * @on: ISO text, to the day
 * @from: (owned) (nullable): time of day, `14:30`
 * @title: (owned)
 * @kind: (owned): code of its kind
 * @state: (owned): code of its state
 * @organisation: (owned): id
 *
 * What a calendar shows of an event.
 */
typedef struct
{
  gint64 row;
  char *id;
  char on[TB_DATE_ISO_SIZE];
  char *from;
  char *title;
  char *kind;
  char *state;
  char *organisation;
} TbMonthEvent;

void tb_month_event_free (TbMonthEvent *self);
gboolean tb_month_event_equal (const TbMonthEvent *a, const TbMonthEvent *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbMonthEvent, tb_month_event_free)

/* The events of a span of days, such as the six weeks that a calendar shows of a month. */
GPtrArray *tb_event_month_list (TbSession *session, TbDate first, TbDate last,
                                const char *organisation_id, GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Finish with tb_session_read_finish(), which gives a #GPtrArray of #TbMonthEvent. */
void tb_event_month_list_async (TbSession *session, TbDate first, TbDate last,
                                const char *organisation_id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
