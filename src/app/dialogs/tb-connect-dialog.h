/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

#define TB_TYPE_CONNECT_DIALOG (tb_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbConnectDialog, tb_connect_dialog, TB, CONNECT_DIALOG, AdwDialog)

AdwDialog *tb_connect_dialog_new (TbSync *sync) G_GNUC_WARN_UNUSED_RESULT;
AdwDialog *tb_connect_dialog_new_for_password (TbSync *sync) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
