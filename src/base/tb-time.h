/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that tb_time_to_text() needs, with the end: `14:30`. */
#define TB_TIME_SIZE 6

/* Minutes of a day; a time of day is one of 0 to TB_TIME_DAY - 1. */
#define TB_TIME_DAY (24 * 60)

gboolean tb_time_parse (const char *text, int *minutes);
gboolean tb_time_parse_period (const char *text, int *from, int *to);
const char *tb_time_to_text (int minutes, char buffer[TB_TIME_SIZE]);

G_END_DECLS
