/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void tb_dialog_keeper_watch (GListModel *dialogs);

G_END_DECLS
