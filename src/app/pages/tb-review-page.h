/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-page.h"

G_BEGIN_DECLS

#define TB_TYPE_REVIEW_PAGE (tb_review_page_get_type ())
G_DECLARE_FINAL_TYPE (TbReviewPage, tb_review_page, TB, REVIEW_PAGE, TbPage)

G_END_DECLS
