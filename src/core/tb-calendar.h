/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/* The events of a register as iCalendar, for phones and other calendars. */
char *tb_calendar_dup_text (TbSession *session, const char *organisation_id,
                            GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 tb_calendar_save (TbSession *session, const char *organisation_id, GFile *file,
                         GCancellable *cancellable, GError **error);

G_END_DECLS
