/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-application.h"

G_BEGIN_DECLS

void tb_desk_actions_install (TbApplication *application);

G_END_DECLS
