/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-calendar.h"

G_BEGIN_DECLS

gboolean tb_calendar_write (GFile *file, const char *text, GError **error);

G_END_DECLS
