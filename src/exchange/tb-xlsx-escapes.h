/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize tb_xlsx_escapes_decode (char *text, gsize length);
char *tb_xlsx_escapes_protect (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
