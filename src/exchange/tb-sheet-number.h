/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes that a number of 15 digits needs, with sign, point, exponent and end. */
#define TB_SHEET_NUMBER_SIZE 32

gboolean tb_sheet_number_parse (const char *text, double *number);
gboolean tb_sheet_number_is_exact (const char *text);
const char *tb_sheet_number_round (const char *text, double number,
                                   char buffer[TB_SHEET_NUMBER_SIZE]);

G_END_DECLS
