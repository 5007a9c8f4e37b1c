/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

#define TB_TYPE_HELD_PAGE (tb_held_page_get_type ())
G_DECLARE_FINAL_TYPE (TbHeldPage, tb_held_page, TB, HELD_PAGE, AdwNavigationPage)

AdwNavigationPage *tb_held_page_new (TbSync *sync) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
