/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TbFirstStartPage:
 *
 * What an empty register shows: the ways to begin, each an action of the window or the application.
 */
#define TB_TYPE_FIRST_START_PAGE (tb_first_start_page_get_type ())
G_DECLARE_FINAL_TYPE (TbFirstStartPage, tb_first_start_page, TB, FIRST_START_PAGE, AdwBin)

G_END_DECLS
