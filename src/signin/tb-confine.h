/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void tb_confine_at_start (void);
gboolean tb_confine_files (void);
gboolean tb_confine_network (void);

G_END_DECLS
