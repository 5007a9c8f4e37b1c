/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean tb_number_text_parse_integer (const char *typed, gint64 *out);
gboolean tb_number_text_parse_hundredths (const char *typed, gint64 *out);
gboolean tb_number_text_parse_boolean (const char *typed, gboolean *out);
char *tb_number_text_dup_plain (gint64 hundredths) G_GNUC_WARN_UNUSED_RESULT;
char *tb_number_text_dup_grouped (gint64 hundredths) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
