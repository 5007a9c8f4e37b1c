/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void tb_split_view_show_content (AdwNavigationSplitView *view, gboolean show);

G_END_DECLS
