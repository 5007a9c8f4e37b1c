/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-date.h"

G_BEGIN_DECLS

char *tb_day_words_dup_day (TbDate date) G_GNUC_WARN_UNUSED_RESULT;
char *tb_day_words_dup_month (TbDate date) G_GNUC_WARN_UNUSED_RESULT;
char *tb_day_words_dup_weekday (guint weekday) G_GNUC_WARN_UNUSED_RESULT;
guint tb_day_words_get_weekday (TbDate date);

G_END_DECLS
