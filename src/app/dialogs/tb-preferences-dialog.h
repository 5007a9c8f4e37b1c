/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

/**
 * TbPreferencesDialog:
 *
 * What can be set: each row is bound to a key of the settings, and takes effect at once.
 */
#define TB_TYPE_PREFERENCES_DIALOG (tb_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbPreferencesDialog, tb_preferences_dialog, TB, PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

AdwDialog *tb_preferences_dialog_new (GSettings *settings, TbSync *sync) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
