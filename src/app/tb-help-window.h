/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_HELP_WINDOW (tb_help_window_get_type ())
G_DECLARE_FINAL_TYPE (TbHelpWindow, tb_help_window, TB, HELP_WINDOW, AdwWindow)

TbHelpWindow *tb_help_window_new (GtkApplication *application,
                                  const char *folder) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_help_window_show_page (TbHelpWindow *self, const char *id);
const char *tb_help_window_get_page (TbHelpWindow *self);

G_END_DECLS
