/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-cli.h"

G_BEGIN_DECLS

TbExit tb_service_action_summary (TbCli *cli, int argc, char **argv);

G_END_DECLS
