/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-page.h"

G_BEGIN_DECLS

#define TB_TYPE_RECORD_PAGE (tb_record_page_get_type ())
G_DECLARE_FINAL_TYPE (TbRecordPage, tb_record_page, TB, RECORD_PAGE, TbPage)

G_END_DECLS
