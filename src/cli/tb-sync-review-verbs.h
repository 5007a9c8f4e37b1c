/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-cli.h"

G_BEGIN_DECLS

TbExit tb_sync_action_review (TbCli *cli, int argc, char **argv);
TbExit tb_sync_action_resolve (TbCli *cli, int argc, char **argv);
TbExit tb_sync_action_refused (TbCli *cli, int argc, char **argv);

G_END_DECLS
