/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean tb_sheet_number_parse (const char *text, double *number);
gboolean tb_sheet_number_is_exact (const char *text);

G_END_DECLS
