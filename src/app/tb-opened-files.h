/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void tb_opened_files_open (GFile *file, const char *name, GtkWidget *parent);
void tb_opened_files_discard (void);

G_END_DECLS
