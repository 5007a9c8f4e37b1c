/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

#define TB_TYPE_SYNC_DIALOG (tb_sync_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbSyncDialog, tb_sync_dialog, TB, SYNC_DIALOG, AdwDialog)

AdwDialog *tb_sync_dialog_new (TbSync *sync) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
