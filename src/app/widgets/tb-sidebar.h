/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-page.h"

G_BEGIN_DECLS

#define TB_TYPE_SIDEBAR (tb_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (TbSidebar, tb_sidebar, TB, SIDEBAR, AdwBin)

void tb_sidebar_set_session (TbSidebar *self, TbSession *session);
void tb_sidebar_set_sync (TbSidebar *self, TbSync *sync);
void tb_sidebar_select (TbSidebar *self, const TbPageInfo *info);

G_END_DECLS
