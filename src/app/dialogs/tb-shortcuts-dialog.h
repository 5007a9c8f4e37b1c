/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_SHORTCUTS_DIALOG (tb_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbShortcutsDialog, tb_shortcuts_dialog, TB, SHORTCUTS_DIALOG, AdwDialog)

AdwDialog *tb_shortcuts_dialog_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
