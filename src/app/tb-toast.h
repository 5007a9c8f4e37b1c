/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *tb_toast_new (const char *words) G_GNUC_WARN_UNUSED_RESULT;
void tb_toast_show (AdwToastOverlay *overlay, AdwToast *toast);

G_END_DECLS
