/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of a UUID's text, with the end. */
#define TB_ID_SIZE 37

void tb_id_generate (gint64 unix_us, char out[TB_ID_SIZE]);
gboolean tb_id_is_valid (const char *text);

G_END_DECLS
