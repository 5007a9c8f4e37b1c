/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Between the parts of a minority name. */
#define TB_TEXT_MIDDLE_DOT 0x00b7

gboolean tb_text_is_han (gunichar c);

G_END_DECLS
