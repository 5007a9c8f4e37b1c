/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_FAULT_PAGE (tb_fault_page_get_type ())
G_DECLARE_FINAL_TYPE (TbFaultPage, tb_fault_page, TB, FAULT_PAGE, AdwBin)

void tb_fault_page_set_error (TbFaultPage *self, const GError *error);

G_END_DECLS
