/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TB_TYPE_PROJECT_STRIP (tb_project_strip_get_type ())
G_DECLARE_FINAL_TYPE (TbProjectStrip, tb_project_strip, TB, PROJECT_STRIP, AdwBin)

G_END_DECLS
