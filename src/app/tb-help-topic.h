/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void tb_help_topic_install (void);
const char *tb_help_topic_find (GtkWindow *window);

G_END_DECLS
