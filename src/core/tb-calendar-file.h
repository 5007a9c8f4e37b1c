/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbCalendarFile:
 *
 * Keeps a file with the events of a register up to date, for others to subscribe to, where that is
 * wished: after every change of an event, once nothing has changed for a moment. Which file it is
 * stands in the register. On the thread that made it.
 *
 * Signals:
 *  - `changed ()`: it begins or ends to keep a file
 *  - `failed (GError *error)`: the file could not be written; not told again until it could be
 */
#define TB_TYPE_CALENDAR_FILE (tb_calendar_file_get_type ())
G_DECLARE_FINAL_TYPE (TbCalendarFile, tb_calendar_file, TB, CALENDAR_FILE, GObject)

TbCalendarFile *tb_calendar_file_new (TbSession *session) G_GNUC_WARN_UNUSED_RESULT;
const char *tb_calendar_file_get_path (TbCalendarFile *self);
void tb_calendar_file_set_path (TbCalendarFile *self, const char *path);
gboolean tb_calendar_file_is_busy (TbCalendarFile *self);

G_END_DECLS
