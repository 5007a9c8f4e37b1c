/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record.h"

G_BEGIN_DECLS

char *tb_attendance_words_dup_counts (GPtrArray *attendance) G_GNUC_WARN_UNUSED_RESULT;
char *tb_attendance_words_dup_note (TbRecord *attendance) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_attendance_words_is_notable (TbRecord *attendance);

G_END_DECLS
