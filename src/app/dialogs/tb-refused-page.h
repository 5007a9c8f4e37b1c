/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

#define TB_TYPE_REFUSED_PAGE (tb_refused_page_get_type ())
G_DECLARE_FINAL_TYPE (TbRefusedPage, tb_refused_page, TB, REFUSED_PAGE, AdwNavigationPage)

AdwNavigationPage *tb_refused_page_new (TbSync *sync) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
