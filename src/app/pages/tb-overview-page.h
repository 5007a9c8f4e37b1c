/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-page.h"

G_BEGIN_DECLS

#define TB_TYPE_OVERVIEW_PAGE (tb_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (TbOverviewPage, tb_overview_page, TB, OVERVIEW_PAGE, TbPage)

G_END_DECLS
