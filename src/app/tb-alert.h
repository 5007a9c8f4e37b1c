/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void tb_alert_present (GtkWidget *parent, const char *heading, const GError *error);
void tb_alert_ask_discard (AdwDialog *form);

G_END_DECLS
