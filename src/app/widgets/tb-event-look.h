/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char *tb_event_look_get_icon_name (const char *kind);
char *tb_event_look_dup_words (const char *time, const char *title) G_GNUC_WARN_UNUSED_RESULT;
char *tb_event_look_dup_description (const char *time, const char *title, const char *kind,
                                     const char *state) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_look_apply (GtkWidget *widget, const char *kind, const char *state);

G_END_DECLS
