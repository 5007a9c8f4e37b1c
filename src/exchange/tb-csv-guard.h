/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean tb_csv_guard_is_needed (const char *text);
void tb_csv_guard_append (GString *out, const char *text);
char *tb_csv_guard_strip (char *text);

G_END_DECLS
