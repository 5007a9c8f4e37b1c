/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-page.h"

G_BEGIN_DECLS

const TbPageInfo *tb_page_table_get_all (guint *n_pages);
const TbPageInfo *tb_page_table_find (const char *name);
const TbPageInfo *tb_page_table_find_type (const char *type_name);

G_END_DECLS
