/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

#define TB_TYPE_SYNC_NOTIFIER (tb_sync_notifier_get_type ())
G_DECLARE_FINAL_TYPE (TbSyncNotifier, tb_sync_notifier, TB, SYNC_NOTIFIER, GObject)

TbSyncNotifier *tb_sync_notifier_new (TbSync *sync, GtkWindow *window) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
