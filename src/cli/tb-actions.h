/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-command.h"

G_BEGIN_DECLS

TbExit tb_actions_run (TbCli *cli, const TbCommand *actions, guint n_actions, int argc,
                       char **argv);

G_END_DECLS
