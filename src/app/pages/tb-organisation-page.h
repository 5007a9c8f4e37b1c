/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-page.h"

G_BEGIN_DECLS

#define TB_TYPE_ORGANISATION_PAGE (tb_organisation_page_get_type ())
G_DECLARE_FINAL_TYPE (TbOrganisationPage, tb_organisation_page, TB, ORGANISATION_PAGE, TbPage)

G_END_DECLS
