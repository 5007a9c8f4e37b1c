/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_SEARCH_DIALOG (tb_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbSearchDialog, tb_search_dialog, TB, SEARCH_DIALOG, AdwDialog)

AdwDialog *tb_search_dialog_new (TbSession *session, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
