/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

#define TB_TYPE_SERVICE_PREFERENCES (tb_service_preferences_get_type ())
G_DECLARE_FINAL_TYPE (TbServicePreferences, tb_service_preferences, TB, SERVICE_PREFERENCES,
                      AdwPreferencesPage)

GtkWidget *tb_service_preferences_new (TbSync *sync, GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
